//! Asking a bot how it is.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use reqwest::StatusCode;

/// A port of this computer that nobody listens on.
pub(crate) fn free_port() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address")
}

/// What a bot says at a path of its `HEALTH_ADDR`; nothing if it does not answer.
pub(crate) async fn asked(address: SocketAddr, path: &str) -> Option<(StatusCode, String)> {
    let request = reqwest::Client::new().get(format!("http://{address}{path}"));
    let response = request.timeout(Duration::from_secs(5)).send().await.ok()?;
    let status = response.status();
    Some((status, response.text().await.ok()?))
}

/// Waits until `/readyz` says whether the bot is ready; comes back with what it says.
pub(crate) async fn is_ready(address: SocketAddr, ready: bool) -> String {
    let start = Instant::now();
    loop {
        let said = asked(address, "/readyz").await;
        if let Some((status, text)) = &said
            && status.is_success() == ready
        {
            return text.clone();
        }
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "waited in vain until the bot says {}; last {said:?}",
            if ready {
                "that it is ready"
            } else {
                "that it is not ready"
            }
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
