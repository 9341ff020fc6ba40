//! A question: one reply, remembered so that its edit finds it.

use std::sync::Arc;

use jiff::civil::Date;

use crate::faq::{Entry, Freshness};
use crate::matcher::{Decision, Outcome};
use crate::reply;
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Asked;
use crate::telegram::job::Job;
use crate::telegram::unanswered::keep_declined;

pub(in crate::telegram) async fn answer(job: Arc<Job>, asked: Asked) {
    let (screen, outcome) = screen(&job, &asked);
    let messages = job.answer(&asked.place, asked.message, &screen).await;
    remember(&job, &asked, &messages);
    keep_declined(&job, &asked, &outcome);
}

/// Remembers what was asked in one of the operator's chats, as long as it is in memory.
pub(super) fn remember(job: &Job, asked: &Asked, answer: &[i32]) {
    if job.is_operators() {
        let recent = &job.bot.operators.recent;
        recent.note(asked.place.chat, answer, &asked.text);
    }
}

/// The reply to a question as it is shown, and what was decided.
pub(super) fn screen(job: &Job, asked: &Asked) -> (Arc<Screen>, Outcome) {
    let edition = job.served.assistant.edition(job.edition);
    let shelf = &job.served.shelf;
    let fingerprint = shelf.fingerprint(job.edition, &asked.text);
    let (outcome, score) = if let Some(known) = shelf.decided(fingerprint) {
        known
    } else {
        let (decision, _) = edition.decide(&asked.text);
        let score = decision.ranked.first().map_or(0.0, |best| best.score);
        // What was cut short says so, and is not asked twice.
        if decision.truncated {
            job.count_decided(&decision.outcome, score);
            let screen = Arc::new(make(job, asked, &decision, job.today()));
            return (screen, decision.outcome);
        }
        shelf.note(fingerprint, decision.outcome.clone(), score);
        (decision.outcome, score)
    };
    job.count_decided(&outcome, score);
    let today = job.today();
    let is_business = asked.place.business.is_some();
    let screen = shelf.screen(job.edition, &outcome, is_business, today, || {
        let decision = Decision {
            outcome: outcome.clone(),
            ranked: Vec::new(),
            truncated: false,
        };
        make(job, asked, &decision, today)
    });
    (screen, outcome)
}

fn make(job: &Job, asked: &Asked, decision: &Decision, today: Date) -> Screen {
    let faq = job.faq();
    let reply = reply::compose(faq, decision, today);
    let mut keyboard = Keyboard::of_choices(&reply.choices);
    // Whoever may be in danger, and whoever got no answer, is not asked what it was worth.
    let is_given = |entry: &Entry| faq.freshness(entry, today) != Freshness::Withheld;
    if let Outcome::Answer { entries, .. } = &decision.outcome
        && let Some(first) = entries.first().map(|first| faq.entry(*first))
        && is_given(first)
    {
        keyboard.add_feedback(&first.id, &job.labels());
    }
    job.screen(&asked.place, &reply, keyboard)
}
