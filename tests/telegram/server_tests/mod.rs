//! The fake server itself, by a client that knows only HTTP.

mod answers;
mod breakdowns;
mod messages;
mod methods;
mod updates;

use serde_json::{Value, json};

use super::client::Client;
use super::fake::Server;

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
