//! What an edit of a FAQ changes: which messages get another outcome, from what to what.
//!
//! Pure: two FAQs with their matchers and some messages come in, the [`Changes`] come out. Both
//! versions decide on the labelled questions, whose outcomes the judge of [`eval`](crate::eval) can
//! call worse or better; on every phrasing that one of them has; and on what people asked in vain.
//!
//! A phrasing is decided on in its own language, if both are written in it. For every other message
//! each version chooses the language as the bot does for somebody who speaks the default one.

mod changes;
mod entries;
mod languages;
mod pair;
mod phrasings;
mod report;
mod told;

#[cfg(test)]
mod tests;

use crate::eval::Question;
use crate::faq::Faq;
use crate::matcher::Matcher;
use crate::parallel;

use languages::Languages;
use pair::{Pair, severity};
use phrasings::Phrasing;

pub use changes::{
    ChangedLanguage, Changes, Compared, LabelledChange, LanguageChanges, PhrasingChange, Presence,
    Turn, UnansweredChange,
};
pub use entries::{ChangedEntry, EntryChanges, Renamed};
pub use told::Told;

/// One of the two versions that are compared, in one language.
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
/// Each is given in all its languages, the default one first.
///
/// Entries that were renamed count as the same: an outcome that differs in nothing but the name does
/// not change, and a label that names one id accepts the other. `step` is called on whatever thread
/// with the number of messages done and of all; some thousand take about a second.
///
/// # Panics
///
/// Panics if a version has no language, or a matcher was made of another FAQ than stands beside it.
#[must_use]
pub fn compare(
    old: &[Side<'_>],
    new: &[Side<'_>],
    corpus: Corpus<'_>,
    step: &(dyn Fn(usize, usize) + Sync),
) -> Changes {
    let (languages, entries, others) = Languages::of(old, new);
    let both = languages.both.iter();
    let phrasings: Vec<Phrasing> = both
        .flat_map(|at| phrasings::of(*at, old[at.0].faq, new[at.1].faq))
        .collect();
    let labelled = corpus.labelled.iter().map(|question| &question.text);
    let phrased = phrasings.iter().map(|own| (&own.text, Some(own.at)));
    let messages: Vec<_> = labelled
        .map(|text| (text, None))
        .chain(phrased)
        .chain(corpus.unanswered.iter().map(|text| (text, None)))
        .collect();
    let pairs = parallel::map(&messages, step, |(text, at)| {
        let editions = at.map_or_else(|| languages.chosen(text), |at| languages.at(at));
        Pair::new(editions, text)
    });
    let mut pairs = pairs.iter();

    let labelled = corpus.labelled.iter().zip(pairs.by_ref());
    let mut labelled: Vec<_> = labelled
        .filter_map(|(question, pair)| pair.labelled(question))
        .collect();
    labelled.sort_by_key(|change| (change.turn, severity(change.is)));
    let phrased = phrasings.iter().zip(pairs.by_ref());
    let mut phrased: Vec<_> = phrased
        .filter_map(|(phrasing, pair)| pair.phrasing(phrasing))
        .collect();
    phrased.sort_by_key(|change| change.turn);
    let unanswered = corpus.unanswered.iter().zip(pairs);
    let unanswered = unanswered.filter(|(_, pair)| pair.differs);
    Changes {
        entries,
        languages: others,
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
