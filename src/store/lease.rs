//! Until when this process may believe that what it claimed is its own.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::Lease;
use super::chats::BELIEVED;

/// The lease of this process. Once it was not believed in, it is never believed in again.
#[derive(Debug)]
pub(super) struct Current(Mutex<State>);

#[derive(Debug)]
struct State {
    owner: i64,
    /// Nothing is claimed if there is none.
    renewed: Option<Instant>,
}

impl Current {
    pub(super) fn new(owner: i64) -> Self {
        Self(Mutex::new(State {
            owner,
            renewed: None,
        }))
    }

    pub(super) fn owner(&self) -> i64 {
        self.lock().owner
    }

    pub(super) fn lease(&self) -> Lease {
        Lease(self.owner().cast_unsigned())
    }

    pub(super) fn is_held(&self, lease: Lease) -> bool {
        let state = self.lock();
        state.owner.cast_unsigned() == lease.0 && state.is_believed()
    }

    /// Whether nothing can have seen it as lost.
    pub(super) fn is_believed(&self) -> bool {
        self.lock().is_believed()
    }

    /// When it was renewed.
    pub(super) fn renewed(&self) -> Option<Instant> {
        self.lock().renewed
    }

    /// Says that it was renewed, by a statement sent at `sent`; `false` if that came too late.
    pub(super) fn renew(&self, sent: Instant) -> bool {
        let mut state = self.lock();
        let is_in_time = state.renewed.is_none() || state.is_believed();
        if is_in_time {
            state.renewed = Some(sent);
        }
        is_in_time
    }

    /// Says that it is lost.
    pub(super) fn give_up(&self) {
        self.lock().renewed = None;
    }

    /// Begins anew under another number.
    pub(super) fn replace(&self, owner: i64) {
        *self.lock() = State {
            owner,
            renewed: None,
        };
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here can be left half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_believed(&self) -> bool {
        self.renewed
            .is_some_and(|renewed| renewed.elapsed() < BELIEVED)
    }
}
