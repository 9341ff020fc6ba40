//! Health, readiness and figures over HTTP, and the `health` command that asks for them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use skincare_faq_bot::health::{Called, Check, Metrics, serve};
use tokio::net::TcpListener;

/// What a readiness check tells, to be changed by a test.
type Troubles = Arc<Mutex<Vec<Option<&'static str>>>>;

struct Watched {
    address: SocketAddr,
    metrics: Arc<Metrics>,
    troubles: Troubles,
}

async fn watched() -> Watched {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let metrics = Arc::new(Metrics::default());
    let troubles: Troubles = Arc::new(Mutex::new(vec![None, None]));
    let told = Arc::clone(&troubles);
    let ready = move || {
        let told = told.lock().unwrap().clone();
        async move {
            let checks = ["FAQ", "storage"].into_iter().zip(told);
            let check = |(of, trouble): (_, Option<&str>)| Check {
                of,
                state: trouble.map_or(Ok(None), |trouble| Err(trouble.to_owned())),
            };
            checks.map(check).collect()
        }
    };
    tokio::spawn(serve(
        listener,
        Arc::clone(&metrics),
        ready,
        std::future::pending(),
    ));
    Watched {
        address,
        metrics,
        troubles,
    }
}

impl Watched {
    async fn get(&self, path: &str) -> (u16, String, String) {
        let response = reqwest::get(format!("http://{}{path}", self.address));
        let response = response.await.unwrap();
        let kind = response.headers().get("content-type").unwrap();
        let kind = kind.to_str().unwrap().to_owned();
        let status = response.status().as_u16();
        (status, kind, response.text().await.unwrap())
    }
}

/// The `health` command with these settings.
async fn command(settings: &[(&str, String)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
    let folder = tempfile::tempdir().unwrap();
    command.arg("health").env_remove("HEALTH_ADDR");
    command.current_dir(folder.path());
    // The answer is asked of this machine whatever proxy there is.
    command.env("HTTP_PROXY", "http://127.0.0.1:9");
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    let output = tokio::task::spawn_blocking(move || command.output());
    output.await.unwrap().unwrap()
}

#[track_caller]
fn ended(output: &Output, code: i32, out: &str, err: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), out);
    assert!(stderr.starts_with(err), "no {err:?} in {stderr:?}");
}

#[tokio::test]
async fn process_that_is_not_ready_is_alive_all_the_same() {
    let watched = watched().await;
    let (status, _, says) = watched.get("/readyz").await;
    assert_eq!((status, &*says), (200, "ok      FAQ\nok      storage\n"));

    watched.troubles.lock().unwrap()[1] = Some("the disk is full");
    let (status, _, says) = watched.get("/readyz").await;
    let told = "ok      FAQ\nproblem storage: the disk is full\n";
    assert_eq!((status, &*says), (503, told));
    let (status, _, says) = watched.get("/healthz").await;
    assert_eq!((status, &*says), (200, "ok\n"));

    watched.troubles.lock().unwrap()[1] = None;
    assert_eq!(watched.get("/readyz").await.0, 200);
}

#[tokio::test]
async fn command_asks_and_tells_by_its_exit_code() {
    let watched = watched().await;
    let port = watched.address.port();
    for address in [
        format!("127.0.0.1:{port}"),
        format!(":{port}"),
        format!("0.0.0.0:{port}"),
    ] {
        let output = command(&[("HEALTH_ADDR", address)]).await;
        ended(&output, 0, "ok      FAQ\nok      storage\n", "");
    }
    watched.troubles.lock().unwrap()[0] = Some("is not loaded");
    let output = command(&[("HEALTH_ADDR", port.to_string())]).await;
    let told = "problem FAQ: is not loaded\nok      storage\n";
    ended(&output, 1, told, "");
}

#[tokio::test]
async fn command_without_an_answer_or_an_address_says_so() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let output = command(&[("HEALTH_ADDR", address.to_string())]).await;
    let told = format!("error: nothing answers at http://{address}/readyz\n  help: ");
    ended(&output, 1, "", &told);
    let output = command(&[]).await;
    ended(&output, 2, "", "error: HEALTH_ADDR is not set\n  help: ");
    let output = command(&[("HEALTH_ADDR", "everywhere".to_owned())]).await;
    ended(
        &output,
        2,
        "",
        "error: `HEALTH_ADDR` must be an IP address and a port",
    );
}

/// The samples of an exposition, by name and labels. Every line has to be of the format.
fn samples(text: &str) -> BTreeMap<&str, f64> {
    let body = text.strip_suffix("# EOF\n").expect("an end");
    let mut families = BTreeSet::new();
    let mut samples = BTreeMap::new();
    for line in body.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            let mut words = comment.split(' ');
            let keyword = words.next().unwrap();
            assert!(["HELP", "TYPE", "UNIT"].contains(&keyword), "{line}");
            families.insert(words.next().unwrap());
            continue;
        }
        let (name, value) = line.rsplit_once(' ').expect("a value");
        let bare = name.split('{').next().unwrap();
        assert!(
            families.iter().any(|family| bare.starts_with(family)),
            "{line}"
        );
        let before = samples.insert(name, value.parse().expect("a number"));
        assert_eq!(before, None, "{line} twice");
    }
    samples
}

#[tokio::test]
async fn figures_are_what_was_counted_in_the_format_of_prometheus() {
    let watched = watched().await;
    let metrics = &watched.metrics;
    for _ in 0..3 {
        metrics.update("message");
    }
    metrics.outcome("answer");
    metrics.answered_in(Duration::from_millis(3));
    metrics.score(0.42);
    metrics.sent("SendMessage", Called::Ok);
    metrics.sent("SendMessage", Called::TooMany);
    metrics.retry("SendMessage");
    metrics.queue_depth(5);
    metrics.storage_errors(1);
    metrics.silenced();
    metrics.aged_out();
    metrics.faq("0123456789abcdef".to_owned(), 4);
    metrics.faq("fedcba9876543210".to_owned(), 45);
    metrics.started(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000));

    let (status, kind, text) = watched.get("/metrics").await;
    assert_eq!(status, 200);
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let samples = samples(&text);
    for (name, value) in [
        (r#"bot_updates_total{kind="message"}"#, 3.0),
        (r#"bot_outcomes_total{outcome="answer"}"#, 1.0),
        (r#"bot_answer_latency_seconds_bucket{le="0.002"}"#, 0.0),
        (r#"bot_answer_latency_seconds_bucket{le="0.005"}"#, 1.0),
        ("bot_answer_latency_seconds_count", 1.0),
        (r#"bot_scores_bucket{le="0.4"}"#, 0.0),
        (r#"bot_scores_bucket{le="0.45"}"#, 1.0),
        (r#"bot_sends_total{method="SendMessage",result="ok"}"#, 1.0),
        (
            r#"bot_sends_total{method="SendMessage",result="too_many"}"#,
            1.0,
        ),
        (r#"bot_retries_total{method="SendMessage"}"#, 1.0),
        ("bot_queue_depth", 5.0),
        ("bot_storage_errors_total", 1.0),
        ("bot_silenced_total", 1.0),
        ("bot_aged_out_total", 1.0),
        (r#"bot_faq_info{version="fedcba9876543210"}"#, 1.0),
        ("bot_faq_entries", 45.0),
        (
            concat!(
                "bot_build_info{version=\"",
                env!("CARGO_PKG_VERSION"),
                "\"}"
            ),
            1.0,
        ),
        ("process_start_time_seconds", 1_000.0),
    ] {
        assert_eq!(samples.get(name), Some(&value), "{name} in\n{text}");
    }
    assert!(!text.contains("0123456789abcdef"), "the FAQ of before");
    #[cfg(target_os = "linux")]
    assert!(samples["process_resident_memory_bytes"] > 1e6);
}

#[tokio::test]
async fn other_paths_and_methods_are_none_of_it() {
    let watched = watched().await;
    let client = reqwest::Client::new();
    let asked = client.get(format!("http://{}/", watched.address)).send();
    assert_eq!(asked.await.unwrap().status(), 404);
    let posted = client
        .post(format!("http://{}/metrics", watched.address))
        .send();
    assert_eq!(posted.await.unwrap().status(), 405);
}
