//! Which messages answer which question, so that an edited question edits its answer.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use teloxide::types::{BusinessConnectionId, ChatId, MessageId};

use super::counts::Feedback;
use super::event::Place;

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

/// A message of a person's. Chats of a business account have the numbers of private ones.
type Question = (ChatId, Option<BusinessConnectionId>, MessageId);

fn named(place: &Place, question: MessageId) -> Question {
    (place.chat, place.business.clone(), question)
}

/// The answers of late, and which of them were judged.
#[derive(Debug)]
pub(super) struct Memory {
    answers: Mutex<LruCache<Question, Sent>>,
    /// Fingerprints only: who thought what is nobody's business.
    judged: Mutex<LruCache<u64, ()>>,
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
    pub(super) fn keep(&self, place: &Place, question: MessageId, sent: Sent) {
        self.lock().put(named(place, question), sent);
    }

    pub(super) fn recall(&self, place: &Place, question: MessageId) -> Option<Sent> {
        self.lock().get(&named(place, question)).cloned()
    }

    pub(super) fn forget(&self, place: &Place, question: MessageId) {
        self.lock().pop(&named(place, question));
    }

    /// Whether nobody has said yet if the answer with this entry, in this message, was of use, or
    /// why it was not. A message may show one entry after the other.
    pub(super) fn is_first_feedback(
        &self,
        chat: ChatId,
        answer: MessageId,
        entry: &str,
        feedback: Feedback,
    ) -> bool {
        let mut hasher = DefaultHasher::new();
        (chat, answer, entry, feedback.is_reason()).hash(&mut hasher);
        let mut judged = self.judged.lock().unwrap_or_else(PoisonError::into_inner);
        judged.put(hasher.finish(), ()).is_none()
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<Question, Sent>> {
        // Nothing in here can be left half done.
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply;
    use crate::telegram::buttons::Complaint;
    use crate::telegram::counts::Feedback::{Because, Helpful, NotHelpful};
    use crate::telegram::shelf;

    fn chat(id: i64) -> Place {
        Place {
            chat: ChatId(id),
            thread: None,
            business: None,
        }
    }

    #[test]
    fn the_oldest_answer_is_forgotten_first() {
        let memory = Memory::default();
        let sent = |number| Sent {
            messages: vec![MessageId(number)],
            shows: 0,
        };
        let most = i32::try_from(ANSWERS.get()).unwrap();
        for number in 0..=most {
            memory.keep(&chat(1), MessageId(number), sent(number));
        }
        assert_eq!(memory.recall(&chat(1), MessageId(0)), None);
        assert_eq!(memory.recall(&chat(1), MessageId(most)), Some(sent(most)));
        assert_eq!(memory.recall(&chat(2), MessageId(most)), None);
        let business = Place {
            business: Some(BusinessConnectionId("b".to_owned())),
            ..chat(1)
        };
        assert_eq!(memory.recall(&business, MessageId(most)), None);
    }

    #[test]
    fn privacy_names_how_many_are_remembered() {
        let faq = crate::faq::Faq {
            entries: Vec::new(),
            concepts: Vec::new(),
            bot: crate::faq::Bot::default(),
        };
        let text = reply::render::telegram_text(&reply::privacy(&faq));
        let digits = |word: &str| -> String { word.chars().filter(char::is_ascii_digit).collect() };
        let numbers: Vec<String> = text
            .split_whitespace()
            .map(digits)
            .filter(|number| !number.is_empty())
            .collect();
        let known = [ANSWERS, shelf::MESSAGES].map(|number| number.to_string());
        assert_eq!(numbers, known, "{text}");
    }

    #[test]
    fn an_entry_in_a_message_is_judged_once() {
        let memory = Memory::default();
        let is_first =
            |entry, feedback| memory.is_first_feedback(ChatId(1), MessageId(1), entry, feedback);
        assert!(is_first("pain", NotHelpful));
        assert!(!is_first("pain", NotHelpful));
        assert!(!is_first("pain", Helpful), "a change of mind");
        assert!(is_first("pain", Because(Complaint::Unclear)));
        assert!(!is_first("pain", Because(Complaint::WrongTopic)));
        assert!(
            is_first("sun", Helpful),
            "another entry in the same message"
        );
    }
}
