//! Editing a question.

use crate::conversations::folder::{folder, topic};
use crate::conversations::{CLARIFY, DURATION, HELPFUL, PAIN, UNSURE, WHICH_ROLLER};
use crate::script::{Chat, Setup, anything, contains, starts_with};

#[tokio::test]
async fn edited_question_edits_its_answer() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    let first = chat.gets(contains(PAIN.1)).await;
    chat.edits("how long does the appointment take?").await;
    let edited = chat.last_message_became(contains(DURATION.1)).await;
    assert_eq!(edited.id(), first.id());
    assert!(edited.buttons().contains(&HELPFUL));
    chat.gets_nothing().await;
}

#[tokio::test]
async fn older_question_edits_its_own_answer() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says("does it hurt?").await;
    let first = chat.gets(contains(PAIN.1)).await;
    chat.says("what is microneedling?").await;
    chat.gets(anything()).await;
    chat.edits_message(&asked, "how long does the appointment take?")
        .await;
    let edited = chat.gets_edit(contains(DURATION.1)).await;
    assert_eq!(edited.id(), first.id());
    chat.gets_nothing().await;
}

#[tokio::test]
async fn edit_that_changes_nothing_makes_no_call() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(anything()).await;
    chat.edits("does it hurt?").await;
    chat.edits("Does it hurt??").await;
    chat.gets_nothing().await;
    assert!(chat.world().requests("editMessageText").is_empty());
}

#[tokio::test]
async fn edit_that_changes_nothing_does_not_undo_a_choice() {
    let chat = Chat::private("Ann").await;
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    chat.taps(WHICH_ROLLER).await;
    chat.last_message_became(starts_with(WHICH_ROLLER)).await;
    chat.sees_no_toast().await;
    chat.edits(UNSURE).await;
    chat.gets_nothing().await;
    assert_eq!(chat.world().requests("editMessageText").len(), 1);
}

#[tokio::test]
async fn edit_after_a_choice_edits_what_was_chosen() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says(UNSURE).await;
    let choices = chat.gets(CLARIFY).await;
    chat.taps(WHICH_ROLLER).await;
    chat.last_message_became(starts_with(WHICH_ROLLER)).await;
    chat.sees_no_toast().await;
    chat.edits_message(&asked, "does it hurt?").await;
    let edited = chat.gets_edit(contains(PAIN.1)).await;
    assert_eq!(edited.id(), choices.id());
}

#[tokio::test]
async fn answer_that_is_gone_is_sent_once_more() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says("does it hurt?").await;
    let first = chat.gets(contains(PAIN.1)).await;
    chat.deletes(&first);
    chat.edits("how long does the appointment take?").await;
    let second = chat.gets(contains(DURATION.1)).await;
    assert_eq!(second.replies_to(), Some(asked.id()));
    chat.edits("does it hurt?").await;
    chat.last_message_became(contains(PAIN.1)).await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn answer_of_before_a_restart_is_edited() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.world().stops_bot().await;
    chat.world().starts_bot();
    chat.edits("how long does the appointment take?").await;
    chat.gets_edit(contains(DURATION.1)).await;
    chat.gets_nothing().await;
}

/// A FAQ with an answer of one message and one of two.
async fn long_and_short() -> (tempfile::TempDir, Chat) {
    let faq = folder();
    let long = "word ".repeat(1_000);
    topic(faq.path(), "elephant", "Elephant", "", &long);
    topic(faq.path(), "mouse", "Mouse", "", "Small.");
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    (faq, chat)
}

#[tokio::test]
async fn answer_of_two_messages_shrinks_to_one() {
    let (_faq, chat) = long_and_short().await;
    chat.says("Elephant").await;
    let first = chat.gets(starts_with("Elephant\nword")).await;
    let second = chat.gets(starts_with("word")).await;
    chat.edits("Mouse").await;
    let edited = chat.gets_edit("Mouse\nSmall.").await;
    assert_eq!(edited.id(), first.id());
    assert_eq!(edited.buttons(), ["👍 Helpful", "👎 Not helpful"]);
    chat.loses(&second).await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn answer_of_one_message_grows_to_two() {
    let (_faq, chat) = long_and_short().await;
    chat.says("Mouse").await;
    let first = chat.gets("Mouse\nSmall.").await;
    chat.edits("Elephant").await;
    let edited = chat.gets_edit(starts_with("Elephant\nword")).await;
    assert_eq!(edited.id(), first.id());
    assert!(edited.buttons().is_empty());
    let second = chat.gets(starts_with("word")).await;
    assert_eq!(second.buttons(), ["👍 Helpful", "👎 Not helpful"]);
    chat.gets_nothing().await;
}

#[tokio::test]
async fn answer_whose_first_message_is_gone_is_not_left_upside_down() {
    let faq = folder();
    for (id, title) in [("elephant", "Elephant"), ("giraffe", "Giraffe")] {
        topic(faq.path(), id, title, "", &"word ".repeat(1_000));
    }
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    chat.says("Elephant").await;
    let first = chat.gets(starts_with("Elephant\nword")).await;
    let second = chat.gets(starts_with("word")).await;
    chat.deletes(&first);
    chat.edits("Giraffe").await;
    chat.loses(&second).await;
    chat.gets(starts_with("Giraffe\nword")).await;
    chat.gets(starts_with("word")).await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn tap_below_an_answer_of_two_messages_replaces_both() {
    let faq = folder();
    let long = "word ".repeat(1_000);
    topic(
        faq.path(),
        "elephant",
        "Elephant",
        "related = [\"mouse\"]",
        &long,
    );
    topic(faq.path(), "mouse", "Mouse", "", "Small.");
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    chat.says("Elephant").await;
    let first = chat.gets(starts_with("Elephant\nword")).await;
    let second = chat.gets(starts_with("word")).await;
    chat.taps("Mouse").await;
    let edited = chat.gets_edit("Mouse\nSmall.").await;
    assert_eq!(edited.id(), first.id());
    chat.loses(&second).await;
    chat.sees_no_toast().await;
    chat.gets_nothing().await;
}
