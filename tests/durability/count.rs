//! What became of the messages: answered once, lost, doubled, out of order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::time::{Duration, Instant};

use super::load::Asked;
use crate::fake::state::Accepted;

/// An answer that the server took so shortly before a kill may be sent again: the bot had no time to
/// learn of it and to note it down. Far more than it needs, as a busy machine may hold it up; how much it
/// was is printed.
pub(crate) const WINDOW: Duration = Duration::from_millis(500);

/// What may keep a bot from noting down that an answer was taken.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    /// When a sender was killed.
    pub(crate) killed: HashMap<String, Instant>,
    /// From when to when nothing could be stored; replicas may then not know of each other.
    pub(crate) outages: Vec<(Instant, Instant)>,
}

impl Troubles {
    /// How long before the kill of its sender an answer was taken, if that was about then; what was
    /// under way when the sender was killed may be taken a little later.
    fn gap(&self, answer: &Accepted) -> Option<Duration> {
        let killed = *self.killed.get(&answer.from)?;
        let is_about_then = answer.at + WINDOW >= killed && answer.at <= killed + WINDOW;
        is_about_then.then(|| killed.saturating_duration_since(answer.at))
    }

    fn are_at(&self, at: Instant) -> bool {
        let mut outages = self.outages.iter();
        outages.any(|(from, to)| at + WINDOW >= *from && at <= *to + WINDOW)
    }
}

/// What became of the messages.
#[derive(Debug, Default)]
pub(crate) struct Count {
    messages: usize,
    answered: usize,
    kills: usize,
    /// Messages without an answer.
    pub(crate) lost: Vec<Asked>,
    /// How many answers came twice as the first was on its way to the server when its sender was killed.
    under_way: usize,
    /// How long before the kill of its sender the first of two answers was taken, sorted.
    hidden_by_kill: Vec<Duration>,
    /// How many answers came twice as the response to the first was lost.
    hidden_by_loss: usize,
    /// How many answers came twice as the first could not be noted down.
    pub(crate) hidden_by_outage: usize,
    /// Messages with more than one answer for no reason.
    pub(crate) unexplained: Vec<Asked>,
    /// Messages whose answer came before that of an earlier one of their chat.
    pub(crate) out_of_order: Vec<Asked>,
    /// What was sent that answers no message.
    pub(crate) strays: Vec<String>,
    /// Questions that were not always answered alike.
    pub(crate) unlike: BTreeSet<usize>,
}

impl Count {
    /// Counts, given what went wrong.
    pub(crate) fn of(asked: &[Asked], accepted: &[Accepted], troubles: &Troubles) -> Self {
        let mut count = Self {
            messages: asked.len(),
            kills: troubles.killed.len(),
            ..Self::default()
        };
        let mut answers: HashMap<(i64, i64), Vec<&Accepted>> = HashMap::new();
        for answer in accepted {
            match answer.replies_to {
                Some(message) => answers
                    .entry((answer.chat, message))
                    .or_default()
                    .push(answer),
                None => count.strays.push(answer.text.clone()),
            }
        }
        let mut texts: HashMap<usize, &str> = HashMap::new();
        let mut latest: BTreeMap<i64, Instant> = BTreeMap::new();
        for message in asked {
            let found = answers.remove(&(message.chat, message.message));
            let Some(found) = found else {
                count.lost.push(*message);
                continue;
            };
            count.answered += 1;
            count.doubles(*message, &found, troubles);
            let latest = latest.entry(message.chat).or_insert(found[0].at);
            if found[0].at < *latest {
                count.out_of_order.push(*message);
            }
            *latest = found[0].at;
            let text = *texts.entry(message.question).or_insert(&found[0].text);
            if found.iter().any(|answer| answer.text != text) {
                count.unlike.insert(message.question);
            }
        }
        let strays = answers.into_values().flatten();
        count
            .strays
            .extend(strays.map(|answer| answer.text.clone()));
        count.hidden_by_kill.sort();
        count
    }

    /// Every answer but the last needs a reason why the bot may not have known that it was taken.
    fn doubles(&mut self, message: Asked, answers: &[&Accepted], troubles: &Troubles) {
        for answer in &answers[..answers.len() - 1] {
            match troubles.gap(answer) {
                _ if answer.is_lost => self.hidden_by_loss += 1,
                Some(Duration::ZERO) => self.under_way += 1,
                Some(gap) => self.hidden_by_kill.push(gap),
                None if troubles.are_at(answer.at) => self.hidden_by_outage += 1,
                None => self.unexplained.push(message),
            }
        }
    }

    fn twice(&self) -> usize {
        self.under_way
            + self.hidden_by_kill.len()
            + self.hidden_by_loss
            + self.hidden_by_outage
            + self.unexplained.len()
    }

    /// Fails unless every message was answered once, in order, as far as the bot could know.
    #[track_caller]
    pub(crate) fn is_clean(&self) {
        assert!(
            self.lost.is_empty()
                && self.unexplained.is_empty()
                && self.out_of_order.is_empty()
                && self.strays.is_empty()
                && self.unlike.is_empty(),
            "{self}\n{self:#?}"
        );
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gaps = &self.hidden_by_kill;
        write!(
            f,
            "{} messages, {} kills: {} answered, {} lost, {} twice ({} under way at a kill, {} taken \
             before it, {} by a lost response, {} by a storage outage, {} unexplained), {} out of order, \
             {} strays",
            self.messages,
            self.kills,
            self.answered,
            self.lost.len(),
            self.twice(),
            self.under_way,
            gaps.len(),
            self.hidden_by_loss,
            self.hidden_by_outage,
            self.unexplained.len(),
            self.out_of_order.len(),
            self.strays.len(),
        )?;
        if let (Some(median), Some(longest)) = (gaps.get(gaps.len() / 2), gaps.last()) {
            write!(
                f,
                "; taken {:.1} ms before the kill in the median, {:.1} ms at most",
                median.as_secs_f64() * 1e3,
                longest.as_secs_f64() * 1e3
            )?;
        }
        Ok(())
    }
}

mod tests {
    use super::*;

    const ASKED: [Asked; 2] = [
        Asked {
            chat: 1,
            message: 1,
            question: 0,
        },
        Asked {
            chat: 1,
            message: 2,
            question: 0,
        },
    ];

    fn answer(message: i64, from: &str, at: Instant) -> Accepted {
        Accepted {
            from: from.to_owned(),
            at,
            chat: 1,
            replies_to: Some(message),
            text: "yes".to_owned(),
            is_lost: false,
        }
    }

    #[test]
    fn lost_doubled_and_disordered_messages_are_found() {
        let start = Instant::now();
        let later = |ms| start + Duration::from_millis(ms);
        let troubles = Troubles {
            killed: HashMap::from([("a".to_owned(), later(2))]),
            outages: Vec::new(),
        };
        let count = |accepted: &[Accepted]| Count::of(&ASKED, accepted, &troubles);

        let (first, second) = (answer(1, "a", start), answer(2, "b", later(3)));
        count(&[first.clone(), second.clone()]).is_clean();
        assert_eq!(count(std::slice::from_ref(&first)).lost, [ASKED[1]]);

        let again = answer(1, "b", later(1));
        let twice = count(&[first.clone(), again, second.clone()]);
        twice.is_clean();
        assert_eq!(twice.hidden_by_kill, [Duration::from_millis(2)]);

        let again = answer(2, "b", later(4));
        assert_eq!(
            count(&[first.clone(), second.clone(), again]).unexplained,
            [ASKED[1]]
        );

        let late = answer(1, "b", later(5));
        assert_eq!(count(&[second.clone(), late]).out_of_order, [ASKED[1]]);

        let stray = answer(7, "b", later(5));
        assert_eq!(count(&[first, second, stray]).strays, ["yes"]);
    }
}
