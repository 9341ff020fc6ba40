//! One update on its way to its answer: what is answered from, and what is stored of it.

mod answer;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::civil::Date;

use super::bot::{Bot, Screen};
use super::buttons::Keyboard;
use super::event::{Event, Place};
use super::lock::lock;
use super::served::Served;
use super::surely::{Away, soon, surely};
use crate::assistant::{Assistant, EditionIndex};
use crate::faq::{Faq, utc_date};
use crate::matcher::Outcome;
use crate::reply::{self, Labels, Reply};
use crate::store::{self, Lease, Unanswered};

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
            examples: Vec::new(),
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
