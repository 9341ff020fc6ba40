//! Why a file is not changed, and what to do about it.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::faq::{LoadError, Problem, shown_path};

/// Why a change is not planned, not made or not taken back. Nothing is changed then.
///
/// Displayed like a [`Problem`]: what was found, and on a line of its own what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The FAQ does not load, so nothing that is added to it would be seen.
    #[error("the FAQ cannot be loaded\n{0}")]
    Faq(LoadError),
    /// There is no entry of this name.
    #[error("there is no entry `{id}`{}", did_you_mean(similar.as_deref()))]
    NoSuchEntry {
        /// What was asked for.
        id: String,
        /// The id that was probably meant.
        similar: Option<String>,
    },
    /// There is no folder of this language.
    #[error(
        "nothing is written in `{language}`\n  help: the folder of that language has gone: make the \
         change there by hand once it is back"
    )]
    NoSuchLanguage {
        /// The language's tag.
        language: String,
    },
    /// The language has the entry from the default one only, whose file holds no words of it.
    #[error(
        "`{id}` is not translated, so nothing in that language can be added to it\n  help: write the \
         translation in {}",
        shown_path(path)
    )]
    NotTranslated {
        /// The entry.
        id: String,
        /// The file that its translation would be.
        path: PathBuf,
    },
    /// There is nothing that could be asked.
    #[error("the {what} \"{text}\" holds no letters\n  help: write it in words")]
    NoLetters {
        /// A phrasing or a title.
        what: &'static str,
        /// What was given.
        text: String,
    },
    /// It is longer than it may be.
    #[error("the {what} must have at most {most} characters, found {found}\n  help: shorten it")]
    TooLong {
        /// A phrasing or a title.
        what: &'static str,
        /// The most characters.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The entry has this phrasing, in whatever case and with whatever punctuation.
    #[error(
        "\"{text}\" is a phrasing of the entry already ({}:{line})\n  help: there is nothing to do",
        shown_path(path)
    )]
    KnownAlready {
        /// The phrasing as it stands there.
        text: String,
        /// The entry's file.
        path: PathBuf,
        /// Its line.
        line: usize,
    },
    /// Another entry has this phrasing.
    #[error(
        "\"{text}\" is a phrasing of `{id}` ({}:{line})\n  help: remove it there first, or word it in \
         another way",
        shown_path(path)
    )]
    Taken {
        /// The phrasing as it stands there.
        text: String,
        /// The entry that has it.
        id: String,
        /// Its file.
        path: PathBuf,
        /// The line in it.
        line: usize,
    },
    /// The bot learns from it as a message that another entry should get.
    #[error(
        "\"{text}\" is an example of `{id}` (`examples.toml`, the list on line {line})\n  help: remove it \
         there first, or choose that entry"
    )]
    Exemplified {
        /// The message as it stands there.
        text: String,
        /// The entry that should get it.
        id: String,
        /// The line on which the list of its messages begins.
        line: usize,
    },
    /// The entry says that it must not answer this.
    #[error(
        "\"{text}\" is an example of what `{id}` must not answer ({}:{line})\n  help: remove it from \
         `not` first, or choose another entry",
        shown_path(path)
    )]
    Excluded {
        /// The example as it stands there.
        text: String,
        /// The entry.
        id: String,
        /// Its file.
        path: PathBuf,
        /// The line in it.
        line: usize,
    },
    /// The entry would have problems, told as `check` tells them.
    #[error("{}", listed(.0))]
    Refused(Vec<Problem>),
    /// The changed text would not say what was meant and nothing else.
    #[error("{} cannot be changed by a program\n  help: edit it by hand", shown_path(.0))]
    Unproven(PathBuf),
    /// A file cannot be read.
    #[error(
        "{} cannot be read: {source}\n  help: see that it is a file you may read",
        shown_path(path)
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error(
        "{} cannot be written: {source}\n  help: see that its folder may be written to, or make the \
         change there by hand",
        shown_path(path)
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The list of changes cannot be written, and without it nothing is changed.
    #[error(
        "{} cannot be written, and no change is made that is not noted there: {source}\n  help: see \
         that it is a file you may write to, or make the change by hand",
        shown_path(path)
    )]
    Log {
        /// The list.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A change was taken back, and that is not in the list.
    #[error(
        "the change was taken back, but that could not be noted in {}: {source}\n  help: see that it is \
         a file you may write to",
        shown_path(path)
    )]
    NotNoted {
        /// The list.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Somebody else is changing files for longer than a change takes.
    #[error(
        "{} is held by another program\n  help: try again, or end that program",
        shown_path(.0)
    )]
    Busy(PathBuf),
    /// The file is no longer as the plan saw it.
    #[error("{} has changed in the meantime\n  help: try again", shown_path(.0))]
    Changed(PathBuf),
    /// Everything noted is taken back.
    #[error("there is no change to take back\n  help: older ones are taken back by hand")]
    NothingToUndo,
    /// The file has been edited since, so that the change cannot be told from the rest.
    #[error(
        "{} was edited since \"{what}\", and that can no longer be told apart\n  help: {}",
        shown_path(path),
        by_hand(path, reverse.as_deref())
    )]
    EditedSince {
        /// What was changed.
        what: String,
        /// The file.
        path: PathBuf,
        /// What would take it back, if it is more than removing the file.
        reverse: Option<String>,
    },
}

impl Error {
    /// A file that cannot be read.
    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source,
        }
    }

    /// A file that cannot be written.
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }
}

fn did_you_mean(similar: Option<&str>) -> String {
    match similar {
        Some(similar) => format!("\n  help: did you mean `{similar}`?"),
        None => "\n  help: write the name of an entry's file, without `.md`".to_owned(),
    }
}

fn listed(problems: &[Problem]) -> String {
    let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
    problems.join("\n")
}

fn by_hand(path: &Path, reverse: Option<&str>) -> String {
    let Some(reverse) = reverse else {
        return "remove the file if you no longer want it".to_owned();
    };
    let mut help = format!(
        "edit {} by hand: remove what stands behind `-`, and put in what stands behind `+`",
        shown_path(path)
    );
    for line in reverse.lines() {
        // Writing to a string cannot fail.
        let _ = write!(help, "\n    {}", line.trim_end_matches('\r'));
    }
    help
}
