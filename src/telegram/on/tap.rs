//! A tap on a button that shows something: it is shown in place of what was there.

use std::sync::Arc;

use super::topics;
use crate::faq::Kind;
use crate::reply::{self, Reply};
use crate::telegram::bot::{Bot, Screen};
use crate::telegram::buttons::{Button, Keyboard};
use crate::telegram::event::{Shown, Tap};

pub(in crate::telegram) async fn show(bot: Arc<Bot>, tap: Tap) {
    let Tap { query, button, on } = tap;
    // Too old, or not ours.
    let (Some(on), Some(button)) = (on, button) else {
        return bot.acknowledge(query, Some(bot.labels().stale)).await;
    };
    let screen = match button {
        Button::Entry(id) => entry(&bot, &on, &id, None),
        Button::Browsed { page, id } => entry(&bot, &on, &id, Some(page)),
        Button::Page(page) => topics::page(&bot, &on.place, page),
        Button::NoneOfThese => {
            let reply = reply::none_of_these(bot.assistant.faq());
            Screen::new(&on.place, &reply, Keyboard::of_choices(&reply.choices))
        }
        // These have a file of their own.
        Button::Helpful(_) | Button::NotHelpful(_) | Button::Because(..) => return,
    };
    // The wait ends first, so that a slow edit does not look like none.
    bot.acknowledge(query, None).await;
    bot.replace(&on.place, on.question, &[on.message], &screen)
        .await;
}

/// An entry, or that there is none any more; with the way back to the page it was found on.
fn entry(bot: &Bot, on: &Shown, id: &str, page: Option<usize>) -> Screen {
    let faq = bot.assistant.faq();
    let found = faq.find(id);
    let reply: Reply = match found {
        Some(entry) => reply::chosen(faq, entry),
        None => reply::stale(faq),
    };
    let mut keyboard = Keyboard::of_choices(&reply.choices);
    let is_answer = found.is_some_and(|entry| {
        let entry = faq.entry(entry);
        entry.kind == Kind::Topic && !entry.urgent
    });
    if is_answer {
        bot.counts.outcome("chosen");
        keyboard.add_feedback(id, &bot.labels());
    }
    if let Some(page) = page {
        keyboard.add_way_back(page, &bot.labels());
    }
    Screen::new(&on.place, &reply, keyboard)
}
