//! What goes into the database and what comes out of it.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use super::place::DATABASE;

use crate::config::Config;

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
    /// How long questions that were not answered are kept.
    pub unanswered_for: Duration,
}

impl Settings {
    /// What the environment says, for this bot.
    #[must_use]
    pub fn new(config: &Config, bot: u64) -> Self {
        let storage = &config.storage;
        let days = u64::from(config.unanswered.days.get());
        Self {
            place: match &storage.server {
                Some(address) => Place::Server(address.secret().to_owned()),
                None => Place::Folder(storage.folder.clone()),
            },
            key: storage.key.as_ref().map(|key| key.secret().to_owned()),
            key_file: storage.key_file.clone(),
            bot,
            unanswered_for: Duration::from_hours(24 * days),
        }
    }

    /// For how many seconds questions that were not answered are kept.
    pub(super) fn unanswered_seconds(&self) -> i64 {
        i64::try_from(self.unanswered_for.as_secs()).unwrap_or(i64::MAX)
    }

    /// The same for whoever only reads, whichever bot's it is.
    #[must_use]
    pub fn for_reading(config: &Config) -> Self {
        Self::new(config, 0)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("place", &self.place)
            .field("key", &self.key.as_ref().map(|_| "***"))
            .field("key_file", &self.key_file)
            .field("bot", &self.bot)
            .field("unanswered_for", &self.unanswered_for)
            .finish()
    }
}

/// A database.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// SQLite, in `bot.db` in this folder, which is created if need be.
    Folder(PathBuf),
    /// PostgreSQL, at this address (holds a password: never shown).
    Server(String),
}

impl Place {
    /// Whether a bot may have stored something there: the file is there, or it is on a server.
    #[must_use]
    pub fn may_hold_something(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.join(DATABASE).exists(),
            Self::Server(_) => true,
        }
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
pub struct Lease(pub(super) u64);

/// Updates that are this process's to answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// Questions that were not answered.
    pub unanswered: Vec<Unanswered>,
    /// The chat that this process lays down: nothing of what it claimed is left to do there.
    pub release: Option<i64>,
}

/// Why a question counts as not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Nothing in the FAQ was like it.
    Decline,
    /// Whoever asked chose none of the entries offered.
    NoneOfThese,
    /// Whoever asked said that the answer was on another topic.
    WrongTopic,
}

impl Why {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Decline, Self::NoneOfThese, Self::WrongTopic];

    /// As it is stored and printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decline => "decline",
            Self::NoneOfThese => "none_of_these",
            Self::WrongTopic => "wrong_topic",
        }
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// A question that was not answered, without anything that tells whose it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// What was asked, scrubbed; holds no control characters.
    pub text: String,
    /// Why it counts as not answered.
    pub why: Why,
    /// The id of the entry that was called the wrong one, if one was.
    pub instead: Option<String>,
    /// How many different people had asked alike by then, as far as this process knew.
    pub askers: u32,
}

/// A question that was not answered, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The number of its row, which is random.
    pub number: i64,
    /// The beginning of the hour in which it was asked, in seconds of the Unix epoch.
    pub hour: i64,
    /// The question.
    pub question: Unanswered,
}

/// How often something came about on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The day in UTC, counted from that of the Unix epoch.
    pub day: i64,
    /// What it is: `answer`, `helpful`.
    pub kind: String,
    /// The id of the entry; empty for all together.
    pub entry: String,
    /// How often.
    pub n: u64,
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
