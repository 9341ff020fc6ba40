//! Who an update is from, where it belongs and when it was sent.

use teloxide::types::{Chat, Update, UpdateKind};

/// Who an update is from and where it belongs: updates with the same key are handled in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Chat(i64),
    /// Without a chat.
    Person(u64),
    /// Without either.
    Nobody,
}

/// The key of an update, and the number of the person it is from.
pub(super) fn key_of(update: &Update) -> (Key, Option<u64>) {
    let chat = update.chat().map(|chat: &Chat| chat.id.0);
    let person = update.from().map(|user| match chat {
        // All groups share the one bot that stands for whoever writes in their name.
        Some(chat) if user.is_bot => chat.unsigned_abs(),
        _ => user.id.0,
    });
    let key = match (chat, person) {
        (Some(chat), _) => Key::Chat(chat),
        (None, Some(person)) => Key::Person(person),
        (None, None) => Key::Nobody,
    };
    (key, person)
}

/// The language that the person of an update has set in Telegram, as a tag.
pub(super) fn speaks(update: &Update) -> Option<String> {
    update.from()?.language_code.clone()
}

/// When the message of an update was written or edited, in seconds of the Unix epoch; `None` if it
/// has none, or if that is of no account.
pub(super) fn sent_at(update: &Update) -> Option<i64> {
    let date = match &update.kind {
        UpdateKind::Message(message) | UpdateKind::BusinessMessage(message) => Some(message.date),
        UpdateKind::EditedMessage(message) | UpdateKind::EditedBusinessMessage(message) => {
            message.edit_date().copied().or(Some(message.date))
        }
        _ => None,
    };
    date.map(|date| date.timestamp())
}
