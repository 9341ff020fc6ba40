//! Stands in for the matcher until it lands: finds an entry by its exact title.

use std::fmt;

use super::{Candidate, Decision, DeclineReason, MAX_CHARS, Outcome};
use crate::faq::{EntryIndex, Faq, Kind};

/// Decides on messages to one FAQ.
#[derive(Debug)]
pub struct Matcher {
    titles: Vec<(String, Kind, bool)>,
}

/// Why a decision was taken.
#[derive(Debug)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "outcome {}", self.decision.outcome.name())
    }
}

fn plain(text: &str) -> String {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

impl Matcher {
    /// Prepares the FAQ.
    #[must_use]
    pub fn new(faq: &Faq) -> Self {
        let titles = faq
            .entries
            .iter()
            .map(|entry| (plain(&entry.title.text), entry.kind, entry.urgent))
            .collect();
        Self { titles }
    }

    /// Decides on one message.
    #[must_use]
    pub fn decide(&self, text: &str) -> Decision {
        let text_read: String = text.chars().take(MAX_CHARS).collect();
        let query = plain(&text_read);
        let found = self.titles.iter().position(|(title, ..)| *title == query);
        let outcome = match found.map(|at| (EntryIndex(at), &self.titles[at])) {
            Some((entry, (_, _, true))) => Outcome::Urgent {
                urgent: vec![entry],
                rest: vec![],
                not_covered: vec![],
            },
            Some((entry, (_, Kind::Topic, _))) => Outcome::Answer {
                entries: vec![entry],
                not_covered: vec![],
            },
            Some((entry, (_, Kind::NotCovered, _))) => Outcome::NotCovered {
                entries: vec![entry],
            },
            Some((entry, _)) => Outcome::SmallTalk { entry },
            None if query.is_empty() => Outcome::Decline {
                reason: DeclineReason::NoWords,
            },
            None => Outcome::Decline {
                reason: DeclineReason::Unknown,
            },
        };
        let ranked = found.map(|at| Candidate {
            entry: EntryIndex(at),
            score: 1.0,
        });
        Decision {
            outcome,
            ranked: ranked.into_iter().collect(),
            truncated: text.chars().nth(MAX_CHARS).is_some(),
        }
    }

    /// Decides on one message and says why.
    #[must_use]
    pub fn explain(&self, text: &str) -> Explanation {
        Explanation {
            decision: self.decide(text),
        }
    }
}
