//! What is wrong with a FAQ beyond its syntax: what only matching and wording a reply can tell.
//!
//! Pure: a FAQ and what its files are known to have wrong come in, a [`Report`] comes out.

mod astray;
mod length;
mod pairs;
mod report;
mod trial;

use std::collections::BTreeMap;

use crate::faq::{Entry, EntryIndex, Faq, Problem, Severity, Survey, version_of};
use crate::matcher::Matcher;
use crate::parallel;

use trial::{Finding, Trial};

pub use astray::{Astray, Fate, Stray};
pub use pairs::{Loss, Pair, WordAtFault};
pub use report::Report;

pub(crate) use length::too_long;

/// Completes the problems of a [`survey`](crate::faq::survey()) with
///
/// - errors: replies that Telegram would refuse as too long, and examples in `not` that are
///   answered with their entry all the same;
/// - warnings: phrasings that do not find their own entry, or not once they are left out, and pairs
///   of entries that take each other's.
///
/// A FAQ that does not load is not tried out, and the report says so: with entries missing, others
/// take what is theirs. `step` is called on whatever thread with the number of trials done and of
/// all.
#[must_use]
pub fn examine(survey: Survey, step: &(dyn Fn(usize, usize) + Sync)) -> Report {
    let Survey {
        faq,
        others,
        loads,
        mut problems,
        collisions,
    } = survey;
    let languages: Vec<&Faq> = std::iter::once(&faq).chain(&others).collect();
    let trials: Vec<Vec<Trial<'_>>> = languages.iter().map(|faq| trial::all(faq)).collect();
    let (mut before, of_all) = (0, trials.iter().map(Vec::len).sum());
    let (mut astray, mut pairs) = (Vec::new(), Vec::new());
    for (faq, trials) in languages.iter().zip(&trials) {
        problems.extend(length::problems(faq));
        if loads {
            let step = |done, _| step(before + done, of_all);
            let (of_language, taken) = examine_language(faq, trials, &mut problems, &step);
            before += trials.len();
            astray.extend(of_language);
            pairs.extend(taken);
        }
    }
    astray.sort_by(|a, b| a.path.cmp(&b.path));
    pairs::sort(&mut pairs);
    let mut report = Report::new(loads.then_some(&languages), problems);
    report.astray = astray;
    report.pairs = pairs;
    report.collisions = collisions;
    report
}

/// The errors of [`examine`] alone, which takes a moment only: no phrasing is tried. `matchers` are
/// those of the FAQ of this `version` in each of its languages. Sorted by path, line and message; `None`
/// if the files do not load, or say something else than that by now.
#[must_use]
pub fn errors<'m>(
    survey: Survey,
    version: &str,
    matchers: impl IntoIterator<Item = &'m Matcher>,
) -> Option<Vec<Problem>> {
    let Survey {
        faq,
        mut others,
        loads,
        mut problems,
        ..
    } = survey;
    others.insert(0, faq);
    if !loads || version_of(&others) != version {
        return None;
    }
    for (faq, matcher) in others.iter().zip(matchers) {
        problems.extend(length::problems(faq));
        for trial in trial::of_examples(faq) {
            if let Some(Finding::Problem(problem)) = trial.run(faq, matcher) {
                problems.push(problem);
            }
        }
    }
    problems.retain(|problem| problem.severity == Severity::Error);
    problems.sort();
    Some(problems)
}

/// The examples in `not` of some entries that are answered with their entry all the same.
pub(crate) fn answered(faq: &Faq, is_meant: impl Fn(&Entry) -> bool) -> Vec<Problem> {
    let examples = trial::of_examples(faq);
    let trials: Vec<_> = examples
        .filter(|trial| is_meant(faq.entry(trial.entry())))
        .collect();
    if trials.is_empty() {
        return Vec::new();
    }
    let findings = try_out(faq, &trials, &|_, _| ());
    let problems = findings.into_iter().filter_map(|finding| match finding {
        Finding::Problem(problem) => Some(problem),
        Finding::Stray(..) => None,
    });
    problems.collect()
}

/// Tries out what is written in one language, and adds what is wrong; comes back with the entries
/// that have phrasings astray, and those that take each other's.
fn examine_language(
    faq: &Faq,
    trials: &[Trial<'_>],
    problems: &mut Vec<Problem>,
    step: &(dyn Fn(usize, usize) + Sync),
) -> (Vec<Astray>, Vec<Pair>) {
    let mut strays: BTreeMap<EntryIndex, Vec<Stray>> = BTreeMap::new();
    let mut thefts = Vec::new();
    let findings = try_out(faq, trials, step);
    for finding in findings {
        match finding {
            Finding::Problem(problem) => problems.push(problem),
            Finding::Stray(entry, stray, stolen) => {
                strays.entry(entry).or_default().push(stray);
                thefts.extend(stolen);
            }
        }
    }
    let astray = strays.into_iter().map(|(entry, mut strays)| {
        let entry = faq.entry(entry);
        strays.sort_by(|a, b| (a.line, &a.text).cmp(&(b.line, &b.text)));
        Astray {
            path: entry.path.clone(),
            id: entry.id.clone(),
            phrasings: entry.questions.len() + 1,
            strays,
        }
    });
    (astray.collect(), pairs::of(faq, &thefts))
}

/// Tries all phrasings and examples of a language, several at a time, and tells what is wrong.
fn try_out(faq: &Faq, trials: &[Trial<'_>], step: &(dyn Fn(usize, usize) + Sync)) -> Vec<Finding> {
    let matcher = Matcher::new(faq);
    let found = parallel::map(trials, step, |trial| trial.run(faq, &matcher));
    found.into_iter().flatten().collect()
}

/// Every entry with its position, without those that another language lends.
fn entries(faq: &Faq) -> impl Iterator<Item = (EntryIndex, &Entry)> {
    faq.entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.is_lent)
        .map(|(at, entry)| (EntryIndex(at), entry))
}
