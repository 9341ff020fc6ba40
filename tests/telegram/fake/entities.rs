//! The entities that Telegram finds by itself: commands, mentions, hashtags, links.

use serde_json::{Value, json};

use super::html::{Formatted, range};
use super::rules::units;

/// The entities of a text that nobody marked up.
pub(crate) fn find(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for (start, word) in words(text) {
        let Some((kind, length)) = recognise(word) else {
            continue;
        };
        found.push(json!({
            "type": kind,
            "offset": units(&text[..start]),
            "length": units(&word[..length]),
        }));
    }
    found
}

/// Adds what Telegram finds by itself where nothing else is marked up.
pub(crate) fn add(text: &mut Formatted) {
    for entity in find(&text.text) {
        let (start, length) = range(&entity);
        let is_free = text.entities.iter().all(|other| {
            let (from, of) = range(other);
            start + length <= from || from + of <= start
        });
        if is_free {
            text.entities.push(entity);
        }
    }
    text.entities.sort_by_key(|entity| range(entity).0);
}

/// Each word with the byte at which it starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).map(move |piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end())
    })
}

/// What a word is, and how many of its bytes belong to it.
fn recognise(word: &str) -> Option<(&'static str, usize)> {
    let run = |from: usize, fits: fn(char) -> bool| {
        let rest = &word[from..];
        from + rest.find(|c| !fits(c)).unwrap_or(rest.len())
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if word.starts_with('/') {
        let command = run(1, is_name);
        if command == 1 {
            return None;
        }
        let end = run((command + 1).min(word.len()), is_name);
        let is_addressed = word[command..].starts_with('@') && end > command + 3;
        return Some(("bot_command", if is_addressed { end } else { command }));
    }
    if word.starts_with('@') {
        let end = run(1, is_name);
        return (end > 3).then_some(("mention", end));
    }
    if word.starts_with('#') {
        let end = run(1, |c| c.is_alphanumeric() || c == '_');
        return (end > 1).then_some(("hashtag", end));
    }
    let is_link = word.starts_with("https://") || word.starts_with("http://");
    is_link.then(|| {
        (
            "url",
            word.trim_end_matches(['.', ',', ')', '!', '?']).len(),
        )
    })
}
