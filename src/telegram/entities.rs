//! What marks parts of a text must lie within it: teloxide panics on marks that do not.

use teloxide::types::{
    MaybeInaccessibleMessage, MediaKind, Message, MessageEntity, MessageKind, Update, UpdateKind,
};

/// Drops every mark that lies outside of its text or cuts a character: of an update's message, or of
/// the question that is answered by the message on which a button was tapped.
pub(super) fn mend(update: &mut Update) {
    match &mut update.kind {
        UpdateKind::Message(message)
        | UpdateKind::EditedMessage(message)
        | UpdateKind::BusinessMessage(message)
        | UpdateKind::EditedBusinessMessage(message) => mend_message(message),
        UpdateKind::CallbackQuery(query) => {
            if let Some(MaybeInaccessibleMessage::Regular(message)) = &mut query.message
                && let MessageKind::Common(common) = &mut message.kind
                && let Some(question) = &mut common.reply_to_message
            {
                mend_message(question);
            }
        }
        _ => {}
    }
}

fn mend_message(message: &mut Message) {
    let Some((text, entities)) = marked(message) else {
        return;
    };
    if entities.is_empty() {
        return;
    }
    // Marks are counted in UTF-16.
    let mut end = 0;
    let mut bounds = vec![0];
    bounds.extend(text.chars().map(|char| {
        end += char.len_utf16();
        end
    }));
    entities.retain(|entity| {
        let is_bound = |at: usize| bounds.binary_search(&at).is_ok();
        let end = entity.offset.checked_add(entity.length);
        is_bound(entity.offset) && end.is_some_and(is_bound)
    });
}

/// The text or caption of a message, and its marks.
fn marked(message: &mut Message) -> Option<(&str, &mut Vec<MessageEntity>)> {
    let MessageKind::Common(common) = &mut message.kind else {
        return None;
    };
    let (caption, entities) = match &mut common.media_kind {
        MediaKind::Text(text) => return Some((&text.text, &mut text.entities)),
        MediaKind::Animation(media) => (&media.caption, &mut media.caption_entities),
        MediaKind::Audio(media) => (&media.caption, &mut media.caption_entities),
        MediaKind::Document(media) => (&media.caption, &mut media.caption_entities),
        MediaKind::Photo(media) => (&media.caption, &mut media.caption_entities),
        MediaKind::Video(media) => (&media.caption, &mut media.caption_entities),
        MediaKind::Voice(media) => (&media.caption, &mut media.caption_entities),
        _ => return None,
    };
    Some((caption.as_deref()?, entities))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn kept(offset: u64, length: u64) -> usize {
        let entity = json!({ "type": "bold", "offset": offset, "length": length });
        let chat = json!({ "id": 1, "type": "private", "first_name": "Ann" });
        let message = |fields: Value| {
            let mut message = json!({ "message_id": 1, "date": 1, "chat": chat });
            for (name, value) in fields.as_object().unwrap() {
                message[name.as_str()] = value.clone();
            }
            let update = json!({ "update_id": 1, "message": message });
            let mut update: Update = serde_json::from_str(&update.to_string()).unwrap();
            mend(&mut update);
            let UpdateKind::Message(message) = update.kind else {
                panic!("no message");
            };
            message
        };
        let text = message(json!({ "text": "a😀", "entities": [entity] }));
        let photo = json!([{ "file_id": "1", "file_unique_id": "1", "file_size": 1, "width": 1, "height": 1 }]);
        let photo =
            message(json!({ "photo": photo, "caption": "a😀", "caption_entities": [entity] }));
        let texts = text.parse_entities().unwrap().len();
        assert_eq!(photo.parse_caption_entities().unwrap().len(), texts);
        texts
    }

    #[test]
    fn question_of_a_tapped_message_is_mended_too() {
        let chat = json!({ "id": 1, "type": "private", "first_name": "Ann" });
        let from = json!({ "id": 1, "is_bot": false, "first_name": "Ann" });
        let entity = json!({ "type": "bold", "offset": 1, "length": 1 });
        let question = json!({ "message_id": 1, "date": 1, "chat": chat, "from": from,
            "text": "a😀", "entities": [entity] });
        let message = json!({ "message_id": 2, "date": 1, "chat": chat, "text": "which?",
            "reply_to_message": question });
        let query = json!({ "id": "1", "from": from, "chat_instance": "1", "data": "n",
            "message": message });
        let update = json!({ "update_id": 1, "callback_query": query });
        let mut update: Update = serde_json::from_str(&update.to_string()).unwrap();
        mend(&mut update);
        let UpdateKind::CallbackQuery(query) = update.kind else {
            panic!("no query");
        };
        let message = query.message.unwrap();
        let question = message
            .regular_message()
            .unwrap()
            .reply_to_message()
            .unwrap();
        assert_eq!(question.parse_entities().unwrap().len(), 0);
    }

    #[test]
    fn marks_within_the_text_are_kept_and_no_others() {
        assert_eq!(kept(0, 3), 1);
        assert_eq!(kept(1, 2), 1);
        assert_eq!(kept(3, 0), 1);
        assert_eq!(kept(0, 2), 0, "half of a character");
        assert_eq!(kept(2, 1), 0, "half of a character");
        assert_eq!(kept(0, 4), 0);
        assert_eq!(kept(9, 1), 0);
        assert_eq!(kept(u64::MAX, 1), 0);
    }
}
