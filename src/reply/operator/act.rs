//! What operators can do by a tap, and the key by which a question is known again.

use std::fmt;

use crate::faq::Kind;
use crate::reply::Reply;

/// The key of a question that was asked in vain: the same as long as the question is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuestionKey(pub u64);

impl QuestionKey {
    /// The key that is written like this, if one is.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_key = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let key = u64::from_str_radix(text, 16).ok();
        key.filter(|_| is_key).map(Self)
    }
}

impl fmt::Display for QuestionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Tells which change was shown with a button: so short that it fits beside the rest of its data, and
/// hardly ever the same for two changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp(u16);

impl Stamp {
    /// The stamp of a change with this hash.
    #[must_use]
    pub fn of(hash: i64) -> Self {
        let [first, second, ..] = hash.to_le_bytes();
        Self(u16::from_le_bytes([first, second]) & 0xfff)
    }

    /// The stamp that is written like this, if one is.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_stamp = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let stamp = u16::from_str_radix(text, 16).ok();
        stamp.filter(|_| is_stamp).map(Self)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03x}", self.0)
    }
}

/// What a tap does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Shows the question at this place of the list, from 0.
    Show(usize),
    /// Shows this question.
    Question(QuestionKey),
    /// Adds the question to the phrasings of the entry with this id, if that is what was shown. Buttons
    /// of earlier versions do not tell what was.
    Add(QuestionKey, Option<Stamp>, String),
    /// Shows a page of the entries to which it can be added.
    Others(QuestionKey, usize),
    /// Shows what adding it to the entry with this id would change.
    Weigh(QuestionKey, String),
    /// Asks for a new entry that answers the question.
    New(QuestionKey),
    /// Creates the entry, of this kind, if that is what was shown.
    Create(QuestionKey, Option<Stamp>, Kind),
    /// Never shows the question again.
    Ignore(QuestionKey),
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What stands on it, at most 64 UTF-16 units.
    pub label: String,
    /// What it does.
    pub act: Act,
}

impl Offer {
    pub(super) fn new(label: impl Into<String>, act: Act) -> Self {
        Self {
            label: label.into(),
            act,
        }
    }
}

/// A reply with buttons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What is read.
    pub reply: Reply,
    /// The buttons, in rows; a row may be empty.
    pub rows: Vec<Vec<Offer>>,
}

impl Page {
    pub(super) fn new(reply: Reply, rows: Vec<Vec<Offer>>) -> Self {
        Self { reply, rows }
    }

    /// A reply without buttons.
    #[must_use]
    pub fn of(reply: Reply) -> Self {
        Self::new(reply, Vec::new())
    }
}
