//! What a message holds, whoever sent it: who it is meant for, a command, words, media.

use std::ops::Range;

use teloxide::types::{Me, Message, MessageEntityKind, MessageKind};

use super::event::Place;
use crate::reply::Media;

/// Neither another bot, nor what this bot wrote through inline mode, nor a channel's copy.
pub(super) fn is_from_a_person(message: &Message, me: &Me) -> bool {
    let from_bot = message.from.as_ref().is_some_and(|from| from.is_bot);
    // Whoever writes in the name of a group stands as a bot; the group itself is the sender.
    let in_name_of_group = message
        .sender_chat
        .as_ref()
        .is_some_and(|sender| sender.id == message.chat.id);
    let own = message
        .via_bot
        .as_ref()
        .is_some_and(|via| via.id == me.user.id);
    (!from_bot || in_name_of_group) && !own && !message.is_automatic_forward()
}

/// What a message holds.
#[derive(Clone, Copy)]
pub(super) enum Content<'a> {
    Text(&'a str),
    Media(Media),
}

pub(super) fn content(message: &Message) -> Option<Content<'_>> {
    if let Some(text) = message.text().or_else(|| message.caption()) {
        return Some(Content::Text(text));
    }
    if message.photo().is_some() {
        return Some(Content::Media(Media::Photo));
    }
    let other = message.voice().is_some()
        || message.audio().is_some()
        || message.video().is_some()
        || message.video_note().is_some()
        || message.animation().is_some()
        || message.document().is_some()
        || message.sticker().is_some()
        || message.location().is_some()
        || message.venue().is_some()
        || message.contact().is_some()
        || message.poll().is_some()
        || message.dice().is_some()
        || message.story().is_some()
        || message.game().is_some()
        // Of a kind that is not known here, or without a field that is taken for granted.
        || matches!(message.kind, MessageKind::Empty {});
    // Everything else is a service message: somebody joined, a title changed.
    other.then_some(Content::Media(Media::Other))
}

pub(super) fn place_of(message: &Message) -> Place {
    Place {
        chat: message.chat.id,
        // A thread in a group without topics is a chain of replies, which cannot be sent to.
        thread: message.thread_id.filter(|_| message.is_topic_message),
        business: match &message.kind {
            MessageKind::Common(common) => common.business_connection_id.clone(),
            _ => None,
        },
    }
}

/// A command as it is written.
pub(super) enum Spoken<'a> {
    Ours {
        /// In small letters, without slash and bot.
        name: String,
        /// What stands after it.
        rest: &'a str,
    },
    OfAnotherBot,
}

/// The command that a text begins with, if it does.
pub(super) fn spoken<'a>(message: &Message, text: &'a str, me: &Me) -> Option<Spoken<'a>> {
    let entities = message
        .parse_entities()
        .or_else(|| message.parse_caption_entities())?;
    let first = entities
        .iter()
        .find(|entity| entity.start() == 0 && *entity.kind() == MessageEntityKind::BotCommand)?;
    let word = first.text().strip_prefix('/')?;
    let (name, bot) = word
        .split_once('@')
        .map_or((word, None), |(name, bot)| (name, Some(bot)));
    if bot.is_some_and(|bot| !is_me(bot, me)) {
        return Some(Spoken::OfAnotherBot);
    }
    Some(Spoken::Ours {
        name: name.to_ascii_lowercase(),
        rest: text.get(first.end()..).unwrap_or_default(),
    })
}

fn is_me(name: &str, me: &Me) -> bool {
    let own = me.user.username.as_deref();
    own.is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// Whether a message in a group is meant for the bot: a command with its name, a reply to it, or
/// its name in the text.
pub(super) fn is_addressed(message: &Message, content: Content<'_>, me: &Me) -> bool {
    let replies_to_me = message
        .reply_to_message()
        .and_then(|replied| replied.from.as_ref())
        .is_some_and(|from| from.id == me.user.id);
    let Content::Text(text) = content else {
        return replies_to_me;
    };
    match spoken(message, text, me) {
        Some(Spoken::OfAnotherBot) => false,
        Some(Spoken::Ours { .. }) => {
            let word = text.split_whitespace().next().unwrap_or_default();
            replies_to_me || word.contains('@')
        }
        None => replies_to_me || mentions(message, me).next().is_some(),
    }
}

/// Where the bot's name stands in a message, in bytes.
fn mentions<'a>(message: &'a Message, me: &'a Me) -> impl Iterator<Item = Range<usize>> + 'a {
    let entities = message
        .parse_entities()
        .or_else(|| message.parse_caption_entities());
    entities.into_iter().flatten().filter_map(|entity| {
        let is_mine = match entity.kind() {
            MessageEntityKind::Mention => entity
                .text()
                .strip_prefix('@')
                .is_some_and(|name| is_me(name, me)),
            MessageEntityKind::TextMention { user } => user.id == me.user.id,
            _ => false,
        };
        is_mine.then(|| entity.start()..entity.end())
    })
}

/// The question without the name it is put to.
pub(super) fn without_mention(message: &Message, text: &str, me: &Me) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for mention in mentions(message, me) {
        if let Some(before) = text.get(from..mention.start) {
            rest.push_str(before);
            from = mention.end;
        }
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest
}
