//! Telegram in trouble while the bot is killed.

use std::time::Duration;

use super::fleet::{Fleet, Intake};
use super::kills::{Size, survives_kills};
use super::place::{Database, Place};
use super::skip::seed;
use crate::fake::faults::Fault;

const SIZE: Size = Size {
    messages: 200,
    chats: 40,
    kills: 2,
};

/// What goes wrong with each method by which something comes in or goes out.
fn faults(fault: impl Fn() -> Fault, probability: f64) -> Vec<Fault> {
    let methods = ["sendMessage", "getUpdates"].into_iter().enumerate();
    let faults = methods.map(|(at, method)| {
        fault()
            .on(method)
            .always()
            .chance(probability, seed() + at as u64)
    });
    faults.collect()
}

async fn survives(name: &str, intake: Intake, place: Place, replicas: usize, faults: Vec<Fault>) {
    let fleet = Fleet::new(intake, place, replicas);
    for fault in faults {
        fleet.world.arm(fault);
    }
    survives_kills(&format!("{name}, {intake:?}"), SIZE, fleet).await;
}

async fn on_sqlite(name: &str, faults: impl Fn() -> Vec<Fault>) {
    for intake in [Intake::Polling, Intake::Webhook] {
        survives(name, intake, Place::Sqlite, 1, faults()).await;
    }
}

#[tokio::test]
async fn storm_of_429_is_survived() {
    on_sqlite("429", || {
        vec![
            Fault::too_many_requests(1)
                .on("sendMessage")
                .always()
                .chance(0.1, seed()),
        ]
    })
    .await;
}

#[tokio::test]
async fn server_errors_are_survived() {
    on_sqlite("5xx", || faults(|| Fault::server_error(502), 0.1)).await;
}

#[tokio::test]
async fn connections_that_are_reset_are_survived() {
    on_sqlite("resets", || faults(Fault::reset, 0.1)).await;
}

#[tokio::test]
async fn lost_responses_double_no_more_than_what_they_hide() {
    on_sqlite("lost responses", || faults(Fault::lost_response, 0.1)).await;
}

#[tokio::test]
async fn slow_and_hanging_requests_are_survived() {
    on_sqlite("hangs", || {
        vec![
            Fault::hang().on("sendMessage").times(3),
            Fault::slow(Duration::from_millis(50))
                .on("sendMessage")
                .always()
                .chance(0.2, seed()),
        ]
    })
    .await;
}

#[tokio::test]
async fn replicas_survive_all_of_it_at_once() {
    let name = "all faults, PostgreSQL";
    if let Some(database) = Database::for_test(name).await {
        let mut all = faults(|| Fault::server_error(500), 0.05);
        all.extend(faults(Fault::reset, 0.05));
        all.extend(faults(Fault::lost_response, 0.05));
        survives(name, Intake::Webhook, Place::Postgres(database), 2, all).await;
    }
}
