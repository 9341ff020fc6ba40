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

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is answered.
    Within,
    /// It is too much, and the person is to be told so.
    Tell,
    /// It is too much, and the person knows.
    Silence,
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

    /// What becomes of one more message of a person's.
    pub(super) fn judge(&self, person: u64) -> Verdict {
        if self.messages.check_key(&person).is_ok() {
            Verdict::Within
        } else if self.told.check_key(&person).is_ok() {
            Verdict::Tell
        } else {
            Verdict::Silence
        }
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
        use Verdict::{Silence, Tell, Within};

        let limits = limits();
        let judged: Vec<Verdict> = (0..5).map(|_| limits.judge(1)).collect();
        assert_eq!(judged, [Within, Within, Tell, Silence, Silence]);
        assert_eq!(limits.judge(2), Within);
    }

    #[test]
    fn danger_is_heard_once_a_minute() {
        let limits = limits();
        assert!(limits.hears_danger(1));
        assert!(!limits.hears_danger(1));
        assert!(limits.hears_danger(2));
    }
}
