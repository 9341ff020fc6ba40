//! What gives itself away by its characters: addresses, links, numbers, handles.

use super::tokens::{Token, is_letter};

/// No word of a language has more letters; keys and the like do.
const LONGEST_WORD: usize = 40;

/// How addresses end; those of them that are no words.
const ENDINGS: &[&str] = &[
    "biz", "ca", "ch", "com", "de", "es", "eu", "fr", "gr", "ie", "info", "io", "ly", "net", "nl",
    "org", "pl", "pt", "ru", "se", "tr", "tv", "ua", "uk",
];

/// How they end too when they are spoken: "name at example dot me".
const ENDINGS_TOO: &[&str] = &["app", "at", "co", "be", "in", "is", "it", "me", "no", "us"];

/// Where people have their mail and their pages.
const PROVIDERS: &[&str] = &[
    "aol",
    "gmail",
    "gmx",
    "hotmail",
    "icloud",
    "mail",
    "outlook",
    "proton",
    "protonmail",
    "web",
    "yahoo",
];

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
    spoken(&mut kept);
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
        || lower.contains("http")
        || lower.contains("www")
        || core.contains("://")
        || ["(at)", "[at]", "{at}", "(dot)", "[dot]", "{dot}"]
            .iter()
            .any(|it| lower.contains(it))
        || core.chars().count() > LONGEST_WORD;
    if is_marked {
        return Verdict::Blank;
    }
    let knows = |word: &str| is_known(&crate::text::Language::ENGLISH.fold(word));
    if core.contains(char::is_numeric) {
        // "2weeks" is a number and a word.
        let unit = core.trim_start_matches(|c: char| !is_letter(c));
        let is_unit = unit.chars().all(is_letter) && unit.chars().nth(1).is_some() && knows(unit);
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

/// A word with points in it: an address, or two sentences without a space between them.
fn pointed(lower: &str, core: &str, knows: &dyn Fn(&str) -> bool) -> Verdict {
    let is_host = lower
        .split(['.', ':', '/'])
        .skip(1)
        .any(|part| ENDINGS.contains(&part));
    if is_host {
        return Verdict::Blank;
    }
    let parts = || core.split(['.', ':']).filter(|part| !part.is_empty());
    // "e.g."
    if parts().all(|part| part.chars().count() == 1) && !core.contains("..") {
        return Verdict::Keep;
    }
    let is_word = |part: &str| part.chars().nth(1).is_some() || matches!(part, "a" | "i" | "I");
    if core.contains("..") || core.contains(':') || parts().all(|part| is_word(part) && knows(part))
    {
        let mut text = String::with_capacity(core.len() + 4);
        let mut chars = core.chars().peekable();
        while let Some(c) = chars.next() {
            text.push(c);
            let ends = matches!(c, '.' | ':');
            if ends && chars.peek().is_some_and(|next| !matches!(next, '.' | ':')) {
                text.push(' ');
            }
        }
        return Verdict::Part(text);
    }
    Verdict::Blank
}

/// Takes out addresses that are spelled to be read aloud.
fn spoken(tokens: &mut [Token]) {
    let is_dot = |token: &Token| said(token, "dot") || token.is_point();
    for at in 1..tokens.len() {
        if tokens[at].is_pointed() && ENDINGS.contains(&tokens[at].folded.as_str()) {
            tokens[at - 1].blank();
            tokens[at].blank();
        }
        let is_at = said(&tokens[at], "at");
        let Some(next) = tokens.get(at + 1) else {
            break;
        };
        let word = next.folded.as_str();
        let ends = is_dot(&tokens[at])
            && (ENDINGS.contains(&word)
                || ENDINGS_TOO.contains(&word) && first_of(tokens, at) + 1 < at);
        let is_provider = is_at && PROVIDERS.contains(&next.folded.as_str());
        if !ends && !is_provider {
            continue;
        }
        let first = first_of(tokens, at);
        for token in &mut tokens[first..=at + 1] {
            token.blank();
        }
    }
}

/// Where an address begins whose last point or "at" this is: "first dot last at example dot com".
fn first_of(tokens: &[Token], at: usize) -> usize {
    let mut first = at - 1;
    while first >= 2 && is_between(&tokens[first - 1]) {
        first -= 2;
    }
    first
}

/// Whether it stands between the parts of a spoken address.
fn is_between(token: &Token) -> bool {
    said(token, "dot") || said(token, "at") || token.is_point()
}

fn said(token: &Token, word: &str) -> bool {
    token.folded == word && token.core().len() == word.len()
}
