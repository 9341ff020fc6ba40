//! The process around the bot: threads, signals, the end.

use std::io;

use tokio::runtime::{Builder, Runtime};

use super::{Error, Finding, doctor, serve};
use crate::assistant::Assistant;
use crate::config::Config;
use crate::faq::Faq;
use crate::live::Files;

/// Serves Telegram from a FAQ and, as soon as its files are edited, from what they say then. Ends at
/// SIGINT or SIGTERM, after it has finished what was taken, within ten seconds; at a second signal
/// `at_once` is called, which has to end the process.
///
/// # Errors
///
/// Without a token, with one that Telegram refuses, or if the system gives no threads or signals.
pub fn run(config: &Config, faq: (Assistant, Files), at_once: fn()) -> Result<(), Error> {
    let runtime = runtime()?;
    let served = runtime.block_on(async {
        let stop = stop_signal(at_once)?;
        serve(config, faq, stop).await
    });
    // What is still under way after the time that it was given is not waited for.
    runtime.shutdown_background();
    served
}

/// Looks at the token, a webhook left behind, privacy and inline mode, the commands, the operator's
/// chats and the clock, and changes nothing. `now` is the time here in seconds of the Unix epoch.
///
/// # Errors
///
/// If the system gives no threads.
pub fn examine(
    config: &Config,
    languages: Option<&[Faq]>,
    now: u64,
) -> Result<Vec<Finding>, Error> {
    Ok(runtime()?.block_on(doctor::examine(config, languages, now)))
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}

/// Ends at the first SIGINT or SIGTERM.
#[cfg(unix)]
fn stop_signal(at_once: fn()) -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (first, stopped) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut first = Some(first);
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            match first.take() {
                Some(first) => _ = first.send(()),
                None => at_once(),
            }
        }
    });
    Ok(async move {
        // The sender lives as long as the process.
        let _ = stopped.await;
    })
}

/// Ends at the first Ctrl-C.
#[cfg(not(unix))]
fn stop_signal(at_once: fn()) -> io::Result<impl Future<Output = ()>> {
    let (first, stopped) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut first = Some(first);
        while tokio::signal::ctrl_c().await.is_ok() {
            match first.take() {
                Some(first) => _ = first.send(()),
                None => at_once(),
            }
        }
    });
    Ok(async move {
        // The sender lives as long as the process.
        let _ = stopped.await;
    })
}
