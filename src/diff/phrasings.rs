//! The phrasings on which both versions decide.

use rustc_hash::FxHashMap;

use crate::faq::{Faq, folded};

/// A phrasing with the ids of the entries that have it.
#[derive(Debug)]
pub(super) struct Phrasing {
    pub(super) text: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// The places of its language in the two versions.
    pub(super) at: (usize, usize),
}

/// The phrasings of both FAQs in one language, which has the places `at` in their versions: each once: those of the new one by entry, then those that were
/// removed. What another language lends is not worded in theirs.
pub(super) fn of(at: (usize, usize), old: &Faq, new: &Faq) -> Vec<Phrasing> {
    let mut all: Vec<Phrasing> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (faq, is_new) in [(new, true), (old, false)] {
        for entry in faq.entries.iter().filter(|entry| !entry.is_lent) {
            for phrasing in entry.phrasings() {
                let number = *places.entry(folded(&phrasing.text)).or_insert(all.len());
                if number == all.len() {
                    all.push(Phrasing {
                        text: phrasing.text.clone(),
                        old: None,
                        new: None,
                        at,
                    });
                }
                let Phrasing { old, new, .. } = &mut all[number];
                let owner = if is_new { new } else { old };
                owner.get_or_insert_with(|| entry.id.clone());
            }
        }
    }
    all
}
