//! Somebody sends too much.

use std::time::{Duration, Instant};

use crate::fake::faults::Fault;
use crate::script::{Setup, World, anything, contains};

use super::received;

/// Says of danger.
const DANGER: &str = "my cheeks are still bleeding";

fn limited() -> Setup {
    Setup::default()
        .env("FLOOD_BURST", 3)
        .env("FLOOD_PER_MINUTE", 1)
}

#[tokio::test]
async fn flood_gets_its_burst_one_polite_line_and_silence() {
    let world = World::start(limited());
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    for _ in 0..50 {
        ann.says("does it hurt?").await;
    }
    for _ in 0..3 {
        ann.gets(contains("hurt")).await;
    }
    let told = ann.gets(anything()).await;
    assert!(!told.text().contains("hurt"), "{}", told.text());
    ann.stays_silent().await;
    bob.says("does it hurt?").await;
    bob.gets(contains("hurt")).await;
    assert_eq!(received(&world, &ann), 4);
}

#[tokio::test]
async fn who_was_silenced_is_answered_when_the_bucket_refills() {
    let setup = Setup::default()
        .env("FLOOD_BURST", 1)
        .env("FLOOD_PER_MINUTE", 60);
    let world = World::start(setup);
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    ann.says("does it hurt?").await;
    ann.gets(anything()).await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
}

#[tokio::test]
async fn danger_sign_is_heard_in_a_flood_once_a_minute() {
    let world = World::start(limited());
    let ann = world.private("Ann");
    for _ in 0..4 {
        ann.says("does it hurt?").await;
        ann.gets(anything()).await;
    }
    ann.says("does it hurt?").await;
    ann.says(DANGER).await;
    ann.gets(contains("looked at by a professional")).await;
    ann.says(DANGER).await;
    ann.stays_silent().await;
}

#[tokio::test]
async fn danger_sign_as_the_first_message_too_many_does_not_cost_the_polite_line() {
    let world = World::start(limited());
    let ann = world.private("Ann");
    for _ in 0..3 {
        ann.says("does it hurt?").await;
        ann.gets(contains("hurt")).await;
    }
    ann.says(DANGER).await;
    ann.gets(contains("looked at by a professional")).await;
    ann.says("does it hurt?").await;
    let told = ann.gets(anything()).await;
    assert!(!told.text().contains("hurt"), "{}", told.text());
    ann.says("does it hurt?").await;
    ann.stays_silent().await;
}

#[tokio::test]
async fn tap_too_many_still_ends_its_wait() {
    let world = World::start(limited());
    let ann = world.private("Ann");
    ann.says("/start").await;
    let menu = ann.gets(anything()).await;
    // Whoever taps twice sees the same twice.
    world.allows("message is not modified");
    let label = menu.buttons()[0].to_owned();
    let mut taps = Vec::new();
    for _ in 0..10 {
        taps.push(ann.taps_on(&menu, &label).await);
    }
    world
        .until("every tap is answered", |state| {
            taps.iter().all(|tap| state.callbacks[tap].is_over)
        })
        .await;
}

#[tokio::test]
async fn others_are_answered_as_fast_while_somebody_floods() {
    let world = World::start(Setup::default());
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    bob.says("does it hurt?").await;
    bob.gets(contains("hurt")).await;
    // Whatever is sent to Ann hangs too.
    world.arm(Fault::hang().on("sendMessage").in_chat(ann.id()).always());
    for _ in 0..5_000 {
        ann.says("does it hurt?").await;
    }
    let start = Instant::now();
    bob.says("does it hurt?").await;
    bob.gets(contains("hurt")).await;
    // Bob's message stands behind five thousand others in Telegram's queue.
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "{:?}",
        start.elapsed()
    );
    let start = Instant::now();
    bob.says("how long does it take?").await;
    bob.gets(contains("minutes")).await;
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    world.kills_bot().await;
}
