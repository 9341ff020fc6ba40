//! What is counted: outcomes and feedback, without anybody's name.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::buttons::Complaint;
use super::lock::lock;
use crate::stats;

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

    /// As what it is counted.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Helpful => stats::HELPFUL,
            Self::NotHelpful => stats::NOT_HELPFUL,
            Self::Because(Complaint::WrongTopic) => stats::WRONG_TOPIC,
            Self::Because(Complaint::DoesNotAnswer) => stats::DOES_NOT_ANSWER,
            Self::Because(Complaint::Unclear) => stats::UNCLEAR,
        }
    }
}

/// How often things came about, by what they are and by entry, which is empty for all together.
#[derive(Debug, Default)]
pub(super) struct Counts {
    counted: Mutex<BTreeMap<(&'static str, String), u64>>,
    /// How many late messages the log was told of.
    told_of_late: AtomicU64,
}

/// As what a message is counted that became too old to be answered.
pub(super) const LATE: &str = "late";

/// As what a message is counted that the flood limit left without an answer.
pub(super) const SILENCED: &str = "silenced";

/// What is counted as feedback.
const FEEDBACK: [Feedback; 5] = [
    Feedback::Helpful,
    Feedback::NotHelpful,
    Feedback::Because(Complaint::WrongTopic),
    Feedback::Because(Complaint::DoesNotAnswer),
    Feedback::Because(Complaint::Unclear),
];

impl Counts {
    pub(super) fn add(&self, kind: &'static str, entry: &str) {
        *lock(&self.counted)
            .entry((kind, entry.to_owned()))
            .or_default() += 1;
    }

    /// Says in the log how many messages became too old to be answered since it was told last.
    pub(super) fn tell_of_late(&self) {
        let key = (LATE, String::new());
        let late = lock(&self.counted).get(&key).copied().unwrap_or_default();
        let told = self.told_of_late.swap(late, Ordering::Relaxed);
        if late > told {
            log::warn!(
                "{} messages were older than MAX_MESSAGE_AGE_SECONDS when their turn came; their \
                 chats were told to ask again",
                late - told
            );
        }
    }

    /// All counts in one line for the log: outcomes, then how often answers were (not) helpful, in
    /// all and entry by entry.
    pub(super) fn summary(&self) -> String {
        let counted = lock(&self.counted);
        let is_feedback = |kind: &str| FEEDBACK.iter().any(|feedback| feedback.name() == kind);
        let outcomes: Vec<String> = counted
            .iter()
            .filter(|((kind, entry), _)| entry.is_empty() && !is_feedback(kind))
            .map(|((kind, _), count)| format!("{kind} {count}"))
            .collect();
        let of = |wanted: Feedback| -> u64 {
            let all = counted.iter();
            all.filter(|((kind, _), _)| *kind == wanted.name())
                .map(|(_, count)| count)
                .sum()
        };
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
        let mut judged: Vec<_> = counted
            .iter()
            .filter(|((kind, _), _)| is_feedback(kind))
            .map(|((kind, entry), count)| (entry, kind, count))
            .collect();
        judged.sort();
        for (entry, kind, count) in judged {
            // Writing to a string cannot fail.
            let _ = write!(summary, "; {entry}: {kind} {count}");
        }
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_names_outcomes_and_entries() {
        let counts = Counts::default();
        assert_eq!(counts.summary(), "no question; helpful 0, not helpful 0");
        counts.add("answer", "");
        counts.add("answer", "sun");
        counts.add("answer", "");
        counts.add(Feedback::Helpful.name(), "sun");
        counts.add(Feedback::NotHelpful.name(), "pain");
        counts.add(Feedback::Because(Complaint::Unclear).name(), "pain");
        assert_eq!(
            counts.summary(),
            "answer 2; helpful 1, not helpful 1; pain: not helpful 1; pain: unclear 1; sun: helpful 1"
        );
    }
}
