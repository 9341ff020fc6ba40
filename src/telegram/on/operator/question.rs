//! Open questions: one a message, and what can be made of each.

use super::open::{Effect, Open};
use crate::faq::id_in;
use crate::reply::operator::{self, Card, Page, QuestionKey, Weighed};
use crate::telegram::job::Job;
use crate::telegram::surely::{Away, surely};
use crate::unanswered::Group;

/// The question at a place of the list; the last one if there are not so many.
pub(super) async fn show(job: &Job, at: usize) -> Page {
    if !job.bot.unanswered.are_kept {
        return operator::nothing_kept();
    }
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    let at = at.min(open.groups.len().saturating_sub(1));
    match open.groups.get(at) {
        Some(group) => card(job, &open, at, group).await,
        None => operator::nothing_open(),
    }
}

/// The question with a key, if it is still open.
pub(super) async fn find(job: &Job, key: QuestionKey) -> Page {
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    match open.find(key) {
        Some((at, group)) => card(job, &open, at, group).await,
        None => operator::gone(),
    }
}

async fn card(job: &Job, open: &Open, at: usize, group: &Group) -> Page {
    let faq = open.edition(group).faq();
    let nearest = group.nearest.map(|entry| &faq.entry(entry).id);
    let weighed = match nearest {
        Some(entry) => Some(open.weigh(job, open.phrasing(entry, group)).await),
        None => None,
    };
    let card = Card {
        key: open.key(group),
        group,
        language: open.language(group),
        at,
        of: open.groups.len(),
    };
    operator::question(faq, card, weighed.as_ref().map(told))
}

fn told(weighed: &Result<Effect, String>) -> Weighed<'_> {
    weighed.as_ref().map(Effect::told).map_err(String::as_str)
}

/// A page of the entries to which a question can be added.
pub(super) async fn entries(job: &Job, key: QuestionKey, page: usize) -> Page {
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    let Some((_, group)) = open.find(key) else {
        return operator::gone();
    };
    let edition = open.edition(group);
    let (decision, _) = edition.decide(&group.text);
    operator::entries(edition.faq(), key, &group.text, &decision, page)
}

/// What adding a question to an entry would change that is named as its file is.
pub(super) async fn choose(job: &Job, key: QuestionKey, name: &str) -> Page {
    weigh(job, key, &id_in(name)).await
}

/// What adding a question to an entry of choice would change.
pub(super) async fn weigh(job: &Job, key: QuestionKey, entry: &str) -> Page {
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    let Some((_, group)) = open.find(key) else {
        return operator::gone();
    };
    let faq = open.edition(group).faq();
    let Some(found) = faq.find(entry) else {
        // It was removed since the page was shown, or was misspelt, or the data is forged.
        return operator::no_such_entry(entry, entries(job, key, 0).await);
    };
    let weighed = open.weigh(job, open.phrasing(entry, group)).await;
    operator::weighed(faq.entry(found), key, group, told(&weighed))
}

/// Never shows a question again.
pub(super) async fn ignore(job: &Job, key: QuestionKey) -> Page {
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    let Some((_, group)) = open.find(key) else {
        return operator::gone();
    };
    let (text, numbers) = (group.text.clone(), group.numbers.clone());
    let store = &job.bot.store;
    match job
        .soon(surely(|| store.ignore(text.clone(), numbers.clone())))
        .await
    {
        Ok(()) => operator::ignored(&text),
        // It may be done all the same; then the question has gone the next time.
        Err(Away) => Page::of(operator::storage_silent()),
    }
}
