//! Buttons, and what comes of them.

use std::panic::Location;
use std::sync::PoisonError;

use serde_json::{Value, json};

use super::chat::Chat;
use super::expect::Expect;
use super::received::Received;
use crate::fake::messages::is_own;
use crate::fake::state::Deed;
use crate::fake::transcript::{buttons, labels};

impl Chat {
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
}
