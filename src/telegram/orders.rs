//! What operators ask: commands, taps and drafts, understood in the operator's chats alone.
//!
//! Pure, as `event` is. Whoever else sends the same is told what everybody is told.

use teloxide::types::{CallbackQuery, CallbackQueryId, Me, Message, MessageId, User};

use super::acts;
use super::event::{Place, Shown, shown};
use super::marked::markdown;
use super::message::{Spoken, is_from_a_person, place_of, spoken};
use crate::reply::operator::{Act, QuestionKey, requested, to_be_added};

/// Who asks, for the log of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct By {
    /// The name, with the user name if there is one.
    pub(super) name: String,
    pub(super) id: u64,
}

/// What an operator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    /// What a visitor would get, and why.
    Try(String),
    /// Why the bot's message that is replied to says what it says.
    Why(Option<MessageId>),
    Stats,
    Unanswered,
    Undo,
    /// A new entry for a question: the title in the first line, the answer in Markdown below.
    Draft(QuestionKey, String),
    /// The id of the entry to which a question is to be added.
    Choose(QuestionKey, String),
}

/// A message with an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ordered {
    pub(super) place: Place,
    pub(super) message: MessageId,
    pub(super) by: By,
    pub(super) order: Order,
    /// Whether it was sent before, in other words.
    pub(super) is_edited: bool,
}

impl Ordered {
    /// What tells it from all other orders.
    pub(super) fn name(&self) -> String {
        format!("message {} {}", self.place.chat, self.message)
    }

    /// The same as an edit of what was ordered before; nothing if that cannot be done in other words.
    pub(super) fn edited(self) -> Option<Self> {
        let can_be = matches!(
            self.order,
            Order::Try(_) | Order::Draft(..) | Order::Choose(..)
        );
        can_be.then_some(Self {
            is_edited: true,
            ..self
        })
    }
}

/// A tap on an operator's button.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OperatorTap {
    pub(super) query: CallbackQueryId,
    pub(super) act: Act,
    pub(super) on: Shown,
    pub(super) by: By,
    /// What the message replies to that the button is on, in Markdown below its first line.
    pub(super) replied: Option<String>,
}

impl OperatorTap {
    /// What tells it from all other orders.
    pub(super) fn name(&self) -> String {
        format!("tap {}", self.query)
    }
}

/// The order in a message, if it is one in one of these chats.
pub(super) fn of_message(message: &Message, me: &Me, chats: &[i64]) -> Option<Ordered> {
    if !is_operators(message, chats) || !is_from_a_person(message, me) {
        return None;
    }
    let text = message.text()?;
    let order = match spoken(message, text, me) {
        Some(Spoken::Ours { name, rest }) => order(&name, rest, message, me)?,
        Some(Spoken::OfAnotherBot) => return None,
        None => {
            let to = replied(message, me)?.text()?;
            match requested(to) {
                Some(question) => Order::Draft(question, markdown(message)?),
                None => Order::Choose(to_be_added(to)?, text.trim().to_owned()),
            }
        }
    };
    Some(Ordered {
        place: place_of(message),
        message: message.id,
        by: by(message.from.as_ref()?),
        order,
        is_edited: false,
    })
}

fn order(name: &str, rest: &str, message: &Message, me: &Me) -> Option<Order> {
    Some(match name {
        "try" => Order::Try(rest.trim().to_owned()),
        "why" => Order::Why(replied(message, me).map(|replied| replied.id)),
        "stats" => Order::Stats,
        "unanswered" => Order::Unanswered,
        "undo" => Order::Undo,
        _ => return None,
    })
}

/// The message that is replied to, if it is the bot's.
fn replied<'a>(message: &'a Message, me: &Me) -> Option<&'a Message> {
    let replied = message.reply_to_message()?;
    let is_mine = replied.from.as_ref().is_some_and(|from| from.id == me.id);
    is_mine.then_some(replied)
}

/// The tap on an operator's button, if it is one in one of these chats.
pub(super) fn of_tap(query: &CallbackQuery, me: &Me, chats: &[i64]) -> Option<OperatorTap> {
    let act = acts::parse(query.data.as_deref()?)?;
    let message = query.message.as_ref()?.regular_message()?;
    if !is_operators(message, chats) {
        return None;
    }
    let replied = message.reply_to_message();
    let replied = replied.and_then(markdown);
    Some(OperatorTap {
        query: query.id.clone(),
        act,
        on: shown(message, me),
        by: by(&query.from),
        replied,
    })
}

fn is_operators(message: &Message, chats: &[i64]) -> bool {
    is_operators_chat(&place_of(message), chats)
}

/// Whether this is one of the chats. One with a business account has the number of a private chat.
pub(super) fn is_operators_chat(place: &Place, chats: &[i64]) -> bool {
    place.business.is_none() && chats.contains(&place.chat.0)
}

fn by(user: &User) -> By {
    let name = user.full_name();
    By {
        name: match &user.username {
            Some(username) => format!("{name} (@{username})"),
            None => name,
        },
        id: user.id.0,
    }
}
