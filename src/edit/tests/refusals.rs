//! What is not changed, and why.

use std::fs;

use super::*;

#[test]
fn what_must_not_be_added_is_refused_with_the_reason() {
    let root = boat_hire();
    let examples =
        "[examples]\nrain = [\"it looks grey today\"]\ncost = [\"we are\", \"We are four\"]\n";
    write(root.path(), "faq/examples.toml", examples);
    let folder = Folder::new(root.path().join("faq"));
    let refused =
        |id: &str, phrasing: &str| said(folder.plan_phrasing(None, id, phrasing), root.path());
    let long = "x".repeat(301);
    for (id, phrasing, expected) in [
        (
            "rian",
            "x",
            "there is no entry `rian`\n  help: did you mean `rain`?",
        ),
        (
            "zzz",
            "x",
            "there is no entry `zzz`\n  help: write the name of an entry's file, without `.md`",
        ),
        (
            "rain",
            " ?!\n",
            "the phrasing \"?!\" holds no letters\n  help: write it in words",
        ),
        (
            "rain",
            &long,
            "the phrasing must have at most 300 characters, found 301\n  help: shorten it",
        ),
        (
            "rain",
            "Does it RAIN?",
            "\"does it rain\" is a phrasing of the entry already (faq/topics/rain.md:5)\n  \
             help: there is nothing to do",
        ),
        (
            "rain",
            "what does it cost",
            "\"What does it cost?\" is a phrasing of `cost` (faq/topics/cost.md:2)\n  help: remove it \
             there first, or word it in another way",
        ),
        (
            "rain",
            "does it snow?",
            "\"does it snow\" is an example of what `rain` must not answer (faq/topics/rain.md:8)\n  \
             help: remove it from `not` first, or choose another entry",
        ),
        (
            "rain",
            "we are four!",
            "\"We are four\" is an example of `cost` (`examples.toml`, the list on line 3)\n  help: \
             remove it there first, or choose that entry",
        ),
    ] {
        assert_eq!(refused(id, phrasing), expected, "phrasing: {phrasing:?}");
    }
    let own = folder.plan_phrasing(None, "rain", "It looks grey today");
    assert!(own.is_ok(), "{own:?}");
}

#[test]
fn what_makes_no_entry_is_refused_with_the_reason() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let refused = |title: &str, phrasing: Option<&str>, body: &str| {
        said(
            folder.plan_entry(None, Kind::Topic, title, phrasing, body),
            root.path(),
        )
    };
    for (title, phrasing, body, expected) in [
        (
            "x".repeat(61).as_str(),
            None,
            "x",
            "the title must have at most 60 characters, found 61\n  help: shorten it",
        ),
        (
            " ",
            None,
            "x",
            "the title \"\" holds no letters\n  help: write it in words",
        ),
        (
            "Fish",
            Some("does it rain"),
            "x",
            "\"does it rain\" is a phrasing of `rain` (faq/topics/rain.md:5)\n  help: remove it there \
             first, or word it in another way",
        ),
        (
            "Fish",
            None,
            " \n",
            "faq/topics/fish.md:1: entry `fish` has no answer: write it below the closing `+++`",
        ),
        (
            "Fish",
            None,
            "one\n\n`two` \u{1}",
            "faq/topics/fish.md:6: code cannot be shown; allowed are paragraphs, **bold**, *italic*, \
             lists, links and quotes\n  help: remove the backticks\nfaq/topics/fish.md:6: the control \
             character U+0001 cannot be shown\n  help: remove it; an editor may not show it",
        ),
    ] {
        assert_eq!(refused(title, phrasing, body), expected);
    }
    let long = refused("Fish", None, &"word ".repeat(1000));
    assert!(
        long.contains("must be at most 4096 UTF-16 units long, found 5"),
        "{long}"
    );
}

#[test]
fn faq_that_does_not_load_is_left_alone() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    write(
        root.path(),
        "faq/topics/cost.md",
        "+++\ntitel = \"x\"\n+++\nB\n",
    );
    let found = said(folder.plan_phrasing(None, "rain", "x"), root.path());
    assert!(
        found.starts_with(
            "the FAQ cannot be loaded\nfaq/topics/cost.md:1: entry `cost` has no title"
        )
    );
    assert!(
        folder
            .plan_entry(None, Kind::Topic, "x", None, "x")
            .is_err()
    );
}

#[test]
fn file_that_has_changed_since_the_plan_is_left_alone() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let phrasing = folder.plan_phrasing(None, "rain", "new").unwrap();
    let entry = folder
        .plan_entry(None, Kind::Topic, "Fish", None, "No.")
        .unwrap();
    let edited = RAIN.replace("weather", "rain");
    write(root.path(), "faq/topics/rain.md", &edited);
    write(root.path(), "faq/topics/fish.md", COST);
    for (plan, file) in [(phrasing, "rain"), (entry, "fish")] {
        assert_eq!(
            said(folder.apply(&plan, "Ann", at(1)), root.path()),
            format!("faq/topics/{file}.md has changed in the meantime\n  help: try again")
        );
    }
    assert_eq!(read(root.path(), "faq/topics/rain.md"), edited);
    assert_eq!(read(root.path(), "faq/topics/fish.md"), COST);
    assert!(matches!(
        folder.undo("Ann", at(1)),
        Err(Error::NothingToUndo)
    ));
}

#[test]
fn change_that_was_edited_is_not_taken_back() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    folder.apply(&plan, "Ann", at(1)).unwrap();
    let edited = plan.after.replace("\"new\"", "\"brand new\"");
    write(root.path(), "faq/topics/rain.md", &edited);
    let found = said(folder.undo("Ann", at(2)), root.path());
    assert!(
        found.starts_with(
            "faq/topics/rain.md was edited since \"added the phrasing \"new\" to `rain`\", and that can \
             no longer be told apart\n  help: edit faq/topics/rain.md by hand: remove what stands \
             behind `-`, and put in what stands behind `+`\n    --- a/faq/topics/rain.md\n"
        ),
        "{found}"
    );
    assert!(found.contains("\n    -  \"new\",\n"), "{found}");
    assert_eq!(read(root.path(), "faq/topics/rain.md"), edited);

    let plan = folder
        .plan_entry(None, Kind::Topic, "Fish", None, "No.")
        .unwrap();
    folder.apply(&plan, "Ann", at(3)).unwrap();
    write(root.path(), "faq/topics/fish.md", "edited");
    assert_eq!(
        said(folder.undo("Ann", at(4)), root.path()),
        "faq/topics/fish.md was edited since \"wrote the new entry `fish`, \"Fish\"\", and that can no \
         longer be told apart\n  help: remove the file if you no longer want it"
    );
    assert_eq!(read(root.path(), "faq/topics/fish.md"), "edited");
}

#[test]
fn nothing_is_changed_that_cannot_be_noted() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    fs::create_dir(root.path().join("faq/changes.log")).unwrap();
    let found = said(folder.apply(&plan, "Ann", at(1)), root.path());
    assert!(
        found.starts_with("faq/changes.log cannot be written, and no change is made"),
        "{found}"
    );
    assert!(folder.can_write(&plan).is_err());
    assert_eq!(read(root.path(), "faq/topics/rain.md"), RAIN);
}

#[test]
fn folder_that_takes_files_is_told_from_one_that_does_not() {
    let root = boat_hire();
    let folder = Folder::new(root.path().join("faq"));
    let plan = folder.plan_phrasing(None, "rain", "new").unwrap();
    folder.can_write(&plan).unwrap();
    assert_eq!(fs::read_dir(root.path().join("faq")).unwrap().count(), 1);
    let found = said(
        Folder::new(root.path().join("none")).can_write(&plan),
        root.path(),
    );
    assert!(found.starts_with("none cannot be written: "), "{found}");
}
