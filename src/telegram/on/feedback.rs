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
    // A second tap, or data that we never put there: the buttons are left alone.
    let shown = on.keyboard.as_ref().filter(|shown| button.is_among(shown));
    let mut keyboard = shown.map(Keyboard::without_feedback);
    let (feedback, id, toast) = match button {
        Button::Helpful(id) => (Feedback::Helpful, id, labels.thanks),
        Button::NotHelpful(id) => {
            if let Some(keyboard) = &mut keyboard {
                keyboard.add_complaints(&id, &labels);
            }
            (Feedback::NotHelpful, id, labels.feedback_question)
        }
        Button::Because(complaint, id) => (Feedback::Because(complaint), id, labels.thanks),
        _ => return,
    };
    bot.acknowledge(tap.query, Some(toast)).await;
    let Some(keyboard) = keyboard else { return };
    // Two quick taps count once, even if the buttons are still there.
    if bot.assistant.faq().find(&id).is_some()
        && bot
            .memory
            .is_first_feedback(on.place.chat, on.message, &id, feedback)
    {
        bot.counts.feedback(&id, feedback);
    }
    bot.set_keyboard(&on, &keyboard).await;
}
