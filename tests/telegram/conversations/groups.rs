//! Groups: silent unless it is spoken to.

use serde_json::json;

use crate::conversations::{DURATION, HELPFUL, NONSENSE, PAIN};
use crate::script::{Chat, Setup, World, anything, contains, starts_with};

#[tokio::test]
async fn command_with_its_name_is_answered_as_a_reply() {
    let group = Chat::group("Clinic").await;
    let asked = group.says("/start@faq_test_bot pain").await;
    let got = group.gets(contains(PAIN.1)).await;
    assert_eq!(got.replies_to(), Some(asked.id()));
    group.says("/help@FAQ_TEST_BOT").await;
    group.gets(starts_with("Write your question")).await;
    group.says("/nonsense@faq_test_bot").await;
    group
        .gets(starts_with("Sorry, I don't know that command"))
        .await;
}

#[tokio::test]
async fn what_is_not_addressed_to_it_is_met_with_silence() {
    let world = World::start(Setup::default());
    for group in [world.group("Clinic"), world.supergroup("Clinic")] {
        group.says("does it hurt?").await;
        group.says("/help").await;
        group.says("/help@other_bot").await;
        group.says("@other_bot does it hurt?").await;
        group.says("mail me at a@faq_test_bot.example").await;
        group.sends_photo("").await;
        group.sends_photo("does it hurt?").await;
        group.sends_voice().await;
        group.gets_nothing().await;
    }
}

#[tokio::test]
async fn reply_to_it_is_a_question() {
    let group = Chat::group("Clinic").await;
    group.says("/help@faq_test_bot").await;
    let help = group.gets(anything()).await;
    let bob = group.member("Bob");
    let asked = bob.replies(&help, "does it hurt?").await;
    let got = group.gets(contains(PAIN.1)).await;
    assert_eq!(got.replies_to(), Some(asked.id()));
    bob.replies(&got, NONSENSE).await;
    group
        .gets(starts_with("Sorry, I can't answer that one"))
        .await;
    bob.replies(&got, "/help@other_bot").await;
    bob.replies(&asked, "how long does it take?").await;
    group.gets_nothing().await;
}

#[tokio::test]
async fn mention_is_a_question_where_telegram_delivers_it() {
    let group = Chat::group("Clinic").await;
    let asked = group.says("@FAQ_test_bot does it hurt?").await;
    let got = group.gets(starts_with("Does it hurt?\n")).await;
    assert_eq!(got.replies_to(), Some(asked.id()));
    group.says("does it hurt, @faq_test_bot?").await;
    group.gets(contains(PAIN.1)).await;
    group.sends_photo("@faq_test_bot does it hurt?").await;
    group.gets(contains(PAIN.1)).await;
    group.says("@faq_test_bot").await;
    group
        .gets(starts_with("I found no words in that message"))
        .await;
    group.gets_nothing().await;
}

#[tokio::test]
async fn with_privacy_mode_commands_and_replies_remain() {
    let world = World::start(Setup::default().privacy_mode());
    let group = world.supergroup("Clinic");
    group.says("@faq_test_bot does it hurt?").await;
    group.gets_nothing().await;
    group.says("/start@faq_test_bot pain").await;
    let got = group.gets(contains(PAIN.1)).await;
    group
        .replies(&got, "how long does the appointment take?")
        .await;
    group.gets(contains(DURATION.1)).await;
}

#[tokio::test]
async fn edited_question_in_a_group_edits_its_answer() {
    let group = Chat::group("Clinic").await;
    let asked = group.says("@faq_test_bot does it hurt?").await;
    let first = group.gets(contains(PAIN.1)).await;
    group
        .edits_message(&asked, "@faq_test_bot how long does the appointment take?")
        .await;
    let edited = group.gets_edit(contains(DURATION.1)).await;
    assert_eq!(edited.id(), first.id());
    let other = group.says("does it hurt?").await;
    group.edits_message(&other, "does it hurt??").await;
    group.gets_nothing().await;
    group
        .edits_message(&other, "@faq_test_bot does it hurt?")
        .await;
    group.gets(contains(PAIN.1)).await;
}

#[tokio::test]
async fn forum_topic_is_answered_in_the_topic_and_general_without_an_id() {
    let world = World::start(Setup::default());
    let forum = world.forum("Clinic");
    let topic = forum.topic("Pain");
    let asked = topic.says("@faq_test_bot does it hurt?").await;
    let got = topic.gets(contains(PAIN.1)).await;
    assert_eq!(got.topic(), topic.last_message().topic());
    assert!(got.topic().is_some());
    assert_eq!(got.replies_to(), Some(asked.id()));
    topic.taps(DURATION.0).await;
    topic.last_message_became(contains(DURATION.1)).await;
    topic.sees_no_toast().await;
    forum.says("@faq_test_bot does it hurt?").await;
    let got = forum.gets(contains(PAIN.1)).await;
    assert_eq!(got.topic(), None);
    let last = world.requests("sendMessage").pop().expect("a message");
    assert!(last.params.get("message_thread_id").is_none());
    topic.gets_nothing().await;
}

#[tokio::test]
async fn thread_of_replies_in_a_group_without_topics_is_no_topic() {
    let world = World::start(Setup::default());
    let group = world.supergroup("Clinic");
    group
        .sends(json!({ "text": "@faq_test_bot does it hurt?", "message_thread_id": 77 }))
        .await;
    let got = group.gets(contains(PAIN.1)).await;
    assert_eq!(got.topic(), None);
}

#[tokio::test]
async fn anonymous_administrator_is_answered() {
    let world = World::start(Setup::default());
    let group = world.supergroup("Clinic");
    group.says_anonymously("@faq_test_bot does it hurt?").await;
    group.gets(contains(PAIN.1)).await;
    group.says_anonymously("does it hurt?").await;
    group.gets_nothing().await;
}

#[tokio::test]
async fn channels_bots_and_its_own_inline_messages_are_ignored() {
    let world = World::start(Setup::default());
    let channel = world.channel("News");
    let group = world.supergroup("Discussion");
    channel.says("@faq_test_bot does it hurt?").await;
    channel.says("/help@faq_test_bot").await;
    group
        .receives_post_of(&channel, "@faq_test_bot does it hurt?")
        .await;
    let other = group.other_bot("other");
    other.says("@faq_test_bot does it hurt?").await;
    other.says("/help@faq_test_bot").await;
    let bot = world.state(|state| state.bot_user());
    group
        .sends(json!({ "text": "@faq_test_bot does it hurt?", "via_bot": bot }))
        .await;
    group.gets_nothing().await;
    channel.stays_silent().await;
    let chat = world.private("Ann");
    chat.sends(json!({ "text": "does it hurt?", "via_bot": bot }))
        .await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn group_that_becomes_a_supergroup_is_answered_on_without_noise() {
    let world = World::start(Setup::default());
    let group = world.group("Clinic");
    let asked = group.says("@faq_test_bot does it hurt?").await;
    group.gets(contains(PAIN.1)).await;
    let new = group.becomes_supergroup().await;
    new.says("@faq_test_bot does it hurt?").await;
    new.gets(contains(PAIN.1)).await;
    // What was still on its way comes out in the new group.
    group.says("@faq_test_bot does it hurt?").await;
    new.gets(contains(PAIN.1)).await;
    group
        .edits_message(&asked, "@faq_test_bot how long does the appointment take?")
        .await;
    new.gets(contains(DURATION.1)).await;
    new.gets_nothing().await;
    let log = world.log();
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
}

#[tokio::test]
async fn removal_makes_no_noise() {
    let world = World::start(Setup::default());
    let group = world.supergroup("Clinic");
    group.adds_the_bot().await;
    group.gets_nothing().await;
    group.says("@faq_test_bot does it hurt?").await;
    group.gets(contains(PAIN.1)).await;
    group.removes_the_bot().await;
    // Messages from before it are still on their way.
    group.says("@faq_test_bot does it hurt?").await;
    group.taps(HELPFUL).await;
    group.sees_toast("Thank you!").await;
    group.stays_silent().await;
    let (status, log) = world.stops_bot().await;
    assert!(status.is_some_and(|status| status.success()));
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
}

#[tokio::test]
async fn being_blocked_makes_no_noise() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.blocks_the_bot().await;
    chat.says("how long does it take?").await;
    chat.edits("what is microneedling?").await;
    chat.world()
        .until("both are refused", |state| {
            let refused = state.requests.iter().filter(|r| r.status == 403);
            refused.count() == 2
        })
        .await;
    chat.stays_silent().await;
    let log = chat.world().log();
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
    chat.unblocks_the_bot().await;
    chat.says("/about").await;
    chat.gets(starts_with("Microneedling questions")).await;
}
