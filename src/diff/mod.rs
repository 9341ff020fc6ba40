//! What an edit of a FAQ changes: which messages get another outcome, from what to what.
//!
//! Pure: two FAQs with their matchers and some messages come in, the [`Changes`] come out. Both
//! versions decide on the labelled questions, whose outcomes the judge of [`eval`](crate::eval) can
//! call worse or better; on every phrasing that one of them has; and on what people asked in vain.

mod changes;
mod entries;
mod pair;
mod report;
mod told;

#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use crate::eval::Question;
use crate::faq::{Faq, folded};
use crate::matcher::Matcher;
use crate::parallel;

use pair::{Pair, severity};

pub use changes::{
    Changes, Compared, LabelledChange, PhrasingChange, Presence, Turn, UnansweredChange,
};
pub use entries::{ChangedEntry, EntryChanges, Renamed};
pub use told::Told;

/// One of the two versions that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What it says. Only with its questions its phrasings are compared; an
    /// [`Assistant`](crate::assistant::Assistant) keeps none, so load the FAQ for this.
    pub faq: &'a Faq,
    /// The matcher made of it.
    pub matcher: &'a Matcher,
}

/// The messages on which both versions decide, beside the phrasings of both.
#[derive(Debug, Clone, Copy, Default)]
pub struct Corpus<'a> {
    /// Questions with the outcome that is right.
    pub labelled: &'a [Question],
    /// What people asked and got no answer to.
    pub unanswered: &'a [String],
}

/// Compares what two versions of a FAQ make of the messages of `corpus` and of the phrasings of both.
///
/// Entries that were renamed count as the same: an outcome that differs in nothing but the name does
/// not change, and a label that names one id accepts the other. `step` is called on whatever thread
/// with the number of messages done and of all; some thousand take about a second.
///
/// # Panics
///
/// Panics if a matcher was made of another FAQ than stands beside it.
#[must_use]
pub fn compare(
    old: Side<'_>,
    new: Side<'_>,
    corpus: Corpus<'_>,
    step: &(dyn Fn(usize, usize) + Sync),
) -> Changes {
    let (entries, names) = entries::compare(old.faq, new.faq);
    let phrasings = phrasings(old.faq, new.faq);
    let texts: Vec<&str> = (corpus.labelled.iter().map(|question| &question.text))
        .chain(phrasings.iter().map(|phrasing| &phrasing.text))
        .chain(corpus.unanswered)
        .map(String::as_str)
        .collect();
    let decisions = parallel::map(&texts, step, |text| Pair::new(old, new, text, &names));
    let mut pairs = decisions.iter();

    let labelled = corpus.labelled.iter().zip(pairs.by_ref());
    let mut labelled: Vec<_> = labelled
        .filter_map(|(question, pair)| pair.labelled(old.faq, new.faq, question, &names))
        .collect();
    labelled.sort_by_key(|change| (change.turn, severity(change.is)));
    let phrased = phrasings.iter().zip(pairs.by_ref());
    let mut phrased: Vec<_> = phrased
        .filter_map(|(phrasing, pair)| pair.phrasing(phrasing, &names))
        .collect();
    phrased.sort_by_key(|change| change.turn);
    let unanswered = corpus.unanswered.iter().zip(pairs);
    let unanswered = unanswered.filter(|(_, pair)| pair.differs);
    Changes {
        entries,
        compared: Compared {
            labelled: corpus.labelled.len(),
            phrasings: phrasings.len(),
            unanswered: corpus.unanswered.len(),
        },
        labelled,
        phrasings: phrased,
        unanswered: unanswered
            .map(|(text, pair)| UnansweredChange {
                text: text.clone(),
                from: pair.from.clone(),
                to: pair.to.clone(),
            })
            .collect(),
    }
}

/// A phrasing with the ids of the entries that have it.
#[derive(Debug)]
struct Phrasing {
    text: String,
    old: Option<String>,
    new: Option<String>,
}

/// The phrasings of both FAQs, each once: those of the new one by entry, then those that were
/// removed. What another language lends is not worded in theirs.
fn phrasings(old: &Faq, new: &Faq) -> Vec<Phrasing> {
    let mut all: Vec<Phrasing> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (faq, is_new) in [(new, true), (old, false)] {
        for entry in faq.entries.iter().filter(|entry| !entry.is_lent) {
            for phrasing in entry.phrasings() {
                let at = *places.entry(folded(&phrasing.text)).or_insert(all.len());
                if at == all.len() {
                    all.push(Phrasing {
                        text: phrasing.text.clone(),
                        old: None,
                        new: None,
                    });
                }
                let Phrasing { old, new, .. } = &mut all[at];
                let owner = if is_new { new } else { old };
                owner.get_or_insert_with(|| entry.id.clone());
            }
        }
    }
    all
}
