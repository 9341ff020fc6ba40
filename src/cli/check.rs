//! `check`: what is wrong with the files of the FAQ.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::{CheckArgs, Format};
use super::progress::Progress;
use super::{Error, Exit, output};
use crate::check::{self, Pair, Report};
use crate::faq::{self, Problem, Severity, shown_path};

pub(super) fn run(dir: &Path, args: &CheckArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let survey = faq::survey(dir, super::today());
    let progress = Progress::new("phrasings");
    let report = check::examine(survey, &|done, all| {
        progress.tell(done, all);
    });
    progress.end();
    match args.format {
        Format::Text if args.verbose => output::line(out, &report.in_full().to_string())?,
        Format::Text => output::line(out, &report.to_string())?,
        Format::Json => output::json(out, &Record::new(&report, &report.all()))?,
    }
    Ok(if report.errors() > 0 {
        Exit::Problems
    } else {
        Exit::Ok
    })
}

/// A report as JSON.
#[derive(Debug, Serialize)]
struct Record<'a> {
    errors: usize,
    warnings: usize,
    problems: Vec<ProblemRecord<'a>>,
    pairs: &'a [Pair],
}

#[derive(Debug, Serialize)]
struct ProblemRecord<'a> {
    path: String,
    line: Option<usize>,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn new(report: &'a Report, problems: &'a [Problem]) -> Self {
        Self {
            errors: report.errors(),
            warnings: report.warnings(),
            problems: problems.iter().map(ProblemRecord::new).collect(),
            pairs: &report.pairs,
        }
    }
}

impl<'a> ProblemRecord<'a> {
    fn new(problem: &'a Problem) -> Self {
        Self {
            path: shown_path(&problem.path),
            line: problem.line,
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: &problem.message,
            help: problem.help.as_deref(),
        }
    }
}
