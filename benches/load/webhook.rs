//! Posting updates to the bot, as many side by side as it takes.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;

use super::server::Shared;

/// Where updates are posted to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Webhook {
    pub(super) url: String,
    secret_token: String,
    max_connections: usize,
}

/// How long to wait before what was not taken is posted again.
const PAUSE: Duration = Duration::from_millis(20);

/// Posts updates for as long as the server runs.
pub(super) fn post_to(shared: &Arc<Shared>, webhook: &Webhook) {
    shared.bot_is_ready();
    let client = reqwest::Client::new();
    for _ in 0..webhook.max_connections {
        tokio::spawn(post(Arc::clone(shared), client.clone(), webhook.clone()));
    }
}

async fn post(shared: Arc<Shared>, client: reqwest::Client, webhook: Webhook) {
    loop {
        let update = shared.next().await;
        loop {
            let request = client
                .post(&webhook.url)
                .header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret_token)
                .header("Content-Type", "application/json")
                .body(update.clone());
            let response = request.send().await;
            if response.is_ok_and(|response| response.status().is_success()) {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
