//! A server, a bot, and the people who talk to it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::panic::Location;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use super::bot::Bot;
use super::home::Home;
use super::setup::Setup;
use crate::fake::Server;
use crate::fake::faults::Fault;
use crate::fake::state::{Deed, Request, State};

/// So many of the last lines of the bot's log are shown when a test fails.
const LOG_LINES: usize = 30;

/// A server, a bot, and the people who talk to it. When it is dropped, the test fails if the bot broke
/// a rule that the test did not expect, or left a callback query without an answer.
pub(crate) struct World {
    pub(super) server: Server,
    pub(super) setup: Setup,
    home: Home,
    bot: Mutex<Option<Bot>>,
    /// The deeds of the bot that the script has spoken of.
    taken: Mutex<HashSet<usize>>,
    /// Who tapped, by callback query.
    pub(super) taps: Mutex<HashMap<String, i64>>,
    allowed: Mutex<Vec<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    /// Starts a server and a bot.
    pub(crate) fn start(setup: Setup) -> Arc<Self> {
        let world = Self::without_bot(setup);
        world.starts_bot();
        world
    }

    /// Starts a server; the bot comes when the test says so.
    pub(crate) fn without_bot(setup: Setup) -> Arc<Self> {
        let server = Server::start();
        let sees_all = !setup.privacy_mode;
        server
            .shared()
            .look(|state| state.me["can_read_all_group_messages"] = sees_all.into());
        Arc::new(Self {
            server,
            setup,
            home: Home::new(),
            bot: Mutex::default(),
            taken: Mutex::default(),
            taps: Mutex::default(),
            allowed: Mutex::default(),
        })
    }

    /// The server, to arm faults or to look behind the scenes.
    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    /// The folder in which the bot keeps what outlives it.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.data()
    }

    /// Looks at or changes what the server knows.
    pub(crate) fn state<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        self.server.shared().change(f)
    }

    /// Arms a fault.
    pub(crate) fn arm(&self, fault: Fault) {
        self.state(|state| state.faults.arm(fault));
    }

    /// Disarms all faults.
    pub(crate) fn clear_faults(&self) {
        self.state(|state| state.faults.clear());
    }

    /// Waits until the faults that were to happen a number of times have happened.
    pub(crate) async fn faults_are_spent(&self) {
        self.until("the faults are spent", |state| state.faults.are_spent())
            .await;
    }

    /// Waits until the state is as wanted, and fails if that takes too long.
    #[track_caller]
    pub(crate) fn until(
        &self,
        what: &str,
        mut wanted: impl FnMut(&mut State) -> bool,
    ) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let found = |state: &mut State| wanted(state).then_some(());
            let shared = self.server.shared();
            if shared
                .found_within(self.setup.patience, found)
                .await
                .is_none()
            {
                self.fail(place, &format!("waited in vain until {what}"));
            }
        }
    }

    /// Sends any update; without an `update_id` it gets the next one. Comes back with the id.
    pub(crate) fn update(&self, update: Value) -> i64 {
        self.state(|state| {
            state.note(format!("update: {update}"));
            state.deliver(update)
        })
    }

    /// Delivers an update to the bot that it had before, as networks do.
    pub(crate) fn repeats(&self, id: i64, update: Value) {
        let mut update = update;
        update["update_id"] = json!(id);
        self.state(|state| state.updates.push_again(id, update));
    }

    /// Waits until the bot confirmed everything that was delivered.
    #[track_caller]
    pub(crate) fn all_is_confirmed(&self) -> impl Future<Output = ()> {
        self.until("every update is confirmed", |state| {
            state.updates.pending() == 0
        })
    }

    /// The requests of a method so far, in any case of its name.
    pub(crate) fn requests(&self, method: &str) -> Vec<Request> {
        self.state(|state| {
            let all = state.requests.iter();
            let of_method = all.filter(|request| request.method.eq_ignore_ascii_case(method));
            of_method.cloned().collect()
        })
    }

    /// What the bot is started with, unless something else is said.
    pub(crate) fn setup(&self) -> Setup {
        self.setup.clone()
    }

    /// Starts the bot, also once more after it ended.
    pub(crate) fn starts_bot(&self) {
        self.starts_bot_with(&self.setup);
    }

    /// Starts the bot with other settings than the last time, on the same data.
    pub(crate) fn starts_bot_with(&self, setup: &Setup) {
        let bot = Bot::start(setup, self.server.url(), &self.home);
        self.state(|state| state.note("    (the bot is started)"));
        *lock(&self.bot) = Some(bot);
    }

    /// Kills the bot like a power cut does; comes back with all that it logged.
    pub(crate) async fn kills_bot(&self) -> String {
        let bot = lock(&self.bot).take();
        let log = match bot {
            Some(bot) => bot.kill().await,
            None => String::new(),
        };
        self.state(|state| state.note("    (the bot is killed)"));
        log
    }

    /// Sends the bot a signal.
    pub(crate) fn signals_bot(&self, signal: Signal) {
        if let Some(bot) = lock(&self.bot).as_ref() {
            bot.signal(signal);
        }
        self.state(|state| state.note(format!("    (the bot is sent {signal})")));
    }

    /// Waits until the bot has ended of itself, at most for `limit`; comes back with its status and
    /// all that it logged.
    #[track_caller]
    pub(crate) fn bot_ends_within(
        &self,
        limit: Duration,
    ) -> impl Future<Output = (Option<ExitStatus>, String)> {
        let place = Location::caller();
        async move {
            let bot = lock(&self.bot).take();
            let Some(mut bot) = bot else {
                self.fail(place, "there is no bot");
            };
            let Ok(status) = tokio::time::timeout(limit, bot.ended()).await else {
                let log = bot.log();
                self.fail(
                    place,
                    &format!("the bot did not end within {limit:?}\n{log}"),
                );
            };
            (status, bot.log())
        }
    }

    /// Asks the bot to stop, and waits until it has.
    #[track_caller]
    pub(crate) fn stops_bot(&self) -> impl Future<Output = (Option<ExitStatus>, String)> {
        self.signals_bot(Signal::SIGTERM);
        self.bot_ends_within(Duration::from_secs(12))
    }

    /// The number of the bot's process, while it runs.
    pub(crate) fn bot_id(&self) -> Option<u32> {
        lock(&self.bot).as_ref().and_then(Bot::id)
    }

    /// What the bot wrote so far.
    pub(crate) fn log(&self) -> String {
        lock(&self.bot).as_ref().map(Bot::log).unwrap_or_default()
    }

    /// The bot may break the rule whose text has this in it.
    pub(crate) fn allows(&self, rule: &str) {
        lock(&self.allowed).push(rule.to_owned());
    }

    /// The next thing that the bot did and `wanted` recognises; nothing if it does not come in time.
    pub(super) async fn next<T>(&self, mut wanted: impl FnMut(&Deed) -> Option<T>) -> Option<T> {
        let shared = self.server.shared();
        let found = shared.found_within(self.setup.patience, |state| {
            let taken = lock(&self.taken);
            let mut deeds = state.deeds.iter().enumerate();
            deeds.find_map(|(i, deed)| {
                let is_new = !taken.contains(&i);
                is_new
                    .then(|| wanted(deed))
                    .flatten()
                    .map(|found| (i, found))
            })
        });
        let (index, found) = found.await?;
        lock(&self.taken).insert(index);
        Some(found)
    }

    /// What the bot did and the script has not spoken of.
    pub(super) fn untold(&self, about: impl Fn(&Deed) -> bool) -> Vec<Deed> {
        self.state(|state| {
            let taken = lock(&self.taken);
            let deeds = state.deeds.iter().enumerate();
            let untold = deeds.filter(|(i, deed)| !taken.contains(i) && about(deed));
            untold.map(|(_, deed)| deed.clone()).collect()
        })
    }

    fn report(&self, what: &str) -> String {
        let transcript = self.state(|state| state.transcript.join("\n"));
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(LOG_LINES)..].join("\n");
        format!("{what}\n\n-- the chat --\n{transcript}\n\n-- the bot's log --\n{last}\n")
    }

    /// Fails the test, and shows what led there.
    pub(super) fn fail(&self, place: &Location<'_>, what: &str) -> ! {
        panic!("{place}: {}", self.report(what))
    }

    fn faults_of_bot(&self) -> String {
        let allowed = lock(&self.allowed);
        let is_allowed = |rule: &str| allowed.iter().any(|part| rule.contains(part));
        self.state(|state| {
            let mut faults = String::new();
            for violation in state
                .violations
                .iter()
                .filter(|violation| !is_allowed(&violation.rule))
            {
                // Writing to a string cannot fail.
                let _ = writeln!(faults, "{}\n    {}", violation.rule, violation.request);
            }
            for by in state.unanswered() {
                let fault = format!("a callback query was never answered ({by})");
                if !is_allowed(&fault) {
                    let _ = writeln!(faults, "{fault}");
                }
            }
            faults
        })
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        // Nobody can be awaited here; a bot of its own process still has the time to answer.
        let start = Instant::now();
        let is_process = self.setup.in_process.is_none();
        while is_process
            && start.elapsed() < self.setup.patience
            && self.state(|state| !state.unanswered().is_empty())
        {
            thread::sleep(Duration::from_millis(2));
        }
        let faults = self.faults_of_bot();
        assert!(
            faults.is_empty(),
            "{}",
            self.report(&format!("the bot broke rules:\n{faults}"))
        );
    }
}
