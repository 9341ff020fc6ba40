//! Pieces of messages: paths, quoted text, numbers of things and the name that was probably meant.

use std::path::{MAIN_SEPARATOR, Path};

/// A path as people are shown it: slashes on every system, control characters escaped.
pub(crate) fn shown_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' && !shown.contains(char::is_control) {
        return shown.into_owned();
    }
    let mut safe = String::with_capacity(shown.len());
    for char in shown.chars() {
        match char {
            MAIN_SEPARATOR => safe.push('/'),
            char if char.is_control() => safe.extend(char.escape_default()),
            char => safe.push(char),
        }
    }
    safe
}

/// Text as quoted in a message: one line, at most 60 characters, nothing that upsets a terminal.
pub(crate) fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    let mut safe = String::new();
    for (position, char) in text.chars().enumerate() {
        if position == MOST || char == '\n' {
            safe.push('…');
            break;
        }
        if char.is_control() {
            safe.extend(char.escape_default());
        } else {
            safe.push(char);
        }
    }
    safe
}

/// A text on one line: every white space becomes one blank, and none stands at its ends.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number of things: of one, or of several.
pub(crate) fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// The candidate most like `word`, if one is so alike that a slip is likely.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    // At 0.6 two of five characters may differ: `after` is still taken for `aftercare`'s
    // neighbour, `pain` no longer for `sun`.
    const ALIKE: f64 = 0.6;
    // Comparing is quadratic in length, and nothing that long is a slip of an id or a key.
    const LONGEST: usize = 100;
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let mut best = None;
    let mut best_score = ALIKE;
    for candidate in candidates {
        let score = strsim::normalized_damerau_levenshtein(&word, candidate);
        if score > best_score {
            (best, best_score) = (Some(candidate), score);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let path = Path::new("faq/a\u{1b}[2J\n.md");
        assert_eq!(shown_path(path), "faq/a\\u{1b}[2J\\n.md");
        assert_eq!(excerpt("a\u{7}b\nc"), "a\\u{7}b…");
    }

    #[test]
    fn white_space_becomes_one_blank() {
        assert_eq!(one_line(" a\u{a0}\t b\r\nc\n"), "a b c");
        assert_eq!(one_line("\n"), "");
    }

    #[test]
    fn one_is_no_plural_and_none_is() {
        let counts = [0, 1, 2].map(|number| counted(number, "entry", "entries"));
        assert_eq!(counts, ["0 entries", "1 entry", "2 entries"]);
    }

    #[test]
    fn a_slip_finds_its_neighbour_and_a_stranger_none() {
        let keys = ["title", "questions", "related"];
        assert_eq!(nearest("question", keys), Some("questions"));
        assert_eq!(nearest("Tilte", keys), Some("title"));
        assert_eq!(nearest("price", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
