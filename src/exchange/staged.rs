//! New files that wait beside their place until the disk has all of them.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use tempfile::TempPath;

use crate::edit::{self, sync_folder_of};

/// The folder in which they wait. Its name begins with a dot, so that nobody reads what is in it.
const WAITING: &str = ".import";

/// The file in it that its import holds. The system lets go of it when the process ends, however it
/// does.
const LOCK: &str = "lock";

/// For so many files at the same time it is waited until the disk has them: it writes as many at one go.
const AT_ONCE: usize = 16;

/// New files for one folder. What is not put in place goes when this does.
pub(super) struct Staged {
    /// Where they are to be.
    folder: PathBuf,
    /// Where they wait.
    waiting: PathBuf,
    names: Vec<OsString>,
    lock: File,
}

impl Staged {
    /// None yet, for `folder`. What an import that was interrupted left there is removed.
    pub(super) fn begin(folder: &Path) -> Result<Self, edit::Error> {
        let waiting = folder.join(WAITING);
        let failed = |source| edit::Error::write(&waiting, source);
        let is_new = match fs::create_dir(&waiting) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(failed(error)),
        };
        // A link may lead to what is nobody's to remove.
        if !waiting.symlink_metadata().map_err(failed)?.is_dir() {
            return Err(failed(io::Error::other("it is no folder")));
        }
        let lock = File::create(waiting.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            // Without locks nobody knows whether what is there is still wanted.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported && is_new => {
            }
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                return Err(failed(error));
            }
            Err(_) => return Err(edit::Error::Busy(waiting)),
        }
        for item in fs::read_dir(&waiting).map_err(failed)? {
            let item = item.map_err(failed)?;
            if item.file_name() != LOCK {
                fs::remove_file(item.path()).map_err(failed)?;
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            waiting,
            names: Vec::new(),
            lock,
        })
    }

    /// Writes a file that waits.
    pub(super) fn add(&mut self, name: OsString, text: &str) -> Result<(), edit::Error> {
        let path = self.waiting.join(&name);
        // Noted first: on a full disk the file may be made and remain empty.
        self.names.push(name);
        File::create_new(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|source| edit::Error::write(&path, source))
    }

    /// Returns once the disk has all that waits.
    pub(super) fn sync(&self) -> Result<(), edit::Error> {
        let share = self.names.len().div_ceil(AT_ONCE).max(1);
        thread::scope(|scope| {
            let shares = self.names.chunks(share);
            let syncing: Vec<_> = shares
                .map(|names| scope.spawn(|| self.sync_these(names)))
                .collect();
            syncing
                .into_iter()
                .try_for_each(|share| match share.join() {
                    Ok(synced) => synced,
                    Err(panic) => resume_unwind(panic),
                })
        })
    }

    fn sync_these(&self, names: &[OsString]) -> Result<(), edit::Error> {
        for name in names {
            let path = self.waiting.join(name);
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|source| edit::Error::write(&path, source))?;
        }
        Ok(())
    }

    /// Puts all in place, each at once and where no file may be, and adds their paths to `made`.
    pub(super) fn put(self, made: &mut Vec<PathBuf>) -> Result<(), edit::Error> {
        for name in &self.names {
            let path = self.folder.join(name);
            let put = TempPath::try_from_path(self.waiting.join(name))
                .and_then(|file| file.persist_noclobber(&path).map_err(io::Error::from));
            match put {
                Ok(()) => made.push(path),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    return Err(edit::Error::Changed(path));
                }
                Err(error) => return Err(edit::Error::write(&path, error)),
            }
        }
        if let Some(last) = made.last() {
            sync_folder_of(last);
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What cannot be removed is the next import's to find.
        for name in self.names.iter().chain([&OsString::from(LOCK)]) {
            let _ = fs::remove_file(self.waiting.join(name));
        }
        let _ = fs::remove_dir(&self.waiting);
        let _ = self.lock.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let items = fs::read_dir(folder).unwrap();
        let name =
            |item: io::Result<fs::DirEntry>| item.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = items.map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_not_put_in_place_goes() {
        let folder = tempfile::tempdir().unwrap();
        let mut staged = Staged::begin(folder.path()).unwrap();
        staged.add("a.md".into(), "a").unwrap();
        assert_eq!(names(folder.path()), [WAITING]);
        drop(staged);
        assert!(names(folder.path()).is_empty());

        fs::write(folder.path().join("b.md"), "mine").unwrap();
        let mut staged = Staged::begin(folder.path()).unwrap();
        for name in ["a.md", "b.md", "c.md"] {
            staged.add(name.into(), "new").unwrap();
        }
        staged.sync().unwrap();
        let mut made = Vec::new();
        let failed = staged.put(&mut made).unwrap_err();
        assert!(matches!(failed, edit::Error::Changed(_)), "{failed}");
        assert_eq!(made, [folder.path().join("a.md")]);
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
        assert_eq!(fs::read(folder.path().join("b.md")).unwrap(), b"mine");
    }

    #[test]
    fn leftovers_are_removed_and_nothing_of_an_import_that_still_runs() {
        let folder = tempfile::tempdir().unwrap();
        let mut running = Staged::begin(folder.path()).unwrap();
        running.add("a.md".into(), "a").unwrap();
        let refused = Staged::begin(folder.path()).err().unwrap();
        assert!(matches!(refused, edit::Error::Busy(_)), "{refused}");
        assert_eq!(names(&folder.path().join(WAITING)), ["a.md", LOCK]);

        // As if its process had been killed.
        running.lock.unlock().unwrap();
        std::mem::forget(running);
        let staged = Staged::begin(folder.path()).unwrap();
        assert_eq!(names(&folder.path().join(WAITING)), [LOCK]);
        drop(staged);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_is_no_folder_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(WAITING), "mine").unwrap();
        assert!(Staged::begin(folder.path()).is_err());
        assert_eq!(names(folder.path()), [WAITING]);
    }
}
