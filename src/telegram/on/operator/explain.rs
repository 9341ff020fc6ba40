//! What a visitor would get, and why.

use teloxide::types::MessageId;

use crate::assistant::Edition;
use crate::reply::{Reply, operator};
use crate::telegram::event::Place;
use crate::telegram::job::Job;

/// What a visitor would get for a text, who speaks the operator's language.
pub(super) fn attempt(job: &Job, text: &str) -> Reply {
    if text.is_empty() {
        return operator::how_to_try();
    }
    let edition = edition(job, text);
    let explanation = edition.matcher().explain(text);
    operator::tried(
        edition.faq(),
        language(job, edition),
        &explanation,
        job.today(),
    )
}

/// Why a question was answered as it was, if it is remembered.
pub(super) fn why(job: &Job, place: &Place, answer: Option<MessageId>) -> Reply {
    let recent = &job.bot.operators.recent;
    let asked = answer.and_then(|answer| recent.question(place.chat, answer));
    match asked {
        Some(asked) => {
            let edition = edition(job, &asked);
            let explanation = edition.matcher().explain(&asked);
            operator::why(edition.faq(), language(job, edition), &asked, &explanation)
        }
        None => operator::not_remembered(),
    }
}

/// The FAQ in the language in which a text is answered.
fn edition<'a>(job: &'a Job, text: &str) -> &'a Edition {
    let assistant = &job.served.assistant;
    assistant.edition(assistant.choose(text, job.edition))
}

/// Its language, if there are several.
fn language<'a>(job: &Job, edition: &'a Edition) -> Option<&'a str> {
    let are_several = job.served.assistant.editions().len() > 1;
    are_several.then(|| edition.language())
}
