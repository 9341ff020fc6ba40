//! What a visitor would get, and why.

use teloxide::types::MessageId;

use crate::assistant::{Edition, EditionIndex};
use crate::reply::{Reply, operator};
use crate::telegram::event::Place;
use crate::telegram::job::Job;

/// What a visitor would get for a text.
pub(super) fn attempt(job: &Job, text: &str) -> Reply {
    if text.is_empty() {
        return operator::how_to_try();
    }
    let edition = edition_of(job, text);
    let explanation = edition.matcher().explain(text);
    operator::tried(edition.faq(), &explanation, job.today())
}

/// The FAQ in the language in which a visitor's question is answered, if that has set the default one.
fn edition_of<'j>(job: &'j Job, text: &str) -> &'j Edition {
    let assistant = &job.served.assistant;
    assistant.edition(assistant.choose(text, EditionIndex::DEFAULT))
}

/// Why a question was answered as it was, if it is remembered.
pub(super) fn why(job: &Job, place: &Place, answer: Option<MessageId>) -> Reply {
    let recent = &job.bot.operators.recent;
    let asked = answer.and_then(|answer| recent.question(place.chat, answer));
    match asked {
        Some(asked) => {
            let edition = edition_of(job, &asked);
            let explanation = edition.matcher().explain(&asked);
            operator::why(edition.faq(), &asked, &explanation)
        }
        None => operator::not_remembered(),
    }
}
