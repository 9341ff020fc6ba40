//! The bot on Telegram: updates in, replies of the pure core, calls out.
//!
//! `poll` brings updates, `intake` knows which were taken, `event` says what each asks,
//! `queues` keeps the order within a chat, `routes` leads to the handlers in `on`, and
//! `bot` sends what they show. Nothing here words or decides anything.

mod api;
mod bot;
mod buttons;
mod counts;
mod doctor;
mod entities;
mod event;
mod intake;
mod limits;
mod memory;
mod menu;
mod on;
mod poll;
mod process;
mod queues;
mod routes;
mod send;
mod shelf;
#[allow(dead_code, reason = "not wired yet")]
mod subscribe;
mod update;
#[allow(dead_code, reason = "not wired yet")]
mod webhook;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use teloxide::dispatching::DpHandlerDescription;
use teloxide::dptree::{self, Handler};
use teloxide::payloads::GetMe;
use teloxide::types::{Me, Update};
use thiserror::Error;
use tokio::time::{interval, timeout};

use crate::assistant::Assistant;
use crate::config::Config;
use api::{Api, TokenRefused};
use bot::Bot;
use event::{Event, Key, event_of, key_of};
use intake::Intake;
use limits::Limits;
use memory::Memory;
use poll::Poller;
use queues::{Queues, Room};
use send::wait_for;

pub use crate::http::ListenError;
pub use doctor::Finding;
pub use process::{examine, run};
pub use update::{NoUpdate, Received, read_webhook_body};

/// Work that was taken is finished within this time after a stop was asked for.
const FINISH_WITHIN: Duration = Duration::from_secs(8);

/// Confirming what was taken may take this long after that.
const CONFIRM_WITHIN: Duration = Duration::from_millis(1_500);

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
    /// The system gives no threads or signals.
    #[error("the system gives no means to serve")]
    System(#[from] io::Error),
    /// An address that is to be served cannot be listened on.
    #[error(transparent)]
    Listen(#[from] ListenError),
}

impl From<TokenRefused> for Error {
    fn from(_: TokenRefused) -> Self {
        Self::TokenRefused
    }
}

/// Serves Telegram until `stop` ends, then finishes what was taken.
///
/// # Errors
///
/// Without a token, or with one that Telegram refuses.
async fn serve(
    config: &Config,
    assistant: Arc<Assistant>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let api = Api::new(config, Arc::default()).ok_or(Error::NoToken)?;
    let mut stop = pin!(stop);
    let me = tokio::select! {
        me = begin(&api) => me?,
        () = &mut stop => return Ok(()),
    };
    log::info!("serving as @{}", me.user.username.as_deref().unwrap_or("?"));
    let bot = Arc::new(Bot {
        api,
        assistant,
        me,
        memory: Memory::default(),
        counts: counts::Counts::default(),
        limits: Limits::new(config.flood),
        shelf: shelf::Shelf::default(),
    });
    let menu = tokio::spawn(set_menu(Arc::clone(&bot)));
    let tidying = tokio::spawn(tidy(Arc::clone(&bot)));
    let service = Service {
        bot: Arc::clone(&bot),
        intake: Arc::default(),
        queues: Queues::new(),
        routes: Arc::new(routes::routes()),
    };
    let served = service.run(stop.as_mut()).await;
    menu.abort();
    tidying.abort();
    log::info!("since the start: {}", bot.counts.summary());
    served
}

/// Learns who the bot is and has updates wait for it, however long Telegram cannot be reached.
async fn begin(api: &Api) -> Result<Me, Error> {
    let trouble = "Telegram cannot be asked who the bot is";
    let me = wait_for(api, &GetMe::new(), trouble).await?;
    subscribe::poll(api).await?;
    Ok(me)
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
    }
}

/// From updates to work.
struct Service {
    bot: Arc<Bot>,
    intake: Arc<Intake>,
    queues: Queues,
    routes: Arc<Handler<'static, (), DpHandlerDescription>>,
}

impl Service {
    async fn run(&self, mut stop: impl Future<Output = ()> + Unpin) -> Result<(), Error> {
        let mut poller = Poller::new();
        let ended = loop {
            let received = tokio::select! {
                received = poller.next(&self.bot.api) => received,
                () = &mut stop => break Ok(()),
            };
            let Ok(received) = received else {
                break Err(Error::TokenRefused);
            };
            tokio::select! {
                () = self.take(received, &mut poller) => {}
                // What has found no room is not confirmed and comes again.
                () = &mut stop => break Ok(()),
            }
        };
        self.finish(&poller).await;
        ended
    }

    /// Takes updates as long as there is room for them. May be ended at any time: an update is
    /// either taken wholly or not at all.
    async fn take(&self, received: Vec<Received>, poller: &mut Poller) {
        for Received { number, update, .. } in received {
            let room = self.queues.room().await;
            poller.taken(number);
            if !self.intake.take(number) {
                continue;
            }
            let asks = update.and_then(|update| {
                // What is wrong with one update must not end the process.
                let read = catch_unwind(AssertUnwindSafe(|| self.read(*update)));
                read.unwrap_or_else(|_| {
                    log::error!("update {number} could not be read; the bot goes on");
                    None
                })
            });
            match asks {
                Some((key, event)) => self.put(number, key, event, room),
                None => self.intake.answered(number),
            }
        }
    }

    /// What an update asks and where it belongs; nothing if it asks nothing or is too much.
    fn read(&self, mut update: Update) -> Option<(Key, Event)> {
        entities::mend(&mut update);
        let (key, person) = key_of(&update);
        let event = event_of(update, &self.bot.me)?;
        Some((key, self.admit(event, person)?))
    }

    fn put(&self, number: u32, key: Key, event: Event, room: Room) {
        let (bot, intake, routes) = (
            Arc::clone(&self.bot),
            Arc::clone(&self.intake),
            Arc::clone(&self.routes),
        );
        let work = async move {
            let _ = routes.dispatch(dptree::deps![event, bot]).await;
            intake.answered(number);
        };
        self.queues.add(key, room, work);
    }

    /// The event, or what is said instead of an answer, or nothing if its person floods.
    fn admit(&self, event: Event, person: Option<u64>) -> Option<Event> {
        let (Some(person), Some(instead)) = (person, event.as_too_many()) else {
            return Some(event);
        };
        let limits = &self.bot.limits;
        if limits.admits(person) || (self.is_danger(&event) && limits.hears_danger(person)) {
            return Some(event);
        }
        // Even then no button waits for ever; the polite line is for a message.
        if matches!(instead, Event::TooManyTaps(_)) || limits.tells(person) {
            return Some(instead);
        }
        self.bot.counts.outcome("silenced");
        None
    }

    /// Whether a message tells of a danger sign.
    fn is_danger(&self, event: &Event) -> bool {
        let (Event::Question(asked) | Event::Edited(asked)) = event else {
            return false;
        };
        let decision = self.bot.assistant.matcher().decide(&asked.text);
        matches!(decision.outcome, crate::matcher::Outcome::Urgent { .. })
    }

    /// Finishes what was taken and confirms it, within ten seconds in all.
    async fn finish(&self, poller: &Poller) {
        log::info!(
            "stopping: {} messages are being answered",
            self.queues.left()
        );
        let finished = timeout(FINISH_WITHIN, self.queues.idle()).await;
        if finished.is_err() {
            log::warn!("{} messages were not answered in time", self.intake.open());
        }
        if let Err(failure) = poller.confirm(&self.bot.api, CONFIRM_WITHIN).await {
            log::warn!("what was taken could not be confirmed: {failure}");
        }
    }
}
