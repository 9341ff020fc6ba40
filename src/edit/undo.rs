//! Taking back the last change.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::disk::{self, Prepared};
use super::log::{Log, Record, fingerprint};
use super::{Error, LOG, patch};
use crate::faq::{Entry, Kind, read_entry};

/// A change that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// What had been changed, as a sentence without its full stop.
    pub what: String,
    /// The file.
    pub path: PathBuf,
    /// Whether the file was changed now: not if it is as it was before the change anyhow.
    pub has_changed: bool,
}

/// Takes back the last change of the FAQ in the folder `dir`.
pub(super) fn last(dir: &Path, who: &str, at: Timestamp) -> Result<Undone, Error> {
    if !dir.join(LOG).exists() {
        return Err(Error::NothingToUndo);
    }
    let mut log = Log::open(dir)?;
    let change = log.last_standing().ok_or(Error::NothingToUndo)?.clone();
    let path = dir.join(&change.file);
    let now = disk::read(&path)?;
    let has_changed = fingerprint(now.as_deref()) != change.before;
    let then = if has_changed {
        let then = taken_back(&path, now.as_deref(), &change)?;
        let prepared = then.as_deref().map(|text| Prepared::new(&path, text));
        let prepared = prepared.transpose()?;
        if disk::read(&path)? != now {
            return Err(Error::Changed(path));
        }
        match prepared {
            Some(prepared) => prepared.put()?,
            None => disk::remove(&path)?,
        }
        then
    } else {
        now.clone()
    };
    let noted = log.append(Record {
        at,
        who: who.to_owned(),
        what: format!("took back: {}", change.what),
        file: change.file,
        number: log.next_number(),
        undoes: Some(change.number),
        before: fingerprint(now.as_deref()),
        after: fingerprint(then.as_deref()),
        reverse: None,
    });
    match noted {
        Err(Error::Log { path, source }) if has_changed => Err(Error::NotNoted { path, source }),
        Err(error) => Err(error),
        Ok(()) => Ok(Undone {
            what: change.what,
            path,
            has_changed,
        }),
    }
}

/// What the file says without the change; `None` if there was none.
fn taken_back(path: &Path, now: Option<&str>, change: &Record) -> Result<Option<String>, Error> {
    let is_as_changed = fingerprint(now) == change.after;
    let edited = || Error::EditedSince {
        what: change.what.clone(),
        path: path.to_owned(),
        reverse: change.reverse.clone(),
    };
    let Some(reverse) = &change.reverse else {
        return if is_as_changed {
            Ok(None)
        } else {
            Err(edited())
        };
    };
    let now = now.ok_or_else(edited)?;
    let then = patch::apply(reverse, now).ok_or_else(edited)?;
    let is_right = if is_as_changed {
        fingerprint(Some(&then)) == change.before
    } else {
        has_one_phrasing_less(path, now, &then)
    };
    if is_right {
        Ok(Some(then))
    } else {
        Err(edited())
    }
}

/// Whether the file says all that it says now but one phrasing.
fn has_one_phrasing_less(path: &Path, now: &str, then: &str) -> bool {
    let read = |text: &str| -> Option<Entry> {
        let id = path.file_stem()?.to_str()?;
        // The kind is not in the text, so it is the same for both whichever it is.
        read_entry(path, id, Kind::Topic, text).ok()
    };
    let (Some(now), Some(then)) = (read(now), read(then)) else {
        return false;
    };
    now.questions.len() == then.questions.len() + 1
        && (0..now.questions.len()).any(|at| {
            let mut less = now.clone();
            less.questions.remove(at);
            less.says_the_same(&then)
        })
}
