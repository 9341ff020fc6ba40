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
mod place;
mod private;
mod read;
mod rows;
mod schema;
mod tidy;
mod write;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};
use tokio::time::timeout;

use actor::{Actor, Command, Look, Reply, Take};
use keys::Keys;
use place::{Address, Engine};

pub use chats::LEASE;
pub use keys::{LONGEST_KEY, SHORTEST_KEY};
pub use tidy::{ANSWERS_FOR, SEEN_FOR};

/// Others may have laid chats down without a word to this process.
const CLAIMABLE_AFTER: Duration = Duration::from_secs(1);

/// Where and under which key things are stored.
#[derive(Clone)]
pub struct Settings {
    /// The database.
    pub place: Place,
    /// The key as it is given, if it is.
    pub key: Option<String>,
    /// Where the key is kept if it is not given; generated there if the file does not exist.
    pub key_file: PathBuf,
    /// Which bot this is: what is stored for one is of no use to another.
    pub bot: u64,
}

/// A database.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// SQLite, in `bot.db` in this folder, which is created if need be.
    Folder(PathBuf),
    /// PostgreSQL, at this address (holds a password: never shown).
    Server(String),
}

/// An update as it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Telegram's number of the update.
    pub number: i64,
    /// The keyed hash of what keeps it in order: a chat, or a person.
    pub chat: i64,
    /// When it arrived, in seconds of the Unix epoch.
    pub at: i64,
    /// The update, to be sealed; `None` if there is nothing to do about it.
    pub body: Option<Vec<u8>>,
}

/// How much of a limit somebody has used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// The keyed hash of the person.
    pub person: i64,
    /// When all of it will be free again, in milliseconds of the Unix epoch.
    pub until: i64,
}

/// An update that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Telegram's number of the update.
    pub number: i64,
    /// What keeps it in order.
    pub chat: i64,
    /// The update; `None` if it cannot be opened, which is logged.
    pub body: Option<Vec<u8>>,
}

/// Under which lease something was claimed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lease(u64);

/// Updates that are this process's to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// While it is held nobody else answers them.
    pub lease: Lease,
    /// By chat and number.
    pub waiting: Vec<Waiting>,
}

/// What was sent in answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The numbers of the messages, in order.
    pub messages: Vec<i32>,
    /// A fingerprint of what they show.
    pub shows: i64,
}

/// What comes of an update, stored all at once or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The update that needs nothing more; `None` if it does.
    pub number: Option<i64>,
    /// When, in seconds of the Unix epoch.
    pub at: i64,
    /// By the keyed hash of the question: how it is answered now, or that it no longer is.
    pub answers: Vec<(i64, Option<Answer>)>,
    /// What is counted: a kind (`answer`, `helpful`) and an entry, or nothing for the entry.
    pub counts: Vec<(&'static str, String)>,
    /// Keyed hashes to be known again, each until a time in seconds of the Unix epoch.
    pub marks: Vec<(i64, i64)>,
    /// What its person has used up of a limit.
    pub spent: Option<Spent>,
    /// The chat that this process lays down: nothing of what it claimed is left to do there.
    pub release: Option<i64>,
}

/// What went wrong.
#[derive(Debug, Clone, Error)]
pub enum Error {
    /// It may pass: a full disk, a lock, a lost connection.
    #[error("{0}")]
    Passing(String),
    /// It will not pass by itself: another key, another bot, a corrupt file, a newer schema.
    #[error("{0}")]
    Lasting(String),
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key.as_ref().map(|_| "***");
        f.debug_struct("Settings")
            .field("place", &self.place)
            .field("key", &key)
            .field("key_file", &self.key_file)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Server(_) => f.write_str("Server(***)"),
        }
    }
}

/// So many commands to store updates are under way at once; further ones wait.
const TAKES: usize = 256;

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    shared: Arc<Shared>,
    /// Unbounded, as what is settled must not be held up: it is bounded by what was taken.
    commands: mpsc::UnboundedSender<Command>,
    takes: Arc<Semaphore>,
}

/// What the task that works on the database shows.
#[derive(Debug)]
struct Shared {
    is_shared: bool,
    keys: Keys,
    lease: lease::Current,
    wake: Notify,
    trouble: Mutex<Option<String>>,
}

impl Shared {
    fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        trouble.clone()
    }

    fn set_trouble(&self, why: Option<String>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }
}

impl Store {
    /// Opens the database, creating what is missing and bringing the schema up to date. Tries once.
    ///
    /// # Errors
    ///
    /// [`Error::Passing`] is for the caller to wait out, [`Error::Lasting`] for the operator to mend.
    pub async fn open(settings: &Settings) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let address = Address::of(&settings.place)?;
        let mut connection = address.connect().await?;
        let prepared = async {
            schema::migrate(&mut connection, address.engine).await?;
            schema::identify(&mut connection, settings).await
        };
        let keys = prepared.await.map_err(|error| address.named(error))?;
        let shared = Arc::new(Shared {
            is_shared: address.engine == Engine::Postgres,
            keys,
            lease: lease::Current::new(keys::random_number()?),
            wake: Notify::new(),
            trouble: Mutex::default(),
        });
        let (commands, to_do) = mpsc::unbounded_channel();
        let actor = Actor::new(address, connection, Arc::clone(&shared), to_do)?;
        tokio::spawn(actor.run());
        Ok(Self {
            shared,
            commands,
            takes: Arc::new(Semaphore::new(TAKES)),
        })
    }

    /// Whether other processes may work on the same database, so that chats have to be claimed.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.shared.is_shared
    }

    /// The keyed hash of something that is not to be stored as it is. Differs by `of`, what it is.
    #[must_use]
    pub fn hash(&self, of: &str, parts: &[i64], text: &str) -> i64 {
        self.shared.keys.hash(of, parts, text)
    }

    /// Makes updates durable. Comes back when they are, with which of them were new, in order; the
    /// others were stored before.
    ///
    /// # Errors
    ///
    /// If they could not be stored. They may be all the same if the connection was lost at the end.
    pub async fn take(&self, mut updates: Vec<Arrival>) -> Result<Vec<bool>, Error> {
        for update in &mut updates {
            if let Some(body) = &update.body {
                update.body = Some(self.shared.keys.seal(update.number, body)?);
            }
        }
        // It is never closed.
        let room = Arc::clone(&self.takes).acquire_owned().await.ok();
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
        // Once it is closed, what is left is done again after the next start.
        let _ = self.commands.send(Command::Settle(outcome, None));
    }

    /// The same, and waits until it is durable.
    pub async fn settled(&self, outcome: Outcome) {
        let (reply, done) = oneshot::channel();
        let _ = self.commands.send(Command::Settle(outcome, Some(reply)));
        let _ = done.await;
    }

    /// Up to `limit` waiting updates with numbers above `after`, by number. For a database that is
    /// not shared.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub async fn waiting(&self, after: Option<i64>, limit: usize) -> Result<Vec<Waiting>, Error> {
        self.look(|reply| Look::Waiting(after, limit, reply)).await
    }

    /// Claims chats that have waiting updates and that nobody holds, and gives up to `limit` of their
    /// updates, by chat and number. A claimed chat is held until [`Outcome::release`]; no update of
    /// it is given again before that, unless the lease is lost. For a shared database.
    ///
    /// # Errors
    ///
    /// If the database cannot be read or written.
    pub async fn claim(&self, limit: usize) -> Result<Claim, Error> {
        self.look(|reply| Look::Claim(limit, reply)).await
    }

    /// Waits until there may be something new to claim: after a release or an arrival here, and at
    /// the latest after a second, as others may have laid something down.
    pub async fn claimable(&self) {
        let _ = timeout(CLAIMABLE_AFTER, self.shared.wake.notified()).await;
    }

    /// Whether what was claimed under `lease` is surely still held: `false` once it could not be
    /// renewed in time and others may have claimed it. Always `true` if the database is not shared.
    #[must_use]
    pub fn holds(&self, lease: Lease) -> bool {
        !self.shared.is_shared || self.shared.lease.is_held(lease)
    }

    /// How a question was answered.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub async fn answer(&self, question: i64) -> Result<Option<Answer>, Error> {
        self.look(|reply| Look::Answer(question, reply)).await
    }

    /// Whether a mark is there at `now`, in seconds of the Unix epoch.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub async fn is_marked(&self, mark: i64, now: i64) -> Result<bool, Error> {
        self.look(|reply| Look::Marked(mark, now, reply)).await
    }

    /// What people have used up of their limits and was not free at `now` (milliseconds).
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub async fn spent(&self, now: i64) -> Result<Vec<Spent>, Error> {
        self.look(|reply| Look::Spent(now, reply)).await
    }

    /// Writes to the database.
    ///
    /// # Errors
    ///
    /// If it does not take what is written.
    pub async fn probe(&self) -> Result<(), Error> {
        self.ask(Command::Probe).await
    }

    /// Why the last write failed; `None` if it did not.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.shared.trouble()
    }

    /// Forgets what is past its time at `now`, in seconds of the Unix epoch.
    ///
    /// # Errors
    ///
    /// If not all of it could be forgotten.
    pub async fn tidy(&self, now: i64) -> Result<(), Error> {
        self.ask(|reply| Command::Tidy(now, reply)).await
    }

    /// Stores what is left to store, within `limit`, and closes the database.
    pub async fn close(self, limit: Duration) {
        let (reply, closed) = oneshot::channel();
        let _ = self.commands.send(Command::Close(reply));
        if timeout(limit, closed).await.is_err() {
            log::warn!(
                "not everything could be stored before the end; some answers may come twice"
            );
        }
    }

    async fn look<T>(&self, look: impl FnOnce(Reply<T>) -> Look) -> Result<T, Error> {
        self.ask(|reply| Command::Look(look(reply))).await
    }

    async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T, Error> {
        let (reply, answered) = oneshot::channel();
        let _ = self.commands.send(command(reply));
        answered
            .await
            .unwrap_or_else(|_| Err(Error::Passing("the database is closed".to_owned())))
    }
}
