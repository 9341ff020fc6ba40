//! Helpful or not: counted for the entry, never for the person.

use std::sync::Arc;

use crate::store::Why;
use crate::telegram::buttons::{Button, Complaint, Keyboard};
use crate::telegram::counts::Feedback;
use crate::telegram::event::Tap;
use crate::telegram::job::{Job, MARKS_LAST};
use crate::telegram::unanswered::keep_refused;

pub(in crate::telegram) async fn take(job: Arc<Job>, tap: Tap) {
    let bot = &job.bot;
    let labels = job.labels();
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
    // Two quick taps count once, even if the buttons are still there. A message may show one entry
    // after the other. Who thought what is nobody's business.
    let numbers = [
        on.place.chat.0,
        on.message.0.into(),
        feedback.is_reason().into(),
    ];
    let judged = bot.store.hash("judged", &numbers, &id);
    if !job.is_marked(judged).await {
        job.mark(judged, MARKS_LAST);
        if job.faq().find(&id).is_some() {
            job.count(feedback.name(), &id);
        }
        // Also of an entry that was removed meanwhile: the question is as open.
        if let (Feedback::Because(Complaint::WrongTopic), Some(asked)) = (feedback, &on.asked) {
            keep_refused(&job, asked, Why::WrongTopic, Some(&id));
        }
    }
    bot.set_keyboard(&on, &job.in_language(keyboard)).await;
}
