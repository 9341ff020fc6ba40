//! What happens in one chat concerns no other.

use std::time::{Duration, Instant};

use crate::fake::faults::Fault;
use crate::script::{World, contains};

use super::{people, unlimited};

#[tokio::test]
async fn hanging_send_in_one_chat_does_not_slow_others() {
    let world = World::start(unlimited());
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    world.arm(Fault::hang().on("sendMessage").in_chat(ann.id()).always());
    for _ in 0..100 {
        ann.says("does it hurt?").await;
    }
    let start = Instant::now();
    for _ in 0..10 {
        bob.says("does it hurt?").await;
        bob.gets(contains("hurt")).await;
    }
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    world.kills_bot().await;
}

#[tokio::test]
async fn more_hanging_sends_than_there_are_turns_do_not_stop_the_polls() {
    let world = World::start(unlimited());
    world.arm(Fault::hang().on("sendMessage").always());
    for person in people(&world, 300) {
        person.says("/help").await;
    }
    world.all_is_confirmed().await;
    world.private("Bob").says("/help").await;
    world.all_is_confirmed().await;
    world.kills_bot().await;
}
