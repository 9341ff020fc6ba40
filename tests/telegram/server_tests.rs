//! The fake server itself, by a client that knows only HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::client::Client;
use super::fake::Server;
use super::fake::faults::Fault;
use super::fake::state::{BOT, Key, Standing, TOKEN};

const ANN: i64 = 2001;

/// A server at which Ann has written `hello` as message 1, and a client.
fn started() -> (Server, Client) {
    let server = Server::start();
    hello(&server, 1);
    let client = Client::new(server.url());
    (server, client)
}

fn ann() -> Value {
    json!({ "id": ANN, "is_bot": false, "first_name": "Ann" })
}

fn private() -> Value {
    json!({ "id": ANN, "type": "private", "first_name": "Ann" })
}

/// Ann writes; comes back with the id of the update.
fn hello(server: &Server, message: i64) -> i64 {
    deliver(
        server,
        json!({ "message": {
            "message_id": message, "date": 1, "chat": private(), "from": ann(), "text": "hello",
        } }),
    )
}

fn deliver(server: &Server, update: Value) -> i64 {
    server.shared().change(|state| state.deliver(update))
}

fn rules_broken(server: &Server) -> Vec<String> {
    server.shared().look(|state| {
        let rules = state
            .violations
            .iter()
            .map(|violation| violation.rule.clone());
        rules.collect()
    })
}

fn text(text: impl Into<String>) -> Value {
    json!({ "chat_id": ANN, "text": text.into() })
}

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
async fn methods_are_found_in_any_case_and_in_all_four_forms() {
    let (_server, client) = started();
    let boundary = "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n2001\r\n--x\r\n\
                    Content-Disposition: form-data; name=\"text\"\r\n\r\ngood\nday\r\n--x--\r\n";
    for (query, kind, body) in [
        ("", "application/json", text("good\nday").to_string()),
        ("", "multipart/form-data; boundary=x", boundary.to_owned()),
        (
            "",
            "application/x-www-form-urlencoded",
            "chat_id=2001&text=good%0Aday".to_owned(),
        ),
        ("?chat_id=2001&text=good%0Aday", "text/plain", String::new()),
    ] {
        let path = format!("bot{TOKEN}/SendMESSAGE{query}");
        let (status, answer) = client.send(&path, kind, body).await.expect("an answer");
        assert_eq!(
            (status, &answer["result"]["text"]),
            (200, &json!("good\nday")),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn unknown_tokens_and_methods_are_refused() {
    let (_server, client) = started();
    let answer = client
        .send("bot1:x/getMe", "", String::new())
        .await
        .expect("an answer");
    assert_eq!(
        (answer.0, &answer.1["description"]),
        (401, &json!("Unauthorized"))
    );
    let answer = client
        .send("botnone/getMe", "", String::new())
        .await
        .expect("an answer");
    assert_eq!(
        (answer.0, &answer.1["description"]),
        (404, &json!("Not Found"))
    );
    assert_eq!(
        client.refused("getNothing", json!({})).await,
        "404 Not Found: method not found"
    );
}

#[tokio::test]
async fn get_me_has_every_field_that_teloxide_needs() {
    let (_server, client) = started();
    let me = client.call("GetMe", json!({})).await;
    let me: teloxide::types::Me = serde_json::from_value(me).expect("Me");
    assert_eq!(me.user.id.0, BOT.unsigned_abs());
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
async fn update_is_kept_until_its_successor_is_asked_for() {
    let (server, client) = started();
    let second = hello(&server, 2);
    let ids = async |params: Value| -> Vec<i64> {
        let updates = client.call("getUpdates", params).await;
        let updates = updates.as_array().expect("a list").iter();
        updates
            .filter_map(|update| update["update_id"].as_i64())
            .collect()
    };
    assert_eq!(ids(json!({ "limit": 1 })).await, [second - 1]);
    assert_eq!(ids(json!({})).await, [second - 1, second]);
    assert_eq!(ids(json!({ "offset": second })).await, [second]);
    assert_eq!(ids(json!({ "offset": second + 1 })).await, [0; 0]);
    assert_eq!(ids(json!({ "offset": 0 })).await, [0; 0]);
    hello(&server, 3);
    hello(&server, 4);
    assert_eq!(ids(json!({ "offset": -1 })).await, [second + 2]);
}

#[tokio::test]
async fn long_poll_wakes_at_once() {
    let (server, client) = started();
    client.call("getUpdates", json!({ "offset": -1 })).await;
    let offset = server
        .shared()
        .look(|state| state.updates.first().map(|(id, _)| id + 1));
    let params = json!({ "offset": offset, "timeout": 50 });
    let poll = tokio::spawn(client.call("getUpdates", params));
    let polls = |state: &mut super::fake::state::State| {
        state.updates.is_confirmed(offset? - 1).then_some(())
    };
    server.shared().found(polls).await;
    let start = Instant::now();
    hello(&server, 2);
    assert_eq!(
        poll.await.expect("an answer")[0]["message"]["message_id"],
        2
    );
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn second_poller_ends_the_first() {
    let server = Server::start();
    let client = Client::new(server.url());
    let first = client.clone();
    let first =
        tokio::spawn(async move { first.refused("getUpdates", json!({ "timeout": 50 })).await });
    server
        .shared()
        .found(|state| (state.updates.polls() == 1).then_some(()))
        .await;
    client.call("getUpdates", json!({})).await;
    assert_eq!(
        first.await.expect("an answer"),
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
}

#[tokio::test]
async fn kinds_that_nobody_asked_for_are_not_delivered() {
    let (server, client) = started();
    let params = json!({ "offset": -1, "allowed_updates": ["callback_query"] });
    client.call("getUpdates", params).await;
    let last = hello(&server, 2);
    let left = client.call("getUpdates", json!({ "offset": last })).await;
    assert_eq!(left, json!([]));
}

#[tokio::test]
async fn callback_query_is_answered_once() {
    let (server, client) = started();
    deliver(
        &server,
        json!({ "callback_query": { "id": "q", "from": ann(), "chat_instance": "1", "data": "x" } }),
    );
    assert_eq!(server.shared().look(|state| state.unanswered().len()), 1);
    let answer = json!({ "callback_query_id": "q", "text": "x".repeat(201) });
    assert_eq!(
        client.refused("answerCallbackQuery", answer).await,
        "400 Bad Request: MESSAGE_TOO_LONG"
    );
    let answer = json!({ "callback_query_id": "q", "text": "Thank you" });
    client.call("answerCallbackQuery", answer.clone()).await;
    assert_eq!(
        client.refused("answerCallbackQuery", answer).await,
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
    assert!(server.shared().look(|state| state.unanswered().is_empty()));
}

#[tokio::test]
async fn inline_answers_are_held_to_the_rules() {
    let (server, client) = started();
    deliver(
        &server,
        json!({ "inline_query": { "id": "i", "from": ann(), "query": "pain", "offset": "" } }),
    );
    let article = |id: &str, text: &str| json!({ "type": "article", "id": id, "title": "t", "input_message_content": { "message_text": text } });
    let answer = |results: Value| json!({ "inline_query_id": "i", "results": results });
    for (results, expected) in [
        (json!(vec![article("a", "x"); 51]), "RESULTS_TOO_MUCH"),
        (
            json!([article("a", "x"), article("a", "x")]),
            "RESULT_ID_DUPLICATE",
        ),
        (json!([article(&"a".repeat(65), "x")]), "RESULT_ID_INVALID"),
        (json!([article("a", "")]), "message text is empty"),
        (json!([article("a", &"x".repeat(4097))]), "MESSAGE_TOO_LONG"),
    ] {
        let refused = client.refused("answerInlineQuery", answer(results)).await;
        assert_eq!(refused, format!("400 Bad Request: {expected}"));
    }
    let good = answer(json!([article("a", "x"), article("b", "x")]));
    client.call("answerInlineQuery", good.clone()).await;
    let again = client.refused("answerInlineQuery", good).await;
    assert!(again.contains("query is too old"), "{again}");
}

#[tokio::test]
async fn profile_is_kept_by_scope_and_language() {
    let (_server, client) = started();
    let commands = json!([{ "command": "help", "description": "What I can do" }]);
    client
        .call("setMyCommands", json!({ "commands": commands }))
        .await;
    assert_eq!(client.call("getMyCommands", json!({})).await, commands);
    let german = json!({ "language_code": "de" });
    assert_eq!(client.call("getMyCommands", german).await, json!([]));
    for bad in ["Help", "", "a-b"] {
        let commands = json!({ "commands": [{ "command": bad, "description": "x" }] });
        let refused = client.refused("setMyCommands", commands).await;
        assert_eq!(refused, "400 Bad Request: BOT_COMMAND_INVALID");
    }
    client
        .call("setMyDescription", json!({ "description": "d" }))
        .await;
    assert_eq!(
        client.call("getMyDescription", json!({})).await,
        json!({ "description": "d" })
    );
    assert_eq!(
        client.call("getMyShortDescription", json!({})).await,
        json!({ "short_description": "" })
    );
    let long = json!({ "short_description": "x".repeat(121) });
    client.refused("setMyShortDescription", long).await;
    assert_eq!(
        client.call("getMyName", json!({})).await,
        json!({ "name": "FAQ" })
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

#[tokio::test]
async fn faults_strike_as_ordered() {
    let (server, client) = started();
    let arm = |fault: Fault| server.shared().change(|state| state.faults.arm(fault));
    arm(Fault::too_many_requests(0).on("sendMessage").times(2));
    for _ in 0..2 {
        let refused = client.refused("sendMessage", text("x")).await;
        assert_eq!(refused, "429 Too Many Requests: retry after 0");
    }
    client.call("sendMessage", text("x")).await;
    arm(Fault::server_error(502).in_chat(7));
    client.call("sendMessage", text("x")).await;
    arm(Fault::reset().on("getMe"));
    assert!(client.response("getMe", json!({})).await.is_err());
    client.call("getMe", json!({})).await;
    arm(Fault::garbage().on("getMe"));
    assert_eq!(
        client
            .response("getMe", json!({}))
            .await
            .expect("a response"),
        Value::Null
    );
    arm(Fault::slow(Duration::from_millis(50)).on("getMe"));
    let start = Instant::now();
    client.call("getMe", json!({})).await;
    assert!(start.elapsed() >= Duration::from_millis(50));
    arm(Fault::server_error(500).on("getMe").always().chance(0.5, 7));
    let mut failed = 0;
    for _ in 0..40 {
        let response = client
            .response("getMe", json!({}))
            .await
            .expect("a response");
        failed += usize::from(response["error_code"] == 500);
    }
    assert!((10..30).contains(&failed), "{failed} of 40");
}

#[tokio::test]
async fn lost_response_is_a_message_sent() {
    let (server, client) = started();
    let fault = Fault::lost_response().on("sendMessage");
    server.shared().change(|state| state.faults.arm(fault));
    assert!(client.response("sendMessage", text("x")).await.is_err());
    let sent = server
        .shared()
        .look(|state| state.rooms[&Key::own(ANN)].messages.len());
    assert_eq!(sent, 2, "Ann's and the bot's");
}

#[tokio::test]
async fn request_that_hangs_is_left_by_the_client() {
    let (server, client) = started();
    server
        .shared()
        .change(|state| state.faults.arm(Fault::hang().on("getMe")));
    let hung = client.response("getMe", json!({}));
    assert!(
        tokio::time::timeout(Duration::from_millis(100), hung)
            .await
            .is_err()
    );
    client.call("getMe", json!({})).await;
}

#[tokio::test]
async fn too_early_after_429_breaks_a_rule() {
    let (server, client) = started();
    let fault = Fault::too_many_requests(5).on("sendMessage");
    server.shared().change(|state| state.faults.arm(fault));
    client.refused("sendMessage", text("x")).await;
    client.call("sendMessage", text("x")).await;
    assert_eq!(
        rules_broken(&server),
        ["came again before `retry_after` had passed"]
    );
}

#[tokio::test]
async fn server_goes_down_and_comes_back_at_the_same_port() {
    let (server, client) = started();
    let poll = client.clone();
    let poll = tokio::spawn(async move {
        let params = json!({ "offset": -1, "timeout": 50 });
        poll.response("getUpdates", params.clone())
            .await
            .expect("the update");
        poll.response(
            "getUpdates",
            json!({ "offset": i64::from(u32::MAX), "timeout": 50 }),
        )
        .await
    });
    server
        .shared()
        .found(|state| (state.updates.pending() == 0).then_some(()))
        .await;
    server.goes_down().await;
    assert!(
        poll.await.expect("an end").is_err(),
        "open connections are cut"
    );
    assert!(client.response("getMe", json!({})).await.is_err());
    server.comes_back().await;
    client.call("getMe", json!({})).await;
}

#[tokio::test]
async fn webhook_excludes_polling() {
    let (_server, client) = started();
    let hook = json!({ "url": "https://bot.example:8443/x", "secret_token": "s" });
    client.call("setWebhook", hook).await;
    assert_eq!(
        client.call("getWebhookInfo", json!({})).await["url"],
        "https://bot.example:8443/x"
    );
    assert!(
        client
            .refused("getUpdates", json!({}))
            .await
            .starts_with("409 Conflict: can't use getUpdates method while webhook is active")
    );
    client.call("deleteWebhook", json!({})).await;
    client.call("getUpdates", json!({})).await;
    let plain = json!({ "url": "http://bot.example/" });
    let refused = client.refused("setWebhook", plain).await;
    assert!(refused.contains("HTTPS"), "{refused}");
}

#[tokio::test]
async fn webhook_gets_each_update_until_it_takes_it() {
    let refused = Arc::new(AtomicBool::new(false));
    let (sender, mut posts) = mpsc::unbounded_channel();
    let take = move |headers: HeaderMap, body: String| {
        let secret = headers.get("X-Telegram-Bot-Api-Secret-Token").cloned();
        let update: Value = serde_json::from_str(&body).expect("an update");
        let is_sent = sender.send((secret, update["message"]["message_id"].clone()));
        // The first is refused once.
        let is_first = is_sent.is_ok() && !refused.swap(true, Ordering::SeqCst);
        std::future::ready(if is_first {
            StatusCode::BAD_GATEWAY
        } else {
            StatusCode::OK
        })
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async { axum::serve(listener, Router::new().fallback(take)).await });
    let (server, client) = started();
    hello(&server, 2);
    let hook = json!({ "url": format!("http://{address}/hook"), "secret_token": "s" });
    client.call("setWebhook", hook).await;
    for expected in [1, 1, 2] {
        let (secret, id) = posts.recv().await.expect("a post");
        assert_eq!(
            (secret, id),
            (Some(HeaderValue::from_static("s")), json!(expected))
        );
    }
    server
        .shared()
        .found(|state| (state.updates.pending() == 0).then_some(()))
        .await;
    let info = client.call("getWebhookInfo", json!({})).await;
    assert_eq!(
        info["last_error_message"],
        "Wrong response from the webhook: 502 Bad Gateway"
    );
}
