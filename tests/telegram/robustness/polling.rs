//! Receiving updates: once each, whatever happens to the polls.

use std::time::Duration;

use serde_json::json;

use crate::fake::faults::Fault;
use crate::fake::state::now;
use crate::script::{Setup, World, anything, contains};

use super::{logged, received, unlimited};

/// The bot polls on after faults, and says so.
async fn recovers_from(fault: Fault) {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/help").await;
    ann.gets(anything()).await;
    world.arm(fault.on("getUpdates"));
    // This ends the poll that waits; the next one is struck.
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    world.faults_are_spent().await;
    ann.says("how long does it take?").await;
    ann.gets(contains("minutes")).await;
    world.all_is_confirmed().await;
    assert!(world.log().contains("trying again"), "{}", world.log());
}

#[tokio::test]
async fn server_errors_while_polling_are_waited_out() {
    recovers_from(Fault::server_error(502)).await;
}

#[tokio::test]
async fn garbled_polls_are_waited_out() {
    recovers_from(Fault::garbage()).await;
}

#[tokio::test]
async fn lost_batch_comes_again_and_is_answered_once() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/help").await;
    ann.gets(anything()).await;
    world.all_is_confirmed().await;
    world.arm(Fault::lost_response().on("getUpdates"));
    ann.says("/about").await;
    ann.gets(anything()).await;
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    world.faults_are_spent().await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn network_lost_while_polling_is_found_again() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/help").await;
    ann.gets(anything()).await;
    world.server().goes_down().await;
    logged(&world, "no updates from Telegram: ").await;
    ann.says("does it hurt?").await;
    world.server().comes_back().await;
    ann.gets(contains("hurt")).await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn second_poller_is_told_of_loudly_and_not_hurried() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/help").await;
    ann.gets(anything()).await;
    // The poll after that brings the next message; the one after it is refused.
    world
        .until("the next poll", |state| state.updates.polls() >= 2)
        .await;
    world.arm(Fault::conflict().on("getUpdates").always());
    ann.says("/about").await;
    ann.gets(anything()).await;
    logged(&world, "ERROR").await;
    let log = world.log();
    assert!(
        log.contains("another program asks for this bot's updates"),
        "{log}"
    );
    let polls = world.state(|state| state.updates.polls());
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(world.state(|state| state.updates.polls()), polls);
    assert_eq!(world.log().matches("another program").count(), 1);
    // Nor does the wait delay the stop.
    world.clear_faults();
    let (status, _) = world.stops_bot().await;
    assert!(status.unwrap().success());
}

#[tokio::test]
async fn what_is_said_while_the_bot_is_away_is_answered_when_it_is_back() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/help").await;
    ann.gets(anything()).await;
    world.stops_bot().await;
    ann.says("does it hurt?").await;
    ann.says("how long does it take?").await;
    world.starts_bot();
    ann.gets(contains("hurt")).await;
    ann.gets(contains("minutes")).await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn update_that_comes_twice_is_answered_once() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    let update = json!({ "message": {
        "message_id": 1, "date": now(),
        "chat": { "id": ann.id(), "type": "private", "first_name": "Ann" },
        "from": { "id": ann.person(), "is_bot": false, "first_name": "Ann" },
        "text": "does it hurt?",
    } });
    let id = world.update(update.clone());
    ann.gets(contains("hurt")).await;
    world.repeats(id, update);
    ann.gets_nothing().await;
}

#[tokio::test]
async fn numbers_may_begin_anew() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    world.all_is_confirmed().await;
    // As after a quiet week, when Telegram no longer knows the old offset.
    world.stops_bot().await;
    world.state(|state| state.updates.jump_to(5_000));
    world.starts_bot();
    ann.says("how long does it take?").await;
    ann.gets(contains("minutes")).await;
    world.all_is_confirmed().await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn next_batch_is_taken_while_one_is_being_handled() {
    let world = World::start(unlimited());
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    world.arm(Fault::hang().on("sendMessage").in_chat(ann.id()));
    ann.says("does it hurt?").await;
    world.faults_are_spent().await;
    bob.says("does it hurt?").await;
    bob.gets(contains("hurt")).await;
    world.all_is_confirmed().await;
    assert_eq!(received(&world, &ann), 0);
    // Ann's first attempt still hangs.
    world.kills_bot().await;
}
