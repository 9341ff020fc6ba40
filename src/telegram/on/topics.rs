//! Browsing the topics in one message, a page at a time.

use crate::reply::{self, Reply};
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;
use crate::telegram::job::Job;

/// At most this many buttons on a page: more is not read.
const BUTTONS: usize = 8;

/// So many of them lead to other pages, where there are any.
const WAYS: usize = 2;

/// A page of the topics; the last one if there are not so many.
pub(super) fn page(job: &Job, place: &Place, number: usize) -> Screen {
    let mut reply: Reply = reply::topics(job.faq());
    let on_a_page = if reply.choices.len() <= BUTTONS {
        BUTTONS
    } else {
        BUTTONS - WAYS
    };
    let pages = reply.choices.len().div_ceil(on_a_page).max(1);
    let number = number.min(pages - 1);
    let choices = reply.choices.drain(..).skip(number * on_a_page);
    let choices: Vec<_> = choices.take(on_a_page).collect();
    let keyboard = Keyboard::of_page(&choices, number, number + 1 == pages, &job.labels());
    reply.choices = choices;
    job.screen(place, &reply, keyboard)
}
