//! A Bot API server for unit tests: an axum router on loopback.

use axum::Router;

use crate::config::Config;

/// Serves until the test ends; comes back with settings for it, with `more` beside the token.
pub(super) async fn serve(app: Router, more: &[(&str, &str)]) -> Config {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", port.local_addr().unwrap());
    tokio::spawn(async { axum::serve(port, app).await });
    let settings = [("TELOXIDE_TOKEN", "1:a"), ("TELOXIDE_API_URL", &*address)];
    let config = Config::read(|name| {
        let mut all = settings.iter().chain(more);
        all.find(|(known, _)| *known == name)
            .map(|(_, value)| value.into())
    });
    config.unwrap()
}
