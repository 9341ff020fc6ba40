//! The bot on Telegram: updates in, replies of the pure core, calls out.
//!
//! `poll` and `webhook` bring updates, `intake` has them stored and keeps them until they are
//! answered, `event` says what each asks, `queues` keeps the order within a chat, `routes` leads to
//! the handlers in `on`, and a `job` shows what they say and notes what is to be stored of it.
//! Nothing here words or decides anything.

mod api;
mod bot;
mod buttons;
mod clock;
mod counts;
mod doctor;
mod entities;
mod event;
mod intake;
mod job;
mod limits;
mod menu;
mod on;
mod poll;
mod process;
mod queues;
mod routes;
mod send;
mod shelf;

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use teloxide::payloads::GetMe;
use teloxide::types::Me;
use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};

use crate::assistant::Assistant;
use crate::config::Config;
use crate::store::{self, Store};
use api::{Api, Failure};
use bot::Bot;
use intake::Intake;
use limits::Limits;
use poll::Poller;
use send::jitter;

pub use doctor::Finding;
pub use process::{examine, run};

/// Work that was taken is finished within this time after a stop was asked for.
const FINISH_WITHIN: Duration = Duration::from_secs(8);

/// Confirming what was taken, and storing what came of it, may take this long after that.
const CONFIRM_WITHIN: Duration = Duration::from_millis(500);
const CLOSE_WITHIN: Duration = Duration::from_secs(1);

/// Pauses while Telegram cannot be reached at the start, from and to.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often what is only needed for a while is thrown away.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// What keeps the bot from serving.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no token.
    #[error("TELOXIDE_TOKEN is not set")]
    NoToken,
    /// Telegram does not know the token, or no longer.
    #[error("Telegram refuses the token")]
    TokenRefused,
    /// The database cannot be used, and waiting does not help.
    #[error("the storage cannot be used: {0}")]
    Storage(String),
    /// The system gives no threads or signals.
    #[error("the system gives no means to serve")]
    System(#[from] io::Error),
}

/// Serves Telegram until `stop` ends, then finishes what was taken.
///
/// # Errors
///
/// Without a token, with one that Telegram refuses, or with a database that cannot be used.
async fn serve(
    config: &Config,
    assistant: Arc<Assistant>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let api = Api::new(config).ok_or(Error::NoToken)?;
    let mut stop = pin!(stop);
    let opened = async {
        let store = open(&config.storage).await?;
        let me = introduce(&api).await?;
        let limits = Limits::new(config.flood);
        restore(&limits, &store, api.clock().now_in_millis()).await;
        Ok::<_, Error>((me, store, limits))
    };
    let (me, store, limits) = tokio::select! {
        opened = opened => opened?,
        () = &mut stop => return Ok(()),
    };
    log::info!("serving as @{}", me.user.username.as_deref().unwrap_or("?"));
    let bot = Arc::new(Bot {
        api,
        assistant,
        me,
        store,
        counts: counts::Counts::default(),
        limits,
        shelf: shelf::Shelf::default(),
        max_age: config.max_age,
    });
    let mut beside = JoinSet::new();
    beside.spawn(set_menu(Arc::clone(&bot)));
    beside.spawn(tidy(Arc::clone(&bot)));
    let intake = Intake::new(Arc::clone(&bot));
    let mut poller = Poller::new();
    let served = tokio::select! {
        served = receive(&bot, &intake, &mut poller) => served,
        () = &mut stop => Ok(()),
    };
    beside.shutdown().await;
    finish(&bot, &intake, &poller).await;
    bot.counts.tell_of_late();
    log::info!("since the start: {}", bot.counts.summary());
    served
}

/// Opens the database, however long that cannot be done.
async fn open(settings: &store::Settings) -> Result<Store, Error> {
    let mut pause = FIRST_PAUSE;
    loop {
        match Store::open(settings).await {
            Ok(store) => return Ok(store),
            Err(store::Error::Lasting(why)) => return Err(Error::Storage(why)),
            Err(store::Error::Passing(why)) => {
                log::error!("the storage cannot be opened: {why}; trying again");
                sleep(pause + jitter(pause)).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Takes over what people have used up of their limits, so that a restart gives nobody a new start.
async fn restore(limits: &Limits, store: &Store, now: i64) {
    loop {
        match store.spent(now).await {
            Ok(all) => return all.into_iter().for_each(|spent| limits.restore(spent, now)),
            // The store tells of its trouble itself.
            Err(_) => sleep(FIRST_PAUSE).await,
        }
    }
}

/// Learns who the bot is, however long Telegram cannot be reached.
async fn introduce(api: &Api) -> Result<Me, Error> {
    let mut pause = FIRST_PAUSE;
    loop {
        match api.call::<_, Me>(&GetMe::new()).await {
            Ok(me) => return Ok(me),
            Err(failure) if failure.is_token_refused() => return Err(Error::TokenRefused),
            Err(failure) => {
                log::warn!("Telegram cannot be asked who the bot is: {failure}; trying again");
                let wait = match failure {
                    Failure::TooMany(wait) => wait,
                    _ => pause,
                };
                sleep(wait + jitter(pause)).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

async fn set_menu(bot: Arc<Bot>) {
    if let Err(failure) = menu::set(&bot.api, bot.assistant.faq()).await {
        log::warn!("the commands and descriptions could not be set: {failure}");
    }
}

async fn tidy(bot: Arc<Bot>) {
    let mut every = interval(TIDY_EVERY);
    loop {
        every.tick().await;
        bot.limits.tidy();
        bot.counts.tell_of_late();
        // Trouble is told by the store itself, and this comes again.
        let _ = bot.store.tidy(bot.now()).await;
    }
}

/// Takes updates until the token is refused.
async fn receive(bot: &Bot, intake: &Intake, poller: &mut Poller) -> Result<(), Error> {
    if bot.store.is_shared() {
        return tokio::select! {
            served = poll(bot, intake, poller) => served,
            never = intake.claim() => never,
        };
    }
    intake.resume().await;
    poll(bot, intake, poller).await
}

async fn poll(bot: &Bot, intake: &Intake, poller: &mut Poller) -> Result<(), Error> {
    loop {
        let received = poller
            .next(&bot.api)
            .await
            .map_err(|_| Error::TokenRefused)?;
        let numbers: Vec<u32> = received.iter().map(|received| received.number).collect();
        intake.take_surely(received).await;
        for number in numbers {
            poller.taken(number);
        }
    }
}

/// Finishes what is under way, within ten seconds in all; the rest is stored and comes first when
/// the bot is started again.
async fn finish(bot: &Bot, intake: &Intake, poller: &Poller) {
    log::info!("stopping: {} messages are being answered", intake.left());
    if timeout(FINISH_WITHIN, intake.idle()).await.is_err() {
        log::warn!(
            "{} messages are not answered yet; they are kept for the next start",
            intake.left()
        );
    }
    if let Err(failure) = poller.confirm(&bot.api, CONFIRM_WITHIN).await {
        log::debug!("what was taken could not be confirmed, and will be known again: {failure}");
    }
    bot.store.clone().close(CLOSE_WITHIN).await;
}
