//! Everything found wrong with a FAQ, and how it is told.

use std::fmt;

use crate::faq::{Faq, Problem, Severity, Size, counted};

use super::astray::{Astray, Fate};
use super::pairs::Pair;

/// Up to this many strays of an entry are shown each by itself; more are told together.
const FEW: usize = 2;

/// At most this many pairs of entries, and as many words of two concepts, are shown in brief.
const MOST_IN_BRIEF: usize = 10;

/// Every problem of every file of a FAQ.
///
/// Displayed in brief: first what is astray, entry by entry, then the pairs of entries that steal
/// most, words of two concepts, all other problems, and a last line with their numbers, so that what
/// has to be mended stands where the eye ends up.
/// [`Report::in_full`] shows each problem by itself, sorted by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// All other problems, sorted by path, line and message.
    pub problems: Vec<Problem>,
    /// The entries with phrasings that need themselves to find them, sorted by path.
    pub astray: Vec<Astray>,
    /// The entries that steal from each other, those that steal most first.
    pub pairs: Vec<Pair>,
    /// The words that two concepts share, sorted by line.
    pub collisions: Vec<Problem>,
    /// How many entries and phrasings there are, or `None` if the FAQ cannot be loaded.
    size: Option<Size>,
}

impl Report {
    /// A report of a FAQ in these `languages`, if it can be loaded, with these problems alone.
    pub(super) fn new(languages: Option<&[&Faq]>, mut problems: Vec<Problem>) -> Self {
        problems.sort();
        let size = languages.map(|languages| Size::of(languages.iter().copied()));
        Self {
            problems,
            astray: Vec::new(),
            pairs: Vec::new(),
            collisions: Vec::new(),
            size,
        }
    }

    /// Every problem by itself, each phrasing that is astray and each pair among them, sorted by path,
    /// line and message.
    #[must_use]
    pub fn all(&self) -> Vec<Problem> {
        let astray = self.astray.iter().flat_map(Astray::problems);
        let others = self.problems.iter().chain(&self.collisions).cloned();
        let pairs = self.pairs.iter().map(Pair::problem);
        let mut all: Vec<_> = others.chain(astray).chain(pairs).collect();
        all.sort();
        all
    }

    /// Shows every problem by itself, and a last line with their numbers.
    #[must_use]
    pub fn in_full(&self) -> impl fmt::Display {
        fmt::from_fn(|f| {
            for problem in self.all() {
                writeln!(f, "{problem}")?;
            }
            self.total(f)
        })
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
        let others = self.problems.len() - self.errors() + self.collisions.len();
        others + self.strays() + self.pairs.len()
    }

    fn strays(&self) -> usize {
        self.astray.iter().map(|astray| astray.strays.len()).sum()
    }

    /// What becomes of the phrasings astray, and what to do about them.
    fn overview(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts = [0; Fate::SORTS];
        for stray in self.astray.iter().flat_map(|astray| &astray.strays) {
            counts[stray.fate.sort()] += 1;
        }
        let fates = [
            "taken for a danger sign",
            "answered with another topic",
            "taken for small talk",
            "declined with another entry",
            "asked back",
            "declined as unknown",
        ];
        let fates = counts.iter().zip(fates).filter(|(count, _)| **count > 0);
        let fates: Vec<_> = fates
            .map(|(count, fate)| format!("{count} {fate}"))
            .collect();
        let strays = counted(self.strays(), "phrasing", "phrasings");
        let all = self.astray.iter().flat_map(|astray| &astray.strays);
        let lost = match all.filter(|stray| stray.is_lost).count() {
            0 => String::new(),
            lost => format!("; {lost} of them even as they stand"),
        };
        writeln!(f, "{strays} astray: {}{lost}", fates.join(", "))?;
        writeln!(
            f,
            "  help: write more phrasings like them, or move those that belong elsewhere; \
             `check --verbose` shows each"
        )
    }

    fn total(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (errors, warnings) = (self.errors(), self.warnings());
        if errors + warnings == 0 {
            f.write_str("no problems")?;
        } else {
            let errors = counted(errors, "error", "errors");
            let warnings = counted(warnings, "warning", "warnings");
            write!(f, "{errors}, {warnings}")?;
        }
        match self.size {
            Some(Size { entries, phrasings }) => {
                let entries = counted(entries, "entry", "entries");
                let phrasings = counted(phrasings, "phrasing", "phrasings");
                write!(f, " in {entries} with {phrasings}")
            }
            None => f.write_str(
                "; the phrasings and the examples in `not` are tried once the FAQ can be loaded",
            ),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut is_brief = false;
        for astray in &self.astray {
            if astray.strays.len() > FEW {
                writeln!(f, "{astray}")?;
                is_brief = true;
            } else {
                for problem in astray.problems() {
                    writeln!(f, "{problem}")?;
                }
            }
        }
        let pairs: Vec<_> = self.pairs.iter().map(Pair::problem).collect();
        some(f, &pairs, "pairs of entries")?;
        some(f, &self.collisions, "words of two concepts")?;
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
        }
        if is_brief {
            self.overview(f)?;
        }
        self.total(f)
    }
}

/// The first of some problems, and how many more there are `of` them.
fn some(f: &mut fmt::Formatter<'_>, problems: &[Problem], of: &str) -> fmt::Result {
    for problem in problems.iter().take(MOST_IN_BRIEF) {
        writeln!(f, "{problem}")?;
    }
    match problems.len().saturating_sub(MOST_IN_BRIEF) {
        0 => Ok(()),
        more => writeln!(f, "{of} not shown: {more}; `check --verbose` shows each"),
    }
}
