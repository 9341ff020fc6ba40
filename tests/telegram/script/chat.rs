//! One chat, seen by one person in it.

use std::panic::Location;
use std::sync::Arc;

use serde_json::{Value, json};

use super::received::Received;
use super::setup::Setup;
use super::world::World;
use crate::fake::messages::is_own;
use crate::fake::state::{Key, Room, State};

/// One chat, seen by one person in it. What the bot does is spoken of in the order in which it does it,
/// messages, edits and toasts apart.
#[derive(Clone)]
pub(crate) struct Chat {
    pub(super) world: Arc<World>,
    pub(super) key: Key,
    pub(super) topic: Option<i64>,
    pub(super) by: Value,
}

/// A user with this name, who speaks English.
pub(super) fn user(id: i64, name: &str) -> Value {
    json!({ "id": id, "is_bot": false, "first_name": name, "language_code": "en" })
}

impl World {
    /// Opens a chat whose id the fresh number `id` leads to.
    pub(super) fn room(self: &Arc<Self>, by: &str, make: impl FnOnce(i64) -> Value) -> Chat {
        self.state(|state| {
            let id = state.fresh_id();
            let chat = make(id);
            // A channel speaks itself; nobody is the sender.
            let by = if by.is_empty() {
                Value::Null
            } else {
                user(id, by)
            };
            let key = Key::own(chat["id"].as_i64().expect("an id"));
            state.rooms.insert(key.clone(), Room::new(chat));
            Chat {
                world: Arc::clone(self),
                key,
                topic: None,
                by,
            }
        })
    }

    /// A private chat with somebody.
    pub(crate) fn private(self: &Arc<Self>, name: &str) -> Chat {
        self.room(
            name,
            |id| json!({ "id": id, "type": "private", "first_name": name }),
        )
    }
}

impl Chat {
    /// A private chat with a bot that was just started, on the shipped FAQ.
    pub(crate) async fn private(name: &str) -> Self {
        Self::with(Setup::default(), name).await
    }

    /// A private chat in a world of another setup.
    pub(crate) async fn with(setup: Setup, name: &str) -> Self {
        World::start(setup).private(name)
    }

    /// The world around.
    pub(crate) fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The id of the chat.
    pub(crate) fn id(&self) -> i64 {
        self.key.id
    }

    /// The id of the person.
    pub(crate) fn person(&self) -> i64 {
        self.by["id"].as_i64().unwrap_or_default()
    }

    /// The person's language, or none.
    pub(crate) fn speaking(mut self, language: Option<&str>) -> Self {
        if let Some(fields) = self.by.as_object_mut() {
            fields.remove("language_code");
            fields.extend(language.map(|code| ("language_code".to_owned(), code.into())));
        }
        self
    }

    /// The name of the person.
    pub(super) fn name(&self) -> String {
        self.by["first_name"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Whether a message stands in this chat and topic.
    pub(super) fn is_here(&self, message: &Value) -> bool {
        Key::of(message).as_ref() == Some(&self.key)
            && message["message_thread_id"].as_i64() == self.topic
    }

    /// The last message of this chat and topic that is as wanted.
    pub(super) fn last(&self, wanted: impl Fn(&State, &Value) -> bool) -> Option<Value> {
        self.world.state(|state| {
            let room = &state.rooms[&self.key];
            let mut messages = room.messages.values().rev();
            let found = messages.find(|m| self.is_here(m) && wanted(state, m));
            found.cloned()
        })
    }

    /// The last message of the bot here.
    #[track_caller]
    pub(crate) fn last_message(&self) -> Received {
        match self.last(is_own) {
            Some(message) => Received(message),
            None => self
                .world
                .fail(Location::caller(), "the bot wrote nothing here"),
        }
    }
}
