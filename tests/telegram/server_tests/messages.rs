//! Sending, editing and deleting messages.

use serde_json::{Value, json};

use super::{ANN, rules_broken, started, text};
use crate::fake::state::{Key, Standing};

#[track_caller]
fn check_refused(params: Value, expected: &str) -> impl Future<Output = ()> {
    let place = std::panic::Location::caller();
    let expected = expected.to_owned();
    async move {
        let (server, client) = started();
        assert_eq!(
            client.refused("sendMessage", params).await,
            expected,
            "{place}"
        );
        assert_eq!(
            rules_broken(&server),
            [&expected["400 ".len()..]],
            "{place}"
        );
    }
}

#[tokio::test]
async fn sent_message_comes_back_whole() {
    let (server, client) = started();
    let sent = client
        .call(
            "sendMessage",
            json!({
                "chat_id": ANN, "text": " <b>😀 a</b> &lt;b&gt; <a href=\"https://e.org/\">x</a>\n", "parse_mode": "HTML",
                "reply_parameters": { "message_id": 1 },
                "reply_markup": { "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] },
            }),
        )
        .await;
    assert_eq!(sent["text"], "😀 a <b> x");
    assert_eq!(
        sent["entities"],
        json!([
            { "type": "bold", "offset": 0, "length": 4 },
            { "type": "text_link", "offset": 9, "length": 1, "url": "https://e.org/" },
        ])
    );
    assert_eq!(sent["reply_to_message"]["text"], "hello");
    assert_eq!(
        sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"],
        "y"
    );
    let sent = sent.to_string();
    let _: teloxide::types::Message = serde_json::from_str(&sent).expect("a Message");
    assert!(rules_broken(&server).is_empty());
}

#[tokio::test]
async fn texts_and_chats_are_held_to_the_rules() {
    check_refused(text(" \n"), "400 Bad Request: message text is empty").await;
    check_refused(
        text("ä".repeat(4097)),
        "400 Bad Request: message is too long",
    )
    .await;
    // Outside of the first plane each character counts twice.
    check_refused(
        text("😀".repeat(2049)),
        "400 Bad Request: message is too long",
    )
    .await;
    check_refused(
        json!({ "chat_id": 1, "text": "x" }),
        "400 Bad Request: chat not found",
    )
    .await;
    check_refused(
        json!({ "chat_id": ANN, "text": "x", "reply_parameters": { "message_id": 77 } }),
        "400 Bad Request: message to be replied not found",
    )
    .await;
    check_refused(
        json!({ "chat_id": ANN, "text": "x", "message_thread_id": 1 }),
        "400 Bad Request: message thread not found",
    )
    .await;
    check_refused(
        json!({ "chat_id": ANN, "text": "x", "business_connection_id": "none" }),
        "400 Bad Request: business connection not found",
    )
    .await;
}

#[tokio::test]
async fn lengths_count_after_parsing() {
    let (_server, client) = started();
    let longest = format!("<b>{}</b>", "&lt;".repeat(4096));
    let params = json!({ "chat_id": ANN, "text": longest, "parse_mode": "HTML" });
    client.call("sendMessage", params).await;
}

#[tokio::test]
async fn keyboards_are_held_to_the_rules() {
    let keyboard = |rows: Value| json!({ "chat_id": ANN, "text": "x", "reply_markup": { "inline_keyboard": rows } });
    let button = |data: &str| json!({ "text": "b", "callback_data": data });
    for data in [String::new(), "x".repeat(65), "ж".repeat(33)] {
        let params = keyboard(json!([[button(&data)]]));
        check_refused(params, "400 Bad Request: BUTTON_DATA_INVALID").await;
    }
    check_refused(
        keyboard(json!([[{ "text": " ", "callback_data": "x" }]])),
        "400 Bad Request: BUTTON_TEXT_INVALID",
    )
    .await;
    check_refused(
        keyboard(json!([vec![button("x"); 9]])),
        "400 Bad Request: REPLY_MARKUP_TOO_LONG",
    )
    .await;
    check_refused(
        keyboard(json!(vec![[button("x")]; 101])),
        "400 Bad Request: REPLY_MARKUP_TOO_LONG",
    )
    .await;
}

#[tokio::test]
async fn edits_are_held_to_the_rules() {
    let (server, client) = started();
    let sent = client.call("sendMessage", text("one")).await;
    let edit = |id: &Value, text: String| json!({ "chat_id": ANN, "message_id": id, "text": text });
    let id = &sent["message_id"];
    for (params, expected) in [
        (edit(&json!(99), "x".into()), "message to edit not found"),
        (edit(&json!(1), "x".into()), "message can't be edited"),
        (edit(id, "x".repeat(4097)), "MESSAGE_TOO_LONG"),
        (
            edit(id, "one".into()),
            "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
        ),
    ] {
        let refused = client.refused("editMessageText", params).await;
        assert_eq!(refused, format!("400 Bad Request: {expected}"));
    }
    let edited = client.call("editMessageText", edit(id, "two".into())).await;
    assert_eq!(edited["text"], "two");
    let place = json!({ "chat_id": ANN, "message_id": id });
    client.call("deleteMessage", place.clone()).await;
    assert_eq!(
        client.refused("deleteMessage", place).await,
        "400 Bad Request: message to delete not found"
    );
    assert_eq!(
        rules_broken(&server).len(),
        4,
        "what is gone is nobody's fault"
    );
}

#[tokio::test]
async fn standing_of_the_bot_decides_what_it_is_told() {
    let (server, client) = started();
    let stand = |standing: Standing| {
        server.shared().change(|state| {
            let room = state.rooms.get_mut(&Key::own(ANN)).expect("Ann's chat");
            room.standing = standing;
        });
    };
    stand(Standing::Refused(
        "Forbidden: bot was blocked by the user".into(),
    ));
    let blocked = "403 Forbidden: bot was blocked by the user";
    assert_eq!(client.refused("sendMessage", text("one")).await, blocked);
    assert!(rules_broken(&server).is_empty(), "the bot could not know");
    assert_eq!(client.refused("sendMessage", text("one")).await, blocked);
    assert_eq!(rules_broken(&server).len(), 1, "403 is final");
    stand(Standing::Migrated(-1_005));
    let response = client
        .response("sendMessage", text("two"))
        .await
        .expect("a response");
    assert_eq!(response["parameters"]["migrate_to_chat_id"], -1_005);
}
