//! What the person says, and takes back.

use serde_json::{Value, json};

use super::chat::Chat;
use super::received::Received;
use crate::fake::entities;
use crate::fake::messages::is_own;
use crate::fake::state::{Key, State, USERNAME, now};
use crate::fake::transcript::chat_name;

impl Chat {
    /// A message without content, as if it were the person's next one.
    fn blank(&self, state: &State) -> Value {
        let room = &state.rooms[&self.key];
        let mut message = json!({
            "message_id": room.next_id(),
            "date": now(),
            "chat": room.chat,
            "from": self.by,
        });
        if room.chat["type"] == "channel" {
            message["sender_chat"] = room.chat.clone();
            message.as_object_mut().expect("an object").remove("from");
        }
        if let Some(topic) = self.topic {
            message["message_thread_id"] = topic.into();
            message["is_topic_message"] = true.into();
        }
        if let Some(business) = &self.key.business {
            message["business_connection_id"] = business.as_str().into();
        }
        message
    }

    /// The kind of an update with a message of this chat.
    fn update_kind(&self, state: &State, is_edited: bool) -> &'static str {
        let is_channel = state.rooms[&self.key].chat["type"] == "channel";
        match (self.key.business.is_some(), is_channel, is_edited) {
            (true, _, false) => "business_message",
            (true, _, true) => "edited_business_message",
            (_, true, false) => "channel_post",
            (_, true, true) => "edited_channel_post",
            (_, _, false) => "message",
            (_, _, true) => "edited_message",
        }
    }

    /// Sends a message with these fields, beside those that every message has.
    pub(crate) async fn sends(&self, fields: Value) -> Received {
        self.world.state(|state| {
            let mut message = self.blank(state);
            for (name, value) in fields.as_object().into_iter().flatten() {
                message[name.as_str()] = value.clone();
            }
            for (text, marks) in [("text", "entities"), ("caption", "caption_entities")] {
                let found = message[text]
                    .as_str()
                    .map(entities::find)
                    .unwrap_or_default();
                if !found.is_empty() && message.get(marks).is_none() {
                    message[marks] = found.into();
                }
                // Reading puts no field there, but indexing by name may.
                if message[text].is_null()
                    && let Some(fields) = message.as_object_mut()
                {
                    fields.remove(text);
                }
            }
            state.note(format!(
                "{} in {}: {}",
                self.name(),
                chat_name(&message),
                shown(&fields)
            ));
            if self.world.setup.privacy_mode && !reaches_bot(state, &message) {
                state.note("    (privacy mode keeps this from the bot)");
                let id = message["message_id"].as_i64().unwrap_or_default();
                let room = state.rooms.get_mut(&self.key).expect("this chat");
                room.messages.insert(id, message.clone());
            } else {
                let kind = self.update_kind(state, false);
                state.deliver(json!({ kind: message }));
            }
            Received(message)
        })
    }

    /// Writes a text; commands, mentions and links are marked as Telegram does.
    pub(crate) async fn says(&self, text: impl Into<String>) -> Received {
        self.sends(json!({ "text": text.into() })).await
    }

    /// Writes a text in reply to a message.
    pub(crate) async fn replies(&self, to: &Received, text: &str) -> Received {
        let mut replied = to.0.clone();
        if let Some(fields) = replied.as_object_mut() {
            fields.remove("reply_to_message");
        }
        self.sends(json!({ "text": text, "reply_to_message": replied }))
            .await
    }

    /// Changes the text of a message of the person.
    pub(crate) async fn edits_message(
        &self,
        message: &Received,
        text: impl Into<String>,
    ) -> Received {
        let text = text.into();
        self.world.state(|state| {
            let mut message = message.0.clone();
            let field = if message.get("caption").is_some() {
                "caption"
            } else {
                "text"
            };
            message[field] = text.as_str().into();
            let marks = if field == "text" {
                "entities"
            } else {
                "caption_entities"
            };
            message[marks] = entities::find(&text).into();
            message["edit_date"] = now().into();
            state.note(format!(
                "{} edits {}: {text}",
                self.name(),
                message["message_id"]
            ));
            let kind = self.update_kind(state, true);
            state.deliver(json!({ kind: message }));
            Received(message)
        })
    }

    /// Changes the text of the person's last message.
    pub(crate) async fn edits(&self, text: impl Into<String>) -> Received {
        let by = self.by["id"].clone();
        let last = self.last(|_, message| message["from"]["id"] == by);
        let last = last.expect("somebody who wrote something");
        self.edits_message(&Received(last), text).await
    }

    /// Deletes a message; the bot is told nothing.
    pub(crate) fn deletes(&self, message: &Received) {
        self.world.state(|state| {
            state.note(format!("{} deletes {}", self.name(), message.id()));
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.messages.remove(&message.id());
            room.gone.insert(message.id());
        });
    }
}

/// What of a message stands in the transcript.
fn shown(fields: &Value) -> String {
    match fields["text"].as_str() {
        Some(text) => text.to_owned(),
        None => fields.to_string(),
    }
}

/// Whether privacy mode lets a message through: commands to the bot, bare ones only if it was the last
/// to write, and replies to it. Private chats and channels are not concerned.
fn reaches_bot(state: &State, message: &Value) -> bool {
    let is_group = matches!(
        message["chat"]["type"].as_str(),
        Some("group" | "supergroup")
    );
    let text = message["text"].as_str().unwrap_or_default();
    let command = text
        .split_whitespace()
        .next()
        .filter(|word| word.starts_with('/'));
    let is_command = command.is_some_and(|word| {
        if let Some((_, name)) = word.split_once('@') {
            return name.eq_ignore_ascii_case(USERNAME);
        }
        let room = Key::of(message).and_then(|key| state.rooms.get(&key));
        let last = room.and_then(|room| room.messages.values().next_back());
        last.is_some_and(|last| is_own(state, last))
    });
    !is_group || is_command || is_own(state, &message["reply_to_message"])
}
