//! What can be wrong with the files of a FAQ, and how it is said.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use super::wording::shown_path;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Has to be mended.
    Error,
    /// Worth a look; the bot works with it.
    Warning,
}

/// Something wrong in one file: where, what was found and what is allowed, and what to do.
///
/// Displayed as `path:line: message`, with the help indented on a line of its own. The fields
/// stand in the order in which problems are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file or folder.
    pub path: PathBuf,
    /// Line counted from 1; `None` if the file or folder as a whole is meant.
    pub line: Option<usize>,
    /// What was found and what is allowed: lower case, no full stop.
    pub message: String,
    /// What to do about it, if the message does not say so.
    pub help: Option<String>,
    /// Whether it has to be mended.
    pub severity: Severity,
}

impl Problem {
    /// Something that has to be mended.
    pub fn error(
        path: impl Into<PathBuf>,
        line: impl Into<Option<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            line: line.into(),
            message: message.into(),
            help: None,
            severity: Severity::Error,
        }
    }

    /// Something worth a look.
    pub fn warning(
        path: impl Into<PathBuf>,
        line: impl Into<Option<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(path, line, message)
        }
    }

    /// The same problem with what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", shown_path(&self.path))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// Why a FAQ cannot be used: every such problem of every file, sorted by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// All problems, at least one, sorted by path, line and message.
    pub problems: Vec<Problem>,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl Error for LoadError {}

/// Problems as they are found: those that stop the loading apart from those that do not.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Without these mended there is no FAQ.
    pub(super) stopping: Vec<Problem>,
    /// For `check` to say.
    pub(super) others: Vec<Problem>,
}

impl Findings {
    /// Notes a problem without whose mending there is no FAQ.
    pub(super) fn stop(&mut self, problem: Problem) {
        self.stopping.push(problem);
    }

    /// Adds what was found elsewhere.
    pub(super) fn extend(&mut self, other: Self) {
        self.stopping.extend(other.stopping);
        self.others.extend(other.others);
    }

    /// Notes a problem that the bot can live with.
    pub(super) fn note(&mut self, problem: Problem) {
        self.others.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problem_is_shown_with_place_and_help() {
        let problem = Problem::error("faq/topics/pain.md", 6, "phrasing is empty");
        assert_eq!(
            problem.to_string(),
            "faq/topics/pain.md:6: phrasing is empty"
        );
        assert_eq!(
            Problem::warning("faq", None, "odd")
                .with_help("look")
                .to_string(),
            "faq: warning: odd\n  help: look"
        );
    }

    #[test]
    fn all_problems_of_a_load_error_are_shown() {
        let error = LoadError {
            problems: vec![Problem::error("a", 1, "x"), Problem::error("b", 2, "y")],
        };
        assert_eq!(error.to_string(), "a:1: x\nb:2: y");
    }
}
