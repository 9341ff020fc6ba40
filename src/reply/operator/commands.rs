//! The operator's commands.

use super::super::{CommandText, Part, Reply, Span};
use super::{Block, text, wording};

/// The commands that work in the operator's chats alone.
#[must_use]
pub fn commands() -> Vec<CommandText> {
    let commands = wording::COMMANDS.iter();
    commands
        .map(|(name, description)| CommandText {
            name,
            description: (*description).to_owned(),
        })
        .collect()
}

/// Adds the operator's commands to a reply that lists commands.
pub fn add_commands(reply: &mut Reply) {
    let items = commands().into_iter().map(|command| {
        let line = format!("/{} – {}", command.name, command.description);
        vec![Part::Paragraph(vec![Span::plain(line)])]
    });
    reply.blocks.push(text(wording::COMMANDS_HEADING));
    reply.blocks.push(Block::Text(vec![Part::List {
        start: None,
        items: items.collect(),
    }]));
}
