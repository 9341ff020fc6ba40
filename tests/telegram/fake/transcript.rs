//! What the bot did, in lines for a person.

use serde_json::Value;

use super::state::{Deed, State};

impl State {
    /// Notes the latest deed for the transcript, if it is not there yet.
    pub(crate) fn note_deed(&mut self) {
        let noted = self.deeds_noted;
        let lines: Vec<String> = self.deeds[noted..].iter().map(line).collect();
        self.deeds_noted = self.deeds.len();
        self.transcript.extend(lines);
    }
}

/// The name of a chat.
pub(crate) fn chat_name(message: &Value) -> String {
    let chat = &message["chat"];
    let name = chat["title"].as_str().or(chat["first_name"].as_str());
    name.map_or_else(|| chat["id"].to_string(), str::to_owned)
}

/// The labels of a message's buttons, row after row.
pub(crate) fn labels(message: &Value) -> Vec<&str> {
    buttons(message)
        .filter_map(|button| button["text"].as_str())
        .collect()
}

/// The buttons of a message, row after row.
pub(crate) fn buttons(message: &Value) -> impl Iterator<Item = &Value> {
    let rows = message["reply_markup"]["inline_keyboard"].as_array();
    rows.into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
}

fn content(message: &Value) -> String {
    let text = message["text"].as_str().unwrap_or_default();
    let mut shown = text.replace('\n', "\n        ");
    for label in labels(message) {
        shown.extend([" [", label, "]"]);
    }
    shown
}

fn line(deed: &Deed) -> String {
    match deed {
        Deed::Sent(message) => format!("bot to {}: {}", chat_name(message), content(message)),
        Deed::Edited(message) => format!(
            "bot edits {} of {}: {}",
            message["message_id"],
            chat_name(message),
            content(message)
        ),
        Deed::Deleted(message) => {
            format!(
                "bot deletes {} of {}",
                message["message_id"],
                chat_name(message)
            )
        }
        Deed::CallbackAnswered { text, .. } => format!("bot shows {text:?}"),
        Deed::InlineAnswered { answer, .. } => {
            let results = answer["results"].as_array();
            let titles = results
                .into_iter()
                .flatten()
                .filter_map(|result| result["title"].as_str());
            format!("bot lists {:?}", titles.collect::<Vec<_>>())
        }
        Deed::Left(key) => format!("bot leaves {}", key.id),
    }
}
