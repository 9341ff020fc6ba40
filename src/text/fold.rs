//! Folding: the form of a text in which case, accents and apostrophes no longer matter.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Language;
use super::abroad;

/// The beginning of `text`, at most `max_chars` characters, and whether something was left out.
#[must_use]
pub fn read_limit(text: &str, max_chars: usize) -> (&str, bool) {
    match text.char_indices().nth(max_chars) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

impl Language {
    /// `text` in compatibility decomposition and lower case, without accents, apostrophes and
    /// characters that are not seen (controls, joiners, direction marks).
    ///
    /// Line breaks stay, as they end clauses. In English, folding twice changes nothing.
    #[must_use]
    pub fn fold(self, text: &str) -> String {
        if self.is_english() {
            fold(text)
        } else {
            abroad::fold(text, self.code())
        }
    }
}

/// English text folded.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut folded = text.to_ascii_lowercase();
        if folded.contains(is_dropped) {
            folded.retain(|c| !is_dropped(c));
        }
        return folded;
    }
    // Lower case may decompose anew (the capital dotted I), hence the second pass.
    text.nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !is_dropped(*c))
        .collect()
}

pub(super) fn is_dropped(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        // Apostrophes and their look-alikes.
        '\'' | '`' | '\u{b4}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}'
        // What is not seen: joiners, direction marks, the byte order mark.
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        assert_eq!(fold("Crow\u{2019}s FEET, Caf\u{e9}"), "crows feet, cafe");
        assert_eq!(fold("\u{ff28}\u{ff29}"), "hi");
    }

    #[test]
    fn unseen_characters_are_dropped_and_line_breaks_stay() {
        assert_eq!(fold("do\u{200d}es\u{202e} it\nhurt\u{0}"), "does it\nhurt");
    }

    #[test]
    fn reading_stops_after_the_limit_in_characters() {
        assert_eq!(read_limit("\u{e4}\u{f6}\u{fc}", 2), ("\u{e4}\u{f6}", true));
        assert_eq!(read_limit("ab", 2), ("ab", false));
    }
}
