//! Git revisions, with each other and with the folder on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{check, diff, place, write};

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
