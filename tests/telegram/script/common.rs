//! What tests of many chats, and of trouble, begin with and look at.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::chat::Chat;
use super::setup::Setup;
use super::world::World;
use crate::fake::state::Deed;

/// A setup in which nobody sends too much.
pub(crate) fn unlimited() -> Setup {
    let most = 1_000_000;
    Setup::default()
        .env("FLOOD_BURST", most)
        .env("FLOOD_PER_MINUTE", most)
}

/// Waits until the bot has logged this.
pub(crate) async fn logged(world: &World, part: &str) {
    let start = Instant::now();
    while !world.log().contains(part) {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "no {part:?} in the log:\n{}",
            world.log()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Chats with so many people.
pub(crate) fn people(world: &Arc<World>, count: usize) -> Vec<Chat> {
    (0..count)
        .map(|number| world.private(&format!("P{number}")))
        .collect()
}

/// How many messages the bot has sent to a chat.
pub(crate) fn received(world: &World, chat: &Chat) -> usize {
    world.state(|state| {
        let sent = state.deeds.iter().filter(|deed| match deed {
            Deed::Sent(message) => message["chat"]["id"] == chat.id(),
            _ => false,
        });
        sent.count()
    })
}
