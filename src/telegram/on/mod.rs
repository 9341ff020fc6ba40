//! What the bot does, one file for each thing that a person can do.

pub(super) mod command;
pub(super) mod edit;
mod entry;
pub(super) mod feedback;
pub(super) mod inline;
pub(super) mod instead;
pub(super) mod media;
pub(super) mod operator;
pub(super) mod question;
pub(super) mod tap;
pub(super) mod topics;
