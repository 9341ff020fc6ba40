//! What operators can do by a tap, and the key by which a question is known again.

use std::fmt::{self, Write as _};

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
pub struct Stamp(u32);

/// The digits of a stamp, each of six bits.
const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// How many digits a stamp has.
const WIDTH: u32 = 3;

impl Stamp {
    /// The stamp of a change with this hash.
    #[must_use]
    pub fn of(hash: i64) -> Self {
        let [first, second, third, ..] = hash.to_le_bytes();
        Self(u32::from_le_bytes([first, second, third, 0]) & ((1 << (6 * WIDTH)) - 1))
    }

    /// The stamp that is written like this, if one is.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| DIGITS.iter().position(|digit| *digit == byte);
        let mut stamp = 0;
        for byte in text.bytes() {
            stamp = stamp << 6 | u32::try_from(digit(byte)?).ok()?;
        }
        (text.len() == WIDTH as usize).then_some(Self(stamp))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (0..WIDTH)
            .rev()
            .map(|place| DIGITS[(self.0 >> (6 * place) & 63) as usize]);
        digits
            .map(char::from)
            .try_for_each(|digit| f.write_char(digit))
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
