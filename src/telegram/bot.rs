//! What the handlers share: the core, the Bot API, and how a reply becomes messages.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use teloxide::payloads::{
    AnswerCallbackQuery, DeleteBusinessMessages, DeleteMessage, EditMessageReplyMarkup,
    EditMessageText, SendMessage,
};
use teloxide::types::{
    CallbackQueryId, LinkPreviewOptions, Me, MessageId, ParseMode, Recipient, ReplyParameters,
};

use tokio::sync::Notify;

use super::api::{Api, Failure, May};
use super::buttons::Keyboard;
use super::counts::Counts;
use super::desk::Desk;
use super::event::{Place, Shown};
use super::limits::Limits;
use super::operators::Operators;
use super::send::{insist, insist_if};
use super::served::Serving;
use crate::config::Unanswered;
use crate::reply::Reply;
use crate::reply::render::{self, Message, TELEGRAM_MAX_UTF16};
use crate::store::Store;
use crate::unanswered::Askers;

/// A bot that is at work.
#[derive(Debug)]
pub(super) struct Bot {
    pub(super) api: Arc<Api>,
    pub(super) operators: Operators,
    pub(super) desk: Desk,
    pub(super) serving: Arc<Serving>,
    pub(super) me: Me,
    pub(super) counts: Counts,
    pub(super) limits: Limits,
    pub(super) store: Store,
    /// What becomes of questions that were not answered.
    pub(super) unanswered: Unanswered,
    /// Who asked them of late.
    pub(super) askers: Askers,
    /// What is older than this is not answered any more.
    pub(super) max_age: Duration,
    /// Told when Telegram refuses the token.
    pub(super) token_refused: Notify,
}

/// A reply as messages with buttons.
#[derive(Debug)]
pub(super) struct Screen {
    messages: Vec<Message>,
    keyboard: Keyboard,
}

/// What matters of a message that was sent.
#[derive(Debug, Deserialize)]
struct Posted {
    message_id: i32,
}

impl Screen {
    /// A reply for a place; business accounts have no buttons, so choices are read there.
    pub(super) fn new(place: &Place, reply: &Reply, keyboard: Keyboard) -> Self {
        let in_words;
        let (reply, keyboard) = if place.business.is_some() {
            in_words = render::with_choices_as_text(reply);
            (&in_words, Keyboard::default())
        } else {
            (reply, keyboard)
        };
        Self {
            messages: render::messages(reply, TELEGRAM_MAX_UTF16),
            keyboard,
        }
    }

    /// A fingerprint of what is shown.
    pub(super) fn shows(&self) -> i64 {
        let mut hasher = DefaultHasher::new();
        for message in &self.messages {
            message.html.hash(&mut hasher);
        }
        format!("{:?}", self.keyboard).hash(&mut hasher);
        hasher.finish().cast_signed()
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// The messages, each with its buttons: the last has them all.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Message, Option<&Keyboard>)> {
        let last = self.messages.len().saturating_sub(1);
        let parts = self.messages.iter().enumerate();
        parts.map(move |(at, message)| (message, (at == last).then_some(&self.keyboard)))
    }
}

impl Bot {
    /// The keyed hash of a person, by the number that Telegram gave them.
    pub(super) fn person(&self, number: u64) -> i64 {
        self.store.hash("person", &[number.cast_signed()], "")
    }

    /// The time, in seconds of the Unix epoch.
    pub(super) fn now(&self) -> i64 {
        self.api.clock().now()
    }

    /// Sends a message, as long as `may` says so.
    pub(super) async fn post(
        &self,
        may: May<'_>,
        place: &Place,
        replies_to: Option<MessageId>,
        message: &Message,
        keyboard: Option<&Keyboard>,
    ) -> Result<MessageId, Failure> {
        let mut payload = SendMessage::new(place.chat, message.html.clone());
        payload.parse_mode = Some(ParseMode::Html);
        payload.message_thread_id = place.thread;
        payload.business_connection_id.clone_from(&place.business);
        payload.link_preview_options = Some(no_preview());
        payload.reply_parameters =
            replies_to.map(|id| ReplyParameters::new(id).allow_sending_without_reply());
        payload.reply_markup = keyboard.and_then(Keyboard::of_new);
        loop {
            match insist_if::<_, Posted>(&self.api, &payload, may).await {
                Ok(posted) => return Ok(MessageId(posted.message_id)),
                Err(failure) if failure.is_markup() && payload.parse_mode.is_some() => {
                    log::warn!(
                        "Telegram refuses the markup of a reply, so it is sent plain: {failure}"
                    );
                    payload.parse_mode = None;
                    payload.text.clone_from(&message.plain);
                }
                Err(failure) if failure.is_thread_gone() && payload.message_thread_id.is_some() => {
                    payload.message_thread_id = None;
                }
                Err(Failure::Migrated(chat)) if payload.chat_id == Recipient::Id(place.chat) => {
                    payload.chat_id = Recipient::Id(teloxide::types::ChatId(chat));
                    payload.reply_parameters = None;
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Shows something else in a message, as long as `may` says so.
    pub(super) async fn edit(
        &self,
        may: May<'_>,
        place: &Place,
        id: MessageId,
        message: &Message,
        keyboard: Option<&Keyboard>,
    ) -> Result<(), Failure> {
        let mut payload = EditMessageText::new(place.chat, id, message.html.clone());
        payload.parse_mode = Some(ParseMode::Html);
        payload.business_connection_id.clone_from(&place.business);
        payload.link_preview_options = Some(no_preview());
        payload.reply_markup = keyboard.and_then(Keyboard::markup);
        loop {
            match insist_if::<_, serde_json::Value>(&self.api, &payload, may).await {
                Ok(_) => return Ok(()),
                Err(failure) if failure.is_not_modified() => return Ok(()),
                Err(failure) if failure.is_markup() && payload.parse_mode.is_some() => {
                    log::warn!(
                        "Telegram refuses the markup of an edit, so it is sent plain: {failure}"
                    );
                    payload.parse_mode = None;
                    payload.text.clone_from(&message.plain);
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Gives a message other buttons.
    pub(super) async fn set_keyboard(&self, on: &Shown, keyboard: &Keyboard) {
        let mut payload = EditMessageReplyMarkup::new(on.place.chat, on.message);
        payload
            .business_connection_id
            .clone_from(&on.place.business);
        payload.reply_markup = keyboard.markup();
        match insist::<_, serde_json::Value>(&self.api, &payload).await {
            Ok(_) => {}
            Err(failure) if failure.is_not_modified() || is_out_of_reach(&failure) => {}
            Err(failure) => note("an edit of buttons", &failure),
        }
    }

    /// Ends the wait that a tap began, with a word that passes if there is one to say.
    pub(super) async fn acknowledge(&self, query: CallbackQueryId, toast: Option<&str>) {
        let mut payload = AnswerCallbackQuery::new(query);
        payload.text = toast.map(str::to_owned);
        match insist::<_, serde_json::Value>(&self.api, &payload).await {
            // If it is refused, the person has waited too long for it already.
            Ok(_) | Err(Failure::Refused { code: 400, .. }) => {}
            Err(failure) => note("an answer to a tap", &failure),
        }
    }

    /// Takes a message away, if it is there.
    pub(super) async fn delete(&self, place: &Place, id: MessageId) {
        let deleted = match &place.business {
            Some(business) => {
                let payload = DeleteBusinessMessages::new(business.clone(), [id]);
                insist::<_, bool>(&self.api, &payload).await
            }
            None => insist(&self.api, &DeleteMessage::new(place.chat, id)).await,
        };
        if let Err(failure) = deleted
            && failure.may_pass()
        {
            note("a deletion", &failure);
        }
    }
}

/// Whether a message cannot be edited any more: it is gone, or its group is.
pub(super) fn is_out_of_reach(failure: &Failure) -> bool {
    failure.is_gone() || matches!(failure, Failure::Migrated(_))
}

/// Links are not shown a second time, as pictures.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// Says in the log that something did not arrive. Whoever has blocked the bot or left is no fault.
pub(super) fn note(what: &str, failure: &Failure) {
    if failure.is_forbidden() {
        log::debug!("{what} found nobody: {failure}");
    } else {
        log::warn!("{what} did not arrive: {failure}");
    }
}
