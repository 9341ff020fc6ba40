//! Strangers at the webhook: they learn and change nothing, and those who belong there are served.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::fleet::{Fleet, Intake};
use super::load::Load;
use super::place::Place;
use super::skip::seed;
use crate::fake::state::now;

const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// The longest that a stranger's connection may be kept.
const LONGEST: Duration = Duration::from_mins(1);

/// A bot behind a webhook that has answered its first messages.
struct Gate {
    fleet: Fleet,
    load: Load,
    address: SocketAddr,
    url: String,
    secret: String,
}

impl Gate {
    /// What a request with a forged update is answered.
    async fn answer(&self, request: RequestBuilder) -> Response {
        let sent = request.body(forged(self)).send().await;
        sent.expect("a response")
    }

    async fn open() -> Self {
        let mut fleet = Fleet::new(Intake::Webhook, Place::Sqlite, 1);
        fleet.start_all();
        let load = fleet.world.state(|state| Load::new(state, 10, seed()));
        let mut gate = Self {
            address: fleet.address(0),
            fleet,
            load,
            url: String::new(),
            secret: String::new(),
        };
        gate.serves().await;
        let webhook = gate
            .fleet
            .world
            .state(|state| state.updates.webhook.clone());
        gate.url = webhook.url;
        gate.secret = webhook.secret;
        gate
    }

    /// Those who belong there are served.
    async fn serves(&mut self) {
        let load = &mut self.load;
        self.fleet.world.state(|state| load.send(state, 10));
        self.fleet.all_is_answered(&self.load).await;
    }

    fn request(&self, method: Method) -> RequestBuilder {
        Client::new().request(method, &self.url).timeout(LONGEST)
    }

    /// What comes of a body that is sent with the right secret.
    async fn posted(&self, body: impl Into<reqwest::Body>) -> StatusCode {
        let request = self
            .request(Method::POST)
            .header(SECRET_HEADER, &self.secret);
        let response = request
            .header("Content-Type", "application/json")
            .body(body);
        response.send().await.expect("a response").status()
    }

    /// Nothing but the load was answered, once each.
    async fn ends_unharmed(mut self) {
        self.serves().await;
        self.fleet.finish(self.load).await.is_clean();
    }
}

/// A message in a chat of the load that nobody there wrote.
fn forged(gate: &Gate) -> String {
    let chat = gate.load.asked[0].chat;
    let chat = json!({ "id": chat, "type": "private", "first_name": "Ann" });
    let update = json!({ "update_id": 1, "message": {
        "message_id": 900_000, "date": now(), "chat": chat, "text": "does it hurt?",
        "from": { "id": chat["id"], "is_bot": false, "first_name": "Ann" },
    } });
    update.to_string()
}

#[tokio::test]
async fn wrong_and_missing_secrets_are_turned_away() {
    let gate = Gate::open().await;
    assert!(gate.secret.len() >= 16, "a secret that cannot be guessed");
    assert!(
        !gate.url.contains(&gate.secret),
        "the secret is not in the path"
    );
    let shorter = &gate.secret[1..];
    let longer = format!("{}a", gate.secret);
    let upper = gate.secret.to_uppercase();
    let lower = gate.secret.to_lowercase();
    let other_case = if upper == gate.secret { &lower } else { &upper };
    for secret in [
        "",
        "a",
        shorter,
        longer.as_str(),
        other_case,
        &"a".repeat(4_000),
    ] {
        let request = gate.request(Method::POST).header(SECRET_HEADER, secret);
        let response = gate.answer(request).await;
        assert!(
            [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&response.status()),
            "{secret:?}: {}",
            response.status()
        );
        let text = response.text().await.expect("a body");
        assert!(!text.contains(&gate.secret), "{text}");
    }
    let bytes = reqwest::header::HeaderValue::from_bytes(b"\xff\xfe\x80").expect("a value");
    for request in [
        gate.request(Method::POST),
        gate.request(Method::POST).header(SECRET_HEADER, bytes),
        gate.request(Method::POST)
            .header("Authorization", &gate.secret),
        gate.request(Method::POST)
            .query(&[("secret_token", &gate.secret)]),
    ] {
        let response = gate.answer(request).await;
        assert!(response.status().is_client_error(), "{}", response.status());
    }
    gate.ends_unharmed().await;
}

#[tokio::test]
async fn two_secrets_of_which_one_is_right_are_turned_away_or_taken_whole() {
    let gate = Gate::open().await;
    let request = gate.request(Method::POST).header(SECRET_HEADER, "wrong");
    let request = request.header(SECRET_HEADER, &gate.secret);
    let response = gate.answer(request).await;
    assert!(response.status().is_client_error(), "{}", response.status());
    gate.ends_unharmed().await;
}

#[tokio::test]
async fn bodies_that_are_no_updates_do_no_harm() {
    let gate = Gate::open().await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let wide = format!("{{\"update_id\":{}}}", "9".repeat(4_000));
    for body in [
        "",
        "{",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "\u{0}",
        "{\"update_id\":null}",
        "{\"update_id\":-1}",
        "{\"update_id\":1e400}",
        "{\"update_id\":\"one\"}",
        "{\"message\":{}}",
        &deep,
        &wide,
    ] {
        let status = gate.posted(body.to_owned()).await;
        let shown: String = body.chars().take(40).collect();
        assert!(!status.is_server_error(), "{shown:?}: {status}");
    }
    let status = gate.posted(b"\xff\xfe{\x80".to_vec()).await;
    assert!(!status.is_server_error(), "{status}");
    gate.ends_unharmed().await;
}

#[tokio::test]
async fn oversized_bodies_are_turned_away() {
    let gate = Gate::open().await;
    for size in [3_000_000, 50_000_000] {
        let body = format!("{{\"update_id\":1,\"text\":\"{}\"}}", "a".repeat(size));
        let request = gate
            .request(Method::POST)
            .header(SECRET_HEADER, &gate.secret);
        // A connection that is closed while the body is sent is an answer too.
        if let Ok(response) = request.body(body).send().await {
            assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        }
    }
    gate.ends_unharmed().await;
}

#[tokio::test]
async fn other_methods_and_paths_are_turned_away() {
    let gate = Gate::open().await;
    for method in [
        Method::GET,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::OPTIONS,
    ] {
        let request = gate
            .request(method.clone())
            .header(SECRET_HEADER, &gate.secret);
        let response = gate.answer(request).await;
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
    }
    for path in [
        "/",
        "/telegram/x",
        "/telegram/..",
        "//telegram",
        "/healthz",
        "/metrics",
    ] {
        let url = format!("http://{}{path}", gate.address);
        let request = Client::new().post(url).header(SECRET_HEADER, &gate.secret);
        let response = gate.answer(request).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    gate.ends_unharmed().await;
}

/// A connection that has sent this and says no more.
async fn stuck(address: SocketAddr, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream
        .write_all(sent.as_bytes())
        .await
        .expect("bytes to send");
    stream
}

#[tokio::test]
async fn slow_and_idle_connections_hold_nobody_up_and_are_ended() {
    let mut gate = Gate::open().await;
    let secret = format!("{SECRET_HEADER}: {}\r\n", gate.secret);
    let head = "POST /telegram HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n";
    let mut connections = Vec::new();
    for number in 0..400 {
        let sent = match number % 4 {
            0 => String::new(),
            1 => "POST /tele".to_owned(),
            2 => format!("{head}\r\n{{"),
            _ => format!("{head}{secret}\r\n{{\"update_id\":"),
        };
        connections.push(stuck(gate.address, &sent).await);
    }
    gate.serves().await;
    // Those that began a request are not waited for without end.
    for mut connection in connections.into_iter().skip(1).step_by(2).take(20) {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(LONGEST, connection.read_to_end(&mut rest)).await;
        assert!(
            ended.is_ok(),
            "a connection was kept for more than {LONGEST:?}"
        );
    }
    gate.ends_unharmed().await;
}
