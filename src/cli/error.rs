//! How a command ends, well or badly.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use thiserror::Error;

use super::revision::RevisionError;
use crate::config::{self, HOW_TO_GET_A_TOKEN};
use crate::exchange::WriteError;
use crate::faq::{Faq, LoadError, Problem};
use crate::health::AskError;
use crate::{store, telegram};

/// The program's exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything went well; a message that is declined counts as well too.
    Ok = 0,
    /// Problems were found in the FAQ, in an edit of it, in the input or with the bot; the rest was done.
    Problems = 1,
    /// A wrong argument or setting.
    Usage = 2,
    /// The FAQ cannot be loaded.
    Faq = 3,
    /// There is no token to serve Telegram with.
    NoToken = 4,
    /// Telegram refuses the token.
    TokenRefused = 5,
    /// The storage cannot be used.
    Storage = 6,
    /// A second signal ended the process while it was stopping.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What keeps a command from being run to its end.
#[derive(Debug, Error)]
pub enum Error {
    /// The FAQ cannot be loaded.
    #[error("the FAQ cannot be loaded")]
    Faq(#[source] LoadError),
    /// There is nothing to answer.
    #[error("`ask` got no question")]
    NoQuestion,
    /// A file of labelled questions holds none.
    #[error("`{}` holds no labelled question", .0.display())]
    NothingLabelled(PathBuf),
    /// A file cannot be read.
    #[error("`{}` cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("`{}` cannot be written", path.display())]
    FileWritten {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Nobody says how a file is written that is to be imported.
    #[error("it is not known how `{}` is written", .0.display())]
    UnknownFormat(PathBuf),
    /// What is to be imported has problems.
    #[error("nothing was imported")]
    Import(Vec<Problem>),
    /// What is to be imported cannot be written.
    #[error("nothing was imported")]
    Imported(#[from] WriteError),
    /// A version of the FAQ cannot be had from git.
    #[error("{0}")]
    Revision(#[from] RevisionError),
    /// Standard input cannot be read.
    #[error("standard input cannot be read")]
    Input(#[source] io::Error),
    /// The FAQ is not written in the language that was named.
    #[error("`--language` must be one of `{}`, found `{found}`", .known.join("`, `"))]
    NoLanguage {
        /// What was named.
        found: String,
        /// The languages of the FAQ.
        known: Vec<String>,
    },
    /// There is no token.
    #[error("TELOXIDE_TOKEN is not set")]
    NoToken,
    /// Telegram refuses the token.
    #[error("Telegram refuses the token")]
    TokenRefused,
    /// The storage cannot be used.
    #[error("the storage cannot be used: {0}")]
    Storage(String),
    /// A setting has a value that it cannot have.
    #[error("{0}")]
    Setting(#[from] config::Error),
    /// `.env` cannot be read.
    #[error("`.env` cannot be read: {0}")]
    EnvFile(String),
    /// An address that is to be served cannot be listened on.
    #[error("{0}")]
    Listen(#[source] telegram::ListenError),
    /// Nobody says where the health of the bot is served.
    #[error("HEALTH_ADDR is not set")]
    NoHealthAddress,
    /// The bot does not say how it is.
    #[error("{0}")]
    Health(#[from] AskError),
    /// The system gives no threads or signals.
    #[error("the system gives no means to serve")]
    System(#[source] io::Error),
    /// Standard output cannot be written.
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
}

impl Error {
    /// The FAQ, which is written in `known`, is not written in the language `found`.
    pub(super) fn no_language<'f>(found: &str, known: impl IntoIterator<Item = &'f Faq>) -> Self {
        let known = known.into_iter().map(Faq::language);
        Self::NoLanguage {
            found: found.to_owned(),
            known: known.map(str::to_owned).collect(),
        }
    }

    /// The exit code that tells of it.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            // Whoever reads our output has seen enough, as `head` does.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Ok,
            Self::Faq(_) | Self::Imported(WriteError::Faq(_)) => Exit::Faq,
            Self::NoToken => Exit::NoToken,
            Self::TokenRefused => Exit::TokenRefused,
            Self::Storage(_) => Exit::Storage,
            Self::NoQuestion
            | Self::NoLanguage { .. }
            | Self::File { .. }
            | Self::FileWritten { .. }
            | Self::UnknownFormat(_)
            | Self::Imported(WriteError::Folder(_) | WriteError::NotRead { .. })
            | Self::Revision(_)
            | Self::Setting(_)
            | Self::EnvFile(_)
            | Self::Listen(_)
            | Self::NoHealthAddress => Exit::Usage,
            Self::NothingLabelled(_)
            | Self::Import(_)
            | Self::Input(_)
            | Self::Output(_)
            | Self::Health(_)
            | Self::System(_) => Exit::Problems,
        }
    }

    /// What a person is told of it, each cause once, or nothing if there is nothing to tell.
    #[must_use]
    pub fn report(&self) -> Option<String> {
        let cause = match self {
            Self::Output(_) if self.exit() == Exit::Ok => return None,
            Self::Faq(problems) => format!("\n{problems}"),
            Self::Import(problems) => {
                let problems = problems.iter().map(|problem| format!("\n{problem}"));
                problems.collect()
            }
            Self::Imported(WriteError::Faq(problems)) => {
                format!(": the FAQ could not be loaded with it\n{problems}")
            }
            Self::Imported(error) => format!(": {error}"),
            Self::File { source, .. }
            | Self::FileWritten { source, .. }
            | Self::Input(source)
            | Self::Output(source)
            | Self::System(source) => {
                format!(": {source}")
            }
            Self::Listen(error) => error
                .source()
                .map_or_else(String::new, |cause| format!(": {cause}")),
            Self::NoQuestion
            | Self::NoLanguage { .. }
            | Self::NothingLabelled(_)
            | Self::UnknownFormat(_)
            | Self::Revision(_)
            | Self::NoToken
            | Self::TokenRefused
            | Self::Storage(_)
            | Self::Setting(_)
            | Self::EnvFile(_)
            | Self::NoHealthAddress
            | Self::Health(_) => String::new(),
        };
        let help = match self {
            Self::NoQuestion => "\n  help: write it after `ask`, or pipe it in",
            Self::UnknownFormat(_) => "\n  help: say it with `--format csv`, `tsv` or `json`",
            Self::NothingLabelled(_) => {
                "\n  help: each line has to be an object with `id`, `text`, `accept` and `kind`"
            }
            Self::NoLanguage { .. } => {
                "\n  help: leave it out, or add a folder of that name to the FAQ"
            }
            Self::Revision(error) => error.help(),
            Self::NoToken => return Some(format!("error: {self}\n  help: {HOW_TO_GET_A_TOKEN}")),
            Self::TokenRefused => {
                "\n  help: copy it anew from @BotFather, or get a new one there with /revoke"
            }
            Self::Setting(_) => "\n  help: see the settings in .env.example",
            Self::Listen(_) => {
                "\n  help: end the program that listens there, or set another address"
            }
            Self::NoHealthAddress => {
                "\n  help: set it for the bot and for this command alike, HEALTH_ADDR=9090 for example"
            }
            Self::Health(_) => "\n  help: the bot has to run, with the same HEALTH_ADDR",
            Self::EnvFile(_) => "\n  help: each line is NAME=value; put quotes around spaces",
            _ => "",
        };
        Some(format!("error: {self}{cause}{help}"))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Storage(error.to_string())
    }
}

impl From<telegram::Error> for Error {
    fn from(error: telegram::Error) -> Self {
        match error {
            telegram::Error::NoToken => Self::NoToken,
            telegram::Error::TokenRefused => Self::TokenRefused,
            telegram::Error::Storage(why) => Self::Storage(why),
            telegram::Error::System(error) => Self::System(error),
            telegram::Error::Listen(error) => Self::Listen(error),
        }
    }
}
