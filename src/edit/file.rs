//! The text of an entry's file: with a further phrasing, or from the beginning.

use std::fmt::Write as _;
use std::path::Path;

use super::phrasing::{Splice, quoted, splices};
use crate::faq::{Entry, Located, Problem, front_matter};

/// The text of the file at `path` with `phrasing` as the last of its `questions`, and everything else
/// byte for byte as it was. `None` if its keys cannot be read.
///
/// # Errors
///
/// What is wrong with its `+++` lines.
pub(super) fn with_phrasing(
    path: &Path,
    text: &str,
    phrasing: &str,
) -> Result<Option<String>, Problem> {
    let (read, front) = front_matter(path, text)?;
    let Some(splices) = splices(&read[front.clone()], phrasing) else {
        return Ok(None);
    };
    let line_end = line_end(text);
    let mut changed = text.to_owned();
    for Splice { place, text: new } in splices.into_iter().rev() {
        let start = place_in(text, front.start + place.start);
        let end = place_in(text, front.start + place.end);
        changed.replace_range(start..end, &new.replace('\n', line_end));
    }
    Ok(Some(changed))
}

/// What ends the first line of a text.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Where in `text` the byte is that is at `offset` once it is read, without byte order mark and with
/// line ends of one byte.
fn place_in(text: &str, offset: usize) -> usize {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let bytes = &text.as_bytes()[start..];
    let mut place = 0;
    for _ in 0..offset {
        place += if bytes[place..].starts_with(b"\r\n") {
            2
        } else {
            1
        };
    }
    start + place
}

/// The text of a new file that says what the entry says.
pub(crate) fn text_of(entry: &Entry) -> String {
    let mut text = "+++\n".to_owned();
    let mut line = |key: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key} = {value}");
    };
    line("title", &quoted(&entry.title.text));
    for (key, list) in [("questions", &entry.questions), ("not", &entry.not)] {
        if !list.is_empty() {
            line(key, &format!("[\n  {},\n]", joined(list, ",\n  ")));
        }
    }
    if let Some(tip) = &entry.tip {
        line("tip", &quoted(&tip.text));
    }
    for (key, list) in [("tips", &entry.tips), ("related", &entry.related)] {
        if !list.is_empty() {
            line(key, &format!("[{}]", joined(list, ", ")));
        }
    }
    if entry.urgent {
        line("urgent", "true");
    }
    if let Some(section) = &entry.section {
        line("section", &quoted(&section.text));
    }
    if let Some(date) = entry.reviewed {
        line("reviewed", &date.to_string());
    }
    if let Some((date, _)) = entry.review_by {
        line("review_by", &date.to_string());
    }
    text + "+++\n" + &entry.body.text + "\n"
}

/// The texts in quotes with a `separator` between them.
fn joined(texts: &[Located], separator: &str) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(&text.text)).collect();
    texts.join(separator)
}

/// An answer as it is read from a file: without blank lines before it and white space after it, and
/// with `\n` as the only line end.
pub(crate) fn body_as_read(body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let body = body.trim_end();
    let lines = body.split_inclusive('\n');
    let is_blank = |line: &&str| line.trim().is_empty();
    let before: usize = lines.take_while(is_blank).map(str::len).sum();
    body[before..].to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::faq::{Kind, read_entry};

    #[test]
    fn byte_order_mark_and_line_ends_are_kept() {
        for (mark, end) in [("", "\n"), ("\u{feff}", "\r\n"), ("\u{feff}", "\r")] {
            let lines = |lines: &[&str]| format!("{mark}{}", lines.join(end));
            let before = lines(&[
                "+++",
                "title = 'ü'",
                "questions = [",
                " 'a',",
                "]",
                "+++",
                "B",
            ]);
            let after = with_phrasing(Path::new("a.md"), &before, "new");
            let expected = lines(&[
                "+++",
                "title = 'ü'",
                "questions = [",
                " 'a',",
                " \"new\",",
                "]",
                "+++",
                "B",
            ]);
            assert_eq!(after, Ok(Some(expected)));
        }
    }

    #[test]
    fn mixed_line_ends_are_kept() {
        let before = "+++\r\ntitle = 't'\nquestions = ['a']\r\n+++\nB\r\n\r\nC\n";
        let after = with_phrasing(Path::new("a.md"), before, "new");
        let expected = before.replace("'a'", "'a', \"new\"");
        assert_eq!(after, Ok(Some(expected)));
    }

    #[test]
    fn new_file_says_everything() {
        let mut entry = Entry {
            id: "a".to_owned(),
            kind: Kind::Topic,
            path: "a.md".into(),
            title: Located::unwritten("Is \"it\" +++?"),
            questions: vec![Located::unwritten("one"), Located::unwritten("two")],
            not: vec![Located::unwritten("three")],
            tip: Some(Located::unwritten("Wait.")),
            tips: vec![Located::unwritten("b"), Located::unwritten("c")],
            related: vec![Located::unwritten("d")],
            urgent: true,
            section: Some(Located::unwritten("All")),
            reviewed: Some(date(2026, 1, 2)),
            review_by: Some((date(2027, 1, 2), 1)),
            body: Located::unwritten("+++\nYes."),
            is_lent: false,
        };
        let text = text_of(&entry);
        assert_eq!(
            text,
            "+++\ntitle = \"Is \\\"it\\\" +++?\"\nquestions = [\n  \"one\",\n  \"two\",\n]\n\
             not = [\n  \"three\",\n]\ntip = \"Wait.\"\ntips = [\"b\", \"c\"]\nrelated = [\"d\"]\n\
             urgent = true\nsection = \"All\"\nreviewed = 2026-01-02\nreview_by = 2027-01-02\n\
             +++\n+++\nYes.\n"
        );
        let read = read_entry(Path::new("b.md"), "a", Kind::Topic, &text);
        assert!(read.expect("an entry").says_the_same(&entry));
        entry.urgent = false;
        let read = read_entry(Path::new("a.md"), "a", Kind::Topic, &text);
        assert!(!read.expect("an entry").says_the_same(&entry));
    }

    #[test]
    fn body_is_trimmed_as_the_reader_does() {
        assert_eq!(body_as_read("\r\n \r\n  a\rb\n \n"), "  a\nb");
        assert_eq!(body_as_read(" \n "), "");
    }
}
