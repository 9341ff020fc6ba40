//! What people send beside text.

use serde_json::{Value, json};

use super::chat::Chat;
use super::received::Received;

fn file(kind: &str) -> Value {
    json!({ "file_id": format!("{kind}-file"), "file_unique_id": format!("{kind}-unique"), "file_size": 9000 })
}

fn with(kind: &str, more: &Value) -> Value {
    let mut file = file(kind);
    for (name, value) in more.as_object().into_iter().flatten() {
        file[name.as_str()] = value.clone();
    }
    file
}

fn captioned(mut fields: Value, caption: &str) -> Value {
    if !caption.is_empty() {
        fields["caption"] = caption.into();
    }
    fields
}

impl Chat {
    /// Sends a photo; an empty caption is none.
    pub(crate) async fn sends_photo(&self, caption: &str) -> Received {
        let photo = with("photo", &json!({ "width": 90, "height": 90 }));
        self.sends(captioned(json!({ "photo": [photo] }), caption))
            .await
    }

    /// Sends a video; an empty caption is none.
    pub(crate) async fn sends_video(&self, caption: &str) -> Received {
        let video = with(
            "video",
            &json!({ "width": 90, "height": 90, "duration": 3 }),
        );
        self.sends(captioned(json!({ "video": video }), caption))
            .await
    }

    /// Sends a document; an empty caption is none.
    pub(crate) async fn sends_document(&self, caption: &str) -> Received {
        let document = with("document", &json!({ "file_name": "a.pdf" }));
        self.sends(captioned(json!({ "document": document }), caption))
            .await
    }

    /// Sends a voice message.
    pub(crate) async fn sends_voice(&self) -> Received {
        let voice = with("voice", &json!({ "duration": 3, "mime_type": "audio/ogg" }));
        self.sends(json!({ "voice": voice })).await
    }

    /// Sends a sticker.
    pub(crate) async fn sends_sticker(&self) -> Received {
        let sticker = with(
            "sticker",
            &json!({
                "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false,
                "emoji": "👍", "set_name": "thumbs",
            }),
        );
        self.sends(json!({ "sticker": sticker })).await
    }

    /// Sends a location.
    pub(crate) async fn sends_location(&self) -> Received {
        self.sends(json!({ "location": { "latitude": 48.2, "longitude": 16.37 } }))
            .await
    }

    /// Sends a contact.
    pub(crate) async fn sends_contact(&self) -> Received {
        self.sends(json!({ "contact": { "phone_number": "+431", "first_name": "Carl" } }))
            .await
    }

    /// Sends a poll.
    pub(crate) async fn sends_poll(&self) -> Received {
        let option = |text: &str| json!({ "persistent_id": text, "text": text, "voter_count": 0 });
        self.sends(json!({ "poll": {
            "id": "1", "question": "Which?", "options": [option("this"), option("that")],
            "total_voter_count": 0, "is_closed": false, "is_anonymous": true, "type": "regular",
            "allows_multiple_answers": false,
            "allows_revoting": true, "members_only": false,
        } }))
        .await
    }
}
