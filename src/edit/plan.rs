//! A change before it is made.

use std::path::{Path, PathBuf};

use super::{Error, file, limits, patch};
use crate::check::too_long;
use crate::faq::{
    Entry, EntryIndex, Faq, Ids, Kind, Located, excerpt, folded, one_line, problems_of, read_entry,
};

/// A change of one file: what it says now and what it would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The entry that is changed or made.
    pub id: String,
    /// The file, as seen from the folder of the FAQ.
    pub file: PathBuf,
    /// The whole text of the file as it is; `None` if there is none yet.
    pub before: Option<String>,
    /// The whole text of the file as it would be.
    pub after: String,
    /// The language that the file is in; `None` is the default one.
    pub language: Option<String>,
    /// What the change does, as a sentence without its full stop.
    pub what: String,
    /// The same before it is done: what is added.
    pub subject: String,
    /// The name of the FAQ's folder.
    pub(super) folder: PathBuf,
}

impl Plan {
    /// The change as a unified diff. `git apply` and `patch -p1` take it in the folder that the
    /// folder of the FAQ stands in.
    #[must_use]
    pub fn patch(&self) -> String {
        let path = self.folder.join(&self.file);
        patch::between(&path, self.before.as_deref(), Some(&self.after))
    }

    /// What takes the change back: nothing but removing the file if it is new.
    pub(super) fn reverse(&self) -> Option<String> {
        let path = self.folder.join(&self.file);
        let before = self.before.as_deref()?;
        Some(patch::between(&path, Some(&self.after), Some(before)))
    }
}

/// Where a plan is made for.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The folder of the FAQ.
    pub(super) dir: &'a Path,
    /// Its name.
    pub(super) name: &'a Path,
    /// The folder in it that holds the language; empty for the default one.
    pub(super) within: &'a Path,
    /// The language; `None` is the default one.
    pub(super) language: Option<&'a str>,
}

impl Place<'_> {
    /// The file of an entry, as seen from the folder of the FAQ.
    fn file_of(&self, kind: Kind, id: &str) -> PathBuf {
        self.within.join(kind.folder()).join(format!("{id}.md"))
    }
}

/// The entry called `id`, if it is written in the language.
pub(super) fn find<'f>(place: Place<'_>, faq: &'f Faq, id: &str) -> Result<&'f Entry, Error> {
    let found = limits::find(faq, id)?;
    if found.is_lent {
        let path = place.dir.join(place.file_of(found.kind, id));
        let id = excerpt(id);
        return Err(Error::NotTranslated { id, path });
    }
    Ok(found)
}

/// A further phrasing for the entry called `id`, whose file says `before`.
pub(super) fn phrasing(
    place: Place<'_>,
    faq: &mut Faq,
    id: &str,
    phrasing: &str,
    before: String,
) -> Result<Plan, Error> {
    let known = find(place, faq, id)?;
    let path = known.path.clone();
    let kind = known.kind;
    // As it is now, should the file have changed since the FAQ was loaded.
    let entry = read_entry(&path, id, kind, &before).map_err(Error::Faq)?;
    if let Some(known) = faq.entries.iter_mut().find(|entry| entry.id == id) {
        known.clone_from(&entry);
    }
    let phrasing = one_line(phrasing);
    limits::check_phrasing(faq, id, &phrasing)?;

    let unproven = || Error::Unproven(path.clone());
    let after = file::with_phrasing(&path, &before, &phrasing)
        .map_err(|problem| Error::Refused(vec![problem]))?
        .ok_or_else(unproven)?;
    let mut meant = entry;
    meant.questions.push(Located::unwritten(&phrasing));
    prove(&path, &meant, &after)?;
    Ok(Plan {
        id: id.to_owned(),
        file: path
            .strip_prefix(place.dir)
            .map_err(|_| unproven())?
            .to_owned(),
        before: Some(before),
        after,
        language: place.language.map(str::to_owned),
        what: format!(
            "added the phrasing \"{}\" to `{}`",
            excerpt(&phrasing),
            excerpt(id)
        ),
        subject: format!(
            "the phrasing \"{}\" for `{}`",
            excerpt(&phrasing),
            excerpt(id)
        ),
        folder: place.name.to_owned(),
    })
}

/// A new entry.
pub(super) fn entry(
    place: Place<'_>,
    faq: &mut Faq,
    kind: Kind,
    title: &str,
    phrasing: Option<&str>,
    body: &str,
) -> Result<Plan, Error> {
    let title = one_line(title);
    limits::check_title(faq, &title)?;
    let phrasing = phrasing.map(one_line);
    let phrasing = phrasing.filter(|phrasing| folded(phrasing) != folded(&title));
    if let Some(phrasing) = &phrasing {
        limits::check_phrasing(faq, "", phrasing)?;
    }
    let mut ids: Ids = faq.entries.iter().map(|entry| entry.id.as_str()).collect();
    let id = ids.free(&title);
    let file = place.file_of(kind, &id);
    let path = place.dir.join(&file);
    let said = Located::unwritten(&title);
    let body = Located::unwritten(&file::body_as_read(body));
    let mut entry = Entry::new(id.clone(), kind, path.clone(), said, body);
    let phrasing = phrasing.iter().map(|text| Located::unwritten(text));
    entry.questions.extend(phrasing);
    let after = file::text_of(&entry);
    let proven = prove(&path, &entry, &after)?;
    let mut problems = problems_of(&proven);
    let at = faq.entries.partition_point(|known| known.id < id);
    faq.entries.insert(at, proven);
    problems.extend(too_long(faq, EntryIndex(at)));
    if !problems.is_empty() {
        return Err(Error::Refused(problems));
    }
    let subject = format!("the new entry `{id}`, \"{}\"", excerpt(&title));
    Ok(Plan {
        what: format!("wrote {subject}"),
        subject,
        id,
        file,
        before: None,
        after,
        language: place.language.map(str::to_owned),
        folder: place.name.to_owned(),
    })
}

/// The entry that `text` says as the file at `path`, if it is what is `meant`.
fn prove(path: &Path, meant: &Entry, text: &str) -> Result<Entry, Error> {
    let read = read_entry(path, &meant.id, meant.kind, text)
        .map_err(|error| Error::Refused(error.problems))?;
    if read.says_the_same(meant) {
        Ok(read)
    } else {
        Err(Error::Unproven(path.to_owned()))
    }
}
