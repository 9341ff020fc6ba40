//! Replies that were made before: many people ask the same, and the same is said to them.
//!
//! A message is known again by a keyed fingerprint, never by its words, and a reply by what was
//! decided. Both are forgotten when newer ones need their place, and with the process.

use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use lru::LruCache;

use super::bot::Screen;
use super::lock::lock;
use crate::assistant::EditionIndex;
use crate::matcher::Outcome;

/// So many messages of late are known again.
pub(super) const MESSAGES: NonZeroUsize = NonZeroUsize::new(4_096).expect("not zero");

/// So many replies are kept ready. A FAQ has not many more that are given often.
const SCREENS: NonZeroUsize = NonZeroUsize::new(256).expect("not zero");

/// What a reply depends on.
type Key = (EditionIndex, Outcome, bool, Date);

/// What was decided and made of late.
#[derive(Debug)]
pub(super) struct Shelf {
    keyed: RandomState,
    /// With the score of the best entry.
    decided: Mutex<LruCache<u64, (Outcome, f64)>>,
    /// By the language, what was decided, whether it is for a business account, and the day: tomorrow
    /// an answer may be overdue.
    screens: Mutex<LruCache<Key, Arc<Screen>>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            keyed: RandomState::new(),
            decided: Mutex::new(LruCache::new(MESSAGES)),
            screens: Mutex::new(LruCache::new(SCREENS)),
        }
    }
}

impl Shelf {
    /// The fingerprint by which a message is known again in a language.
    pub(super) fn fingerprint(&self, edition: EditionIndex, text: &str) -> u64 {
        self.keyed.hash_one((edition, text))
    }

    /// What was decided on a message with this fingerprint, and the score of the best entry.
    pub(super) fn decided(&self, fingerprint: u64) -> Option<(Outcome, f64)> {
        lock(&self.decided).get(&fingerprint).cloned()
    }

    pub(super) fn note(&self, fingerprint: u64, outcome: Outcome, score: f64) {
        lock(&self.decided).put(fingerprint, (outcome, score));
    }

    /// The reply to what was decided, made only if there is none of this day.
    pub(super) fn screen(
        &self,
        edition: EditionIndex,
        outcome: &Outcome,
        business: bool,
        today: Date,
        make: impl FnOnce() -> Screen,
    ) -> Arc<Screen> {
        let key = (edition, outcome.clone(), business, today);
        if let Some(screen) = lock(&self.screens).get(&key) {
            return Arc::clone(screen);
        }
        let screen = Arc::new(make());
        lock(&self.screens).put(key, Arc::clone(&screen));
        screen
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::matcher::DeclineReason;
    use crate::reply::Reply;
    use crate::telegram::buttons::Keyboard;
    use crate::telegram::event::Place;

    #[test]
    fn no_reply_outlives_its_day() {
        let shelf = Shelf::default();
        let place = Place {
            chat: teloxide::types::ChatId(1),
            thread: None,
            business: None,
        };
        let outcome = Outcome::Decline {
            reason: DeclineReason::Unknown,
        };
        let edition = EditionIndex::DEFAULT;
        let shown = |day| {
            let make = || Screen::new(&place, &Reply::default(), Keyboard::default());
            shelf.screen(edition, &outcome, false, date(2026, 3, day), make)
        };
        let first = shown(10);
        assert!(Arc::ptr_eq(&first, &shown(10)));
        assert!(!Arc::ptr_eq(&first, &shown(11)));
    }
}
