//! What gives itself away by its characters: addresses, links, numbers, handles.

use super::handles::PLATFORMS;
use super::reading::is_given;
use super::tokens::{Token, is_letter};
use crate::text::{Class, Language};

/// No word of a language has more letters; keys and the like do.
const LONGEST_WORD: usize = 40;

/// How addresses end; those of them that are no words.
pub(super) const ENDINGS: &[&str] = &[
    "biz", "ca", "ch", "com", "de", "es", "eu", "fr", "gr", "ie", "info", "io", "ly", "net", "nl",
    "org", "pl", "pt", "ru", "se", "tr", "tv", "ua", "uk", "рф",
];

/// What links and addresses hold, as they are or made harmless.
const MARKS: &[&str] = &[
    "(at)", "(dot)", "[.]", "(.)", "[:]", "[at]", "[dot]", "{at}", "{dot}", "-dot-", "://",
    "dotcom", "http", "hxxp", "www",
];

/// Where people have their mail, by names that are no words: "anna-at-gmail".
const MAIL: &[&str] = &["gmail", "hotmail", "icloud", "protonmail"];

/// After numbers in words.
const ORDINALS: &[&str] = &["nd", "rd", "st", "th"];

/// The pieces without what gives itself away.
pub(super) fn without(tokens: Vec<Token>, is_known: &dyn Fn(&str) -> bool) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for mut token in tokens {
        if token.is_blank() || token.is_bare() {
            kept.push(token);
            continue;
        }
        match judge(token.core(), is_known) {
            Verdict::Keep => {}
            Verdict::Blank => token.blank(),
            Verdict::Part(text) => {
                let text = format!("{text}{}", token.trail());
                token.put(&text);
            }
        }
        kept.push(token);
    }
    kept
}

/// What becomes of a word.
enum Verdict {
    Keep,
    Blank,
    /// Written apart.
    Part(String),
}

fn judge(core: &str, is_known: &dyn Fn(&str) -> bool) -> Verdict {
    let lower = core.to_lowercase();
    let is_marked = core.contains(['@', '_'])
        || MARKS.iter().any(|mark| lower.contains(mark))
        || MAIL
            .iter()
            .any(|mail| lower.len() > mail.len() && lower.contains(mail))
        || core.chars().count() > LONGEST_WORD;
    // "facebook/anna", "u/anna"
    let is_profile = core.split_once('/').is_some_and(|(platform, name)| {
        let platform = Language::ENGLISH.fold(platform);
        let is_user = matches!(platform.as_str(), "u" | "user");
        (is_user || PLATFORMS.contains(&platform.as_str()))
            && (is_given(&Token::new(name)) || !is_known(&Language::ENGLISH.fold(name)))
    });
    if is_marked || is_profile {
        return Verdict::Blank;
    }
    let knows = |word: &str| is_known(&Language::ENGLISH.fold(word));
    if core.contains(char::is_numeric) {
        // "2weeks" is a number and a word.
        let unit = core.trim_start_matches(|c: char| !is_letter(c));
        let is_unit = unit.chars().all(is_letter)
            && unit.chars().nth(1).is_some()
            && !ORDINALS.contains(&unit)
            && knows(unit);
        return if is_unit {
            Verdict::Part(format!("{} {unit}", super::BLANK))
        } else {
            Verdict::Blank
        };
    }
    if core.contains(['.', ':']) {
        return pointed(&lower, core, &knows);
    }
    Verdict::Keep
}

/// Whether a part of a word in lower case after the first ends an address: "mail.com".
pub(super) fn is_host(word: &str) -> bool {
    let mut parts = word.split(['.', ':', '/']).skip(1);
    parts.any(|part| ENDINGS.contains(&part))
}

/// A word with points in it: an address, or two sentences without a space between them.
fn pointed(lower: &str, core: &str, knows: &dyn Fn(&str) -> bool) -> Verdict {
    if is_host(lower) {
        return Verdict::Blank;
    }
    let parts = || core.split(['.', ':']).filter(|part| !part.is_empty());
    // "e.g."
    if parts().all(|part| part.chars().count() == 1) && !core.contains("..") {
        return Verdict::Keep;
    }
    // "anna.may", but not "thanks.does it hurt"
    let is_name = |part: &str| is_given(&Token::new(part));
    let is_sentence = |part: &str| {
        let folded = Language::ENGLISH.fold(part);
        Language::ENGLISH.class_of(&folded) == Class::Function
    };
    if parts().any(is_name) {
        return if parts().next_back().is_some_and(is_sentence) {
            parted(core)
        } else {
            Verdict::Blank
        };
    }
    let is_word = |part: &str| part.chars().nth(1).is_some() || matches!(part, "a" | "i" | "I");
    if core.contains("..") || core.contains(':') || parts().all(|part| is_word(part) && knows(part))
    {
        return parted(core);
    }
    Verdict::Blank
}

/// A word with a space after each point.
fn parted(core: &str) -> Verdict {
    let mut text = String::with_capacity(core.len() + 4);
    let mut chars = core.chars().peekable();
    while let Some(c) = chars.next() {
        text.push(c);
        let ends = matches!(c, '.' | ':');
        if ends && chars.peek().is_some_and(|next| !matches!(next, '.' | ':')) {
            text.push(' ');
        }
    }
    Verdict::Part(text)
}
