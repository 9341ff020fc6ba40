//! Questions that were not answered: what is kept of them, stored with what came of their update.

use teloxide::types::UserId;

use super::event::Asked;
use super::job::Job;
use crate::matcher::{DeclineReason, Outcome};
use crate::scrub::scrub;
use crate::store::{Unanswered, Why};

/// Keeps a question if it was declined, unless it is none: no words, emoji alone.
pub(super) fn keep_declined(job: &Job, asked: &Asked, outcome: &Outcome) {
    if let Outcome::Decline {
        reason: DeclineReason::Unknown | DeclineReason::Language,
    } = outcome
    {
        keep(job, &asked.text, job.person, Why::Decline, None);
    }
}

/// Keeps a question whose answer somebody refuses by a tap. It counts for whoever asked: in a group
/// others tap as well.
pub(super) fn keep_refused(
    job: &Job,
    (text, asker): &(String, Option<UserId>),
    why: Why,
    instead: Option<&str>,
) {
    let asker = asker.map(|asker| job.bot.person(asker.0));
    keep(job, text, asker, why, instead);
}

/// Keeps a question without anything that tells whose it is, if such questions are kept at all and
/// something of it is left; `instead` is the entry that was called the wrong one.
fn keep(job: &Job, text: &str, asker: Option<i64>, why: Why, instead: Option<&str>) {
    let bot = &job.bot;
    // What operators try out was not asked in vain.
    if !bot.unanswered.are_kept || job.is_operators() {
        return;
    }
    let matcher = job.served.assistant.edition(job.edition).matcher();
    let Some(text) = scrub(text, |word| matcher.knows(word)) else {
        return;
    };
    let askers = bot.askers.ask(&matcher.gist(&text), asker);
    job.keep(Unanswered {
        text,
        why,
        instead: instead.map(str::to_owned),
        askers,
    });
}
