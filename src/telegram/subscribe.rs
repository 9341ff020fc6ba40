//! Telling Telegram how updates are to come: posted to a webhook, or polled for.
//!
//! Neither way drops what waits, so that a change of it loses nothing.

use std::time::Duration;

use reqwest::Url;
use serde::Deserialize;
use teloxide::payloads::{DeleteWebhook, GetWebhookInfo, SetWebhook};
use tokio::time::sleep;

use super::api::{Api, Failure, TokenRefused};
use super::send::wait_for;
use super::update::KINDS;
use crate::config::Webhook;

/// How often it is looked at whether Telegram gets through.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// What Telegram says of the webhook.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Info {
    /// Empty if there is none.
    pub(super) url: String,
    pub(super) pending_update_count: u64,
    pub(super) last_error_date: Option<i64>,
    pub(super) last_error_message: Option<String>,
}

impl Info {
    /// Whether updates are posted to this address.
    pub(super) fn is(&self, url: &Url) -> bool {
        Url::parse(&self.url).is_ok_and(|set| set == *url)
    }
}

/// What Telegram says of the webhook now.
pub(super) async fn info(api: &Api) -> Result<Info, Failure> {
    api.call(&GetWebhookInfo::new()).await
}

/// Has updates posted, however long Telegram cannot be told so.
///
/// Every replica sets the same, which changes nothing; if they do so at once, Telegram makes some
/// wait.
pub(super) async fn post(api: &Api, webhook: &Webhook) -> Result<(), TokenRefused> {
    let mut request = SetWebhook::new(webhook.url.clone());
    request.secret_token = Some(webhook.secret.secret().to_owned());
    request.allowed_updates = Some(KINDS.to_vec());
    request.max_connections = u8::try_from(webhook.connections.get()).ok();
    let _: bool = wait_for(api, &request, "the webhook cannot be set").await?;
    log::info!("Telegram posts updates to WEBHOOK_URL");
    Ok(())
}

/// Has updates wait to be polled for, however long Telegram cannot be told so.
pub(super) async fn poll(api: &Api) -> Result<(), TokenRefused> {
    let trouble = "Telegram cannot be asked for a webhook";
    let found: Info = wait_for(api, &GetWebhookInfo::new(), trouble).await?;
    if found.url.is_empty() {
        return Ok(());
    }
    log::warn!(
        "a webhook was set, and {} updates wait for it; it is taken away because WEBHOOK_URL is not \
         set, and they are polled for",
        found.pending_update_count
    );
    let trouble = "the webhook cannot be taken away";
    let _: bool = wait_for(api, &DeleteWebhook::new(), trouble).await?;
    Ok(())
}

/// Looks each minute at whether Telegram gets through, and tells the log if not. Ends only if the
/// token is refused.
pub(super) async fn watch(api: &Api, url: &Url) -> TokenRefused {
    let mut known = None;
    loop {
        sleep(LOOK_EVERY).await;
        match info(api).await {
            Ok(found) => {
                if let Some(trouble) = trouble(&found, url, &mut known) {
                    log::warn!("{trouble}");
                }
            }
            Err(failure) if failure.is_token_refused() => return TokenRefused,
            Err(failure) => log::debug!("the webhook cannot be looked at: {failure}"),
        }
    }
}

/// What is to be told; `known` is when the last error was that is known already.
fn trouble(found: &Info, url: &Url, known: &mut Option<i64>) -> Option<String> {
    if !found.is(url) {
        return Some(
            "the webhook is no longer set to WEBHOOK_URL: another program uses this token; stop it \
             and start the bot anew"
                .to_owned(),
        );
    }
    let is_new = found.last_error_date.is_some() && found.last_error_date != *known;
    *known = found.last_error_date;
    let message = found.last_error_message.as_deref().filter(|_| is_new)?;
    Some(format!(
        "Telegram could not post an update: {message:?}; {} wait",
        found.pending_update_count
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use axum::Router;
    use axum::http::Uri;
    use serde_json::{Value, json};

    use super::*;
    use crate::telegram::stub;

    /// A server that makes the first request wait, and what it was asked: method and parameters.
    async fn server() -> (Api, Webhook, Arc<Mutex<Vec<(String, Value)>>>) {
        let asked: Arc<Mutex<Vec<(String, Value)>>> = Arc::default();
        let noted = Arc::clone(&asked);
        let app = Router::new().fallback(move |uri: Uri, body: String| {
            let method = uri.path().rsplit('/').next().unwrap_or_default().to_owned();
            let body = serde_json::from_str(&body).unwrap_or_default();
            let mut noted = noted.lock().unwrap();
            noted.push((method, body));
            let answer = if noted.len() == 1 {
                r#"{"ok":false,"error_code":429,"parameters":{"retry_after":0}}"#
            } else {
                r#"{"ok":true,"result":true}"#
            };
            async move { answer }
        });
        let settings = [
            ("WEBHOOK_URL", "https://example.org:1234/hook"),
            ("WEBHOOK_SECRET", "secret"),
            ("WEBHOOK_CONNECTIONS", "7"),
        ];
        let config = stub::serve(app, &settings).await;
        let api = Api::new(&config, Arc::default()).unwrap();
        (api, config.webhook.unwrap(), asked)
    }

    #[tokio::test]
    async fn webhook_is_set_with_everything_and_drops_nothing() {
        let (api, webhook, asked) = server().await;
        post(&api, &webhook).await.unwrap();
        let request = json!({
            "url": "https://example.org:1234/hook",
            "secret_token": "secret",
            "max_connections": 7,
            "allowed_updates": [
                "message", "edited_message", "business_message", "edited_business_message",
                "callback_query", "inline_query", "my_chat_member",
            ],
        });
        let request = ("SetWebhook".to_owned(), request);
        assert_eq!(*asked.lock().unwrap(), [request.clone(), request]);
    }

    #[test]
    fn error_is_told_once_and_another_address_always() {
        let url = Url::parse("https://example.org/hook").unwrap();
        let mut found: Info = serde_json::from_str(
            r#"{"url":"https://EXAMPLE.org:443/hook","pending_update_count":3}"#,
        )
        .unwrap();
        let mut known = None;
        assert_eq!(trouble(&found, &url, &mut known), None);
        found.last_error_date = Some(7);
        found.last_error_message = Some("Connection\nrefused".to_owned());
        assert_eq!(
            trouble(&found, &url, &mut known).unwrap(),
            "Telegram could not post an update: \"Connection\\nrefused\"; 3 wait"
        );
        assert_eq!(trouble(&found, &url, &mut known), None);
        found.last_error_date = Some(8);
        assert!(trouble(&found, &url, &mut known).is_some());
        found.url.clear();
        for _ in 0..2 {
            let told = trouble(&found, &url, &mut known).unwrap();
            assert!(told.contains("no longer set"), "{told}");
        }
    }
}
