//! One bot, or replicas of it, that are killed and started again.

use std::collections::HashSet;
use std::fmt::{Display, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use super::count::{Count, Troubles};
use super::health::free_port;
use super::load::Load;
use super::place::Place;
use crate::fake::state::{Accepted, State};
use crate::script::bot::Bot;
use crate::script::home::Home;
use crate::script::{Setup, World, unlimited};

/// The key under which replicas seal what they share: 32 bytes in hexadecimal.
pub(crate) const STORAGE_KEY: &str =
    "5f1c0e7a9b3d2846f0a1b2c3d4e5f60718293a4b5c6d7e8f9001122334455667";

/// How updates come to the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intake {
    /// It asks for them.
    Polling,
    /// They are posted to its replicas in turn.
    Webhook,
}

/// How long the bot has to answer everything.
const PATIENCE: Duration = Duration::from_mins(1);

struct Replica {
    setup: Setup,
    /// Where it tells how it is.
    health: SocketAddr,
    /// What it does not share.
    home: Home,
    bot: Option<Bot>,
    /// How often it was started.
    starts: usize,
    /// What it logged in earlier lives.
    log: String,
}

/// One bot, or replicas of it.
pub(crate) struct Fleet {
    pub(crate) world: Arc<World>,
    replicas: Vec<Replica>,
    place: Place,
    /// Kills, by the life of a replica that they ended, and outages.
    pub(crate) troubles: Troubles,
}

impl Fleet {
    /// So many replicas, not started yet.
    pub(crate) fn new(intake: Intake, place: Place, replicas: usize) -> Self {
        Self::with(unlimited(), intake, place, replicas)
    }

    /// Replicas with further settings.
    pub(crate) fn with(setup: Setup, intake: Intake, place: Place, replicas: usize) -> Self {
        let mut setup = setup.patience(PATIENCE);
        for (name, value) in place.environment() {
            setup = setup.env(name, value).env("STORAGE_KEY", STORAGE_KEY);
        }
        let world = World::without_bot(setup.clone());
        // What a killed bot knew of a wish to wait is gone with it.
        world.allows("came again before `retry_after` had passed");
        let addresses: Vec<SocketAddr> = (0..replicas).map(|_| free_port()).collect();
        if intake == Intake::Webhook {
            setup = setup.env("WEBHOOK_URL", format!("http://{}/telegram", addresses[0]));
            world.state(|state| state.updates.replicas.clone_from(&addresses));
        }
        let replicas = addresses.iter().map(|address| {
            let health = free_port();
            let setup = setup.clone().env("HEALTH_ADDR", health);
            Replica {
                setup: match intake {
                    Intake::Polling => setup,
                    Intake::Webhook => setup.env("WEBHOOK_ADDR", address),
                },
                health,
                home: Home::new(),
                bot: None,
                starts: 0,
                log: String::new(),
            }
        });
        Self {
            replicas: replicas.collect(),
            world,
            place,
            troubles: Troubles::default(),
        }
    }

    /// How many replicas there are.
    pub(crate) fn len(&self) -> usize {
        self.replicas.len()
    }

    /// The folder in which a replica keeps what it does not share.
    pub(crate) fn data(&self, number: usize) -> PathBuf {
        self.replicas[number].home.data()
    }

    /// Where a replica is asked for `/readyz`.
    pub(crate) fn health(&self, number: usize) -> SocketAddr {
        self.replicas[number].health
    }

    /// Where a replica takes what is posted.
    pub(crate) fn address(&self, number: usize) -> SocketAddr {
        self.world.state(|state| state.updates.replicas[number])
    }

    /// Changes the settings with which replicas are started from now on.
    pub(crate) fn set(&mut self, name: &str, value: impl Display) {
        for replica in &mut self.replicas {
            replica.setup = replica.setup.clone().env(name, &value);
        }
    }

    /// Starts a replica.
    pub(crate) fn start(&mut self, number: usize) {
        let replica = &mut self.replicas[number];
        replica.starts += 1;
        let url = format!(
            "{}/{}",
            self.world.server().url(),
            life(number, replica.starts)
        );
        replica.bot = Some(Bot::start(&replica.setup, url, &replica.home));
    }

    /// Starts those that are not running.
    pub(crate) fn start_all(&mut self) {
        for number in 0..self.len() {
            if self.replicas[number].bot.is_none() {
                self.start(number);
            }
        }
    }

    /// Kills a replica, unless it is dead already.
    pub(crate) async fn kill(&mut self, number: usize) {
        let replica = &mut self.replicas[number];
        if let Some(bot) = replica.bot.take() {
            let name = life(number, replica.starts);
            self.troubles.killed.insert(name, Instant::now());
            replica.log += &bot.kill().await;
        }
    }

    /// Stops all in good order.
    pub(crate) async fn stop_all(&mut self) {
        for replica in &mut self.replicas {
            if let Some(mut bot) = replica.bot.take() {
                // Before that it does not yet know how to stop.
                serves(&bot).await;
                bot.signal(Signal::SIGTERM);
                let ended = tokio::time::timeout(Duration::from_secs(12), bot.ended()).await;
                replica.log += &bot.log();
                let status = ended.expect("a bot that stops in time").expect("a process");
                assert!(status.success(), "{status}: {}", replica.log);
            }
        }
    }

    /// Lets a replica stand still, which may hide from it what it has sent, as a kill does.
    pub(crate) fn falls_asleep(&mut self, number: usize) {
        let replica = &self.replicas[number];
        let name = life(number, replica.starts);
        self.troubles.killed.insert(name, Instant::now());
        self.signal(number, Signal::SIGSTOP);
    }

    /// Lets it go on.
    pub(crate) fn wakes_up(&self, number: usize) {
        self.signal(number, Signal::SIGCONT);
    }

    fn signal(&self, number: usize, signal: Signal) {
        if let Some(bot) = &self.replicas[number].bot {
            bot.signal(signal);
        }
    }

    /// How many messages were sent so far.
    pub(crate) fn sent(&self) -> usize {
        self.world.state(|state| state.accepted.len())
    }

    /// Waits until so many messages were sent.
    pub(crate) async fn have_sent(&self, enough: usize) {
        let shared = self.world.server().shared();
        let sent = |state: &mut State| (state.accepted.len() >= enough).then_some(());
        let found = shared.found_within(PATIENCE, sent).await;
        assert!(
            found.is_some(),
            "nothing is sent any more; the logs:\n{}",
            self.log()
        );
    }

    /// Waits until everything that was asked is answered and confirmed.
    pub(crate) async fn all_is_answered(&self, load: &Load) {
        self.all_but(load, 0).await;
        let confirmed = |state: &mut State| (state.updates.pending() == 0).then_some(());
        let shared = self.world.server().shared();
        let done = shared.found_within(PATIENCE, confirmed).await;
        assert!(
            done.is_some(),
            "not all is confirmed; the logs:\n{}",
            self.log()
        );
    }

    /// Waits until no more than `most` messages have no answer yet. Fails when nothing has been answered
    /// for a while.
    pub(crate) async fn all_but(&self, load: &Load, most: usize) {
        let asked = load.asked.iter();
        let mut open: HashSet<_> = asked.map(|asked| (asked.chat, asked.message)).collect();
        let mut seen = 0;
        let shared = self.world.server().shared();
        while open.len() > most {
            let news = |state: &mut State| {
                let news = state.accepted.get(seen..)?.to_vec();
                (!news.is_empty()).then_some(news)
            };
            let Some(news) = shared.found_within(PATIENCE, news).await else {
                let (waiting, left) = (
                    self.world.state(|state| state.updates.pending()),
                    open.len(),
                );
                let log = self.log();
                panic!(
                    "nothing was answered for {PATIENCE:?} while {left} messages had no answer, of \
                     which {waiting} were not confirmed; the logs:\n{log}"
                );
            };
            seen += news.len();
            for answer in news {
                open.remove(&(answer.chat, answer.replies_to.unwrap_or_default()));
            }
        }
    }

    /// Waits until everything is answered, also what a restart brings back, and counts.
    pub(crate) async fn finish(mut self, mut load: Load) -> Count {
        self.all_is_answered(&load).await;
        self.stop_all().await;
        self.world.state(|state| load.send_from_all(state));
        self.start_all();
        self.all_is_answered(&load).await;
        self.stop_all().await;
        self.count(load).await
    }

    /// Counts what became of the messages, and clears away.
    pub(crate) async fn count(self, load: Load) -> Count {
        let accepted: Vec<Accepted> = self
            .world
            .state(|state| std::mem::take(&mut state.accepted));
        self.place.clear().await;
        Count::of(&load.asked, &accepted, &self.troubles)
    }

    /// What all replicas logged.
    pub(crate) fn log(&self) -> String {
        let mut all = String::new();
        for (number, replica) in self.replicas.iter().enumerate() {
            let latest = replica.bot.as_ref().map(Bot::log).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = write!(all, "-- replica {number}\n{}{latest}", replica.log);
        }
        all
    }
}

/// Waits until a bot has come so far that it serves.
async fn serves(bot: &Bot) {
    let start = Instant::now();
    while !bot.log().contains("serving as @") {
        assert!(
            start.elapsed() < PATIENCE,
            "no bot that serves:\n{}",
            bot.log()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The name of a replica between two starts.
fn life(number: usize, start: usize) -> String {
    format!("replica-{number}-{start}")
}
