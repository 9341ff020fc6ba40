//! How far some long work is.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Shows on a terminal how far the work is, once it takes more than a second.
pub(super) struct Progress {
    /// What is counted.
    of: &'static str,
    is_terminal: bool,
    told: Mutex<Told>,
}

struct Told {
    last: Instant,
    any: bool,
}

impl Progress {
    pub(super) fn new(of: &'static str) -> Self {
        let last = Instant::now();
        Self {
            of,
            is_terminal: io::stderr().is_terminal(),
            told: Mutex::new(Told { last, any: false }),
        }
    }

    /// Takes note of how much is done; may be called from several threads.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if !self.is_terminal {
            return;
        }
        // Another thread is telling already.
        let Ok(mut told) = self.told.try_lock() else {
            return;
        };
        if told.last.elapsed() > Duration::from_secs(1) {
            told.last = Instant::now();
            told.any = true;
            // With standard error closed nobody is left to tell.
            let _ = write!(io::stderr(), "\r{done} of {all} {}", self.of);
        }
    }

    /// Wipes away what was shown.
    pub(super) fn end(&self) {
        if self.told.lock().is_ok_and(|told| told.any) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
