//! What goes wrong on order.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ANN, rules_broken, started, text};
use crate::fake::faults::Fault;
use crate::fake::state::Key;

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
