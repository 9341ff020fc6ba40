//! What was asked of late in the operator's chats, by the message that answers it: for `/why` alone,
//! in memory alone, and forgotten when newer ones need the place.

use std::num::NonZeroUsize;
use std::sync::Mutex;

use lru::LruCache;
use teloxide::types::{ChatId, MessageId};

use super::lock::lock;

/// So many answers are remembered.
const ANSWERS: NonZeroUsize = NonZeroUsize::new(512).expect("not zero");

/// The questions behind the answers of late.
#[derive(Debug)]
pub(super) struct Recent(Mutex<LruCache<(i64, i32), String>>);

impl Default for Recent {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(ANSWERS)))
    }
}

impl Recent {
    /// Remembers which messages answer a question.
    pub(super) fn note(&self, chat: ChatId, answers: &[i32], question: &str) {
        let mut recent = lock(&self.0);
        for answer in answers {
            recent.put((chat.0, *answer), question.to_owned());
        }
    }

    /// The question that a message answers.
    pub(super) fn question(&self, chat: ChatId, answer: MessageId) -> Option<String> {
        lock(&self.0).get(&(chat.0, answer.0)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oldest_are_forgotten_and_chats_are_apart() {
        let recent = Recent::default();
        let most = i32::try_from(ANSWERS.get()).unwrap();
        recent.note(ChatId(1), &[0, 1], "first");
        for id in 2..=most {
            recent.note(ChatId(1), &[id], "later");
        }
        let question = |chat, id| recent.question(ChatId(chat), MessageId(id));
        assert_eq!(question(1, 0), None);
        assert_eq!(question(1, 1).as_deref(), Some("first"));
        assert_eq!(question(1, most).as_deref(), Some("later"));
        assert_eq!(question(2, most), None);
    }
}
