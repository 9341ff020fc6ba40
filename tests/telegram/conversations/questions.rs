//! Asking in a private chat.

use crate::conversations::folder::{folder, topic};
use crate::conversations::{DURATION, FALLBACK, NONSENSE, PAIN};
use crate::fake::faults::Fault;
use crate::fake::refusal::Refusal;
use crate::script::{Chat, Setup, anything, contains, starts_with};

#[tokio::test]
async fn answer_is_one_message_with_title_answer_tips_source_and_buttons() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says("does it hurt?").await;
    let got = chat.gets(starts_with("Does it hurt?\nNo, that is")).await;
    let html = got.html();
    assert!(html.starts_with("<b>Does it hurt?</b>\n"), "{html}");
    assert!(html.contains("<b>No</b>, that is"), "{html}");
    assert!(html.contains("<i>topical anaesthetic</i>"), "{html}");
    for part in [
        "Tips\n• Wear sunscreen",
        "Source: Microneedling – benefits and side effects, “Does it hurt?” · reviewed 20",
        "You may also want to know:",
    ] {
        assert!(got.text().contains(part), "{part:?} in {:?}", got.text());
    }
    chat.buttons([
        "What happens during the treatment?",
        "How long does the appointment take?",
        "Are there side effects?",
        "How long until redness and marks are gone?",
        "👍 Helpful",
        "👎 Not helpful",
    ]);
    assert_eq!(got.replies_to(), Some(asked.id()));
    chat.gets_nothing().await;
}

#[tokio::test]
async fn answer_is_html_without_previews_and_replies_even_to_what_is_gone() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says("does it hurt?").await;
    chat.gets(anything()).await;
    let sent = &chat.world().requests("sendMessage")[0].params;
    assert_eq!(sent["parse_mode"], "HTML");
    assert_eq!(sent["link_preview_options"]["is_disabled"], true);
    assert_eq!(sent["reply_parameters"]["message_id"], asked.id());
    assert_eq!(
        sent["reply_parameters"]["allow_sending_without_reply"],
        true
    );
}

#[tokio::test]
async fn question_that_was_deleted_is_still_answered() {
    let chat = Chat::private("Ann").await;
    chat.world()
        .arm(Fault::slow(std::time::Duration::from_millis(200)).on("sendMessage"));
    let asked = chat.says("does it hurt?").await;
    chat.deletes(&asked);
    let got = chat.gets(contains(PAIN.1)).await;
    assert_eq!(got.replies_to(), None);
}

#[tokio::test]
async fn everything_inserted_is_escaped() {
    let faq = folder();
    topic(
        faq.path(),
        "marks",
        "Is <b> & \"less\" < more?",
        "section = \"<i>One</i> & two\"",
        "Yes: `<script>` &amp; 1 < 2 😀 \\*not bold\\*.",
    );
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    chat.says("Is <b> & \"less\" < more?").await;
    let got = chat
        .gets(starts_with("Is <b> & \"less\" < more?\nYes: "))
        .await;
    assert!(got.text().contains("<script> & 1 < 2 😀 *not bold*."));
    assert!(got.text().contains("“<i>One</i> & two”"));
    assert!(!got.html().contains("<script>"));
}

#[tokio::test]
async fn parse_error_is_answered_once_with_the_same_text_plain() {
    let chat = Chat::private("Ann").await;
    let refusal = Refusal::world(
        400,
        "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
    );
    chat.world()
        .arm(Fault::refused(refusal.clone()).on("sendMessage"));
    chat.says("does it hurt?").await;
    let plain = chat.gets(starts_with("Does it hurt?\nNo, that is")).await;
    assert!(plain.json().get("entities").is_none());
    assert_eq!(plain.buttons().len(), 6);
    chat.says("does it hurt?").await;
    let marked = chat.gets(anything()).await;
    assert_eq!(plain.text(), marked.text());

    // A server that refuses the plain text too is not asked for ever.
    chat.world()
        .arm(Fault::refused(refusal).on("sendMessage").times(2));
    chat.says("does it hurt?").await;
    chat.world().faults_are_spent().await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn parse_error_of_an_edit_is_answered_plain_too() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(anything()).await;
    let refusal = Refusal::world(400, "Bad Request: can't parse entities: x");
    chat.world()
        .arm(Fault::refused(refusal).on("editMessageText"));
    chat.taps(DURATION.0).await;
    let plain = chat.last_message_became(contains(DURATION.1)).await;
    assert!(plain.json().get("entities").is_none());
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn long_answer_is_split_between_paragraphs_and_its_buttons_stand_below() {
    let faq = folder();
    // In UTF-16 units an emoji counts two, so that 2,000 of them fill a message.
    let body = format!("{}\n\n{}", "😀".repeat(1_900), "word ".repeat(300).trim());
    topic(faq.path(), "long", "The long one", "", &body);
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    let asked = chat.says("The long one").await;
    let first = chat.gets(starts_with("The long one\n😀")).await;
    assert!(first.text().trim_end().ends_with('😀'));
    assert!(first.buttons().is_empty());
    let second = chat.gets(starts_with("word word")).await;
    assert_eq!(second.buttons(), ["👍 Helpful", "👎 Not helpful"]);
    // So that a button knows its question.
    assert_eq!(first.replies_to(), Some(asked.id()));
    assert_eq!(second.replies_to(), Some(asked.id()));
}

#[tokio::test]
async fn question_that_has_no_answer_is_told_so_with_topics() {
    let chat = Chat::private("Ann").await;
    chat.says(NONSENSE).await;
    let got = chat.gets(starts_with(FALLBACK)).await;
    assert!(got.buttons().contains(&PAIN.0), "{:?}", got.buttons());
    assert!(!got.buttons().contains(&"👍 Helpful"));
    chat.says("🙂").await;
    chat.gets(starts_with("I found no words in that message."))
        .await;
    chat.says("Price?").await;
    chat.gets(starts_with("Price and payment\n")).await;
}

#[tokio::test]
async fn texts_of_all_planes_are_answered() {
    let chat = Chat::with(Setup::default().env("FLOOD_BURST", 100), "Ann").await;
    for text in [
        "\u{202e}does it hurt\u{202c}",
        "𝒹𝑜𝑒𝓈 𝒾𝓉 𝒽𝓊𝓇𝓉",
        "👩‍👩‍👧‍👦👍🏽",
        "больно ли это",
        "\u{10ffff}\u{e000}",
        "هل يؤلم",
        "a\u{301}\u{301}\u{301}",
        "<b>does it hurt</b> & \0?",
    ] {
        let asked = chat.says(text).await;
        let got = chat.gets(anything()).await;
        assert_eq!(got.replies_to(), Some(asked.id()), "{text:?}");
    }
    let long = "does it hurt ".repeat(315);
    chat.says(long).await;
    chat.gets(anything()).await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn what_a_person_writes_is_not_logged() {
    let chat = Chat::with(Setup::default().env("RUST_LOG", "info"), "Ann").await;
    chat.says("does it hurt, asks Rumpelstiltskin").await;
    chat.gets(anything()).await;
    let (_, log) = chat.world().stops_bot().await;
    assert!(!log.contains("Rumpelstiltskin"), "{log}");
    assert!(log.contains("since the start: "), "{log}");
}
