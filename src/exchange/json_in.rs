//! Lists in JSON as items.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::cell;
use super::columns;
use super::item::{Incoming, Item, question, unless_blank};
use super::lines::Lines;
use super::object::Object;
use crate::faq::{Problem, excerpt, nearest};

/// An object that holds the list, as QnA Maker writes it.
#[derive(Deserialize)]
struct Wrapped<'a> {
    #[serde(borrow, alias = "qnaDocuments", alias = "qnaDtoList")]
    #[serde(rename = "qnaList")]
    list: Vec<&'a RawValue>,
}

/// Keys of QnA Maker that an entry has no place for.
const LEFT_OUT: [&str; 9] = [
    "source",
    "metadata",
    "context",
    "isDocumentText",
    "alternateQuestions",
    "alternateQuestionClusters",
    "lastUpdatedTimestamp",
    "dialog",
    "activeLearningSuggestions",
];

/// One text or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    One(String),
    Several(Vec<String>),
}

/// A name, or the number that QnA Maker gives.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Name(String),
    Number(u64),
}

pub(super) fn read(path: &Path, text: &str) -> Incoming {
    let list = match list(path, text) {
        Ok(list) => list,
        Err(problem) => {
            return Incoming {
                items: Vec::new(),
                problems: vec![problem],
            };
        }
    };
    let mut read = Incoming::default();
    let mut lines = Lines::new(text);
    for raw in list {
        let before = read.problems.len();
        let mut reading = Reading {
            path,
            line: lines.at(start_of(text, raw)),
            problems: &mut read.problems,
        };
        let item = reading.item(raw);
        // Of what is only half read it would be said that something is missing.
        read.items
            .extend(item.filter(|_| read.problems.len() == before));
    }
    read
}

/// The objects, wherever they are listed.
fn list<'t>(path: &Path, text: &'t str) -> Result<Vec<&'t RawValue>, Problem> {
    let is_object = text.trim_start().starts_with('{');
    let list = if is_object {
        serde_json::from_str::<Wrapped<'_>>(text).map(|wrapped| wrapped.list)
    } else {
        serde_json::from_str(text)
    };
    list.map_err(|error| {
        // The place is told by the line, not in the text.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let problem = Problem::error(path, error.line().max(1), message.to_owned());
        problem.with_help(
            "write a list of objects: [{\"question\": \"...\", \"answer\": \"...\"}], or one as \
             `qnaList` of an object",
        )
    })
}

/// Where a part of `text` begins.
fn start_of(text: &str, part: &RawValue) -> usize {
    part.get().as_ptr().addr() - text.as_ptr().addr()
}

struct Reading<'a> {
    path: &'a Path,
    line: usize,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn note(&mut self, message: impl Into<String>, help: impl Into<String>) {
        let problem = Problem::error(self.path, self.line, message);
        self.problems.push(problem.with_help(help));
    }

    fn item(&mut self, raw: &RawValue) -> Option<Item> {
        let Ok(Object(values)) = serde_json::from_str::<Object<'_>>(raw.get()) else {
            let found = excerpt(raw.get());
            self.note(
                format!("this must be an object with `question` and `answer`, found `{found}`"),
                "write {\"question\": \"...\", \"answer\": \"...\"}",
            );
            return None;
        };
        let mut item = Item {
            line: self.line,
            ..Item::default()
        };
        for twice in values.chunk_by(|(a, _), (b, _)| a == b) {
            if let [(key, _), _, ..] = twice {
                let message = format!("the key `{}` is there twice", excerpt(key));
                self.note(
                    message,
                    "remove one of the two; several questions are a list, `questions`",
                );
            }
        }
        for (key, value) in values {
            self.fill(&mut item, &key, value);
        }
        Some(item)
    }

    fn fill(&mut self, item: &mut Item, key: &str, value: &RawValue) {
        let text = |reading: &mut Self| reading.value::<String>(key, value, "a text in quotes");
        let texts = |reading: &mut Self| {
            let texts = reading.value(key, value, "a text or a list of texts")?;
            let texts = match texts {
                Texts::One(text) => vec![text],
                Texts::Several(texts) => texts,
            };
            Some(
                texts
                    .iter()
                    .filter_map(|text| unless_blank(text))
                    .collect::<Vec<_>>(),
            )
        };
        match key {
            "id" => match self.value(key, value, "a name in quotes") {
                Some(Id::Name(id)) => item.id = unless_blank(id.trim()),
                Some(Id::Number(number)) => item.number = Some(number.to_string()),
                None => {}
            },
            "question" => item.ask(text(self).as_deref().and_then(question)),
            "title" => item.title = text(self).as_deref().and_then(unless_blank),
            "questions" => item.ask(texts(self).unwrap_or_default()),
            "not" => item.not = texts(self).unwrap_or_default(),
            "tip" => item.tip = text(self).as_deref().and_then(unless_blank),
            "tips" => item.tips = texts(self).unwrap_or_default(),
            "related" => item.related = texts(self).unwrap_or_default(),
            "urgent" => {
                item.urgent = self.value(key, value, "true or false").unwrap_or_default();
            }
            "section" => item.section = text(self).as_deref().and_then(unless_blank),
            "answer" => item.answer = text(self).unwrap_or_default(),
            "kind" | "reviewed" | "review_by" => {
                if let Some(text) = text(self) {
                    self.fill_read(item, key, &text);
                }
            }
            key if LEFT_OUT.contains(&key) => {}
            key => {
                let help = match nearest(key, columns::names()) {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => "remove it, or give it one of these names".to_owned(),
                };
                let (key, listed) = (excerpt(key), columns::listed());
                self.note(format!("unknown key `{key}`; known are {listed}"), help);
            }
        }
    }

    /// Fills in a value that is written as a text and is more than that.
    fn fill_read(&mut self, item: &mut Item, key: &str, text: &str) {
        let filled = match key {
            "kind" => cell::kind(text).map(|kind| item.kind = kind),
            "reviewed" => cell::date(key, text).map(|date| item.reviewed = date),
            _ => cell::date(key, text).map(|date| item.review_by = date),
        };
        if let Err((message, help)) = filled {
            self.note(message, help);
        }
    }

    /// A value of the type that it must be. `null` counts as absent.
    fn value<'v, T: Deserialize<'v>>(
        &mut self,
        key: &str,
        value: &'v RawValue,
        what: &str,
    ) -> Option<T> {
        if let Ok(value) = serde_json::from_str(value.get()) {
            return value;
        }
        let found = excerpt(value.get());
        self.note(
            format!("`{key}` must be {what}, found `{found}`"),
            "correct it, or remove it",
        );
        None
    }
}
