//! Stopping in good order, and changing how updates come in.

use std::time::Duration;

use fastrand::Rng;

use super::fleet::{Fleet, Intake};
use super::health::free_port;
use super::load::Load;
use super::place::{Database, Place};
use super::skip::{seed, tell};

async fn stops_under_load(name: &str, mut fleet: Fleet) {
    let seed = seed();
    let mut rng = Rng::with_seed(seed);
    let mut load = fleet.world.state(|state| Load::new(state, 40, seed));
    for _ in 0..3 {
        fleet.start_all();
        fleet.world.state(|state| load.send(state, 100));
        fleet
            .have_sent(load.asked.len() - 100 + rng.usize(1..50))
            .await;
        fleet.stop_all().await;
    }
    fleet.start_all();
    let count = fleet.finish(load).await;
    tell(&format!("{name}, DURABILITY_SEED={seed}: {count}"));
    count.is_clean();
}

#[tokio::test]
async fn stop_under_load_loses_and_doubles_nothing() {
    for intake in [Intake::Polling, Intake::Webhook] {
        let fleet = Fleet::new(intake, Place::Sqlite, 1);
        stops_under_load(&format!("SIGTERM, {intake:?}, SQLite"), fleet).await;
    }
}

#[tokio::test]
async fn stop_of_replicas_under_load_loses_and_doubles_nothing() {
    let name = "SIGTERM, PostgreSQL, replicas: 2";
    if let Some(database) = Database::for_test(name).await {
        let fleet = Fleet::new(Intake::Webhook, Place::Postgres(database), 2);
        stops_under_load(name, fleet).await;
    }
}

/// A replica that stands still for longer than its lease: the other goes on with its chats.
#[tokio::test]
async fn replica_that_sleeps_through_its_lease_leaves_its_work_to_the_other() {
    let name = "a replica asleep, PostgreSQL";
    let Some(database) = Database::for_test(name).await else {
        return;
    };
    let mut fleet = Fleet::new(Intake::Webhook, Place::Postgres(database), 2);
    let mut load = fleet.world.state(|state| Load::new(state, 40, seed()));
    fleet.start_all();
    fleet.world.state(|state| load.send(state, 200));
    fleet.have_sent(50).await;
    fleet.falls_asleep(0);
    // Posts to the one that sleeps are never answered; a load balancer takes it out.
    let awake = fleet.address(1);
    fleet
        .world
        .state(|state| state.updates.replicas = vec![awake]);
    fleet.all_is_answered(&load).await;
    fleet.wakes_up(0);
    let count = fleet.finish(load).await;
    tell(&format!("{name}: {count}"));
    assert!(count.lost.is_empty() && count.strays.is_empty(), "{count}");
}

#[tokio::test]
async fn change_from_polling_to_webhook_and_back_loses_nothing() {
    let mut fleet = Fleet::new(Intake::Polling, Place::Sqlite, 1);
    let address = free_port();
    let webhook = format!("http://{address}/telegram");
    let mut load = fleet.world.state(|state| Load::new(state, 20, seed()));
    fleet.set("WEBHOOK_ADDR", address);
    for url in ["", &webhook, "", &webhook, ""] {
        fleet.set("WEBHOOK_URL", url);
        // Some wait before the bot is there, some come while it is there.
        fleet.world.state(|state| load.send(state, 30));
        fleet.start_all();
        fleet.have_sent(load.asked.len() - 15).await;
        fleet.world.state(|state| load.send(state, 30));
        fleet.have_sent(load.asked.len() - 15).await;
        let now = fleet.world.state(|state| state.updates.webhook.url.clone());
        assert_eq!(now, url);
        fleet.stop_all().await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    fleet.start_all();
    let count = fleet.finish(load).await;
    tell(&format!("polling, webhook, polling: {count}"));
    count.is_clean();
}
