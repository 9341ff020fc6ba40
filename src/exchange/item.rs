//! A question with its answer as it comes from elsewhere.

use jiff::civil::Date;

use crate::faq::{Kind, one_line};

/// What a row of a table or an object of a list says of an entry. Blank texts count as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    pub(super) id: Option<String>,
    pub(super) kind: Option<Kind>,
    pub(super) title: Option<String>,
    pub(super) questions: Vec<String>,
    pub(super) not: Vec<String>,
    pub(super) tip: Option<String>,
    pub(super) tips: Vec<String>,
    pub(super) related: Vec<String>,
    pub(super) urgent: bool,
    pub(super) section: Option<String>,
    pub(super) reviewed: Option<Date>,
    pub(super) review_by: Option<Date>,
    pub(super) answer: String,
    /// The number that another make gives to one answer with all its questions.
    pub(super) number: Option<String>,
}

/// The text, unless it is blank.
pub(super) fn unless_blank(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A question from elsewhere: one line, as it is to be shown.
pub(super) fn question(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}
