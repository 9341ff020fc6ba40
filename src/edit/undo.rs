//! Taking back the last change.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::disk::{self, Prepared};
use super::log::{Log, Record, fingerprint};
use super::{Error, LOG, patch};
use crate::faq::{Entry, Kind, folded, read_entry};

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
    let Some((log, standing)) = Standing::of(dir)? else {
        return Err(Error::NothingToUndo);
    };
    if standing.is_gone() {
        let said = fingerprint(standing.now.as_deref());
        return standing.note(log, who, at, said, false);
    }
    let Standing { path, now, change } = &standing;
    let then = taken_back(path, now.as_deref(), change)?;
    let prepared = then.as_deref().map(|text| Prepared::new(path, text));
    let prepared = prepared.transpose()?;
    if disk::read(path)? != *now {
        return Err(Error::Changed(path.clone()));
    }
    match prepared {
        Some(prepared) => prepared.put()?,
        None => disk::remove(path)?,
    }
    standing.note(log, who, at, fingerprint(then.as_deref()), true)
}

/// Notes that the last change was taken back if nothing of it is left, as after a process that ended
/// before it could note that; `None` if it still stands.
pub(super) fn end(dir: &Path, who: &str, at: Timestamp) -> Result<Option<Undone>, Error> {
    match Standing::of(dir)? {
        Some((log, standing)) if standing.is_gone() => {
            let said = fingerprint(standing.now.as_deref());
            standing.note(log, who, at, said, false).map(Some)
        }
        _ => Ok(None),
    }
}

/// The last change that the list names and that is not taken back.
struct Standing {
    path: PathBuf,
    /// What the file says now; `None` if there is none.
    now: Option<String>,
    change: Record,
}

impl Standing {
    /// The change and the list, which nobody else holds meanwhile.
    fn of(dir: &Path) -> Result<Option<(Log, Self)>, Error> {
        if !dir.join(LOG).exists() {
            return Ok(None);
        }
        let log = Log::open(dir)?;
        let Some(change) = log.last_standing().cloned() else {
            return Ok(None);
        };
        let path = dir.join(&change.file);
        let now = disk::read(&path)?;
        Ok(Some((log, Self { path, now, change })))
    }

    /// Whether the file is as it was before the change, or says all but the change.
    fn is_gone(&self) -> bool {
        if fingerprint(self.now.as_deref()) == self.change.before {
            return true;
        }
        let (Some(now), Some(reverse)) = (&self.now, &self.change.reverse) else {
            return false;
        };
        let with = patch::take_back(reverse, now);
        with.is_some_and(|with| has_one_phrasing_less(&self.path, &with, now))
    }

    /// Notes that the change was taken back, after which the file has the fingerprint `after`.
    fn note(
        self,
        mut log: Log,
        who: &str,
        at: Timestamp,
        after: Option<String>,
        has_changed: bool,
    ) -> Result<Undone, Error> {
        let Self { path, now, change } = self;
        let noted = log.append(Record {
            at,
            who: who.to_owned(),
            what: format!("took back: {}", change.what),
            file: change.file,
            number: log.next_number(),
            undoes: Some(change.number),
            before: fingerprint(now.as_deref()),
            after,
            reverse: None,
        });
        match noted {
            Err(Error::Log { path, source }) if has_changed => {
                Err(Error::NotNoted { path, source })
            }
            Err(error) => Err(error),
            Ok(()) => Ok(Undone {
                what: change.what,
                path,
                has_changed,
            }),
        }
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

/// Whether a file that says `then` says all that it says now but one phrasing, which it does not say in
/// another place.
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
            let phrasing = folded(&less.questions.remove(at).text);
            let says_it = then
                .phrasings()
                .any(|known| folded(&known.text) == phrasing);
            !says_it && less.says_the_same(&then)
        })
}
