//! A tap on a button that shows something: it is shown in place of what was there.

use std::sync::Arc;

use teloxide::types::UserId;

use super::{entry, topics};
use crate::reply;
use crate::store::Why;
use crate::telegram::buttons::{Button, Keyboard};
use crate::telegram::event::{Shown, Tap};
use crate::telegram::job::{Job, MARKS_LAST};
use crate::telegram::unanswered::keep_refused;

pub(in crate::telegram) async fn show(job: Arc<Job>, tap: Tap) {
    let bot = &job.bot;
    let Tap {
        query, button, on, ..
    } = tap;
    // Too old, or not ours.
    let (Some(on), Some(button)) = (on, button) else {
        return bot.acknowledge(query, Some(job.labels().stale)).await;
    };
    let is_shown = |shown: &_| button.is_among(shown);
    let refused = button == Button::NoneOfThese && on.keyboard.as_ref().is_some_and(is_shown);
    let screen = match button {
        Button::Entry(id) => entry::screen(&job, &on.place, &id, None),
        Button::Browsed { page, id } => entry::screen(&job, &on.place, &id, Some(page)),
        Button::Page(page) => topics::page(&job, &on.place, page),
        Button::NoneOfThese => {
            let reply = reply::none_of_these(job.faq());
            job.screen(&on.place, &reply, Keyboard::of_choices(&reply.choices))
        }
        // These have a file of their own.
        Button::Helpful(_) | Button::NotHelpful(_) | Button::Because(..) => return,
    };
    // The wait ends first, so that a slow edit does not look like none.
    bot.acknowledge(query, None).await;
    job.turn(&on, &screen).await;
    if refused && let Some(asked) = &on.asked {
        keep_once(&job, &on, asked).await;
    }
}

/// Keeps a question to which nothing of what was offered is an answer; of two quick taps only one.
async fn keep_once(job: &Job, on: &Shown, asked: &(String, Option<UserId>)) {
    let numbers = [on.place.chat.0, on.message.0.into()];
    let refused = job.bot.store.hash("refused", &numbers, "");
    if !job.is_marked(refused).await {
        keep_refused(job, asked, Why::NoneOfThese, None);
        job.mark(refused, MARKS_LAST);
    }
}
