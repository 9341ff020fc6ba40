//! What a person may expect of a bot that was killed and started again.

use std::sync::Arc;

use serde_json::json;

use crate::fake::state::now;
use crate::script::{Chat, Setup, World, anything, contains};

/// Says of danger.
const DANGER: &str = "my cheeks are still bleeding";

/// What whoever wrote while the bot was away is told once.
const AWAY: &str = "I was away";

/// An answer to "does it hurt?".
const PAIN: &str = "hurt";

/// Sends a message as if it had been sent some seconds ago.
async fn said_before(chat: &Chat, text: &str, seconds: i64) {
    chat.sends(json!({ "text": text, "date": now() - seconds }))
        .await;
}

/// What was answered before is noted down: somebody else is answered, which is stored afterwards.
async fn is_settled(world: &Arc<World>) {
    world.all_is_confirmed().await;
    let other = world.private("Other");
    other.says("/help").await;
    other.gets(anything()).await;
}

/// How many messages the log says were too old to be answered.
fn told_as_late(log: &str) -> usize {
    let counts = log.lines().filter_map(|line| {
        let (before, _) = line.split_once(" messages were older than MAX_MESSAGE_AGE_SECONDS")?;
        before.rsplit(' ').next()?.parse::<usize>().ok()
    });
    counts.sum()
}

#[tokio::test]
async fn after_a_long_outage_each_chat_gets_one_line_and_danger_is_answered() {
    let world = World::without_bot(Setup::default());
    let (ann, bob, eve) = (
        world.private("Ann"),
        world.private("Bob"),
        world.private("Eve"),
    );
    for _ in 0..3 {
        said_before(&ann, "does it hurt?", 4_000).await;
    }
    said_before(&bob, DANGER, 4_000).await;
    said_before(&eve, "does it hurt?", 3_000).await;
    world.starts_bot();
    let told = ann.gets(anything()).await;
    assert!(told.text().contains(AWAY), "{}", told.text());
    assert!(!told.text().contains(PAIN), "{}", told.text());
    ann.gets_nothing().await;
    let warned = bob.gets(anything()).await;
    assert!(!warned.text().contains(AWAY), "{}", warned.text());
    eve.gets(contains(PAIN)).await;
    ann.says("does it hurt?").await;
    ann.gets(contains(PAIN)).await;
    let (_, log) = world.stops_bot().await;
    assert_eq!(told_as_late(&log), 3, "{log}");
}

#[tokio::test]
async fn limit_of_the_age_is_a_setting() {
    let world = World::without_bot(Setup::default().env("MAX_MESSAGE_AGE_SECONDS", 100));
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    said_before(&ann, "does it hurt?", 200).await;
    said_before(&bob, "does it hurt?", 50).await;
    world.starts_bot();
    ann.gets(contains(AWAY)).await;
    bob.gets(contains(PAIN)).await;
}

#[tokio::test]
async fn restart_is_no_loophole_for_the_flood_limit() {
    let setup = Setup::default()
        .env("FLOOD_BURST", 3)
        .env("FLOOD_PER_MINUTE", 1);
    let world = World::start(setup);
    let ann = world.private("Ann");
    for _ in 0..3 {
        ann.says("does it hurt?").await;
        ann.gets(contains(PAIN)).await;
    }
    for _ in 0..2 {
        is_settled(&world).await;
        world.kills_bot().await;
        world.starts_bot();
        for _ in 0..3 {
            ann.says("does it hurt?").await;
        }
        let told = ann.gets(anything()).await;
        assert!(
            !told.text().contains(PAIN),
            "{:?}\n{}\n{}",
            told.replies_to(),
            world.state(|state| state.transcript.join("\n")),
            world.log()
        );
        ann.stays_silent().await;
    }
}

#[tokio::test]
async fn question_edited_after_a_restart_edits_its_old_answer() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    let asked = ann.says("does it hurt?").await;
    let first = ann.gets(contains(PAIN)).await;
    ann.says("/help").await;
    ann.gets(anything()).await;
    is_settled(&world).await;
    world.kills_bot().await;
    world.starts_bot();
    ann.edits_message(&asked, "how long does the appointment take?")
        .await;
    let edited = ann.gets_edit(contains("minutes")).await;
    assert_eq!(edited.id(), first.id());
    ann.gets_nothing().await;
}
