//! Characters: what is not seen is dropped, and what looks alike is written alike.

use unicode_normalization::UnicodeNormalization as _;

/// The text in composed characters, each in its plainest form, without controls and characters that
/// are not seen; line breaks stay.
pub(super) fn clean(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_unseen(*c));
    // Before they are made plain, which makes a space of some.
    let seen = seen.map(|c| if is_apostrophe(c) { '\'' } else { c });
    let plain = seen.flat_map(|c| c.to_string().nfkc().collect::<Vec<_>>());
    let lines = plain.nfc().map(|c| match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
        c if is_apostrophe(c) => '\'',
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    });
    without_tags(&lines.collect::<String>())
}

/// What people type for an apostrophe.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '`' | '\u{b4}' | '\u{2b9}'
            ..='\u{2bd}'
                | '\u{55a}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201b}'
                | '\u{2032}'
                | '\u{a78c}'
    )
}

/// The text with a space for each tag of a markup: `<b>`, `</b>`, `<br/>`.
fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        kept.push_str(before);
        let end = tag_end(tag);
        kept.push(if end.is_some() { ' ' } else { '<' });
        rest = &tag[end.unwrap_or(1)..];
    }
    kept + rest
}

/// Where a tag ends that the text begins with.
fn tag_end(text: &str) -> Option<usize> {
    let name = text[1..].trim_start_matches('/');
    let after = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_named = after.len() < name.len();
    let after = after.trim_start_matches('/');
    (is_named && after.starts_with('>')).then(|| text.len() - after.len() + 1)
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
        assert_eq!(clean("I\u{b4}m I\u{2bc}m I\u{2032}m"), "I'm I'm I'm");
        assert_eq!(clean("I'm<b>Anna</b>, 1 <2> 3"), "I'm Anna , 1 <2> 3");
        assert_eq!(clean("e\u{301}\tI\u{2019}m\r\nx"), "\u{e9} I'm\n\nx");
    }
}
