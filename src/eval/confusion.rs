//! Which questions were taken for what.

use std::cmp::Reverse;

use serde::Serialize;

use crate::faq::Faq;
use crate::matcher::Outcome;

use super::{Mistake, Question};

/// Questions with the same label and the same outcome that is not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// What went wrong.
    pub mistake: Mistake,
    /// The best label, or `decline` if there is none.
    pub expected: String,
    /// The outcome's name and entries.
    pub got: String,
    /// How many questions.
    pub count: usize,
    /// Their ids, in the order of the file.
    pub ids: Vec<String>,
}

/// The outcome's name and entries, such as `answer cost, hours`.
pub(super) fn describe(faq: &Faq, outcome: &Outcome) -> String {
    let entries = outcome.entries();
    let ids: Vec<_> = entries
        .iter()
        .map(|entry| faq.entry(*entry).id.as_str())
        .collect();
    format!("{} {}", outcome.name(), ids.join(", "))
        .trim_end()
        .to_owned()
}

/// Counts one mistake.
pub(super) fn add(all: &mut Vec<Confusion>, question: &Question, mistake: Mistake, got: String) {
    let expected = question.accept.first().map_or("decline", String::as_str);
    let same = |other: &&mut Confusion| {
        other.mistake == mistake && other.expected == expected && other.got == got
    };
    if let Some(known) = all.iter_mut().find(same) {
        known.count += 1;
        known.ids.push(question.id.clone());
        return;
    }
    all.push(Confusion {
        mistake,
        expected: expected.to_owned(),
        got,
        count: 1,
        ids: vec![question.id.clone()],
    });
}

/// The worst mistakes first, of equally bad ones the most frequent, then by label and outcome.
pub(super) fn sort(all: &mut [Confusion]) {
    all.sort_by(|a, b| {
        let key = |c: &Confusion| (c.mistake, Reverse(c.count));
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.expected, &a.got).cmp(&(&b.expected, &b.got)))
    });
}
