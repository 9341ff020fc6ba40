//! The operator's chats: which they are, and what they are told of without having asked.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use teloxide::types::ChatId;
use tokio::sync::mpsc;

use super::bot::{Bot, Screen};
use super::buttons::Keyboard;
use super::event::Place;
use super::lock::lock;
use super::orders::is_operators_chat;
use super::recent::Recent;
use crate::reply::Reply;

/// So much waits to be told while Telegram cannot be reached; what is beyond that is in the log alone.
const MOST_WAITING: usize = 32;

/// What was told last is told again only after so long.
const SAME_AGAIN_AFTER: Duration = Duration::from_hours(1);

/// The operator's chats. Nothing in here waits for Telegram.
#[derive(Debug)]
pub(super) struct Operators {
    chats: Vec<i64>,
    /// What was asked there of late.
    pub(super) recent: Recent,
    to_tell: mpsc::Sender<Reply>,
    /// What was told last, and when.
    last: Mutex<Option<(Reply, Instant)>>,
}

/// What is to be told, for [`deliver`].
#[derive(Debug)]
pub(super) struct ToTell(mpsc::Receiver<Reply>);

impl Operators {
    /// The chats with these ids.
    pub(super) fn new(chats: &[i64]) -> (Self, ToTell) {
        let (to_tell, waiting) = mpsc::channel(MOST_WAITING);
        let operators = Self {
            chats: chats.to_owned(),
            recent: Recent::default(),
            to_tell,
            last: Mutex::default(),
        };
        (operators, ToTell(waiting))
    }

    /// The ids of the chats.
    pub(super) fn chats(&self) -> &[i64] {
        &self.chats
    }

    /// Whether this is one of the chats. One with a business account has the number of a private chat.
    pub(super) fn are_in(&self, place: &Place) -> bool {
        is_operators_chat(place, &self.chats)
    }

    /// Tells all of the chats something, as soon as Telegram takes it; not what they were told last.
    /// It is gone with the process, so whoever tells something writes it into the log as well.
    pub(super) fn tell(&self, reply: Reply) {
        if self.chats.is_empty() || self.is_known(&reply) {
            return;
        }
        if self.to_tell.try_send(reply).is_err() {
            log::warn!("the operator's chats are not told something: too much waits to be told");
        }
    }

    /// Whether it was told last, and not long ago; if not, it is now.
    fn is_known(&self, reply: &Reply) -> bool {
        let mut last = lock(&self.last);
        let is_known = last
            .as_ref()
            .is_some_and(|(last, at)| last == reply && at.elapsed() < SAME_AGAIN_AFTER);
        if !is_known {
            *last = Some((reply.clone(), Instant::now()));
        }
        is_known
    }
}

/// Tells the operator's chats what there is to tell, one thing after the other.
pub(super) async fn deliver(bot: Arc<Bot>, mut to_tell: ToTell) {
    while let Some(reply) = to_tell.0.recv().await {
        let chats = bot.operators.chats().iter();
        join_all(chats.map(|chat| say(&bot, *chat, &reply))).await;
    }
}

/// Says something in one chat, however often Telegram has to be asked within its patience.
async fn say(bot: &Bot, chat: i64, reply: &Reply) {
    let place = Place {
        chat: ChatId(chat),
        thread: None,
        business: None,
    };
    let screen = Screen::new(&place, reply, Keyboard::default());
    for (message, keyboard) in screen.parts() {
        let posted = bot.post(&|| true, &place, None, message, keyboard).await;
        if let Err(failure) = posted {
            log::warn!("the operator's chat {chat} could not be told something: {failure}");
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::operator::notice;

    #[test]
    fn same_is_told_once_in_a_row_and_what_is_too_much_is_dropped() {
        let (operators, mut to_tell) = Operators::new(&[7]);
        for text in ["a", "a", "b", "a", "a"] {
            operators.tell(notice(text));
        }
        let mut told = Vec::new();
        while let Ok(reply) = to_tell.0.try_recv() {
            told.push(reply);
        }
        assert_eq!(told, ["a", "b", "a"].map(notice));
        for number in 0..MOST_WAITING + 5 {
            operators.tell(notice(&number.to_string()));
        }
        assert_eq!(to_tell.0.len(), MOST_WAITING);
    }

    #[test]
    fn without_a_chat_nothing_waits() {
        let (operators, to_tell) = Operators::new(&[]);
        operators.tell(notice("a"));
        assert!(to_tell.0.is_empty());
    }
}
