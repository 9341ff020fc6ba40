//! What is counted: outcomes and feedback, without anybody's name.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::buttons::Complaint;

/// What people thought of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Feedback {
    Helpful,
    NotHelpful,
    Because(Complaint),
}

/// How often each outcome came about, and what was thought of each entry.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    outcomes: HashMap<&'static str, u64>,
    feedback: HashMap<(String, Feedback), u64>,
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

    /// All counts in one line for the log: outcomes, then how often answers were (not) helpful.
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
        format!(
            "{}; helpful {}, not helpful {}",
            if outcomes.is_empty() {
                "no question".to_owned()
            } else {
                outcomes.join(", ")
            },
            of(Feedback::Helpful),
            of(Feedback::NotHelpful)
        )
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
