//! From an update to what it asks of the bot; most updates ask nothing.
//!
//! Pure: what is decided here needs nothing but the update and who the bot is.

use teloxide::types::{
    BusinessConnectionId, CallbackQuery, CallbackQueryId, ChatId, InlineKeyboardMarkup,
    InlineQueryId, Me, Message, MessageId, ThreadId, Update, UpdateKind, UserId,
};

use super::buttons::{Button, language_of};
use super::message::{
    Content, Spoken, content, is_addressed, is_from_a_person, place_of, spoken, without_mention,
};
use super::orders::{self, OperatorTap, Ordered};
use crate::reply::Media;

/// Where a message came from, and so where the reply goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) chat: ChatId,
    /// The forum topic, if it is one of its own: the general one is named by nothing.
    pub(super) thread: Option<ThreadId>,
    /// The business account on whose behalf the reply is sent.
    pub(super) business: Option<BusinessConnectionId>,
}

/// A message of a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) place: Place,
    pub(super) message: MessageId,
    pub(super) text: String,
}

/// A command that the bot knows, or one that it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
    /// With the parameter of a deep link, if any.
    Start(Option<String>),
    Topics,
    Help,
    About,
    Privacy,
    Unknown,
}

/// A tap on a button.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tap {
    pub(super) query: CallbackQueryId,
    /// What the data says; `None` if it is none of ours.
    pub(super) button: Option<Button>,
    /// The language of what it stands on; `None` for the default one.
    pub(super) language: Option<String>,
    /// The message that the button is on, unless that is too old to be reached.
    pub(super) on: Option<Shown>,
}

/// A message of the bot's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) place: Place,
    pub(super) message: MessageId,
    /// The question that it answers.
    pub(super) question: Option<MessageId>,
    /// What was asked there and by whom, as far as Telegram tells.
    pub(super) asked: Option<(String, Option<UserId>)>,
    pub(super) keyboard: Option<InlineKeyboardMarkup>,
}

/// What an update asks of the bot.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event {
    Command(Place, MessageId, Command),
    Question(Asked),
    Edited(Asked),
    Media(Place, MessageId, Media),
    Tap(Tap),
    /// A tap that tells what an answer was worth.
    Feedback(Tap),
    Inline(InlineQueryId, String),
    /// One message too many, which is told once.
    TooMany(Place, MessageId),
    /// A tap too many: its wait is ended, and no more.
    TooManyTaps(CallbackQueryId),
    /// Too old to be answered, which each chat is told once.
    Late(Place, MessageId),
    /// Blocked, removed: nobody is there any more.
    Left(ChatId),
    /// What operators ask, in chats of theirs.
    Order(Ordered),
    OperatorTap(OperatorTap),
}

/// What an update asks of the bot `me`, if anything; `operators` are the operator's chats.
pub(super) fn event_of(update: Update, me: &Me, operators: &[i64]) -> Option<Event> {
    match update.kind {
        UpdateKind::Message(message) => match orders::of_message(&message, me, operators) {
            Some(ordered) => Some(Event::Order(ordered)),
            None => of_message(&message, me),
        },
        UpdateKind::BusinessMessage(message) => of_business(&message, me),
        UpdateKind::EditedMessage(message) => match orders::of_message(&message, me, operators) {
            Some(ordered) => ordered.edited().map(Event::Order),
            None => edited(of_message(&message, me)?),
        },
        UpdateKind::EditedBusinessMessage(message) => edited(of_business(&message, me)?),
        UpdateKind::CallbackQuery(query) => {
            if let Some(tap) = orders::of_tap(&query, me, operators) {
                return Some(Event::OperatorTap(tap));
            }
            let tap = of_tap(query, me);
            let judges = tap.button.as_ref().is_some_and(Button::is_feedback);
            Some(if judges {
                Event::Feedback(tap)
            } else {
                Event::Tap(tap)
            })
        }
        UpdateKind::InlineQuery(query) => Some(Event::Inline(query.id, query.query)),
        UpdateKind::MyChatMember(change) => {
            let gone = !change.new_chat_member.is_present();
            gone.then_some(Event::Left(change.chat.id))
        }
        _ => None,
    }
}

/// Only text can be edited into another question.
fn edited(event: Event) -> Option<Event> {
    match event {
        Event::Question(asked) => Some(Event::Edited(asked)),
        _ => None,
    }
}

fn of_message(message: &Message, me: &Me) -> Option<Event> {
    if !is_from_a_person(message, me) {
        return None;
    }
    if message.chat.is_private() {
        of_content(message, content(message)?, me)
    } else if message.chat.is_group() || message.chat.is_supergroup() {
        let content = content(message)?;
        is_addressed(message, content, me).then(|| of_content(message, content, me))?
    } else {
        None
    }
}

/// A message to a business account: its customers are answered, its owner is not.
fn of_business(message: &Message, me: &Me) -> Option<Event> {
    let customer = message.chat.is_private()
        && message.sender_business_bot.is_none()
        && message
            .from
            .as_ref()
            .is_some_and(|from| message.chat.id == ChatId::from(from.id));
    if customer && is_from_a_person(message, me) {
        of_content(message, content(message)?, me)
    } else {
        None
    }
}

fn of_content(message: &Message, content: Content<'_>, me: &Me) -> Option<Event> {
    let place = place_of(message);
    match content {
        Content::Media(media) => Some(Event::Media(place, message.id, media)),
        Content::Text(text) => match spoken(message, text, me) {
            Some(Spoken::Ours { name, rest }) => {
                let command = Command::of(&name, rest);
                Some(Event::Command(place, message.id, command))
            }
            Some(Spoken::OfAnotherBot) => None,
            None => Some(Event::Question(Asked {
                place,
                message: message.id,
                text: without_mention(message, text, me),
            })),
        },
    }
}

impl Command {
    fn of(name: &str, rest: &str) -> Self {
        match name {
            "start" => Self::Start(rest.split_whitespace().next().map(str::to_owned)),
            "topics" => Self::Topics,
            "help" => Self::Help,
            "about" => Self::About,
            "privacy" => Self::Privacy,
            _ => Self::Unknown,
        }
    }
}

/// What a person asks in a message that is shown with another, and who does; `None` if it asks nothing.
fn asked_in(message: &Message, me: &Me) -> Option<(String, Option<UserId>)> {
    let content = content(message).filter(|_| is_from_a_person(message, me))?;
    match of_content(message, content, me) {
        Some(Event::Question(asked)) => {
            Some((asked.text, message.from.as_ref().map(|from| from.id)))
        }
        _ => None,
    }
}

fn of_tap(query: CallbackQuery, me: &Me) -> Tap {
    let button = query.data.as_deref().and_then(Button::parse);
    let language = query.data.as_deref().and_then(language_of);
    let language = language.map(str::to_owned);
    let on = query
        .message
        .as_ref()
        .and_then(|message| message.regular_message());
    Tap {
        query: query.id,
        button,
        language,
        on: on.map(|message| shown(message, me)),
    }
}

/// A message of the bot's, as it is shown.
pub(super) fn shown(message: &Message, me: &Me) -> Shown {
    let question = message.reply_to_message();
    Shown {
        place: place_of(message),
        message: message.id,
        question: question.map(|question| question.id),
        asked: question.and_then(|question| asked_in(question, me)),
        keyboard: message.reply_markup().cloned(),
    }
}

impl Event {
    /// Where it came from; `None` if it belongs to no chat, or to a message that is out of reach.
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Self::Question(asked) | Self::Edited(asked) => Some(&asked.place),
            Self::Command(place, ..)
            | Self::Media(place, ..)
            | Self::TooMany(place, _)
            | Self::Late(place, _) => Some(place),
            Self::Tap(tap) | Self::Feedback(tap) => tap.on.as_ref().map(|on| &on.place),
            Self::Order(ordered) => Some(&ordered.place),
            Self::OperatorTap(tap) => Some(&tap.on.place),
            Self::Inline(..) | Self::TooManyTaps(_) | Self::Left(_) => None,
        }
    }

    /// What becomes of it when it is answered too late.
    pub(super) fn as_late(&self) -> Option<Self> {
        match self {
            Self::Question(asked) | Self::Edited(asked) => {
                Some(Self::Late(asked.place.clone(), asked.message))
            }
            Self::Command(place, message, _)
            | Self::Media(place, message, _)
            | Self::TooMany(place, message) => Some(Self::Late(place.clone(), *message)),
            Self::Order(ordered) => Some(Self::Late(ordered.place.clone(), ordered.message)),
            Self::Tap(_)
            | Self::OperatorTap(_)
            | Self::Feedback(_)
            | Self::Inline(..)
            | Self::TooManyTaps(_)
            | Self::Late(..)
            | Self::Left(_) => None,
        }
    }

    /// What to say of it when its person sends too much; `None` if it costs nothing to answer.
    pub(super) fn as_too_many(&self) -> Option<Self> {
        match self {
            Self::Question(asked) | Self::Edited(asked) => {
                Some(Self::TooMany(asked.place.clone(), asked.message))
            }
            Self::Command(place, message, _) | Self::Media(place, message, _) => {
                Some(Self::TooMany(place.clone(), *message))
            }
            Self::Tap(tap) | Self::Feedback(tap) => Some(Self::TooManyTaps(tap.query.clone())),
            // Telegram asks anew with every letter, and keeps the answers. Operators work through lists.
            Self::Inline(..)
            | Self::Order(_)
            | Self::OperatorTap(_)
            | Self::TooMany(..)
            | Self::TooManyTaps(_)
            | Self::Late(..)
            | Self::Left(_) => None,
        }
    }
}
