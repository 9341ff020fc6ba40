//! A question with its answer as it comes from elsewhere.

use jiff::civil::Date;

use crate::faq::{Kind, Located, Problem, one_line};

/// What comes from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incoming {
    /// What could be read, in order.
    pub(super) items: Vec<Item>,
    /// Everything that could not.
    pub(super) problems: Vec<Problem>,
}

/// What a row of a table or an object of a list says of an entry. Blank texts count as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    pub(super) id: Option<String>,
    pub(super) kind: Option<Kind>,
    pub(super) title: Option<String>,
    /// Each with the line on which its row or object begins.
    pub(super) questions: Vec<Located>,
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

impl Item {
    /// Adds ways to ask for it.
    pub(super) fn ask(&mut self, questions: impl IntoIterator<Item = String>) {
        let line = self.line;
        let questions = questions.into_iter();
        self.questions
            .extend(questions.map(|text| Located { text, line }));
    }
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
