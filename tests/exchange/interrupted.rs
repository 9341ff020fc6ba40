//! An import that is killed, and the same again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::run;

/// Every file below `folder` with what it says.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read(&path).unwrap();
                found.insert(path, text);
            }
        }
    }
    let within = |(path, text): (PathBuf, _)| (path.strip_prefix(folder).unwrap().to_owned(), text);
    found.into_iter().map(within).collect()
}

/// Whether something of the import is on the disk: waiting, or in place.
fn has_begun(folder: &Path, is_waiting: bool) -> bool {
    let topics = folder.join("topics");
    let place = if is_waiting {
        topics.join(".import")
    } else {
        topics
    };
    let ends = |name: &std::ffi::OsStr| name.to_string_lossy().ends_with(".md");
    fs::read_dir(place)
        .is_ok_and(|mut items| items.any(|item| item.is_ok_and(|item| ends(&item.file_name()))))
}

#[test]
fn import_that_was_killed_is_finished_by_the_same_again() {
    let home = tempfile::tempdir().unwrap();
    let mut table = "question,answer,kind\n".to_owned();
    for number in 0..300 {
        let kind = ["topic", "small-talk"][number % 2];
        writeln!(table, "Is this question {number}?,Answer {number}.,{kind}").unwrap();
    }
    fs::write(home.path().join("in.csv"), table).unwrap();
    let import = |into: &str| run(home.path(), &["import", "in.csv", "--into", into], "");
    assert_eq!(import("whole").status.code(), Some(0));
    let whole = files(&home.path().join("whole"));
    assert_eq!(whole.len(), 300);

    for (number, is_waiting) in [true, false].into_iter().enumerate() {
        let name = format!("killed-{number}");
        let into = home.path().join(&name);
        let mut killed = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
            .current_dir(home.path())
            .args(["import", "in.csv", "--into", &name])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while !has_begun(&into, is_waiting) && killed.try_wait().unwrap().is_none() {
            assert!(
                start.elapsed() < Duration::from_mins(1),
                "it does not begin"
            );
            thread::sleep(Duration::from_micros(200));
        }
        // Wherever it is now, also if it has ended.
        killed.kill().unwrap();
        killed.wait().unwrap();
        for (path, text) in files(&into) {
            // Whatever is in place is whole.
            let is_hidden = path.iter().any(|part| part == ".import");
            assert!(is_hidden || whole.get(&path) == Some(&text), "{path:?}");
        }
        let output = import(&name);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(files(&into), whole);
    }
}
