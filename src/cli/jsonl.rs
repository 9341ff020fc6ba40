//! `ask --jsonl`: one question a line, one outcome a line, in order.

use std::io::{BufRead, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::args::AskArgs;
use super::input::{self, Line, MAX_BYTES};
use super::record::Record;
use super::{Error, Exit, output};
use crate::assistant::EditionIndex;

/// A line of input; other keys are ignored.
#[derive(Debug, Deserialize)]
struct Asked {
    id: Id,
    text: String,
}

/// What the asker calls a question; given back as it came.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged, expecting = "`id` must be a text or a number")]
enum Id {
    Text(String),
    Number(Number),
}

/// A line of output.
#[derive(Debug, Serialize)]
struct Told<'a> {
    id: Id,
    #[serde(flatten)]
    record: Record<'a>,
}

/// What stands in place of a line that is no question.
#[derive(Debug, Serialize)]
struct Fault {
    error: String,
    line: usize,
}

pub(super) fn run(
    dir: &Path,
    args: &AskArgs,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<Exit, Error> {
    let bot = super::load(dir)?;
    let forced = super::forced(&bot, args.language.as_deref())?;
    let mut exit = Exit::Ok;
    let mut number = 0;
    while let Some(line) = input::next_line(input).map_err(Error::Input)? {
        number += 1;
        match parse::<Asked>(&line) {
            Ok(asked) => {
                let index =
                    forced.unwrap_or_else(|| bot.choose(&asked.text, EditionIndex::DEFAULT));
                let edition = bot.edition(index);
                let (decision, micros) = edition.decide(&asked.text);
                let language = super::told_language(&bot, index);
                let record = Record::new(edition.faq(), language, &decision, micros);
                output::json(
                    out,
                    &Told {
                        id: asked.id,
                        record,
                    },
                )?;
            }
            Err(error) => {
                exit = Exit::Problems;
                let error = format!("no object with `id` and `text`: {error}");
                output::json(
                    out,
                    &Fault {
                        error,
                        line: number,
                    },
                )?;
            }
        }
    }
    Ok(exit)
}

/// Reads one line of JSON, or says what is wrong with it.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(line: &Line) -> Result<T, String> {
    if line.too_long {
        return Err(format!("the line is longer than {MAX_BYTES} bytes"));
    }
    let text = str::from_utf8(&line.bytes)
        .map_err(|error| format!("no UTF-8 at column {}", error.valid_up_to() + 1))?;
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err("the line is blank".to_owned());
    }
    if !text.trim_start().starts_with('{') {
        return Err(
            "the line is no JSON object: write {\"id\": \"...\", \"text\": \"...\"}".to_owned(),
        );
    }
    serde_json::from_str(text).map_err(|error| {
        // The parser has seen one line only and calls it line 1.
        error
            .to_string()
            .replace(" at line 1 column ", " at column ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(line: &str) -> Result<String, String> {
        let line = Line {
            bytes: line.as_bytes().to_vec(),
            too_long: false,
        };
        let asked: Asked = parse(&line)?;
        Ok(serde_json::to_string(&asked.id).expect("plain"))
    }

    #[test]
    fn id_is_given_back_as_it_came() {
        assert_eq!(id(r#"{"id": "7", "text": ""}"#).as_deref(), Ok("\"7\""));
        assert_eq!(
            id(r#"{"text": "", "id": 7, "kind": []}"#).as_deref(),
            Ok("7")
        );
        assert!(id(r#"{"id": null, "text": ""}"#).is_err());
    }

    #[test]
    fn fault_says_what_and_where() {
        let fault = |line| id(line).expect_err("a fault");
        assert_eq!(fault(" "), "the line is blank");
        assert_eq!(fault(r#"{"id": "a"}"#), "missing field `text` at column 11");
        assert_eq!(
            fault(r#"{"id": true, "text": "a"}"#),
            "`id` must be a text or a number at column 11"
        );
        assert_eq!(fault("{"), "EOF while parsing an object at column 1");
        assert!(fault(r#"["a", 1]"#).starts_with("the line is no JSON object"));
    }
}
