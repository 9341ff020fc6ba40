//! What is shown of an update, each message once, and what is remembered of it.

use std::time::Duration;

use teloxide::types::MessageId;

use super::{Job, WITHHELD_PAUSE};
use crate::store::{self, Answer};
use crate::telegram::api::Failure;
use crate::telegram::bot::{Screen, is_out_of_reach, note};
use crate::telegram::event::{Place, Shown};
use crate::telegram::surely::surely;

/// How long to wait before another attempt at an answer that did not arrive.
const ATTEMPT_PAUSE: Duration = Duration::from_secs(5);

impl Job {
    /// How a question was answered.
    pub(in crate::telegram) async fn recall(
        &self,
        place: &Place,
        question: MessageId,
    ) -> Option<Answer> {
        let question = self.hash(place, question);
        surely(|| self.bot.store.answer(question)).await
    }

    /// Says something that is no answer: it is not remembered as one, and no edit changes it.
    pub(in crate::telegram) async fn say(&self, place: &Place, to: MessageId, screen: &Screen) {
        let _ = self
            .replace(place, Some(to), &[], screen, screen.shows())
            .await;
    }

    /// Sends a reply and remembers it as the answer to a question. Comes back with its messages.
    pub(in crate::telegram) async fn answer(
        &self,
        place: &Place,
        question: MessageId,
        screen: &Screen,
    ) -> Vec<i32> {
        // What an attempt has sent before is not sent a second time.
        let before = if self.again {
            self.recall(place, question).await
        } else {
            None
        };
        let messages = before.map_or_else(Vec::new, |answer| answer.messages);
        self.answer_anew(place, question, &messages, screen).await
    }

    /// Shows a reply in place of what a question was answered with before. Comes back with its
    /// messages.
    pub(in crate::telegram) async fn answer_anew(
        &self,
        place: &Place,
        question: MessageId,
        before: &[i32],
        screen: &Screen,
    ) -> Vec<i32> {
        let shows = screen.shows();
        let messages = self
            .replace(place, Some(question), before, screen, shows)
            .await;
        self.remember(place, question, messages.clone(), shows);
        messages
    }

    /// Shows a reply in place of the message on which a button was tapped, and of those before it
    /// if it ends an answer of several.
    pub(in crate::telegram) async fn turn(&self, on: &Shown, screen: &Screen) {
        let before = match on.question {
            Some(question) => self.recall(&on.place, question).await,
            None => None,
        }
        .filter(|answer| answer.messages.contains(&on.message.0));
        // The question is as it was: an edit that changes nothing must not undo the choice.
        let shows = before
            .as_ref()
            .map_or_else(|| screen.shows(), |answer| answer.shows);
        let tapped = before.map_or_else(|| vec![on.message.0], |answer| answer.messages);
        let messages = self
            .replace(&on.place, on.question, &tapped, screen, shows)
            .await;
        if let Some(question) = on.question {
            self.remember(&on.place, question, messages, shows);
        }
    }

    /// Shows a reply in place of messages, in order; what is gone, and what there was none for, is
    /// sent. Comes back with what there is now.
    async fn replace(
        &self,
        place: &Place,
        question: Option<MessageId>,
        before: &[i32],
        screen: &Screen,
        shows: i64,
    ) -> Vec<i32> {
        if screen.is_empty() {
            log::warn!("a reply shows nothing, so it is not sent");
            return before.to_vec();
        }
        // Neither what somebody else answers nor what cannot be noted down: it would be said twice.
        let (store, lease) = (&self.bot.store, self.lease);
        let may = || store.holds(lease) && store.keeps_up();
        let mut messages = Vec::new();
        let mut before = before.iter().copied();
        let mut parts = screen.parts().peekable();
        while let Some((message, keyboard)) = parts.next() {
            if let Some(id) = before.next() {
                match self
                    .bot
                    .edit(&may, place, MessageId(id), message, keyboard)
                    .await
                {
                    Ok(()) => {
                        messages.push(id);
                        continue;
                    }
                    Err(failure) if is_out_of_reach(&failure) => {
                        // What came after it would stand above what is sent now.
                        for id in before.by_ref() {
                            self.bot.delete(place, MessageId(id)).await;
                        }
                    }
                    Err(failure) => {
                        self.failed("an edit", &failure);
                        messages.push(id);
                        messages.extend(before);
                        return messages;
                    }
                }
            }
            match self
                .bot
                .post(&may, place, question, message, keyboard)
                .await
            {
                Ok(id) => messages.push(id.0),
                // The rest would make no sense alone.
                Err(failure) => {
                    self.failed("a reply", &failure);
                    return messages;
                }
            }
            if let Some(question) = question.filter(|_| parts.peek().is_some()) {
                self.sent_so_far(place, question, &messages, shows).await;
            }
        }
        for id in before {
            self.bot.delete(place, MessageId(id)).await;
        }
        messages
    }

    /// Stores which parts of an answer are there, so that none is sent again if the process ends
    /// before the rest.
    async fn sent_so_far(&self, place: &Place, question: MessageId, messages: &[i32], shows: i64) {
        let answer = Answer {
            messages: messages.to_vec(),
            shows,
        };
        let so_far = store::Outcome {
            at: self.bot.now(),
            answers: vec![(self.hash(place, question), Some(answer))],
            ..store::Outcome::default()
        };
        self.bot.store.settled(so_far).await;
    }

    fn remember(&self, place: &Place, question: MessageId, messages: Vec<i32>, shows: i64) {
        let answer = (!messages.is_empty()).then_some(Answer { messages, shows });
        self.lock()
            .answers
            .push((self.hash(place, question), answer));
    }

    fn failed(&self, what: &str, failure: &Failure) {
        match failure {
            Failure::Withheld => return self.put_off(WITHHELD_PAUSE),
            // Longer than a request is held up for.
            Failure::TooMany(wait) => self.put_off(*wait),
            failure if failure.is_token_refused() => {
                self.bot.token_refused.notify_one();
                self.put_off(ATTEMPT_PAUSE);
            }
            failure if failure.may_pass() => self.put_off(ATTEMPT_PAUSE),
            _ => {}
        }
        note(what, failure);
    }

    /// A question as it is stored. Chats of a business account have the numbers of private ones.
    fn hash(&self, place: &Place, question: MessageId) -> i64 {
        let business = place.business.as_ref().map_or("", |id| id.0.as_str());
        let numbers = [place.chat.0, question.0.into()];
        self.bot.store.hash("question", &numbers, business)
    }
}
