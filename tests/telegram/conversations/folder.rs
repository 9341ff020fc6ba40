//! A FAQ folder of a test's own.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// An empty folder, which goes with the test.
pub(super) fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Writes a topic that is asked for by its title.
pub(super) fn topic(folder: &Path, id: &str, title: &str, more: &str, body: &str) {
    let topics = folder.join("topics");
    fs::create_dir_all(&topics).expect("a folder");
    let text = format!("+++\ntitle = {title:?}\nquestions = []\n{more}\n+++\n{body}\n");
    fs::write(topics.join(format!("{id}.md")), text).expect("a file");
}

/// Removes a topic.
pub(super) fn without_topic(folder: &Path, id: &str) {
    fs::remove_file(folder.join("topics").join(format!("{id}.md"))).expect("a topic");
}

/// A copy of the shipped FAQ.
pub(super) fn copy_of_shipped() -> TempDir {
    let copy = folder();
    let shipped = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/faq"));
    copy_all(shipped, copy.path());
    copy
}

/// Copies a folder with all that is in it into another that is there.
pub(super) fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy_all(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}
