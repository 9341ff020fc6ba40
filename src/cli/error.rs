//! How a command ends, well or badly.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use thiserror::Error;

use crate::faq::LoadError;

/// The program's exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything went well; a message that is declined counts as well too.
    Ok = 0,
    /// Problems were found in the FAQ or in the input; the rest was done.
    Problems = 1,
    /// A wrong argument or setting.
    Usage = 2,
    /// The FAQ cannot be loaded.
    Faq = 3,
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
    /// Standard input cannot be read.
    #[error("standard input cannot be read")]
    Input(#[source] io::Error),
    /// Standard output cannot be written.
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
}

impl Error {
    /// The exit code that tells of it.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            // Whoever reads our output has seen enough, as `head` does.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Ok,
            Self::Faq(_) => Exit::Faq,
            Self::NoQuestion | Self::File { .. } => Exit::Usage,
            Self::NothingLabelled(_) | Self::Input(_) | Self::Output(_) => Exit::Problems,
        }
    }

    /// What a person is told of it, each cause once, or nothing if there is nothing to tell.
    #[must_use]
    pub fn report(&self) -> Option<String> {
        let cause = match self {
            Self::Output(_) if self.exit() == Exit::Ok => return None,
            Self::Faq(problems) => format!("\n{problems}"),
            Self::File { source, .. } | Self::Input(source) | Self::Output(source) => {
                format!(": {source}")
            }
            Self::NoQuestion | Self::NothingLabelled(_) => String::new(),
        };
        let help = match self {
            Self::NoQuestion => "\n  help: write it after `ask`, or pipe it in",
            Self::NothingLabelled(_) => {
                "\n  help: each line has to be an object with `id`, `text`, `accept` and `kind`"
            }
            _ => "",
        };
        Some(format!("error: {self}{cause}{help}"))
    }
}
