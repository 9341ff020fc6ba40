//! A clock that jumps, by libfaketime.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::fleet::{Fleet, Intake};
use super::load::Load;
use super::place::Place;
use super::skip::{seed, skipped, tell};
use crate::script::unlimited;

/// Where Debian keeps libraries.
const LIBRARIES: &str = "/usr/lib";

fn library() -> Option<PathBuf> {
    let machines = fs::read_dir(Path::new(LIBRARIES))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths = machines.map(|machine| machine.path().join("faketime/libfaketimeMT.so.1"));
    paths.find(|path| path.exists())
}

/// Neither fresh messages age nor answers double while the bot's clock jumps by so many hours.
async fn jumps(intake: Intake) {
    let name = format!("clock jumps, {intake:?}");
    let Some(library) = library() else {
        return skipped(&name, "libfaketime is not installed");
    };
    let folder = TempDir::new().expect("a folder");
    let clock = folder.path().join("clock");
    let is_now = |offset: &str| fs::write(&clock, offset).expect("a file");
    is_now("+0");
    let setup = unlimited()
        .env("LD_PRELOAD", library.display())
        .env("FAKETIME_TIMESTAMP_FILE", clock.display())
        .env("FAKETIME_NO_CACHE", 1)
        // A clock that jumps is the one on the wall; what measures time goes on.
        .env("FAKETIME_DONT_FAKE_MONOTONIC", 1)
        .env("DONT_FAKE_MONOTONIC", 1);
    let mut fleet = Fleet::with(setup, intake, Place::Sqlite, 1);
    let mut load = fleet.world.state(|state| Load::new(state, 10, seed()));
    fleet.start_all();
    for (offset, is_killed) in [
        ("+0", false),
        ("+5h", false),
        ("-7h", false),
        ("+30h", true),
        ("-30h", true),
        ("+0", false),
    ] {
        is_now(offset);
        if is_killed {
            fleet.kill(0).await;
            fleet.start_all();
        }
        fleet.world.state(|state| load.send(state, 20));
        fleet.all_is_answered(&load).await;
        // What comes at once after the jump is one thing, what comes a little later another.
        tokio::time::sleep(Duration::from_millis(50)).await;
        fleet.world.state(|state| load.send(state, 20));
        fleet.all_is_answered(&load).await;
    }
    let count = fleet.finish(load).await;
    tell(&format!("{name}: {count}"));
    count.is_clean();
}

#[tokio::test]
async fn clock_that_jumps_neither_ages_nor_doubles_messages_when_polling() {
    jumps(Intake::Polling).await;
}

#[tokio::test]
async fn clock_that_jumps_neither_ages_nor_doubles_messages_with_a_webhook() {
    jumps(Intake::Webhook).await;
}
