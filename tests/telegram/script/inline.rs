//! Inline mode: asking in any chat, and sending one of the results.

use std::panic::Location;

use serde_json::{Value, json};

use super::chat::Chat;
use super::expect::Expect;
use super::received::Received;
use crate::fake::params::Params;
use crate::fake::rules;
use crate::fake::state::Deed;

/// The bot's answer to an inline query.
#[derive(Debug, Clone)]
pub(crate) struct Results(Value);

impl Results {
    /// All parameters of the answer.
    pub(crate) fn json(&self) -> &Value {
        &self.0
    }

    /// The results.
    pub(crate) fn all(&self) -> &[Value] {
        self.0["results"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The titles of the results.
    pub(crate) fn titles(&self) -> Vec<&str> {
        self.all()
            .iter()
            .filter_map(|result| result["title"].as_str())
            .collect()
    }

    /// For how many seconds the results may be kept.
    pub(crate) fn cache_time(&self) -> i64 {
        self.0["cache_time"].as_i64().unwrap_or(300)
    }
}

impl Chat {
    /// Writes the bot's name and a query, and gets the results.
    #[track_caller]
    pub(crate) fn asks_inline(&self, query: &str) -> impl Future<Output = Results> {
        let place = Location::caller();
        let query = query.to_owned();
        async move {
            let asked = self.types_inline(&query);
            let answer = self.world.next(|deed| match deed {
                Deed::InlineAnswered { id, answer } if *id == asked => Some(answer.clone()),
                _ => None,
            });
            match answer.await {
                Some(answer) => Results(answer),
                None => self.world.fail(place, "the inline query was not answered"),
            }
        }
    }

    /// Writes the bot's name and a query; comes back with the id of the query at once.
    pub(crate) fn types_inline(&self, query: &str) -> String {
        self.world.state(|state| {
            let id = format!("{}", 8_000_000_000_i64 + state.fresh_id());
            state.note(format!("{} asks inline: {query}", self.by["first_name"]));
            state.deliver(json!({ "inline_query": {
                "id": id, "from": self.by, "query": query, "offset": "", "chat_type": "private",
            } }));
            id
        })
    }

    /// Sends the result with this title here: the bot sees its own message, and that it was chosen.
    /// Comes back with the message, whose `inline_message_id` is there if the result has buttons.
    pub(crate) async fn picks(&self, results: &Results, title: &str) -> Received {
        let mut all = results.all().iter();
        let result = all
            .find(|result| result["title"] == title)
            .expect("such a result")
            .clone();
        let content = Params::of(&result["input_message_content"]);
        let text = rules::text(&content, ("message_text", "entities"), "MESSAGE_TOO_LONG");
        let text = text.expect("checked when it was answered");
        let bot = self.world.state(|state| state.bot_user());
        let markup = &result["reply_markup"];
        let mut fields = json!({ "text": text.text, "entities": text.entities, "via_bot": bot });
        if markup.is_object() {
            fields["reply_markup"] = markup.clone();
        }
        let mut sent = self.sends(fields).await;
        let mut chosen = json!({ "result_id": result["id"], "from": self.by, "query": "" });
        if markup.is_object() {
            let id = format!("inline-{}", sent.id());
            chosen["inline_message_id"] = id.as_str().into();
            sent.0["inline_message_id"] = id.as_str().into();
            self.world
                .state(|state| state.inline_messages.insert(id, sent.0.clone()));
        }
        self.world.update(json!({ "chosen_inline_result": chosen }));
        sent
    }

    /// Taps a button of a message that was sent by way of an inline result.
    pub(crate) async fn taps_inline(&self, message: &Received, label: &str) -> String {
        let data = message.data(label).expect("such a button").to_owned();
        self.query(json!({ "inline_message_id": message.0["inline_message_id"], "data": data }))
    }

    /// The bot's next edit of a message that was sent by way of an inline result.
    #[track_caller]
    pub(crate) fn inline_message_became(
        &self,
        expected: impl Expect,
    ) -> impl Future<Output = Received> {
        let place = Location::caller();
        async move {
            let edited = self.world.next(|deed| match deed {
                Deed::Edited(message) if message.get("inline_message_id").is_some() => {
                    Some(Received(message.clone()))
                }
                _ => None,
            });
            match edited.await {
                Some(edited) if expected.fits(edited.text()) => edited,
                edited => {
                    let what = format!("expected {}, got {edited:?}", expected.shown());
                    self.world.fail(place, &what)
                }
            }
        }
    }
}
