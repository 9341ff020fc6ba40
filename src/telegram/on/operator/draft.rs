//! A new entry: asked for, and shown before it is created.

use super::open::Open;
use crate::faq::Kind;
use crate::reply::operator::{self, Draft, Page, QuestionKey};
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::job::Job;
use crate::telegram::orders::OperatorTap;

/// Asks for a new entry that answers a question; what to show instead if the question has gone.
pub(super) async fn request(job: &Job, tap: &OperatorTap, key: QuestionKey) -> Option<Page> {
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return Some(page),
    };
    let Some((_, group)) = open.find(key) else {
        return Some(operator::gone());
    };
    let (place, reply) = (&tap.on.place, operator::request(key, &group.text));
    let screen = Screen::new(place, &reply, Keyboard::asking());
    let to = tap.on.question.unwrap_or(tap.on.message);
    job.say(place, to, &screen).await;
    None
}

/// What was sent as a new entry: how it reads and what it would change, or what is wrong with it.
pub(super) async fn preview(job: &Job, key: QuestionKey, text: &str) -> Page {
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    let Some((_, group)) = open.find(key) else {
        return operator::gone();
    };
    let Some(draft) = Draft::read(text) else {
        return Page::of(operator::incomplete());
    };
    let weigh = |kind| {
        let change = open.entry(kind, &draft, group);
        open.weigh(job, change)
    };
    let as_topic = weigh(Kind::Topic).await;
    let as_not_covered = weigh(Kind::NotCovered).await;
    match (as_topic, as_not_covered) {
        (Ok(as_topic), Ok(as_not_covered)) => operator::preview(
            key,
            &draft,
            &group.texts,
            as_topic.told(),
            as_not_covered.told(),
        ),
        (Err(why), _) | (_, Err(why)) => Page::of(operator::no_entry(&why)),
    }
}
