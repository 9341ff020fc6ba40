//! Any front matter and any phrasing: nothing is lost.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::edit::file::body_as_read;
use crate::edit::phrasing::quoted;
use crate::edit::plan::Place;
use crate::faq::{Bot, Faq, one_line, read_entry};

/// What may stand between any two parts of a list.
fn gap() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(" ".to_owned()),
        Just("\n  ".to_owned()),
        Just("\n\n\t".to_owned()),
        "[ \t]{0,2}#\\PC{0,9}\n[ \t]{0,3}",
        Just(" # ] , \"\n  # questions = [\n    ".to_owned()),
    ]
}

/// A text as TOML, in one of the ways to write it.
fn written(text: &str, style: usize) -> String {
    match style {
        1 if !text.contains(['\'', '\t']) => format!("'{text}'"),
        2 if !text.contains(['"', '\\']) => format!("\"\"\"\n{text}\"\"\""),
        3 if !text.contains('\'') => format!("'''{text}'''"),
        _ => quoted(text),
    }
}

/// A list of phrasings that differ, with gaps everywhere.
fn list() -> impl Strategy<Value = String> {
    let items = prop::collection::vec((0_usize..4, "\\PC{0,6}", gap(), gap()), 0..4);
    (gap(), items, any::<bool>()).prop_map(|(first, items, has_comma)| {
        let number = items.len();
        let items = items.into_iter().enumerate();
        let items = items.map(|(at, (style, text, before, after))| {
            let text = written(&format!("phrasing {at} {text}"), style);
            let comma = if at + 1 < number || has_comma {
                ","
            } else {
                ""
            };
            [text, before, comma.to_owned(), after].concat()
        });
        format!("[{first}{}]", items.collect::<Vec<_>>().concat())
    })
}

/// The front matter of an entry: keys in any order with comments and blank lines between.
fn front_matter() -> impl Strategy<Value = String> {
    let between = prop_oneof![
        Just(String::new()),
        "\n{0,2}",
        "#\\PC{0,12}\n",
        " *#\\PC{0,4}\n\n"
    ];
    let end = prop_oneof![Just(String::new()), " *#\\PC{0,9}"];
    let title =
        (0_usize..4).prop_map(|style| format!("title = {}", written("All \"of\" it?", style)));
    let questions = prop::option::of(list().prop_map(|list| format!("questions = {list}")));
    let tip = prop_oneof![
        Just("tip = \"\"\"\n# no comment\nquestions = []\n\"\"\"".to_owned()),
        Just("'tip'='x'".to_owned()),
        Just("\"related\" = [ # none\n]".to_owned()),
        Just("urgent = false".to_owned()),
        Just("reviewed = 2026-01-02".to_owned()),
    ];
    let keys = (title, questions, tip)
        .prop_map(|(title, questions, tip)| {
            [Some(title), questions, Some(tip)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
        })
        .prop_shuffle();
    (keys, prop::collection::vec((between, end), 3)).prop_map(|(keys, around)| {
        let keys = keys.into_iter().zip(around);
        let lines = keys.map(|(key, (before, end))| [before, key, end].concat() + "\n");
        lines.collect::<Vec<_>>().concat()
    })
}

/// The file of an entry with whatever marks and line ends.
fn file() -> impl Strategy<Value = String> {
    let line_end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    let mark = prop_oneof![Just(""), Just("\u{feff}")];
    (front_matter(), "(\\PC|\n){0,20}", line_end, mark).prop_map(|(front, body, end, mark)| {
        let text = format!("+++\n{front}+++\nAnswer. {body}");
        format!("{mark}{}", text.replace('\n', end))
    })
}

fn without_blanks(text: &str) -> Vec<char> {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// Whether `part` is what is left of `whole` if characters are left out.
fn is_within(part: &[char], whole: &[char]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|char| whole.any(|other| other == char))
}

proptest! {
    #[test]
    fn nothing_is_lost_and_one_phrasing_is_won(before in file(), phrasing in "\\PC{0,30}[a-z]\\PC{0,9}") {
        let dir = Path::new("boats");
        let path = dir.join("topics/a.md");
        let entry = read_entry(&path, "a", Kind::Topic, &before).unwrap();
        let mut faq = Faq {
            entries: vec![entry.clone()],
            concepts: Vec::new(),
            examples: Vec::new(),
            bot: Bot::default(),
        };
        let place = Place { dir, name: dir, within: Path::new(""), language: None };
        let plan = match plan::phrasing(place, &mut faq, "a", &phrasing, before.clone()) {
            Ok(plan) => plan,
            Err(Error::KnownAlready { .. }) => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };

        let after = read_entry(&path, "a", Kind::Topic, &plan.after).unwrap();
        let mut less = after.clone();
        let added = less.questions.pop().unwrap();
        prop_assert!(less.says_the_same(&entry));
        prop_assert_eq!(added.text, one_line(&phrasing));
        prop_assert!(is_within(&without_blanks(&before), &without_blanks(&plan.after)));
        let body = before.find("Answer.").unwrap();
        prop_assert!(plan.after.ends_with(&before[body..]));
        // All lines are there, but for the one that gets a comma or the phrasing itself.
        let lines: Vec<_> = plan.after.split_inclusive(['\r', '\n']).collect();
        let lost = before.split_inclusive(['\r', '\n']).filter(|line| !lines.contains(line));
        prop_assert!(lost.count() <= 1);
        let others = ["\r\n", "\n", "\r"].map(|end| plan.after.matches(end).count());
        let known = ["\r\n", "\n", "\r"].map(|end| before.matches(end).count());
        for (known, now) in known.iter().zip(others) {
            prop_assert_eq!(*known == 0, now == 0);
        }
        let undone = patch::apply(&plan.reverse().unwrap(), &plan.after);
        prop_assert_eq!(undone, Some(before));
    }

    #[test]
    fn whatever_is_said_of_a_new_entry_is_read_back(
        title in "\\PC{0,20}[a-z]\\PC{0,20}",
        phrasing in prop::option::of("(\\PC|[\n\t\u{1}]){0,30}"),
        body in "(\\PC|[\r\n+#*`>-]){0,40}",
    ) {
        let mut faq = Faq {
            entries: Vec::new(),
            concepts: Vec::new(),
            examples: Vec::new(),
            bot: Bot::default(),
        };
        let dir = Path::new("boats");
        let place = Place { dir, name: dir, within: Path::new(""), language: None };
        match plan::entry(place, &mut faq, Kind::Topic, &title, phrasing.as_deref(), &body) {
            Ok(plan) => {
                let entry =
                    read_entry(Path::new("a.md"), &plan.id, Kind::Topic, &plan.after).unwrap();
                prop_assert_eq!(entry.title.text, one_line(&title));
                prop_assert_eq!(entry.body.text, body_as_read(&body));
            }
            Err(error) => prop_assert!(!matches!(error, Error::Unproven(_)), "{}", error),
        }
    }
}

proptest! {
    // Each waits for the disk.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn taking_back_gives_the_very_bytes(
        before in file(),
        phrasings in prop::collection::vec("[a-z]{1,9}", 1..4),
    ) {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "topics/a.md", &before);
        let folder = Folder::new(root.path());
        let mut texts = vec![before];
        for phrasing in phrasings {
            let Ok(plan) = folder.plan_phrasing(None, "a", &phrasing) else { continue };
            folder.apply(&plan, "Ann", at(1)).unwrap();
            texts.push(plan.after);
        }
        while let Some(text) = texts.pop() {
            prop_assert_eq!(read(root.path(), "topics/a.md"), text);
            prop_assert_eq!(folder.undo("Ann", at(2)).is_ok(), !texts.is_empty());
        }
    }
}
