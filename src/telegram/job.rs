//! One update on its way to its answer: what is shown, and what is stored of it.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::civil::Date;
use teloxide::types::MessageId;

use super::api::Failure;
use super::bot::{Bot, Screen, is_out_of_reach, note};
use super::buttons::Keyboard;
use super::event::{Event, Place, Shown};
use super::lock::lock;
use super::served::Served;
use super::surely::{Away, soon, surely};
use crate::assistant::{Assistant, EditionIndex};
use crate::faq::{Faq, utc_date};
use crate::matcher::Outcome;
use crate::reply::{self, Labels, Reply};
use crate::store::{self, Answer, Lease, Unanswered};

/// How long to wait before another attempt at an answer that did not arrive.
const ATTEMPT_PAUSE: Duration = Duration::from_secs(5);

/// How long to wait before it is seen anew whether something may be said.
const WITHHELD_PAUSE: Duration = Duration::from_millis(500);

/// No mark lasts longer: as long as a question can be edited.
pub(super) const MARKS_LAST: Duration = Duration::from_hours(48);

/// Who sent an update.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sender<'a> {
    /// The keyed hash of the person.
    pub(super) person: Option<i64>,
    /// The language that they have set in Telegram, as a tag.
    pub(super) speaks: Option<&'a str>,
}

/// An attempt to answer an update. What comes of it is kept until all of it is done, and stored at
/// once: a count without its answer, or the other way round, does not exist.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) bot: Arc<Bot>,
    /// The same from the beginning to the end, whatever is edited meanwhile.
    pub(super) served: Arc<Served>,
    /// The language that is spoken.
    pub(super) edition: EditionIndex,
    /// The keyed hash of whoever sent the update.
    pub(super) person: Option<i64>,
    lease: Lease,
    /// Whether there was an attempt before, so that something of the answer may be there.
    again: bool,
    /// Whether it is of one of the operator's chats: what is tried there is not counted.
    is_operators: bool,
    outcome: Mutex<store::Outcome>,
    /// How long to wait before the next attempt, if one is due.
    unsent: Mutex<Option<Duration>>,
}

impl Job {
    /// An attempt to answer an event of somebody.
    pub(super) fn new(
        bot: &Arc<Bot>,
        sender: Sender<'_>,
        lease: Lease,
        again: bool,
        event: &Event,
    ) -> Self {
        let is_operators = event
            .place()
            .is_some_and(|place| bot.operators.are_in(place));
        let served = bot.serving.now();
        Self {
            bot: Arc::clone(bot),
            edition: edition_for(&served.assistant, event, sender.speaks),
            served,
            person: sender.person,
            lease,
            again,
            is_operators,
            outcome: Mutex::default(),
            unsent: Mutex::default(),
        }
    }

    /// The FAQ that is answered from, in the language that is spoken.
    pub(super) fn faq(&self) -> &Faq {
        self.served.assistant.edition(self.edition).faq()
    }

    /// A reply for a place. A tap on its buttons is answered in the same language.
    pub(super) fn screen(&self, place: &Place, reply: &Reply, keyboard: Keyboard) -> Screen {
        Screen::new(place, reply, self.in_language(keyboard))
    }

    /// Buttons that are answered in the language that is spoken.
    pub(super) fn in_language(&self, keyboard: Keyboard) -> Keyboard {
        if self.edition == EditionIndex::DEFAULT {
            keyboard
        } else {
            keyboard.speaking(self.faq().language())
        }
    }

    /// The day in UTC, which tells what was not reviewed in time.
    pub(super) fn today(&self) -> Date {
        utc_date(self.bot.now())
    }

    /// The words on buttons.
    pub(super) fn labels(&self) -> Labels<'_> {
        reply::labels(self.faq())
    }

    /// After how long another attempt is due, as something did not arrive that may arrive later;
    /// `None` if all was said.
    pub(super) fn due_again(&self) -> Option<Duration> {
        *lock(&self.unsent)
    }

    fn put_off(&self, pause: Duration) {
        *lock(&self.unsent) = Some(pause);
    }

    /// What came of it.
    pub(super) fn outcome(&self) -> store::Outcome {
        std::mem::take(&mut self.lock())
    }

    /// Whether it is of one of the operator's chats.
    pub(super) fn is_operators(&self) -> bool {
        self.is_operators
    }

    /// Counts something, of an entry if it is named.
    pub(super) fn count(&self, kind: &'static str, entry: &str) {
        if self.is_operators {
            return;
        }
        self.lock().counts.push((kind, entry.to_owned()));
    }

    /// Counts what was decided, in all and for each entry, and measures the score of the best one.
    pub(super) fn count_decided(&self, outcome: &Outcome, score: f64) {
        if self.is_operators {
            return;
        }
        self.bot.api.metrics().score(score);
        self.count(outcome.name(), "");
        for entry in outcome.entries() {
            self.count(outcome.name(), &self.faq().entry(entry).id);
        }
    }

    /// Keeps a question that was not answered.
    pub(super) fn keep(&self, question: Unanswered) {
        self.lock().unanswered.push(question);
    }

    /// What comes of something that waits for the database, if that is soon. If it is not, and nothing
    /// can be stored either, another attempt is due, before which nothing is to be shown.
    ///
    /// # Errors
    ///
    /// If it is not. What was asked of the database may be done all the same.
    pub(super) async fn soon<T>(&self, told: impl Future<Output = T>) -> Result<T, Away> {
        let told = soon(told).await;
        if told.is_err() && !self.bot.store.keeps_up() {
            self.put_off(WITHHELD_PAUSE);
        }
        told
    }

    /// Whether a mark was set by what was done before.
    pub(super) async fn is_marked(&self, mark: i64) -> bool {
        let now = self.bot.now();
        surely(|| self.bot.store.is_marked(mark, now)).await
    }

    /// Sets a mark for a while.
    pub(super) fn mark(&self, mark: i64, lasts: Duration) {
        let marked = self.until(mark, lasts);
        self.lock().marks.push(marked);
    }

    /// Sets a mark for a while before anything else is done, and not with what comes of this attempt.
    pub(super) async fn mark_first(&self, mark: i64, lasts: Duration) {
        let first = store::Outcome {
            at: self.bot.now(),
            marks: vec![self.until(mark, lasts)],
            ..store::Outcome::default()
        };
        self.bot.store.settled(first).await;
    }

    /// A mark and when it ends.
    fn until(&self, mark: i64, lasts: Duration) -> (i64, i64) {
        let until = self.bot.now().saturating_add_unsigned(lasts.as_secs());
        (mark, until)
    }

    /// How a question was answered.
    pub(super) async fn recall(&self, place: &Place, question: MessageId) -> Option<Answer> {
        let question = self.hash(place, question);
        surely(|| self.bot.store.answer(question)).await
    }

    /// Says something that is no answer: it is not remembered as one, and no edit changes it.
    pub(super) async fn say(&self, place: &Place, to: MessageId, screen: &Screen) {
        let _ = self
            .replace(place, Some(to), &[], screen, screen.shows())
            .await;
    }

    /// Sends a reply and remembers it as the answer to a question. Comes back with its messages.
    pub(super) async fn answer(
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
    pub(super) async fn answer_anew(
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
    pub(super) async fn turn(&self, on: &Shown, screen: &Screen) {
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

    fn lock(&self) -> MutexGuard<'_, store::Outcome> {
        lock(&self.outcome)
    }
}

/// The language in which an event is answered: that of the message, of the buttons that were tapped
/// on, or of whoever sent it.
fn edition_for(assistant: &Assistant, event: &Event, speaks: Option<&str>) -> EditionIndex {
    let speaker = assistant.for_speaker(speaks);
    match event {
        Event::Question(asked) | Event::Edited(asked) => assistant.choose(&asked.text, speaker),
        Event::Inline(_, query) => assistant.choose(query, speaker),
        // Data that is none of ours says nothing of a language.
        Event::Tap(tap) | Event::Feedback(tap) if tap.button.is_some() => {
            let language = tap.language.as_deref();
            // What has gone is answered as anything else would be.
            language.map_or(EditionIndex::DEFAULT, |tag| {
                assistant.in_language(tag).unwrap_or(speaker)
            })
        }
        // Operators edit what the default language says.
        Event::Order(_) | Event::OperatorTap(_) => EditionIndex::DEFAULT,
        _ => speaker,
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::faq::Faq;
    use crate::reply;
    use crate::store::{ANSWERS_FOR, SEEN_FOR};
    use crate::telegram::shelf;

    #[test]
    fn privacy_tells_how_much_is_kept_and_how_long() {
        let faq = Faq {
            entries: Vec::new(),
            concepts: Vec::new(),
            bot: crate::faq::Bot::default(),
        };
        let days = NonZeroU32::new(77);
        let text = reply::render::telegram_text(&reply::privacy(&faq, days));
        let without = reply::render::telegram_text(&reply::privacy(&faq, None));
        let hours = |seconds: i64| format!("for {} hours", seconds / 3_600);
        assert!(text.contains(&hours(ANSWERS_FOR)), "{text}");
        assert_eq!(Ok(ANSWERS_FOR), i64::try_from(MARKS_LAST.as_secs()));
        assert!(
            text.contains("for a day") && SEEN_FOR == 24 * 3_600,
            "{text}"
        );
        let digits = |word: &str| -> String { word.chars().filter(char::is_ascii_digit).collect() };
        let numbers: Vec<String> = text.split_whitespace().map(digits).collect();
        assert!(numbers.contains(&shelf::MESSAGES.to_string()), "{text}");
        assert!(text.contains("for 77 days"), "{text}");
        assert!(
            text.starts_with(&without) && !without.contains("days"),
            "{without}"
        );
    }
}
