//! Changes of whole folders: planned, made, noted and taken back.

mod languages;
mod random;
mod refusals;

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::faq::{Kind, load, survey};

const RAIN: &str = "+++\n# The weather.\ntitle = \"What about rain?\"\nquestions = [\n  \"does it \
    rain\", # often asked\n  # \"is it wet\",\n]\nnot = [\"does it snow\"]\n+++\n> Boats get wet.\n";
const COST: &str = "+++\ntitle = \"What does it cost?\"\n+++\n**Ten** an hour.\n";

/// A FAQ of two topics in a folder called `faq`.
fn boat_hire() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "faq/topics/rain.md", RAIN);
    write(folder.path(), "faq/topics/cost.md", COST);
    folder
}

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// What an error says, without the folder that the test is in.
#[track_caller]
fn said<T: std::fmt::Debug>(result: Result<T, Error>, folder: &Path) -> String {
    let said = result.unwrap_err().to_string();
    said.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn phrasing_is_added_noted_and_taken_back() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder
        .plan_phrasing(None, "rain", " will I\nget  wet? ")
        .unwrap();
    assert_eq!(plan.file, Path::new("topics/rain.md"));
    assert_eq!(
        plan.what,
        "added the phrasing \"will I get wet?\" to `rain`"
    );
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);

    folder.apply(&plan, "Ann", at(60)).unwrap();
    let expected = RAIN.replace("often asked\n", "often asked\n  \"will I get wet?\",\n");
    assert_eq!(read(root.path(), "faq/topics/rain.md"), expected);
    let undone = folder.undo("Bob", at(120)).unwrap();
    assert!(undone.has_changed);
    assert_eq!(undone.what, plan.what);
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);
    assert!(matches!(
        folder.undo("Bob", at(180)),
        Err(Error::NothingToUndo)
    ));

    let noted = read(root.path(), "faq/changes.log");
    let noted: Vec<_> = noted
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| {
            format!(
                "{} {} {} {}",
                line["at"], line["who"], line["what"], line["file"]
            )
        })
        .collect();
    assert_eq!(
        noted,
        [
            r#""1970-01-01T00:01:00Z" "Ann" "added the phrasing \"will I get wet?\" to `rain`" "topics/rain.md""#,
            r#""1970-01-01T00:02:00Z" "Bob" "took back: added the phrasing \"will I get wet?\" to `rain`" "topics/rain.md""#,
        ]
    );
}

#[test]
fn changes_are_taken_back_one_after_the_other() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    for (id, phrasing) in [("rain", "one"), ("cost", "two"), ("rain", "three")] {
        let plan = folder.plan_phrasing(None, id, phrasing).unwrap();
        folder.apply(&plan, "Ann", at(1)).unwrap();
    }
    let undone: Vec<_> = (0..3)
        .map(|_| folder.undo("Ann", at(2)).unwrap().what)
        .collect();
    assert_eq!(
        undone,
        [
            "added the phrasing \"three\" to `rain`",
            "added the phrasing \"two\" to `cost`",
            "added the phrasing \"one\" to `rain`",
        ]
    );
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);
    assert_eq!(read(root.path(), "faq/topics/cost.md"), COST);
}

#[test]
fn new_entry_is_written_and_removed() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder
        .plan_entry(
            None,
            Kind::NotCovered,
            "May I +++ \"fish\"?",
            Some("is \u{7} fishing\\allowed 🙂"),
            "\n+++\nPlease ask the *town*.\r\n\r\n",
        )
        .unwrap();
    assert_eq!(plan.id, "may-i-fish");
    folder.apply(&plan, "Ann", at(1)).unwrap();
    assert_eq!(
        read(root.path(), "faq/not-covered/may-i-fish.md"),
        "+++\ntitle = \"May I +++ \\\"fish\\\"?\"\nquestions = [\n  \"is \\u0007 \
         fishing\\\\allowed 🙂\",\n]\n+++\n+++\nPlease ask the *town*.\n"
    );
    let faq = load(folder.dir()).unwrap();
    let entry = faq.entry(faq.find("may-i-fish").unwrap());
    assert_eq!(entry.kind, Kind::NotCovered);
    assert_eq!(entry.body.text, "+++\nPlease ask the *town*.");

    folder.undo("Ann", at(2)).unwrap();
    assert!(!root.path().join("faq/not-covered/may-i-fish.md").exists());
    assert_eq!(load(folder.dir()).unwrap().entries.len(), 2);
}

#[test]
fn title_that_is_the_question_is_written_once_and_ids_differ() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    write(
        root.path(),
        "faq/topics/fish.md",
        &COST.replace("What does it cost?", "Bait"),
    );
    let plan = folder
        .plan_entry(None, Kind::Topic, "Fish?", Some("fish"), "No.")
        .unwrap();
    assert_eq!(plan.file, Path::new("topics/fish-2.md"));
    assert_eq!(plan.after, "+++\ntitle = \"Fish?\"\n+++\nNo.\n");
}

#[test]
fn patches_are_taken_by_the_usual_programs() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let mut plans = vec![
        folder.plan_phrasing(None, "rain", "new").unwrap(),
        folder.plan_phrasing(None, "cost", "newer").unwrap(),
    ];
    plans.push(
        folder
            .plan_entry(None, Kind::NotCovered, "Fish", None, "No.")
            .unwrap(),
    );
    assert_eq!(
        plans[0].patch(),
        "--- a/faq/topics/rain.md\n+++ b/faq/topics/rain.md\n@@ -3,6 +3,7 @@\n title = \"What about \
         rain?\"\n questions = [\n   \"does it rain\", # often asked\n+  \"new\",\n   # \"is it \
         wet\",\n ]\n not = [\"does it snow\"]\n"
    );
    for (number, program) in [["git", "apply"], ["patch", "-p1"]].iter().enumerate() {
        let copy = tempfile::tempdir().unwrap();
        write(copy.path(), "faq/topics/rain.md", RAIN);
        write(copy.path(), "faq/topics/cost.md", COST);
        let patches: String = plans.iter().map(Plan::patch).collect();
        let file = root.path().join(format!("{number}.patch"));
        fs::write(&file, patches).unwrap();
        let run = std::process::Command::new(program[0])
            .args(&program[1..])
            .stdin(fs::File::open(&file).unwrap())
            .current_dir(copy.path())
            .output();
        // Not every machine has them.
        let Ok(output) = run else { continue };
        assert!(output.status.success(), "{program:?}: {output:?}");
        for plan in &plans {
            assert_eq!(
                fs::read_to_string(copy.path().join("faq").join(&plan.file)).unwrap(),
                plan.after
            );
        }
    }
}

#[test]
fn edits_by_hand_survive_taking_back() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    folder.apply(&plan, "Ann", at(1)).unwrap();
    let edited = plan
        .after
        .replace("Boats", "All boats")
        .replace("# The", "\n# All the");
    write(root.path(), "faq/topics/rain.md", &edited);
    folder.undo("Ann", at(2)).unwrap();
    assert_eq!(
        read(root.path(), "faq/topics/rain.md"),
        edited.replace("  \"new\",\n", "")
    );
}

#[test]
fn noted_change_that_was_never_made_is_passed_over() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    for phrasing in ["one", "two"] {
        let plan = folder.plan_phrasing(None, "rain", phrasing).unwrap();
        folder.apply(&plan, "Ann", at(1)).unwrap();
        // As if the machine had stopped before the second was in place.
        if phrasing == "two" {
            write(root.path(), "faq/topics/rain.md", &plan.before.unwrap());
        }
    }
    let undone = folder.undo("Ann", at(2)).unwrap();
    assert_eq!(
        (undone.what.contains("two"), undone.has_changed),
        (true, false)
    );
    let undone = folder.undo("Ann", at(3)).unwrap();
    assert_eq!(
        (undone.what.contains("one"), undone.has_changed),
        (true, true)
    );
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);
}

/// The machine stops after the file is replaced and before that is noted.
#[test]
fn taking_back_that_was_not_noted_is_noted_the_next_time() {
    let by_hand = |text: &str| text.replace("Boats", "All boats");
    for edit in [str::to_owned as fn(&str) -> String, by_hand] {
        for ends in [false, true] {
            let root = boat_hire();
            let folder = Folder::new(root.path().join("faq"));
            for phrasing in ["one", "two"] {
                let plan = folder.plan_phrasing(None, "rain", phrasing).unwrap();
                folder.apply(&plan, "Ann", at(1)).unwrap();
            }
            assert_eq!(folder.end_undo("Ann", at(2)).unwrap(), None, "it stands");
            let edited = edit(&read(root.path(), "faq/topics/rain.md"));
            write(root.path(), "faq/topics/rain.md", &edited);
            let noted = read(root.path(), "faq/changes.log");
            folder.undo("Ann", at(2)).unwrap();
            write(root.path(), "faq/changes.log", &noted);

            let undone = if ends {
                folder.end_undo("Ann", at(3)).unwrap().unwrap()
            } else {
                folder.undo("Ann", at(3)).unwrap()
            };
            assert!(undone.what.contains("two") && !undone.has_changed);
            assert_eq!(folder.end_undo("Ann", at(4)).unwrap(), None);
            let undone = folder.undo("Ann", at(4)).unwrap();
            assert!(undone.what.contains("one") && undone.has_changed);
            assert_eq!(read(root.path(), "faq/topics/rain.md"), edit(RAIN));
        }
    }
}

#[test]
fn removal_that_was_not_noted_is_noted_the_next_time() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder
        .plan_entry(None, Kind::Topic, "Fish", None, "No.")
        .unwrap();
    folder.apply(&plan, "Ann", at(1)).unwrap();
    fs::remove_file(root.path().join("faq/topics/fish.md")).unwrap();
    let undone = folder.end_undo("Ann", at(2)).unwrap().unwrap();
    assert_eq!((undone.what, undone.has_changed), (plan.what, false));
    assert!(matches!(
        folder.undo("Ann", at(3)),
        Err(Error::NothingToUndo)
    ));
}

#[test]
fn what_was_moved_by_hand_is_not_taken_for_gone() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    folder.apply(&plan, "Ann", at(1)).unwrap();
    let moved = RAIN.replace("questions = [\n", "questions = [\n  \"new\",\n");
    write(root.path(), "faq/topics/rain.md", &moved);
    assert_eq!(folder.end_undo("Ann", at(2)).unwrap(), None);
    assert!(matches!(
        folder.undo("Ann", at(2)),
        Err(Error::EditedSince { .. })
    ));
    assert_eq!(read(root.path(), "faq/topics/rain.md"), moved);
}

#[test]
fn list_of_changes_is_nothing_to_check() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let today = date(2026, 11, 22);
    let before = survey(folder.dir(), today).problems;
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    folder.apply(&plan, "Ann", at(1)).unwrap();
    assert!(root.path().join("faq/changes.log").exists());
    assert_eq!(survey(folder.dir(), today).problems, before);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let real = root.path().join("elsewhere.md");
    let link = root.path().join("faq/topics/rain.md");
    fs::rename(&link, &real).unwrap();
    symlink(&real, &link).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    folder.apply(&plan, "Ann", at(1)).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), plan.after);
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2);
}

#[test]
fn taps_at_the_same_time_all_arrive() {
    let root = boat_hire();
    let dir = root.path().join("faq");
    let add = |number: usize| {
        let folder = Folder::new(&dir);
        loop {
            let plan = folder
                .plan_phrasing(None, "rain", &format!("new {number}"))
                .unwrap();
            match folder.apply(&plan, "Ann", at(1)) {
                Ok(()) => return,
                Err(Error::Changed(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    };
    std::thread::scope(|scope| {
        for number in 0..4 {
            scope.spawn(move || add(number));
        }
    });
    let faq = load(&dir).unwrap();
    assert_eq!(faq.entry(faq.find("rain").unwrap()).questions.len(), 5);
    let folder = Folder::new(&dir);
    for _ in 0..4 {
        folder.undo("Ann", at(2)).unwrap();
    }
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);
}
