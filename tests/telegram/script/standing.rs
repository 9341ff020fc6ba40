//! Blocking the bot, letting it in, throwing it out.

use serde_json::{Value, json};

use super::chat::{Chat, user};
use crate::fake::state::{Standing, now};

impl Chat {
    /// Blocks the bot and tells it so.
    pub(crate) async fn blocks_the_bot(&self) {
        self.bot_becomes(
            "member",
            "kicked",
            Some("Forbidden: bot was blocked by the user"),
        );
    }

    /// Lets the bot in again.
    pub(crate) async fn unblocks_the_bot(&self) {
        self.bot_becomes("kicked", "member", None);
    }

    /// Changes how the bot stands here, with the update that tells it. `refusal` is what it is told
    /// when it writes.
    pub(super) fn bot_becomes(&self, before: &str, after: &str, refusal: Option<&str>) {
        self.world.state(|state| {
            state.note(format!("    (the bot, {before} here, is now {after})"));
            let user = state.bot_user();
            if refusal.is_none() {
                // What was final is so no longer.
                state.refused.retain(|_, until| until.is_some());
            }
            let from = if self.by.is_null() {
                user_of_channel()
            } else {
                self.by.clone()
            };
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.standing = match refusal {
                Some(text) => Standing::Refused(text.to_owned()),
                None => Standing::Welcome,
            };
            let member = |status: &str| {
                let mut member = json!({ "user": user, "status": status });
                if status == "kicked" {
                    member["until_date"] = 0.into();
                }
                member
            };
            let update = json!({ "my_chat_member": {
                "chat": room.chat,
                "from": from,
                "date": now(),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            } });
            state.deliver(update);
        });
    }

    /// Keeps the bot from writing without telling it; the next thing it hears is this refusal.
    pub(crate) fn refuses(&self, text: &str) {
        self.world.state(|state| {
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.standing = Standing::Refused(text.to_owned());
        });
    }
}

/// Who acts for a channel.
fn user_of_channel() -> Value {
    user(1, "Administrator")
}
