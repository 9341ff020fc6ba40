//! What a process left behind that ended while it was changing a file.

use std::fs::{self, DirEntry};
use std::path::Path;
use std::time::Duration;

use super::disk::NEW;
use crate::faq::without_extension;

/// No process takes so long between writing a file under another name and putting it in place.
const SURELY_LEFT: Duration = Duration::from_hours(1);

/// Removes from `folder` what was prepared to take the place of entries' files and never did. What
/// cannot be removed stays: nobody reads it.
pub(crate) fn remove_leftovers(folder: &Path) {
    let Ok(items) = fs::read_dir(folder) else {
        return;
    };
    for item in items.flatten().filter(is_left) {
        let _ = fs::remove_file(item.path());
    }
}

fn is_left(item: &DirEntry) -> bool {
    let is_old = |file: fs::Metadata| {
        let age = file.modified().ok().and_then(|at| at.elapsed().ok());
        file.is_file() && age.is_some_and(|age| age > SURELY_LEFT)
    };
    item.file_name().to_str().is_some_and(is_prepared) && item.metadata().is_ok_and(is_old)
}

/// Whether files that are prepared for an entry are named like this: `.pain.md.x1Y2z3.new`.
fn is_prepared(name: &str) -> bool {
    let inner = name
        .strip_prefix('.')
        .and_then(|name| name.strip_suffix(NEW));
    let parts = inner.and_then(|inner| inner.rsplit_once('.'));
    parts.is_some_and(|(file, random)| {
        without_extension(file, "md").is_some()
            && random.len() == 6
            && random.chars().all(|char| char.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    fn only_old_files_that_are_surely_ours_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, age: Duration| {
            let file = File::create(folder.path().join(name)).unwrap();
            let made = file.metadata().unwrap().modified().unwrap();
            file.set_modified(made - age).unwrap();
        };
        let old = SURELY_LEFT + Duration::from_mins(1);
        let kept = [
            "pain.md",
            ".pain.md",
            ".pain.md.new",
            ".pain.md.swp",
            ".pain.md.x1Y2z.new",
            ".pain.md.x1-2z3.new",
            ".notes.x1Y2z3.new",
            "pain.md.x1Y2z3.new",
        ];
        for name in kept {
            write(name, old);
        }
        write(".pain.md.abcdef.new", SURELY_LEFT / 2);
        write(".pain.md.x1Y2z3.new", old);
        remove_leftovers(folder.path());
        for name in kept.iter().chain(&[".pain.md.abcdef.new"]) {
            assert!(folder.path().join(name).exists(), "{name}");
        }
        assert!(!folder.path().join(".pain.md.x1Y2z3.new").exists());
    }

    #[test]
    fn what_is_prepared_is_known_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a-b.md");
        let _prepared = super::super::disk::Prepared::new(&path, "a").unwrap();
        let mut items = fs::read_dir(folder.path()).unwrap();
        let name = items.next().unwrap().unwrap().file_name();
        assert!(is_prepared(name.to_str().unwrap()), "{name:?}");
    }
}
