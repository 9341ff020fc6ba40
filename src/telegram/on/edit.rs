//! An edited question: its answer is edited, not sent a second time.

use std::sync::Arc;

use super::question;
use crate::telegram::bot::Bot;
use crate::telegram::event::Asked;

pub(in crate::telegram) async fn answer(bot: Arc<Bot>, asked: Asked) {
    let screen = question::screen(&bot, &asked);
    match bot.memory.recall(&asked.place, asked.message) {
        // Telegram tells of edits that nobody sees, too.
        Some(sent) if sent.shows == screen.shows() => {}
        Some(sent) => {
            bot.answer_anew(&asked.place, asked.message, &sent, &screen)
                .await;
        }
        None => bot.answer(&asked.place, asked.message, &screen).await,
    }
}
