//! `/healthz`, `/readyz` and `/metrics`.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::{Check, Metrics};
use crate::http;

/// How long the checks may take; the `health` command waits a little longer.
const CHECKED_WITHIN: Duration = Duration::from_secs(3);

/// The format of the figures.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves until `stop` ends. `ready` looks at everything that has to be well; it may take three
/// seconds.
pub async fn serve<R, F>(
    listener: TcpListener,
    metrics: Arc<Metrics>,
    ready: R,
    stop: impl Future<Output = ()>,
) where
    R: Fn() -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Vec<Check>> + Send,
{
    let router = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route(
            "/readyz",
            get(async move || readiness(timeout(CHECKED_WITHIN, ready()).await.ok())),
        )
        .route("/metrics", get(async move || figures(&metrics)));
    http::serve(listener, router, stop).await;
}

/// One line for each check, `ok` or `problem`; `None` if they took too long.
fn readiness(checks: Option<Vec<Check>>) -> Response {
    let Some(checks) = checks else {
        let seconds = CHECKED_WITHIN.as_secs();
        let text = format!("problem checks: took longer than {seconds} s\n");
        return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
    };
    let status = if checks.iter().all(|check| check.state.is_ok()) {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let lines = checks.iter().map(|check| match &check.state {
        Ok(None) => format!("ok      {}\n", check.of),
        Ok(Some(says)) => format!("ok      {}: {says}\n", check.of),
        Err(trouble) => format!("problem {}: {trouble}\n", check.of),
    });
    (status, lines.collect::<String>()).into_response()
}

fn figures(metrics: &Metrics) -> Response {
    match metrics.text() {
        Ok(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
