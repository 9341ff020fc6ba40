//! Requests to the Bot API: one attempt each, over a client of our own with teloxide's payloads.
//!
//! teloxide's own client sleeps ten seconds inside an answer of 5xx and drops the error's code, so
//! that neither a time limit nor a decision on a retry could be kept.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::Url;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teloxide::requests::Payload;
use tokio::sync::Semaphore;

use super::clock::Clock;
use super::lock::lock;
use crate::config::Config;
use crate::health::{Called, Metrics};

/// At most this many ordinary requests are under way at once; further ones wait their turn. What is
/// under way when the process is killed is sent a second time, so that more would do harm, and it is
/// enough for ten times what Telegram takes of one bot.
const MAX_REQUESTS: u32 = 32;

/// How long it may take to reach the server.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// How long an ordinary request may take in all.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// Whether something may still be said.
pub(super) type May<'a> = &'a (dyn Fn() -> bool + Send + Sync);

/// The Bot API as one bot sees it.
#[derive(Debug)]
pub(super) struct Api {
    http: reqwest::Client,
    /// Ends in the token: not to be shown.
    base: Secret,
    turns: Semaphore,
    hushed: AtomicBool,
    clock: Clock,
    metrics: Arc<Metrics>,
    /// When Telegram last granted something.
    granted: Mutex<Option<Instant>>,
}

/// An address that holds the token.
struct Secret(Url);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// Why a request was of no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// Telegram waits for this long before it takes more.
    TooMany(Duration),
    /// The group has become another chat.
    Migrated(i64),
    /// Telegram refuses the request: its code and what it says.
    Refused { code: u16, says: String },
    /// The server is in trouble.
    Server(u16),
    /// No answer came. Telegram may have taken the request all the same if it was sent.
    NoAnswer { sent: bool, why: &'static str },
    /// It was not asked, as this process may not say anything at this moment.
    Withheld,
}

/// The token is refused: there is nothing to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenRefused;

/// What every answer of the Bot API looks like.
#[derive(Debug, Deserialize)]
struct Answer<R> {
    ok: bool,
    result: Option<R>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Debug, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    /// A client for the server and the token that `config` names; `None` without a token, or if
    /// the system gives no client.
    pub(super) fn new(config: &Config, metrics: Arc<Metrics>) -> Option<Self> {
        let token = config.token.as_ref()?;
        // Without the point the colon of the token would end the name of a scheme.
        let base = config.api_url.join(&format!("./bot{}/", token.secret()));
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_WITHIN)
            .tcp_nodelay(true)
            // Telegram is asked and answers in its own language; other hosts have no say.
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Some(Self {
            http: http.ok()?,
            base: Secret(base.ok()?),
            turns: Semaphore::new(MAX_REQUESTS as usize),
            hushed: AtomicBool::new(false),
            clock: Clock::default(),
            metrics,
            granted: Mutex::default(),
        })
    }

    /// What is counted.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// How long ago Telegram last granted something; `None` if it has not yet.
    pub(super) fn silent_for(&self) -> Option<Duration> {
        lock(&self.granted).map(|granted| granted.elapsed())
    }

    /// One attempt at a request, when it is its turn.
    pub(super) async fn call<P, R>(&self, payload: &P) -> Result<R, Failure>
    where
        P: Payload + Serialize,
        R: DeserializeOwned,
    {
        // It is never closed.
        let _turn = self.turns.acquire().await;
        self.call_within(payload, ANSWER_WITHIN).await
    }

    /// The same if `may` says so when it is its turn, and nothing was hushed.
    pub(super) async fn call_if<P, R>(&self, payload: &P, may: May<'_>) -> Result<R, Failure>
    where
        P: Payload + Serialize,
        R: DeserializeOwned,
    {
        // As above.
        let _turn = self.turns.acquire().await;
        if self.hushed.load(Ordering::Acquire) || !may() {
            return Err(Failure::Withheld);
        }
        self.call_within(payload, ANSWER_WITHIN).await
    }

    /// From now on [`call_if`](Self::call_if) asks nothing. Comes back when what was asked before is
    /// answered.
    pub(super) async fn hush(&self) {
        self.hushed.store(true, Ordering::Release);
        // As above. All turns are free when nobody has one.
        let _all = self.turns.acquire_many(MAX_REQUESTS).await;
    }

    /// One attempt at a request that may take `limit` in all and waits for no other.
    pub(super) async fn call_within<P, R>(&self, payload: &P, limit: Duration) -> Result<R, Failure>
    where
        P: Payload + Serialize,
        R: DeserializeOwned,
    {
        // Editing what was sent by inline mode has a payload of its own, but the same method.
        let method = P::NAME.trim_end_matches("Inline");
        let result = self.attempt(method, payload, limit).await;
        let called = match &result {
            Ok(_) => Called::Ok,
            Err(failure) => failure.called(),
        };
        self.metrics.sent(method, called);
        if called == Called::Ok {
            *lock(&self.granted) = Some(Instant::now());
        }
        result
    }

    async fn attempt<P, R>(&self, method: &str, payload: &P, limit: Duration) -> Result<R, Failure>
    where
        P: Serialize,
        R: DeserializeOwned,
    {
        let not_sent = |why| Failure::NoAnswer { sent: false, why };
        let url = self
            .base
            .0
            .join(method)
            .map_err(|_| not_sent("no address"))?;
        let body = serde_json::to_vec(payload).map_err(|_| not_sent("no JSON"))?;
        let request = self
            .http
            .post(url)
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .timeout(limit);
        let response = request.send().await.map_err(|error| no_answer(&error))?;
        let status = response.status();
        self.clock.hear(|| date_of(response.headers()));
        let bytes = response.bytes().await.map_err(|error| no_answer(&error))?;
        match serde_json::from_slice::<Answer<R>>(&bytes) {
            Ok(answer) => answer.into_result(status.as_u16()),
            Err(_) if status.is_server_error() => Err(Failure::Server(status.as_u16())),
            Err(_) => Err(Failure::NoAnswer {
                sent: true,
                why: "no answer of the Bot API",
            }),
        }
    }
}

impl Api {
    /// The time that the server tells, in seconds of the Unix epoch.
    pub(super) async fn server_time(&self) -> Option<u64> {
        let mut address = self.base.0.clone();
        address.set_path("/");
        let asked = self
            .http
            .get(address)
            .timeout(ANSWER_WITHIN)
            .send()
            .await
            .ok()?;
        date_of(asked.headers())?.try_into().ok()
    }

    /// Telegram's time.
    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// When an answer was given, in seconds of the Unix epoch.
fn date_of(headers: &HeaderMap) -> Option<i64> {
    let date = headers.get(reqwest::header::DATE)?.to_str().ok()?;
    let date = jiff::fmt::rfc2822::parse(date).ok()?;
    Some(date.timestamp().as_second())
}

/// What is known of a request without an answer. The error itself holds the address and with it
/// the token, so that it is not kept.
fn no_answer(error: &reqwest::Error) -> Failure {
    let (sent, why) = if error.is_connect() {
        (false, "the server cannot be reached")
    } else if error.is_timeout() {
        (true, "no answer in time")
    } else {
        (true, "the connection broke")
    };
    Failure::NoAnswer { sent, why }
}

impl<R> Answer<R> {
    fn into_result(self, status: u16) -> Result<R, Failure> {
        match self.result {
            Some(result) if self.ok => return Ok(result),
            _ => {}
        }
        let code = self.error_code.unwrap_or(status);
        if let Some(parameters) = self.parameters {
            if let Some(seconds) = parameters.retry_after {
                return Err(Failure::TooMany(Duration::from_secs(seconds)));
            }
            if let Some(chat) = parameters.migrate_to_chat_id {
                return Err(Failure::Migrated(chat));
            }
        }
        Err(match code {
            429 => Failure::TooMany(Duration::from_secs(1)),
            500.. => Failure::Server(code),
            _ => Failure::Refused {
                code,
                says: self.description.unwrap_or_default(),
            },
        })
    }
}

impl Failure {
    /// Whether what Telegram says begins or goes on with one of these words, in any case: newer
    /// servers word the same error differently.
    fn says_any(&self, parts: &[&str]) -> bool {
        let Self::Refused { says, .. } = self else {
            return false;
        };
        let says = says.to_lowercase();
        parts.iter().any(|part| says.contains(part))
    }

    /// As it is counted.
    fn called(&self) -> Called {
        match self {
            Self::TooMany(_) => Called::TooMany,
            Self::Migrated(_) | Self::Refused { .. } => Called::Refused,
            Self::Server(_) => Called::Server,
            Self::NoAnswer { .. } | Self::Withheld => Called::NoAnswer,
        }
    }

    /// The token is none of Telegram's.
    pub(super) fn is_token_refused(&self) -> bool {
        // An unknown method is a 404 too, but we ask for known ones only.
        matches!(
            self,
            Self::Refused {
                code: 401 | 404,
                ..
            }
        )
    }

    /// Another program asks for this bot's updates, or a webhook receives them.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused { code: 409, .. })
    }

    /// Blocked, kicked, deleted: nobody is there to answer.
    pub(super) fn is_forbidden(&self) -> bool {
        matches!(self, Self::Refused { code: 403, .. }) || self.says_any(&["chat not found"])
    }

    /// The message shows this already.
    pub(super) fn is_not_modified(&self) -> bool {
        self.says_any(&["message is not modified"])
    }

    /// Telegram cannot read the markup.
    pub(super) fn is_markup(&self) -> bool {
        self.says_any(&["can't parse entities"])
    }

    /// The message to be edited is gone or no longer ours to edit.
    pub(super) fn is_gone(&self) -> bool {
        self.says_any(&[
            "message to edit not found",
            "message can't be edited",
            "message_id_invalid",
        ])
    }

    /// The forum topic is gone.
    pub(super) fn is_thread_gone(&self) -> bool {
        self.says_any(&["message thread not found", "topic_closed", "topic_deleted"])
    }

    /// Whether trying again may help.
    pub(super) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::TooMany(_) | Self::Server(_) | Self::NoAnswer { .. }
        )
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMany(wait) => write!(f, "too many requests, wait {} s", wait.as_secs()),
            Self::Migrated(_) => f.write_str("the group has become a supergroup"),
            Self::Refused { code, says } => write!(f, "{code} {says:?}"),
            Self::Server(code) => write!(f, "the server answers {code}"),
            Self::NoAnswer { why, .. } => f.write_str(why),
            Self::Withheld => f.write_str("nothing is said at this moment"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(json: &str) -> Failure {
        let answer: Answer<bool> = serde_json::from_str(json).unwrap();
        answer.into_result(400).unwrap_err()
    }

    #[test]
    fn errors_are_told_apart_by_code_and_words() {
        let kicked = failure(
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the group chat"}"#,
        );
        assert!(kicked.is_forbidden() && !kicked.may_pass());
        let conflict = failure(
            r#"{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}"#,
        );
        assert!(conflict.is_conflict());
        assert!(
            failure(r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#)
                .is_token_refused()
        );
        assert!(
            failure(r#"{"ok":false,"error_code":400,"description":"Bad Request: message is not modified: x"}"#)
                .is_not_modified()
        );
        assert!(failure(r#"{"ok":false,"error_code":502,"description":"Bad Gateway"}"#).may_pass());
    }

    #[test]
    fn waiting_times_and_new_chats_are_read() {
        assert_eq!(
            failure(
                r#"{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}"#
            ),
            Failure::TooMany(Duration::from_secs(7))
        );
        assert_eq!(
            failure(
                r#"{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-100}}"#
            ),
            Failure::Migrated(-100)
        );
    }

    #[test]
    fn the_token_is_not_shown() {
        let config =
            Config::read(|name| (name == "TELOXIDE_TOKEN").then(|| "1:secret".into())).unwrap();
        let api = Api::new(&config, Arc::default()).unwrap();
        assert!(!format!("{api:?}").contains("secret"));
        assert_eq!(api.base.0.as_str(), "https://api.telegram.org/bot1:secret/");
    }
}
