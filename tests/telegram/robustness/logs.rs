//! What the bot writes of itself: no token, and nothing that people wrote.

use std::time::Duration;

use serde_json::json;

use crate::fake::faults::Fault;
use crate::fake::state::TOKEN;
use crate::script::{World, anything, contains};

use super::{logged, unlimited};

/// A word that stands in every message of a person's here.
const WORD: &str = "Zanzibarium";

/// A bot that goes through every fault, and what it logged at this level.
async fn log_of_a_bad_day(level: &str) -> String {
    let world = World::without_bot(unlimited().env("RUST_LOG", level));
    let faults = || {
        [
            Fault::server_error(502),
            Fault::garbage(),
            Fault::reset(),
            Fault::lost_response(),
            Fault::too_many_requests(1),
        ]
    };
    for fault in faults() {
        world.arm(fault.on("getMe"));
    }
    let ann = world.private("Ann");
    world.starts_bot();
    ann.says(format!("does it hurt {WORD}?")).await;
    ann.gets(anything()).await;
    for fault in faults() {
        world.arm(fault.on("sendMessage"));
    }
    world.arm(Fault::garbage().on("getUpdates"));
    ann.says(format!("does it hurt {WORD}?")).await;
    ann.gets(anything()).await;
    world.faults_are_spent().await;
    world.update(json!({ "message": { "text": WORD, "date": WORD } }));
    world.update(json!({ "callback_query": { "data": WORD } }));
    world.state(|state| {
        // Kinds of update that are not known are not asked for, and may come all the same.
        let update = json!({ "update_id": 731_990_000, "zanzibar_update": { "text": WORD } });
        state.updates.push_again(731_990_000, update);
    });
    for text in [
        format!("/zanzibar {WORD}"),
        format!("<b>{WORD}\n2027-01-01 ERROR forged"),
        format!("my cheeks are still bleeding {WORD}"),
    ] {
        ann.says(text).await;
    }
    ann.blocks_the_bot().await;
    ann.says(WORD).await;
    ann.stays_silent().await;
    ann.unblocks_the_bot().await;
    world.server().goes_down().await;
    logged(&world, "the server cannot be reached").await;
    world.server().comes_back().await;
    world.private("Bob").says("does it hurt?").await;
    world.all_is_confirmed().await;
    world.arm(Fault::unauthorized().on("getUpdates").always());
    world.private("Bob").says("does it hurt?").await;
    world.allows("a callback query was never answered");
    let (status, log) = world.bot_ends_within(Duration::from_secs(12)).await;
    assert_eq!(status.unwrap().code(), Some(5), "{log}");
    log
}

fn has_no_token(log: &str) {
    let (_, secret) = TOKEN.split_once(':').unwrap();
    assert!(!log.contains(secret), "{log}");
}

#[tokio::test]
async fn log_tells_what_happened_without_the_token_or_what_people_wrote() {
    let log = log_of_a_bad_day("info").await;
    has_no_token(&log);
    assert!(log.contains("WARN") && log.contains("INFO"), "{log}");
    assert!(!log.to_lowercase().contains("zanzibar"), "{log}");
    assert!(!log.contains("forged"), "{log}");
}

#[tokio::test]
async fn token_is_not_logged_even_if_everything_is() {
    let log = log_of_a_bad_day("trace").await;
    has_no_token(&log);
    assert!(log.contains("DEBUG") || log.contains("TRACE"), "{log}");
}

#[tokio::test]
async fn default_level_is_info() {
    let world = World::start(unlimited());
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    let (_, log) = world.stops_bot().await;
    assert!(
        log.contains("INFO") && log.contains("serving as @"),
        "{log}"
    );
    assert!(!log.contains("DEBUG"), "{log}");
}
