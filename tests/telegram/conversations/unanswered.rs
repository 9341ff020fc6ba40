//! What people ask in vain is kept, and shown to operators beside the running bot.

use std::process::Command;
use std::sync::Arc;

use serde_json::Value;

use super::folder::{copy_of_shipped, topic, without_topic};
use crate::conversations::{CLARIFY, DURATION, FALLBACK, NOT_HELPFUL, PAIN, UNSURE};
use crate::script::{Chat, Setup, World, anything, contains, logged, starts_with};

/// Nobody ever asked these.
const ODD: &str = "is xylophonium allowed near quokkas";
const ODD_TOO: &str = "are trombones contagious to marzipan";

/// The questions that operators see, if so many people must have asked alike.
fn shown(world: &World, min_askers: u32) -> Vec<Value> {
    let data = world.data();
    let home = data.parent().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .args(["unanswered", "--format", "json"])
        .env_clear()
        .current_dir(home)
        .env("FAQ_DIR", concat!(env!("CARGO_MANIFEST_DIR"), "/faq"))
        .env("DATA_DIR", &data)
        .env("STORAGE_KEY_FILE", home.join("storage.key"))
        .env("UNANSWERED_MIN_ASKERS", min_askers.to_string())
        .output()
        .expect("the program");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let mut record: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    match record["questions"].take() {
        Value::Array(questions) => questions,
        other => panic!("{other}"),
    }
}

/// Each question with how often it was asked, by how many, and why it counts as not answered.
fn told(world: &World, min_askers: u32) -> Vec<String> {
    let questions = shown(world, min_askers);
    let told = |question: &Value| {
        let text = question["text"].as_str().expect("a text");
        format!(
            "{text}: {} by {} {}",
            question["count"], question["askers"], question["why"]
        )
    };
    questions.iter().map(told).collect()
}

async fn asks_in_vain(chat: &Chat, text: &str) {
    chat.says(text).await;
    chat.gets(starts_with(FALLBACK)).await;
}

#[tokio::test]
async fn question_is_shown_once_two_people_asked_alike() {
    let world = World::start(Setup::default());
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    asks_in_vain(&ann, ODD).await;
    asks_in_vain(&ann, "is xylofonium allowed near quokkas?").await;
    world.all_is_confirmed().await;
    assert!(told(&world, 2).is_empty(), "one person");
    assert_eq!(shown(&world, 1)[0]["count"], 2);
    asks_in_vain(
        &bob,
        "Hello, I'm Oluwaseun. Is xylophonium allowed near quokkas",
    )
    .await;
    asks_in_vain(&bob, ODD_TOO).await;
    world.all_is_confirmed().await;
    let found = shown(&world, 2);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&found[0]["count"], &found[0]["askers"]),
        (&3.into(), &2.into())
    );
    let texts = found[0]["texts"].to_string();
    assert!(texts.contains("Hello, I'm ___. Is xylophonium"), "{texts}");
    assert!(!texts.contains("Oluwaseun"), "{texts}");
    // It outlives the bot; who asked does not.
    world.stops_bot().await;
    assert_eq!(shown(&world, 2).len(), 1);
    world.starts_bot();
    asks_in_vain(&ann, ODD_TOO).await;
    world.all_is_confirmed().await;
    assert_eq!(shown(&world, 2).len(), 1, "counted anew");
}

#[tokio::test]
async fn what_is_answered_and_what_is_no_question_is_not_kept() {
    let chat = Chat::private("Ann").await;
    for text in [
        "does it hurt?",
        "hello",
        "my cheeks are still bleeding",
        "?!",
        "12345",
    ] {
        chat.says(text).await;
        chat.gets(anything()).await;
    }
    chat.says(UNSURE).await;
    chat.gets(CLARIFY).await;
    chat.world().all_is_confirmed().await;
    assert_eq!(told(chat.world(), 1), [] as [&str; 0]);
}

#[tokio::test]
async fn none_of_these_keeps_the_question() {
    let chat = Chat::private("Ann").await;
    chat.world().allows("message is not modified");
    chat.says(UNSURE).await;
    let choices = chat.gets(CLARIFY).await;
    for _ in 0..2 {
        chat.taps_on(&choices, "None of these").await;
    }
    chat.last_message_became(starts_with("Please try other words"))
        .await;
    chat.sees_no_toast().await;
    chat.sees_no_toast().await;
    chat.gets_nothing().await;
    chat.world().all_is_confirmed().await;
    let once = format!("{UNSURE}: 1 by 1 {{\"none_of_these\":1}}");
    assert_eq!(told(chat.world(), 1), [once]);
}

#[tokio::test]
async fn forged_refusal_keeps_nothing() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt?").await;
    chat.gets(contains(PAIN.1)).await;
    chat.taps_data("n").await;
    chat.sees_no_toast().await;
    chat.last_message_became(anything()).await;
    chat.world().all_is_confirmed().await;
    assert_eq!(told(chat.world(), 1), [] as [&str; 0]);
}

#[tokio::test]
async fn wrong_topic_keeps_the_question_and_no_other_complaint_does() {
    let chat = Chat::private("Ann").await;
    for (question, reason) in [
        ("does it hurt?", "Wrong topic"),
        ("how long does the appointment take?", "Unclear"),
    ] {
        chat.says(question).await;
        chat.gets(anything()).await;
        chat.taps(NOT_HELPFUL).await;
        chat.last_message_became(anything()).await;
        chat.sees_toast(anything()).await;
        chat.taps(reason).await;
        chat.last_message_became(anything()).await;
        chat.sees_toast("Thank you!").await;
    }
    chat.world().all_is_confirmed().await;
    let found = shown(chat.world(), 1);
    assert_eq!(
        told(chat.world(), 1),
        ["does it hurt?: 1 by 1 {\"wrong_topic\":1}"]
    );
    // What was called the wrong topic is not offered as the nearest.
    assert_ne!(found[0]["nearest"]["entry"], "pain");
}

#[tokio::test]
async fn wrong_topic_keeps_the_question_though_the_entry_was_removed() {
    let faq = copy_of_shipped();
    let world = World::start(Setup::default().faq(faq.path()));
    let ann = world.private("Ann");
    ann.says("does it hurt?").await;
    ann.gets(contains(PAIN.1)).await;
    ann.taps(NOT_HELPFUL).await;
    ann.last_message_became(anything()).await;
    ann.sees_toast(anything()).await;
    without_topic(faq.path(), "pain");
    logged(&world, "entries is live").await;
    ann.taps("Wrong topic").await;
    ann.last_message_became(anything()).await;
    ann.sees_toast("Thank you!").await;
    world.all_is_confirmed().await;
    assert_eq!(
        told(&world, 1),
        ["does it hurt?: 1 by 1 {\"wrong_topic\":1}"]
    );
}

#[tokio::test]
async fn edits_are_kept_if_they_change_the_answer() {
    let chat = Chat::private("Ann").await;
    asks_in_vain(&chat, ODD).await;
    chat.edits(&format!("{ODD}, please")).await;
    chat.gets_nothing().await;
    chat.edits("how long does the appointment take?").await;
    chat.last_message_became(contains(DURATION.1)).await;
    chat.edits(ODD_TOO).await;
    chat.last_message_became(starts_with(FALLBACK)).await;
    chat.world().all_is_confirmed().await;
    let declined = |text: &str| format!("{text}: 1 by 1 {{\"decline\":1}}");
    assert_eq!(told(chat.world(), 1), [declined(ODD_TOO), declined(ODD)]);
}

#[tokio::test]
async fn in_a_group_the_person_counts_and_for_a_business_too() {
    let world = World::start(Setup::default());
    let group = world.supergroup("Boats");
    for _ in 0..2 {
        group.says(format!("@faq_test_bot {ODD}")).await;
        group.gets(starts_with(FALLBACK)).await;
    }
    world.all_is_confirmed().await;
    assert_eq!(
        told(&world, 1),
        [format!("{ODD}: 2 by 1 {{\"decline\":2}}")]
    );
    group.says("@faq_test_bot roller").await;
    group.gets(CLARIFY).await;
    group.taps("None of these").await;
    group.last_message_became(anything()).await;
    group.sees_no_toast().await;
    world.all_is_confirmed().await;
    let refused = "roller: 1 by 1 {\"none_of_these\":1}".to_owned();
    assert!(told(&world, 1).contains(&refused), "without the bot's name");
    let customer = world.business("Shop", true).customer("Bob");
    customer.says(ODD).await;
    customer.gets(anything()).await;
    world.all_is_confirmed().await;
    assert_eq!(
        told(&world, 2),
        [format!("{ODD}: 3 by 2 {{\"decline\":3}}")]
    );
}

#[tokio::test]
async fn nothing_is_kept_if_that_is_off_and_what_was_is_deleted() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    asks_in_vain(&ann, ODD).await;
    world.all_is_confirmed().await;
    world.stops_bot().await;
    assert_eq!(told(&world, 1).len(), 1);
    world.starts_bot_with(&Setup::default().env("UNANSWERED", "off"));
    asks_in_vain(&ann, ODD_TOO).await;
    ann.says("/privacy").await;
    let privacy = ann.gets(anything()).await;
    assert!(
        !privacy.text().contains("kept longer"),
        "{}",
        privacy.text()
    );
    world.all_is_confirmed().await;
    assert_eq!(told(&world, 1), [] as [&str; 0]);
}

#[tokio::test]
async fn privacy_tells_for_how_many_days() {
    let world: Arc<World> = World::start(Setup::default().env("UNANSWERED_DAYS", 12));
    let ann = world.private("Ann");
    ann.says("/privacy").await;
    ann.gets(contains("are kept longer, for 12 days")).await;
}

#[tokio::test]
async fn diff_tells_which_of_them_an_edit_answers() {
    let faq = copy_of_shipped();
    let world = World::start(Setup::default().faq(faq.path()));
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    for chat in [&ann, &bob] {
        asks_in_vain(chat, ODD).await;
    }
    asks_in_vain(&ann, ODD_TOO).await;
    let edited = copy_of_shipped();
    let body = "Yes, it is.";
    topic(
        edited.path(),
        "xylophonium",
        "Is xylophonium allowed near quokkas?",
        "",
        body,
    );
    let data = world.data();
    let output = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .arg("diff")
        .args([faq.path(), edited.path()])
        .args(["--format", "json"])
        .env_clear()
        .current_dir(data.parent().expect("a folder"))
        .env("DATA_DIR", &data)
        .output()
        .expect("the program");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let record: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    // What one person asked alone is nobody's business.
    assert_eq!(record["compared"]["unanswered"], 1, "{record}");
    let changed = &record["unanswered"][0];
    assert_eq!(changed["from"]["outcome"], "decline", "{changed}");
    assert_eq!(changed["to"]["entries"][0], "xylophonium", "{changed}");
}
