//! `chat`: a conversation in the terminal, or with lines from a pipe.

mod session;

use std::io::{self, BufRead, IsTerminal as _, Write};
use std::path::Path;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::args::ChatArgs;
use super::{Error, Exit, input, output};
use session::{Session, Turn};

const PROMPT: &str = "> ";

pub(super) fn run(dir: &Path, args: &ChatArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let bot = super::load(dir)?;
    let forced = super::forced(&bot, args.language.as_deref())?;
    let mut session = Session::new(bot, forced, super::today);
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        in_terminal(&mut session, out)?;
    } else {
        with_lines(&mut session, &mut io::stdin().lock(), out)?;
    }
    Ok(Exit::Ok)
}

/// With a prompt, line editing, and a history that is forgotten at the end.
fn in_terminal(session: &mut Session, out: &mut dyn Write) -> Result<(), Error> {
    let failed = |error: ReadlineError| match error {
        ReadlineError::Io(error) => Error::Input(error),
        other => Error::Input(io::Error::other(other)),
    };
    let mut editor = DefaultEditor::new().map_err(failed)?;
    let ansi = output::may_paint();
    let greeting = session.greet();
    say(&greeting, ansi, out)?;
    output::line(out, "\nType a question. /help tells what else you can do.")?;
    loop {
        output::line(out, "")?;
        let line = match editor.readline(PROMPT) {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
            // What was typed is no text in this terminal's encoding.
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => continue,
            Err(error) => return Err(failed(error)),
        };
        // Without its history the editor still edits.
        let _ = editor.add_history_entry(&line);
        match session.turn(&line) {
            Turn::Nothing => {}
            Turn::Quit => return Ok(()),
            turn => {
                output::line(out, "")?;
                say(&turn, ansi, out)?;
            }
        }
    }
}

/// Without a prompt: the greeting, then one reply for each line.
fn with_lines(
    session: &mut Session,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let ansi = output::may_paint();
    let greeting = session.greet();
    say(&greeting, ansi, out)?;
    while let Some(line) = input::next_line(input).map_err(Error::Input)? {
        match session.turn(&line.text()) {
            Turn::Nothing => {}
            Turn::Quit => break,
            turn => {
                output::line(out, "")?;
                say(&turn, ansi, out)?;
            }
        }
    }
    Ok(())
}

fn say(turn: &Turn, ansi: bool, out: &mut dyn Write) -> Result<(), Error> {
    let choice = |at, label: &str| format!("{at:>3}  {label}");
    match turn {
        Turn::Reply(reply) => output::line(out, &output::shown(reply, ansi, choice)),
        Turn::Noted(reply, note) => {
            output::line(out, &output::shown(reply, ansi, choice))?;
            output::line(out, &format!("\n{note}"))
        }
        Turn::Note(note) => output::line(out, note),
        Turn::Nothing | Turn::Quit => Ok(()),
    }
}
