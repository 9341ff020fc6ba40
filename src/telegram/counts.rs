//! What is counted: outcomes and feedback, without anybody's name.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use super::buttons::Complaint;

/// What people thought of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Feedback {
    Helpful,
    NotHelpful,
    Because(Complaint),
}

impl Feedback {
    /// Whether it says why an answer was of no use.
    pub(super) fn is_reason(self) -> bool {
        matches!(self, Self::Because(_))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::NotHelpful => "not helpful",
            Self::Because(Complaint::WrongTopic) => "wrong topic",
            Self::Because(Complaint::DoesNotAnswer) => "does not answer",
            Self::Because(Complaint::Unclear) => "unclear",
        }
    }
}

/// How often each outcome came about, and what was thought of each entry.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    outcomes: HashMap<&'static str, u64>,
    feedback: BTreeMap<(String, Feedback), u64>,
}

impl Counts {
    pub(super) fn outcome(&self, name: &'static str) {
        *self.lock().outcomes.entry(name).or_default() += 1;
    }

    pub(super) fn feedback(&self, entry: &str, feedback: Feedback) {
        let mut counted = self.lock();
        *counted
            .feedback
            .entry((entry.to_owned(), feedback))
            .or_default() += 1;
    }

    /// All counts in one line for the log: outcomes, then how often answers were (not) helpful, in
    /// all and entry by entry.
    pub(super) fn summary(&self) -> String {
        let counted = self.lock();
        let mut outcomes: Vec<_> = counted.outcomes.iter().collect();
        outcomes.sort();
        let of = |wanted: Feedback| -> u64 {
            let all = counted.feedback.iter();
            all.filter(|((_, feedback), _)| *feedback == wanted)
                .map(|(_, count)| count)
                .sum()
        };
        let outcomes: Vec<String> = outcomes
            .into_iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        let mut summary = format!(
            "{}; helpful {}, not helpful {}",
            if outcomes.is_empty() {
                "no question".to_owned()
            } else {
                outcomes.join(", ")
            },
            of(Feedback::Helpful),
            of(Feedback::NotHelpful)
        );
        for ((entry, feedback), count) in &counted.feedback {
            // Writing to a string cannot fail.
            let _ = write!(summary, "; {entry}: {} {count}", feedback.name());
        }
        summary
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_names_outcomes_and_entries() {
        let counts = Counts::default();
        assert_eq!(counts.summary(), "no question; helpful 0, not helpful 0");
        counts.outcome("answer");
        counts.outcome("answer");
        counts.feedback("sun", Feedback::Helpful);
        counts.feedback("pain", Feedback::NotHelpful);
        counts.feedback("pain", Feedback::Because(Complaint::Unclear));
        assert_eq!(
            counts.summary(),
            "answer 2; helpful 1, not helpful 1; pain: not helpful 1; pain: unclear 1; sun: helpful 1"
        );
    }
}
