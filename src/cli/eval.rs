//! `eval`: how well labelled questions are answered.

mod table;

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use super::args::{EvalArgs, Format};
use super::labelled::Labelled;
use super::progress::Progress;
use super::{Error, Exit, output};
use crate::assistant::{Assistant, EditionIndex};
use crate::eval::{Question, Report};

pub(super) fn run(dir: &Path, args: &EvalArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let labelled = Labelled::read(&args.file)?;
    let bot = super::load(dir)?;
    let has_problems = labelled.tell(|id| {
        let mut editions = bot.editions().iter();
        editions.any(|edition| edition.faq().find(id).is_some())
    })?;
    let questions = labelled.questions;
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
    Ok(if has_problems {
        Exit::Problems
    } else {
        Exit::Ok
    })
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
