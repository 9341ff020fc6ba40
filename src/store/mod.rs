//! What outlives the process: updates until they are answered, and what has to be known again.
//!
//! One interface over SQLite (one file, one process) and PostgreSQL (several replicas). Nothing in
//! here knows of Telegram or of the FAQ. Whoever is stored under a number is stored under a keyed
//! hash of it ([`Store::hash`]); the bodies of updates are sealed.

use std::path::PathBuf;

use thiserror::Error;

/// Where and under which key things are stored.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {}

#[expect(unused_variables, reason = "being built")]
impl Store {
    /// Opens the database, creating what is missing and bringing the schema up to date. Tries once:
    /// an [`Error::Passing`] is for the caller to wait out.
    pub async fn open(settings: &Settings) -> Result<Self, Error> {
        todo!()
    }

    /// Whether other processes may work on the same database, so that chats have to be claimed.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        todo!()
    }

    /// The keyed hash of something that is not to be stored as it is. Differs by `of`, what it is.
    #[must_use]
    pub fn hash(&self, of: &str, parts: &[i64], text: &str) -> i64 {
        todo!()
    }

    /// Makes updates durable. Comes back when they are, with which of them were new, in order; the
    /// others were stored before.
    pub async fn take(&self, updates: Vec<Arrival>) -> Result<Vec<bool>, Error> {
        todo!()
    }

    /// Stores what came of an update as soon as possible, and again until it is stored. What is read
    /// through this store afterwards sees it.
    pub fn settle(&self, outcome: Outcome) {
        todo!()
    }

    /// The same, and waits until it is durable.
    pub async fn settled(&self, outcome: Outcome) {
        todo!()
    }

    /// Up to `limit` waiting updates with numbers above `after`, by number. For a database that is
    /// not shared.
    pub async fn waiting(&self, after: Option<i64>, limit: usize) -> Result<Vec<Waiting>, Error> {
        todo!()
    }

    /// Claims chats that have waiting updates and that nobody holds, and gives up to `limit` of their
    /// updates, by chat and number. A claimed chat is held until [`Outcome::release`]; no update of
    /// it is given again before that, unless the lease is lost. For a shared database.
    pub async fn claim(&self, limit: usize) -> Result<Claim, Error> {
        todo!()
    }

    /// Waits until there may be something new to claim: after a release or an arrival here, and at
    /// the latest after a second, as others may have laid something down.
    pub async fn claimable(&self) {
        todo!()
    }

    /// Whether what was claimed under `lease` is surely still held: `false` once it could not be
    /// renewed in time and others may have claimed it. Always `true` if the database is not shared.
    #[must_use]
    pub fn holds(&self, lease: Lease) -> bool {
        todo!()
    }

    /// How a question was answered.
    pub async fn answer(&self, question: i64) -> Result<Option<Answer>, Error> {
        todo!()
    }

    /// Whether a mark is there at `now`, in seconds of the Unix epoch.
    pub async fn is_marked(&self, mark: i64, now: i64) -> Result<bool, Error> {
        todo!()
    }

    /// What people have used up of their limits and was not free at `now` (milliseconds).
    pub async fn spent(&self, now: i64) -> Result<Vec<Spent>, Error> {
        todo!()
    }

    /// Writes something and takes it back: whether the database takes what is written.
    pub async fn probe(&self) -> Result<(), Error> {
        todo!()
    }

    /// Why the last write failed; `None` if it did not.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        todo!()
    }

    /// Forgets what is past its time at `now`, in seconds of the Unix epoch.
    pub async fn tidy(&self, now: i64) -> Result<(), Error> {
        todo!()
    }

    /// Stores what is left to store, within `limit`, and closes the database.
    pub async fn close(self, limit: std::time::Duration) {
        todo!()
    }
}
