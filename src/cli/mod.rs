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
use std::time::Instant;

use clap::{CommandFactory as _, Parser as _};

use crate::faq::{self, Faq};
use crate::matcher::{Decision, Matcher};
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

/// A FAQ and what is needed to decide on messages to it.
struct Bot {
    faq: Faq,
    matcher: Matcher,
}

impl Bot {
    fn load(dir: &Path) -> Result<Self, Error> {
        let start = Instant::now();
        let faq = faq::load(dir).map_err(Error::Faq)?;
        let matcher = Matcher::new(&faq);
        let phrasings: usize = faq.entries.iter().map(|e| e.questions.len() + 1).sum();
        log::info!(
            "loaded {} entries with {phrasings} phrasings from {} in {:.1} ms",
            faq.entries.len(),
            dir.display(),
            start.elapsed().as_secs_f64() * 1e3,
        );
        Ok(Self { faq, matcher })
    }

    /// Decides on a message, and tells how many microseconds it took. The message is not logged:
    /// what people write is personal.
    fn decide(&self, text: &str) -> (Decision, u64) {
        let start = Instant::now();
        let decision = self.matcher.decide(text);
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        log::debug!(
            "outcome={} score={:.3} micros={micros}",
            decision.outcome.name(),
            decision.ranked.first().map_or(0.0, |best| best.score),
        );
        (decision, micros)
    }
}
