//! A FAQ in several languages.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{check, diff, write};

const QUESTIONS: &str = "\
{\"id\":\"five\",\"text\":\"Können wir zu fünft kommen?\",\"accept\":[\"size\"],\"kind\":\"canonical\"}
{\"id\":\"open\",\"text\":\"when do you open\",\"accept\":[\"opening\"],\"kind\":\"canonical\"}
";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let to = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &to);
        } else {
            fs::copy(item.path(), to).unwrap();
        }
    }
}

/// A place with the questions and twice the FAQ of the tests, which is written in English, German and
/// Russian.
fn place() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    let faq = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/languages/faq");
    for name in ["old", "new"] {
        copy(&faq, &place.path().join(name));
    }
    fs::write(place.path().join("questions.jsonl"), QUESTIONS).unwrap();
    fs::write(place.path().join("vain.txt"), "Wie viele Sitze gibt es\n").unwrap();
    place
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).unwrap();
}

const ALL: [&str; 6] = [
    "old",
    "new",
    "--questions",
    "questions.jsonl",
    "--unanswered",
    "vain.txt",
];

#[test]
fn edit_of_a_translation_is_compared_in_its_language() {
    let place = place();
    let at = place.path();
    let size = at.join("new/de/topics/size.md");
    edit(
        &size,
        "Können wir zu fünft kommen?",
        "Wie viele Sitze gibt es?",
    );
    edit(&at.join("new/de/bot.toml"), "Danke!", "Vielen Dank!");
    // Lent by the default language, so of no other one.
    edit(&at.join("new/bot.toml"), "Harbour: 112", "Harbour: 113");
    let told = "\
old: old, 21 entries with 107 phrasings in en, de, ru
new: new, 21 entries with 107 phrasings in en, de, ru
entries
  changed  bot.toml (contact)
entries in de
  changed  size (questions)
  changed  bot.toml (thanks)
labelled questions: 2 compared, 1 worse, 0 better, 0 other
  worse   five \"Können wir zu fünft kommen?\": answer size (de) -> decline (de) (right -> not helped)
phrasings: 108 compared, 2 changed
  better  size \"Wie viele Sitze gibt es?\", added: not_covered price (de) -> answer size (de)
  other   size \"Können wir zu fünft kommen?\", removed: answer size (de) -> decline (de)
unanswered questions: 1 compared, 1 changed
  \"Wie viele Sitze gibt es\": not_covered price (de) -> answer size (de)
";
    check(&diff(at, &ALL), 1, told, "");
    let json = diff(at, &[&ALL[..], &["--format", "json"]].concat());
    let told: Value = serde_json::from_slice(&json.stdout).unwrap();
    let expected = json!({
        "id": "five", "text": "Können wir zu fünft kommen?", "turn": "worse",
        "from": {"outcome": "answer", "language": "de", "entries": ["size"]},
        "to": {"outcome": "decline", "language": "de", "entries": []},
        "was": null, "is": "not_helped",
    });
    assert_eq!(told["labelled"], json!([expected]));
    assert_eq!(told["old"]["languages"], json!(["en", "de", "ru"]));
    assert_eq!(told["languages"]["changed"][0]["language"], "de");
    let entries = &told["languages"]["changed"][0]["entries"];
    assert_eq!(entries["wording"], json!(["thanks"]));
}

#[test]
fn language_that_is_new_or_gone_is_told_with_what_it_changes() {
    let place = place();
    let at = place.path();
    fs::remove_dir_all(at.join("new/de")).unwrap();
    let told = "\
old: old, 21 entries with 107 phrasings in en, de, ru
new: new, 14 entries with 70 phrasings in en, ru
entries: nothing changes
languages
  removed  de
labelled questions: 2 compared, 1 worse, 0 better, 0 other
  worse   five \"Können wir zu fünft kommen?\": answer size (de) -> decline (right -> not helped)
phrasings: 70 compared, 0 changed
unanswered questions: 1 compared, 1 changed
  \"Wie viele Sitze gibt es\": not_covered price (de) -> decline
";
    check(&diff(at, &ALL), 1, told, "");
    let back = [&["new", "old"][..], &ALL[2..]].concat();
    let output = diff(at, &back);
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("\nlanguages\n  added    de\n"), "{told}");
    assert!(
        told.contains("decline -> answer size (de) (not helped -> right)\n"),
        "{told}"
    );
}

#[test]
fn translation_that_is_new_is_no_other_entry() {
    let place = place();
    let at = place.path();
    let jackets = "+++\ntitle = \"Gibt es Schwimmwesten?\"\n+++\nFür jeden eine.\n";
    fs::write(at.join("new/de/topics/jackets.md"), jackets).unwrap();
    // In Russian it keeps its old name.
    for language in [".", "de"] {
        let topics = at.join("new").join(language).join("topics");
        fs::rename(topics.join("size.md"), topics.join("seats.md")).unwrap();
    }
    let output = diff(at, &ALL);
    let told = String::from_utf8(output.stdout).unwrap();
    let (_, told) = told.split_once("\nentries\n").unwrap();
    let expected = "  \
  renamed  size -> seats
entries in de
  added    jackets
  renamed  size -> seats
labelled questions: 2 compared, 0 worse, 0 better, 0 other
phrasings: 108 compared, 1 changed
  better  jackets \"Gibt es Schwimmwesten?\", added: ";
    assert!(told.starts_with(expected), "{told}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn default_language_is_one_whatever_it_is_called_unless_it_has_moved() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let head = |args: &[&str]| {
        let told = String::from_utf8(diff(at, args).stdout).unwrap();
        let lines: Vec<_> = told.lines().map(str::to_owned).collect();
        lines[2..lines.len() - 1].join("\n")
    };
    // It was German all the time, and now it says so.
    for name in ["old", "new"] {
        write(&at.join(name), "\"is a licence needed\"");
    }
    fs::write(at.join("new/bot.toml"), "language = \"de\"\n").unwrap();
    assert_eq!(
        head(&["old", "new"]),
        "entries\n  changed  bot.toml (language)"
    );
    // What was the default stands in a folder now, beside a new default.
    write(&at.join("new/en"), "\"is a licence needed\"");
    assert_eq!(
        head(&["old", "new"]),
        "entries: nothing changes\nlanguages\n  added    de"
    );
    assert_eq!(
        head(&["new", "old"]),
        "entries: nothing changes\nlanguages\n  removed  de"
    );
}
