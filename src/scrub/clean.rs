//! Characters: what is not seen is dropped, and what looks alike is written alike.

use unicode_normalization::UnicodeNormalization as _;

/// The text in composed characters, each in its plainest form, without controls and characters that
/// are not seen; line breaks stay.
pub(super) fn clean(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_unseen(*c));
    let plain = seen.flat_map(|c| c.to_string().nfkc().collect::<Vec<_>>());
    plain
        .nfc()
        .map(|c| match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{201b}' | '`' | '\u{b4}' => '\'',
            c if c.is_control() || c.is_whitespace() => ' ',
            c => c,
        })
        .collect()
}

/// Joiners, marks of direction, fillers, tags and the like; what stands between two letters to part
/// a word for machines alone.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_written_alike() {
        assert_eq!(clean("\u{ff11}\u{2460}\u{b2} \u{ff20}\u{ff41}"), "112 @a");
        assert_eq!(clean("a\u{200b}n\u{ad}n\u{2060}a\u{fe0f}"), "anna");
        assert_eq!(clean("e\u{301}\tI\u{2019}m\r\nx"), "\u{e9} I'm\n\nx");
    }
}
