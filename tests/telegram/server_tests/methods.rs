//! Finding methods, and what the bot says of itself.

use serde_json::json;

use super::started;
use super::text;
use crate::fake::state::{BOT, TOKEN};

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
