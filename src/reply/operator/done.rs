//! What was done to the files, or why not.

use super::super::{Part, Reply};
use super::question::more;
use super::{Block, Page, reply, text, wording};

/// A change was made in a file.
#[must_use]
pub fn done(what: &str, file: &str) -> Page {
    more(wording::done(what, file))
}

/// Why a change is shown and not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// Several replicas may serve the files, each its own.
    Shared,
    /// They cannot be written, for this reason.
    ReadOnly(String),
}

/// A change that is to be made by hand.
#[must_use]
pub fn patch(what: &str, patch: &str, why: &Unwritten) -> Page {
    let mut page = more(match why {
        Unwritten::Shared => wording::not_written_as_shared(what),
        Unwritten::ReadOnly(why) => wording::not_written_as_read_only(what, why),
    });
    let patch = patch.trim_end().to_owned();
    page.reply.blocks.push(Block::Text(vec![Part::Code(patch)]));
    page
}

/// What would be changed is no longer what was shown, so that it is shown anew.
#[must_use]
pub fn anew(mut page: Page) -> Page {
    page.reply.blocks.insert(0, text(wording::CHANGED_SINCE));
    page
}

/// The last change was taken back; `has_changed` if a file had to be changed for that.
#[must_use]
pub fn undone(what: &str, file: &str, has_changed: bool) -> Reply {
    reply(vec![text(wording::undone(what, file, has_changed))])
}

/// Somebody else has just taken back a change.
#[must_use]
pub fn undone_by_another(who: &str, what: &str) -> Reply {
    reply(vec![text(wording::undone_by_another(who, what))])
}

/// Changes are not made here, so that none can be taken back.
#[must_use]
pub fn undo_by_hand() -> Reply {
    reply(vec![text(wording::UNDO_BY_HAND)])
}

/// Something was begun, and the process ended in between.
#[must_use]
pub fn begun_before() -> Reply {
    reply(vec![text(wording::BEGUN_BEFORE)])
}

/// The text of a new entry is gone before it was created.
#[must_use]
pub fn draft_gone() -> Page {
    more(wording::DRAFT_GONE)
}

/// The database does not tell what there is to show or to do.
#[must_use]
pub fn storage_silent() -> Reply {
    reply(vec![text(wording::STORAGE_SILENT)])
}

/// Nothing can be stored, so that what was asked for waits.
#[must_use]
pub fn storage_away() -> Reply {
    reply(vec![text(wording::STORAGE_AWAY)])
}

/// Something went wrong: what, and what to do.
#[must_use]
pub fn trouble(why: &str) -> Reply {
    reply(vec![text(why)])
}
