//! What is said to a message or a tap that asks nothing: one polite text each.

use crate::faq::Faq;

use super::wording::Wording;
use super::{Reply, aside, pages};

/// A message that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// A photo, which may show what a person worries about.
    Photo,
    /// Anything else: voice, a sticker, a file, a place, a contact, a poll.
    Other,
}

/// What is said to a message that is no text. To a photo: that nobody here can judge it, and the
/// entries on danger signs as choices.
#[must_use]
pub fn media(faq: &Faq, media: Media) -> Reply {
    let wording = Wording(&faq.bot);
    let mut reply = Reply::default();
    match media {
        Media::Photo => {
            reply.text(wording.media_photo());
            let mut urgent = aside::urgent(faq);
            urgent.truncate(pages::FEW);
            if !urgent.is_empty() {
                reply.offer(faq, wording.urgent_heading(), &urgent);
            }
        }
        Media::Other => reply.text(wording.media_other()),
    }
    reply
}

/// What is said to a command that does not exist: those that do, or just to ask.
#[must_use]
pub fn unknown_command(faq: &Faq) -> Reply {
    let mut reply = Reply::default();
    reply.text(Wording(&faq.bot).unknown_command());
    reply.commands(faq);
    reply
}

/// What is said, once, to somebody who sends too many messages.
#[must_use]
pub fn flooded(faq: &Faq) -> Reply {
    let mut reply = Reply::default();
    reply.text(Wording(&faq.bot).flooded());
    reply
}

/// What is said, once, to a chat whose messages became too old while the bot was away.
#[must_use]
pub fn away(faq: &Faq) -> Reply {
    let mut reply = Reply::default();
    reply.text(Wording(&faq.bot).away());
    reply
}

/// What is said when the entry of a choice is gone: so, and topics.
#[must_use]
pub fn stale(faq: &Faq) -> Reply {
    let mut reply = Reply::default();
    reply.text(Wording(&faq.bot).stale_reply());
    reply.topics(faq, pages::FEW);
    reply
}
