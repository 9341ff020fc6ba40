//! How the files of a FAQ look from outside: enough to tell that something was written.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::faq::{is_part, read_bytes};

/// Folders are looked into so deep: kinds of entries below languages.
const DEEPEST: usize = 2;

/// Times of files may be as coarse as two seconds. What was written in the last three may have been
/// written twice at the same time, so that only its content tells.
const RECENT: Duration = Duration::from_secs(3);

/// How the files of a folder look.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(BTreeMap<PathBuf, Mark>);

/// How a file looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    length: u64,
    modified: Option<SystemTime>,
    /// A fingerprint of what a file says that was written of late. One that is too large to be read has
    /// none.
    content: Option<u64>,
}

impl Mark {
    /// How something looks that cannot be looked at.
    const UNKNOWN: Self = Self {
        length: 0,
        modified: None,
        content: None,
    };

    fn of(path: &Path, file: &Metadata) -> Self {
        let modified = file.modified().ok();
        let age = modified.and_then(|at| at.elapsed().ok());
        // A time to come, of another clock, is recent too.
        let is_recent = age.is_none_or(|age| age < RECENT);
        Self {
            length: file.len(),
            modified,
            content: if is_recent && file.is_file() {
                fingerprint(path)
            } else {
                None
            },
        }
    }

    fn is_like(self, other: Self) -> bool {
        let says_another = |a| other.content.is_some_and(|b| a != b);
        self.length == other.length
            && self.modified == other.modified
            && !self.content.is_some_and(says_another)
    }
}

impl Marks {
    /// How the files below `dir` look. What cannot be read looks like nothing else.
    pub(super) fn of(dir: &Path) -> Self {
        let mut marks = Self::default();
        marks.add(dir, DEEPEST);
        marks
    }

    /// Whether they say the same, as far as that can be seen.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|((a, mark), (b, other))| a == b && mark.is_like(*other))
    }

    fn add(&mut self, dir: &Path, depth: usize) {
        let Ok(items) = fs::read_dir(dir) else {
            self.0.insert(dir.to_owned(), Mark::UNKNOWN);
            return;
        };
        for item in items.flatten() {
            let name = item.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = item.path();
            // Links are followed.
            match fs::metadata(&path) {
                Ok(file) if file.is_dir() && depth > 0 => self.add(&path, depth - 1),
                found if is_part(&name.to_string_lossy()) => {
                    let mark = found.map_or(Mark::UNKNOWN, |file| Mark::of(&path, &file));
                    self.0.insert(path, mark);
                }
                _ => {}
            }
        }
    }
}

fn fingerprint(path: &Path) -> Option<u64> {
    // What cannot be read says nothing; that it comes back is seen.
    let bytes = read_bytes(path).unwrap_or_else(|_| Some(Vec::new()))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::fs::{File, FileTimes};

    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("topics")).unwrap();
        fs::write(folder.path().join("topics/a.md"), "one").unwrap();
        folder
    }

    fn age(path: &Path, seconds: u64) {
        let at = SystemTime::now() - Duration::from_secs(seconds);
        let times = FileTimes::new().set_modified(at);
        let file = File::options().write(true).open(path).unwrap();
        file.set_times(times).unwrap();
    }

    #[test]
    fn nothing_written_looks_the_same_however_old_it_gets() {
        let folder = folder();
        let file = folder.path().join("topics/a.md");
        let fresh = Marks::of(folder.path());
        assert!(fresh.is_like(&Marks::of(folder.path())));
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        let mut old = Marks::of(folder.path());
        old.0.get_mut(&file).unwrap().content = None;
        assert_eq!(old.0[&file].modified, Some(modified));
        assert!(old.is_like(&fresh) && fresh.is_like(&old));
    }

    #[test]
    fn what_is_written_is_seen_even_at_the_same_time_and_length() {
        let folder = folder();
        let file = folder.path().join("topics/a.md");
        let at = fs::metadata(&file).unwrap().modified().unwrap();
        let before = Marks::of(folder.path());
        fs::write(&file, "two").unwrap();
        let opened = File::options().write(true).open(&file).unwrap();
        opened.set_times(FileTimes::new().set_modified(at)).unwrap();
        assert!(!before.is_like(&Marks::of(folder.path())));
    }

    #[test]
    fn an_old_file_is_known_by_time_and_length_alone() {
        let folder = folder();
        let file = folder.path().join("topics/a.md");
        age(&file, 60);
        let before = Marks::of(folder.path());
        assert_eq!(before.0[&file].content, None);
        age(&file, 30);
        assert!(!before.is_like(&Marks::of(folder.path())));
    }

    #[test]
    fn a_file_too_large_to_be_read_is_known_by_time_and_length_alone() {
        let folder = folder();
        let file = folder.path().join("topics/a.md");
        fs::write(&file, vec![b'a'; 1024 * 1024 + 1]).unwrap();
        let before = Marks::of(folder.path());
        assert_eq!(before.0[&file].content, None);
        fs::write(&file, vec![b'a'; 1024 * 1024 + 2]).unwrap();
        assert!(!before.is_like(&Marks::of(folder.path())));
    }

    #[test]
    fn files_that_come_go_or_change_names_are_seen_at_each_depth() {
        let folder = folder();
        let mut before = Marks::of(folder.path());
        let mut differs = || {
            let now = Marks::of(folder.path());
            let differs = !now.is_like(&before);
            before = now;
            differs
        };
        let path = |name: &str| folder.path().join(name);
        fs::write(path("bot.toml"), "").unwrap();
        assert!(differs());
        fs::create_dir_all(path("de/topics")).unwrap();
        fs::write(path("de/topics/a.md"), "eins").unwrap();
        assert!(differs());
        fs::rename(path("topics/a.md"), path("topics/b.md")).unwrap();
        assert!(differs());
        fs::remove_file(path("bot.toml")).unwrap();
        assert!(differs());
        fs::remove_dir_all(path("topics")).unwrap();
        assert!(differs());
        assert!(!differs());
    }

    #[test]
    fn what_is_no_part_of_a_faq_is_not_looked_at() {
        let folder = folder();
        let before = Marks::of(folder.path());
        for name in ["changes.log", ".a.md.swp", "topics/a.md~", "topics/.a.md"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(folder.path().join(".git/x.toml"), "x").unwrap();
        assert!(before.is_like(&Marks::of(folder.path())));
    }

    #[test]
    fn a_folder_that_is_gone_looks_like_no_other() {
        let folder = folder();
        let before = Marks::of(folder.path());
        let gone = Marks::of(&folder.path().join("absent"));
        assert!(!gone.is_like(&before));
        assert!(!gone.is_like(&Marks::default()));
    }
}
