//! What an edit of a FAQ changes: which messages get another outcome, from what to what.
//!
//! Pure: two FAQs with their matchers and some messages come in, the [`Changes`] come out. Both
//! versions decide on the labelled questions, whose outcomes the judge of [`eval`](crate::eval) can
//! call worse or better; on every phrasing that one of them has; and on what people asked in vain.

mod entries;
mod report;
mod told;

#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::eval::{Mistake, Question, judge};
use crate::faq::{Faq, folded};
use crate::matcher::{Decision, Matcher};
use crate::parallel;

use entries::Names;

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

/// Which way an outcome changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// For the worse.
    Worse,
    /// For the better.
    Better,
    /// Neither.
    Other,
}

/// A labelled question whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelledChange {
    /// The question's id.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// For the worse if the mistake is a worse one, or if only one of two topics asked for is
    /// answered now.
    pub turn: Turn,
    /// What became of it.
    pub from: Told,
    /// What becomes of it.
    pub to: Told,
    /// What was wrong with that, if anything.
    pub was: Option<Mistake>,
    /// What is wrong with that, if anything.
    pub is: Option<Mistake>,
}

/// Which of the two versions has a phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Both.
    Kept,
    /// Both, in different entries.
    Moved,
    /// Only the new one.
    Added,
    /// Only the old one.
    Removed,
}

/// A phrasing whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhrasingChange {
    /// The entry that has it, in the new version or else in the old one.
    pub entry: String,
    /// The phrasing.
    pub text: String,
    /// Which version has it.
    pub presence: Presence,
    /// For the worse if its own entry was answered and is only offered or not even that. One that
    /// was removed is neither worse nor better.
    pub turn: Turn,
    /// What became of it.
    pub from: Told,
    /// What becomes of it.
    pub to: Told,
}

/// A question asked in vain whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnansweredChange {
    /// What was asked.
    pub text: String,
    /// What became of it.
    pub from: Told,
    /// What becomes of it.
    pub to: Told,
}

/// On how many messages both versions decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Labelled questions.
    pub labelled: usize,
    /// Phrasings that one of them has or both.
    pub phrasings: usize,
    /// Questions asked in vain.
    pub unanswered: usize,
}

/// Everything that an edit changes.
///
/// Displayed for people: what was done to the files, then each group of messages with its changes,
/// the labelled questions that get worse first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// What was done to the files.
    pub entries: EntryChanges,
    /// On how many messages both decided.
    pub compared: Compared,
    /// The labelled questions whose outcome changes: the worse, the better, then the others; of
    /// those that turn alike, what is still the worst mistake first.
    pub labelled: Vec<LabelledChange>,
    /// The phrasings whose outcome changes: the worse, the better, then the others, by entry.
    pub phrasings: Vec<PhrasingChange>,
    /// The questions asked in vain whose outcome changes, in their order.
    pub unanswered: Vec<UnansweredChange>,
}

impl Changes {
    /// How many labelled questions turn this way.
    #[must_use]
    pub fn labelled_that_turn(&self, turn: Turn) -> usize {
        let all = self.labelled.iter();
        all.filter(|change| change.turn == turn).count()
    }
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
/// removed.
fn phrasings(old: &Faq, new: &Faq) -> Vec<Phrasing> {
    let mut all: Vec<Phrasing> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (faq, is_new) in [(new, true), (old, false)] {
        for entry in &faq.entries {
            for phrasing in entries::phrasings(entry) {
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

/// What both versions make of one message.
#[derive(Debug)]
struct Pair {
    was: Decision,
    is: Decision,
    from: Told,
    to: Told,
    /// Whether the two differ in more than names.
    differs: bool,
}

impl Pair {
    fn new(old: Side<'_>, new: Side<'_>, text: &str, names: &Names) -> Self {
        let (was, is) = (old.matcher.decide(text), new.matcher.decide(text));
        let from = Told::of(old.faq, &was.outcome);
        let to = Told::of(new.faq, &is.outcome);
        let renamed = |ids: &[String]| {
            let ids = ids.iter().map(|id| names.new_of(id).to_owned());
            ids.collect::<Vec<_>>()
        };
        let differs = from.outcome != to.outcome
            || renamed(&from.entries) != to.entries
            || renamed(&from.not_covered) != to.not_covered;
        Self {
            was,
            is,
            from,
            to,
            differs,
        }
    }

    fn labelled(
        &self,
        old: &Faq,
        new: &Faq,
        question: &Question,
        names: &Names,
    ) -> Option<LabelledChange> {
        let was = judge(
            old,
            &labels(question, old, |id| names.old_of(id)),
            &self.was,
        );
        let is = judge(new, &labels(question, new, |id| names.new_of(id)), &self.is);
        let turn = turn(
            (severity(was.mistake), was.both != Some(false)),
            (severity(is.mistake), is.both != Some(false)),
        );
        (self.differs || turn != Turn::Other).then(|| LabelledChange {
            id: question.id.clone(),
            text: question.text.clone(),
            turn,
            from: self.from.clone(),
            to: self.to.clone(),
            was: was.mistake,
            is: is.mistake,
        })
    }

    fn phrasing(&self, phrasing: &Phrasing, names: &Names) -> Option<PhrasingChange> {
        let Phrasing { text, old, new } = phrasing;
        let presence = match (old, new) {
            (Some(old), Some(new)) if names.new_of(old) == new => Presence::Kept,
            (Some(_), Some(_)) => Presence::Moved,
            (None, _) => Presence::Added,
            (Some(_), None) => Presence::Removed,
        };
        let entry = new.as_ref().or(old.as_ref())?;
        let had_by = old.as_deref().unwrap_or_else(|| names.old_of(entry));
        let turn = match presence {
            Presence::Removed => Turn::Other,
            _ => turn(self.from.nearness_to(had_by), self.to.nearness_to(entry)),
        };
        self.differs.then(|| PhrasingChange {
            entry: entry.clone(),
            text: text.clone(),
            presence,
            turn,
            from: self.from.clone(),
            to: self.to.clone(),
        })
    }
}

/// The question with the labels that `faq` knows under the name that `name` gives.
fn labels<'a>(question: &'a Question, faq: &Faq, name: impl Fn(&'a str) -> &'a str) -> Question {
    let label = |id: &'a String| {
        if faq.find(id).is_some() {
            id.clone()
        } else {
            name(id).to_owned()
        }
    };
    Question {
        accept: question.accept.iter().map(label).collect(),
        ..question.clone()
    }
}

/// A mistake by its place, the worst first and none last.
fn severity(mistake: Option<Mistake>) -> (bool, Option<Mistake>) {
    (mistake.is_none(), mistake)
}

/// Which way something turns of which more is better.
fn turn<T: Ord + Copy>(was: T, is: T) -> Turn {
    match is.cmp(&was) {
        std::cmp::Ordering::Less => Turn::Worse,
        std::cmp::Ordering::Greater => Turn::Better,
        std::cmp::Ordering::Equal => Turn::Other,
    }
}
