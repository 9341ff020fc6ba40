//! A file of labelled questions, with what is wrong with it.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Error;
use super::input;
use super::jsonl::parse;
use crate::eval::Question;
use crate::faq::excerpt;

/// The questions of one file.
#[derive(Debug)]
pub(super) struct Labelled {
    path: PathBuf,
    /// Those that can be judged.
    pub(super) questions: Vec<Question>,
    /// The line of each.
    lines: Vec<usize>,
    /// What is wrong with the file, by line.
    problems: Vec<(usize, String)>,
}

impl Labelled {
    /// Reads the file at `path`; `-` is standard input.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::File {
            path: path.to_owned(),
            source,
        };
        let mut input = input::open(path).map_err(failed)?;
        let mut read = Self {
            path: path.to_owned(),
            questions: Vec::new(),
            lines: Vec::new(),
            problems: Vec::new(),
        };
        let mut number = 0;
        let mut first_lines = HashMap::new();
        while let Some(line) = input::next_line(&mut *input).map_err(failed)? {
            number += 1;
            match parse::<Question>(&line) {
                Ok(question) => {
                    if let Some(first) = first_lines.insert(question.id.clone(), number) {
                        let id = excerpt(&question.id);
                        let problem = format!("id `{id}` is already on line {first}");
                        read.problems.push((number, problem));
                    }
                    read.questions.push(question);
                    read.lines.push(number);
                }
                Err(error) => {
                    let problem = format!("no labelled question: {error}");
                    read.problems.push((number, problem));
                }
            }
        }
        Ok(read)
    }

    /// Tells on standard error what is wrong with the file, and whether anything is. `known` says
    /// which ids are those of entries.
    pub(super) fn tell(&self, known: impl Fn(&str) -> bool) -> Result<bool, Error> {
        let unknown = self.questions.iter().zip(&self.lines);
        let unknown = unknown.flat_map(|(question, line)| {
            let labels = question.unknown_labels(&known);
            labels.map(|label| (*line, format!("the FAQ has no entry `{}`", excerpt(label))))
        });
        let mut problems: Vec<_> = unknown.chain(self.problems.iter().cloned()).collect();
        problems.sort_by_key(|(line, _)| *line);
        for (line, problem) in &problems {
            // With standard error closed nobody is left to tell.
            let _ = writeln!(io::stderr(), "{}:{line}: {problem}", self.path.display());
        }
        if self.questions.is_empty() {
            return Err(Error::NothingLabelled(self.path.clone()));
        }
        Ok(!problems.is_empty())
    }
}
