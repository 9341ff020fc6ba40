//! Sending: every reply arrives, in order, and no chat waits for another.

use std::time::{Duration, Instant};

use crate::fake::faults::Fault;
use crate::fake::state::Request;
use crate::script::{Setup, World, anything, contains};

use super::{logged, received};

/// A reply that the first attempts do not bring arrives all the same, and once.
async fn arrives_after(fault: Fault) -> std::sync::Arc<World> {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    world.arm(fault.on("sendMessage"));
    ann.says("does it hurt?").await;
    ann.says("how long does it take?").await;
    ann.gets(contains("hurt")).await;
    ann.gets(contains("minutes")).await;
    world.faults_are_spent().await;
    ann.gets_nothing().await;
    world
}

#[tokio::test]
async fn server_errors_cost_no_reply() {
    for code in [500, 502, 504] {
        let world = arrives_after(Fault::server_error(code).times(2)).await;
        assert!(!world.log().contains("twice"), "{}", world.log());
    }
}

#[tokio::test]
async fn resets_cost_no_reply() {
    arrives_after(Fault::reset().times(3)).await;
}

#[tokio::test]
async fn garbled_answers_cost_no_reply() {
    arrives_after(Fault::garbage()).await;
}

#[tokio::test]
async fn hanging_send_costs_no_reply() {
    // The first attempt is given up after ten seconds.
    arrives_after(Fault::hang()).await;
}

#[tokio::test]
async fn wait_that_telegram_asks_for_is_kept_and_so_is_the_order() {
    let world = World::start(Setup::default());
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    world.arm(
        Fault::too_many_requests(1)
            .on("sendMessage")
            .in_chat(ann.id()),
    );
    let start = Instant::now();
    ann.says("does it hurt?").await;
    ann.says("how long does it take?").await;
    world.faults_are_spent().await;
    bob.says("does it hurt?").await;
    bob.gets(contains("hurt")).await;
    assert_eq!(received(&world, &ann), 0, "Bob did not wait for Ann");
    ann.gets(contains("hurt")).await;
    assert!(start.elapsed() >= Duration::from_secs(1));
    ann.gets(contains("minutes")).await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn lost_response_may_repeat_the_reply_and_is_logged() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    world.arm(Fault::lost_response().on("sendMessage"));
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    ann.gets(contains("hurt")).await;
    logged(&world, "it may have come twice").await;
}

#[tokio::test]
async fn whoever_blocked_the_bot_is_left_alone_without_noise() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.refuses("Forbidden: bot was blocked by the user");
    let to_ann = |request: &Request| request.params["chat_id"] == ann.id();
    ann.says("does it hurt?").await;
    world
        .until("the answer is refused", |state| {
            state
                .requests
                .iter()
                .any(|request| to_ann(request) && request.status == 403)
        })
        .await;
    ann.stays_silent().await;
    let sent = world.requests("sendMessage");
    let count = sent.iter().filter(|request| to_ann(request)).count();
    assert_eq!(count, 1, "403 is final");
    let log = world.log();
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
}

#[tokio::test]
async fn edits_and_taps_are_as_stubborn_as_messages() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    ann.says("/start").await;
    let menu = ann.gets(anything()).await;
    let label = menu.buttons()[0].to_owned();
    world.arm(Fault::server_error(500).on("editMessageText"));
    world.arm(Fault::reset().on("answerCallbackQuery"));
    ann.taps(&label).await;
    ann.last_message_became(anything()).await;
    ann.sees_no_toast().await;
    world.faults_are_spent().await;
}
