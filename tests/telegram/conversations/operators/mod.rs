//! What operators get in chats of theirs, and nobody else does.

mod away;
mod entries;
mod explain;
mod hands;
mod kept;
mod open;
mod setup;
mod shared;
mod stale;
mod told;

use std::sync::Arc;

use crate::script::expect::Expect;
use crate::script::received::Received;
use crate::script::{Chat, Setup, World};

pub(super) use kept::keep;

/// A private chat of an operator's, in a world of this setup.
fn operators(setup: Setup) -> Chat {
    let world = World::without_bot(setup);
    let chat = world.private("Olga");
    starts(&world, &[chat.id()]);
    chat
}

/// Taps a button of the bot's last message, which is turned into what is expected.
#[track_caller]
fn taps(chat: &Chat, label: &str, expected: impl Expect) -> impl Future<Output = Received> {
    let tap = chat.taps(label);
    let toast = chat.sees_no_toast();
    let became = chat.last_message_became(expected);
    async move {
        tap.await;
        toast.await;
        became.await
    }
}

/// The same with data of choice, as a forged or a stale button has it.
#[track_caller]
fn taps_data(chat: &Chat, data: &str, expected: impl Expect) -> impl Future<Output = Received> {
    let toast = chat.sees_no_toast();
    let became = chat.last_message_became(expected);
    async move {
        chat.taps_data(data).await;
        toast.await;
        became.await
    }
}

/// Starts the bot with these chats as the operator's.
fn starts(world: &Arc<World>, chats: &[i64]) {
    let chats: Vec<String> = chats.iter().map(ToString::to_string).collect();
    let setup = world.setup().env("OPERATOR_CHAT_IDS", chats.join(","));
    world.starts_bot_with(&setup);
}
