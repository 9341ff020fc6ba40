//! Which messages answer which question, so that an edited question edits its answer.

use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use teloxide::types::{ChatId, MessageId};

use super::counts::Feedback;

/// So many answers are remembered; older ones are forgotten.
const ANSWERS: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// What was sent in answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// The messages, in order.
    pub(super) messages: Vec<MessageId>,
    /// A fingerprint of what they show.
    pub(super) shows: u64,
}

/// The answers of late, and which of them were judged.
#[derive(Debug)]
pub(super) struct Memory {
    answers: Mutex<LruCache<(ChatId, MessageId), Sent>>,
    judged: Mutex<LruCache<(ChatId, MessageId, Feedback), ()>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            answers: Mutex::new(LruCache::new(ANSWERS)),
            judged: Mutex::new(LruCache::new(ANSWERS)),
        }
    }
}

impl Memory {
    pub(super) fn keep(&self, chat: ChatId, question: MessageId, sent: Sent) {
        self.lock().put((chat, question), sent);
    }

    pub(super) fn recall(&self, chat: ChatId, question: MessageId) -> Option<Sent> {
        self.lock().get(&(chat, question)).cloned()
    }

    pub(super) fn forget(&self, chat: ChatId, question: MessageId) {
        self.lock().pop(&(chat, question));
    }

    /// Whether this is said of an answer for the first time.
    pub(super) fn is_first_feedback(
        &self,
        chat: ChatId,
        answer: MessageId,
        feedback: Feedback,
    ) -> bool {
        let mut judged = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        judged.put((chat, answer, feedback), ()).is_none()
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<(ChatId, MessageId), Sent>> {
        // Nothing in here can be left half done.
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_answer_is_forgotten_first() {
        let memory = Memory::default();
        let sent = |number| Sent {
            messages: vec![MessageId(number)],
            shows: 0,
        };
        let most = i32::try_from(ANSWERS.get()).unwrap();
        for number in 0..=most {
            memory.keep(ChatId(1), MessageId(number), sent(number));
        }
        assert_eq!(memory.recall(ChatId(1), MessageId(0)), None);
        assert_eq!(memory.recall(ChatId(1), MessageId(most)), Some(sent(most)));
        assert_eq!(memory.recall(ChatId(2), MessageId(most)), None);
    }
}
