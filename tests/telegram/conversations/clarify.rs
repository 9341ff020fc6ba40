//! "Did you mean": choices as buttons.

use crate::conversations::folder::{copy_of_shipped, without_topic};
use crate::conversations::{CLARIFY, DURATION, PAIN, UNSURE, WHICH_ROLLER};
use crate::script::{Chat, Setup, anything, contains, starts_with};

#[tokio::test]
async fn candidates_are_buttons_and_a_tap_turns_the_message_into_the_answer() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    let buttons = chat.last_message().buttons().join("\n");
    assert!(buttons.contains(WHICH_ROLLER), "{buttons}");
    assert!(buttons.ends_with("None of these"), "{buttons}");
    chat.taps(WHICH_ROLLER).await;
    let answer = chat.last_message_became(starts_with(WHICH_ROLLER)).await;
    assert!(answer.html().starts_with(&format!("<b>{WHICH_ROLLER}</b>")));
    assert!(answer.buttons().contains(&"👍 Helpful"));
    chat.sees_no_toast().await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn new_question_in_place_of_a_choice_is_answered_afresh() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    let choices = chat.gets(CLARIFY).await;
    chat.says("does it hurt?").await;
    let got = chat.gets(contains(PAIN.1)).await;
    assert_ne!(got.id(), choices.id());
    // The old choices still work.
    chat.taps_on(&choices, WHICH_ROLLER).await;
    let edited = chat.gets_edit(starts_with(WHICH_ROLLER)).await;
    assert_eq!(edited.id(), choices.id());
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn none_of_these_tells_how_to_ask_and_offers_topics() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    chat.taps("None of these").await;
    chat.last_message_became(starts_with(
        "Please try other words: one short question works best.",
    ))
    .await;
    chat.sees_no_toast().await;
    chat.taps(PAIN.0).await;
    chat.last_message_became(contains(PAIN.1)).await;
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn related_question_is_shown_in_the_same_message() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(anything()).await;
    chat.taps(DURATION.0).await;
    chat.last_message_became(contains(DURATION.1)).await;
    chat.sees_no_toast().await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn button_of_an_entry_since_removed_says_so_and_offers_topics() {
    let faq = copy_of_shipped();
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    chat.world().stops_bot().await;
    without_topic(faq.path(), "derma-roller-which");
    chat.world().starts_bot();
    chat.taps(WHICH_ROLLER).await;
    let said = chat
        .last_message_became(starts_with("Sorry, that choice is no longer there"))
        .await;
    assert!(said.buttons().contains(&PAIN.0), "{:?}", said.buttons());
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn two_quick_taps_do_no_harm() {
    let chat = Chat::private("Ann").await;
    // The server calls it a broken rule; the bot cannot know.
    chat.world().allows("message is not modified");
    chat.says(UNSURE).await;
    let choices = chat.gets(CLARIFY).await;
    chat.taps_on(&choices, WHICH_ROLLER).await;
    chat.taps_on(&choices, WHICH_ROLLER).await;
    chat.last_message_became(starts_with(WHICH_ROLLER)).await;
    chat.sees_no_toast().await;
    chat.sees_no_toast().await;
    chat.gets_nothing().await;
    assert!(!chat.world().log().contains("WARN"));
}

#[tokio::test]
async fn forged_data_is_answered_kindly_and_changes_nothing() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    for data in [
        "",
        "x",
        "e:",
        "e:../../etc/passwd",
        "p:-1",
        "b:1",
        "h:<b>",
        "\u{0}\u{1f600}",
    ] {
        chat.taps_data(data).await;
        chat.sees_toast("Sorry, that choice is no longer there.")
            .await;
    }
    chat.gets_nothing().await;
    // What is well formed and leads nowhere is like a button of a removed entry.
    chat.taps_data("e:no-such-entry").await;
    chat.sees_no_toast().await;
    chat.gets_edit(starts_with("Sorry, that choice is no longer there"))
        .await;
    chat.taps_data("p:9999").await;
    chat.sees_no_toast().await;
    chat.gets_edit("You can ask about:").await;
}

#[tokio::test]
async fn button_on_a_message_out_of_reach_says_so() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    let choices = chat.gets(CLARIFY).await;
    chat.taps_inaccessible(&choices, WHICH_ROLLER).await;
    chat.sees_toast("Sorry, that choice is no longer there.")
        .await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn choice_whose_message_is_gone_is_sent_as_a_reply() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says(UNSURE).await;
    let choices = chat.gets(CLARIFY).await;
    chat.world().arm(
        crate::fake::faults::Fault::refused(crate::fake::refusal::Refusal::world(
            400,
            "Bad Request: message to edit not found",
        ))
        .on("editMessageText"),
    );
    chat.taps_on(&choices, WHICH_ROLLER).await;
    let got = chat.gets(starts_with(WHICH_ROLLER)).await;
    assert_eq!(got.replies_to(), Some(asked.id()));
    chat.sees_no_toast().await;
}
