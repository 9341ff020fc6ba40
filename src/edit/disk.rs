//! Files as they are read, replaced, made and removed.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use super::Error;
use super::leftovers::remove_leftovers;
use crate::faq::read_bytes;

/// How the names of files end that are to take the place of others.
pub(super) const NEW: &str = ".new";

/// What the file says, or `None` if there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, Error> {
    let text = || {
        let too_large = || io::Error::other("it is larger than 1 MiB, the most that is read");
        let bytes = read_bytes(path)?.ok_or_else(too_large)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    };
    match text() {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(path, error)),
    }
}

/// The new text of a file, on the disk under another name, which goes unless it is put in place.
pub(super) struct Prepared {
    path: PathBuf,
    file: TempPath,
    is_new: bool,
}

impl Prepared {
    /// Writes `text` beside the file at `path`, with the permissions of that file if there is one. The
    /// name begins with a dot, so that nobody reads it.
    pub(super) fn new(path: &Path, text: &str) -> Result<Self, Error> {
        Self::write(path, text).map_err(|source| Error::write(path, source))
    }

    fn write(path: &Path, text: &str) -> io::Result<Self> {
        let old = match path.metadata() {
            Ok(old) => Some(old),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let path = if old.is_some() {
            // A link stays one: what it leads to is replaced.
            path.canonicalize()?
        } else {
            make_folder_of(path)?;
            path.to_owned()
        };
        let mut file = beside(&path)?;
        file.write_all(text.as_bytes())?;
        if let Some(old) = &old {
            keep_owner(file.as_file(), old);
            file.as_file().set_permissions(old.permissions())?;
        }
        file.as_file().sync_all()?;
        Ok(Self {
            path,
            file: file.into_temp_path(),
            is_new: old.is_none(),
        })
    }

    /// Puts the text in place, all at once. A file that was not there before must still not be.
    pub(super) fn put(self) -> Result<(), Error> {
        let put = if self.is_new {
            self.file.persist_noclobber(&self.path)
        } else {
            self.file.persist(&self.path)
        };
        match put.map_err(|failed| failed.error) {
            Ok(()) => {
                sync_folder_of(&self.path);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(Error::Changed(self.path))
            }
            Err(error) => Err(Error::write(&self.path, error)),
        }
    }
}

/// Removes the file at `path`.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    fs::remove_file(path).map_err(|source| Error::write(path, source))?;
    sync_folder_of(path);
    Ok(())
}

/// Whether files can be made in the folder `dir`, or why not.
pub(super) fn try_to_write(dir: &Path) -> Result<(), Error> {
    match beside(&dir.join("try")) {
        // Gone as soon as it is dropped.
        Ok(_) => Ok(()),
        Err(error) => Err(Error::write(dir, error)),
    }
}

/// Makes the folder that the file at `path` is to stand in, if it is not there yet.
fn make_folder_of(path: &Path) -> io::Result<()> {
    match path.parent().map(fs::create_dir) {
        Some(Err(error)) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// An empty file beside the one at `path`, where nothing is left of earlier ones.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::Error::other("it is no file"));
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    remove_leftovers(folder);
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(NEW);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(without_path)
}

/// The error itself, without the passing name of the file that it is about.
fn without_path(error: io::Error) -> io::Error {
    let told = error.to_string();
    // So it is put behind the error by the library, which keeps the error to itself.
    match told.split_once(" at path ") {
        Some((why, _)) => io::Error::new(error.kind(), why),
        None => error,
    }
}

/// Gives a file to whom the old one belongs, if this process may: whoever edits it by hand still can.
fn keep_owner(file: &File, old: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // Without the right to give a file away it stays with this process, and its text is what counts.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    #[cfg(not(unix))]
    let _ = (file, old);
}

/// Has the disk note what is in the folder of the file at `path`.
pub(crate) fn sync_folder_of(path: &Path) {
    if let Some(folder) = path.parent() {
        // The file is in place for all who read it; some systems cannot do more.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_that_cannot_be_written_is_named_and_no_passing_file() {
        let folder = tempfile::tempdir().unwrap();
        let absent = folder.path().join("absent");
        let told = try_to_write(&absent).unwrap_err().to_string();
        assert!(told.contains("absent cannot be written: "), "{told}");
        assert!(!told.contains(".new") && !told.contains(".try"), "{told}");
    }

    #[test]
    fn what_is_too_large_or_no_text_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        assert_eq!(read(&path).unwrap(), None);
        let why = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            let Err(Error::Read { source, .. }) = read(&path) else {
                panic!("it is read");
            };
            source.to_string()
        };
        assert_eq!(
            why(&vec![b'a'; 1024 * 1024 + 1]),
            "it is larger than 1 MiB, the most that is read"
        );
        assert!(why(b"\xff").contains("invalid utf-8"));
        fs::write(&path, "a").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some("a"));
    }
}
