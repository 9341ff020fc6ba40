//! New entries that are to join a FAQ, looked at before they are written.

use std::path::Path;

use jiff::civil::Date;

use super::entry::Draft;
use super::load::{Reading, read};
use super::problem::{Problem, Severity};
use super::survey::check_language;
use super::{Entry, Faq, languages};

/// One language of a FAQ that entries are to join.
#[derive(Debug)]
pub(crate) struct Joining {
    reading: Reading,
    /// Which of the other languages; `None` is the default one.
    at: Option<usize>,
}

impl Joining {
    /// The language `tag` of the FAQ in `dir`, which stands or is to stand in `folder`, or the default
    /// language if there is no tag. Neither folder need be there.
    pub(crate) fn of(dir: &Path, folder: &Path, tag: Option<&str>) -> Self {
        let mut reading = if dir.exists() {
            read(dir)
        } else {
            Reading::empty(dir)
        };
        let at = tag.map(|tag| {
            let others = &mut reading.others;
            let known = others.iter().position(|other| other.dir == folder);
            known.unwrap_or_else(|| {
                let mut other = Reading::empty(folder);
                other.bot.language = Some(tag.to_owned());
                others.push(other);
                others.len() - 1
            })
        });
        Self { reading, at }
    }

    /// The FAQ with these entries, and every error in it that was not there without them. None of them
    /// has the id of one that is there. `are_all` is false if others are still missing, which may be
    /// named as a tip or as related.
    pub(crate) fn with(mut self, entries: Vec<Entry>, are_all: bool) -> (Faq, Vec<Problem>) {
        let before = self.errors();
        let own = self.own();
        own.has_all_files &= are_all;
        let known = std::mem::take(&mut own.drafts);
        // Those that are new come first, so that what they share with others is told of them.
        for entry in entries {
            own.add(Draft::of(entry));
        }
        own.drafts.extend(known);
        let mut problems = self.errors();
        problems.retain(|problem| !before.contains(problem));
        let own = self.own();
        own.drafts.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
        let at = self.at;
        let (default, others) = self.reading.into_faqs();
        let other = at.and_then(|at| others.into_iter().nth(at));
        (other.unwrap_or(default), problems)
    }

    fn own(&mut self) -> &mut Reading {
        match self.at {
            Some(at) => &mut self.reading.others[at],
            None => &mut self.reading,
        }
    }

    /// Every error that can be told of the entries of all languages.
    fn errors(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        // No review is due on the first of all days; that only warns.
        check_language(&self.reading, None, Date::MIN, &mut problems);
        for other in &self.reading.others {
            check_language(other, Some(&self.reading), Date::MIN, &mut problems);
        }
        languages::check(&self.reading, &mut problems);
        problems.retain(|problem| problem.severity == Severity::Error);
        problems
    }
}
