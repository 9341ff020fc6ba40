//! Scrubbing: a question without what could tell whose it is.
//!
//! What is taken out is taken out whole and leaves a [`BLANK`], in favour of privacy where that is in
//! doubt: a product that is written like a person may go too, and the question is still readable.
//! The rules are few and blunt rather than exact: whatever holds a digit or an `@` goes.

mod abroad;
mod blanks;
mod clean;
mod cues;
mod given;
mod handles;
mod marks;
mod names;
mod numerals;
mod places;
mod plain;
mod reading;
mod signs;
mod speaker;
mod spoken;
mod tokens;

pub use blanks::without_blanks;

use clean::clean;
use tokens::{Token, apart, read, written};

/// What stands in place of what was taken out. It parts no sentence, and is no word.
pub const BLANK: &str = "___";

/// At most this many characters are left of a message.
const MOST_CHARS: usize = 300;

/// At most this many characters of a message are read: more than are left of it, as what is taken out
/// may be long, and no more, as each of them takes time while others wait.
const MOST_READ: usize = 1_024;

/// Each pass takes something out, and what it leaves may look different then: a name that stands
/// behind another. No message is known that takes more than a few.
const MOST_PASSES: usize = 24;

/// A message without names after an introduction, e-mail addresses, links, numbers, phone numbers and
/// handles; at most 300 characters in one line. `None` if no word is left of it.
///
/// `is_known` tells whether a folded word is one of the FAQ's or the language's own: such a word is
/// no name unless it is introduced as one.
///
/// Scrubbing twice changes nothing.
#[must_use]
pub fn scrub(message: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let mut text = match crate::text::read_limit(message, MOST_READ) {
        (all, false) => all.to_owned(),
        // Half an address does not look like one.
        (beginning, true) => {
            let whole = beginning.rsplit_once(char::is_whitespace);
            whole.map_or("", |(whole, _)| whole).to_owned()
        }
    };
    for _ in 0..MOST_PASSES {
        let scrubbed = pass(&text, &is_known);
        if scrubbed == text {
            return has_words(&text).then_some(text);
        }
        text = scrubbed;
    }
    None
}

fn pass(text: &str, is_known: &dyn Fn(&str) -> bool) -> String {
    let text = clean(text);
    let mut tokens = read(&text);
    numerals::blank(&mut tokens, is_known);
    spoken::blank(&mut tokens, is_known);
    let mut tokens = apart(marks::without(tokens, is_known));
    names::blank(&mut tokens, is_known);
    written(tokens)
}

fn has_words(text: &str) -> bool {
    let mut words = text.split_whitespace().map(Token::new);
    words.any(|word| !word.is_blank() && word.core().chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
