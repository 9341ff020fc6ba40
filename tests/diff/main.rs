//! `diff`, end to end.

mod folders;
mod languages;
mod revisions;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const QUESTIONS: &str = "\
{\"id\":\"open\",\"text\":\"when do you open\",\"accept\":[\"opening\"],\"kind\":\"canonical\"}
{\"id\":\"test\",\"text\":\"must i pass a test\",\"accept\":[\"licence\"],\"kind\":\"canonical\"}
";

/// Writes a FAQ with these ways to ask for a licence.
fn write(folder: &Path, questions: &str) {
    let entry = |title: &str, questions: &str| {
        format!("+++\ntitle = \"{title}\"\nquestions = [{questions}]\n+++\nAnswer.\n")
    };
    fs::create_dir_all(folder.join("topics")).unwrap();
    let opening = entry("When do you open?", "\"opening hours\"");
    fs::write(folder.join("topics/opening.md"), opening).unwrap();
    let licence = entry("Do I need a licence?", questions);
    fs::write(folder.join("topics/licence.md"), licence).unwrap();
}

/// A place with the labelled questions.
fn place() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("questions.jsonl"), QUESTIONS).unwrap();
    place
}

fn diff(place: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .env_remove("FAQ_DIR")
        .env_remove("RUST_LOG")
        .current_dir(place)
        .arg("diff")
        .args(args)
        .output()
        .unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &str, stderr: &str) {
    let said = String::from_utf8_lossy(&output.stdout);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!((&*said, &*told), (stdout, stderr));
    assert_eq!(output.status.code(), Some(code));
}
