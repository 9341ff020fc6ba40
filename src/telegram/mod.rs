//! The bot on Telegram: updates in, replies of the pure core, calls out.
//!
//! `poll` and `webhook` bring updates, `intake` has them stored, `event` says what each asks, `work`
//! keeps at it in the order of each chat until it is answered, `routes` leads to the handlers in `on`,
//! and a `job` shows what they say and notes what is to be stored of it. What operators ask in chats of
//! theirs is understood by `orders` and done in `on/operator`, at their `desk`.
//! `served` is what is answered from, which `edits` replaces, and `operators` are told what they have to
//! know. What is said to visitors is neither worded nor decided here.

mod acts;
mod api;
mod bot;
mod buttons;
mod clock;
mod counts;
mod desk;
mod doctor;
mod edits;
mod entities;
mod event;
mod flaws;
mod former;
mod intake;
mod job;
mod limits;
mod lock;
mod marked;
mod menu;
mod message;
mod on;
mod operators;
mod orders;
mod poll;
mod process;
mod queues;
mod ready;
mod recent;
mod reviews;
mod routes;
mod send;
mod sender;
mod served;
mod shelf;
#[cfg(test)]
mod stub;
mod subscribe;
mod surely;
mod unanswered;
mod update;
mod webhook;
mod work;

use std::cell::OnceCell;
use std::future::pending;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use teloxide::payloads::GetMe;
use teloxide::types::Me;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep, timeout, timeout_at};

use crate::assistant::Assistant;
use crate::config::{Config, Webhook};
use crate::edit::Folder;
use crate::health::{self, Metrics};
use crate::http;
use crate::live::Files;
use crate::store::{self, Store};
use crate::unanswered::Askers;
use api::{Api, TokenRefused};
use bot::Bot;
use desk::Desk;
use intake::Intake;
use limits::Limits;
use operators::Operators;
use poll::Poller;
use ready::Ready;
use send::{jitter, wait_for};
use served::Serving;

pub use crate::http::ListenError;
pub use doctor::Finding;
pub use process::{examine, run};
pub use update::{NoUpdate, Received, read_webhook_body};

/// Work that was taken is finished within this time after a stop was asked for. With what follows it
/// is less than ten seconds.
const FINISH_WITHIN: Duration = Duration::from_secs(7);

/// After that, requests under way may take so long, and what came of them reaches the storage so soon.
const HUSH_WITHIN: Duration = Duration::from_secs(1);
const NOTED_WITHIN: Duration = Duration::from_millis(100);

/// Confirming what was taken, and storing what came of it, may take this long after that.
const CONFIRM_WITHIN: Duration = Duration::from_millis(500);
const CLOSE_WITHIN: Duration = Duration::from_secs(1);

/// Pauses while the database cannot be opened, from and to.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often what is only needed for a while is thrown away.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// So many posted updates wait to be stored; the requests of others wait before that.
const POSTED: usize = 256;

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
/// Without a token, with one that Telegram refuses, with a database that cannot be used, or with an
/// address that cannot be listened on.
async fn serve(
    config: &Config,
    (assistant, files): (Assistant, Files),
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let metrics = Arc::new(Metrics::default());
    metrics.started(SystemTime::now());
    metrics.faq(
        assistant.version().to_owned(),
        assistant.faq().entries.len(),
    );
    let serving = Arc::new(Serving::new(assistant));
    let bot = config.token.as_ref().ok_or(Error::NoToken)?.bot();
    let api = Api::new(config, Arc::clone(&metrics)).ok_or(Error::NoToken)?;
    let api = Arc::new(api);
    let ready = Arc::new(Ready::new(
        Arc::clone(&api),
        Arc::clone(&serving),
        config.webhook.is_none(),
    ));
    let mut beside = JoinSet::new();
    if let Some(address) = config.health {
        let listener = http::listen("HEALTH_ADDR", address).await?;
        let ready = Arc::clone(&ready);
        let checks = move || {
            let ready = Arc::clone(&ready);
            async move { ready.checks().await }
        };
        beside.spawn(health::serve(listener, metrics, checks, pending()));
    }
    let ways = match &config.webhook {
        Some(webhook) => {
            let listener = http::listen("WEBHOOK_ADDR", webhook.address).await?;
            Ways::Webhook(webhook, listener)
        }
        None => Ways::Polling(Poller::new()),
    };
    let mut stop = pin!(stop);
    let opened = async {
        let store = open(config, bot).await?;
        ready.opened(store.clone());
        let trouble = "Telegram cannot be asked who the bot is";
        let me: Me = wait_for(&api, &GetMe::new(), trouble).await?;
        let limits = Limits::new(config.flood);
        restore(&limits, &store, api.clock().now_in_millis()).await;
        if !config.unanswered.are_kept {
            forget_unanswered(&store).await;
        }
        Ok::<_, Error>((me, store, limits))
    };
    let (me, store, limits) = tokio::select! {
        opened = opened => opened?,
        () = &mut stop => return Ok(()),
    };
    log::info!("serving as @{}", me.user.username.as_deref().unwrap_or("?"));
    let (operators, to_tell) = Operators::new(&config.operator_chats);
    let bot = Arc::new(Bot {
        api,
        operators,
        desk: Desk::new(Folder::new(files.dir())),
        serving,
        me,
        store,
        unanswered: config.unanswered,
        askers: Askers::default(),
        counts: counts::Counts::default(),
        limits,
        max_age: config.max_age,
        token_refused: Notify::new(),
    });
    beside.spawn(edits::follow(Arc::clone(&bot), files));
    beside.spawn(tidy(Arc::clone(&bot)));
    beside.spawn(reviews::remind(Arc::clone(&bot)));
    beside.spawn(operators::deliver(Arc::clone(&bot), to_tell));
    let served = ways.serve(&bot, stop).await;
    beside.shutdown().await;
    bot.counts.tell_of_late();
    log::info!("since the start: {}", bot.counts.summary());
    served
}

/// Opens the database, however long that cannot be done.
async fn open(config: &Config, bot: u64) -> Result<Store, Error> {
    let settings = store::Settings::new(config, bot);
    let mut pause = FIRST_PAUSE;
    loop {
        match Store::open(&settings).await {
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

/// Deletes questions that were kept before it was set that none are.
async fn forget_unanswered(store: &Store) {
    // The store tells of its trouble itself.
    while store.forget_all_unanswered().await.is_err() {
        sleep(FIRST_PAUSE).await;
    }
}

async fn tidy(bot: Arc<Bot>) {
    let mut every = interval(TIDY_EVERY);
    loop {
        every.tick().await;
        bot.limits.tidy();
        bot.counts.tell_of_late();
        bot.api.metrics().storage_errors(bot.store.failures());
        // Trouble is told by the store itself, and this comes again.
        let _ = bot.store.tidy(bot.now()).await;
    }
}

/// How updates come.
enum Ways<'a> {
    Polling(Poller),
    Webhook(&'a Webhook, TcpListener),
}

impl Ways<'_> {
    /// Answers updates until `stop` ends or the token is refused, then finishes what is under way.
    async fn serve(self, bot: &Arc<Bot>, stop: impl Future<Output = ()>) -> Result<(), Error> {
        let intake = Intake::new(Arc::clone(bot));
        let is_shared = bot.store.is_shared();
        let mut claiming = JoinSet::new();
        if is_shared {
            let intake = intake.clone();
            claiming.spawn(async move { intake.claim().await });
        }
        let mut poller = None;
        let asked = OnceCell::new();
        let served = {
            let ended = async {
                let why = tokio::select! {
                    () = stop => Ok(()),
                    () = bot.token_refused.notified() => Err(Error::TokenRefused),
                    // By a fault alone; others have to claim what this process holds.
                    Some(_) = claiming.join_next() => {
                        Err(Error::System(io::Error::other("the claiming of chats ended")))
                    }
                };
                // It is asked once.
                let _ = asked.set(Instant::now());
                why
            };
            let mut ended = pin!(ended);
            let before = if is_shared {
                None
            } else {
                // What comes now is answered after what came before.
                tokio::select! {
                    () = intake.resume() => None,
                    ended = &mut ended => Some(ended),
                }
            };
            match (before, self) {
                (Some(ended), _) => ended,
                (None, Self::Polling(polling)) => tokio::select! {
                    served = poll(bot, &intake, poller.insert(polling)) => served,
                    ended = ended => ended,
                },
                (None, Self::Webhook(webhook, listener)) => {
                    be_posted(bot, &intake, webhook, listener, ended).await
                }
            }
        };
        claiming.shutdown().await;
        let asked = asked.get().copied().unwrap_or_else(Instant::now);
        finish(bot, &intake, asked + FINISH_WITHIN).await;
        if let Some(poller) = &poller
            && let Err(failure) = poller.confirm(&bot.api, CONFIRM_WITHIN).await
        {
            log::debug!("what was taken is not confirmed, but known: {failure}");
        }
        served
    }
}

/// Polls until the token is refused.
async fn poll(bot: &Bot, intake: &Intake, poller: &mut Poller) -> Result<(), Error> {
    subscribe::poll(&bot.api).await?;
    loop {
        let received = poller.next(&bot.api).await?;
        let numbers: Vec<u32> = received.iter().map(|received| received.number).collect();
        intake.take_surely(received).await;
        for number in numbers {
            poller.taken(number);
        }
    }
}

/// Takes what is posted until it has `ended` or the token is refused.
async fn be_posted(
    bot: &Bot,
    intake: &Intake,
    webhook: &Webhook,
    listener: TcpListener,
    ended: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    let (posted, mut to_take) = mpsc::channel(POSTED);
    let (stopping, mut stopped) = watch::channel(());
    let serving = webhook::serve(listener, webhook, posted, async move {
        // It ends when the sender is gone.
        let _ = stopped.changed().await;
    });
    let watching = async {
        subscribe::post(&bot.api, webhook).await?;
        Err(subscribe::watch(&bot.api, &webhook.url).await)
    };
    let taking = async {
        while let Some(posted) = to_take.recv().await {
            intake.take_posted(posted).await;
        }
    };
    let until = async {
        let served = tokio::select! {
            watched = watching => watched.map_err(TokenRefused::into),
            ended = ended => ended,
        };
        drop(stopping);
        served
    };
    let (served, (), ()) = tokio::join!(until, serving, taking);
    served
}

/// Finishes what is under way until `deadline`; the rest is stored and comes first when the bot is
/// started again.
async fn finish(bot: &Bot, intake: &Intake, deadline: Instant) {
    let work = intake.work();
    log::info!("stopping: {} messages are being answered", work.left());
    if timeout_at(deadline, work.idle()).await.is_err() {
        // What is sent from now on could not be noted down, and would be sent a second time.
        if timeout(HUSH_WITHIN, bot.api.hush()).await.is_ok() {
            sleep(NOTED_WITHIN).await;
        }
        log::warn!(
            "{} messages are not answered yet; they are kept for the next start",
            work.left()
        );
    }
    bot.store.clone().close(CLOSE_WITHIN).await;
}
