//! A Bot API server over HTTP that holds a bot to Telegram's rules and breaks down on order.
//!
//! Each [`Server`] has a port, a thread and a state of its own; nothing is shared between tests.
//! Every change of the state wakes those who wait for one, so nobody sleeps to wait.

pub(crate) mod answers;
pub(crate) mod entities;
pub(crate) mod faults;
pub(crate) mod html;
pub(crate) mod markup;
pub(crate) mod messages;
pub(crate) mod params;
pub(crate) mod profile;
pub(crate) mod refusal;
pub(crate) mod rules;
pub(crate) mod server;
pub(crate) mod spec;
pub(crate) mod state;
pub(crate) mod transcript;
pub(crate) mod updates;
pub(crate) mod webhook;
pub(crate) mod wire;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use state::State;
use wire::Switch;

/// The state, and the means to wait for it to change.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A failed assertion in another thread is no reason to fail here too.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the state, or changes what nobody waits for.
    pub(crate) fn look<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        f(&mut self.lock())
    }

    /// Changes the state and wakes those who wait.
    pub(crate) fn change<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        let done = f(&mut self.lock());
        self.changed.send_modify(|count| *count += 1);
        done
    }

    /// Waits until there is something to be found.
    pub(crate) async fn found<T>(&self, mut f: impl FnMut(&mut State) -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        loop {
            changed.mark_unchanged();
            if let Some(found) = self.look(&mut f) {
                return found;
            }
            // The sender lives as long as this, so waiting cannot fail.
            let _ = changed.changed().await;
        }
    }

    /// Waits until there is something to be found, but no longer than `patience`.
    pub(crate) async fn found_within<T>(
        &self,
        patience: Duration,
        f: impl FnMut(&mut State) -> Option<T>,
    ) -> Option<T> {
        tokio::time::timeout(patience, self.found(f)).await.ok()
    }
}

/// A running server; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    shared: Arc<Shared>,
    switch: Arc<Switch>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port.
    pub(crate) fn start() -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State::new()),
            changed: watch::Sender::new(0),
        });
        let (stop, stopped) = oneshot::channel();
        let (started, start) = mpsc::channel();
        let served = Arc::clone(&shared);
        // A thread of its own serves on while the test's thread waits for a process, or fails.
        let thread = thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let (port, switch) = server::port().await;
                if started.send((port.address(), switch)).is_ok() {
                    tokio::select! {
                        () = server::serve(port, served) => {}
                        _ = stopped => {}
                    }
                }
            });
        });
        let (address, switch) = start.recv().expect("the server starts");
        Self {
            shared,
            switch,
            address,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// What `TELOXIDE_API_URL` is set to.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The state.
    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Closes the port and cuts all connections: the server is down.
    pub(crate) async fn goes_down(&self) {
        self.switch.turn(false).await;
        self.shared
            .change(|state| state.note("    (the server is down)"));
    }

    /// Opens the port again.
    pub(crate) async fn comes_back(&self) {
        self.shared
            .change(|state| state.note("    (the server is back)"));
        self.switch.turn(true).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // If it failed, its own panic was printed.
            let _ = thread.join();
        }
    }
}
