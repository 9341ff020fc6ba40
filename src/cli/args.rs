//! What can be written on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

/// The program's name, for examples.
macro_rules! program {
    () => {
        env!("CARGO_PKG_NAME")
    };
}

mod exchange;
mod help;

pub(super) use exchange::{ExportArgs, ExportFormat, ImportArgs};

/// Answers questions from the entries of a FAQ, by fuzzy string similarity.
#[derive(Debug, Parser)]
#[command(version)]
pub(super) struct Cli {
    /// Folder of the FAQ
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "FAQ_DIR",
        hide_env_values = true
    )]
    #[arg(default_value = "faq", value_parser = OsStringValueParser::new().try_map(folder))]
    pub(super) faq: PathBuf,
    /// What to do; without it Telegram is served, or without a token a conversation begins here
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Reads the arguments, or says what is wrong with them, or gives the help that they ask for.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let help = format!("{}\n\n{}", help::OVERVIEW, help::settings());
    let matches = Cli::command().after_help(help).try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches)
}

/// The folder that a value names; an empty one names none.
fn folder(value: OsString) -> Result<PathBuf, &'static str> {
    if value.is_empty() {
        Err("name a folder with `--faq DIR`, or unset `FAQ_DIR`")
    } else {
        Ok(PathBuf::from(value))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve Telegram until SIGINT or SIGTERM; this is what happens without a command, too
    #[command(after_help = help::RUN)]
    Run,
    /// Look at token, webhook, modes, commands, clock and FAQ, and change nothing
    #[command(after_help = help::DOCTOR)]
    Doctor,
    /// Ask a bot that runs whether it is ready
    #[command(after_help = help::HEALTH)]
    Health,
    /// Answer one question, or many with --jsonl
    #[command(after_help = help::ASK)]
    Ask(AskArgs),
    /// Talk with the bot in the terminal
    #[command(after_help = help::CHAT)]
    Chat(ChatArgs),
    /// Look for problems in the files of the FAQ
    #[command(after_help = help::CHECK)]
    Check(CheckArgs),
    /// Say what an edit of the FAQ changes: which messages get another outcome
    #[command(after_help = help::DIFF)]
    Diff(DiffArgs),
    /// Measure the answers to labelled questions
    #[command(after_help = help::EVAL)]
    Eval(EvalArgs),
    /// Make entries of a table or a list of questions and answers
    #[command(after_help = exchange::IMPORT)]
    Import(ImportArgs),
    /// Write the FAQ as a leaflet or a table
    #[command(after_help = exchange::EXPORT)]
    Export(ExportArgs),
    /// Show what people asked in vain
    #[command(after_help = help::UNANSWERED)]
    Unanswered(ShowArgs),
    /// Show what was asked and answered this week and last
    #[command(after_help = help::STATS)]
    Stats(ShowArgs),
}

#[derive(Debug, Args)]
pub(super) struct AskArgs {
    /// The question, in one or several words; `-` or nothing reads it from standard input
    #[arg(value_name = "TEXT")]
    pub(super) text: Vec<OsString>,
    /// Answer in this language of the FAQ, whatever the message is in
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Say why: words, corrections, scores, thresholds
    #[arg(long)]
    pub(super) explain: bool,
    /// How to print the reply
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Answer one question for each line of standard input, in JSON
    #[arg(long, conflicts_with_all = ["text", "explain", "format"])]
    pub(super) jsonl: bool,
}

#[derive(Debug, Default, Args)]
pub(super) struct ChatArgs {
    /// Talk in this language of the FAQ, whatever the messages are in
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How to print the problems
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Show each phrasing that is astray with its text, as JSON always does
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The version before: a folder, or a git revision of the folder of the FAQ
    #[arg(value_name = "OLD")]
    pub(super) old: OsString,
    /// The version after, named alike; left out, it is the folder of the FAQ on disk
    #[arg(value_name = "NEW")]
    pub(super) new: Option<OsString>,
    /// Labelled questions, one JSON object a line; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(super) questions: Option<PathBuf>,
    /// Questions that were asked in vain, one a line, in place of those that the bot has kept; `-`
    /// reads standard input
    #[arg(long, value_name = "FILE")]
    pub(super) unanswered: Option<PathBuf>,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// The labelled questions, one JSON object a line; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// List every confusion, with the texts of its questions
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON object
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn words_need_no_quotes_and_options_may_follow() {
        let cli = Cli::try_parse_from(["bot", "ask", "how", "long", "--explain", "--faq", "x"]);
        let cli = cli.expect("valid");
        let Some(Command::Ask(args)) = cli.command else {
            panic!("not ask");
        };
        assert_eq!(args.text, ["how", "long"]);
        assert!(args.explain);
        assert_eq!(cli.faq, PathBuf::from("x"));
    }
}
