//! The folder that new files are written to.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::NewFile;
use crate::edit::{self, Prepared};
use crate::faq::{self, Kind, LoadError, without_extension};

/// The entries that a folder has already: each id with its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<String, PathBuf>);

impl Known {
    /// The file of the entry called `id`, if there is one. Some systems take `Pain.md` and `pain.md`
    /// for one file, so case makes no difference.
    pub(super) fn get(&self, id: &str) -> Option<&Path> {
        self.0.get(&id.to_lowercase()).map(PathBuf::as_path)
    }
}

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The folder cannot be read or written.
    #[error("{0}")]
    Folder(#[from] edit::Error),
    /// With the new files the FAQ would not load.
    #[error("the FAQ cannot be loaded")]
    Faq(#[source] LoadError),
}

/// The entries in the folder `dir`, which need not be there.
///
/// # Errors
///
/// A folder in it that cannot be read.
pub fn known(dir: &Path) -> Result<Known, edit::Error> {
    let mut known = BTreeMap::new();
    for kind in Kind::ALL {
        let folder = dir.join(kind.folder());
        let files = match fs::read_dir(&folder) {
            Ok(files) => files.collect::<io::Result<Vec<_>>>(),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => Err(error),
        };
        let files = files.map_err(|source| edit::Error::read(&folder, source))?;
        for file in files {
            let name = file.file_name();
            if let Some(id) = without_extension(&name.to_string_lossy(), "md") {
                known.insert(id.to_lowercase(), file.path());
            }
        }
    }
    Ok(Known(known))
}

/// Writes all of `files` into the folder `dir`, which is made if need be, or none of them. No file that
/// is there is overwritten, and the FAQ loads with the new ones.
///
/// # Errors
///
/// A file or folder that cannot be written, and what keeps the FAQ from being loaded.
pub fn write(dir: &Path, files: &[NewFile]) -> Result<(), WriteError> {
    let mut made = Made::default();
    let written = write_all(dir, files, &mut made)
        .map_err(WriteError::Folder)
        .and_then(|()| faq::load(dir).map(drop).map_err(WriteError::Faq));
    if written.is_err() {
        made.undo();
    }
    written
}

/// What is new, in the order in which it was made.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Removes it again.
    fn undo(self) {
        for file in &self.files {
            // What cannot be removed was told as the reason, or is the next import's to find.
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn write_all(dir: &Path, files: &[NewFile], made: &mut Made) -> Result<(), edit::Error> {
    let mut prepared = Vec::new();
    for file in files {
        let path = dir.join(&file.path);
        if let Some(folder) = path.parent() {
            make(folder, made).map_err(|source| edit::Error::write(folder, source))?;
        }
        prepared.push((Prepared::new(&path, &file.text)?, path));
    }
    for (prepared, path) in prepared {
        prepared.put_new()?;
        made.files.push(path);
    }
    Ok(())
}

/// Makes a folder and those that it stands in.
fn make(folder: &Path, made: &mut Made) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make(above, made)?;
    }
    fs::create_dir(folder)?;
    made.folders.push(folder.to_owned());
    Ok(())
}
