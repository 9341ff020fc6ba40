//! Groups, topics, channels and business accounts.

use std::sync::Arc;

use serde_json::{Value, json};

use super::chat::{Chat, user};
use super::received::Received;
use super::setup::Setup;
use super::world::World;
use crate::fake::state::{Key, Room, Standing, State, now};
use crate::fake::transcript::chat_name;

/// Ids of supergroups and channels lie below this.
const SUPERGROUP: i64 = -1_000_000_000_000;

impl World {
    /// A group; who speaks is its founder.
    pub(crate) fn group(self: &Arc<Self>, title: &str) -> Chat {
        self.room(
            "Founder",
            |id| json!({ "id": -id, "type": "group", "title": title }),
        )
    }

    /// A supergroup.
    pub(crate) fn supergroup(self: &Arc<Self>, title: &str) -> Chat {
        self.room(
            "Founder",
            |id| json!({ "id": SUPERGROUP - id, "type": "supergroup", "title": title }),
        )
    }

    /// A supergroup with topics.
    pub(crate) fn forum(self: &Arc<Self>, title: &str) -> Chat {
        self.room("Founder", |id| {
            let id = SUPERGROUP - id;
            json!({ "id": id, "type": "supergroup", "title": title, "is_forum": true })
        })
    }

    /// A channel; it speaks itself.
    pub(crate) fn channel(self: &Arc<Self>, title: &str) -> Chat {
        self.room(
            "",
            |id| json!({ "id": SUPERGROUP - id, "type": "channel", "title": title }),
        )
    }

    /// A business account that the bot answers for, and may reply for if `can_reply`.
    pub(crate) fn business(self: &Arc<Self>, owner: &str, can_reply: bool) -> Business {
        let owner = self.private(owner);
        let id = format!("business-{}", owner.id());
        let business = Business { owner, id };
        business.announces(true, can_reply);
        business
    }
}

impl Chat {
    /// A group with a bot that was just started, on the shipped FAQ.
    pub(crate) async fn group(title: &str) -> Self {
        World::start(Setup::default()).group(title)
    }

    /// The same chat, seen by another member.
    pub(crate) fn member(&self, name: &str) -> Self {
        let id = self.world.state(State::fresh_id);
        Self {
            by: user(id, name),
            ..self.clone()
        }
    }

    /// The same chat, seen by another bot.
    pub(crate) fn other_bot(&self, name: &str) -> Self {
        let mut bot = self.member(name);
        bot.by["is_bot"] = true.into();
        bot.by["username"] = format!("{name}_bot").into();
        bot
    }

    /// A topic of this forum.
    pub(crate) fn topic(&self, title: &str) -> Self {
        let topic = self.world.state(|state| {
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            let topic = room.next_id();
            // The message that says so stands at the beginning of the topic and has its id.
            let made = json!({
                "message_id": topic,
                "message_thread_id": topic,
                "is_topic_message": true,
                "date": now(),
                "chat": room.chat,
                "from": self.by,
                "forum_topic_created": { "name": title, "icon_color": 7_322_096 },
            });
            state.note(format!("    (topic {title:?} in {})", chat_name(&made)));
            state.deliver(json!({ "message": made }));
            topic
        });
        Self {
            topic: Some(topic),
            ..self.clone()
        }
    }

    /// Takes the bot in.
    pub(crate) async fn adds_the_bot(&self) {
        self.bot_becomes("left", "member", None);
    }

    /// Throws the bot out.
    pub(crate) async fn removes_the_bot(&self) {
        let kind = self
            .world
            .state(|state| state.rooms[&self.key].chat["type"].clone());
        let kind = kind.as_str().unwrap_or_default();
        let refusal = format!("Forbidden: bot was kicked from the {kind} chat");
        self.bot_becomes("member", "kicked", Some(&refusal));
    }

    /// Makes the group a supergroup, with the service messages in both; what is sent to the old one is
    /// refused from now on.
    pub(crate) async fn becomes_supergroup(&self) -> Self {
        let (old, title) = (
            self.id(),
            self.world
                .state(|state| state.rooms[&self.key].chat["title"].clone()),
        );
        let new = self.world.supergroup(title.as_str().unwrap_or_default());
        let new = Self {
            by: self.by.clone(),
            ..new
        };
        self.sends(json!({ "migrate_to_chat_id": new.id() })).await;
        self.world.state(|state| {
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.standing = Standing::Migrated(new.id());
        });
        new.sends(json!({ "migrate_from_chat_id": old })).await;
        new
    }

    /// Speaks as the group itself, like an anonymous administrator.
    pub(crate) async fn says_anonymously(&self, text: &str) -> Received {
        let chat = self
            .world
            .state(|state| state.rooms[&self.key].chat.clone());
        let from = json!({
            "id": 1_087_968_824,
            "is_bot": true,
            "first_name": "Group",
            "username": "GroupAnonymousBot",
        });
        self.sends(json!({ "text": text, "sender_chat": chat, "from": from }))
            .await
    }

    /// A channel's post comes into the group that belongs to it.
    pub(crate) async fn receives_post_of(&self, channel: &Self, text: &str) -> Received {
        let chat = self
            .world
            .state(|state| state.rooms[&channel.key].chat.clone());
        let origin = json!({ "type": "channel", "date": now(), "chat": chat, "message_id": 1 });
        let from = json!({ "id": 777_000, "is_bot": false, "first_name": "Telegram" });
        self.sends(json!({
            "text": text,
            "from": from,
            "sender_chat": chat,
            "is_automatic_forward": true,
            "forward_origin": origin,
        }))
        .await
    }
}

/// A business account and the bot's connection to it.
pub(crate) struct Business {
    /// The private chat of the owner with the bot.
    pub(crate) owner: Chat,
    /// The id of the connection.
    pub(crate) id: String,
}

impl Business {
    /// Tells the bot how the connection is now.
    pub(crate) fn announces(&self, is_enabled: bool, can_reply: bool) {
        let rights: Value = if can_reply {
            json!({ "can_reply": true })
        } else {
            json!({})
        };
        let update = json!({ "business_connection": {
            "id": self.id,
            "user": self.owner.by,
            "user_chat_id": self.owner.id(),
            "date": now(),
            "rights": rights,
            "is_enabled": is_enabled,
        } });
        self.owner.world.update(update);
    }

    /// The chat of a customer with the owner.
    pub(crate) fn customer(&self, name: &str) -> Chat {
        self.customer_who_is(&self.owner.world.private(name))
    }

    /// The chat with the owner of a customer who has a private chat with the bot, too.
    pub(crate) fn customer_who_is(&self, chat: &Chat) -> Chat {
        let key = Key {
            business: Some(self.id.clone()),
            id: chat.id(),
        };
        chat.world.state(|state| {
            let object = state.rooms[&chat.key].chat.clone();
            state.rooms.insert(key.clone(), Room::new(object));
        });
        Chat {
            key,
            ..chat.clone()
        }
    }

    /// The owner's side of the chat with a customer.
    pub(crate) fn owner_in(&self, customer: &Chat) -> Chat {
        Chat {
            by: self.owner.by.clone(),
            ..customer.clone()
        }
    }
}
