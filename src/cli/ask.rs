//! `ask`: one question, one reply.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use super::args::{AskArgs, Format};
use super::record::{FullRecord, Record};
use super::{Error, Exit, input, output};
use crate::assistant::EditionIndex;
use crate::reply;

pub(super) fn run(dir: &Path, args: &AskArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let text = question(args)?;
    let bot = super::load(dir)?;
    let index = super::forced(&bot, args.language.as_deref())?
        .unwrap_or_else(|| bot.choose(&text, EditionIndex::DEFAULT));
    let edition = bot.edition(index);
    let (decision, micros) = edition.decide(&text);
    let reply = reply::compose(edition.faq(), &decision, super::today());
    let explanation = args
        .explain
        .then(|| edition.matcher().explain(&text).to_string());
    match args.format {
        Format::Text => {
            let choice = |_, label: &str| format!("[{label}]");
            output::line(out, &output::shown(&reply, output::may_paint(), choice))?;
            if let Some(explanation) = explanation {
                output::line(out, &format!("\n{}", explanation.trim_end()))?;
            }
        }
        Format::Json => {
            let language = super::told_language(&bot, index);
            let record = Record::new(edition.faq(), language, &decision, micros);
            let full = FullRecord::new(record, &reply, decision.truncated, explanation);
            output::json(out, &full)?;
        }
    }
    Ok(Exit::Ok)
}

/// The question from the arguments, or else from standard input.
fn question(args: &AskArgs) -> Result<String, Error> {
    let words: Vec<_> = args
        .text
        .iter()
        .map(|word| word.to_string_lossy())
        .collect();
    match words.as_slice() {
        [] if io::stdin().is_terminal() => Err(Error::NoQuestion),
        [] => input::whole(&mut io::stdin().lock()).map_err(Error::Input),
        [dash] if dash == "-" => input::whole(&mut io::stdin().lock()).map_err(Error::Input),
        words => Ok(words.join(" ")),
    }
}
