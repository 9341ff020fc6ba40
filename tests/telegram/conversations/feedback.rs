//! Helpful or not.

use crate::conversations::folder::{copy_of_shipped, without_topic};
use crate::conversations::{CLARIFY, DURATION, HELPFUL, NOT_HELPFUL, PAIN, UNSURE};
use crate::script::{Chat, Setup, anything, contains};

/// What the bot counted, from its last line.
async fn counted(chat: &Chat) -> String {
    let (status, log) = chat.world().stops_bot().await;
    assert!(status.is_some_and(|status| status.success()), "{log}");
    let line = log.lines().find(|line| line.contains("since the start:"));
    let line = line.unwrap_or_else(|| panic!("no counts in {log}"));
    line.split_once("; ").expect("feedback").1.to_owned()
}

#[tokio::test]
async fn helpful_thanks_removes_the_buttons_and_is_counted() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    let got = chat.gets(contains(PAIN.1)).await;
    assert_eq!(got.rows().last().unwrap(), &[HELPFUL, NOT_HELPFUL]);
    chat.taps(HELPFUL).await;
    let edited = chat.last_message_became(contains(PAIN.1)).await;
    chat.sees_toast("Thank you!").await;
    // What is related stays.
    assert_eq!(edited.buttons(), got.buttons()[..4]);
    chat.gets_nothing().await;
    let counted = counted(&chat).await;
    assert_eq!(counted, "helpful 1, not helpful 0; pain: helpful 1");
}

#[tokio::test]
async fn not_helpful_asks_why() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.taps(NOT_HELPFUL).await;
    let edited = chat.last_message_became(contains(PAIN.1)).await;
    chat.sees_toast("What was wrong with the answer?").await;
    assert_eq!(
        edited.buttons()[4..],
        ["Wrong topic", "Does not answer it", "Unclear"]
    );
    chat.taps("Unclear").await;
    let edited = chat.last_message_became(contains(PAIN.1)).await;
    chat.sees_toast("Thank you!").await;
    assert_eq!(edited.buttons().len(), 4);
    chat.gets_nothing().await;
    assert_eq!(
        counted(&chat).await,
        "helpful 0, not helpful 1; pain: not helpful 1; pain: unclear 1"
    );
}

#[tokio::test]
async fn each_reason_is_counted_as_what_it_is() {
    let chat = Chat::private("Ann").await;
    for reason in ["Wrong topic", "Does not answer it"] {
        chat.says("does it hurt?").await;
        chat.gets(contains(PAIN.1)).await;
        chat.taps(NOT_HELPFUL).await;
        chat.last_message_became(anything()).await;
        chat.sees_toast(anything()).await;
        chat.taps(reason).await;
        chat.last_message_became(anything()).await;
        chat.sees_toast("Thank you!").await;
    }
    assert_eq!(
        counted(&chat).await,
        "helpful 0, not helpful 2; pain: does not answer 1; pain: not helpful 2; pain: wrong topic 1"
    );
}

#[tokio::test]
async fn several_taps_on_one_answer_count_once() {
    let chat = Chat::private("Ann").await;
    // The bot cannot know that its first edit arrives before its second.
    chat.world().allows("message is not modified");
    chat.says("does it hurt?").await;
    let got = chat.gets(contains(PAIN.1)).await;
    for _ in 0..3 {
        chat.taps_on(&got, HELPFUL).await;
    }
    for _ in 0..3 {
        chat.sees_toast("Thank you!").await;
    }
    chat.gets_edit(anything()).await;
    // Late, and when the button is long gone.
    chat.taps_on(&got, HELPFUL).await;
    chat.sees_toast("Thank you!").await;
    chat.taps_on(&got, NOT_HELPFUL).await;
    chat.sees_toast(anything()).await;
    chat.gets_nothing().await;
    assert_eq!(
        counted(&chat).await,
        "helpful 1, not helpful 0; pain: helpful 1"
    );
}

#[tokio::test]
async fn answers_in_the_same_message_are_judged_apart() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.taps(HELPFUL).await;
    chat.last_message_became(anything()).await;
    chat.sees_toast("Thank you!").await;
    chat.taps(DURATION.0).await;
    chat.last_message_became(contains(DURATION.1)).await;
    chat.sees_no_toast().await;
    chat.taps(HELPFUL).await;
    chat.last_message_became(anything()).await;
    chat.sees_toast("Thank you!").await;
    assert_eq!(
        counted(&chat).await,
        "helpful 2, not helpful 0; duration: helpful 1; pain: helpful 1"
    );
}

#[tokio::test]
async fn forged_feedback_is_not_counted() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    for data in ["h:pain", "u:pain", "w:pain", "h:no-such-entry"] {
        chat.taps_data(data).await;
        chat.sees_toast(anything()).await;
    }
    chat.gets_nothing().await;
    assert_eq!(counted(&chat).await, "helpful 0, not helpful 0");
}

#[tokio::test]
async fn feedback_on_an_entry_since_removed_is_thanked_for() {
    let faq = copy_of_shipped();
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.world().stops_bot().await;
    without_topic(faq.path(), "pain");
    chat.world().starts_bot();
    chat.taps(HELPFUL).await;
    chat.sees_toast("Thank you!").await;
    let edited = chat.last_message_became(anything()).await;
    assert!(!edited.buttons().contains(&HELPFUL));
    assert_eq!(counted(&chat).await, "helpful 0, not helpful 0");
}

#[tokio::test]
async fn feedback_on_a_message_out_of_reach_is_answered_kindly() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    let got = chat.gets(contains(PAIN.1)).await;
    chat.taps_inaccessible(&got, HELPFUL).await;
    chat.sees_toast("Sorry, that choice is no longer there.")
        .await;
    chat.gets_nothing().await;
}
