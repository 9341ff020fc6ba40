//! An update as it comes, whatever brings it: its number, and what teloxide reads in it.

use std::panic::catch_unwind;

use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::types::{AllowedUpdate, Update, UpdateKind};
use thiserror::Error;

/// The kinds of updates that the bot has an answer to.
pub(super) const KINDS: [AllowedUpdate; 7] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::BusinessMessage,
    AllowedUpdate::EditedBusinessMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::InlineQuery,
    AllowedUpdate::MyChatMember,
];

/// An update as it came, and its number.
#[derive(Debug)]
pub struct Received {
    pub(super) number: u32,
    /// As it came, to be stored.
    pub(super) raw: Box<RawValue>,
    /// `None` if teloxide cannot read it: newer than this version, or broken.
    pub(super) update: Option<Box<Update>>,
}

/// Why the body of a request is no update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoUpdate {
    /// It is no JSON.
    #[error("no JSON")]
    NotJson,
    /// It has no number of an update.
    #[error("no `update_id`")]
    NoNumber,
}

/// What every update has.
#[derive(Debug, Deserialize)]
struct Numbered {
    update_id: u32,
}

/// The kind of an update as it is counted.
pub(super) fn kind(update: Option<&Update>) -> &'static str {
    match update.map(|update| &update.kind) {
        Some(UpdateKind::Message(_)) => "message",
        Some(UpdateKind::EditedMessage(_)) => "edited_message",
        Some(UpdateKind::BusinessMessage(_)) => "business_message",
        Some(UpdateKind::EditedBusinessMessage(_)) => "edited_business_message",
        Some(UpdateKind::CallbackQuery(_)) => "callback_query",
        Some(UpdateKind::InlineQuery(_)) => "inline_query",
        Some(UpdateKind::MyChatMember(_)) => "my_chat_member",
        Some(UpdateKind::Error(_)) | None => "unreadable",
        Some(_) => "other",
    }
}

/// Reads the body of a request to the webhook, whoever sent it.
///
/// # Errors
///
/// If it is no update. What is one and cannot be read further is none of these: it is taken, so that
/// it does not come again.
pub fn read_webhook_body(body: &[u8]) -> Result<Received, NoUpdate> {
    let raw = serde_json::from_slice(body).map_err(|_| NoUpdate::NotJson)?;
    receive(raw)
}

/// The update in a piece of JSON, read if it can be.
pub(super) fn receive(raw: Box<RawValue>) -> Result<Received, NoUpdate> {
    // A list is read as an object whose names are left out, which an update is not.
    let is_object = raw.get().starts_with('{');
    let numbered = serde_json::from_str(raw.get()).ok().filter(|_| is_object);
    let numbered: Numbered = numbered.ok_or(NoUpdate::NoNumber)?;
    Ok(Received {
        number: numbered.update_id,
        update: read(raw.get()),
        raw,
    })
}

/// An update, if teloxide can read it. What one update does to its reader does not end the process.
pub(super) fn read(raw: &str) -> Option<Box<Update>> {
    catch_unwind(|| parse(raw)).unwrap_or_default()
}

fn parse(raw: &str) -> Option<Box<Update>> {
    // teloxide leaves out media whose type Telegram does not name, and the words below them with it.
    let lacks_type = raw.contains("\"caption\"") && !raw.contains("\"mime_type\"");
    if !lacks_type {
        return serde_json::from_str(raw).ok();
    }
    let mut update: serde_json::Value = serde_json::from_str(raw).ok()?;
    for message in update.as_object_mut()?.values_mut() {
        for kind in ["animation", "audio", "document", "video", "voice"] {
            if let Some(media) = message
                .get_mut(kind)
                .and_then(|media| media.as_object_mut())
            {
                media.insert("mime_type".to_owned(), UNKNOWN_TYPE.into());
            }
        }
    }
    // teloxide reads updates from text alone.
    serde_json::from_str(&update.to_string()).ok()
}

/// The type of data that nobody knows more of.
const UNKNOWN_TYPE: &str = "application/octet-stream";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_below_a_video_without_a_type_are_read() {
        let raw = r#"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private","first_name":"Ann"},"video":{"file_id":"1","file_unique_id":"1","width":1,"height":1,"duration":1},"caption":"my face is bleeding"}}"#;
        let update = read(raw).unwrap();
        let teloxide::types::UpdateKind::Message(message) = update.kind else {
            panic!("no message");
        };
        assert_eq!(message.caption(), Some("my face is bleeding"));
    }

    #[test]
    fn what_is_no_update_is_told_apart() {
        let failure = |body: &[u8]| read_webhook_body(body).unwrap_err();
        for body in ["", "{", "{}{}", "\u{feff}{}"] {
            assert_eq!(failure(body.as_bytes()), NoUpdate::NotJson, "{body:?}");
        }
        assert_eq!(failure(b"{\"update_id\":\xff}"), NoUpdate::NotJson);
        for body in [
            "{}",
            "[]",
            "7",
            "[7]",
            r#"{"update_id":-1}"#,
            r#"{"update_id":"7"}"#,
        ] {
            assert_eq!(failure(body.as_bytes()), NoUpdate::NoNumber, "{body}");
        }
        let deep = format!("{{\"update_id\":7,\"message\":{}", "[".repeat(100_000));
        assert_eq!(failure(deep.as_bytes()), NoUpdate::NotJson);
    }

    #[test]
    fn what_cannot_be_read_further_is_taken_all_the_same() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        for message in ["{}", "null", r#"{"caption":1}"#, &deep] {
            let body = format!(r#"{{"update_id":7,"message":{message}}}"#);
            let received = read_webhook_body(body.as_bytes()).unwrap();
            assert_eq!(received.number, 7);
            assert_eq!(received.raw.get(), body);
        }
    }
}
