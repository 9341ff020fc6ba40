//! One entry's file by itself, as it is or as it would be.

use std::ops::Range;
use std::path::Path;

use super::front_matter::split;
use super::problem::{Findings, LoadError, Problem};
use super::source::Source;
use super::{Entry, Kind, entry, survey};

/// What `text` says as the file at `path`.
///
/// # Errors
///
/// Everything that would keep the FAQ with this file from being loaded.
pub(crate) fn read_entry(
    path: &Path,
    id: &str,
    kind: Kind,
    text: &str,
) -> Result<Entry, LoadError> {
    let mut findings = Findings::default();
    let draft = match Source::from_bytes(path, text.as_bytes().to_vec()) {
        Ok(source) => entry::read(&source, id, kind, &mut findings),
        Err(problem) => {
            findings.stop(problem);
            None
        }
    };
    match draft {
        Some(draft) if findings.stopping.is_empty() => Ok(draft.entry),
        _ => {
            let mut problems = findings.stopping;
            problems.sort();
            Err(LoadError { problems })
        }
    }
}

/// The text of an entry's file as it is read, without byte order mark and with `\n` as the only line
/// end, and the place of the front matter in it.
///
/// # Errors
///
/// What is wrong with its `+++` lines.
pub(crate) fn front_matter(path: &Path, text: &str) -> Result<(String, Range<usize>), Problem> {
    let source = Source::new(path, text.to_owned());
    let front = split(&source)?.front;
    Ok((source.text, front))
}

/// What `check` says about an entry by itself: its title, its answer and its tip.
pub(crate) fn problems_of(entry: &Entry) -> Vec<Problem> {
    let mut problems = Vec::new();
    survey::check_texts(entry, &mut problems);
    problems.sort();
    problems
}

impl Entry {
    /// Whether the two say the same, wherever it stands: lines and paths make no difference.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.anywhere() == other.anywhere()
    }

    /// The entry as if it stood nowhere.
    fn anywhere(&self) -> Self {
        let mut entry = self.clone();
        entry.path.clear();
        let texts = [&mut entry.title, &mut entry.body].into_iter();
        let texts = texts.chain(&mut entry.tip).chain(&mut entry.section);
        let lists = [
            &mut entry.questions,
            &mut entry.not,
            &mut entry.tips,
            &mut entry.related,
        ];
        for text in texts.chain(lists.into_iter().flatten()) {
            text.line = 0;
        }
        if let Some((_, line)) = &mut entry.review_by {
            *line = 0;
        }
        entry
    }
}
