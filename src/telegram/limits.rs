//! How much one person may send, so that one who floods does not slow the others.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::FloodLimits;

/// Buckets of tokens, one for each person who wrote of late.
#[derive(Debug)]
pub(super) struct Limits {
    messages: DefaultKeyedRateLimiter<u64>,
    /// How often a person is told to slow down.
    told: DefaultKeyedRateLimiter<u64>,
    /// How often a danger sign of somebody who floods is answered.
    danger: DefaultKeyedRateLimiter<u64>,
}

impl Limits {
    pub(super) fn new(limits: FloodLimits) -> Self {
        let once_a_minute = || RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN));
        Self {
            messages: RateLimiter::keyed(
                Quota::per_minute(limits.per_minute).allow_burst(limits.burst),
            ),
            told: once_a_minute(),
            danger: once_a_minute(),
        }
    }

    /// Whether one more message of a person's is answered.
    pub(super) fn admits(&self, person: u64) -> bool {
        self.messages.check_key(&person).is_ok()
    }

    /// Whether a person is told of what is too much: not if that was said a moment ago.
    pub(super) fn tells(&self, person: u64) -> bool {
        self.told.check_key(&person).is_ok()
    }

    /// Whether a danger sign in what is too much is answered all the same: once a minute.
    pub(super) fn hears_danger(&self, person: u64) -> bool {
        self.danger.check_key(&person).is_ok()
    }

    /// Forgets whoever has been quiet for long enough to start anew.
    pub(super) fn tidy(&self) {
        for limiter in [&self.messages, &self.told, &self.danger] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        let number = |number| NonZeroU32::new(number).unwrap();
        Limits::new(FloodLimits {
            burst: number(2),
            per_minute: number(1),
        })
    }

    #[test]
    fn who_floods_is_told_once_and_others_are_not_touched() {
        let limits = limits();
        let admitted: Vec<bool> = (0..4).map(|_| limits.admits(1)).collect();
        assert_eq!(admitted, [true, true, false, false]);
        assert!(limits.tells(1) && !limits.tells(1));
        assert!(limits.admits(2) && limits.tells(2));
    }

    #[test]
    fn danger_is_heard_once_a_minute() {
        let limits = limits();
        assert!(limits.hears_danger(1));
        assert!(!limits.hears_danger(1));
        assert!(limits.hears_danger(2));
    }
}
