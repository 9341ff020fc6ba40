//! From an update to what it asks of the bot; most updates ask nothing.
//!
//! Pure: what is decided here needs nothing but the update and who the bot is.

use teloxide::types::{
    BusinessConnectionId, CallbackQuery, CallbackQueryId, Chat, ChatId, InlineKeyboardMarkup,
    InlineQueryId, Me, Message, MessageEntityKind, MessageId, MessageKind, ThreadId, Update,
    UpdateKind, UserId,
};

use super::buttons::{Button, language_of};
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

/// Neither another bot, nor what this bot wrote through inline mode, nor a channel's copy.
pub(super) fn is_from_a_person(message: &Message, me: &Me) -> bool {
    let from_bot = message.from.as_ref().is_some_and(|from| from.is_bot);
    // Whoever writes in the name of a group stands as a bot; the group itself is the sender.
    let in_name_of_group = message
        .sender_chat
        .as_ref()
        .is_some_and(|sender| sender.id == message.chat.id);
    let own = message
        .via_bot
        .as_ref()
        .is_some_and(|via| via.id == me.user.id);
    (!from_bot || in_name_of_group) && !own && !message.is_automatic_forward()
}

/// What a message holds.
#[derive(Clone, Copy)]
enum Content<'a> {
    Text(&'a str),
    Media(Media),
}

fn content(message: &Message) -> Option<Content<'_>> {
    if let Some(text) = message.text().or_else(|| message.caption()) {
        return Some(Content::Text(text));
    }
    if message.photo().is_some() {
        return Some(Content::Media(Media::Photo));
    }
    let other = message.voice().is_some()
        || message.audio().is_some()
        || message.video().is_some()
        || message.video_note().is_some()
        || message.animation().is_some()
        || message.document().is_some()
        || message.sticker().is_some()
        || message.location().is_some()
        || message.venue().is_some()
        || message.contact().is_some()
        || message.poll().is_some()
        || message.dice().is_some()
        || message.story().is_some()
        || message.game().is_some()
        // Of a kind that is not known here, or without a field that is taken for granted.
        || matches!(message.kind, MessageKind::Empty {});
    // Everything else is a service message: somebody joined, a title changed.
    other.then_some(Content::Media(Media::Other))
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

pub(super) fn place_of(message: &Message) -> Place {
    Place {
        chat: message.chat.id,
        // A thread in a group without topics is a chain of replies, which cannot be sent to.
        thread: message.thread_id.filter(|_| message.is_topic_message),
        business: match &message.kind {
            MessageKind::Common(common) => common.business_connection_id.clone(),
            _ => None,
        },
    }
}

/// A command as it is written.
pub(super) enum Spoken<'a> {
    Ours {
        /// In small letters, without slash and bot.
        name: String,
        /// What stands after it.
        rest: &'a str,
    },
    OfAnotherBot,
}

/// The command that a text begins with, if it does.
pub(super) fn spoken<'a>(message: &Message, text: &'a str, me: &Me) -> Option<Spoken<'a>> {
    let entities = message
        .parse_entities()
        .or_else(|| message.parse_caption_entities())?;
    let first = entities
        .iter()
        .find(|entity| entity.start() == 0 && *entity.kind() == MessageEntityKind::BotCommand)?;
    let word = first.text().strip_prefix('/')?;
    let (name, bot) = word
        .split_once('@')
        .map_or((word, None), |(name, bot)| (name, Some(bot)));
    if bot.is_some_and(|bot| !is_me(bot, me)) {
        return Some(Spoken::OfAnotherBot);
    }
    Some(Spoken::Ours {
        name: name.to_ascii_lowercase(),
        rest: text.get(first.end()..).unwrap_or_default(),
    })
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

fn is_me(name: &str, me: &Me) -> bool {
    let own = me.user.username.as_deref();
    own.is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// Whether a message in a group is meant for the bot: a command with its name, a reply to it, or
/// its name in the text.
fn is_addressed(message: &Message, content: Content<'_>, me: &Me) -> bool {
    let replies_to_me = message
        .reply_to_message()
        .and_then(|replied| replied.from.as_ref())
        .is_some_and(|from| from.id == me.user.id);
    let Content::Text(text) = content else {
        return replies_to_me;
    };
    match spoken(message, text, me) {
        Some(Spoken::OfAnotherBot) => false,
        Some(Spoken::Ours { .. }) => {
            let word = text.split_whitespace().next().unwrap_or_default();
            replies_to_me || word.contains('@')
        }
        None => replies_to_me || mentions(message, me).next().is_some(),
    }
}

/// Where the bot's name stands in a message, in bytes.
fn mentions<'a>(
    message: &'a Message,
    me: &'a Me,
) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    let entities = message
        .parse_entities()
        .or_else(|| message.parse_caption_entities());
    entities.into_iter().flatten().filter_map(|entity| {
        let is_mine = match entity.kind() {
            MessageEntityKind::Mention => entity
                .text()
                .strip_prefix('@')
                .is_some_and(|name| is_me(name, me)),
            MessageEntityKind::TextMention { user } => user.id == me.user.id,
            _ => false,
        };
        is_mine.then(|| entity.start()..entity.end())
    })
}

/// The question without the name it is put to.
fn without_mention(message: &Message, text: &str, me: &Me) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for mention in mentions(message, me) {
        if let Some(before) = text.get(from..mention.start) {
            rest.push_str(before);
            from = mention.end;
        }
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest
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

/// Who an update is from and where it belongs: updates with the same key are handled in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Chat(i64),
    /// Without a chat.
    Person(u64),
    /// Without either.
    Nobody,
}

/// The key of an update, and the number of the person it is from.
pub(super) fn key_of(update: &Update) -> (Key, Option<u64>) {
    let chat = update.chat().map(|chat: &Chat| chat.id.0);
    let person = update.from().map(|user| match chat {
        // All groups share the one bot that stands for whoever writes in their name.
        Some(chat) if user.is_bot => chat.unsigned_abs(),
        _ => user.id.0,
    });
    let key = match (chat, person) {
        (Some(chat), _) => Key::Chat(chat),
        (None, Some(person)) => Key::Person(person),
        (None, None) => Key::Nobody,
    };
    (key, person)
}

/// The language that the person of an update has set in Telegram, as a tag.
pub(super) fn speaks(update: &Update) -> Option<String> {
    update.from()?.language_code.clone()
}

/// When the message of an update was written or edited, in seconds of the Unix epoch; `None` if it
/// has none, or if that is of no account.
pub(super) fn sent_at(update: &Update) -> Option<i64> {
    let date = match &update.kind {
        UpdateKind::Message(message) | UpdateKind::BusinessMessage(message) => Some(message.date),
        UpdateKind::EditedMessage(message) | UpdateKind::EditedBusinessMessage(message) => {
            message.edit_date().copied().or(Some(message.date))
        }
        _ => None,
    };
    date.map(|date| date.timestamp())
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
