//! Storage in trouble: the disk full or read-only, the file locked or corrupt, the database away.

use std::fs;
use std::time::{Duration, Instant};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _, Executor as _};

use super::cluster::Cluster;
use super::disk::Disk;
use super::fleet::{Fleet, Intake};
use super::health::{asked, is_ready};
use super::load::Load;
use super::place::{Database, Place};
use super::skip::{seed, tell};
use crate::script::{Setup, World, anything};

/// So many messages before, in and after the trouble.
const MESSAGES: usize = 60;

/// A bot that answered some messages already.
async fn at_work(fleet: &mut Fleet) -> Load {
    let mut load = fleet.world.state(|state| Load::new(state, 20, seed()));
    fleet.start_all();
    fleet.world.state(|state| load.send(state, MESSAGES));
    fleet.all_is_answered(&load).await;
    for number in 0..fleet.len() {
        is_ready(fleet.health(number), true).await;
    }
    load
}

/// Sends messages until every bot says that it cannot store them.
async fn nothing_can_be_stored(fleet: &Fleet, load: &mut Load) {
    // A little room may be left in the files themselves.
    for _ in 0..100 {
        fleet.world.state(|state| load.send(state, MESSAGES));
        tokio::time::sleep(Duration::from_millis(50)).await;
        if !are_ready(fleet).await {
            break;
        }
    }
    for number in 0..fleet.len() {
        is_ready(fleet.health(number), false).await;
    }
    let pending = fleet.world.state(|state| state.updates.pending());
    assert!(pending > 0, "{}", fleet.log());
}

async fn are_ready(fleet: &Fleet) -> bool {
    for number in 0..fleet.len() {
        let said = asked(fleet.health(number), "/readyz").await;
        if said.is_none_or(|(status, _)| !status.is_success()) {
            return false;
        }
    }
    true
}

async fn all_is_well_again(name: &str, fleet: Fleet, load: Load) -> usize {
    for number in 0..fleet.len() {
        is_ready(fleet.health(number), true).await;
    }
    let count = fleet.finish(load).await;
    tell(&format!("{name}: {count}"));
    count.is_clean();
    count.hidden_by_outage
}

async fn full_disk(intake: Intake, is_killed: bool) {
    let kill = if is_killed { ", killed" } else { "" };
    let name = format!("full disk, {intake:?}{kill}");
    let mut fleet = Fleet::new(intake, Place::Sqlite, 1);
    let Some(disk) = Disk::mount(&fleet.data(0), &name) else {
        return;
    };
    let mut load = at_work(&mut fleet).await;
    let start = Instant::now();
    disk.fill();
    nothing_can_be_stored(&fleet, &mut load).await;
    if is_killed {
        // What was confirmed was stored, or it is lost now.
        fleet.kill(0).await;
        fleet.troubles.outages.push((start, Instant::now()));
    }
    disk.clear();
    fleet.start_all();
    all_is_well_again(&name, fleet, load).await;
}

#[tokio::test]
async fn full_disk_is_waited_out_when_polling() {
    full_disk(Intake::Polling, false).await;
}

#[tokio::test]
async fn full_disk_is_waited_out_with_a_webhook() {
    full_disk(Intake::Webhook, false).await;
}

#[tokio::test]
async fn what_was_confirmed_before_and_on_a_full_disk_survives_a_kill() {
    for intake in [Intake::Polling, Intake::Webhook] {
        full_disk(intake, true).await;
    }
}

/// A connection to the file of a bot.
async fn open(fleet: &Fleet) -> AnyConnection {
    install_default_drivers();
    let file = fleet.data(0).join("bot.db");
    let connection = AnyConnection::connect(&format!("sqlite://{}?mode=rwc", file.display())).await;
    connection.expect("a file of SQLite")
}

#[tokio::test]
async fn locked_file_is_waited_out_at_the_start() {
    let mut fleet = Fleet::new(Intake::Polling, Place::Sqlite, 1);
    let mut load = at_work(&mut fleet).await;
    fleet.stop_all().await;
    let mut other = open(&fleet).await;
    other.execute("BEGIN EXCLUSIVE").await.expect("a lock");
    fleet.start_all();
    fleet.world.state(|state| load.send(state, MESSAGES));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let pending = fleet.world.state(|state| state.updates.pending());
    assert_eq!(pending, MESSAGES, "{}", fleet.log());
    other.execute("COMMIT").await.expect("an end");
    other.close().await.expect("an end");
    all_is_well_again("locked file", fleet, load).await;
}

/// The bot does not start on this as its database, and says why.
async fn refuses_to_start_on(content: &[u8]) {
    let world = World::without_bot(Setup::default());
    fs::write(world.data().join("bot.db"), content).expect("a file");
    world.starts_bot();
    let (status, log) = world.bot_ends_within(Duration::from_secs(10)).await;
    assert_eq!(status.expect("a process").code(), Some(6), "{log}");
    assert!(log.contains("bot.db"), "{log}");
}

#[tokio::test]
async fn file_that_is_no_database_is_refused() {
    refuses_to_start_on(&b"This is no database. ".repeat(500)).await;
}

#[tokio::test]
async fn damaged_file_is_refused() {
    // The beginning of a database, and then nothing that makes sense.
    let mut content = b"SQLite format 3\0".to_vec();
    content.extend(b"\x10\x00\x02\x02\x00\x40\x20\x20".repeat(2_000));
    refuses_to_start_on(&content).await;
}

#[tokio::test]
async fn read_only_folder_is_named() {
    let world = World::without_bot(Setup::default());
    let Some(disk) = Disk::mount(&world.data(), "read-only folder") else {
        return;
    };
    disk.becomes_read_only();
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    world.starts_bot();
    let folder = world.data().display().to_string();
    crate::script::logged(&world, &folder).await;
    assert_eq!(world.state(|state| state.updates.pending()), 1);
}

#[tokio::test]
async fn database_that_goes_away_is_waited_for() {
    let name = "database stopped and started";
    for replicas in [1, 2] {
        let Some(cluster) = Cluster::start_for(name) else {
            return;
        };
        let place = Place::Postgres(Database::create(cluster.url()).await);
        let mut fleet = Fleet::new(Intake::Webhook, place, replicas);
        let mut load = at_work(&mut fleet).await;
        // Some of these are under way when the power goes.
        fleet.world.state(|state| load.send(state, MESSAGES));
        fleet.have_sent(MESSAGES + MESSAGES / 3).await;
        let start = Instant::now();
        cluster.stop();
        let before = fleet.world.state(|state| state.updates.pending());
        fleet.world.state(|state| load.send(state, MESSAGES));
        for number in 0..replicas {
            is_ready(fleet.health(number), false).await;
        }
        let pending = fleet.world.state(|state| state.updates.pending());
        assert_eq!(pending, before + MESSAGES, "{}", fleet.log());
        cluster.start();
        fleet.troubles.outages.push((start, Instant::now()));
        let doubled = all_is_well_again(&format!("{name}, {replicas} replicas"), fleet, load).await;
        assert!(
            replicas > 1 || doubled == 0,
            "one replica knows what it sent"
        );
    }
}

#[tokio::test]
async fn bot_without_its_database_waits_for_it_at_the_start() {
    let Some(cluster) = Cluster::start_for("start without a database") else {
        return;
    };
    let database = Database::create(cluster.url()).await;
    cluster.stop();
    let world = World::without_bot(
        Setup::default()
            .env("DATABASE_URL", database.url())
            .env("STORAGE_KEY", super::fleet::STORAGE_KEY),
    );
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    world.starts_bot();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(world.state(|state| state.updates.pending()), 1);
    cluster.start();
    ann.gets(anything()).await;
}
