//! How much one person may send, so that one who floods does not slow the others.
//!
//! People are known by keyed hashes alone. What somebody has used up is stored with the answers, so
//! that a restart gives nobody a new start.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::DefaultClock;
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::FloodLimits;
use crate::store::Spent;

/// Buckets of tokens, one for each person who wrote of late.
#[derive(Debug)]
pub(super) struct Limits {
    messages:
        RateLimiter<i64, DefaultKeyedStateStore<i64>, DefaultClock, StateInformationMiddleware>,
    /// How often a person is told to slow down.
    told: DefaultKeyedRateLimiter<i64>,
    /// How often a danger sign of somebody who floods is answered.
    danger: DefaultKeyedRateLimiter<i64>,
    /// After so long one more message is free again, in milliseconds.
    each: i64,
    /// What is used up by less than this is not worth storing, in messages.
    worth_storing: u32,
}

/// What becomes of one more message of a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is answered; and what is to be stored of that, if anything.
    Admitted(Option<Spent>),
    TooMuch,
}

impl Limits {
    pub(super) fn new(limits: FloodLimits) -> Self {
        let once_a_minute = || RateLimiter::keyed(Quota::per_minute(NonZeroU32::MIN));
        let quota = Quota::per_minute(limits.per_minute).allow_burst(limits.burst);
        Self {
            messages: RateLimiter::keyed(quota).with_middleware(),
            told: once_a_minute(),
            danger: once_a_minute(),
            each: millis(quota.replenish_interval()).max(1),
            worth_storing: limits.burst.get().div_ceil(4),
        }
    }

    /// Whether one more message of a person's is answered at `now` (milliseconds).
    pub(super) fn judge(&self, person: i64, now: i64) -> Verdict {
        let Ok(state) = self.messages.check_key(&person) else {
            return Verdict::TooMuch;
        };
        let burst = state.quota().burst_size().get();
        let used = burst.saturating_sub(state.remaining_burst_capacity());
        let until = now.saturating_add(self.each.saturating_mul(used.into()));
        Verdict::Admitted((used >= self.worth_storing).then_some(Spent { person, until }))
    }

    /// Takes over what was stored.
    pub(super) fn restore(&self, spent: Spent, now: i64) {
        // What is partly used up is not free.
        let used = u64::try_from(spent.until.saturating_sub(now)).unwrap_or(0);
        let used = used.div_ceil(self.each.unsigned_abs());
        // More than fits was stored under wider limits.
        for _ in 0..used {
            if self.messages.check_key(&spent.person).is_err() {
                break;
            }
        }
    }

    /// Whether a person is told of what is too much: not if that was said a moment ago.
    pub(super) fn tells(&self, person: i64) -> bool {
        self.told.check_key(&person).is_ok()
    }

    /// Whether a danger sign in what is too much is answered all the same: once a minute.
    pub(super) fn hears_danger(&self, person: i64) -> bool {
        self.danger.check_key(&person).is_ok()
    }

    /// Forgets whoever has been quiet for long enough to start anew.
    pub(super) fn tidy(&self) {
        self.messages.retain_recent();
        self.messages.shrink_to_fit();
        for limiter in [&self.told, &self.danger] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(burst: u32) -> Limits {
        let number = |number| NonZeroU32::new(number).unwrap();
        Limits::new(FloodLimits {
            burst: number(burst),
            per_minute: number(1),
        })
    }

    fn admits(limits: &Limits, person: i64) -> bool {
        limits.judge(person, 0) != Verdict::TooMuch
    }

    #[test]
    fn who_floods_is_told_once_and_others_are_not_touched() {
        let limits = limits(2);
        let admitted: Vec<bool> = (0..4).map(|_| admits(&limits, 1)).collect();
        assert_eq!(admitted, [true, true, false, false]);
        assert!(limits.tells(1) && !limits.tells(1));
        assert!(admits(&limits, 2) && limits.tells(2));
    }

    #[test]
    fn danger_is_heard_once_a_minute() {
        let limits = limits(2);
        assert!(limits.hears_danger(1));
        assert!(!limits.hears_danger(1));
        assert!(limits.hears_danger(2));
    }

    #[test]
    fn a_restart_is_no_new_start() {
        let (before, now) = (limits(8), 1_000_000);
        let verdicts: Vec<_> = (0..8).map(|_| before.judge(1, now)).collect();
        assert_eq!(verdicts[0], Verdict::Admitted(None), "not worth storing");
        let last = Spent {
            person: 1,
            until: now + 8 * 60_000,
        };
        assert_eq!(verdicts[7], Verdict::Admitted(Some(last)));

        let after = limits(8);
        after.restore(last, now);
        assert!(!admits(&after, 1));

        let later = limits(8);
        later.restore(last, now + 3 * 60_000);
        let admitted = (0..8).filter(|_| admits(&later, 1)).count();
        assert_eq!(admitted, 3);

        let narrower = limits(1);
        narrower.restore(last, now);
        assert!(!admits(&narrower, 1));
    }
}
