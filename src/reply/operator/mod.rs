//! What operators are told, in chats of theirs.
//!
//! No visitor sees it, so that it is worded here (`wording`), in English, and not in `bot.toml`. What
//! visitors and operators wrote is shown as it is: nothing of it is read as Markdown.

mod act;
mod commands;
mod done;
mod draft;
mod effect;
mod explained;
mod files;
mod question;
mod stats;
mod wording;

pub use act::{Act, Offer, Page, QuestionKey, Stamp};
pub use commands::{add_commands, commands};
pub use done::{
    Unwritten, anew, begun_before, done, draft_gone, patch, storage_away, storage_silent, trouble,
    undo_by_hand, undone, undone_by_another,
};
pub use draft::{Draft, incomplete, no_entry, preview, request, requested};
pub use explained::{how_to_try, not_remembered, tried, why};
pub use files::{broken, flawed, flawless, listed, mended, reviews};
pub use question::{
    Card, Weighed, entries, failed, gone, ignored, no_such_entry, nothing_kept, nothing_open,
    question, to_be_added, weighed,
};
pub use stats::stats;
pub use wording::FAULT;

use super::{Block, Part, Reply, Span};
use crate::faq::one_line;

/// Paragraphs; line feeds part lines.
fn paragraphs(all: impl IntoIterator<Item = Vec<Span>>) -> Block {
    Block::Text(all.into_iter().map(Part::Paragraph).collect())
}

/// One paragraph of text.
fn text(text: impl Into<String>) -> Block {
    paragraphs([vec![Span::plain(text)]])
}

/// A reply of these blocks.
fn reply(blocks: Vec<Block>) -> Reply {
    Reply {
        blocks,
        choices: Vec::new(),
    }
}

/// What somebody wrote, between quotation marks and on one line, cut if it is long.
fn quoted(words: &str) -> String {
    const MOST: usize = 200;
    format!("“{}”", super::short::shortened(&one_line(words), MOST))
}

/// Something to be told, as it is.
#[cfg(test)]
pub(crate) fn notice(words: &str) -> Reply {
    reply(vec![text(words)])
}
