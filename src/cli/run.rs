//! `run`: serves Telegram until it is told to stop.

use std::path::Path;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};

use super::{Error, Exit, load};
use crate::config::Config;
use crate::telegram;

pub(super) fn run(dir: &Path, config: &Config) -> Result<Exit, Error> {
    if config.token.is_none() {
        return Err(Error::NoToken);
    }
    // What a panic says may hold what a person wrote.
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => log::error!("a panic at {place}"),
        None => log::error!("a panic"),
    }));
    let assistant = Arc::new(load(dir)?);
    log::info!(
        "loaded {} entries from {}",
        assistant.faq().entries.len(),
        dir.display()
    );
    let runtime = runtime()?;
    let served = runtime.block_on(async {
        let stop = stop_signal()?;
        telegram::serve(config, assistant, stop)
            .await
            .map_err(Error::from)
    });
    // What is still under way after the time that it was given is not waited for.
    runtime.shutdown_background();
    served.map(|()| Exit::Ok)
}

/// What the commands that talk to Telegram run on.
pub(super) fn runtime() -> Result<Runtime, Error> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Error::System)
}

/// Ends at the first SIGINT or SIGTERM; a second one ends the process at once.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()>, Error> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::System)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::System)?;
    let (first, stopped) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut first = Some(first);
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            let Some(first) = first.take() else {
                log::warn!("stopped at once by a second signal");
                std::process::exit(Exit::Interrupted as i32);
            };
            let _ = first.send(());
        }
    });
    Ok(async move {
        // The sender lives as long as the process.
        let _ = stopped.await;
    })
}

/// Ends at the first Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()>, Error> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
