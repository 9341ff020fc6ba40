//! Texts cut to a length in UTF-16 code units, which is how Telegram counts.

use unicode_normalization::char::is_combining_mark;

/// `text` if it is at most `most` units long, else as many of its words as fit and an ellipsis. A
/// first word that does not fit is cut. `most` is at least 1.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    if prefix(text, most) == text.len() {
        return text.to_owned();
    }
    let end = prefix(text, most - 1);
    let kept = match last_word_end(text, end) {
        0 => &text[..end],
        word_end => &text[..word_end],
    };
    format!("{kept}…")
}

/// As much of `text` as is at most `most` units long.
pub(super) fn clipped(text: &str, most: usize) -> &str {
    text[..prefix(text, most)].trim_end()
}

/// Length in bytes of the longest prefix of `text` that is at most `most` units long and ends
/// between two characters as a person sees them, or at least between two code points.
pub(super) fn prefix(text: &str, most: usize) -> usize {
    // Each byte of UTF-8 makes at most one unit.
    if text.len() <= most {
        return text.len();
    }
    let mut units = 0;
    let mut before = None;
    let mut seam = 0;
    for (at, char) in text.char_indices() {
        if before.is_some_and(|before| !belong_together(before, char)) {
            seam = at;
        }
        units += char.len_utf16();
        if units > most {
            // What is longer than this is no character that anybody sees, and is cut anywhere.
            const LONGEST_CHARACTER: usize = 64;
            return if at - seam <= LONGEST_CHARACTER && seam > 0 {
                seam
            } else {
                at
            };
        }
        before = Some(char);
    }
    text.len()
}

/// Where the last word that ends at or before `end` does; 0 if none does.
fn last_word_end(text: &str, end: usize) -> usize {
    if text[end..].starts_with(char::is_whitespace) {
        return text[..end].trim_end().len();
    }
    text[..end]
        .rfind(char::is_whitespace)
        .map_or(0, |blank| text[..blank].trim_end().len())
}

/// Whether a person may see `before` and `after` as one character: letters with their marks, and
/// most emoji made of several.
fn belong_together(before: char, after: char) -> bool {
    const JOINER: char = '\u{200d}';
    let modifies = is_combining_mark(after)
        || matches!(after, JOINER | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    modifies || before == JOINER || (before, after) == ('\r', '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_is_left_alone() {
        assert_eq!(shortened("a b", 3), "a b");
        assert_eq!(shortened("  a b ", 3), "a b");
        assert_eq!(shortened("", 1), "");
        assert_eq!(clipped("a b", 3), "a b");
    }

    #[test]
    fn long_text_ends_after_a_word() {
        assert_eq!(shortened("one two three", 8), "one two…");
        assert_eq!(shortened("one two three", 9), "one two…");
        assert_eq!(shortened("one  two three", 5), "one…");
        assert_eq!(shortened("abcdef", 4), "abc…");
        assert_eq!(clipped("one two three", 4), "one");
    }

    #[test]
    fn length_is_counted_in_utf16_and_no_character_is_torn() {
        assert_eq!(prefix("👍👍", 3), "👍".len());
        assert_eq!(prefix("a👍🏽b", 4), 1);
        assert_eq!(prefix("ae\u{301}", 2), 1);
        assert_eq!(clipped("äöü", 2), "äö");
        assert_eq!(prefix(&format!("a{}", "\u{301}".repeat(99)), 90), 179);
    }
}
