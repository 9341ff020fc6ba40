//! What is wrong with a FAQ beyond its syntax: what only matching and wording a reply can tell.
//!
//! Pure: a FAQ and what its files are known to have wrong come in, a [`Report`] comes out.

mod length;
mod report;
mod trial;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::faq::{EntryIndex, Faq, Problem, Survey};
use crate::matcher::Matcher;

pub use report::Report;

/// At most this many phrasings are tried at the same time: a FAQ of some thousands is done in a
/// second then, and the machine has something left for others.
const MOST_THREADS: usize = 4;

/// Completes the problems of a [`survey`](crate::faq::survey()) with
///
/// - errors: replies that Telegram would refuse as too long, and examples in `not` that are
///   answered with their entry all the same;
/// - warnings: phrasings that do not find their own entry once they are left out.
///
/// A FAQ that does not load is not tried out, and the report says so: with entries missing, others
/// take what is theirs. `step` is called on whatever thread with the number of trials done and of
/// all.
#[must_use]
pub fn examine(survey: Survey, step: &(dyn Fn(usize, usize) + Sync)) -> Report {
    let Survey {
        faq,
        loads,
        mut problems,
    } = survey;
    problems.extend(length::problems(&faq));
    if loads {
        problems.extend(try_out(&faq, step));
    }
    Report::new(loads.then_some(&faq), problems)
}

/// Tries all phrasings and examples, several at a time.
fn try_out(faq: &Faq, step: &(dyn Fn(usize, usize) + Sync)) -> Vec<Problem> {
    let matcher = Matcher::new(faq);
    let trials = trial::all(faq);
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || {
        let mut problems = Vec::new();
        while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
            problems.extend(trial.run(faq, &matcher));
            step(done.fetch_add(1, Ordering::Relaxed) + 1, trials.len());
        }
        problems
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let others: Vec<_> = (1..processors.min(MOST_THREADS))
            .map(|_| scope.spawn(work))
            .collect();
        let mut problems = work();
        for other in others {
            match other.join() {
                Ok(found) => problems.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        problems
    })
}

/// Every entry with its position.
fn entries(faq: &Faq) -> impl Iterator<Item = (EntryIndex, &crate::faq::Entry)> {
    faq.entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (EntryIndex(at), entry))
}
