//! A Bot API server in memory that is fast, and forgives everything.

use std::collections::{HashMap, VecDeque};
use std::net::TcpListener;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::post;
use serde::Deserialize;
use tokio::sync::Notify;

use super::messages::Update;
use super::webhook::{self, Webhook};

/// The server, which ends with the process.
pub(super) struct Server {
    shared: Arc<Shared>,
    address: String,
    started: Instant,
}

#[derive(Default)]
pub(super) struct Shared {
    state: Mutex<Inner>,
    /// Something was sent to the bot.
    sent: Notify,
    /// The bot did something.
    acted: Condvar,
}

#[derive(Default)]
struct Inner {
    waiting: VecDeque<Update>,
    handed_out: HashMap<usize, VecDeque<Instant>>,
    latencies: Vec<Duration>,
    answered: usize,
    /// When the bot first asked for updates, or said where to post them.
    ready: Option<Instant>,
}

/// What matters of a request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    timeout: u64,
    limit: Option<usize>,
    chat_id: usize,
    #[serde(flatten)]
    webhook: Webhook,
}

const ME: &str = r#"{"id":1,"is_bot":true,"first_name":"Bot","username":"load_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}"#;

const NO_WEBHOOK: &str = r#"{"url":"","has_custom_certificate":false,"pending_update_count":0}"#;

impl Server {
    pub(super) fn start() -> Self {
        let shared = Arc::<Shared>::default();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a socket for tokio");
        let state = Arc::clone(&shared);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let router = Router::new()
                    .route("/{bot}/{method}", post(answer))
                    .with_state(state);
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let _ = axum::serve(listener, router).await;
            });
        });
        Self {
            shared,
            address: format!("http://{address}"),
            started: Instant::now(),
        }
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn send(&self, updates: Vec<Update>) {
        self.shared.lock().waiting.extend(updates);
        self.shared.sent.notify_waiters();
    }

    /// How long after the start the bot asked for updates, or said where to post them.
    pub(super) fn wait_until_ready(&self, most: Duration) -> Option<Duration> {
        self.wait(most, |inner| inner.ready.is_some());
        let ready = self.shared.lock().ready?;
        Some(ready.duration_since(self.started))
    }

    pub(super) fn wait_for_answers(&self, number: usize, most: Duration) {
        self.wait(most, |inner| inner.answered >= number);
    }

    fn wait(&self, most: Duration, until: impl Fn(&Inner) -> bool) {
        let end = Instant::now() + most;
        let mut inner = self.shared.lock();
        while !until(&inner) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            let waited = self.shared.acted.wait_timeout(inner, left);
            inner = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(super) fn forget_latencies(&self) {
        self.shared.lock().latencies.clear();
    }

    /// How long each answer took after its message was handed out, shortest first.
    pub(super) fn latencies(&self) -> Vec<Duration> {
        let mut latencies = self.shared.lock().latencies.clone();
        latencies.sort();
        latencies
    }

    pub(super) fn answered(&self) -> usize {
        self.shared.lock().answered
    }
}

impl Shared {
    /// Says that the bot is ready for updates.
    pub(super) fn bot_is_ready(&self) {
        self.lock().is_ready(self);
    }

    /// Waits for the next update.
    pub(super) async fn next(&self) -> String {
        loop {
            let news = self.sent.notified();
            tokio::pin!(news);
            news.as_mut().enable();
            if let Some(update) = self.lock().hand_out(1).pop() {
                return update;
            }
            news.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    Path((_, method)): Path<(String, String)>,
    body: Bytes,
) -> impl IntoResponse {
    let asked: Asked = serde_json::from_slice(&body).unwrap_or_default();
    let result = match method.to_ascii_lowercase().as_str() {
        "getupdates" => updates(&shared, &asked).await,
        "setwebhook" if !asked.webhook.url.is_empty() => {
            webhook::post_to(&shared, &asked.webhook);
            "true".to_owned()
        }
        "getwebhookinfo" => NO_WEBHOOK.to_owned(),
        "sendmessage" => sent(&shared, asked.chat_id),
        "getme" => ME.to_owned(),
        "getmycommands" => "[]".to_owned(),
        "getmydescription" => r#"{"description":""}"#.to_owned(),
        "getmyshortdescription" => r#"{"short_description":""}"#.to_owned(),
        _ => "true".to_owned(),
    };
    let body = format!("{{\"ok\":true,\"result\":{result}}}");
    ([(CONTENT_TYPE, "application/json")], body)
}

async fn updates(shared: &Shared, asked: &Asked) -> String {
    let end = tokio::time::Instant::now() + Duration::from_secs(asked.timeout);
    loop {
        let news = shared.sent.notified();
        tokio::pin!(news);
        news.as_mut().enable();
        if let Some(updates) = take(shared, asked.limit.unwrap_or(100)) {
            return updates;
        }
        if tokio::time::timeout_at(end, news).await.is_err() {
            return "[]".to_owned();
        }
    }
}

/// The next updates as JSON; nothing if none wait.
fn take(shared: &Shared, limit: usize) -> Option<String> {
    let mut inner = shared.lock();
    inner.is_ready(shared);
    let batch = inner.hand_out(limit);
    (!batch.is_empty()).then(|| format!("[{}]", batch.join(",")))
}

impl Inner {
    fn is_ready(&mut self, shared: &Shared) {
        if self.ready.is_none() {
            self.ready = Some(Instant::now());
            shared.acted.notify_all();
        }
    }

    fn hand_out(&mut self, limit: usize) -> Vec<String> {
        let now = Instant::now();
        let number = self.waiting.len().min(limit);
        let batch = self.waiting.drain(..number);
        let updates = batch.map(|update| {
            let handed_out = self.handed_out.entry(update.chat).or_default();
            handed_out.push_back(now);
            update.json
        });
        updates.collect()
    }
}

fn sent(shared: &Shared, chat: usize) -> String {
    let mut inner = shared.lock();
    let handed_out = inner
        .handed_out
        .get_mut(&chat)
        .and_then(VecDeque::pop_front);
    if let Some(handed_out) = handed_out {
        inner.latencies.push(handed_out.elapsed());
        inner.answered += 1;
        shared.acted.notify_all();
    }
    let number = inner.answered;
    format!(
        r#"{{"message_id":{number},"date":1790000000,"chat":{{"id":{chat},"type":"private","first_name":"Ann"}},"text":"x"}}"#
    )
}
