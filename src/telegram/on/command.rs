//! Commands.

use std::sync::Arc;

use teloxide::types::MessageId;

use super::{entry, topics};
use crate::reply::{self, Reply, operator};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::{Command, Place};
use crate::telegram::job::Job;

pub(in crate::telegram) async fn obey(job: Arc<Job>, sent: (Place, MessageId, Command)) {
    let (place, message, command) = sent;
    let faq = job.faq();
    let reply = match command {
        Command::Start(None) => reply::start(faq),
        Command::Start(Some(id)) if faq.find(&id).is_some() => {
            let screen = entry::screen(&job, &place, &id, None);
            job.answer(&place, message, &screen).await;
            return;
        }
        Command::Start(Some(_)) | Command::Topics => {
            return browse(&job, &place, message).await;
        }
        Command::Help => with_operators(&job, reply::help(faq)),
        Command::About => reply::about(faq),
        Command::Privacy => reply::privacy(faq, job.bot.unanswered.days_kept()),
        Command::Unknown => with_operators(&job, reply::unknown_command(faq)),
    };
    show(&job, &place, message, &reply).await;
}

/// In the operator's chats, with the operator's commands.
fn with_operators(job: &Job, mut reply: Reply) -> Reply {
    if job.is_operators() {
        operator::add_commands(&mut reply);
    }
    reply
}

async fn show(job: &Job, place: &Place, message: MessageId, reply: &Reply) {
    let screen = job.screen(place, reply, Keyboard::of_choices(&reply.choices));
    job.answer(place, message, &screen).await;
}

async fn browse(job: &Job, place: &Place, message: MessageId) {
    let screen = topics::page(job, place, 0);
    job.answer(place, message, &screen).await;
}
