//! Slips in the writing of keys and values: what a line that is no TOML was probably meant to say.

use jiff::civil::Date;

use super::wording::{excerpt, nearest};

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A text.
    Text,
    /// Several texts.
    List,
    /// `true` or `false`.
    Flag,
    /// A day.
    Date,
    /// A number from 0 to 1.
    Share,
    /// Further keys.
    Table,
}

/// The keys that a file may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'k> {
    /// Each key with what it holds.
    pub(super) keys: &'k [(&'static str, Shape)],
    /// What keys of any other name hold, if there may be some.
    pub(super) others: Option<Shape>,
}

impl Known<'_> {
    /// The key that was probably meant by what is written before a `=`.
    fn find(&self, written: &str) -> Option<(String, Shape)> {
        let name = written.trim().trim_matches(['"', '\'']).to_lowercase();
        if name.is_empty() {
            return None;
        }
        let known = nearest(&name, self.keys.iter().map(|(key, _)| *key));
        let known = self.keys.iter().find(|(key, _)| Some(*key) == known);
        let is_bare = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
        let other = || {
            let shape = self.others?;
            let name = written.trim().trim_matches(['"', '\'']);
            // A quote within it is one of a value.
            if name.contains(['"', '\\', '[', ']']) || name.contains(char::is_control) {
                return None;
            }
            let quote = if name.chars().all(is_bare) { "" } else { "\"" };
            Some((format!("{quote}{name}{quote}"), shape))
        };
        known
            .map(|(key, shape)| ((*key).to_owned(), *shape))
            .or_else(other)
    }
}

/// What is wrong and what to do about it, where the parser of TOML found the byte at `at` of `text`
/// wrong and says `found` of it.
pub(super) fn told(text: &str, at: usize, found: &str, known: &Known<'_>) -> (String, String) {
    let (message, help) = read(text, at, found, known);
    (format!("{message} (TOML: {found})"), help)
}

fn read(text: &str, at: usize, found: &str, known: &Known<'_>) -> (String, String) {
    let unread = || "this line cannot be read".to_owned();
    let (above, line, behind) = around(text, at);
    if found.contains("duplicate key") {
        let key = parted(line, false).and_then(|(key, _)| known.find(key));
        let help = match key {
            Some((_, Shape::List)) => "make the two one list",
            _ => "remove one of the two",
        };
        return ("the same key is there twice".to_owned(), help.to_owned());
    }
    if found.contains("unclosed") && found.contains("table") && !found.contains("inline") {
        let name = line.trim().trim_matches(['[', ']', ' ']);
        let help = format!("write the name between brackets, alone on its line: `[{name}]`");
        return (unread(), help);
    }
    let lacks_key = found.contains("key with no value") || found.contains("unquoted key");
    let here = parted(line, lacks_key).and_then(|(key, value)| Some((known.find(key)?, value)));
    let upwards = || {
        let mut lines = above.lines().rev().filter_map(|line| parted(line, false));
        lines.find_map(|(key, _)| known.find(key).filter(|(_, shape)| *shape == Shape::List))
    };
    let owner = match here {
        // Within a list that is not closed other keys count as its texts.
        Some(((_, shape), _)) if found.contains("array") && shape != Shape::List => {
            upwards().map(|key| (key, None))
        }
        Some((key, value)) => Some((key, Some(value))),
        None if lacks_key => None,
        None => upwards().map(|key| (key, None)),
    };
    let message = match &owner {
        _ if lacks_key => "no key can be read on this line".to_owned(),
        Some(((key, _), _)) => format!("the value of `{}` cannot be read", excerpt(key)),
        None => unread(),
    };
    let help = match (in_any_text(found), owner) {
        (Some(help), _) => help.to_owned(),
        (None, Some(((key, shape), value))) => {
            let (advice, written) = remedy(&key, shape, value, behind, found);
            let advice = if lacks_key {
                "write the key as it is named, then `=` and its value:"
            } else {
                advice
            };
            format!("{advice} {written}").trim_end().to_owned()
        }
        (None, None) if lacks_key => {
            "write `key = \"value\"`; a note to yourself begins with `#`, and a text stands on one line"
                .to_owned()
        }
        (None, None) => {
            "texts stand in \"quotes\", lists in [brackets] with commas between their items".to_owned()
        }
    };
    (message, help)
}

/// What stands above the line of the byte at `at`, the line, and what stands on it from there on.
fn around(text: &str, at: usize) -> (&str, &str, &str) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (&text[..start], &text[start..end], &text[at..end])
}

/// The two sides of the first `=` of a line, or of its first `:` if that may be meant for one.
fn parted(line: &str, may_be_colon: bool) -> Option<(&str, &str)> {
    let colon = || line.split_once(':').filter(|_| may_be_colon);
    let (key, value) = line.split_once('=').or_else(colon)?;
    // A sign within quotes parts nothing.
    if !key.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let key = key.trim().trim_end_matches([':', '-', '<', '>']);
    Some((key, value.trim_start_matches(['=', '>'])))
}

/// What to do about characters that no text may hold, whatever the key.
fn in_any_text(found: &str) -> Option<&'static str> {
    let help = if found.contains("visible characters") || found.contains("printable characters") {
        "remove the character that cannot be seen, or write the line anew"
    } else if found.contains("escaped value") || found.contains("unicode") {
        "write each `\\` of a text twice: `\\\\`"
    } else if found.contains("multi-line") {
        "write the three quotes with which the text begins below its last line, too"
    } else {
        return None;
    };
    Some(help)
}

/// What to do about the `value` of a key, and what to write instead, if that stands on one line.
fn remedy(
    key: &str,
    shape: Shape,
    value: Option<&str>,
    behind: &str,
    found: &str,
) -> (&'static str, String) {
    let written = value.unwrap_or_default().trim();
    let is_followed = written.starts_with(['"', '\'']) && found.contains("unexpected key or value");
    match shape {
        Shape::Flag => (
            "in small letters without quotes, write",
            format!("`{key} = true` or `{key} = false`"),
        ),
        Shape::Date => match date(written) {
            Some(date) => (
                "write year, month and day without quotes:",
                format!("`{key} = {date}`"),
            ),
            None => (
                "write a day that there is as year, month and day without quotes, such as",
                format!("`{key} = 2026-11-22`"),
            ),
        },
        Shape::Share => match share(written) {
            Some(number) => (
                "write a number with a point:",
                format!("`{key} = {number}`"),
            ),
            None => (
                "write a number from 0.0 to 1.0, such as",
                format!("`{key} = 0.5`"),
            ),
        },
        Shape::List => (
            "write straight quotes around each text, commas between them and brackets around all:",
            format!("`{key} = [\"...\", \"...\"]`"),
        ),
        Shape::Table => (
            "its keys stand below a line of its own:",
            format!("`[{key}]`"),
        ),
        Shape::Text if is_followed && !has_letters(behind) => {
            ("remove what stands behind the closing quote", String::new())
        }
        Shape::Text if is_followed && behind.contains('=') => {
            ("begin each key on a line of its own", String::new())
        }
        Shape::Text => (
            "write straight quotes around the text, and `\\\"` for each within it:",
            format!("`{key} = {}`", quoted(written)),
        ),
    }
}

fn has_letters(text: &str) -> bool {
    let text = text.split('#').next().unwrap_or_default();
    text.contains(char::is_alphanumeric)
}

/// The date that is written in a way of its own, if it can be but one.
fn date(written: &str) -> Option<Date> {
    let numbers: Vec<&str> = written
        .trim_matches(|char: char| !char.is_ascii_digit())
        .split(['.', '/', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = numbers[..] else {
        return None;
    };
    let of = |year: &str, month: &str, day: &str| {
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let months_first = || of(third, first, second);
    let days_first = || of(third, second, first);
    if first.len() == 4 {
        return of(first, second, third);
    }
    match (days_first(), months_first()) {
        // With points nobody writes the month first.
        (Some(date), _) if written.contains('.') => Some(date),
        (Some(date), other) if other.is_none_or(|other| other == date) => Some(date),
        (None, date) => date,
        _ => None,
    }
}

/// The number from 0 to 1 that is written with a comma or in per cent.
fn share(written: &str) -> Option<f64> {
    let number = written.trim_matches(['"', '\'']).replace(',', ".");
    let share = match number.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => number.parse().ok()?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

/// A text between straight quotes, whatever quotes it has; dots if there is none that can be told.
fn quoted(written: &str) -> String {
    const DOUBLE: [char; 6] = ['"', '“', '”', '„', '«', '»'];
    const SINGLE: [char; 5] = ['\'', '‘', '’', '‚', '`'];
    let opened = written.strip_prefix(DOUBLE);
    let text = match (opened, written.strip_prefix(SINGLE)) {
        (None, Some(text)) => text.strip_suffix(SINGLE).unwrap_or(text),
        (opened, _) => {
            let text = opened.unwrap_or(written);
            text.strip_suffix(DOUBLE).unwrap_or(text)
        }
    };
    let text = text.trim();
    let is_plain = !text.contains(['\\', '`', '#']) && !text.contains(char::is_control);
    if text.is_empty() || !is_plain || excerpt(text) != text {
        return "\"...\"".to_owned();
    }
    format!("\"{}\"", text.replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::problem::Findings;
    use super::super::source::Source;
    use super::super::{Kind, bot, concepts, entry, examples};
    use super::*;

    /// Reads the lines as an entry's keys, as `bot.toml`, `concepts.toml` or `examples.toml`; comes
    /// back with what stops the loading.
    fn stopping(file: &str, lines: &str) -> Vec<String> {
        let path = Path::new(file);
        let mut findings = Findings::default();
        match file {
            "bot.toml" => {
                bot::read(&Source::new(path, lines.to_owned()), None, &mut findings);
            }
            "concepts.toml" => {
                let text = format!("[concepts]\n{lines}");
                concepts::read(&Source::new(path, text), &mut findings);
            }
            "examples.toml" => {
                let text = format!("[examples]\n{lines}");
                examples::read(&Source::new(path, text), &mut findings);
            }
            _ => {
                let title = if lines.to_lowercase().starts_with("title") {
                    ""
                } else {
                    "title = \"T\"\n"
                };
                let text = format!("+++\n{title}{lines}\n+++\nBody.");
                entry::read(&Source::new(path, text), "a", Kind::Topic, &mut findings);
            }
        }
        let problems = findings.stopping.into_iter();
        problems
            .map(|problem| format!("{}\n{}", problem.message, problem.help.unwrap_or_default()))
            .collect()
    }

    /// That one problem is told, and that what its remedy says to write can be read.
    #[track_caller]
    fn check(file: &str, line: &str, remedy: &str) {
        let told = stopping(file, line);
        assert_eq!(told.len(), 1, "{line}: {told:?}");
        assert!(told[0].contains(remedy), "{line}: {}", told[0]);
        let help = told[0].split_once('\n').unwrap().1;
        // A longer remedy holds several examples; the last is the one to write.
        let written = help.rsplit('`').nth(1).unwrap();
        assert_eq!(stopping(file, written), [""; 0], "{line} -> {written}");
    }

    #[test]
    fn remedy_fits_the_key_and_can_be_read_as_it_stands() {
        for (line, remedy) in [
            ("urgent = True", "`urgent = true` or `urgent = false`"),
            ("urgent = yes", "`urgent = true` or `urgent = false`"),
            ("Urgent: yes", "`urgent = true` or `urgent = false`"),
            ("reviewed = 22.11.2026", "`reviewed = 2026-11-22`"),
            ("reviewed = 2026/11/22", "`reviewed = 2026-11-22`"),
            ("reviewed = 22/11/2026", "`reviewed = 2026-11-22`"),
            ("reviewed = 11/22/2026", "`reviewed = 2026-11-22`"),
            ("reviewed = 2026-1-2", "`reviewed = 2026-01-02`"),
            ("reviewed = “2026-11-22”", "`reviewed = 2026-11-22`"),
            ("reviewed = 03/04/2026", "`reviewed = 2026-11-22`"),
            ("reviewed = 2026-02-30", "`reviewed = 2026-11-22`"),
            ("review by = soon", "`review_by = 2026-11-22`"),
            ("section : \"x\"", "`section = \"x\"`"),
            ("section := \"x\"", "`section = \"x\"`"),
            ("title = Does it hurt?", "`title = \"Does it hurt?\"`"),
            ("title = “Does it hurt?”", "`title = \"Does it hurt?\"`"),
            ("title = “Don’t?\"", "`title = \"Don’t?\"`"),
            ("title = \"Does it hurt?", "`title = \"Does it hurt?\"`"),
            ("title = \"Does it hurt?”", "`title = \"Does it hurt?\"`"),
            ("title = 'don't do it'", "`title = \"don't do it\"`"),
            ("tip = \"Say \"no\" now\"", "`tip = \"Say \\\"no\\\" now\"`"),
            ("tip =", "`tip = \"...\"`"),
            ("tip == \"x\"", "`tip = \"x\"`"),
            ("tip = 1.2.3", "`tip = \"1.2.3\"`"),
            ("questions = [“a”, “b”]", "`questions = [\"...\", \"...\"]`"),
            ("questions = [a]", "`questions = [\"...\", \"...\"]`"),
            ("questions = [\"a\"", "`questions = [\"...\", \"...\"]`"),
            (
                "questions = \"a\", \"b\"",
                "`questions = [\"...\", \"...\"]`",
            ),
            (
                "questions = [\n \"x = y\"\n \"b\"\n]",
                "`questions = [\"...\", \"...\"]`",
            ),
        ] {
            check("a.md", line, remedy);
        }
        for (line, remedy) in [
            ("name : \"Pain\"", "`name = \"Pain\"`"),
            ("greeting = Hello!", "`greeting = \"Hello!\"`"),
            ("[aging]\noverdue = mark!", "`overdue = \"mark!\"`"),
        ] {
            let told = stopping("bot.toml", line);
            assert!(told[0].contains(remedy), "{line}: {told:?}");
        }
        for (value, number) in [("0,7", "0.7"), ("70%", "0.7"), ("much", "0.5")] {
            let told = stopping("bot.toml", &format!("[matching]\nanswer_at = {value}"));
            let remedy = format!("`answer_at = {number}`");
            assert!(told[0].contains(&remedy), "{value}: {told:?}");
        }
        for (line, remedy) in [
            (
                "back to work = [\"a\"]",
                "`\"back to work\" = [\"...\", \"...\"]`",
            ),
            ("größe = [\"a\"]", "`\"größe\" = [\"...\", \"...\"]`"),
            ("sun: [\"a\"]", "`sun = [\"...\", \"...\"]`"),
            ("sun = [a]", "`sun = [\"...\", \"...\"]`"),
            ("sun = [\n\"a: b\"\n\"c\"]", "`sun = [\"...\", \"...\"]`"),
        ] {
            check("concepts.toml", line, remedy);
            check("examples.toml", line, remedy);
        }
    }

    #[test]
    fn what_can_be_meant_in_no_way_is_told_as_well() {
        for (line, remedy) in [
            (
                "ask Anna",
                "write `key = \"value\"`; a note to yourself begins with `#`",
            ),
            ("zzz = low", "texts stand in \"quotes\""),
            ("tip = \"C:\\dir\"", "write each `\\` of a text twice"),
            (
                "tip = \"a\u{1b}\"",
                "remove the character that cannot be seen",
            ),
            ("tip = '''\nx", "the three quotes"),
            (
                "tip = \"x\",",
                "remove what stands behind the closing quote",
            ),
            (
                "tip = \"x\" urgent = true",
                "begin each key on a line of its own",
            ),
            ("urgent = true\nurgent = true", "remove one of the two"),
            ("not = [\"a\"]\nnot = [\n\"b\"]", "make the two one list"),
        ] {
            let told = stopping("a.md", line);
            assert!(told[0].contains(remedy), "{line}: {told:?}");
        }
    }

    #[test]
    fn every_key_is_known_with_what_it_holds() {
        let unknown = stopping("a.md", "zzz = 1");
        let listed = unknown[0].split_once("allowed are ").unwrap().1;
        let listed = listed.lines().next().unwrap();
        let keys = entry::KEYS.map(|(key, _)| format!("`{key}`"));
        assert_eq!(listed, keys.join(", "));
        for (key, shape) in entry::KEYS {
            let value = match shape {
                Shape::Text => "\"x\"",
                Shape::List => "[\"x\"]",
                Shape::Flag => "true",
                Shape::Date => "2026-11-22",
                Shape::Share | Shape::Table => panic!("no key of an entry holds this: {key}"),
            };
            let line = format!("{key} = {value}");
            assert_eq!(stopping("a.md", &line), [""; 0], "{line}");
        }
    }
}
