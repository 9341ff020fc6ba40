//! The command line: reads arguments and input, runs a command, prints what comes of it.
//!
//! What is said and decided is not made here; see [`crate::reply`] and [`crate::matcher`].

mod args;
mod ask;
mod chat;
mod check;
mod error;
mod eval;
mod input;
mod jsonl;
mod output;
mod progress;
mod record;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};

use crate::assistant::Assistant;
use args::{Cli, Command};

pub use error::{Error, Exit};

/// Runs the command that `args` ask for; the first of them is the program's own name.
///
/// # Errors
///
/// Whatever keeps the command from being run to its end. Faults in the arguments are no error here:
/// they are told on standard error at once.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Exit, Error> {
    let cli = match Cli::try_parse_from(args) {
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
    let Some(command) = cli.command else {
        let _ = write!(io::stderr(), "{}", Cli::command().render_help());
        return Ok(Exit::Usage);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match &command {
        Command::Ask(args) if args.jsonl => jsonl::run(&cli.faq, &mut io::stdin().lock(), &mut out),
        Command::Ask(args) => ask::run(&cli.faq, args, &mut out),
        Command::Chat => chat::run(&cli.faq, &mut out),
        Command::Check(args) => check::run(&cli.faq, args, &mut out),
        Command::Eval(args) => eval::run(&cli.faq, args, &mut out),
    }
}

fn load(dir: &Path) -> Result<Assistant, Error> {
    Assistant::load(dir).map_err(Error::Faq)
}
