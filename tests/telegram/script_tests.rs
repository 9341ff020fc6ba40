//! The script language itself, with a bot that repeats what it hears.

use std::time::Duration;

use serde_json::{Value, json};
use teloxide::types::{Update, UpdateKind};

use super::client::Client;
use super::fake::faults::Fault;
use super::fake::spec::Spec;
use super::fake::state::USERNAME;
use super::script::{Chat, Setup, World, anything, contains, starts_with};

/// Repeats every message as a reply with a button; a tap edits `tapped` into it.
async fn parrot(url: String) {
    let client = Client::new(url);
    let mut offset = 0;
    loop {
        let params = json!({ "offset": offset, "timeout": 30 });
        let Ok(response) = client.response("GetUpdates", params).await else {
            tokio::task::yield_now().await;
            continue;
        };
        for update in response["result"].as_array().into_iter().flatten() {
            offset = update["update_id"].as_i64().unwrap_or_default() + 1;
            // What is refused is a matter of the tests.
            let _ = repeat(&client, update).await;
        }
    }
}

async fn repeat(client: &Client, update: &Value) -> Result<(), reqwest::Error> {
    if update["callback_query"].is_object() {
        return tapped(client, &update["callback_query"]).await;
    }
    if update["inline_query"].is_object() {
        let query = &update["inline_query"];
        let article = json!({ "type": "article", "id": "1", "title": query["query"],
            "input_message_content": { "message_text": "an answer" },
            "reply_markup": { "inline_keyboard": [[{ "text": "More", "callback_data": "more" }]] } });
        let answer =
            json!({ "inline_query_id": query["id"], "results": [article], "cache_time": 5 });
        client.response("AnswerInlineQuery", answer).await?;
        return Ok(());
    }
    let kinds = ["message", "business_message"];
    let Some(message) = kinds
        .iter()
        .map(|kind| &update[*kind])
        .find(|m| m.is_object())
    else {
        return Ok(());
    };
    let text = message["text"].as_str().unwrap_or_default();
    if text.is_empty() || text == "quiet" || message["via_bot"].is_object() {
        return Ok(());
    }
    let mut reply = json!({
        "chat_id": message["chat"]["id"],
        "text": format!("<b>{}</b>", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
        "parse_mode": "HTML",
        "reply_parameters": { "message_id": message["message_id"], "allow_sending_without_reply": true },
        "reply_markup": { "inline_keyboard": [[{ "text": "More", "callback_data": "more" }]] },
    });
    for name in ["message_thread_id", "business_connection_id"] {
        if let Some(value) = message.get(name) {
            reply[name] = value.clone();
        }
    }
    client.response("SendMessage", reply).await?;
    Ok(())
}

async fn tapped(client: &Client, query: &Value) -> Result<(), reqwest::Error> {
    if query["data"] != "more" {
        let answer = json!({ "callback_query_id": query["id"], "text": "What is that?" });
        client.response("AnswerCallbackQuery", answer).await?;
        return Ok(());
    }
    let mut edit = json!({ "text": "tapped" });
    if query["inline_message_id"].is_string() {
        edit["inline_message_id"] = query["inline_message_id"].clone();
    } else {
        edit["chat_id"] = query["message"]["chat"]["id"].clone();
        edit["message_id"] = query["message"]["message_id"].clone();
    }
    client.response("EditMessageText", edit).await?;
    let answer = json!({ "callback_query_id": query["id"], "text": "Thank you" });
    client.response("AnswerCallbackQuery", answer).await?;
    Ok(())
}

fn setup() -> Setup {
    Setup::default()
        .bot(parrot)
        .patience(Duration::from_secs(5))
}

#[tokio::test]
async fn test_reads_like_a_chat() {
    let chat = Chat::with(setup(), "Ann").await;
    let said = chat.says("1 < 2 & 😀").await;
    let got = chat.gets("1 < 2 & 😀").await;
    assert_eq!(got.html(), "<b>1 &lt; 2 &amp; 😀</b>");
    assert_eq!(got.replies_to(), Some(said.id()));
    chat.buttons(["More"]);
    chat.taps("More").await;
    chat.last_message_became("tapped").await;
    chat.sees_toast("Thank you").await;
    chat.buttons([]);
    chat.taps_data("nonsense").await;
    chat.sees_toast(contains("What")).await;
    chat.edits("1 < 3").await;
    chat.sends_photo("").await;
    chat.gets_nothing().await;
}

#[tokio::test]
#[should_panic(expected = "expected a message, exactly \"no\"\ngot \"yes\"\n\n-- the chat --\n")]
async fn failure_shows_what_was_expected_and_the_chat() {
    let chat = Chat::with(setup(), "Ann").await;
    chat.says("yes").await;
    chat.gets("no").await;
}

#[tokio::test]
#[should_panic(expected = "expected nothing, got Sent(")]
async fn unexpected_message_is_something() {
    let chat = Chat::with(setup(), "Ann").await;
    chat.says("loud").await;
    chat.gets_nothing().await;
}

#[tokio::test]
#[should_panic(expected = "BUTTON_DATA_INVALID\n    SendMessage {")]
async fn broken_rule_fails_the_test() {
    let chat = Chat::with(setup(), "Ann").await;
    let client = Client::new(chat.world().server().url());
    let row = json!([[{ "text": "x", "callback_data": "x".repeat(65) }]]);
    let params =
        json!({ "chat_id": chat.id(), "text": "x", "reply_markup": { "inline_keyboard": row } });
    client.refused("SendMessage", params).await;
}

#[tokio::test]
#[should_panic(expected = "a callback query was never answered (Ann, \"x\")")]
async fn callback_query_without_answer_fails_the_test() {
    let world = World::without_bot(setup());
    world.private("Ann").taps_data("x").await;
}

#[tokio::test]
async fn groups_topics_and_members_are_apart() {
    let world = World::start(setup());
    let forum = world.forum("Clinic");
    let (pain, price) = (forum.topic("Pain"), forum.topic("Price"));
    pain.says("does it hurt?").await;
    price.member("Bob").says("how much?").await;
    assert_eq!(
        pain.gets("does it hurt?").await.topic(),
        pain.last_message().topic()
    );
    price.gets("how much?").await;
    forum.says("general").await;
    assert_eq!(forum.gets("general").await.topic(), None);
    pain.gets_nothing().await;
}

#[tokio::test]
async fn privacy_mode_keeps_most_from_the_bot() {
    let world = World::start(setup().privacy_mode());
    let group = world.supergroup("Clinic");
    group.says(format!("@{USERNAME} hello")).await;
    group.gets_nothing().await;
    group.says(format!("/start@{USERNAME}")).await;
    let got = group.gets(starts_with("/start@")).await;
    group.replies(&got, "thanks").await;
    group.gets("thanks").await;
    group.says("/start@other_bot").await;
    group.gets_nothing().await;
}

#[tokio::test]
async fn group_goes_over_into_a_supergroup() {
    let world = World::start(setup());
    let group = world.group("Clinic");
    let new = group.becomes_supergroup().await;
    group.says("old").await;
    new.says("new").await;
    new.gets("new").await;
    group.stays_silent().await;
}

#[tokio::test]
async fn business_customer_is_answered_on_the_connection() {
    let world = World::start(setup());
    let business = world.business("Olga", true);
    let customer = business.customer("Ann");
    customer.says("hello").await;
    let got = customer.gets("hello").await;
    assert_eq!(got.json()["business_connection_id"], business.id.as_str());
    business.owner_in(&customer).says("quiet").await;
    customer.gets_nothing().await;
}

#[tokio::test]
async fn inline_result_is_sent_tapped_and_edited() {
    let world = World::start(setup());
    let chat = world.private("Ann");
    let results = chat.asks_inline("pain").await;
    assert_eq!((results.titles(), results.cache_time()), (vec!["pain"], 5));
    let sent = chat.picks(&results, "pain").await;
    chat.taps_inline(&sent, "More").await;
    chat.inline_message_became("tapped").await;
    chat.sees_toast("Thank you").await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn blocked_bot_is_refused_until_it_is_let_in() {
    let chat = Chat::with(setup(), "Ann").await;
    chat.blocks_the_bot().await;
    chat.says("hello").await;
    chat.stays_silent().await;
    chat.unblocks_the_bot().await;
    chat.says("again").await;
    chat.gets("again").await;
}

#[tokio::test]
async fn killed_bot_gets_again_what_it_did_not_confirm() {
    let world = World::without_bot(setup());
    let chat = world.private("Ann");
    world.arm(Fault::hang().on("sendMessage"));
    world.starts_bot();
    chat.says("hello").await;
    world.faults_are_spent().await;
    world.kills_bot().await;
    world.starts_bot();
    chat.gets("hello").await;
}

#[tokio::test]
async fn server_that_was_down_is_found_again() {
    let world = World::start(setup());
    let chat = world.private("Ann");
    world.server().goes_down().await;
    chat.says("hello").await;
    world.server().comes_back().await;
    chat.gets(anything()).await;
    world.all_is_confirmed().await;
}

#[tokio::test]
async fn every_word_makes_an_update_that_teloxide_reads() {
    let world = World::without_bot(setup());
    let chat = world.private("Ann").speaking(None);
    let said = chat.says("/start https://e.org #x").await;
    chat.edits("@somebody").await;
    chat.replies(&said, "x").await;
    chat.sends_photo("caption").await;
    chat.sends_video("").await;
    chat.sends_document("").await;
    chat.sends_voice().await;
    chat.sends_sticker().await;
    chat.sends_location().await;
    chat.sends_contact().await;
    chat.sends_poll().await;
    chat.blocks_the_bot().await;
    chat.unblocks_the_bot().await;
    chat.taps_data("x").await;
    let forum = world.forum("Clinic");
    forum.adds_the_bot().await;
    forum.topic("Pain").other_bot("some").says("x").await;
    forum.says_anonymously("x").await;
    let channel = world.channel("News");
    channel.says("x").await;
    channel.edits("y").await;
    forum.receives_post_of(&channel, "x").await;
    forum.removes_the_bot().await;
    world.group("Old").becomes_supergroup().await;
    let customer = world.business("Olga", true).customer("Carl");
    customer.says("x").await;
    customer.edits("y").await;
    world.allows("never answered");
    let client = Client::new(world.server().url());
    let updates = client.call("getUpdates", json!({})).await;
    for update in updates.as_array().expect("a list") {
        let read: Update = serde_json::from_str(&update.to_string()).expect("an update");
        assert!(!matches!(read.kind, UpdateKind::Error(_)), "{update}");
        if let Some(spec) = Spec::published() {
            assert_eq!(spec.faults_of("Update", update), [""; 0], "{update}");
        }
    }
    assert_eq!(updates.as_array().map(Vec::len), Some(27));
}

#[tokio::test]
async fn program_gets_the_environment_and_its_log_is_kept() {
    let world = World::without_bot(Setup::default().env("FAQ_DIR", "/nowhere"));
    world.starts_bot();
    let (status, log) = world.bot_ends_within(Duration::from_secs(10)).await;
    assert!(status.is_some_and(|status| !status.success()), "{status:?}");
    assert!(!log.is_empty());
}
