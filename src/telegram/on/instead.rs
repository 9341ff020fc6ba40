//! What is said instead of an answer: to whoever floods, and after the bot was away.

use std::sync::Arc;

use teloxide::types::{CallbackQueryId, MessageId};

use crate::reply;
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::counts::LATE;
use crate::telegram::event::Place;
use crate::telegram::job::{Job, MARKS_LAST};

/// Tells somebody who floods that this is too much.
pub(in crate::telegram) async fn slow_down(job: Arc<Job>, sent: (Place, MessageId)) {
    let (place, message) = sent;
    let reply = reply::flooded(job.faq());
    let screen = Screen::new(&place, &reply, Keyboard::default());
    job.say(&place, message, &screen).await;
}

/// A tap too many: nothing is shown, but the button does not wait for ever.
pub(in crate::telegram) async fn end_wait(job: Arc<Job>, query: CallbackQueryId) {
    job.bot.acknowledge(query, None).await;
}

/// Tells a chat once that the bot was away; its other old messages are only counted.
pub(in crate::telegram) async fn apologise(job: Arc<Job>, sent: (Place, MessageId)) {
    let (place, message) = sent;
    job.count(LATE, "");
    let told = job.bot.store.hash("away", &[place.chat.0], "");
    if job.is_marked(told).await {
        return;
    }
    let reply = reply::away(job.faq());
    let screen = Screen::new(&place, &reply, Keyboard::default());
    job.say(&place, message, &screen).await;
    job.mark(told, job.bot.max_age.min(MARKS_LAST));
}
