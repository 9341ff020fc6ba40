//! Where updates come in and are kept until they are answered.
//!
//! Every update passes here once, whatever brings it. What is kept is kept in memory: a store that
//! outlives the process has its place in [`Intake::take`] and [`Intake::answered`].

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many numbers of updates are remembered, to know those that come again.
const REMEMBERED: usize = 20_000;

/// The updates of late, by number.
#[derive(Debug, Default)]
pub(super) struct Intake(Mutex<Numbers>);

#[derive(Debug, Default)]
struct Numbers {
    known: HashSet<u32>,
    order: VecDeque<u32>,
    /// Taken and not yet answered.
    open: HashSet<u32>,
}

impl Intake {
    /// Takes an update; `false` if it was taken before. Numbers are compared one by one, as after
    /// a quiet week Telegram begins anew anywhere.
    pub(super) fn take(&self, number: u32) -> bool {
        let mut numbers = self.lock();
        if !numbers.known.insert(number) {
            return false;
        }
        numbers.open.insert(number);
        numbers.order.push_back(number);
        if numbers.order.len() > REMEMBERED
            && let Some(oldest) = numbers.order.pop_front()
        {
            numbers.known.remove(&oldest);
        }
        true
    }

    /// Says that an update needs nothing more.
    pub(super) fn answered(&self, number: u32) {
        self.lock().open.remove(&number);
    }

    /// How many updates were taken and not yet answered.
    pub(super) fn open(&self) -> usize {
        self.lock().open.len()
    }

    fn lock(&self) -> MutexGuard<'_, Numbers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_that_comes_again_is_not_taken_again() {
        let intake = Intake::default();
        assert!(intake.take(7));
        assert!(!intake.take(7));
        intake.answered(7);
        assert!(!intake.take(7));
        assert!(intake.take(3), "a lower number may be new");
        assert_eq!(intake.open(), 1);
    }
}
