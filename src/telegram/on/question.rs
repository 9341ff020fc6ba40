//! A question: one reply, remembered so that its edit finds it.

use std::sync::Arc;

use crate::matcher::Outcome;
use crate::telegram::bot::{Bot, Screen};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Asked;

pub(in crate::telegram) async fn answer(bot: Arc<Bot>, asked: Asked) {
    let screen = screen(&bot, &asked);
    bot.answer(&asked.place, asked.message, &screen).await;
}

/// The reply to a question as it is shown.
pub(super) fn screen(bot: &Bot, asked: &Asked) -> Screen {
    let (reply, decision) = bot.assistant.reply(&asked.text);
    bot.counts.outcome(decision.outcome.name());
    let mut keyboard = Keyboard::of_choices(&reply.choices);
    // Whoever may be in danger, and whoever got no answer, is not asked what it was worth.
    if let Outcome::Answer { entries, .. } = &decision.outcome
        && let Some(first) = entries.first()
    {
        keyboard.add_feedback(&bot.assistant.faq().entry(*first).id, &bot.labels());
    }
    Screen::new(&asked.place, &reply, keyboard)
}
