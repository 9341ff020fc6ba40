//! Photos, voice messages and the like: they are not looked at.

use std::sync::Arc;

use teloxide::types::MessageId;

use crate::reply::{self, Media};
use crate::telegram::bot::{Bot, Screen};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;

pub(in crate::telegram) async fn decline(bot: Arc<Bot>, sent: (Place, MessageId, Media)) {
    let (place, message, media) = sent;
    let reply = reply::media(bot.assistant.faq(), media);
    let screen = Screen::new(&place, &reply, Keyboard::of_choices(&reply.choices));
    bot.answer(&place, message, &screen).await;
}

/// Tells somebody who floods that this is too much.
pub(in crate::telegram) async fn slow_down(bot: Arc<Bot>, sent: (Place, MessageId)) {
    let (place, message) = sent;
    let reply = reply::flooded(bot.assistant.faq());
    let screen = Screen::new(&place, &reply, Keyboard::default());
    bot.answer(&place, message, &screen).await;
}
