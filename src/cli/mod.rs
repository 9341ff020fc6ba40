//! The command line: reads arguments and input, runs a command, prints what comes of it.
//!
//! What is said and decided is not made here; see [`crate::reply`] and [`crate::matcher`].

mod args;
mod ask;
mod chat;
mod check;
mod diff;
mod doctor;
mod error;
mod eval;
mod export;
mod health;
mod import;
mod input;
mod jsonl;
mod labelled;
mod output;
mod progress;
mod record;
mod revision;
mod run;
mod stats;
mod unanswered;

use std::ffi::OsString;
use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::assistant::{Assistant, EditionIndex};
use crate::config::{Config, HOW_TO_GET_A_TOKEN};
use crate::faq::utc_date;
use args::{ChatArgs, Command};

pub use error::{Error, Exit};

/// Runs the command that `args` ask for; the first of them is the program's own name.
///
/// # Errors
///
/// Whatever keeps the command from being run to its end. Faults in the arguments are no error here:
/// they are told on standard error at once.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Exit, Error> {
    let cli = match args::parse(args) {
        Ok(cli) => cli,
        Err(told) => {
            // Neither a closed pipe nor a full disk changes what there is to say.
            let _ = told.print();
            return Ok(if told.use_stderr() {
                Exit::Usage
            } else {
                Exit::Ok
            });
        }
    };
    let config = || Config::read(|name| std::env::var_os(name)).map_err(Error::from);
    let command = match cli.command {
        Some(command) => command,
        None => without_command(config()?.token.is_some())?,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match &command {
        Command::Run => run::run(&cli.faq, &config()?),
        Command::Doctor => doctor::run(&cli.faq, &config()?, &mut out),
        Command::Health => health::run(&config()?, &mut out),
        Command::Ask(args) if args.jsonl => {
            jsonl::run(&cli.faq, args, &mut io::stdin().lock(), &mut out)
        }
        Command::Ask(args) => ask::run(&cli.faq, args, &mut out),
        Command::Chat(args) => chat::run(&cli.faq, args, &mut out),
        Command::Check(args) => check::run(&cli.faq, args, &mut out),
        Command::Diff(args) => diff::run(&cli.faq, &config()?, args, &mut out),
        Command::Eval(args) => eval::run(&cli.faq, args, &mut out),
        Command::Import(args) => import::run(args, &mut out),
        Command::Export(args) => export::run(&cli.faq, args, &mut out),
        Command::Unanswered(args) => unanswered::run(&cli.faq, &config()?, args, &mut out),
        Command::Stats(args) => stats::run(&cli.faq, &config()?, args, &mut out),
    }
}

/// Adds what `.env` in the current folder says to the environment, which goes before it. Without
/// the file nothing happens.
///
/// # Errors
///
/// A line that cannot be read; its text is not shown, as it may be the token.
pub fn read_env_file() -> Result<(), Error> {
    let text = match std::fs::read_to_string(".env") {
        Ok(text) => text,
        // A folder of this name is something else.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {
            return Ok(());
        }
        Err(error) => return Err(Error::EnvFile(error.to_string())),
    };
    if text.contains('\0') {
        return Err(Error::EnvFile("it holds a NUL character".to_owned()));
    }
    let number = |error: &dotenvy::Error| match error {
        dotenvy::Error::LineParse(line, _) => {
            let at = text.lines().position(|known| known.trim() == line.trim());
            at.map_or_else(String::new, |at| format!("line {} ", at + 1))
        }
        _ => String::new(),
    };
    dotenvy::from_read(text.as_bytes())
        .map_err(|error| Error::EnvFile(format!("{}is no NAME=value", number(&error))))
}

/// What to do without a command: serve Telegram, or talk here if there is no token and somebody
/// sits at the terminal.
fn without_command(has_token: bool) -> Result<Command, Error> {
    if has_token {
        return Ok(Command::Run);
    }
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Error::NoToken);
    }
    // That this line is not seen changes nothing.
    let _ = writeln!(
        io::stderr(),
        "TELOXIDE_TOKEN is not set, so this is a conversation here; for Telegram, {HOW_TO_GET_A_TOKEN}"
    );
    Ok(Command::Chat(ChatArgs::default()))
}

/// The day in UTC, which tells what was not reviewed in time.
fn today() -> Date {
    utc_date(Timestamp::now().as_second())
}

fn load(dir: &Path) -> Result<Assistant, Error> {
    Assistant::load(dir).map_err(Error::Faq)
}

/// The language in which everything is to be answered, if one was named.
fn forced(bot: &Assistant, tag: Option<&str>) -> Result<Option<EditionIndex>, Error> {
    let Some(tag) = tag else { return Ok(None) };
    match bot.in_language(tag) {
        Some(edition) => Ok(Some(edition)),
        None => Err(Error::no_language(tag, bot.languages())),
    }
}

/// The language that is told beside an answer, if there is a choice.
fn told_language(bot: &Assistant, edition: EditionIndex) -> Option<&str> {
    let has_choice = bot.editions().len() > 1;
    has_choice.then(|| bot.edition(edition).language())
}
