//! What operators get in chats of theirs, and nobody else does.

mod explain;
mod hands;
mod kept;
mod open;
mod shared;
mod told;

use std::sync::Arc;

use crate::script::{Chat, Setup, World};

pub(super) use kept::keep;

/// A private chat of an operator's, in a world of this setup.
fn operators(setup: Setup) -> Chat {
    let world = World::without_bot(setup);
    let chat = world.private("Olga");
    starts(&world, &[chat.id()]);
    chat
}

/// Starts the bot with these chats as the operator's.
fn starts(world: &Arc<World>, chats: &[i64]) {
    let chats: Vec<String> = chats.iter().map(ToString::to_string).collect();
    let setup = world.setup().env("OPERATOR_CHAT_IDS", chats.join(","));
    world.starts_bot_with(&setup);
}
