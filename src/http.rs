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
use tokio::time::{sleep, timeout};

/// At most so many connections are open; further ones wait to be accepted.
const CONNECTIONS: u32 = 256;

/// How long the head of a request may take, and how long a connection may be idle between two.
const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// The most that is read ahead on a connection, in bytes; the head of a request is no longer.
const READ_AHEAD: usize = 16 * 1024;

/// What is under way is finished within this time after a stop.
const FINISH_WITHIN: Duration = Duration::from_secs(5);

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

/// Serves until `stop` ends, then finishes the requests under way, within five seconds. A panic in a
/// request ends its connection and nothing else.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS as usize));
    // Every connection sees when the sender is gone.
    let (serving, stopping) = watch::channel(());
    let trouble = Seldom::default();
    let accepting = async {
        // The places are never closed.
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let router = router.clone();
                    tokio::spawn(connection(stream, router, stopping.clone(), place));
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
    if timeout(FINISH_WITHIN, places.acquire_many(CONNECTIONS))
        .await
        .is_err()
    {
        log::warn!("some requests were not finished in time");
    }
}

/// One connection, which holds its place until it ends.
async fn connection(
    stream: TcpStream,
    router: Router,
    mut stopping: watch::Receiver<()>,
    _place: OwnedSemaphorePermit,
) {
    // An answer is one packet: there is nothing to wait for.
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
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
