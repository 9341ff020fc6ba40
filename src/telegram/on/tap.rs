//! A tap on a button that shows something: it is shown in place of what was there.

use std::sync::Arc;

use super::{entry, topics};
use crate::reply;
use crate::telegram::buttons::{Button, Keyboard};
use crate::telegram::event::Tap;
use crate::telegram::job::Job;

pub(in crate::telegram) async fn show(job: Arc<Job>, tap: Tap) {
    let bot = &job.bot;
    let Tap {
        query, button, on, ..
    } = tap;
    // Too old, or not ours.
    let (Some(on), Some(button)) = (on, button) else {
        return bot.acknowledge(query, Some(job.labels().stale)).await;
    };
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
}
