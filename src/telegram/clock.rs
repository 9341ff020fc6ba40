//! The time that Telegram's server tells, which a wrong clock here does not change.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// So often the server's time is read anew, in milliseconds: that is as far as the steady clock of
/// the system can stand still, as it does while the system sleeps.
const HEARD_EVERY: i64 = 10_000;

/// The server's time, kept by a steady clock in between. Until the server was heard it is the
/// system's.
#[derive(Debug)]
pub(super) struct Clock {
    started: Instant,
    /// The time at `started`, in milliseconds of the Unix epoch.
    zero: AtomicI64,
    /// When the server was heard last, in milliseconds since `started`.
    heard: AtomicI64,
}

impl Default for Clock {
    fn default() -> Self {
        let system = SystemTime::now().duration_since(UNIX_EPOCH);
        let system = system.map_or(0, |since| since.as_millis());
        Self {
            started: Instant::now(),
            zero: AtomicI64::new(i64::try_from(system).unwrap_or(0)),
            heard: AtomicI64::new(-HEARD_EVERY),
        }
    }
}

impl Clock {
    /// Milliseconds of the Unix epoch.
    pub(super) fn now_in_millis(&self) -> i64 {
        self.zero.load(Ordering::Relaxed) + self.elapsed()
    }

    /// Seconds of the Unix epoch.
    pub(super) fn now(&self) -> i64 {
        self.now_in_millis().div_euclid(1_000)
    }

    /// Takes over the time in the `Date` of an answer. Most are not looked at: one is enough for a
    /// while.
    pub(super) fn hear(&self, date: impl FnOnce() -> Option<i64>) {
        let elapsed = self.elapsed();
        if elapsed - self.heard.load(Ordering::Relaxed) < HEARD_EVERY {
            return;
        }
        if let Some(seconds) = date() {
            self.zero
                .store(seconds * 1_000 - elapsed, Ordering::Relaxed);
            self.heard.store(elapsed, Ordering::Relaxed);
        }
    }

    fn elapsed(&self) -> i64 {
        i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_goes_before_the_system_and_is_not_asked_all_the_time() {
        let clock = Clock::default();
        let system = clock.now();
        assert!(system > 1_700_000_000);
        clock.hear(|| None);
        assert!((system..system + 10).contains(&clock.now()));
        clock.hear(|| Some(1_000));
        assert!((1_000..1_010).contains(&clock.now()));
        clock.hear(|| Some(9_000));
        assert!((1_000..1_010).contains(&clock.now()));
    }
}
