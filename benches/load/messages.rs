//! Messages as people write them, from many chats in turn.

use std::time::{SystemTime, UNIX_EPOCH};

use super::texts::texts;

/// An update as the server hands it out, and the chat it is from.
pub(super) struct Update {
    pub(super) chat: usize,
    pub(super) json: String,
}

/// Messages that come all at once.
pub(super) fn burst(number: usize, chats: usize) -> Vec<Update> {
    flow(0, number, chats).collect()
}

/// Messages one after the other; `from` were sent before.
pub(super) fn flow(from: usize, number: usize, chats: usize) -> impl Iterator<Item = Update> {
    let texts = texts();
    // What is old is not answered.
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.unwrap_or_default().as_secs();
    (from..from + number).map(move |at| {
        let chat = at % chats + 1;
        let person = serde_json::json!({"id": chat, "is_bot": false, "first_name": "Ann"});
        let update = serde_json::json!({
            "update_id": at + 1,
            "message": {
                "message_id": at + 1,
                "date": now,
                "chat": {"id": chat, "type": "private", "first_name": "Ann"},
                "from": person,
                "text": texts[at % texts.len()],
            },
        });
        Update {
            chat,
            json: update.to_string(),
        }
    })
}
