//! Trying out one phrasing, or one example of what must not be answered.

use rustc_hash::FxHashMap;

use crate::faq::{Entry, EntryIndex, Faq, Located, Problem, excerpt, folded};
use crate::matcher::{Decision, Matcher, Outcome};

use super::astray::{Fate, Stray};

/// Something an entry claims and the matcher has to bear out.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    entry: EntryIndex,
    text: &'a Located,
    claim: Claim,
}

#[derive(Debug)]
enum Claim {
    /// The phrasing at this position finds its entry even if it is left out.
    IsCarried(usize),
    /// The example is not answered with its entry.
    IsNotAnswered,
}

/// All trials of a FAQ. Left out are those that can only fail: phrasings that two entries share
/// and examples that are phrasings, which are errors already, and an entry's only phrasing.
pub(super) fn all(faq: &Faq) -> Vec<Trial<'_>> {
    let mut owners: FxHashMap<String, Option<EntryIndex>> = FxHashMap::default();
    for (index, entry) in super::entries(faq) {
        for phrasing in phrasings(entry) {
            owners
                .entry(folded(&phrasing.text))
                .and_modify(|owner| *owner = owner.filter(|owner| *owner == index))
                .or_insert(Some(index));
        }
    }
    let owner = |text: &str| owners.get(&folded(text)).copied();
    let mut trials = Vec::new();
    for (index, entry) in super::entries(faq) {
        if !entry.questions.is_empty() {
            let own = phrasings(entry).enumerate();
            let own = own.filter(|(_, text)| owner(&text.text) == Some(Some(index)));
            trials.extend(own.map(|(position, text)| Trial {
                entry: index,
                text,
                claim: Claim::IsCarried(position),
            }));
        }
        let examples = entry.not.iter();
        let examples = examples.filter(|text| owner(&text.text) != Some(Some(index)));
        trials.extend(examples.map(|text| Trial {
            entry: index,
            text,
            claim: Claim::IsNotAnswered,
        }));
    }
    trials
}

/// The title and the other phrasings, in the order of their positions.
fn phrasings(entry: &Entry) -> impl Iterator<Item = &Located> {
    std::iter::once(&entry.title).chain(&entry.questions)
}

/// What a trial found wrong.
#[derive(Debug)]
pub(super) enum Finding {
    /// The claim that an example is not answered does not hold.
    Problem(Problem),
    /// A phrasing of this entry needs itself to find it.
    Stray(EntryIndex, Stray),
}

impl Trial<'_> {
    /// What is wrong, if the claim does not hold.
    pub(super) fn run(&self, faq: &Faq, matcher: &Matcher) -> Option<Finding> {
        match self.claim {
            Claim::IsCarried(position) => {
                let decision = matcher.decide_without(self.entry, position)?;
                (!finds(&decision, self.entry)).then(|| {
                    let fate = Fate::new(faq, &decision.outcome);
                    Finding::Stray(self.entry, Stray::new(self.text, fate))
                })
            }
            Claim::IsNotAnswered => {
                let outcome = matcher.decide(&self.text.text).outcome;
                answers(&outcome, self.entry).then(|| Finding::Problem(self.is_answered(faq)))
            }
        }
    }

    fn is_answered(&self, faq: &Faq) -> Problem {
        let entry = faq.entry(self.entry);
        let message = format!(
            "`not` holds \"{}\", which is answered with `{}` all the same",
            excerpt(&self.text.text),
            entry.id
        );
        Problem::error(&entry.path, self.text.line, message).with_help(
            "write it as a phrasing of the entry that should take it, or reword the phrasings \
             that are like it",
        )
    }
}

/// Whether the asker sees the entry, or would if more than nothing were said: declined, it comes at
/// least first in the order behind the outcome. Where others are seen that is not enough.
fn finds(decision: &Decision, entry: EntryIndex) -> bool {
    let outcome = &decision.outcome;
    let comes_first = || {
        let best = decision.ranked.first();
        best.is_some_and(|best| best.entry == entry)
    };
    outcome.entries().contains(&entry)
        || outcome.also_not_covered().contains(&entry)
        || (matches!(outcome, Outcome::Decline { .. }) && comes_first())
}

/// Whether the text of the entry is in the reply. What is only offered does not count.
fn answers(outcome: &Outcome, entry: EntryIndex) -> bool {
    let is_offer = matches!(outcome, Outcome::Clarify { .. });
    let is_said = outcome.entries().contains(&entry) && !is_offer;
    is_said || outcome.also_not_covered().contains(&entry)
}
