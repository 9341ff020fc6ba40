//! Posting updates to the bot instead of waiting for its polls.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::Shared;
use super::params::Params;
use super::refusal::Refusal;
use super::state::{State, now};
use super::updates::{Post, Webhook};

/// Where the secret stands.
const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// How long the bot has for its response.
const LONGEST_POST: Duration = Duration::from_secs(10);

/// Answers a method about the webhook; nothing if it is another method.
pub(crate) fn call(
    state: &mut State,
    method: &str,
    params: &Params,
) -> Option<Result<Value, Refusal>> {
    Some(match method {
        "setwebhook" => set(state, params),
        "deletewebhook" => {
            if params.is_set("drop_pending_updates") {
                state.updates.drop_pending();
            }
            state.updates.webhook = Webhook::default();
            Ok(true.into())
        }
        "getwebhookinfo" => Ok(info(state)),
        _ => return None,
    })
}

/// Ports of the cloud server; addresses of this computer are taken with any, as a local server does.
fn check_url(url: &str) -> Result<(), Refusal> {
    let bad = |why: &str| Refusal::rule(format!("bad webhook: {why}"));
    let parsed = reqwest::Url::parse(url).map_err(|_| bad("invalid URL specified"))?;
    if matches!(parsed.host_str(), Some("127.0.0.1" | "localhost")) {
        return Ok(());
    }
    if parsed.scheme() != "https" {
        return Err(bad("An HTTPS URL must be provided for webhook"));
    }
    if !matches!(parsed.port_or_known_default(), Some(443 | 80 | 88 | 8443)) {
        return Err(bad(
            "Webhook can be set up only on ports 80, 88, 443 or 8443",
        ));
    }
    Ok(())
}

fn set(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let url = params.text("url");
    let secret = params.text("secret_token");
    let is_fit = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if secret.len() > 256 || !secret.chars().all(is_fit) {
        return Err(Refusal::rule("secret token contains unallowed characters"));
    }
    let max_connections = params.int("max_connections").unwrap_or(40);
    if !(1..=100).contains(&max_connections) {
        return Err(Refusal::rule("max_connections must be from 1 to 100"));
    }
    if !url.is_empty() {
        check_url(&url)?;
    }
    if params.is_set("drop_pending_updates") {
        state.updates.drop_pending();
    }
    state.updates.allow(params.json("allowed_updates").as_ref());
    state.updates.webhook = Webhook {
        url,
        secret,
        max_connections,
        last_error: None,
    };
    Ok(true.into())
}

fn info(state: &State) -> Value {
    let webhook = &state.updates.webhook;
    let mut info = json!({
        "url": webhook.url,
        "has_custom_certificate": false,
        "pending_update_count": state.updates.pending(),
    });
    if !webhook.url.is_empty() {
        info["max_connections"] = webhook.max_connections.into();
    }
    if let Some(kinds) = state.updates.allowed() {
        info["allowed_updates"] = json!(kinds);
    }
    if let Some((date, message)) = &webhook.last_error {
        info["last_error_date"] = (*date).into();
        info["last_error_message"] = message.as_str().into();
    }
    info
}

/// Posts updates as long as a webhook is set: side by side, in order within a chat; what is not taken
/// with a 2xx comes again.
pub(crate) async fn post(shared: Arc<Shared>) {
    let client = reqwest::Client::new();
    let mut posts = JoinSet::new();
    loop {
        let post = shared.found(|state| state.updates.next_post()).await;
        posts.spawn(insist(Arc::clone(&shared), client.clone(), post));
        while posts.try_join_next().is_some() {}
    }
}

/// Posts an update; if it is not taken, its chat waits a while before it is posted again.
async fn insist(shared: Arc<Shared>, client: reqwest::Client, post: Post) {
    let mut request = client
        .post(&post.url)
        .timeout(LONGEST_POST)
        .header("Content-Type", "application/json")
        .body(post.update.clone());
    if !post.secret.is_empty() {
        request = request.header(SECRET_HEADER, &post.secret);
    }
    let failure = match request.send().await {
        Ok(response) if response.status().is_success() => None,
        Ok(response) => Some(format!(
            "Wrong response from the webhook: {}",
            response.status()
        )),
        Err(_) => Some("Connection refused".to_owned()),
    };
    let is_taken = failure.is_none();
    let delay = shared.change(|state| {
        if let Some(failure) = failure {
            state.updates.webhook.last_error = Some((now(), failure));
        }
        state.updates.posted(&post, is_taken)
    });
    tokio::time::sleep(delay).await;
    shared.change(|state| state.updates.go_on(post.chat));
}
