//! Helpful or not: counted for the entry, never for the person.

use std::sync::Arc;

use crate::telegram::bot::Bot;
use crate::telegram::buttons::{Button, Keyboard};
use crate::telegram::counts::Feedback;
use crate::telegram::event::Tap;

pub(in crate::telegram) async fn take(bot: Arc<Bot>, tap: Tap) {
    let labels = bot.labels();
    let (Some(on), Some(button)) = (tap.on, tap.button) else {
        return bot.acknowledge(tap.query, Some(labels.stale)).await;
    };
    let mut keyboard = Keyboard::without_feedback(on.keyboard.as_ref());
    let (feedback, id, toast) = match button {
        Button::Helpful(id) => (Feedback::Helpful, id, labels.thanks),
        Button::NotHelpful(id) => {
            keyboard.add_complaints(&id, &labels);
            (Feedback::NotHelpful, id, labels.feedback_question)
        }
        Button::Because(complaint, id) => (Feedback::Because(complaint), id, labels.thanks),
        _ => return,
    };
    let known = bot.assistant.faq().find(&id).is_some();
    // A second tap before the buttons are gone counts no more.
    if known
        && bot
            .memory
            .is_first_feedback(on.place.chat, on.message, feedback)
    {
        bot.counts.feedback(&id, feedback);
    }
    bot.acknowledge(tap.query, Some(toast)).await;
    bot.set_keyboard(&on, &keyboard).await;
}
