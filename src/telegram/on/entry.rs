//! An entry chosen by its id, from a button or a deep link.

use crate::faq::{Freshness, Kind};
use crate::reply;
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;
use crate::telegram::job::Job;

/// The entry, or that there is none any more; with the way back to the page it was found on.
pub(super) fn screen(job: &Job, place: &Place, id: &str, page: Option<usize>) -> Screen {
    let faq = job.faq();
    let found = faq.find(id);
    let today = job.today();
    let reply = match found {
        Some(entry) => reply::chosen(faq, entry, today),
        None => reply::stale(faq),
    };
    let mut keyboard = Keyboard::of_choices(&reply.choices);
    let is_answer = found.is_some_and(|entry| {
        let entry = faq.entry(entry);
        let is_given = faq.freshness(entry, today) != Freshness::Withheld;
        entry.kind == Kind::Topic && !entry.urgent && is_given
    });
    if is_answer {
        job.count("chosen", "");
        job.count("chosen", id);
        keyboard.add_feedback(id, &job.labels());
    }
    if let Some(page) = page {
        keyboard.add_way_back(page, &job.labels());
    }
    job.screen(place, &reply, keyboard)
}
