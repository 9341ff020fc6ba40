//! The folder that what comes in is written to.

use std::fs;

use super::*;
use crate::faq::load;

#[test]
fn all_is_written_or_nothing() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("new/faq");
    let place = Place::default_language(&dir);
    let files = imported(
        "question,answer\na,b\nc,d\n",
        Format::Csv,
        known(&place).unwrap(),
    );
    write(&place, &files.unwrap()).unwrap();
    assert_eq!(load(&dir).unwrap().entries.len(), 2);

    let text = "question,answer\nnew,b\nA!,other\n";
    let refused = imported(text, Format::Csv, known(&place).unwrap()).unwrap_err();
    let refused = refused.replace(dir.to_str().unwrap(), "faq");
    assert_eq!(
        refused,
        "in:3: the entry `a` is there already, and says something else (faq/topics/a.md)\n  help: remove it here or there, or \
         import into an empty folder; nothing is overwritten"
    );
    // As if somebody had made it in the meantime.
    let files = imported(text, Format::Csv, Known::default()).unwrap();
    let failed = write(&place, &files).unwrap_err().to_string();
    assert!(failed.contains("has changed in the meantime"), "{failed}");
    let names = || fs::read_dir(dir.join("topics")).unwrap().count();
    assert_eq!(names(), 2);
    assert!(
        fs::read_to_string(dir.join("topics/a.md"))
            .unwrap()
            .contains("\nb\n")
    );

    fs::write(dir.join("bot.toml"), "nmae = 1").unwrap();
    let files = imported(
        "question,answer,kind\nx,y,small-talk\n",
        Format::Csv,
        Known::default(),
    );
    assert!(matches!(
        write(&place, &files.unwrap()),
        Err(WriteError::Faq(_))
    ));
    assert!(!dir.join("small-talk").exists());
}

#[test]
fn same_again_writes_what_is_missing_and_touches_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let place = Place::default_language(dir.path());
    let import = || {
        let text = "question,answer,kind\na,b,topic\nc,d,topic\ne,f,small-talk\n";
        let files = imported(text, Format::Csv, known(&place).unwrap()).unwrap();
        let there: Vec<_> = files.iter().map(|file| file.is_there).collect();
        write(&place, &files).map(|()| there)
    };
    assert_eq!(import().unwrap(), [false, false, false]);
    fs::remove_file(dir.path().join("topics/c.md")).unwrap();
    let at = |name: &str| {
        dir.path()
            .join(name)
            .metadata()
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = (at("topics/a.md"), at("small-talk/e.md"));
    assert_eq!(import().unwrap(), [true, false, true]);
    assert_eq!((at("topics/a.md"), at("small-talk/e.md")), before);
    assert_eq!(load(dir.path()).unwrap().entries.len(), 3);

    // The same text in another folder is not the same entry.
    let moved = dir.path().join("not-covered");
    fs::create_dir(&moved).unwrap();
    fs::rename(dir.path().join("topics/c.md"), moved.join("c.md")).unwrap();
    let text = "question,answer\nc,d\n";
    let refused = imported(text, Format::Csv, known(&place).unwrap()).unwrap_err();
    assert!(
        refused.contains("the entry `c` is there already"),
        "{refused}"
    );
}
