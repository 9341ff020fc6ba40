//! Danger signs: the safety notice comes before anything else, on every path.

use crate::conversations::{DANGER, NOTICE, PAIN, WARNING_SIGNS};
use crate::script::{Chat, Setup, World, anything, contains, starts_with};

#[tokio::test]
async fn text() {
    let chat = Chat::private("Ann").await;
    chat.says(DANGER).await;
    let got = chat.gets(starts_with(NOTICE)).await;
    assert!(got.text().contains("112 in Europe"));
    // Whoever may be in danger is not asked what the answer was worth.
    assert!(!got.buttons().contains(&"👍 Helpful"));
    assert!(!got.text().contains("Tips"));
}

#[tokio::test]
async fn text_with_an_everyday_question_beside() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt? also it won't stop bleeding").await;
    chat.gets(starts_with(NOTICE)).await;
}

#[tokio::test]
async fn edited_text() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.edits(DANGER).await;
    chat.last_message_became(starts_with(NOTICE)).await;
}

#[tokio::test]
async fn caption_and_edited_caption() {
    let chat = Chat::private("Ann").await;
    chat.sends_photo(DANGER).await;
    chat.gets(starts_with(NOTICE)).await;
    let photo = chat.sends_photo("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.edits_message(&photo, DANGER).await;
    chat.last_message_became(starts_with(NOTICE)).await;
}

#[tokio::test]
async fn button() {
    let chat = Chat::private("Ann").await;
    chat.says("are there side effects?").await;
    chat.gets(anything()).await;
    chat.taps(WARNING_SIGNS).await;
    chat.last_message_became(starts_with(NOTICE)).await;
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn button_below_a_photo() {
    let chat = Chat::private("Ann").await;
    chat.sends_photo("").await;
    chat.gets(starts_with("Sorry, I can't judge photos.")).await;
    chat.taps(WARNING_SIGNS).await;
    chat.last_message_became(starts_with(NOTICE)).await;
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn deep_link() {
    let chat = Chat::private("Ann").await;
    chat.says("/start warning-signs").await;
    chat.gets(starts_with(NOTICE)).await;
}

#[tokio::test]
async fn inline() {
    let chat = Chat::private("Ann").await;
    for query in [DANGER, "it bleeds and does it hurt"] {
        let results = chat.asks_inline(query).await;
        assert_eq!(results.titles()[0], WARNING_SIGNS, "{query}");
        for result in results.all() {
            let text = result["input_message_content"]["message_text"].as_str();
            let text = text.unwrap_or_default();
            assert!(
                text.starts_with(&format!("<b>{}", &NOTICE[..20])),
                "{query}: {text}"
            );
        }
    }
}

#[tokio::test]
async fn group_and_business() {
    let world = World::start(Setup::default());
    let group = world.supergroup("Clinic");
    group.says(format!("@faq_test_bot {DANGER}")).await;
    group.gets(starts_with(NOTICE)).await;
    let business = world.business("Olga", true);
    let customer = business.customer("Ann");
    customer.says(DANGER).await;
    customer.gets(starts_with(NOTICE)).await;
}
