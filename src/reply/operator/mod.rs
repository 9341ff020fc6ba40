//! What operators are told, in chats of theirs. It is worded here, in English, and not in `bot.toml`:
//! no visitor sees it.

use super::{Block, Part, Reply, Span};

/// Something to be told, as it is: line feeds part lines, and nothing is read as Markdown.
#[must_use]
pub fn notice(text: &str) -> Reply {
    Reply {
        blocks: vec![Block::Text(vec![Part::Paragraph(vec![Span::plain(text)])])],
        choices: Vec::new(),
    }
}
