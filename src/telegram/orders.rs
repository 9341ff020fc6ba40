//! What operators ask, understood in the operator's chats alone.
//!
//! Pure, as `event` is. Whoever else sends the same is told what everybody is told.

use teloxide::types::{Me, Message, MessageId};

use super::event::{Place, Spoken, is_from_a_person, place_of, spoken};

/// What an operator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    /// What a visitor would get, and why.
    Try(String),
    /// Why the bot's message that is replied to says what it says.
    Why(Option<MessageId>),
}

/// A message with an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ordered {
    pub(super) place: Place,
    pub(super) message: MessageId,
    pub(super) order: Order,
}

/// The order in a message, if it is one in one of these chats.
pub(super) fn of_message(message: &Message, me: &Me, chats: &[i64]) -> Option<Ordered> {
    if !is_operators(message, chats) || !is_from_a_person(message, me) {
        return None;
    }
    let text = message.text()?;
    let Some(Spoken::Ours { name, rest }) = spoken(message, text, me) else {
        return None;
    };
    Some(Ordered {
        place: place_of(message),
        message: message.id,
        order: order(&name, rest, message, me)?,
    })
}

fn order(name: &str, rest: &str, message: &Message, me: &Me) -> Option<Order> {
    Some(match name {
        "try" => Order::Try(rest.trim().to_owned()),
        "why" => Order::Why(replied(message, me).map(|replied| replied.id)),
        _ => return None,
    })
}

/// The message that is replied to, if it is the bot's.
fn replied<'a>(message: &'a Message, me: &Me) -> Option<&'a Message> {
    let replied = message.reply_to_message()?;
    let is_mine = replied.from.as_ref().is_some_and(|from| from.id == me.id);
    is_mine.then_some(replied)
}

fn is_operators(message: &Message, chats: &[i64]) -> bool {
    is_operators_chat(&place_of(message), chats)
}

/// Whether this is one of the chats. One with a business account has the number of a private chat.
pub(super) fn is_operators_chat(place: &Place, chats: &[i64]) -> bool {
    place.business.is_none() && chats.contains(&place.chat.0)
}
