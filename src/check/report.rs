//! Everything found wrong with a FAQ, and how it is told.

use std::fmt;

use crate::faq::{Faq, Problem, Severity};

/// Every problem of every file of a FAQ.
///
/// Displayed as the problems, one below the other, and a last line with their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The problems, sorted by path, line and message.
    pub problems: Vec<Problem>,
    /// How many entries and phrasings there are, or `None` if the FAQ cannot be loaded.
    size: Option<(usize, usize)>,
}

impl Report {
    pub(super) fn new(faq: Option<&Faq>, mut problems: Vec<Problem>) -> Self {
        problems.sort();
        let size = faq.map(|faq| {
            let questions: usize = faq.entries.iter().map(|entry| entry.questions.len()).sum();
            (faq.entries.len(), faq.entries.len() + questions)
        });
        Self { problems, size }
    }

    /// How many problems have to be mended.
    #[must_use]
    pub fn errors(&self) -> usize {
        let is_error = |problem: &&Problem| problem.severity == Severity::Error;
        self.problems.iter().filter(is_error).count()
    }

    /// How many problems are worth a look.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
        }
        if self.problems.is_empty() {
            f.write_str("no problems")?;
        } else {
            let errors = Counted(self.errors(), "error", "errors");
            let warnings = Counted(self.warnings(), "warning", "warnings");
            write!(f, "{errors}, {warnings}")?;
        }
        match self.size {
            Some((entries, phrasings)) => {
                let entries = Counted(entries, "entry", "entries");
                let phrasings = Counted(phrasings, "phrasing", "phrasings");
                write!(f, " in {entries} with {phrasings}")
            }
            None => f.write_str("; the phrasings are tried once the FAQ can be loaded"),
        }
    }
}

/// A number of things: one of them, or several.
struct Counted(usize, &'static str, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.0 == 1 { self.1 } else { self.2 };
        write!(f, "{} {name}", self.0)
    }
}
