//! What a visitor would get, and why.

use teloxide::types::MessageId;

use crate::reply::{Reply, operator};
use crate::telegram::event::Place;
use crate::telegram::job::Job;

/// What a visitor would get for a text.
pub(super) fn attempt(job: &Job, text: &str) -> Reply {
    if text.is_empty() {
        return operator::how_to_try();
    }
    let explanation = job.served.assistant.matcher().explain(text);
    operator::tried(job.faq(), &explanation, job.today())
}

/// Why a question was answered as it was, if it is remembered.
pub(super) fn why(job: &Job, place: &Place, answer: Option<MessageId>) -> Reply {
    let recent = &job.bot.operators.recent;
    let asked = answer.and_then(|answer| recent.question(place.chat, answer));
    match asked {
        Some(asked) => {
            let explanation = job.served.assistant.matcher().explain(&asked);
            operator::why(job.faq(), &asked, &explanation)
        }
        None => operator::not_remembered(),
    }
}
