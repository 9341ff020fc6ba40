//! What outlives the process: updates until they are answered, and what has to be known again.
//!
//! One interface over SQLite (one file, one process) and PostgreSQL (several replicas). Nothing in
//! here knows of Telegram or of the FAQ. Whoever is stored under a number is stored under a keyed
//! hash of it ([`Store::hash`]); the bodies of updates are sealed.

mod actor;
mod chats;
mod failure;
mod keys;
mod lease;
mod notes;
mod peek;
mod place;
mod private;
mod questions;
mod read;
mod records;
mod rows;
mod schema;
mod tidy;
mod write;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::AnyConnection;
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};
use tokio::time::{sleep, timeout};

pub use chats::LEASE;
pub use keys::{LONGEST_KEY, SHORTEST_KEY};
pub use peek::{Stored, peek};
pub use questions::QuestionsState;
pub use records::{
    Answer, Arrival, Claim, Count, Error, Kept, Lease, Outcome, Place, Settings, Spent, Unanswered,
    Waiting, Why,
};
pub use tidy::{ANSWERS_FOR, MOST_UNANSWERED, SEEN_FOR};

use actor::{Actor, Command, Take};
use keys::{Keys, Sealed};
use place::{Address, Engine};

/// So many callers of [`Store::take`] wait for the database at once; further ones wait for them.
const MOST_TAKES: usize = 64;
/// A write that takes longer may be one that hangs.
const SLOW: Duration = Duration::from_secs(1);
/// Without a hint, others may have laid something down so long ago.
const CLAIMABLE_AFTER: Duration = Duration::from_secs(1);

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    /// Never full, so that nobody has to wait to settle something. It is bounded all the same: what
    /// is settled was taken before, and whoever asks for anything else waits for the reply.
    commands: mpsc::UnboundedSender<Command>,
    common: Arc<Common>,
}

/// What the callers and the task that works on the database both know.
#[derive(Debug)]
struct Common {
    keys: Keys,
    /// For how many seconds questions that were not answered are kept.
    unanswered_for: i64,
    is_shared: bool,
    lease: lease::Current,
    /// Rung when there may be something to claim.
    wake: Notify,
    trouble: Mutex<Option<String>>,
    /// Since when something is being written, if it is.
    writing: Mutex<Option<Instant>>,
    failures: AtomicU64,
    /// Room for updates that are to be taken.
    room: Arc<Semaphore>,
}

impl Common {
    fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.lock();
        trouble.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From when on questions that were not answered are not past their time at `now`.
    fn unanswered_since(&self, now: i64) -> i64 {
        now.saturating_sub(self.unanswered_for)
    }

    fn writing(&self) -> MutexGuard<'_, Option<Instant>> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_trouble(&self, now: Option<String>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Store {
    /// Opens the database, creating what is missing and bringing the schema up to date. Tries once:
    /// an [`Error::Passing`] is for the caller to wait out.
    ///
    /// # Errors
    ///
    /// Both kinds, each naming the database, what is wrong and, if it lasts, what to do.
    pub async fn open(settings: &Settings) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let address = Address::of(&settings.place)?;
        let prepared = async {
            let mut connection = address.connect().await?;
            schema::migrate(&mut connection, address.engine).await?;
            let keys = schema::identify(&mut connection, settings).await?;
            Ok((connection, keys))
        };
        let (connection, keys) = prepared.await.map_err(|error| address.named(error))?;
        let common = Arc::new(Common {
            keys,
            unanswered_for: settings.unanswered_seconds(),
            is_shared: address.engine == Engine::Postgres,
            lease: lease::Current::new(keys::random_number()?),
            wake: Notify::new(),
            trouble: Mutex::default(),
            writing: Mutex::default(),
            failures: AtomicU64::new(0),
            room: Arc::new(Semaphore::new(MOST_TAKES)),
        });
        let (commands, received) = mpsc::unbounded_channel();
        let actor = Actor::new(address, connection, Arc::clone(&common), received)?;
        tokio::spawn(actor.run());
        Ok(Self { commands, common })
    }

    /// Whether other processes may work on the same database, so that chats have to be claimed.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.common.is_shared
    }

    /// The keyed hash of something that is not to be stored as it is. Differs by `of`, what it is.
    #[must_use]
    pub fn hash(&self, of: &str, parts: &[i64], text: &str) -> i64 {
        self.common.keys.hash(of, parts, text)
    }

    /// Makes updates durable. Comes back when they are, with which of them were new, in order; the
    /// others were stored before. Whoever stops waiting does not know which were, so that a new one
    /// is answered after the next start only.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if none of them is stored.
    pub async fn take(&self, mut updates: Vec<Arrival>) -> Result<Vec<bool>, Error> {
        for update in &mut updates {
            if let Some(body) = &mut update.body {
                *body = self.common.keys.seal(Sealed::Update, update.number, body)?;
            }
        }
        let room = Arc::clone(&self.common.room).acquire_owned().await;
        let room = Some(room.map_err(|_| closed())?);
        self.ask(|reply| {
            Command::Take(Take {
                updates,
                reply,
                room,
            })
        })
        .await
    }

    /// Stores what came of an update as soon as possible, and again until it is stored. What is read
    /// through this store afterwards sees it.
    pub fn settle(&self, outcome: Outcome) {
        if self.commands.send(Command::Settle(outcome, None)).is_err() {
            log::error!("an outcome could not be stored: {}", closed());
        }
    }

    /// The same, and waits until it is durable.
    pub async fn settled(&self, outcome: Outcome) {
        let (reply, stored) = oneshot::channel();
        let command = Command::Settle(outcome, Some(reply));
        if self.commands.send(command).is_err() || stored.await.is_err() {
            log::error!("an outcome could not be stored: {}", closed());
        }
    }

    /// Up to `limit` waiting updates with numbers above `after`, by number. For a database that is
    /// not shared.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn waiting(&self, after: Option<i64>, limit: usize) -> Result<Vec<Waiting>, Error> {
        let common = Arc::clone(&self.common);
        self.look(move |connection| {
            async move { read::waiting(connection, &common.keys, after, limit).await }.boxed()
        })
        .await
    }

    /// Claims chats that have waiting updates and that nobody holds, and gives up to `limit` of their
    /// updates, by chat and number. A claimed chat is held until [`Outcome::release`]; no update of
    /// it is given again before that, unless the lease is lost. For a shared database; of another
    /// nothing is ever claimed.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if nothing could be claimed, or if the lease was lost.
    pub async fn claim(&self, limit: usize) -> Result<Claim, Error> {
        self.ask(|reply| Command::Claim(limit, reply)).await
    }

    /// Waits until there may be something new to claim: after a release or an arrival here, and at
    /// the latest after a second, as others may have laid something down. For one caller.
    pub async fn claimable(&self) {
        tokio::select! {
            () = self.common.wake.notified() => {}
            () = sleep(CLAIMABLE_AFTER) => {}
        }
    }

    /// Whether what was claimed under `lease` is surely still held: `false` once it could not be
    /// renewed in time and others may have claimed it; it stays so. Always `true` if the database is
    /// not shared.
    #[must_use]
    pub fn holds(&self, lease: Lease) -> bool {
        !self.common.is_shared || self.common.lease.is_held(lease)
    }

    /// How a question was answered.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn answer(&self, question: i64) -> Result<Option<Answer>, Error> {
        self.look(move |connection| read::answer(connection, question).boxed())
            .await
    }

    /// Whether a mark is there at `now`, in seconds of the Unix epoch.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn is_marked(&self, mark: i64, now: i64) -> Result<bool, Error> {
        self.look(move |connection| read::is_marked(connection, mark, now).boxed())
            .await
    }

    /// Sets a mark until a time unless it is there at `now`, both in seconds of the Unix epoch; whether
    /// it was not. Of several processes that do so at the same time one sets it.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if it is not set, or if that is not known.
    pub async fn mark_once(&self, mark: i64, now: i64, until: i64) -> Result<bool, Error> {
        self.look(move |connection| write::mark_once(connection, mark, now, until).boxed())
            .await
    }

    /// What was noted under a name last.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn noted(&self, name: &'static str) -> Result<Option<String>, Error> {
        let common = Arc::clone(&self.common);
        self.look(move |connection| {
            async move { notes::read(connection, &common.keys, name).await }.boxed()
        })
        .await
    }

    /// Notes a short text under a name, in place of what was noted there.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if it is not noted, or if that is not known.
    pub async fn note(&self, name: &'static str, text: String) -> Result<(), Error> {
        let common = Arc::clone(&self.common);
        self.look(move |connection| {
            async move { notes::write(connection, &common.keys, name, &text).await }.boxed()
        })
        .await
    }

    /// What people have used up of their limits and was not free at `now` (milliseconds).
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn spent(&self, now: i64) -> Result<Vec<Spent>, Error> {
        self.look(move |connection| read::spent(connection, now).boxed())
            .await
    }

    /// Questions that were not answered, the newest first: at most [`MOST_UNANSWERED`], and none that is
    /// past its time at `now`, in seconds of the Unix epoch, though it may not be forgotten yet.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn unanswered(&self, now: i64) -> Result<Vec<Kept>, Error> {
        let common = Arc::clone(&self.common);
        let since = common.unanswered_since(now);
        self.look(move |connection| {
            async move { questions::unanswered(connection, &common.keys, since).await }.boxed()
        })
        .await
    }

    /// The texts that the operator does not want to see again: at most [`MOST_UNANSWERED`].
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn ignored(&self) -> Result<Vec<String>, Error> {
        let common = Arc::clone(&self.common);
        self.look(move |connection| {
            async move { questions::ignored(connection, &common.keys).await }.boxed()
        })
        .await
    }

    /// By what it is seen whether [`unanswered`](Self::unanswered) at `now` and
    /// [`ignored`](Self::ignored) tell the same as before, without reading all of it.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn questions_state(&self, now: i64) -> Result<QuestionsState, Error> {
        let since = self.common.unanswered_since(now);
        self.look(move |connection| questions::state(connection, since).boxed())
            .await
    }

    /// Forgets questions that were not answered, by [`Kept::number`], and keeps `text`, scrubbed as
    /// they are, as one that the operator does not want to see again; once, however often it is asked.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if nothing of it is done, or if that is not known.
    pub async fn ignore(&self, text: String, numbers: Vec<i64>) -> Result<(), Error> {
        let (common, engine) = (Arc::clone(&self.common), self.engine());
        self.look(move |connection| {
            async move {
                questions::ignore(connection, engine, &common.keys, &text, &numbers).await
            }
            .boxed()
        })
        .await
    }

    /// Forgets all questions that were not answered, those to be ignored too.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if they are not forgotten, or if that is not known.
    pub async fn forget_all_unanswered(&self) -> Result<(), Error> {
        let engine = self.engine();
        self.look(move |connection| questions::forget_all(connection, engine).boxed())
            .await
    }

    /// What was counted from a day on, counted from that of the Unix epoch.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not tell.
    pub async fn counts(&self, from: i64) -> Result<Vec<Count>, Error> {
        self.look(move |connection| read::counts(connection, from).boxed())
            .await
    }

    fn engine(&self) -> Engine {
        if self.common.is_shared {
            Engine::Postgres
        } else {
            Engine::Sqlite
        }
    }

    /// Writes a number that means nothing: whether the database takes what is written.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if it does not.
    pub async fn probe(&self) -> Result<(), Error> {
        self.ask(Command::Probe).await
    }

    /// Why the last write failed; `None` if it did not.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.common.trouble()
    }

    /// Whether what is settled now is soon durable: nothing has failed, and the last write does not hang.
    #[must_use]
    pub fn keeps_up(&self) -> bool {
        let writing = *self.common.writing();
        self.trouble().is_none() && writing.is_none_or(|since| since.elapsed() < SLOW)
    }

    /// How often writing has failed since the database was opened.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.common.failures.load(Ordering::Relaxed)
    }

    /// Forgets what is past its time at `now`, in seconds of the Unix epoch.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] if the database does not.
    pub async fn tidy(&self, now: i64) -> Result<(), Error> {
        self.ask(|reply| Command::Tidy(now, reply)).await
    }

    /// Stores what is left to store, within `limit`, and closes the database.
    pub async fn close(self, limit: Duration) {
        let (reply, closed) = oneshot::channel();
        if self.commands.send(Command::Close(reply)).is_ok()
            && timeout(limit, closed).await.is_err()
        {
            log::error!("the database was not closed within {} s", limit.as_secs());
        }
    }

    async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<T, Error>>) -> Command,
    ) -> Result<T, Error> {
        let (reply, replied) = oneshot::channel();
        self.commands.send(command(reply)).map_err(|_| closed())?;
        replied.await.map_err(|_| closed())?
    }

    async fn look<T: Send + 'static>(
        &self,
        read: impl for<'c> FnOnce(&'c mut AnyConnection) -> BoxFuture<'c, Result<T, Error>>
        + Send
        + 'static,
    ) -> Result<T, Error> {
        self.ask(|reply| {
            Command::Look(Box::new(move |connection| {
                async move {
                    let found = match connection {
                        Ok(connection) => read(connection).await,
                        Err(error) => Err(error),
                    };
                    let is_well = found.is_ok();
                    // Whoever asked may not wait any more.
                    let _ = reply.send(found);
                    is_well
                }
                .boxed()
            }))
        })
        .await
    }
}

fn closed() -> Error {
    Error::Passing("the database is closed".to_owned())
}
