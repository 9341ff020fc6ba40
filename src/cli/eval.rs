//! `eval`: how well labelled questions are answered.

mod table;

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use super::args::{EvalArgs, Format};
use super::input;
use super::jsonl::parse;
use super::progress::Progress;
use super::{Error, Exit, output};
use crate::assistant::{Assistant, EditionIndex};
use crate::eval::{Question, Report};
use crate::faq::excerpt;

pub(super) fn run(dir: &Path, args: &EvalArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let failed = |source| Error::File {
        path: args.file.clone(),
        source,
    };
    let mut input: Box<dyn BufRead> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(&args.file).map_err(failed)?))
    };
    let bot = super::load(dir)?;
    let (questions, problems) = read(&bot, &mut *input).map_err(failed)?;
    for (line, problem) in &problems {
        // With standard error closed nobody is left to tell.
        let _ = writeln!(io::stderr(), "{}:{line}: {problem}", args.file.display());
    }
    if questions.is_empty() {
        return Err(Error::NothingLabelled(args.file.clone()));
    }
    let report = measure(&bot, &questions);
    match args.format {
        Format::Json => output::json(out, &report)?,
        Format::Text => {
            let pairs = questions.iter().map(|q| (q.id.as_str(), q.text.as_str()));
            let texts: HashMap<_, _> = pairs.collect();
            let texts = args.verbose.then_some(&texts);
            output::line(out, &table::of(&report, texts))?;
        }
    }
    Ok(if problems.is_empty() {
        Exit::Ok
    } else {
        Exit::Problems
    })
}

/// The questions that can be judged, and what is wrong with the file, by line.
type Input = (Vec<Question>, Vec<(usize, String)>);

fn read(bot: &Assistant, input: &mut dyn BufRead) -> io::Result<Input> {
    let (mut questions, mut problems) = (Vec::new(), Vec::new());
    let mut number = 0;
    let mut first_lines = HashMap::new();
    while let Some(line) = input::next_line(input)? {
        number += 1;
        match parse::<Question>(&line) {
            Ok(question) => {
                let editions = bot.editions().iter();
                let known = |id: &str| editions.clone().any(|it| it.faq().find(id).is_some());
                for label in question.unknown_labels(known) {
                    let label = excerpt(label);
                    problems.push((number, format!("the FAQ has no entry `{label}`")));
                }
                if let Some(first) = first_lines.insert(question.id.clone(), number) {
                    let id = excerpt(&question.id);
                    problems.push((number, format!("id `{id}` is already on line {first}")));
                }
                questions.push(question);
            }
            Err(error) => problems.push((number, format!("no labelled question: {error}"))),
        }
    }
    Ok((questions, problems))
}

fn measure(bot: &Assistant, questions: &[Question]) -> Report {
    let progress = Progress::new("questions");
    let mut report = Report::default();
    for (done, question) in (1..).zip(questions) {
        let edition = bot.edition(bot.choose(&question.text, EditionIndex::DEFAULT));
        let (decision, _) = edition.decide(&question.text);
        report.add(edition.faq(), question, &decision);
        progress.tell(done, questions.len());
    }
    report.sort();
    progress.end();
    report
}
