//! Entries that take each other's phrasings: which words are at fault, and what to do about them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::faq::{Entry, EntryIndex, Faq, Problem, counted, excerpt, folded};
use crate::matcher::{Explanation, Met};

/// From so many phrasings on, taken one way or the other, two entries steal from each other.
const LEAST_MUTUAL: usize = 3;

/// From so many on one of them steals from the other.
const LEAST_ONE_WAY: usize = 4;

/// At most this many words are named as being at fault, or as setting an entry apart.
const MOST_WORDS: usize = 3;

/// A phrasing that another entry takes.
#[derive(Debug)]
pub(super) struct Theft {
    owner: EntryIndex,
    taker: EntryIndex,
    line: usize,
    text: String,
    /// The words by which the taker was reached.
    met: Vec<Met>,
    /// The words that met nothing of the taker, each with what it counts.
    unmet: Vec<(String, f32)>,
    /// Whether the taker is not told of as long as the phrasing stands.
    is_safe: bool,
}

impl Theft {
    /// That `taker` takes a phrasing, as the explanation of its outcome tells.
    pub(super) fn new(
        faq: &Faq,
        (owner, taker): (EntryIndex, EntryIndex),
        (line, text): (usize, &str),
        why: &Explanation,
        is_safe: bool,
    ) -> Self {
        let mut met = why.met(&faq.entry(taker).id).to_vec();
        let unmet = why
            .content_words()
            .filter(|(word, _)| met.iter().all(|met| met.word != *word))
            .map(|(word, weight)| (word.to_owned(), weight));
        let unmet: Vec<_> = unmet.collect();
        // Grammar is at fault only where nothing else met.
        let is_content = |met: &Met| why.content_words().any(|(word, _)| word == met.word);
        if met.iter().any(is_content) {
            met.retain(is_content);
        }
        Self {
            owner,
            taker,
            line,
            text: text.to_owned(),
            unmet,
            met,
            is_safe,
        }
    }
}

/// A word by which phrasings reach another entry than their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordAtFault {
    /// The word of the phrasings.
    pub word: String,
    /// The word of the other entry that it stands for, if that is another one.
    pub stands_for: Option<String>,
    /// The concept that makes one of the two, if that is why.
    pub concept: Option<String>,
}

/// What one entry loses to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// The entry.
    pub entry: String,
    /// How many phrasings it has, its title among them.
    pub phrasings: usize,
    /// The lines of those that the other takes.
    pub lines: Vec<usize>,
}

/// Two entries that steal from each other, or one that steals from the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The file of the one that loses more.
    #[serde(skip)]
    pub path: PathBuf,
    /// What that one loses.
    pub loses: Loss,
    /// What the other one loses, which may be nothing.
    pub takes: Loss,
    /// The words by which, the weightiest first.
    pub words: Vec<WordAtFault>,
    /// What to do about it.
    pub suggestion: String,
}

impl Pair {
    /// The pair as a problem, at the first phrasing that is taken.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let Self {
            path,
            loses,
            takes,
            words,
            suggestion,
        } = self;
        let lines = |loss: &Loss| {
            // Several phrasings may share a line.
            let mut lines = loss.lines.clone();
            lines.dedup();
            let name = if lines.len() == 1 { "line" } else { "lines" };
            let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
            format!("{name} {}", lines.join(", "))
        };
        let phrasings = counted(loses.phrasings, "phrasing", "phrasings");
        let taken = format!("{} of {phrasings} of `{}`", loses.lines.len(), loses.entry);
        let taken = format!("{taken} would go to `{}` ({})", takes.entry, lines(loses));
        let (first, second) = (&takes.entry, &loses.entry);
        let message = if takes.lines.is_empty() {
            format!("`{first}` steals from `{second}`: {taken}")
        } else {
            let back = format!("{} of {} back", takes.lines.len(), takes.phrasings);
            let back = format!("{back} ({})", lines(takes));
            format!("`{second}` and `{first}` steal from each other: {taken}, {back}")
        };
        let words = words.iter().map(|at_fault| match &at_fault.stands_for {
            Some(other) => format!("\"{}\" for \"{other}\"", at_fault.word),
            None => format!("\"{}\"", at_fault.word),
        });
        let words: Vec<_> = words.collect();
        let message = match words.as_slice() {
            [] => message,
            words => format!("{message}, by {}", words.join(", ")),
        };
        let line = loses.lines.first().copied();
        Problem::warning(path, line, message).with_help(suggestion)
    }
}

/// The pairs that lose enough to each other, those that lose most first.
pub(super) fn of(faq: &Faq, thefts: &[Theft]) -> Vec<Pair> {
    let mut by_pair: BTreeMap<[EntryIndex; 2], Vec<&Theft>> = BTreeMap::new();
    for theft in thefts {
        let mut pair = [theft.owner, theft.taker];
        pair.sort();
        by_pair.entry(pair).or_default().push(theft);
    }
    let pairs = by_pair.into_iter().filter_map(|([a, b], thefts)| {
        let lost_by = |entry| thefts.iter().filter(|theft| theft.owner == entry).count();
        let (of_a, of_b) = (lost_by(a), lost_by(b));
        let least = if of_a.min(of_b) > 0 {
            LEAST_MUTUAL
        } else {
            LEAST_ONE_WAY
        };
        let (loses, takes) = if of_a >= of_b { (a, b) } else { (b, a) };
        (of_a + of_b >= least).then(|| pair(faq, loses, takes, &thefts))
    });
    let mut pairs: Vec<_> = pairs.collect();
    sort(&mut pairs);
    pairs
}

/// Sorts pairs, those that steal most first.
pub(super) fn sort(pairs: &mut [Pair]) {
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.loses.lines.len() + pair.takes.lines.len()));
}

fn pair(faq: &Faq, loser: EntryIndex, taker: EntryIndex, thefts: &[&Theft]) -> Pair {
    let side = |index: EntryIndex| {
        let entry = faq.entry(index);
        let lost = thefts.iter().filter(|theft| theft.owner == index);
        let mut lines: Vec<_> = lost.map(|theft| theft.line).collect();
        lines.sort_unstable();
        Loss {
            entry: entry.id.clone(),
            phrasings: entry.questions.len() + 1,
            lines,
        }
    };
    let lost = thefts.iter().filter(|theft| theft.owner == loser);
    let lost: Vec<&Theft> = lost.copied().collect();
    let ids = [loser, taker].map(|index| faq.entry(index).id.as_str());
    Pair {
        path: faq.entry(loser).path.clone(),
        loses: side(loser),
        takes: side(taker),
        suggestion: suggestion(ids, &lost, &set_apart(&lost, faq.entry(taker))),
        words: words_at_fault(thefts),
    }
}

/// The words by which phrasings are taken, the weightiest first.
fn words_at_fault(thefts: &[&Theft]) -> Vec<WordAtFault> {
    let mut weights: FxHashMap<(&str, &str), (f32, &Met)> = FxHashMap::default();
    for met in thefts.iter().flat_map(|theft| &theft.met) {
        let of_word = weights.entry((&met.word, &met.other)).or_insert((0.0, met));
        of_word.0 += met.weight * met.similarity;
    }
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    let words = weights
        .into_iter()
        .take(MOST_WORDS)
        .map(|(_, (_, met))| WordAtFault {
            word: met.word.clone(),
            stands_for: (met.word != met.other).then(|| met.other.clone()),
            concept: met.concept.clone(),
        });
    words.collect()
}

/// The meeting in a concept by which at least half of the phrasings are taken, if there is one.
fn main_concept<'t>(lost: &[&'t Theft]) -> Option<(&'t Met, &'t str)> {
    let mut by_concept: BTreeMap<&str, (usize, &Met)> = BTreeMap::new();
    for theft in lost {
        let met = theft
            .met
            .iter()
            .find_map(|met| Some((met.concept.as_deref()?, met)));
        if let Some((concept, met)) = met {
            by_concept.entry(concept).or_insert((0, met)).0 += 1;
        }
    }
    let most = by_concept
        .into_iter()
        .max_by_key(|(_, (number, _))| *number)?;
    let (concept, (number, met)) = most;
    (number * 2 >= lost.len()).then_some((met, concept))
}

/// What to do about phrasings of the first entry that the second takes; `apart` are words of theirs
/// that the second does not have.
fn suggestion([loses, takes]: [&str; 2], lost: &[&Theft], apart: &[String]) -> String {
    let first = match main_concept(lost) {
        Some((Met { word, other, .. }, concept)) => format!(
            "if `{takes}` does not mean \"{word}\" by \"{other}\", move one of them from the \
             concept `{concept}` into one of its own"
        ),
        _ if apart.is_empty() => format!(
            "nothing in them belongs to `{loses}` alone: reword them, or move those to `{takes}` \
             that belong there"
        ),
        _ => format!(
            "say in more phrasings of `{loses}` what sets it apart: {}; or move those to `{takes}` \
             that belong there",
            apart.join(", ")
        ),
    };
    let proof = lost.iter().filter(|theft| theft.is_safe);
    let proof = proof.min_by_key(|theft| (theft.text.len(), &theft.text));
    match proof {
        Some(theft) => {
            let text = excerpt(&theft.text);
            format!("{first}; `not = [\"{text}\"]` in `{takes}` proves that it stays so")
        }
        None => first,
    }
}

/// The words of the phrasings that the entry that takes them does not have, the weightiest first.
fn set_apart(lost: &[&Theft], taker: &Entry) -> Vec<String> {
    let mut weights: BTreeMap<&str, f32> = BTreeMap::new();
    let known: FxHashSet<String> = taker
        .phrasings()
        .flat_map(|phrasing| {
            folded(&phrasing.text)
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    for (word, weight) in lost.iter().flat_map(|theft| &theft.unmet) {
        if !known.contains(word.as_str()) {
            *weights.entry(word).or_default() += weight;
        }
    }
    let mut weights: Vec<_> = weights.into_iter().collect();
    weights.sort_by(|a, b| b.1.total_cmp(&a.1));
    let words = weights.into_iter().take(MOST_WORDS);
    words
        .map(|(word, _)| format!("\"{}\"", excerpt(word)))
        .collect()
}
