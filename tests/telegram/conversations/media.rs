//! Photos, voice and the like.

use serde_json::json;

use crate::conversations::{DURATION, PAIN, WARNING_SIGNS};
use crate::script::{Chat, contains, starts_with};

#[tokio::test]
async fn photo_cannot_be_judged_but_there_is_when_to_see_somebody() {
    let chat = Chat::private("Ann").await;
    let photo = chat.sends_photo("").await;
    let got = chat.gets(starts_with("Sorry, I can't judge photos.")).await;
    assert!(got.text().contains("When to see somebody:"));
    assert_eq!(got.replies_to(), Some(photo.id()));
    chat.buttons([WARNING_SIGNS]);
    chat.gets_nothing().await;
}

#[tokio::test]
async fn everything_else_gets_one_line_and_is_not_downloaded() {
    let chat = Chat::private("Ann").await;
    let line = "Sorry, I can read text only. Please write your question in words.";
    chat.sends_voice().await;
    chat.gets(line).await;
    chat.sends_sticker().await;
    chat.gets(line).await;
    chat.sends_location().await;
    chat.gets(line).await;
    chat.sends_contact().await;
    chat.gets(line).await;
    chat.sends_poll().await;
    chat.gets(line).await;
    chat.sends_video("").await;
    chat.gets(line).await;
    chat.sends_document("").await;
    chat.gets(line).await;
    chat.sends(json!({ "something_of_tomorrow": { "x": 1 } }))
        .await;
    chat.gets(line).await;
    let dice = json!({ "dice": { "emoji": "🎲", "value": 3 } });
    chat.sends(dice).await;
    chat.gets(line).await;
    chat.gets_nothing().await;
    assert!(chat.world().requests("getFile").is_empty());
}

#[tokio::test]
async fn caption_is_a_question() {
    let chat = Chat::private("Ann").await;
    let photo = chat.sends_photo("does it hurt?").await;
    let got = chat.gets(contains(PAIN.1)).await;
    assert_eq!(got.replies_to(), Some(photo.id()));
    chat.edits_message(&photo, "how long does the appointment take?")
        .await;
    chat.last_message_became(contains(DURATION.1)).await;
    let animation = json!({
        "file_id": "a", "file_unique_id": "a", "width": 9, "height": 9, "duration": 3,
        "mime_type": "video/mp4",
    });
    chat.sends(
        json!({ "animation": animation, "document": animation, "caption": "does it hurt?" }),
    )
    .await;
    chat.gets(contains(PAIN.1)).await;
    chat.sends_document("/about").await;
    chat.gets(starts_with("Microneedling questions")).await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn service_messages_are_met_with_silence() {
    let chat = Chat::private("Ann").await;
    for fields in [
        json!({ "message_auto_delete_timer_changed": { "message_auto_delete_time": 60 } }),
        json!({ "write_access_allowed": {} }),
    ] {
        chat.sends(fields).await;
    }
    chat.gets_nothing().await;
}
