//! The folder that new files are written to.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::NewFile;
use super::staged::Staged;
use crate::edit::{self, sync_folder_of};
use crate::faq::{
    self, Faq, Joining, Kind, LoadError, is_plain, load_language, read_bytes, shown_path,
    without_extension,
};

/// Where entries are to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder of the FAQ.
    faq: PathBuf,
    /// The folder in it, or the same, that holds the language.
    folder: PathBuf,
    /// The language, unless it is the default one.
    language: Option<String>,
}

impl Place {
    /// The default language of the FAQ in `dir`, which need not be there.
    #[must_use]
    pub fn default_language(dir: &Path) -> Self {
        Self {
            faq: dir.to_owned(),
            folder: dir.to_owned(),
            language: None,
        }
    }

    /// The language with the BCP 47 tag `tag` of the FAQ in `dir`, which need not be written in it yet.
    ///
    /// # Errors
    ///
    /// A FAQ that does not load: what it is written in is not known.
    pub fn in_language(dir: &Path, tag: &str) -> Result<Self, LoadError> {
        let default = load_language(dir, None)?;
        if default.is_some_and(|(_, faq)| faq.language().eq_ignore_ascii_case(tag)) {
            return Ok(Self::default_language(dir));
        }
        let known = load_language(dir, Some(tag))?;
        Ok(Self {
            faq: dir.to_owned(),
            folder: known.map_or_else(|| dir.join(tag), |(folder, _)| folder),
            language: Some(tag.to_owned()),
        })
    }

    /// The folder of the FAQ.
    #[must_use]
    pub fn faq(&self) -> &Path {
        &self.faq
    }

    /// The folder that the folders of entries stand in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// The entries that a place has already: each id with its file.
#[derive(Debug, Default)]
pub struct Known {
    folder: PathBuf,
    files: BTreeMap<String, PathBuf>,
    /// What they say.
    pub(super) joining: Option<Joining>,
}

impl Known {
    /// The file of the entry called `id`, if there is one. Some systems take `Pain.md` and `pain.md`
    /// for one file, so case makes no difference.
    pub(super) fn get(&self, id: &str) -> Option<&Path> {
        self.files.get(&id.to_lowercase()).map(PathBuf::as_path)
    }

    /// Whether the file `known` is the one that is to be at `path` in the folder, and says `text`.
    pub(super) fn says(&self, known: &Path, path: &Path, text: &str) -> bool {
        let said = || read_bytes(known).ok().flatten();
        known == self.folder.join(path) && said().is_some_and(|said| said == text.as_bytes())
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
    /// The new files are not read.
    #[error(
        "{} is not read as the language `{language}`\n  help: write `language = \"{language}\"` into \
         {}",
        shown_path(folder),
        shown_path(&folder.join("bot.toml"))
    )]
    NotRead {
        /// The folder of the language.
        folder: PathBuf,
        /// Its tag.
        language: String,
    },
}

/// The entries that `place` has.
///
/// # Errors
///
/// A folder in it that cannot be read.
pub fn known(place: &Place) -> Result<Known, edit::Error> {
    let mut known = BTreeMap::new();
    for kind in Kind::ALL {
        let folder = place.folder.join(kind.folder());
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
    Ok(Known {
        folder: place.folder.clone(),
        files: known,
        joining: Some(Joining::of(
            &place.faq,
            &place.folder,
            place.language.as_deref(),
        )),
    })
}

/// Writes all of `files` that are not there yet to `place`, whose folder is made if need be, or none of
/// them. No file that is there is overwritten, and the FAQ loads with the new ones.
///
/// All of them are on the disk before the first one can be read. If the process or the machine stops
/// after that, some are in place and some are not, each of them whole; the same again then ends as it
/// would have without that.
///
/// # Errors
///
/// A file or folder that cannot be written, and what keeps the FAQ from being loaded or the new files
/// from being read.
pub fn write(place: &Place, files: &[NewFile]) -> Result<(), WriteError> {
    let mut made = Made::default();
    let written = write_all(place, files, &mut made)
        .map_err(WriteError::Folder)
        .and_then(|()| see_that_read(place));
    if written.is_err() {
        made.undo();
    }
    written
}

fn see_that_read(place: &Place) -> Result<(), WriteError> {
    let languages = faq::load_all(&place.faq).map_err(WriteError::Faq)?;
    let Some(language) = &place.language else {
        return Ok(());
    };
    if languages
        .iter()
        .map(Faq::language)
        .any(|tag| tag == language)
    {
        return Ok(());
    }
    Err(WriteError::NotRead {
        folder: place.folder.clone(),
        language: language.clone(),
    })
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

fn write_all(place: &Place, files: &[NewFile], made: &mut Made) -> Result<(), edit::Error> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let mut of_kind = files.iter().filter(|file| file.kind == kind).peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        let folder = place.folder.join(kind.folder());
        make(&folder, made).map_err(|source| edit::Error::write(&folder, source))?;
        edit::remove_leftovers(&folder);
        let mut staged = Staged::begin(&folder)?;
        for file in of_kind.filter(|file| !file.is_there) {
            let name = file.path.file_name().unwrap_or_default();
            staged.add(name.to_owned(), &file.text)?;
        }
        all.push(staged);
    }
    for staged in &all {
        staged.sync()?;
    }
    if let Some(language) = &place.language {
        name_language(&place.folder, language, made)?;
    }
    for staged in all {
        staged.put(&mut made.files)?;
    }
    for folder in &made.folders {
        sync_folder_of(folder);
    }
    Ok(())
}

/// Says in the folder of a language which one it is, if its name alone does not.
fn name_language(folder: &Path, tag: &str, made: &mut Made) -> Result<(), edit::Error> {
    let path = folder.join("bot.toml");
    if is_plain(tag) || path.exists() {
        return Ok(());
    }
    File::create_new(&path)
        .and_then(|mut file| {
            made.files.push(path.clone());
            file.write_all(format!("language = \"{tag}\"\n").as_bytes())?;
            file.sync_all()
        })
        .map_err(|source| edit::Error::write(&path, source))?;
    sync_folder_of(&path);
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
