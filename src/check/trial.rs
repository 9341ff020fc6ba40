//! Trying out one phrasing, or one example of what must not be answered.

use rustc_hash::FxHashMap;

use crate::faq::{EntryIndex, Faq, Located, Problem, excerpt, folded};
use crate::matcher::{Decision, Explanation, Matcher, Outcome};

use super::astray::{Fate, Stray};
use super::pairs::Theft;

/// Something an entry claims and the matcher has to bear out.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    entry: EntryIndex,
    text: &'a Located,
    claim: Claim,
}

#[derive(Debug)]
enum Claim {
    /// The phrasing at this position finds its entry; if the entry has others, even if it is left
    /// out.
    IsFound { position: usize, is_only: bool },
    /// The example is not answered with its entry.
    IsNotAnswered,
}

/// All trials of a FAQ. Left out are those that can only fail: phrasings that two entries share or
/// that hold no letters, and examples that are phrasings, which are errors already.
pub(super) fn all(faq: &Faq) -> Vec<Trial<'_>> {
    let mut owners: FxHashMap<String, Option<EntryIndex>> = FxHashMap::default();
    for (index, entry) in super::entries(faq) {
        for phrasing in entry.phrasings() {
            owners
                .entry(folded(&phrasing.text))
                .and_modify(|owner| *owner = owner.filter(|owner| *owner == index))
                .or_insert(Some(index));
        }
    }
    owners.remove("");
    let owner = |text: &str| owners.get(&folded(text)).copied();
    let mut trials = Vec::new();
    for (index, entry) in super::entries(faq) {
        let own = entry.phrasings().enumerate();
        let own = own.filter(|(_, text)| owner(&text.text) == Some(Some(index)));
        trials.extend(own.map(|(position, text)| Trial {
            entry: index,
            text,
            claim: Claim::IsFound {
                position,
                is_only: entry.questions.is_empty(),
            },
        }));
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

/// The trials of the examples alone, of which there are few.
pub(super) fn of_examples(faq: &Faq) -> impl Iterator<Item = Trial<'_>> {
    all(faq).into_iter().filter(Trial::is_example)
}

/// What a trial found wrong.
#[derive(Debug)]
pub(super) enum Finding {
    /// The claim that an example is not answered does not hold.
    Problem(Problem),
    /// A phrasing of this entry needs itself to find it, or does not find it at all; and which
    /// entries take it.
    Stray(EntryIndex, Stray, Vec<Theft>),
}

impl Trial<'_> {
    /// The entry that claims it.
    pub(super) fn entry(&self) -> EntryIndex {
        self.entry
    }

    /// Whether it is of an example in `not`.
    fn is_example(&self) -> bool {
        matches!(self.claim, Claim::IsNotAnswered)
    }

    /// What is wrong, if the claim does not hold.
    pub(super) fn run(&self, faq: &Faq, matcher: &Matcher) -> Option<Finding> {
        match self.claim {
            Claim::IsFound { position, is_only } => {
                let stands = matcher.decide(&self.text.text).outcome;
                if !is_shown(&stands, self.entry) {
                    let why = matcher.explain(&self.text.text);
                    return Some(self.stray(faq, &why, &stands, true));
                }
                let without = matcher
                    .decide_without(self.entry, position)
                    .filter(|_| !is_only)?;
                if finds(&without, self.entry) {
                    return None;
                }
                let why = matcher.explain_without(self.entry, position)?;
                Some(self.stray(faq, &why, &stands, false))
            }
            Claim::IsNotAnswered => {
                let outcome = matcher.decide(&self.text.text).outcome;
                answers(&outcome, self.entry).then(|| Finding::Problem(self.is_answered(faq)))
            }
        }
    }

    /// The phrasing as a stray, whose outcome is explained; `stands` is what becomes of it as it
    /// stands.
    fn stray(&self, faq: &Faq, why: &Explanation, stands: &Outcome, is_lost: bool) -> Finding {
        let outcome = &why.decision.outcome;
        let is_offer = matches!(outcome, Outcome::Clarify { .. });
        let takers = outcome.entries().into_iter().filter(|_| !is_offer);
        let thefts = takers.map(|taker| {
            let text = (self.text.line, self.text.text.as_str());
            let is_safe = !answers(stands, taker);
            Theft::new(faq, (self.entry, taker), text, why, is_safe)
        });
        let thefts = thefts.collect();
        let fate = Fate::new(faq, outcome);
        Finding::Stray(self.entry, Stray::new(self.text, fate, is_lost), thefts)
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
    is_shown(outcome, entry) || (matches!(outcome, Outcome::Decline { .. }) && comes_first())
}

/// Whether the asker sees the entry, said or offered.
fn is_shown(outcome: &Outcome, entry: EntryIndex) -> bool {
    outcome.entries().contains(&entry) || outcome.also_not_covered().contains(&entry)
}

/// Whether the text of the entry is in the reply. What is only offered does not count.
fn answers(outcome: &Outcome, entry: EntryIndex) -> bool {
    let is_offer = matches!(outcome, Outcome::Clarify { .. });
    let is_said = outcome.entries().contains(&entry) && !is_offer;
    is_said || outcome.also_not_covered().contains(&entry)
}
