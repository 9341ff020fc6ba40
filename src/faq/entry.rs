//! One entry's file as an [`Entry`], or as much of one as can be read.

use super::front_matter::split;
use super::keys::{Keys, is_like};
use super::problem::{Findings, Problem};
use super::slip::{Known, Shape};
use super::source::Source;
use super::wording::excerpt;
use super::{Entry, Kind, Located};

/// The keys of an entry.
pub(super) const KEYS: [(&str, Shape); 10] = [
    ("title", Shape::Text),
    ("questions", Shape::List),
    ("not", Shape::List),
    ("tip", Shape::Text),
    ("tips", Shape::List),
    ("related", Shape::List),
    ("urgent", Shape::Flag),
    ("section", Shape::Text),
    ("reviewed", Shape::Date),
    ("review_by", Shape::Date),
];

/// An entry as far as its file could be read. Where that is not all of it, a reason that stops the
/// loading is noted, and what could be read is still worth a look.
#[derive(Debug)]
pub(super) struct Draft {
    /// The entry; a title and an answer that are missing are empty.
    pub(super) entry: Entry,
    /// Whether its keys could be read: a key that is absent is missing then, and not only unread.
    pub(super) has_keys: bool,
    /// Whether phrasings are written that could not be read.
    pub(super) has_lost_phrasings: bool,
}

impl Draft {
    /// An entry that was not read from a file.
    pub(super) fn of(entry: Entry) -> Self {
        Self {
            entry,
            has_keys: true,
            has_lost_phrasings: false,
        }
    }

    /// Whether there is something to show: a title and an answer.
    pub(super) fn is_whole(&self) -> bool {
        let Entry { title, body, .. } = &self.entry;
        !title.text.is_empty() && !body.text.is_empty()
    }
}

/// What a file says of an entry, with everything wrong noted; `None` if its parts cannot be told
/// apart.
pub(super) fn read(
    source: &Source,
    id: &str,
    kind: Kind,
    findings: &mut Findings,
) -> Option<Draft> {
    let parts = match split(source) {
        Ok(parts) => parts,
        Err(problem) => {
            findings.stop(problem);
            return None;
        }
    };
    if parts.body.is_empty() {
        let message = format!(
            "entry `{}` has no answer: write it below the closing `+++`",
            excerpt(id)
        );
        findings.stop(Problem::error(&source.path, 1, message));
    }
    let body = Located {
        line: source.line_at(parts.body.start),
        text: source.text[parts.body].to_owned(),
    };
    let (path, no_title) = (source.path.clone(), Located::unwritten(""));
    let mut draft = Draft {
        entry: Entry::new(id.to_owned(), kind, path, no_title, body),
        has_keys: false,
        has_lost_phrasings: false,
    };
    let known = Known {
        keys: &KEYS,
        others: None,
    };
    match Keys::parse(source, parts.front, &known) {
        Ok(keys) => {
            draft.has_keys = true;
            fill(&mut draft, keys, source, findings);
        }
        Err(problems) => findings.stopping.extend(problems),
    }
    Some(draft)
}

/// Reads the keys of the front matter.
fn fill(draft: &mut Draft, mut keys: Keys<'_>, source: &Source, findings: &mut Findings) {
    let entry = &mut draft.entry;
    if let Some(title) = title(&mut keys, source, &entry.id, findings) {
        entry.title = title;
    }
    let are_given = keys.has("questions");
    entry.questions = keys.texts("questions", findings);
    entry.not = keys.texts("not", findings);
    entry.tip = keys.text("tip", findings);
    entry.tips = keys.texts("tips", findings);
    entry.related = keys.texts("related", findings);
    entry.urgent = keys.flag("urgent", findings);
    entry.section = keys.text("section", findings);
    entry.reviewed = keys.date("reviewed", findings).map(|(date, _)| date);
    entry.review_by = keys.date("review_by", findings);
    let are_misspelt = || keys.names().any(|name| is_like(name, "questions"));
    draft.has_lost_phrasings = entry.questions.is_empty() && (are_given || are_misspelt());
    keys.finish(|_| None, findings);
}
fn title(
    keys: &mut Keys<'_>,
    source: &Source,
    id: &str,
    findings: &mut Findings,
) -> Option<Located> {
    let given = keys.has("title");
    let title = keys.raw_text("title", findings);
    let line = match &title {
        Some(title) if !title.text.trim().is_empty() => return Some(title.clone()),
        Some(title) => title.line,
        // Of the wrong type, which is said already.
        None if given => return None,
        None => 1,
    };
    let message = format!("entry `{}` has no title", excerpt(id));
    findings.stop(
        Problem::error(&source.path, line, message)
            .with_help("write `title = \"...\"` between the `+++` lines"),
    );
    None
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::Date;
    use proptest::prelude::*;

    use super::*;

    fn read_bytes(bytes: &[u8]) -> (Option<Draft>, Findings) {
        let mut findings = Findings::default();
        let draft = match Source::from_bytes(Path::new("a.md"), bytes.to_vec()) {
            Ok(source) => read(&source, "a", Kind::Topic, &mut findings),
            Err(problem) => {
                findings.stop(problem);
                None
            }
        };
        (draft, findings)
    }

    /// A whole entry or a reason, never neither; all lines lie in the file.
    #[track_caller]
    fn check(bytes: &[u8]) {
        let (draft, findings) = read_bytes(bytes);
        let is_whole = draft.is_some_and(|draft| draft.has_keys && draft.is_whole());
        assert!(is_whole || !findings.stopping.is_empty());
        let lines = bytes.split(|byte| b"\r\n".contains(byte)).count();
        for problem in findings.stopping.iter().chain(&findings.others) {
            let line = problem.line.unwrap();
            assert!((1..=lines).contains(&line), "{problem}");
        }
    }

    /// Lines that an entry's file is made of, and lines that break one.
    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("+++".to_owned()),
            Just("title = \"T\"".to_owned()),
            Just("questions = [\"a\", \"\", 3]".to_owned()),
            Just("tips = [[\"a\"], {}]".to_owned()),
            Just("[related]".to_owned()),
            Just("reviewed = 2026-02-29".to_owned()),
            Just("review_by = 2026-11-22".to_owned()),
            Just("urgent = true\r".to_owned()),
            Just("tip = \"\"\"".to_owned()),
            "[a-z]{1,9} = (\"|'|\\[|\\{)?\\PC{0,9}",
            "\\PC{0,20}",
        ]
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_entry_or_a_problem(bytes: Vec<u8>) {
            check(&bytes);
        }

        #[test]
        fn any_text_as_front_matter_gives_an_entry_or_a_problem(text: String) {
            check(format!("+++\n{text}\n+++\nBody.").as_bytes());
        }

        #[test]
        fn any_lines_give_an_entry_or_a_problem(lines in prop::collection::vec(line(), 0..12)) {
            check(lines.join("\n").as_bytes());
            check(format!("+++\n{}\n+++\n\nBody.", lines.join("\n")).as_bytes());
        }

        #[test]
        fn what_is_written_is_what_is_read(
            title in "\\PC*[a-zA-Z]\\PC*",
            questions in prop::collection::vec("\\PC*[^\\s\\pC]\\PC*", 0..5),
            tip in proptest::option::of("\\PC*[^\\s\\pC]\\PC*"),
            urgent: bool,
            days in proptest::option::of(0_i16..3000),
            body in "[^\\s\\pC](\\PC|\n)*[^\\s\\pC]",
        ) {
            // What JSON writes between quotes, TOML reads alike.
            let text = |text: &str| serde_json::to_string(text).unwrap();
            let listed: Vec<_> = questions.iter().map(|question| text(question)).collect();
            let date =
                days.map(|days| Date::new(2026, 1, 1).unwrap() + jiff::Span::new().days(days));
            let file = [
                "+++".to_owned(),
                format!("title = {}", text(&title)),
                format!("questions = [\n{}\n]", listed.join(",\n")),
                format!("urgent = {urgent}"),
                tip.as_ref().map_or(String::new(), |tip| format!("tip = {}", text(tip))),
                date.map_or(String::new(), |date| format!("reviewed = {date}")),
                format!("+++\n\n{body}\n"),
            ]
            .join("\n");

            let (draft, findings) = read_bytes(file.as_bytes());
            prop_assert_eq!(findings.stopping, vec![]);
            let entry = draft.unwrap().entry;
            let read: Vec<_> = entry.questions.iter().map(|question| &question.text).collect();
            prop_assert_eq!(&entry.title.text, &title);
            prop_assert_eq!(read, questions.iter().collect::<Vec<_>>());
            prop_assert_eq!(entry.tip.map(|tip| tip.text), tip);
            prop_assert_eq!((entry.urgent, entry.reviewed), (urgent, date));
            prop_assert_eq!(entry.body.text, body);
        }
    }
}
