//! Updates that Telegram posts: who may, how much, and when they count as taken.
//!
//! Nothing of a request is read before its secret is right. A request is answered with 200 only when
//! its update is taken for good; every other answer makes Telegram post it again.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, RETRY_AFTER};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures_util::TryStreamExt as _;
use subtle::ConstantTimeEq as _;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::update::{Received, read_webhook_body};
use crate::config::{Secret, Webhook};
use crate::http::{self, Seldom};

/// Where the secret stands.
const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// The most that a body may hold, in bytes: far more than any update.
const MOST: usize = 1024 * 1024;

/// How long the body of a request may take.
const BODY_WITHIN: Duration = Duration::from_secs(10);

/// How long it may take until an update is taken. It may be taken later all the same, and is then
/// known by its number when it comes again.
const TAKEN_WITHIN: Duration = Duration::from_secs(5);

/// When Telegram is to post again what was not taken, in seconds.
const AGAIN_AFTER: u32 = 2;

/// An update that was posted.
#[derive(Debug)]
pub(super) struct Posted {
    pub(super) received: Received,
    /// To be told when the update is taken for good, or was before. If it is dropped, the update
    /// comes again.
    pub(super) taken: oneshot::Sender<()>,
}

/// What every request needs.
struct Door {
    path: String,
    secret: Secret,
    to: mpsc::Sender<Posted>,
    limits: Limits,
    strangers: Seldom,
    unreadable: Seldom,
    not_taken: Seldom,
}

/// How long things may take.
#[derive(Debug, Clone, Copy)]
struct Limits {
    body: Duration,
    taken: Duration,
}

const LIMITS: Limits = Limits {
    body: BODY_WITHIN,
    taken: TAKEN_WITHIN,
};

/// Hands posted updates to `to` until `stop` ends, then finishes the requests under way; whoever
/// receives them has to go on until then.
pub(super) async fn serve(
    listener: TcpListener,
    webhook: &Webhook,
    to: mpsc::Sender<Posted>,
    stop: impl Future<Output = ()>,
) {
    http::serve(listener, router(webhook, to, LIMITS), stop).await;
}

fn router(webhook: &Webhook, to: mpsc::Sender<Posted>, limits: Limits) -> Router {
    let door = Door {
        path: webhook.url.path().to_owned(),
        secret: webhook.secret.clone(),
        to,
        limits,
        strangers: Seldom::default(),
        unreadable: Seldom::default(),
        not_taken: Seldom::default(),
    };
    // Paths are compared here: a router reads braces in them as its own.
    Router::new().fallback(answer).with_state(Arc::new(door))
}

async fn answer(State(door): State<Arc<Door>>, request: Request) -> Response {
    match door.take(request).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(StatusCode::METHOD_NOT_ALLOWED) => {
            (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "POST")]).into_response()
        }
        Err(StatusCode::SERVICE_UNAVAILABLE) => {
            let again = [(RETRY_AFTER, AGAIN_AFTER.to_string())];
            (StatusCode::SERVICE_UNAVAILABLE, again).into_response()
        }
        Err(status) => status.into_response(),
    }
}

impl Door {
    /// Takes the update that a request holds, or says what it is answered instead.
    async fn take(&self, request: Request) -> Result<(), StatusCode> {
        if request.method() != Method::POST {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        if request.uri().path() != self.path {
            return Err(StatusCode::NOT_FOUND);
        }
        if !self.is_telegram(request.headers()) {
            if self.strangers.may_tell() {
                log::warn!("a request to the webhook did not show the secret; it was not read");
            }
            return Err(StatusCode::UNAUTHORIZED);
        }
        let body = timeout(self.limits.body, read(request.into_body()));
        let body = body.await.map_err(|_| StatusCode::REQUEST_TIMEOUT)??;
        let received = read_webhook_body(&body).map_err(|why| {
            if self.unreadable.may_tell() {
                log::warn!("a request to the webhook held no update: {why}");
            }
            StatusCode::BAD_REQUEST
        })?;
        let taken = timeout(self.limits.taken, self.hand_on(received)).await;
        if taken == Ok(true) {
            return Ok(());
        }
        if self.not_taken.may_tell() {
            log::warn!(
                "an update that was posted could not be taken in time; Telegram posts it again"
            );
        }
        Err(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// Whether a request shows the secret. How long that takes does not tell how much of it is right.
    fn is_telegram(&self, headers: &HeaderMap) -> bool {
        let shown = headers
            .get(SECRET_HEADER)
            .map_or(&b""[..], |shown| shown.as_bytes());
        shown.ct_eq(self.secret.secret().as_bytes()).into()
    }

    /// Whether an update was taken for good.
    async fn hand_on(&self, received: Received) -> bool {
        let (taken, is_taken) = oneshot::channel();
        self.to.send(Posted { received, taken }).await.is_ok() && is_taken.await.is_ok()
    }
}

/// The whole of a body that is not too long.
async fn read(body: Body) -> Result<Vec<u8>, StatusCode> {
    // What it says of its length is not read to be found too long.
    if body.size_hint().lower() > MOST as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let mut pieces = body.into_data_stream();
    let mut whole = Vec::new();
    while let Some(piece) = pieces
        .try_next()
        .await
        .map_err(|_| StatusCode::BAD_REQUEST)?
    {
        if whole.len() + piece.len() > MOST {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}
