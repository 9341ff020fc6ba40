//! Finding what is alike among many, without comparing each with each.

use rustc_hash::FxHashMap;

use super::ALIKE_AT;
use crate::matcher::Gist;

/// At most this many are compared: those that share the most.
const MOST_COMPARED: usize = 48;

/// Questions, each by its gist, numbered in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Alike {
    gists: Vec<Gist>,
    /// Which of them have a word that may stand for this.
    by_key: FxHashMap<u64, Vec<u32>>,
    /// For each, how much it shares with the one that is looked for; all zero in between.
    shared: Vec<f32>,
}

impl Alike {
    /// Adds one; gives its number.
    pub(super) fn add(&mut self, gist: Gist) -> usize {
        let number = self.gists.len();
        // There is not memory for more.
        let posted = u32::try_from(number).unwrap_or(u32::MAX);
        for key in gist.keys() {
            let known = self.by_key.entry(key).or_default();
            if known.last() != Some(&posted) {
                known.push(posted);
            }
        }
        self.gists.push(gist);
        self.shared.push(0.0);
        number
    }

    /// The one that is most alike, the first of equals; `None` if none is alike.
    pub(super) fn most_alike(&mut self, gist: &Gist) -> Option<usize> {
        let mut touched: Vec<u32> = Vec::new();
        for (key, weight) in gist.telling(ALIKE_AT) {
            for number in self.by_key.get(&key).into_iter().flatten() {
                let shared = &mut self.shared[*number as usize];
                if *shared <= 0.0 {
                    touched.push(*number);
                }
                *shared += weight;
            }
        }
        let by_share = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut candidates: Vec<(u32, f32)> = touched
            .into_iter()
            .map(|number| (number, std::mem::take(&mut self.shared[number as usize])))
            .collect();
        if candidates.len() > MOST_COMPARED {
            candidates.select_nth_unstable_by(MOST_COMPARED, by_share);
            candidates.truncate(MOST_COMPARED);
        }
        candidates.sort_unstable_by_key(|(number, _)| *number);
        let mut best: Option<(usize, f64)> = None;
        for (number, _) in candidates {
            let number = number as usize;
            let likeness = gist.likeness(&self.gists[number]);
            if likeness >= ALIKE_AT && best.is_none_or(|(_, most)| likeness > most) {
                best = Some((number, likeness));
            }
        }
        best.map(|(number, _)| number)
    }
}
