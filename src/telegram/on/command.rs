//! Commands.

use std::sync::Arc;

use teloxide::types::MessageId;

use super::{entry, topics};
use crate::reply::{self, Reply};
use crate::telegram::bot::{Bot, Screen};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::{Command, Place};

pub(in crate::telegram) async fn obey(bot: Arc<Bot>, sent: (Place, MessageId, Command)) {
    let (place, message, command) = sent;
    let faq = bot.assistant.faq();
    let reply = match command {
        Command::Start(None) => reply::start(faq),
        Command::Start(Some(id)) if faq.find(&id).is_some() => {
            let screen = entry::screen(&bot, &place, &id, None);
            return bot.answer(&place, message, &screen).await;
        }
        Command::Start(Some(_)) | Command::Topics => {
            return browse(&bot, &place, message).await;
        }
        Command::Help => reply::help(faq),
        Command::About => reply::about(faq),
        Command::Privacy => reply::privacy(faq),
        Command::Unknown => reply::unknown_command(faq),
    };
    show(&bot, &place, message, &reply).await;
}

async fn show(bot: &Bot, place: &Place, message: MessageId, reply: &Reply) {
    let screen = Screen::new(place, reply, Keyboard::of_choices(&reply.choices));
    bot.answer(place, message, &screen).await;
}

async fn browse(bot: &Bot, place: &Place, message: MessageId) {
    let screen = topics::page(bot, place, 0);
    bot.answer(place, message, &screen).await;
}
