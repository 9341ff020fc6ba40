//! Starting while Telegram is not ready, or does not want to.

use std::time::Duration;

use crate::fake::faults::Fault;
use crate::fake::state::TOKEN;
use crate::script::{Setup, World, anything, contains};

use super::logged;

/// A start that went wrong goes on of itself, and then the bot serves.
async fn serves_after(fault: Fault) {
    let world = World::without_bot(Setup::default());
    world.arm(fault.on("getMe"));
    let ann = world.private("Ann");
    world.starts_bot();
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    assert!(world.log().contains("trying again"), "{}", world.log());
}

#[tokio::test]
async fn server_in_trouble_is_asked_again() {
    serves_after(Fault::server_error(502).times(2)).await;
}

#[tokio::test]
async fn garbled_answer_is_asked_for_again() {
    serves_after(Fault::garbage()).await;
}

#[tokio::test]
async fn reset_connection_is_made_again() {
    serves_after(Fault::reset()).await;
}

#[tokio::test]
async fn wish_to_wait_is_granted() {
    serves_after(Fault::too_many_requests(1)).await;
}

#[tokio::test]
async fn api_that_is_down_is_waited_for() {
    let world = World::without_bot(Setup::default());
    let ann = world.private("Ann");
    world.server().goes_down().await;
    world.starts_bot();
    logged(&world, "the server cannot be reached; trying again").await;
    ann.says("does it hurt?").await;
    world.server().comes_back().await;
    ann.gets(anything()).await;
}

#[tokio::test]
async fn stop_ends_the_wait_for_an_api_that_is_down() {
    let world = World::without_bot(Setup::default());
    world.server().goes_down().await;
    world.starts_bot();
    logged(&world, "trying again").await;
    let (status, _) = world.stops_bot().await;
    assert!(status.unwrap().success());
}

#[tokio::test]
async fn refused_token_ends_at_once_with_a_clear_line() {
    let setup = Setup::default().env("TELOXIDE_TOKEN", "4839574812:another");
    let world = World::start(setup);
    let (status, log) = world.bot_ends_within(Duration::from_secs(10)).await;
    assert_eq!(status.unwrap().code(), Some(5), "{log}");
    assert!(
        log.contains("error: Telegram refuses the token\n  help: "),
        "{log}"
    );
    assert!(!log.contains("another"), "{log}");
}

#[tokio::test]
async fn token_revoked_while_polling_ends_with_the_same_line() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/help").await;
    ann.gets(anything()).await;
    world.arm(Fault::unauthorized().always());
    ann.says("hello").await;
    let (status, log) = world.bot_ends_within(Duration::from_secs(10)).await;
    assert_eq!(status.unwrap().code(), Some(5), "{log}");
    assert!(log.contains("error: Telegram refuses the token"), "{log}");
    assert!(!log.contains(TOKEN), "{log}");
}

#[tokio::test]
async fn polling_waits_neither_for_the_commands_nor_the_descriptions() {
    let world = World::without_bot(Setup::default());
    for method in ["getMyCommands", "getMyDescription", "getMyShortDescription"] {
        world.arm(Fault::hang().on(method).always());
    }
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    world.starts_bot();
    ann.gets(anything()).await;
}

#[tokio::test]
async fn first_poll_comes_soon_after_the_start() {
    let world = World::without_bot(Setup::default());
    let start = std::time::Instant::now();
    world.starts_bot();
    world
        .until("the bot polls", |state| state.updates.polls() > 0)
        .await;
    // 50 ms in a release build on a machine of its own; here it is neither.
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn webhook_left_behind_is_taken_away_and_what_waited_for_it_is_answered() {
    let world = World::without_bot(Setup::default());
    let ann = world.private("Ann");
    world.state(|state| {
        // Nobody listens there, so that nothing gets through.
        "http://127.0.0.1:9/hook".clone_into(&mut state.updates.webhook.url);
    });
    ann.says("does it hurt?").await;
    world.starts_bot();
    ann.gets(contains("hurt")).await;
    assert!(
        world.log().contains(
            "a webhook was set, and 1 updates wait for it; it is taken away because WEBHOOK_URL is not set"
        ),
        "{}",
        world.log()
    );
}
