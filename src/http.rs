//! A small HTTP server whose memory is bounded whatever comes in, and that finishes what it began.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// What a server allows.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// So many connections are open at most; further ones wait to be accepted.
    connections: u32,
    /// How long the head of a request may take, and how long a connection may be idle between two.
    head: Duration,
}

const BOUNDS: Bounds = Bounds {
    connections: 256,
    head: Duration::from_secs(10),
};

/// The most that is read ahead on a connection, in bytes; the head of a request is no longer.
const READ_AHEAD: usize = 16 * 1024;

/// What is under way is finished within this time after a stop.
const FINISH_WITHIN: Duration = Duration::from_secs(3);

/// How long to wait when the system gives no connection, for want of file descriptors for example.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// How often the same trouble is told in the log.
const TELL_EVERY: Duration = Duration::from_mins(1);

/// An address at which the system does not let us listen.
#[derive(Debug, Error)]
#[error("`{setting}` is {address}, which cannot be listened on")]
pub struct ListenError {
    /// The setting that names it.
    setting: &'static str,
    address: SocketAddr,
    source: io::Error,
}

/// Listens at the address that `setting` names.
pub(crate) async fn listen(
    setting: &'static str,
    address: SocketAddr,
) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| ListenError {
            setting,
            address,
            source,
        })
}

/// Serves until `stop` ends, then finishes the requests under way, within three seconds; then the
/// others are given up. A panic in a request ends its connection and nothing else.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    serve_within(BOUNDS, listener, router, stop).await;
}

async fn serve_within(
    bounds: Bounds,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.connections as usize));
    // Every connection sees when the sender is gone.
    let (serving, stopping) = watch::channel(());
    let trouble = Seldom::default();
    let mut connections = JoinSet::new();
    let accepting = async {
        // The places are never closed.
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let router = router.clone();
                    connections.spawn(connection(bounds, stream, router, stopping.clone(), place));
                    // Those that have ended are forgotten.
                    while connections.try_join_next().is_some() {}
                }
                Err(error) => {
                    if trouble.may_tell() {
                        log::warn!("a connection cannot be accepted: {error}; trying again");
                    }
                    sleep(ACCEPT_AGAIN).await;
                }
            }
        }
    };
    tokio::select! {
        () = accepting => {}
        () = stop => {}
    }
    drop(listener);
    drop(serving);
    if timeout(FINISH_WITHIN, places.acquire_many(bounds.connections))
        .await
        .is_err()
    {
        log::warn!("some requests were not finished in time");
    }
    connections.shutdown().await;
}

/// One connection, which holds its place until it ends.
async fn connection(
    bounds: Bounds,
    stream: TcpStream,
    router: Router,
    mut stopping: watch::Receiver<()>,
    _place: OwnedSemaphorePermit,
) {
    // An answer is one packet: there is nothing to wait for.
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_buf_size(READ_AHEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut served = pin!(served);
    // What goes wrong with a connection is the other side's matter.
    tokio::select! {
        _ = &mut served => {}
        _ = stopping.changed() => {
            served.as_mut().graceful_shutdown();
            let _ = served.await;
        }
    }
}

/// Something that is told in the log once a minute at most.
#[derive(Debug, Default)]
pub(crate) struct Seldom(Mutex<Option<Instant>>);

impl Seldom {
    /// Whether it may be told now; then it is not for a minute.
    pub(crate) fn may_tell(&self) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let may = told.is_none_or(|told| told.elapsed() >= TELL_EVERY);
        if may {
            *told = Some(Instant::now());
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    use super::*;

    struct Server {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        served: JoinHandle<()>,
    }

    async fn server(bounds: Bounds, router: Router) -> Server {
        let listener = listen("HERE", "127.0.0.1:0".parse().unwrap())
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(async move {
            serve_within(bounds, listener, router, async { _ = stopped.await }).await;
        });
        Server {
            address,
            stop,
            served,
        }
    }

    fn router() -> Router {
        Router::new()
            .route("/", get(async || "well"))
            .route("/panic", get(async || -> &str { panic!("on purpose") }))
    }

    /// Asks on a connection that stays open, and gives the status line and the rest.
    async fn asked(stream: &mut TcpStream, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = vec![0; 1024];
        let length = stream.read(&mut answer).await.unwrap();
        String::from_utf8(answer[..length].to_vec()).unwrap()
    }

    #[tokio::test]
    async fn panic_in_a_request_ends_its_connection_and_nothing_else() {
        let server = server(BOUNDS, router()).await;
        let mut other = TcpStream::connect(server.address).await.unwrap();
        assert!(asked(&mut other, "/").await.ends_with("well"));
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        assert_eq!(asked(&mut stream, "/panic").await, "");
        assert!(asked(&mut other, "/").await.ends_with("well"));
    }

    #[tokio::test]
    async fn one_connection_too_many_waits_for_a_place() {
        let bounds = Bounds {
            connections: 2,
            ..BOUNDS
        };
        let server = server(bounds, router()).await;
        let mut first = TcpStream::connect(server.address).await.unwrap();
        let mut second = TcpStream::connect(server.address).await.unwrap();
        for stream in [&mut first, &mut second] {
            assert!(asked(stream, "/").await.ends_with("well"));
        }
        let mut third = TcpStream::connect(server.address).await.unwrap();
        let third = tokio::spawn(async move { asked(&mut third, "/").await });
        for stream in [&mut first, &mut second] {
            assert!(asked(stream, "/").await.ends_with("well"));
        }
        assert!(!third.is_finished());
        drop(first);
        assert!(third.await.unwrap().ends_with("well"));
    }

    #[tokio::test]
    async fn head_that_does_not_end_is_not_waited_for() {
        let bounds = Bounds {
            head: Duration::from_millis(50),
            ..BOUNDS
        };
        let server = server(bounds, router()).await;
        for begun in ["", "GET / HTTP/1.1\r\nX-Slow: "] {
            let mut stream = TcpStream::connect(server.address).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
        }
    }

    #[tokio::test]
    async fn stop_finishes_what_is_under_way_and_closes_what_is_idle() {
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (has_begun, goes_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        let slow = get(async move || {
            has_begun.notify_one();
            goes_on.notified().await;
            "finished"
        });
        let server = server(BOUNDS, router().route("/slow", slow)).await;
        let mut idle = TcpStream::connect(server.address).await.unwrap();
        assert!(asked(&mut idle, "/").await.ends_with("well"));
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let under_way = tokio::spawn(async move { asked(&mut stream, "/slow").await });
        begun.notified().await;
        server.stop.send(()).unwrap();
        assert_eq!(idle.read(&mut [0]).await.unwrap(), 0);
        assert!(TcpStream::connect(server.address).await.is_err());
        go_on.notify_one();
        assert!(under_way.await.unwrap().ends_with("finished"));
        server.served.await.unwrap();
    }

    #[tokio::test]
    async fn address_in_use_is_named_with_its_setting() {
        let server = server(BOUNDS, router()).await;
        let error = listen("HEALTH_ADDR", server.address).await.unwrap_err();
        let says = format!(
            "`HEALTH_ADDR` is {}, which cannot be listened on",
            server.address
        );
        assert_eq!(error.to_string(), says);
    }
}
