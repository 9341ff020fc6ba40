//! `diff`, end to end: two folders, git revisions and the folder on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
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

/// Runs git in `place`, or says that there is none.
fn git(place: &Path, args: &[&str]) -> bool {
    let configured = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    let run = Command::new("git")
        .current_dir(place)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .args(configured)
        .args(args)
        .output();
    match run {
        Ok(output) => {
            assert!(output.status.success(), "{args:?}: {output:?}");
            true
        }
        Err(error) => {
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
            false
        }
    }
}

/// A repository whose folder `faq` has lost a phrasing since its first commit, and another one on
/// disk; `None` without git.
fn repository() -> Option<TempDir> {
    let place = place();
    let at = place.path();
    if !git(at, &["init", "--quiet"]) {
        return None;
    }
    write(
        &at.join("faq"),
        "\"is a licence needed\", \"must i pass a test\"",
    );
    git(at, &["add", "faq"]);
    git(at, &["commit", "--quiet", "-m", "First"]);
    git(at, &["tag", "v1"]);
    write(&at.join("faq"), "\"is a licence needed\"");
    git(at, &["commit", "--quiet", "-a", "-m", "Second"]);
    write(
        &at.join("faq"),
        "\"is a licence needed\", \"skipper papers\"",
    );
    Some(place)
}

/// What `diff` prints, without the names of commits.
fn without_commits(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout);
    let lines = said.lines().map(|line| {
        let commit = line
            .split_once(" (")
            .filter(|_| line.starts_with("old: ") || line.starts_with("new: "));
        match commit.and_then(|(before, rest)| Some((before, rest.split_once(')')?))) {
            Some((before, (commit, after))) if commit.len() == 8 => format!("{before}{after}"),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

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
        "old": {"name": "old", "entries": 2, "phrasings": 4},
        "new": {"name": "new", "entries": 2, "phrasings": 3},
        "entries": {
            "added": [], "removed": [], "renamed": [],
            "changed": [{"id": "licence", "parts": ["questions"]}],
            "concepts": [], "wording": [],
        },
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
fn revisions_are_compared_with_each_other_and_with_the_disk() {
    let Some(place) = repository() else {
        return;
    };
    let at = place.path();
    let both = diff(at, &["v1", "HEAD", "--questions", "questions.jsonl"]);
    let told = "\
old: v1, 2 entries with 5 phrasings
new: HEAD, 2 entries with 4 phrasings
entries
  changed  licence (questions)
labelled questions: 2 compared, 1 worse, 0 better, 0 other
  worse   test \"must i pass a test\": answer licence -> decline (right -> not helped)
phrasings: 5 compared, 1 changed
  other   licence \"must i pass a test\", removed: answer licence -> decline";
    assert_eq!(without_commits(&both), told);
    assert_eq!(both.status.code(), Some(1));

    let disk = without_commits(&diff(at, &["HEAD~1"]));
    assert!(
        disk.contains("\nnew: faq, 2 entries with 5 phrasings\n"),
        "{disk}"
    );
    assert!(
        disk.contains("licence \"skipper papers\", added: "),
        "{disk}"
    );
    // From below the folder and with a path that leads there, too.
    let below = diff(&at.join("faq/topics"), &["--faq", "..", "HEAD~1"]);
    let below = without_commits(&below).replace("new: ..,", "new: faq,");
    assert_eq!(below, disk);
    // A folder of that name goes before a revision, and a folder that is gone is still in one.
    fs::rename(at.join("faq"), at.join("v1")).unwrap();
    let moved = without_commits(&diff(at, &["HEAD~1", "v1"]));
    assert_eq!(moved, disk.replace("new: faq,", "new: v1,"));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let Some(place) = repository() else {
        return;
    };
    let at = place.path();
    let output = diff(at, &["v9"]);
    let told = "error: `v9` is neither a folder nor a revision that git knows: fatal: Needed a \
        single revision\n  help: name a folder, or a commit, tag or branch of the repository that \
        holds the FAQ's folder\n";
    check(&output, 2, "", told);
    // Nothing that is named can be taken for an option.
    for name in ["--output=x", "-x", "--exec=x"] {
        let output = diff(at, &["--", name]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(
            told.starts_with(&format!("error: `{name}` is neither")),
            "{told}"
        );
    }
    let outside = tempfile::tempdir().unwrap();
    write(&outside.path().join("faq"), "");
    let output = diff(outside.path(), &["HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a git repository"));

    let output = diff(at, &["HEAD", "--faq", "no/faq"]);
    let told = "error: the FAQ cannot be loaded\nHEAD:no/faq: there is no such folder\n  help: name \
        the folder of the FAQ with `--faq DIR`, or start where `faq` is\n";
    check(&output, 3, "", told);
    fs::write(at.join("faq/topics/opening.md"), "no entry").unwrap();
    git(at, &["commit", "--quiet", "-a", "-m", "Broken"]);
    let output = diff(at, &["HEAD", "HEAD~1"]);
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains("\nHEAD:faq/topics/opening.md:1: does not begin"),
        "{told}"
    );
}

#[test]
fn program_without_git_says_so() {
    let place = place();
    let at = place.path();
    write(&at.join("faq"), "");
    let output = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .env_remove("FAQ_DIR")
        .env("PATH", at)
        .current_dir(at)
        .args(["diff", "HEAD"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.starts_with("error: `git` cannot be run: "), "{told}");
    assert!(
        told.ends_with("\n  help: install git, or name two folders\n"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(2));
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

#[cfg(unix)]
#[test]
fn link_in_a_revision_is_not_followed() {
    let Some(place) = repository() else {
        return;
    };
    let at = place.path();
    std::os::unix::fs::symlink("opening.md", at.join("faq/topics/hours.md")).unwrap();
    git(at, &["add", "faq"]);
    git(at, &["commit", "--quiet", "-m", "Link"]);
    let told = "error: `topics/hours.md` is a link in `HEAD`, which is not followed\n  help: check \
        the revision out somewhere, and name that folder\n";
    check(&diff(at, &["HEAD"]), 2, "", told);
}
