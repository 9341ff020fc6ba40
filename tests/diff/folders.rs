//! Two folders, and the folder on disk.

use std::fs;

use serde_json::{Value, json};

use super::{QUESTIONS, check, diff, place, write};

#[test]
fn two_folders_are_compared_and_what_gets_worse_exits_with_1() {
    let place = place();
    let at = place.path();
    write(
        &at.join("old"),
        "\"is a licence needed\", \"must i pass a test\"",
    );
    write(&at.join("new"), "\"is a licence needed\"");
    fs::write(at.join("vain.txt"), "must i pass a test?\n\nxylophone\n").unwrap();
    let all = ["--questions", "questions.jsonl", "--unanswered", "vain.txt"];
    let told = "\
old: old, 2 entries with 5 phrasings
new: new, 2 entries with 4 phrasings
entries
  changed  licence (questions)
labelled questions: 2 compared, 1 worse, 0 better, 0 other
  worse   test \"must i pass a test\": answer licence -> decline (right -> not helped)
phrasings: 5 compared, 1 changed
  other   licence \"must i pass a test\", removed: answer licence -> decline
unanswered questions: 2 compared, 1 changed
  \"must i pass a test?\": answer licence -> decline
";
    check(
        &diff(at, &[&["old", "new"][..], &all].concat()),
        1,
        told,
        "",
    );
    // The other way round nothing gets worse; without labels nothing can.
    let output = diff(at, &[&["new", "old"][..], &all].concat());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(diff(at, &["old", "new"]).status.code(), Some(0));
    assert_eq!(
        diff(at, &["old", "--faq", "new"]).stdout,
        diff(at, &["old", "new"]).stdout
    );
}

#[test]
fn json_is_one_object_with_the_documented_keys() {
    let place = place();
    let at = place.path();
    write(&at.join("old"), "\"must i pass a test\"");
    write(&at.join("new"), "");
    let output = diff(
        at,
        &[
            "old",
            "new",
            "--questions",
            "questions.jsonl",
            "--format",
            "json",
        ],
    );
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (from, to) = (
        json!({"outcome": "answer", "entries": ["licence"]}),
        json!({"outcome": "decline", "entries": []}),
    );
    let expected = json!({
        "old": {"name": "old", "languages": ["en"], "entries": 2, "phrasings": 4},
        "new": {"name": "new", "languages": ["en"], "entries": 2, "phrasings": 3},
        "entries": {
            "added": [], "removed": [], "renamed": [],
            "changed": [{"id": "licence", "parts": ["questions"]}],
            "concepts": [], "examples": [], "wording": [],
        },
        "languages": {"added": [], "removed": [], "changed": []},
        "compared": {"labelled": 2, "phrasings": 4, "unanswered": 0},
        "labelled": [{
            "id": "test", "text": "must i pass a test", "turn": "worse",
            "from": from, "to": to, "was": null, "is": "not_helped",
        }],
        "phrasings": [{
            "entry": "licence", "text": "must i pass a test", "presence": "removed",
            "turn": "other", "from": from, "to": to,
        }],
        "unanswered": [],
    });
    assert_eq!(told, expected);
    let help = diff(at, &["--help"]);
    let help = String::from_utf8_lossy(&help.stdout);
    for key in expected.as_object().unwrap().keys() {
        let is_told =
            help.contains(&format!("\n  {key} ")) || help.contains(&format!("\n  {key},"));
        assert!(
            is_told || key == "new" && help.contains("old, new"),
            "{key}"
        );
    }
}

#[test]
fn line_that_is_no_labelled_question_exits_with_1() {
    let place = place();
    let at = place.path();
    write(&at.join("faq"), "\"must i pass a test\"");
    let questions = format!("{QUESTIONS}nonsense\n");
    fs::write(
        at.join("questions.jsonl"),
        questions.replace("[\"licence\"]", "[\"gone\"]"),
    )
    .unwrap();
    let output = diff(at, &["faq", "--questions", "questions.jsonl"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.starts_with("questions.jsonl:2: the FAQ has no entry `gone`\nquestions.jsonl:3: no "),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(1));
    let output = diff(at, &["faq", "--questions", "-", "--unanswered", "-"]);
    assert_eq!(output.status.code(), Some(2));
}
