//! Replies and figures on a terminal or in a pipe.

use std::env;
use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;

use super::Error;
use crate::reply::{Reply, render};

/// Whether standard output may be painted: it is a terminal that can, and nobody objects.
pub(super) fn may_paint() -> bool {
    let objects = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let cannot = env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stdout().is_terminal() && !objects && !cannot
}

/// The reply with its choices below, `mark`ed by position.
pub(super) fn shown(reply: &Reply, ansi: bool, mark: fn(usize, &str) -> String) -> String {
    let mut text = render::plain(reply, ansi);
    for (at, choice) in reply.choices.iter().enumerate() {
        text.push('\n');
        text.push_str(&mark(at + 1, &choice.label));
    }
    text
}

/// Writes `text` and a line feed, at once.
pub(super) fn line(out: &mut dyn Write, text: &str) -> Result<(), Error> {
    out.write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
        .map_err(Error::Output)
}

/// Writes `value` as one line of JSON, at once.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::Output(error.into()))?;
    line(out, &text)
}
