//! Browsing the topics in one message, a page at a time.

use crate::reply::{self, Reply};
use crate::telegram::bot::{Bot, Screen};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;

/// At most this many topics on a page: more is not read.
const ON_A_PAGE: usize = 8;

/// A page of the topics; the last one if there are not so many.
pub(super) fn page(bot: &Bot, place: &Place, number: usize) -> Screen {
    let mut reply: Reply = reply::topics(bot.assistant.faq());
    let pages = reply.choices.len().div_ceil(ON_A_PAGE).max(1);
    let number = number.min(pages - 1);
    let first = number * ON_A_PAGE;
    let choices: Vec<_> = reply
        .choices
        .drain(..)
        .skip(first)
        .take(ON_A_PAGE)
        .collect();
    let keyboard = Keyboard::of_page(&choices, number, number + 1 == pages, &bot.labels());
    reply.choices = choices;
    Screen::new(place, &reply, keyboard)
}
