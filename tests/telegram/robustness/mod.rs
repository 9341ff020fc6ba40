//! What the bot does when something goes wrong around it, or too fast.

mod doctor;
mod floods;
mod isolation;
mod logs;
mod polling;
mod random;
mod sends;
mod start;
mod stop;

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::fake::state::Deed;
use super::script::{Chat, Setup, World};

/// A setup in which nobody sends too much.
fn unlimited() -> Setup {
    let most = 1_000_000;
    Setup::default()
        .env("FLOOD_BURST", most)
        .env("FLOOD_PER_MINUTE", most)
}

/// Waits until the bot has logged this.
async fn logged(world: &World, part: &str) {
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
fn people(world: &Arc<World>, count: usize) -> Vec<Chat> {
    (0..count)
        .map(|number| world.private(&format!("P{number}")))
        .collect()
}

/// How many messages the bot has sent to a chat.
fn received(world: &World, chat: &Chat) -> usize {
    world.state(|state| {
        let sent = state.deeds.iter().filter(|deed| match deed {
            Deed::Sent(message) => message["chat"]["id"] == chat.id(),
            _ => false,
        });
        sent.count()
    })
}
