//! A message as the person sees it.

use serde_json::Value;

use crate::fake::markup;
use crate::fake::transcript::{buttons, labels};

/// A message, of the bot or of a person.
#[derive(Debug, Clone)]
pub(crate) struct Received(pub(super) Value);

impl Received {
    /// The whole `Message`.
    pub(crate) fn json(&self) -> &Value {
        &self.0
    }

    /// Its id in the chat.
    pub(crate) fn id(&self) -> i64 {
        self.0["message_id"].as_i64().unwrap_or_default()
    }

    /// Its text, without formatting.
    pub(crate) fn text(&self) -> &str {
        self.0["text"].as_str().unwrap_or_default()
    }

    /// Its text as Telegram's HTML.
    pub(crate) fn html(&self) -> String {
        let entities = self.0["entities"].as_array();
        markup::render(self.text(), entities.map(Vec::as_slice).unwrap_or_default())
    }

    /// The labels of its buttons, row after row.
    pub(crate) fn buttons(&self) -> Vec<&str> {
        labels(&self.0)
    }

    /// The labels of its buttons in their rows.
    pub(crate) fn rows(&self) -> Vec<Vec<&str>> {
        let rows = self.0["reply_markup"]["inline_keyboard"].as_array();
        let rows = rows.into_iter().flatten().filter_map(Value::as_array);
        rows.map(|row| {
            row.iter()
                .filter_map(|button| button["text"].as_str())
                .collect()
        })
        .collect()
    }

    /// The data of the button with this label.
    pub(crate) fn data(&self, label: &str) -> Option<&str> {
        let mut all = buttons(&self.0);
        all.find(|button| button["text"] == label)?["callback_data"].as_str()
    }

    /// The id of the message that it replies to.
    pub(crate) fn replies_to(&self) -> Option<i64> {
        self.0["reply_to_message"]["message_id"].as_i64()
    }

    /// The forum topic in which it stands.
    pub(crate) fn topic(&self) -> Option<i64> {
        self.0["message_thread_id"].as_i64()
    }
}
