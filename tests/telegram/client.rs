//! A client that knows nothing of the Bot API's types: for tests of the server, and for small bots.

use std::time::Duration;

use serde_json::{Value, json};

use super::fake::state::TOKEN;

/// Calls methods of a server.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
}

impl Client {
    /// A client of the server at this address.
    pub(crate) fn new(url: impl Into<String>) -> Self {
        Self {
            http: reqwest::Client::new(),
            url: url.into(),
        }
    }

    /// Sends a request in any form and comes back with the status and the body.
    pub(crate) async fn send(
        &self,
        path: &str,
        content_type: &str,
        body: String,
    ) -> Result<(u16, Value), reqwest::Error> {
        let request = self.http.post(format!("{}/{path}", self.url));
        let request = request.header("Content-Type", content_type).body(body);
        // Longer than any poll, and short enough to fail a test that hangs.
        let response = request.timeout(Duration::from_mins(1)).send().await?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    /// Calls a method and comes back with the whole response.
    pub(crate) async fn response(
        &self,
        method: &str,
        params: Value,
    ) -> Result<Value, reqwest::Error> {
        let path = format!("bot{TOKEN}/{method}");
        let (_, body) = self
            .send(&path, "application/json", params.to_string())
            .await?;
        Ok(body)
    }

    /// Calls a method that works.
    #[track_caller]
    pub(crate) fn call(&self, method: &str, params: Value) -> impl Future<Output = Value> + use<> {
        let place = std::panic::Location::caller();
        let (client, method) = (self.clone(), method.to_owned());
        async move {
            let shown = params.to_string();
            let response = client.response(&method, params).await.expect("a response");
            assert!(
                response["ok"] == json!(true),
                "{place}: {method} {shown}: {response}"
            );
            response["result"].clone()
        }
    }

    /// Calls a method that is refused, and comes back with the code and the description.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        let response = self.response(method, params).await.expect("a response");
        let description = response["description"].as_str().unwrap_or_default();
        format!("{} {description}", response["error_code"])
    }
}
