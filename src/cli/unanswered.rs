//! `unanswered`: what people asked in vain.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::args::{Format, ShowArgs};
use super::{Error, Exit, output};
use crate::assistant::Assistant;
use crate::config::Config;
use crate::store::{self, Settings};
use crate::unanswered::{self, Group};

pub(super) fn run(
    dir: &Path,
    config: &Config,
    args: &ShowArgs,
    out: &mut dyn Write,
) -> Result<Exit, Error> {
    let bot = super::load(dir)?;
    let groups = groups(&bot, &Settings::for_reading(config), config)?;
    let min_askers = config.unanswered.min_askers.get();
    match args.format {
        Format::Json => output::json(out, &Record::new(&groups, min_askers, &bot))?,
        Format::Text if !config.unanswered.are_kept && groups.is_empty() => {
            output::line(out, "nothing is kept: UNANSWERED is off")?;
        }
        Format::Text => {
            output::line(out, &unanswered::text(&groups, min_askers, &bot))?;
        }
    }
    Ok(Exit::Ok)
}

/// What was asked in vain, as the bot answers, as far as operators see it.
pub(super) fn groups(
    bot: &Assistant,
    place: &Settings,
    config: &Config,
) -> Result<Vec<Group>, Error> {
    // No day is so late: nothing of what was counted is needed.
    let mut stored = store::peek(place, Timestamp::now().as_second(), i64::MAX)?;
    // The bot deletes them at its next start.
    if !config.unanswered.are_kept {
        stored.unanswered.clear();
    }
    let min_askers = config.unanswered.min_askers.get();
    Ok(unanswered::groups(
        bot,
        &stored.unanswered,
        &stored.ignored,
        min_askers,
    ))
}

/// The questions as JSON.
#[derive(Debug, Serialize)]
struct Record<'a> {
    min_askers: u32,
    questions: Vec<Question<'a>>,
}

#[derive(Debug, Serialize)]
struct Question<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    texts: &'a [String],
    count: usize,
    askers: u32,
    last: Option<Timestamp>,
    why: BTreeMap<&'static str, usize>,
    nearest: Option<Nearest<'a>>,
}

#[derive(Debug, Serialize)]
struct Nearest<'a> {
    entry: &'a str,
    title: &'a str,
}

impl<'a> Record<'a> {
    fn new(groups: &'a [Group], min_askers: u32, bot: &'a Assistant) -> Self {
        Self {
            min_askers,
            questions: groups
                .iter()
                .map(|group| Question::new(group, bot))
                .collect(),
        }
    }
}

impl<'a> Question<'a> {
    fn new(group: &'a Group, bot: &'a Assistant) -> Self {
        let edition = bot.edition(group.edition);
        let nearest = group.nearest.map(|entry| edition.faq().entry(entry));
        Self {
            text: &group.text,
            language: super::told_language(bot, group.edition),
            texts: &group.texts,
            count: group.count(),
            askers: group.askers,
            last: Timestamp::from_second(group.last).ok(),
            why: group.why.iter().map(|(why, n)| (why.name(), *n)).collect(),
            nearest: nearest.map(|entry| Nearest {
                entry: &entry.id,
                title: &entry.title.text,
            }),
        }
    }
}
