//! What `check` calls errors in files that are live all the same: logged, and told to the operator's
//! chats.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::Notify;
use tokio::task::spawn_blocking;

use super::bot::Bot;
use super::surely::soon;
use crate::assistant::Edition;
use crate::check;
use crate::faq::{Problem, survey, utc_date};
use crate::reply::operator;

/// A start tells again what was told so long ago, in seconds: a bot that is started over and over does
/// not tell it each time.
const AGAIN_AFTER: i64 = 24 * 3_600;

/// Looks for errors at the start and whenever the files are `written`, for as long as it is let. They
/// are told once; so is that they are gone.
pub(super) async fn follow(bot: Arc<Bot>, dir: PathBuf, written: Arc<Notify>) {
    let mut told = Vec::new();
    let mut is_start = true;
    loop {
        // What has changed again is looked at when it is live, or told as what cannot be.
        if let Some(found) = find(&bot, &dir).await {
            if !are_alike(&found, &told) {
                tell(&bot, &found, is_start).await;
            }
            told = found;
            is_start = false;
        }
        written.notified().await;
    }
}

/// The errors in the files, beside everything else: edits go live without waiting for it.
async fn find(bot: &Bot, dir: &Path) -> Option<Vec<Problem>> {
    let (served, today) = (bot.serving.now(), utc_date(bot.now()));
    let dir = dir.to_owned();
    let looked = spawn_blocking(move || {
        let assistant = &served.assistant;
        let matchers = assistant.editions().iter().map(Edition::matcher);
        check::errors(survey(&dir, today), assistant.version(), matchers)
    });
    // A fault is logged where it happens.
    looked.await.ok()?
}

/// Whether they are the same errors, wherever in their files.
fn are_alike(one: &[Problem], other: &[Problem]) -> bool {
    let sorted = |problems: &[Problem]| {
        let mut all: Vec<_> = problems.iter().map(anywhere).collect();
        all.sort();
        all
    };
    sorted(one) == sorted(other)
}

/// An error without its line.
fn anywhere(problem: &Problem) -> String {
    format!("{} {}", problem.path.display(), problem.message)
}

async fn tell(bot: &Bot, found: &[Problem], is_start: bool) {
    if found.is_empty() {
        log::info!("`check` finds no error in the files of the FAQ any more");
        return bot.operators.tell(operator::flawless());
    }
    log::warn!("the files of the FAQ are live, but `check` finds errors:");
    for line in operator::listed(found) {
        log::warn!("{line}");
    }
    let all: Vec<_> = found.iter().map(anywhere).collect();
    let mark = bot.store.hash("told of errors", &[], &all.join("\n"));
    let now = bot.now();
    let marked = soon(
        bot.store
            .mark_once(mark, now, now.saturating_add(AGAIN_AFTER)),
    )
    .await;
    let is_new = !matches!(marked, Ok(Ok(false)));
    if is_new || !is_start {
        bot.operators.tell(operator::flawed(found));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_errors_on_other_lines_are_alike() {
        let error = |line, message: &str| Problem::error("faq/topics/pain.md", line, message);
        let one = [error(1, "a"), error(2, "b")];
        assert!(are_alike(&one, &[error(3, "b"), error(9, "a")]));
        assert!(!are_alike(&one, &one[..1]));
        assert!(!are_alike(&one, &[error(1, "a"), error(2, "c")]));
        assert!(are_alike(&[], &[]));
    }
}
