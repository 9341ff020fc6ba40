//! Reading the keys of a TOML table one by one, so that everything wrong with it is reported.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Located;
use super::problem::{Findings, Problem};
use super::slip::{self, Known};
use super::source::Source;
use super::wording::{excerpt, nearest};

/// Whether `name` was probably meant to be `key`.
pub(super) fn is_like(name: &str, key: &str) -> bool {
    nearest(name, [key]).is_some()
}

/// The keys of one table that are not read yet.
///
/// Each method takes the key it is asked for, and notes a value of the wrong type as a problem.
/// The keys asked for are the keys allowed: [`Keys::finish`] reports what is left over.
pub(super) struct Keys<'a> {
    source: &'a Source,
    /// Where the TOML starts in the source.
    offset: usize,
    table: DeTable<'a>,
    asked: Vec<&'static str>,
}

/// A key of any name, for tables whose keys are the operator's own.
pub(super) struct FreeKey<'a> {
    /// The key as written.
    pub(super) name: String,
    /// Its line.
    pub(super) line: usize,
    value: Spanned<DeValue<'a>>,
}

impl FreeKey<'_> {
    /// Whether the value is a text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.value.get_ref(), DeValue::String(_))
    }
}

impl<'a> Keys<'a> {
    /// The keys of the TOML that stands at `place` in the source, or every line that is no TOML.
    /// `known` are the keys that may have been meant there.
    pub(super) fn parse(
        source: &'a Source,
        place: Range<usize>,
        known: &Known<'_>,
    ) -> Result<Self, Vec<Problem>> {
        let offset = place.start;
        let text = &source.text[place];
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Ok(Self {
                source,
                offset,
                table: table.into_inner(),
                asked: Vec::new(),
            });
        }
        let mut problems: Vec<Problem> = Vec::new();
        for error in errors {
            let start = error.span().map_or(0, |span| span.start);
            let line = source.line_at(offset + start);
            // What else is wrong on the same line is most often the same slip.
            if problems.iter().all(|problem| problem.line != Some(line)) {
                let found = error.message().lines().collect::<Vec<_>>().join(", ");
                let (message, help) = slip::told(text, start, &found, known);
                problems.push(Problem::error(&source.path, line, message).with_help(help));
            }
        }
        Err(problems)
    }

    /// The names of the keys that are left.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    /// Whether the table has `key`, of whatever type.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The text at `key` with its line. A blank text is noted and counts as absent.
    pub(super) fn text(&mut self, key: &'static str, findings: &mut Findings) -> Option<Located> {
        let value = self.take(key)?;
        let text = self.text_or_stop(key, value, findings)?;
        if text.text.trim().is_empty() {
            let problem = Problem::error(&self.source.path, text.line, format!("`{key}` is empty"))
                .with_help("write its text, or remove the key");
            findings.note(problem);
            return None;
        }
        Some(text)
    }

    /// The text at `key` with its line, even if it is blank.
    pub(super) fn raw_text(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<Located> {
        let value = self.take(key)?;
        self.text_or_stop(key, value, findings)
    }

    /// The texts listed at `key`. Blank ones are noted and left out.
    pub(super) fn texts(&mut self, key: &'static str, findings: &mut Findings) -> Vec<Located> {
        match self.take(key) {
            Some(value) => self.list(key, value, findings).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The texts listed at a free key; `None` if it holds something else. Blank ones are noted
    /// and left out.
    pub(super) fn texts_of(
        &self,
        key: FreeKey<'a>,
        findings: &mut Findings,
    ) -> Option<Vec<Located>> {
        self.list(&key.name, key.value, findings)
    }

    /// Whether `key` is `true`; absent means `false`.
    pub(super) fn flag(&mut self, key: &'static str, findings: &mut Findings) -> bool {
        let Some(value) = self.take(key) else {
            return false;
        };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        findings.stop(self.wrong(key, "`true` or `false`, without quotes", &value));
        false
    }

    /// The date at `key` with its line.
    pub(super) fn date(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<(Date, usize)> {
        let value = self.take(key)?;
        if let Some(date) = date_of(value.get_ref()) {
            return Some((date, self.line(&value.span())));
        }
        let mut problem = self.wrong(key, "a date such as 2026-11-22", &value);
        if let DeValue::String(text) = value.get_ref()
            && let Ok(date) = text.trim().parse::<Date>()
        {
            problem = problem.with_help(format!("write it without quotes: `{key} = {date}`"));
        }
        findings.stop(problem);
        None
    }

    /// The number from 0 to 1 at `key` with its line.
    pub(super) fn share(
        &mut self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<(f64, usize)> {
        let value = self.take(key)?;
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        match number {
            Some(number) if (0.0..=1.0).contains(&number) => {
                Some((number, self.line(&value.span())))
            }
            _ => {
                findings.stop(self.wrong(key, "a number from 0.0 to 1.0", &value));
                None
            }
        }
    }

    /// The keys of the table at `key`.
    pub(super) fn table(&mut self, key: &'static str, findings: &mut Findings) -> Option<Keys<'a>> {
        let value = self.take(key)?;
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some(Keys {
                source: self.source,
                offset: self.offset,
                table,
                asked: Vec::new(),
            }),
            other => {
                let problem = self.wrong(key, "a table", &Spanned::new(span, other));
                findings.stop(problem.with_help(format!(
                    "write `[{key}]` on a line of its own, its keys below"
                )));
                None
            }
        }
    }

    /// All keys that are left, sorted by line.
    pub(super) fn rest(&mut self) -> Vec<FreeKey<'a>> {
        let mut rest: Vec<_> = std::mem::take(&mut self.table)
            .into_iter()
            .map(|(key, value)| FreeKey {
                line: self.line(&key.span()),
                name: key.into_inner().into_owned(),
                value,
            })
            .collect();
        rest.sort_by_key(|key| key.line);
        rest
    }

    /// Reports every key that nobody asked for. `elsewhere` may know where such a key belongs.
    pub(super) fn finish(
        mut self,
        elsewhere: impl Fn(&FreeKey<'a>) -> Option<String>,
        findings: &mut Findings,
    ) {
        for key in self.rest() {
            let name = excerpt(&key.name);
            let allowed: Vec<_> = self.asked.iter().map(|key| format!("`{key}`")).collect();
            let message = format!("unknown key `{name}`; allowed are {}", allowed.join(", "));
            let problem = Problem::error(&self.source.path, key.line, message);
            let similar = || {
                nearest(&key.name, self.asked.iter().copied())
                    .map(|similar| format!("did you mean `{similar}`?"))
            };
            let help = elsewhere(&key).or_else(similar);
            findings.stop(problem.with_help(help.unwrap_or_else(|| "remove it".to_owned())));
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.table.remove(key)
    }

    fn line(&self, span: &Range<usize>) -> usize {
        self.source.line_at(self.offset + span.start)
    }

    fn text_or_stop(
        &self,
        key: &str,
        value: Spanned<DeValue<'a>>,
        findings: &mut Findings,
    ) -> Option<Located> {
        let line = self.line(&value.span());
        let problem = match value.get_ref() {
            DeValue::String(_) => None,
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {
                let help = format!("put it in quotes: `{key} = \"{}\"`", self.found(&value));
                Some(self.wrong(key, "a text", &value).with_help(help))
            }
            _ => Some(self.wrong(key, "a text", &value)),
        };
        if let Some(problem) = problem {
            findings.stop(problem);
        }
        match value.into_inner() {
            DeValue::String(text) => Some(Located {
                text: text.into_owned(),
                line,
            }),
            _ => None,
        }
    }

    fn list(
        &self,
        key: &str,
        value: Spanned<DeValue<'a>>,
        findings: &mut Findings,
    ) -> Option<Vec<Located>> {
        let key = excerpt(key);
        let span = value.span();
        let items = match value.into_inner() {
            DeValue::Array(items) => items,
            other => {
                let value = Spanned::new(span, other);
                let mut problem = self.wrong(&key, "a list of texts", &value);
                if matches!(value.get_ref(), DeValue::String(_)) {
                    let found = self.found(&value);
                    problem = problem.with_help(format!("put it in brackets: `{key} = [{found}]`"));
                }
                findings.stop(problem);
                return None;
            }
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            let line = self.line(&item.span());
            if !matches!(item.get_ref(), DeValue::String(_)) {
                let found = self.found(&item);
                let message = format!("`{key}` must be a list of texts, found `{found}` in it");
                let mut problem = Problem::error(&self.source.path, line, message);
                if !matches!(item.get_ref(), DeValue::Array(_) | DeValue::Table(_)) {
                    problem = problem.with_help(format!("put it in quotes: `\"{found}\"`"));
                }
                findings.stop(problem);
            } else if let DeValue::String(text) = item.into_inner() {
                if text.trim().is_empty() {
                    let message = format!("`{key}` holds an empty text");
                    let problem = Problem::error(&self.source.path, line, message);
                    findings.note(problem.with_help("write it, or remove it from the list"));
                } else {
                    texts.push(Located {
                        text: text.into_owned(),
                        line,
                    });
                }
            }
        }
        Some(texts)
    }

    /// That `key` holds something else than what it must be.
    fn wrong(&self, key: &str, what: &str, value: &Spanned<DeValue<'a>>) -> Problem {
        let found = self.found(value);
        let message = format!("`{key}` must be {what}, found `{found}`");
        Problem::error(&self.source.path, self.line(&value.span()), message)
    }

    /// A value as the operator wrote it, shortened.
    fn found(&self, value: &Spanned<DeValue<'a>>) -> String {
        let span = value.span();
        let written = self
            .source
            .text
            .get(self.offset + span.start..self.offset + span.end);
        excerpt(written.unwrap_or_default())
    }
}

/// The date that a value is, if it is a date without a time.
fn date_of(value: &DeValue<'_>) -> Option<Date> {
    let DeValue::Datetime(moment) = value else {
        return None;
    };
    if moment.time.is_some() || moment.offset.is_some() {
        return None;
    }
    let date = moment.date?;
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}
