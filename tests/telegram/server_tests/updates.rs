//! Handing out updates, by polls and by the webhook.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc};

use super::{hello, started};
use crate::client::Client;
use crate::fake::Server;
use crate::fake::state::State;

/// A bot's side of a webhook; comes back with its address.
async fn served(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async { axum::serve(listener, router).await });
    address
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
    let polls = |state: &mut State| state.updates.is_confirmed(offset? - 1).then_some(());
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
    let address = served(Router::new().fallback(take)).await;
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

#[tokio::test]
async fn webhook_posts_to_replicas_in_turn_side_by_side_but_in_order_within_a_chat() {
    let (sender, mut posts) = mpsc::unbounded_channel();
    let release = Arc::new(Notify::new());
    let mut replicas = Vec::new();
    for replica in 0..2 {
        let (sender, release) = (sender.clone(), Arc::clone(&release));
        let take = move |body: String| async move {
            let update: Value = serde_json::from_str(&body).expect("an update");
            let message = &update["message"];
            let chat = message["chat"]["id"].as_i64();
            let _ = sender.send((replica, chat, message["message_id"].as_i64()));
            release.notified().await;
        };
        replicas.push(served(Router::new().route("/hook", post(take))).await);
    }
    let (server, client) = started();
    server.shared().change(|state| {
        state.updates.drop_pending();
        state.updates.replicas = replicas;
        for (chat, message) in [(1, 1), (1, 2), (2, 1), (3, 1)] {
            let chat = json!({ "id": chat, "type": "private", "first_name": "Ann" });
            let message =
                json!({ "message_id": message, "date": 1, "chat": chat, "text": "hello" });
            state.deliver(json!({ "message": message }));
        }
    });
    let hook = json!({ "url": "http://127.0.0.1:1/hook", "max_connections": 2 });
    client.call("setWebhook", hook).await;
    let mut first = [posts.recv().await, posts.recv().await].map(|post| post.expect("a post"));
    first.sort();
    assert_eq!(first, [(0, Some(1), Some(1)), (1, Some(2), Some(1))]);
    // Nothing more is under way until one of them was taken.
    assert!(posts.try_recv().is_err());
    release.notify_one();
    release.notify_one();
    let mut rest = [posts.recv().await, posts.recv().await].map(|post| post.expect("a post"));
    rest.sort_by_key(|(_, chat, _)| *chat);
    assert_eq!(
        rest.map(|(_, chat, id)| (chat, id)),
        [(Some(1), Some(2)), (Some(3), Some(1))]
    );
}
