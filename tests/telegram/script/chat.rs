//! One chat, seen by one person in it.

use std::panic::Location;
use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};

use super::expect::Expect;
use super::received::Received;
use super::setup::Setup;
use super::world::World;
use crate::fake::entities;
use crate::fake::messages::is_own;
use crate::fake::state::{Deed, Key, Room, Standing, State, USERNAME, now};
use crate::fake::transcript::{buttons, chat_name, labels};

/// One chat, seen by one person in it. What the bot does is spoken of in the order in which it does it,
/// messages, edits and toasts apart.
#[derive(Clone)]
pub(crate) struct Chat {
    pub(super) world: Arc<World>,
    pub(super) key: Key,
    pub(super) topic: Option<i64>,
    pub(super) by: Value,
}

/// A user with this name, who speaks English.
pub(super) fn user(id: i64, name: &str) -> Value {
    json!({ "id": id, "is_bot": false, "first_name": name, "language_code": "en" })
}

impl World {
    /// Opens a chat whose id the fresh number `id` leads to.
    pub(super) fn room(self: &Arc<Self>, by: &str, make: impl FnOnce(i64) -> Value) -> Chat {
        self.state(|state| {
            let id = state.fresh_id();
            let chat = make(id);
            // A channel speaks itself; nobody is the sender.
            let by = if by.is_empty() {
                Value::Null
            } else {
                user(id, by)
            };
            let key = Key::own(chat["id"].as_i64().expect("an id"));
            state.rooms.insert(key.clone(), Room::new(chat));
            Chat {
                world: Arc::clone(self),
                key,
                topic: None,
                by,
            }
        })
    }

    /// A private chat with somebody.
    pub(crate) fn private(self: &Arc<Self>, name: &str) -> Chat {
        self.room(
            name,
            |id| json!({ "id": id, "type": "private", "first_name": name }),
        )
    }
}

impl Chat {
    /// A private chat with a bot that was just started, on the shipped FAQ.
    pub(crate) async fn private(name: &str) -> Self {
        Self::with(Setup::default(), name).await
    }

    /// A private chat in a world of another setup.
    pub(crate) async fn with(setup: Setup, name: &str) -> Self {
        World::start(setup).private(name)
    }

    /// The world around.
    pub(crate) fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// The id of the chat.
    pub(crate) fn id(&self) -> i64 {
        self.key.id
    }

    /// The id of the person.
    pub(crate) fn person(&self) -> i64 {
        self.by["id"].as_i64().unwrap_or_default()
    }

    /// The person's language, or none.
    pub(crate) fn speaking(mut self, language: Option<&str>) -> Self {
        if let Some(fields) = self.by.as_object_mut() {
            fields.remove("language_code");
            fields.extend(language.map(|code| ("language_code".to_owned(), code.into())));
        }
        self
    }

    fn name(&self) -> String {
        self.by["first_name"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// A message without content, as if it were the person's next one.
    fn blank(&self, state: &State) -> Value {
        let room = &state.rooms[&self.key];
        let mut message = json!({
            "message_id": room.next_id(),
            "date": now(),
            "chat": room.chat,
            "from": self.by,
        });
        if room.chat["type"] == "channel" {
            message["sender_chat"] = room.chat.clone();
            message.as_object_mut().expect("an object").remove("from");
        }
        if let Some(topic) = self.topic {
            message["message_thread_id"] = topic.into();
            message["is_topic_message"] = true.into();
        }
        if let Some(business) = &self.key.business {
            message["business_connection_id"] = business.as_str().into();
        }
        message
    }

    /// The kind of an update with a message of this chat.
    fn update_kind(&self, state: &State, is_edited: bool) -> &'static str {
        let is_channel = state.rooms[&self.key].chat["type"] == "channel";
        match (self.key.business.is_some(), is_channel, is_edited) {
            (true, _, false) => "business_message",
            (true, _, true) => "edited_business_message",
            (_, true, false) => "channel_post",
            (_, true, true) => "edited_channel_post",
            (_, _, false) => "message",
            (_, _, true) => "edited_message",
        }
    }

    /// Sends a message with these fields, beside those that every message has.
    pub(crate) async fn sends(&self, fields: Value) -> Received {
        self.world.state(|state| {
            let mut message = self.blank(state);
            for (name, value) in fields.as_object().into_iter().flatten() {
                message[name.as_str()] = value.clone();
            }
            for (text, marks) in [("text", "entities"), ("caption", "caption_entities")] {
                let found = message[text]
                    .as_str()
                    .map(entities::find)
                    .unwrap_or_default();
                if !found.is_empty() && message.get(marks).is_none() {
                    message[marks] = found.into();
                }
                // Reading puts no field there, but indexing by name may.
                if message[text].is_null()
                    && let Some(fields) = message.as_object_mut()
                {
                    fields.remove(text);
                }
            }
            state.note(format!(
                "{} in {}: {}",
                self.name(),
                chat_name(&message),
                shown(&fields)
            ));
            if self.world.setup.privacy_mode && !reaches_bot(state, &message) {
                state.note("    (privacy mode keeps this from the bot)");
                let id = message["message_id"].as_i64().unwrap_or_default();
                let room = state.rooms.get_mut(&self.key).expect("this chat");
                room.messages.insert(id, message.clone());
            } else {
                let kind = self.update_kind(state, false);
                state.deliver(json!({ kind: message }));
            }
            Received(message)
        })
    }

    /// Writes a text; commands, mentions and links are marked as Telegram does.
    pub(crate) async fn says(&self, text: impl Into<String>) -> Received {
        self.sends(json!({ "text": text.into() })).await
    }

    /// Writes a text in reply to a message.
    pub(crate) async fn replies(&self, to: &Received, text: &str) -> Received {
        let mut replied = to.0.clone();
        if let Some(fields) = replied.as_object_mut() {
            fields.remove("reply_to_message");
        }
        self.sends(json!({ "text": text, "reply_to_message": replied }))
            .await
    }

    /// Changes the text of a message of the person.
    pub(crate) async fn edits_message(
        &self,
        message: &Received,
        text: impl Into<String>,
    ) -> Received {
        let text = text.into();
        self.world.state(|state| {
            let mut message = message.0.clone();
            let field = if message.get("caption").is_some() {
                "caption"
            } else {
                "text"
            };
            message[field] = text.as_str().into();
            let marks = if field == "text" {
                "entities"
            } else {
                "caption_entities"
            };
            message[marks] = entities::find(&text).into();
            message["edit_date"] = now().into();
            state.note(format!(
                "{} edits {}: {text}",
                self.name(),
                message["message_id"]
            ));
            let kind = self.update_kind(state, true);
            state.deliver(json!({ kind: message }));
            Received(message)
        })
    }

    /// Changes the text of the person's last message.
    pub(crate) async fn edits(&self, text: impl Into<String>) -> Received {
        let by = self.by["id"].clone();
        let last = self.last(|_, message| message["from"]["id"] == by);
        let last = last.expect("somebody who wrote something");
        self.edits_message(&Received(last), text).await
    }

    /// Deletes a message; the bot is told nothing.
    pub(crate) fn deletes(&self, message: &Received) {
        self.world.state(|state| {
            state.note(format!("{} deletes {}", self.name(), message.id()));
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.messages.remove(&message.id());
            room.gone.insert(message.id());
        });
    }

    fn is_here(&self, message: &Value) -> bool {
        Key::of(message).as_ref() == Some(&self.key)
            && message["message_thread_id"].as_i64() == self.topic
    }

    /// The last message of this chat and topic that is as wanted.
    fn last(&self, wanted: impl Fn(&State, &Value) -> bool) -> Option<Value> {
        self.world.state(|state| {
            let room = &state.rooms[&self.key];
            let mut messages = room.messages.values().rev();
            let found = messages.find(|m| self.is_here(m) && wanted(state, m));
            found.cloned()
        })
    }

    /// The last message of the bot here.
    #[track_caller]
    pub(crate) fn last_message(&self) -> Received {
        match self.last(is_own) {
            Some(message) => Received(message),
            None => self
                .world
                .fail(Location::caller(), "the bot wrote nothing here"),
        }
    }

    /// The bot's next message here.
    #[track_caller]
    pub(crate) fn gets(&self, expected: impl Expect) -> impl Future<Output = Received> {
        let place = Location::caller();
        async move {
            let sent = self.world.next(|deed| match deed {
                Deed::Sent(message) if self.is_here(message) => Some(message.clone()),
                _ => None,
            });
            self.compare(place, "a message", &expected, sent.await.map(Received))
        }
    }

    /// The bot's next edit here, of whichever message.
    #[track_caller]
    pub(crate) fn gets_edit(&self, expected: impl Expect) -> impl Future<Output = Received> {
        self.next_edit(expected, Location::caller())
    }

    async fn next_edit(
        &self,
        expected: impl Expect,
        place: &'static Location<'static>,
    ) -> Received {
        let edited = self.world.next(|deed| match deed {
            Deed::Edited(message) if self.is_here(message) => Some(message.clone()),
            _ => None,
        });
        self.compare(place, "an edit", &expected, edited.await.map(Received))
    }

    /// The bot's next edit here; it must be one of its last message.
    #[track_caller]
    pub(crate) fn last_message_became(
        &self,
        expected: impl Expect,
    ) -> impl Future<Output = Received> {
        let place = Location::caller();
        async move {
            let last = self.last_message().id();
            let edited = self.next_edit(expected, place).await;
            if edited.id() != last {
                let what = format!(
                    "message {} was edited and not the last one, {last}",
                    edited.id()
                );
                self.world.fail(place, &what);
            }
            edited
        }
    }

    /// The bot deletes this message.
    #[track_caller]
    pub(crate) fn loses(&self, message: &Received) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let deleted = self.world.next(|deed| match deed {
                Deed::Deleted(gone) if self.is_here(gone) => Some(gone.clone()),
                _ => None,
            });
            let deleted = deleted.await.map(|gone| Received(gone).id());
            if deleted != Some(message.id()) {
                let what = format!(
                    "expected message {} to be deleted, got {deleted:?}",
                    message.id()
                );
                self.world.fail(place, &what);
            }
        }
    }

    fn compare(
        &self,
        place: &Location<'_>,
        what: &str,
        expected: &impl Expect,
        got: Option<Received>,
    ) -> Received {
        match got {
            Some(got) if expected.fits(got.text()) => got,
            Some(got) => {
                let got = got.text();
                let what = format!("expected {what}, {}\ngot {got:?}", expected.shown());
                self.world.fail(place, &what)
            }
            None => {
                let what = format!("expected {what}, {}\ngot nothing", expected.shown());
                self.world.fail(place, &what)
            }
        }
    }

    /// The bot's last message here has these buttons, row after row.
    #[track_caller]
    pub(crate) fn buttons<const N: usize>(&self, expected: [&str; N]) {
        let last = self.last_message();
        if last.buttons() != expected {
            let what = format!(
                "expected the buttons {expected:?}\ngot {:?}",
                last.buttons()
            );
            self.world.fail(Location::caller(), &what);
        }
    }

    /// Taps the button with this label, on the last message that has it.
    #[track_caller]
    pub(crate) fn taps(&self, label: &str) -> impl Future<Output = String> {
        let found = self.last(|_, message| labels(message).contains(&label));
        let Some(message) = found else {
            let what = format!("there is no button {label:?}");
            self.world.fail(Location::caller(), &what);
        };
        self.taps_on(&Received(message), label)
    }

    /// Taps the button with this label on an older message, also if the bot has since changed it.
    #[track_caller]
    pub(crate) fn taps_on<'a>(
        &'a self,
        message: &Received,
        label: &str,
    ) -> impl Future<Output = String> + use<'a> {
        let place = Location::caller();
        let data = message.data(label).map(str::to_owned);
        let Some(data) = data else {
            let what = format!("there is no button {label:?} with data");
            self.world.fail(place, &what);
        };
        let id = message.id();
        async move { self.tap(Some(id), &data) }
    }

    /// Sends any callback data, as a forged client may; with the bot's last message here.
    pub(crate) async fn taps_data(&self, data: &str) -> String {
        let last = self.last(is_own).map(|message| Received(message).id());
        self.tap(last, data)
    }

    /// Taps on a message that Telegram no longer shows the bot.
    pub(crate) async fn taps_inaccessible(&self, message: &Received, label: &str) -> String {
        let data = message.data(label).unwrap_or_default().to_owned();
        let message = json!({ "message_id": message.id(), "date": 0, "chat": message.0["chat"] });
        self.query(json!({ "message": message, "data": data }))
    }

    fn tap(&self, message: Option<i64>, data: &str) -> String {
        let message = self.world.state(|state| {
            let room = &state.rooms[&self.key];
            message.and_then(|id| room.messages.get(&id)).cloned()
        });
        let mut query = json!({ "data": data });
        if let Some(message) = message {
            let tapped = buttons(&message).find(|button| button["callback_data"] == data);
            query["label"] = tapped.map_or(Value::Null, |button| button["text"].clone());
            query["message"] = message;
        }
        self.query(query)
    }

    /// Sends a callback query, and comes back with its id.
    pub(super) fn query(&self, mut query: Value) -> String {
        let label = query["label"].take();
        if let Some(fields) = query.as_object_mut() {
            fields.remove("label");
        }
        let person = self.person();
        self.world.state(|state| {
            let id = format!("{}", 4_000_000_000_i64 + state.fresh_id());
            query["id"] = id.as_str().into();
            query["from"] = self.by.clone();
            query["chat_instance"] = self.key.id.to_string().into();
            state.note(format!(
                "{} taps {} ({})",
                self.name(),
                label,
                query["data"]
            ));
            let mut taps = self
                .world
                .taps
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            taps.insert(id.clone(), person);
            drop(taps);
            state.deliver(json!({ "callback_query": query }));
            id
        })
    }

    /// The bot's answer to the person's next tap, with the text that it shows.
    #[track_caller]
    pub(crate) fn sees_toast(&self, expected: impl Expect) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let answered = self.world.next(|deed| match deed {
                Deed::CallbackAnswered { id, text, .. } if self.tapped(id) => Some(text.clone()),
                _ => None,
            });
            let answered = answered.await.map(|text| Received(json!({ "text": text })));
            self.compare(place, "a toast", &expected, answered);
        }
    }

    /// The spinner of the person's next tap ends without a word.
    #[track_caller]
    pub(crate) fn sees_no_toast(&self) -> impl Future<Output = ()> {
        self.sees_toast("")
    }

    fn tapped(&self, query: &str) -> bool {
        let taps = self
            .world
            .taps
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        taps.get(query) == Some(&self.person())
    }

    /// The bot does nothing here that was not spoken of: a marker that it does answer is sent, and
    /// nothing may come before the answer. In groups somebody else sends it, so that no limit is hit.
    #[track_caller]
    pub(crate) fn gets_nothing(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let kind = self
                .world
                .state(|state| state.rooms[&self.key].chat["type"].clone());
            let marker = &self.world.setup.marker;
            let sent = match kind.as_str() {
                Some("private") if self.key.business.is_none() => self.says(marker.as_str()).await,
                Some("group" | "supergroup") => {
                    let other = self.member("Marker");
                    other.says(format!("{marker}@{USERNAME}")).await
                }
                _ => return self.stays_silent_until_another_is_answered(place).await,
            };
            let reply = self.world.next(|deed| match deed {
                Deed::Sent(message) if self.is_here(message) => {
                    let is_reply = message["reply_to_message"]["message_id"] == sent.id();
                    is_reply.then_some(())
                }
                _ => None,
            });
            if reply.await.is_none() {
                self.world
                    .fail(place, "the marker was not answered with a reply to it");
            }
            self.nothing_is_untold(place);
        }
    }

    /// The bot does nothing here that was not spoken of, while it answers a marker in another chat and
    /// confirms that it has everything. For chats in which it may not write or is limited.
    #[track_caller]
    pub(crate) fn stays_silent(&self) -> impl Future<Output = ()> {
        self.stays_silent_until_another_is_answered(Location::caller())
    }

    async fn stays_silent_until_another_is_answered(&self, place: &'static Location<'static>) {
        let other = self.world.private("Marker");
        other.says(self.world.setup.marker.as_str()).await;
        other.gets(super::anything()).await;
        self.world.all_is_confirmed().await;
        self.nothing_is_untold(place);
    }

    fn nothing_is_untold(&self, place: &Location<'_>) {
        let untold = self.world.untold(|deed| match deed {
            Deed::Sent(message) | Deed::Edited(message) | Deed::Deleted(message) => {
                self.is_here(message)
            }
            _ => false,
        });
        if let Some(deed) = untold.first() {
            self.world
                .fail(place, &format!("expected nothing, got {deed:?}"));
        }
    }

    /// Blocks the bot and tells it so.
    pub(crate) async fn blocks_the_bot(&self) {
        self.bot_becomes(
            "member",
            "kicked",
            Some("Forbidden: bot was blocked by the user"),
        );
    }

    /// Lets the bot in again.
    pub(crate) async fn unblocks_the_bot(&self) {
        self.bot_becomes("kicked", "member", None);
    }

    /// Changes how the bot stands here, with the update that tells it. `refusal` is what it is told
    /// when it writes.
    pub(super) fn bot_becomes(&self, before: &str, after: &str, refusal: Option<&str>) {
        self.world.state(|state| {
            state.note(format!("    (the bot, {before} here, is now {after})"));
            let user = state.bot_user();
            if refusal.is_none() {
                // What was final is so no longer.
                state.refused.retain(|_, until| until.is_some());
            }
            let from = if self.by.is_null() {
                user_of_channel()
            } else {
                self.by.clone()
            };
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.standing = match refusal {
                Some(text) => Standing::Refused(text.to_owned()),
                None => Standing::Welcome,
            };
            let member = |status: &str| {
                let mut member = json!({ "user": user, "status": status });
                if status == "kicked" {
                    member["until_date"] = 0.into();
                }
                member
            };
            let update = json!({ "my_chat_member": {
                "chat": room.chat,
                "from": from,
                "date": now(),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            } });
            state.deliver(update);
        });
    }

    /// Keeps the bot from writing without telling it; the next thing it hears is this refusal.
    pub(crate) fn refuses(&self, text: &str) {
        self.world.state(|state| {
            let room = state.rooms.get_mut(&self.key).expect("this chat");
            room.standing = Standing::Refused(text.to_owned());
        });
    }
}

/// Who acts for a channel.
fn user_of_channel() -> Value {
    user(1, "Administrator")
}

/// What of a message stands in the transcript.
fn shown(fields: &Value) -> String {
    match fields["text"].as_str() {
        Some(text) => text.to_owned(),
        None => fields.to_string(),
    }
}

/// Whether privacy mode lets a message through: commands to the bot, bare ones only if it was the last
/// to write, and replies to it. Private chats and channels are not concerned.
fn reaches_bot(state: &State, message: &Value) -> bool {
    let is_group = matches!(
        message["chat"]["type"].as_str(),
        Some("group" | "supergroup")
    );
    let text = message["text"].as_str().unwrap_or_default();
    let command = text
        .split_whitespace()
        .next()
        .filter(|word| word.starts_with('/'));
    let is_command = command.is_some_and(|word| {
        if let Some((_, name)) = word.split_once('@') {
            return name.eq_ignore_ascii_case(USERNAME);
        }
        let room = Key::of(message).and_then(|key| state.rooms.get(&key));
        let last = room.and_then(|room| room.messages.values().next_back());
        last.is_some_and(|last| is_own(state, last))
    });
    !is_group || is_command || is_own(state, &message["reply_to_message"])
}
