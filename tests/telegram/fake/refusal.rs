//! What the server says when it refuses a request.

use serde_json::{Value, json};

/// A refusal, in the words of the real server.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    /// The `error_code`, which is also the HTTP status.
    pub(crate) code: u16,
    /// The `description`.
    pub(crate) description: String,
    /// The `parameters`, if there are any.
    pub(crate) parameters: Option<Value>,
    /// Whether the bot broke a rule; otherwise the world is to blame, such as a user who blocked it.
    pub(crate) breaks_rule: bool,
}

impl Refusal {
    /// The bot broke a rule: 400 with `Bad Request: ` before `text`.
    pub(crate) fn rule(text: impl AsRef<str>) -> Self {
        Self {
            breaks_rule: true,
            ..Self::world(400, format!("Bad Request: {}", text.as_ref()))
        }
    }

    /// Something in the world is in the way, and the bot could not know.
    pub(crate) fn world(code: u16, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            parameters: None,
            breaks_rule: false,
        }
    }

    /// There is no such method.
    pub(crate) fn unknown_method() -> Self {
        Self {
            breaks_rule: true,
            ..Self::world(404, "Not Found: method not found")
        }
    }

    /// More requests than the server takes; it wants to be left alone for `seconds`.
    pub(crate) fn too_many_requests(seconds: u32) -> Self {
        Self {
            parameters: Some(json!({ "retry_after": seconds })),
            ..Self::world(429, format!("Too Many Requests: retry after {seconds}"))
        }
    }

    /// The group became the supergroup with the id `to`.
    pub(crate) fn migrated(to: i64) -> Self {
        Self {
            parameters: Some(json!({ "migrate_to_chat_id": to })),
            ..Self::world(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
            )
        }
    }

    /// The body of the response.
    pub(crate) fn to_json(&self) -> Value {
        let mut body = json!({
            "ok": false,
            "error_code": self.code,
            "description": self.description,
        });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}
