//! Stopping: what was taken is finished, and the deadline holds.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::fake::faults::Fault;
use crate::script::{Setup, World, anything};

use super::{logged, people, received, unlimited};

/// How long the bot has to stop.
const LIMIT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn idle_bot_stops_at_once_on_either_signal() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let world = World::start(Setup::default());
        let ann = world.private("Ann");
        ann.says("/help").await;
        ann.gets(anything()).await;
        let start = Instant::now();
        world.signals_bot(signal);
        let (status, log) = world.bot_ends_within(LIMIT).await;
        assert!(status.unwrap().success(), "{signal}: {log}");
        assert!(start.elapsed() < Duration::from_secs(3), "{log}");
        assert!(world.state(|state| state.updates.pending() == 0));
    }
}

#[tokio::test]
async fn what_was_taken_is_finished_and_confirmed() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let world = World::start(unlimited());
        world.arm(
            Fault::slow(Duration::from_millis(300))
                .on("sendMessage")
                .always(),
        );
        let people = people(&world, 50);
        for person in &people {
            person.says("/help").await;
            person.says("/about").await;
        }
        world
            .until("every message was handed out", |state| {
                state.updates.handed_out >= 100
            })
            .await;
        world.signals_bot(signal);
        let (status, log) = world.bot_ends_within(LIMIT).await;
        assert!(status.unwrap().success(), "{log}");
        let pending = world.state(|state| state.updates.pending());
        // What was under way to the bot when it stopped is not taken, and comes again.
        if pending > 0 {
            world.starts_bot();
        }
        for person in &people {
            person.gets(anything()).await;
            person.gets(anything()).await;
        }
        assert!(people.iter().all(|person| received(&world, person) == 2));
    }
}

/// The bot stops in time with a full queue while nothing can be sent; everything is answered when it
/// starts again.
async fn stops_with_full_queue(fault: Fault) {
    // Thousands of messages take a while where other tests run beside.
    let world = World::start(unlimited().patience(Duration::from_mins(3)));
    world.arm(fault.on("sendMessage").always());
    let people = people(&world, 9_000);
    for person in &people {
        person.says("/help").await;
    }
    world
        .until("the queue is full", |state| {
            state.updates.handed_out >= 8_192
        })
        .await;
    // The bot now waits for room.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let start = Instant::now();
    world.signals_bot(Signal::SIGTERM);
    let (status, log) = world.bot_ends_within(LIMIT).await;
    assert!(status.unwrap().success(), "{log}");
    assert!(start.elapsed() < LIMIT);
    assert!(
        log.contains("messages are not answered yet; they are kept for the next start"),
        "{log}"
    );
    world.clear_faults();
    world.state(|state| state.refused.clear());
    world.starts_bot();
    for person in &people {
        person.gets(anything()).await;
    }
}

#[tokio::test]
async fn full_queue_with_every_send_hanging_does_not_hold_the_stop() {
    stops_with_full_queue(Fault::hang()).await;
}

#[tokio::test]
async fn full_queue_with_every_send_put_off_does_not_hold_the_stop() {
    stops_with_full_queue(Fault::too_many_requests(60)).await;
}

#[tokio::test]
async fn second_signal_ends_at_once() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    world.arm(Fault::hang().on("sendMessage").always());
    ann.says("/help").await;
    world
        .until("the bot answers", |state| {
            state
                .requests
                .iter()
                .any(|request| request.method.eq_ignore_ascii_case("sendMessage"))
        })
        .await;
    world.signals_bot(Signal::SIGTERM);
    logged(&world, "stopping: ").await;
    let start = Instant::now();
    world.signals_bot(Signal::SIGINT);
    let (status, log) = world.bot_ends_within(LIMIT).await;
    assert_eq!(status.unwrap().code(), Some(130), "{log}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn stop_under_load_loses_nothing_and_answers_nothing_twice() {
    let world = World::start(unlimited());
    let people = people(&world, 500);
    for person in &people {
        person.says("/help").await;
    }
    for _ in 0..3 {
        world
            .until("some messages are under way", |state| {
                state.updates.handed_out > 0
            })
            .await;
        let (status, log) = world.stops_bot().await;
        assert!(status.unwrap().success(), "{log}");
        // The last look for updates may have been given one.
        world.state(|state| state.updates.handed_out = 0);
        world.starts_bot();
        if world.state(|state| state.updates.pending() == 0) {
            break;
        }
    }
    world.all_is_confirmed().await;
    for person in &people {
        person.gets(anything()).await;
        assert_eq!(received(&world, person), 1);
    }
}
