//! What gives itself away by its characters: addresses, links, numbers, handles.

use super::tokens::{Token, is_letter};

/// No word of a language has more letters; keys and the like do.
const LONGEST_WORD: usize = 40;

/// How addresses end when they are spoken: "name at example dot com".
const ENDINGS: &[&str] = &[
    "at", "biz", "ca", "ch", "co", "com", "de", "es", "eu", "fr", "info", "io", "it", "me", "net",
    "nl", "org", "pl", "uk",
];

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
        || core.chars().count() > LONGEST_WORD;
    if is_marked {
        return Verdict::Blank;
    }
    let knows = |word: &str| is_known(&crate::text::fold(word));
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
        return pointed(core, &knows);
    }
    Verdict::Keep
}

/// A word with points in it: an address, or two sentences without a space between them.
fn pointed(core: &str, knows: &dyn Fn(&str) -> bool) -> Verdict {
    let parts = || core.split(['.', ':']).filter(|part| !part.is_empty());
    // "e.g."
    if parts().all(|part| part.chars().count() == 1) && !core.contains("..") {
        return Verdict::Keep;
    }
    if core.contains("..") || core.contains(':') || parts().all(knows) {
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
    let said = |token: &Token, word: &str| token.folded == word && token.core().len() == word.len();
    for at in 1..tokens.len() {
        let is_dot = said(&tokens[at], "dot");
        let is_at = said(&tokens[at], "at");
        let Some(next) = tokens.get(at + 1) else {
            break;
        };
        let ends = is_dot && ENDINGS.contains(&next.folded.as_str());
        let is_provider = is_at && PROVIDERS.contains(&next.folded.as_str());
        if !ends && !is_provider {
            continue;
        }
        let mut first = at - 1;
        // "name at example dot com", "first dot last at example dot com"
        while first >= 2 && (said(&tokens[first - 1], "dot") || said(&tokens[first - 1], "at")) {
            first -= 2;
        }
        for token in &mut tokens[first..=at + 1] {
            token.blank();
        }
    }
}
