//! Replies as text: for a terminal, as Telegram's HTML, and as it is counted.
//!
//! All three share one layout and differ only in how a style is painted. Choices are not part of
//! the text: each place shows them in its own way, or [`with_choices_as_text`] makes them text.

mod choices;
mod paint;
mod runs;
mod split;

use jiff::civil::Date;

use super::Reply;
use crate::faq::{EntryIndex, Faq};
use paint::{Html, Terminal, painted};
use runs::runs;

pub use choices::with_choices_as_text;
pub use split::{Message, messages};

/// At most this many UTF-16 code units may stand in one Telegram message, counted as
/// [`utf16_len`] does.
pub const TELEGRAM_MAX_UTF16: usize = 4096;

/// The reply as text for a terminal. With `ansi`, emphasis is painted with escape sequences;
/// without, nothing but text comes out.
#[must_use]
pub fn plain(reply: &Reply, ansi: bool) -> String {
    painted(&runs(reply), &Terminal { ansi })
}

/// The reply in the HTML that Telegram understands: `b`, `i`, `a`, `pre` and `blockquote`, and
/// everything else escaped.
#[must_use]
pub fn telegram_html(reply: &Reply) -> String {
    painted(&runs(reply), &Html)
}

/// The text that a person sees of [`telegram_html`], to be sent when Telegram refuses the HTML.
#[must_use]
pub fn telegram_text(reply: &Reply) -> String {
    runs(reply).iter().map(|run| run.text.as_ref()).collect()
}

/// How long Telegram finds the reply: UTF-16 code units of the text after the HTML is parsed.
#[must_use]
pub fn utf16_len(reply: &Reply) -> usize {
    telegram_text(reply).encode_utf16().count()
}

/// How long the whole reply to a choice of `entry` is at most, as [`utf16_len`] counts: before its
/// review is due or after.
///
/// # Panics
///
/// Panics if `entry` belongs to another FAQ and this one lacks it.
#[must_use]
pub fn entry_utf16_len(faq: &Faq, entry: EntryIndex) -> usize {
    let on = |day| utf16_len(&super::chosen(faq, entry, day));
    on(Date::MIN).max(on(Date::MAX))
}

#[cfg(test)]
mod tests;
