//! `kill -9` at any moment: every message is answered once, but where a kill hides that Telegram had
//! taken the answer.

use std::time::Duration;

use fastrand::Rng;
use tokio::time::sleep;

use super::fleet::{Fleet, Intake};
use super::load::Load;
use super::place::{Database, Place};
use super::skip::{seed, tell};

/// How much is sent, and how often something is killed.
pub(crate) struct Size {
    pub(crate) messages: usize,
    pub(crate) chats: usize,
    pub(crate) kills: usize,
}

const SHORT: Size = Size {
    messages: 600,
    chats: 60,
    kills: 6,
};

const LONG: Size = Size {
    messages: 20_000,
    chats: 500,
    kills: 100,
};

/// Kills replicas at random while messages come in, and starts them again.
pub(crate) async fn survives_kills(name: &str, size: Size, mut fleet: Fleet) {
    let seed = seed();
    tell(&format!("{name}: DURABILITY_SEED={seed}"));
    let mut rng = Rng::with_seed(seed);
    let mut load = fleet.world.state(|state| {
        state.is_light = size.messages > SHORT.messages;
        Load::new(state, size.chats, seed)
    });
    let share = size.messages / (size.kills + 1);
    fleet.start_all();
    for _ in 0..size.kills {
        // A backlog that grows with every kill would only show how long it takes in the end.
        fleet.all_but(&load, 2 * share).await;
        if rng.u8(..4) == 0 {
            // At any moment, also while it starts.
            fleet.world.state(|state| load.send(state, share));
            sleep(Duration::from_micros(rng.u64(..600_000))).await;
        } else {
            in_the_midst(&fleet, &mut load, &mut rng, share).await;
        }
        let victim = rng.usize(..fleet.len());
        fleet.kill(victim).await;
        if rng.u8(..5) == 0 {
            for other in 0..fleet.len() {
                fleet.kill(other).await;
            }
        }
        sleep(Duration::from_micros(rng.u64(..200_000))).await;
        fleet.start_all();
    }
    let rest = size.messages - load.asked.len();
    fleet.world.state(|state| load.send(state, rest));
    let count = fleet.finish(load).await;
    tell(&format!("{name}: {count}"));
    count.is_clean();
}

/// Sends messages in drops, and comes back at some moment in which they are being answered.
async fn in_the_midst(fleet: &Fleet, load: &mut Load, rng: &mut Rng, share: usize) {
    let before = fleet.sent();
    let mut left = share;
    let first = rng.usize(1..=share);
    while left > share - first {
        let drop = rng.usize(1..=8).min(left);
        fleet.world.state(|state| load.send(state, drop));
        left -= drop;
        sleep(Duration::from_micros(rng.u64(..3_000))).await;
    }
    fleet
        .have_sent(before + rng.usize(1..=first.div_ceil(2)))
        .await;
    fleet.world.state(|state| load.send(state, left));
    sleep(Duration::from_micros(rng.u64(..4_000))).await;
}

async fn on_sqlite(intake: Intake, size: Size) {
    let fleet = Fleet::new(intake, Place::Sqlite, 1);
    survives_kills(&format!("{intake:?}, SQLite"), size, fleet).await;
}

async fn on_postgres(intake: Intake, replicas: usize, size: Size) {
    let name = format!("{intake:?}, PostgreSQL, replicas: {replicas}");
    if let Some(database) = Database::for_test(&name).await {
        let fleet = Fleet::new(intake, Place::Postgres(database), replicas);
        survives_kills(&name, size, fleet).await;
    }
}

#[tokio::test]
async fn polling_bot_on_sqlite_survives_kills() {
    on_sqlite(Intake::Polling, SHORT).await;
}

#[tokio::test]
async fn webhook_on_sqlite_survives_kills() {
    on_sqlite(Intake::Webhook, SHORT).await;
}

#[tokio::test]
async fn polling_bot_on_postgres_survives_kills() {
    on_postgres(Intake::Polling, 1, SHORT).await;
}

#[tokio::test]
async fn replicas_on_postgres_survive_kills() {
    on_postgres(Intake::Webhook, 2, SHORT).await;
}

#[tokio::test]
#[ignore = "takes minutes: 20,000 messages, 100 kills"]
async fn polling_bot_on_sqlite_survives_a_hundred_kills() {
    on_sqlite(Intake::Polling, LONG).await;
}

#[tokio::test]
#[ignore = "takes minutes: 20,000 messages, 100 kills"]
async fn webhook_on_sqlite_survives_a_hundred_kills() {
    on_sqlite(Intake::Webhook, LONG).await;
}

#[tokio::test]
#[ignore = "takes minutes: 20,000 messages, 100 kills"]
async fn polling_bot_on_postgres_survives_a_hundred_kills() {
    on_postgres(Intake::Polling, 1, LONG).await;
}

#[tokio::test]
#[ignore = "takes minutes: 20,000 messages, 100 kills"]
async fn replicas_on_postgres_survive_a_hundred_kills() {
    on_postgres(Intake::Webhook, 2, LONG).await;
}
