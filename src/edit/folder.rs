//! The folder of a FAQ as one whose files are changed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::disk::{self, Prepared};
use super::log::{Log, Record, fingerprint};
use super::plan::{self, Place};
use super::{Error, LOG, Plan, Undone, undo};
use crate::faq::{self, Faq, Kind};

/// The folder of one FAQ, with or without others in it or beside it.
///
/// Several threads and several processes may change it at the same time: they take turns. An editor
/// that saves at the same moment is seen, too, but for the instant between the last look and the
/// replacement.
#[derive(Debug)]
pub struct Folder {
    dir: PathBuf,
    /// For whose turn it is in this process, as not every system can tell by the file.
    turn: Mutex<()>,
}

impl Folder {
    /// The folder `dir` of a FAQ.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            turn: Mutex::new(()),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// That the file of a plan can be changed, and the change noted, found out by making files that
    /// are gone at once.
    ///
    /// # Errors
    ///
    /// Which folder or file cannot be written to, and why.
    pub fn can_write(&self, plan: &Plan) -> Result<(), Error> {
        disk::try_to_write(&self.dir)?;
        // The last one is the folder of the FAQ itself.
        for folder in plan.file.ancestors().skip(1) {
            let folder = self.dir.join(folder);
            if folder.exists() {
                disk::try_to_write(&folder)?;
            }
        }
        if self.dir.join(LOG).exists() {
            Log::open(&self.dir)?;
        }
        Ok(())
    }

    /// What its files say in a language, `None` for the default one, as they are now.
    ///
    /// # Errors
    ///
    /// A FAQ that does not load, and a language that has no folder.
    pub fn faq(&self, language: Option<&str>) -> Result<Faq, Error> {
        Ok(self.read(language)?.1)
    }

    /// Plans to add `phrasing` to the entry called `id` in a language, `None` for the default one.
    ///
    /// White space in it becomes one blank each, so that it is one line.
    ///
    /// # Errors
    ///
    /// A FAQ that does not load, a language that has no folder, an id that is none or is not translated
    /// to it, a phrasing without letters or of more than 300
    /// characters, one that this or another entry has already, one that stands in `not`.
    pub fn plan_phrasing(
        &self,
        language: Option<&str>,
        id: &str,
        phrasing: &str,
    ) -> Result<Plan, Error> {
        let (within, mut faq) = self.read(language)?;
        let name = self.name();
        let place = self.place(&name, &within, language);
        let path = &plan::find(place, &faq, id)?.path;
        let before = disk::read(path)?.ok_or_else(|| Error::Changed(path.clone()))?;
        plan::phrasing(place, &mut faq, id, phrasing, before)
    }

    /// Plans a new entry in a language, `None` for the default one. Its id is made from the title. A `phrasing` that is the title again is left
    /// out.
    ///
    /// # Errors
    ///
    /// A FAQ that does not load, a language that has no folder; a title without letters or of more than 60 characters, a phrasing as
    /// for [`Folder::plan_phrasing`]; either that another entry has already; an answer that `check`
    /// would have to say something about.
    pub fn plan_entry(
        &self,
        language: Option<&str>,
        kind: Kind,
        title: &str,
        phrasing: Option<&str>,
        body: &str,
    ) -> Result<Plan, Error> {
        let (within, mut faq) = self.read(language)?;
        let name = self.name();
        let place = self.place(&name, &within, language);
        plan::entry(place, &mut faq, kind, title, phrasing, body)
    }

    /// Makes a planned change, on behalf of `who`.
    ///
    /// The new text is on the disk, and the change in the list, before the file is replaced in one
    /// step. If the machine stops in between, the list names a change that was not made, which
    /// [`Folder::undo`] notices; no change is ever made that is not in the list.
    ///
    /// # Errors
    ///
    /// A file that is no longer as the plan saw it, and what cannot be read or written.
    pub fn apply(&self, plan: &Plan, who: &str, at: Timestamp) -> Result<(), Error> {
        let path = self.dir.join(&plan.file);
        let _turn = self.take_turn();
        let mut log = Log::open(&self.dir)?;
        let see_that_unchanged = || {
            if disk::read(&path)? == plan.before {
                Ok(())
            } else {
                Err(Error::Changed(path.clone()))
            }
        };
        see_that_unchanged()?;
        let prepared = Prepared::new(&path, &plan.after)?;
        let record = Record {
            at,
            who: who.to_owned(),
            what: plan.what.clone(),
            file: plan.file.clone(),
            number: log.next_number(),
            undoes: None,
            before: fingerprint(plan.before.as_deref()),
            after: fingerprint(Some(&plan.after)),
            reverse: plan.reverse(),
        };
        log.append(record.clone())?;
        if let Err(error) = see_that_unchanged().and_then(|()| prepared.put()) {
            // If that cannot be noted either, the file itself tells that nothing was done.
            let _ = log.append(Record {
                what: format!("did not do it: {}", plan.what),
                number: log.next_number(),
                undoes: Some(record.number),
                after: record.before.clone(),
                reverse: None,
                ..record
            });
            return Err(error);
        }
        Ok(())
    }

    /// Takes back the last change that is in the list and not yet taken back, on behalf of `who`.
    ///
    /// If the file was edited since, only the change itself is taken out of it, as long as its lines
    /// and those around are as they were. The file is replaced before that is noted: if the machine
    /// stops in between, the next call finds nothing of the change in the file and notes it then.
    ///
    /// # Errors
    ///
    /// Nothing to take back, a file in which the change cannot be told apart any more, and what cannot
    /// be read or written.
    pub fn undo(&self, who: &str, at: Timestamp) -> Result<Undone, Error> {
        let _turn = self.take_turn();
        undo::last(&self.dir, who, at)
    }

    /// Notes that the last change was taken back if nothing of it is left in its file, on behalf of
    /// `who`, whom a machine that stopped has kept from it; `None` if it still stands, or if there is
    /// none.
    ///
    /// # Errors
    ///
    /// What cannot be read or written.
    pub fn end_undo(&self, who: &str, at: Timestamp) -> Result<Option<Undone>, Error> {
        let _turn = self.take_turn();
        undo::end(&self.dir, who, at)
    }

    fn take_turn(&self) -> impl Drop {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder that holds a language, as seen from here, and what its files say.
    fn read(&self, language: Option<&str>) -> Result<(PathBuf, Faq), Error> {
        let read = faq::load_language(&self.dir, language).map_err(Error::Faq)?;
        let (dir, faq) = read.ok_or_else(|| Error::NoSuchLanguage {
            language: language.unwrap_or_default().to_owned(),
        })?;
        let within = dir.strip_prefix(&self.dir).unwrap_or(&dir);
        Ok((within.to_owned(), faq))
    }

    fn place<'a>(
        &'a self,
        name: &'a Path,
        within: &'a Path,
        language: Option<&'a str>,
    ) -> Place<'a> {
        Place {
            dir: &self.dir,
            name,
            within,
            language,
        }
    }

    /// The name of the folder, also if it is given as `.`.
    fn name(&self) -> PathBuf {
        let name = |dir: &Path| dir.file_name().map(OsStr::to_owned);
        name(&self.dir)
            .or_else(|| name(&self.dir.canonicalize().ok()?))
            .unwrap_or_default()
            .into()
    }
}
