//! Changes of FAQ files that a program makes for an operator: a further phrasing, a new entry, and
//! taking such a change back.
//!
//! A change is planned first: a [`Plan`] is the whole text of one file as it was and as it would be,
//! and it is only handed out once the FAQ's own reader has found in it what was meant and nothing
//! else. Everything that is not part of the change stays byte for byte: comments, the order of keys,
//! blank lines, the answer, a byte order mark and the kind of line ends. A plan is either applied to
//! the folder or shown as a patch.
//!
//! What is applied is noted in [`LOG`] beside the files, which [`Folder::undo`] reads. Everything here
//! works with files and may wait for a disk.

mod disk;
mod error;
mod file;
mod folder;
mod leftovers;
mod limits;
mod log;
mod patch;
mod phrasing;
mod plan;
#[cfg(test)]
mod tests;
mod undo;

pub use error::Error;
pub use folder::Folder;
pub use log::LOG;
pub use plan::Plan;
pub use undo::Undone;

pub(crate) use disk::sync_folder_of;
pub(crate) use file::{body_as_read, text_of};
pub(crate) use leftovers::remove_leftovers;
