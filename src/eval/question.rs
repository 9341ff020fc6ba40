//! A labelled question.

use serde::Deserialize;

/// The label of a question that is small talk.
const SOCIAL: &str = "social";

/// The kind of question that tells of a danger sign.
const EMERGENCY: &str = "emergency";

/// One line of a file of labelled questions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Unique name.
    pub id: String,
    /// The message as sent.
    pub text: String,
    /// Ids of the topics that count as right, best first; empty if it must be declined, `social`
    /// alone if it is small talk.
    pub accept: Vec<String>,
    /// The sort of question; figures are reported for each.
    pub kind: String,
}

/// The kind of question that asks two things at once.
const MULTI: &str = "multi";

impl Question {
    /// Whether small talk is the right answer.
    #[must_use]
    pub fn is_social(&self) -> bool {
        self.accept.iter().any(|id| id == SOCIAL)
    }

    /// Whether it tells of a danger sign, so that the warning has to come first.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.kind == EMERGENCY
    }

    /// The two topics that are asked for at once, if it asks two things and both are covered.
    #[must_use]
    pub fn two_topics(&self) -> Option<&[String]> {
        self.accept.get(..2).filter(|_| self.kind == MULTI)
    }

    /// Whether an answer with the entry `id` is right.
    #[must_use]
    pub fn accepts(&self, id: &str) -> bool {
        self.accept.iter().any(|accepted| accepted == id)
    }

    /// The labels that are neither the id of an entry, as `known` says, nor `social`.
    pub fn unknown_labels(&self, known: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        let labels = self.accept.iter().map(String::as_str);
        labels.filter(move |label| *label != SOCIAL && !known(label))
    }
}
