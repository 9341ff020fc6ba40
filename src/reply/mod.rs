//! What the bot says: from a decision to a reply, and from a reply to text.
//!
//! Every sentence of the bot lives here or in the FAQ. Nothing here reads a file or a clock, and no
//! type belongs to one place where replies are shown: a terminal and a messenger get the same
//! [`Reply`] and differ in how they render it.

#[cfg(test)]
mod aging_tests;
mod aside;
mod compose;
mod glimpse;
mod labels;
mod leaflet;
mod notes;
pub mod operator;
mod pages;
pub mod render;
mod rich;
#[cfg(test)]
pub(crate) mod sample;
mod short;
#[cfg(test)]
mod tests;
mod wording;

pub use compose::{chosen, compose};
pub use glimpse::{first_line, inline_title};
pub use labels::{CommandText, Labels, commands, description, labels, short_description};
pub use leaflet::{Article, Chapter, Leaflet, leaflet};
pub use notes::{Media, away, flooded, media, stale, unknown_command};
pub use pages::{about, help, none_of_these, privacy, start, topics};
pub use rich::{Part, RichText, Span};

pub(crate) use rich::parse as rich_text;

/// What is said in return for one message or one choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// What is read, in order; a safety notice is always the first.
    pub blocks: Vec<Block>,
    /// What can be chosen next: buttons in a messenger, numbers in a terminal.
    pub choices: Vec<Choice>,
}

/// One piece of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The safety notice and whom to call.
    Notice(RichText),
    /// The title of the entry whose text follows.
    Title(String),
    /// An answer, or another text of the bot.
    Text(RichText),
    /// Tips of other entries.
    Tips {
        /// What stands above them.
        heading: String,
        /// The tips, at least one.
        tips: Vec<RichText>,
    },
    /// Where the answers come from and when they were reviewed.
    Source(String),
    /// Introduces the choices, so it is left out where there is no way to choose.
    ChoicesHeading(String),
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub label: String,
    /// What it leads to.
    pub target: Target,
}

/// What a choice leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The entry with this id: [`chosen`].
    Entry(String),
    /// None of the entries offered: [`none_of_these`].
    NoneOfThese,
}
