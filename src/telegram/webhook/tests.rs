//! Requests as Telegram, strangers and broken clients make them, over loopback.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use super::*;
use crate::config::Config;

const SECRET: &str = "the-right-secret";
const UPDATE: &str = r#"{"update_id":7,"message":{}}"#;

struct Site {
    address: SocketAddr,
    posted: mpsc::Receiver<Posted>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

/// A webhook at `/hook/{a}` with room for one update.
async fn site(limits: Limits) -> Site {
    let config = Config::read(|name| match name {
        "TELOXIDE_TOKEN" => Some("1:a".into()),
        "WEBHOOK_URL" => Some("http://127.0.0.1:8080/hook/{a}".into()),
        "WEBHOOK_SECRET" => Some(SECRET.into()),
        _ => None,
    });
    let webhook = config.unwrap().webhook.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (to, posted) = mpsc::channel(1);
    let (stop, stopped) = oneshot::channel();
    let router = router(&webhook, to, limits);
    let stopped = async { _ = stopped.await };
    let served = tokio::spawn(http::serve(listener, router, stopped));
    Site {
        address,
        posted,
        stop,
        served,
    }
}

/// The path as it goes over the wire.
const PATH: &str = "/hook/%7Ba%7D";

/// The head of a request with the secret and these further lines.
fn head(lines: &str) -> String {
    format!("POST {PATH} HTTP/1.1\r\nHost: a\r\n{SECRET_HEADER}: {SECRET}\r\n{lines}\r\n")
}

/// A whole request of Telegram.
fn request(body: &str) -> Vec<u8> {
    let length = format!("Content-Length: {}\r\nConnection: close\r\n", body.len());
    (head(&length) + body).into_bytes()
}

/// What a request is answered, until the connection is closed.
async fn answer(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // What the server does not read may break the connection after its answer.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[track_caller]
fn is(status: u16, answer: &str) {
    let line = format!("HTTP/1.1 {status} ");
    assert!(answer.starts_with(&line), "{status} is not {answer:?}");
}

/// A request that is refused with this status, and of which nothing is taken.
async fn refused(status: u16, request: impl AsRef<[u8]>) -> String {
    let mut site = site(LIMITS).await;
    let answer = answer(site.address, request.as_ref()).await;
    is(status, &answer);
    assert!(site.posted.try_recv().is_err());
    answer
}

#[tokio::test]
async fn update_is_confirmed_when_it_is_taken_and_not_before() {
    let mut site = site(LIMITS).await;
    let under_way = tokio::spawn(async move { answer(site.address, &request(UPDATE)).await });
    let posted = site.posted.recv().await.unwrap();
    assert_eq!(posted.received.number, 7);
    assert_eq!(posted.received.raw.get(), UPDATE);
    let other = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    is(405, &answer(site.address, other).await);
    assert!(!under_way.is_finished());
    posted.taken.send(()).unwrap();
    let confirmed = under_way.await.unwrap();
    is(200, &confirmed);
    assert!(confirmed.ends_with("\r\n\r\n"), "{confirmed:?} has a body");
}

#[tokio::test]
async fn update_that_cannot_be_taken_is_to_come_again_later() {
    let mut site = site(LIMITS).await;
    let under_way = tokio::spawn(async move { answer(site.address, &request(UPDATE)).await });
    drop(site.posted.recv().await.unwrap());
    let told = under_way.await.unwrap();
    is(503, &told);
    assert!(
        told.to_lowercase().contains("\r\nretry-after: 2\r\n"),
        "{told}"
    );
}

#[tokio::test]
async fn update_that_waits_for_room_or_for_storage_is_to_come_again_in_the_end() {
    let taken = Duration::from_millis(50);
    let site = site(Limits { taken, ..LIMITS }).await;
    // The first is never taken, and then there is no room for the second.
    for _ in 0..2 {
        is(503, &answer(site.address, &request(UPDATE)).await);
    }
}

#[tokio::test]
async fn nobody_who_receives_means_that_it_is_to_come_again() {
    let mut site = site(LIMITS).await;
    site.posted.close();
    is(503, &answer(site.address, &request(UPDATE)).await);
}

#[tokio::test]
async fn secret_that_is_missing_or_wrong_is_refused_before_the_body_is_read() {
    let right = format!("{SECRET_HEADER}: {SECRET}\r\n");
    for line in [
        String::new(),
        format!("{SECRET_HEADER}: \r\n"),
        format!("{SECRET_HEADER}: {}\r\n", &SECRET[1..]),
        format!("{SECRET_HEADER}: {SECRET}x\r\n"),
        format!("{SECRET_HEADER}: {}\r\n", SECRET.to_uppercase()),
        format!("{SECRET_HEADER}: \u{e9}\u{2603}\r\n"),
        format!("Authorization: {SECRET}\r\n"),
    ] {
        // A body is promised and never sent: who waited for it would not answer.
        let request = head("Content-Length: 1000\r\n").replace(&right, &line);
        refused(401, request).await;
    }
}

#[tokio::test]
async fn other_methods_and_paths_are_refused() {
    for method in ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "NONSENSE"] {
        let request = head("Connection: close\r\n").replacen("POST", method, 1);
        let told = refused(405, request).await;
        assert!(
            told.to_lowercase().contains("\r\nallow: post\r\n"),
            "{told}"
        );
    }
    for path in ["/", "/hook", "/hook/x", "/hook/%7Ba%7D/", "//hook/%7Ba%7D"] {
        let request = head("Connection: close\r\n").replacen(PATH, path, 1);
        refused(404, request).await;
    }
}

#[tokio::test]
async fn body_that_is_too_long_is_refused_as_soon_as_that_is_seen() {
    // Nothing of it is sent.
    let told = head(&format!("Content-Length: {}\r\n", MOST + 1));
    refused(413, told).await;

    let mut chunked = head("Transfer-Encoding: chunked\r\n").into_bytes();
    let piece = "x".repeat(MOST / 2 + 1);
    for _ in 0..2 {
        chunked.extend_from_slice(format!("{:x}\r\n{piece}\r\n", piece.len()).as_bytes());
    }
    // Its end is never sent.
    refused(413, chunked).await;
}

#[tokio::test]
async fn longest_body_is_taken_also_in_pieces() {
    let mut site = site(LIMITS).await;
    let body = format!("{UPDATE}{}", " ".repeat(MOST - UPDATE.len()));
    let (one, other) = body.split_at(MOST / 3);
    let chunked = format!(
        "{}{:x}\r\n{one}\r\n{:x}\r\n{other}\r\n0\r\n\r\n",
        head("Transfer-Encoding: chunked\r\nConnection: close\r\n"),
        one.len(),
        other.len(),
    );
    for request in [request(&body), chunked.into_bytes()] {
        let address = site.address;
        let under_way = tokio::spawn(async move { answer(address, &request).await });
        let posted = site.posted.recv().await.unwrap();
        posted.taken.send(()).unwrap();
        is(200, &under_way.await.unwrap());
    }
}

#[tokio::test]
async fn body_that_does_not_come_is_not_waited_for() {
    let body = Duration::from_millis(50);
    let site = site(Limits { body, ..LIMITS }).await;
    let begun = head("Content-Length: 100\r\n") + "{\"update_id\":";
    is(408, &answer(site.address, begun.as_bytes()).await);
}

#[tokio::test]
async fn what_is_no_update_is_refused() {
    for body in [
        "",
        "{",
        "no JSON",
        "{}",
        r#"{"update_id":"7"}"#,
        "[7]",
        "\u{0}",
    ] {
        refused(400, request(body)).await;
    }
}

#[tokio::test]
async fn update_that_nobody_can_read_is_taken_all_the_same() {
    let mut site = site(LIMITS).await;
    let odd = r#"{"update_id":8,"no_such_kind":{"a":1}}"#;
    let under_way = tokio::spawn(async move { answer(site.address, &request(odd)).await });
    let posted = site.posted.recv().await.unwrap();
    assert_eq!(posted.received.number, 8);
    posted.taken.send(()).unwrap();
    is(200, &under_way.await.unwrap());
}

#[tokio::test]
async fn stop_waits_for_updates_that_are_being_taken() {
    let mut site = site(LIMITS).await;
    let under_way = tokio::spawn(async move { answer(site.address, &request(UPDATE)).await });
    let posted = site.posted.recv().await.unwrap();
    site.stop.send(()).unwrap();
    assert!(!site.served.is_finished());
    posted.taken.send(()).unwrap();
    is(200, &under_way.await.unwrap());
    site.served.await.unwrap();
}
