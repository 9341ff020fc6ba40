//! What is said without a question: at the start, about the bot, how to use it, the topics.

use std::num::NonZeroU32;

use crate::faq::{Bot, Faq};

use super::wording::Wording;
use super::{Block, Part, Reply, Span, aside, commands};

/// At most this many topics are offered beside a text; more than a screenful is not read.
pub(super) const FEW: usize = 8;

/// The first words: who the bot is, what it can be asked, and that it gives no personal advice.
#[must_use]
pub fn start(faq: &Faq) -> Reply {
    let wording = Wording(&faq.bot);
    let mut reply = Reply::default();
    reply.blocks.push(Block::Title(wording.name().to_owned()));
    reply.text(wording.greeting());
    reply.text(wording.disclaimer());
    reply.topics(faq, FEW);
    reply
}

/// Whose answers these are, how old the oldest is, and what they are no substitute for.
#[must_use]
pub fn about(faq: &Faq) -> Reply {
    let wording = Wording(&faq.bot);
    let mut reply = Reply::default();
    reply.blocks.push(Block::Title(wording.name().to_owned()));
    reply.text(wording.disclaimer());
    reply
        .blocks
        .extend(aside::source_of_topics(faq).map(Block::Source));
    reply
}

/// How to ask, the commands, and what the bot cannot do.
#[must_use]
pub fn help(faq: &Faq) -> Reply {
    let wording = Wording(&faq.bot);
    let mut reply = Reply::default();
    reply.text(wording.help());
    reply.commands(faq);
    reply.text(wording.help_limits());
    reply
}

/// What is kept about a person, how long, how to have it deleted, and whom to ask about it; and for
/// how many days questions are kept that were not answered, if they are.
#[must_use]
pub fn privacy(faq: &Faq, unanswered_days: Option<NonZeroU32>) -> Reply {
    let wording = Wording(&faq.bot);
    let mut reply = Reply::default();
    reply.text(wording.privacy());
    if let Some(days) = unanswered_days {
        let text = wording.privacy_unanswered();
        reply.text(&text.replace(Bot::DAYS, &days.to_string()));
    }
    if let Some(operator) = wording.operator() {
        reply.text(operator);
    }
    reply
}

/// Everything that can be asked about, as choices.
#[must_use]
pub fn topics(faq: &Faq) -> Reply {
    let mut reply = Reply::default();
    reply.topics(faq, usize::MAX);
    if reply.choices.is_empty() {
        reply.text(Wording(&faq.bot).fallback());
    }
    reply
}

/// What is said after the choice that refuses all entries offered: how to ask, and topics.
#[must_use]
pub fn none_of_these(faq: &Faq) -> Reply {
    let mut reply = Reply::default();
    reply.text(Wording(&faq.bot).none_of_these_reply());
    reply.topics(faq, FEW);
    reply
}

impl Reply {
    /// Adds the list of commands.
    pub(super) fn commands(&mut self, faq: &Faq) {
        let items = commands(faq).into_iter().map(|command| {
            let line = format!("/{} – {}", command.name, command.description);
            vec![Part::Paragraph(vec![Span::plain(line)])]
        });
        self.blocks.push(Block::Text(vec![Part::List {
            start: None,
            items: items.collect(),
        }]));
    }
}
