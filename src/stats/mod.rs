//! What was counted of questions and answers, week by week: without anybody's name.

mod text;

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::Serialize;

use crate::store::Count;

pub use text::text;

/// As what it is counted that an answer was of use.
pub const HELPFUL: &str = "helpful";
/// That it was of none.
pub const NOT_HELPFUL: &str = "not helpful";
/// Why it was of none: it was on another topic.
pub const WRONG_TOPIC: &str = "wrong topic";
/// Why it was of none: the topic was right, and the question is still open.
pub const DOES_NOT_ANSWER: &str = "does not answer";
/// Why it was of none: it is hard to understand.
pub const UNCLEAR: &str = "unclear";

/// This week and the one before. Weeks begin on Monday, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weeks {
    /// The week of today, up to now.
    pub this_week: Week,
    /// The one before.
    pub last_week: Week,
}

/// What was counted in a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Its Monday.
    pub from: Date,
    /// Questions answered.
    pub answered: u64,
    /// Questions after which it was asked back what was meant.
    pub asked_back: u64,
    /// Questions declined, as nothing was like them.
    pub declined: u64,
    /// Questions to which it was said that they are not covered.
    pub not_covered: u64,
    /// Messages that told of a danger sign.
    pub urgent: u64,
    /// Greetings, thanks and the like.
    pub small_talk: u64,
    /// What people thought of answers, by the id of the entry.
    pub feedback: BTreeMap<String, Feedback>,
}

/// What people thought of an answer: how often each button was tapped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Feedback {
    /// It helped.
    pub helpful: u64,
    /// It did not.
    pub not_helpful: u64,
    /// Of those that say why: it is on another topic.
    pub wrong_topic: u64,
    /// The topic is right, and the question is still open.
    pub does_not_answer: u64,
    /// It is hard to understand.
    pub unclear: u64,
}

impl Weeks {
    /// The first day that counts, if today is `today`: both counted from that of the Unix epoch.
    #[must_use]
    pub fn first_day(today: i64) -> i64 {
        monday(today).saturating_sub(DAYS_A_WEEK)
    }

    /// Adds up counts; those of other weeks are left out.
    #[must_use]
    pub fn of(counts: &[Count], today: i64) -> Self {
        let monday = monday(today);
        let mut weeks = Self {
            this_week: Week::from(monday),
            last_week: Week::from(Self::first_day(today)),
        };
        for count in counts {
            if (monday..monday.saturating_add(DAYS_A_WEEK)).contains(&count.day) {
                weeks.this_week.add(count);
            } else if (Self::first_day(today)..monday).contains(&count.day) {
                weeks.last_week.add(count);
            }
        }
        weeks
    }
}

const DAYS_A_WEEK: i64 = 7;

/// The Monday of the week of a day. The Unix epoch began on a Thursday.
fn monday(day: i64) -> i64 {
    day.saturating_sub(day.saturating_add(3).rem_euclid(DAYS_A_WEEK))
}

impl Week {
    fn from(monday: i64) -> Self {
        Self {
            // Only days thousands of years away have no date.
            from: date(1970, 1, 1).saturating_add(monday.clamp(-MOST_DAYS, MOST_DAYS).days()),
            answered: 0,
            asked_back: 0,
            declined: 0,
            not_covered: 0,
            urgent: 0,
            small_talk: 0,
            feedback: BTreeMap::new(),
        }
    }

    fn add(&mut self, count: &Count) {
        if count.entry.is_empty() {
            let sum = match count.kind.as_str() {
                "answer" => &mut self.answered,
                "clarify" => &mut self.asked_back,
                "decline" => &mut self.declined,
                "not_covered" => &mut self.not_covered,
                "urgent" => &mut self.urgent,
                "small_talk" => &mut self.small_talk,
                _ => return,
            };
            *sum += count.n;
            return;
        }
        let pick: fn(&mut Feedback) -> &mut u64 = match count.kind.as_str() {
            HELPFUL => |feedback| &mut feedback.helpful,
            NOT_HELPFUL => |feedback| &mut feedback.not_helpful,
            WRONG_TOPIC => |feedback| &mut feedback.wrong_topic,
            DOES_NOT_ANSWER => |feedback| &mut feedback.does_not_answer,
            UNCLEAR => |feedback| &mut feedback.unclear,
            _ => return,
        };
        let feedback = self.feedback.entry(count.entry.clone()).or_default();
        *pick(feedback) += count.n;
    }
}

/// More days than these are no date.
const MOST_DAYS: i64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faq::EntryIndex;
    use crate::matcher::{DeclineReason, Outcome};

    /// 2027-01-13, a Wednesday.
    const TODAY: i64 = 20_831;

    fn count(day: i64, kind: &str, entry: &str, n: u64) -> Count {
        Count {
            day,
            kind: kind.to_owned(),
            entry: entry.to_owned(),
            n,
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        let weeks = Weeks::of(&[], TODAY);
        assert_eq!(weeks.this_week.from, date(2027, 1, 11));
        assert_eq!(weeks.last_week.from, date(2027, 1, 4));
        for day in TODAY - 2..TODAY + 5 {
            assert_eq!(Weeks::of(&[], day), weeks, "{day}");
            assert_eq!(Weeks::first_day(day), TODAY - 9);
        }
        assert_eq!(Weeks::of(&[], TODAY - 3).this_week, weeks.last_week);
        assert_eq!(Weeks::of(&[], i64::MAX).this_week.answered, 0);
        assert_eq!(Weeks::of(&[], i64::MIN).this_week.answered, 0);
    }

    #[test]
    fn days_are_added_up_by_week() {
        let counts = [
            count(TODAY - 10, "answer", "", 100),
            count(TODAY - 9, "answer", "", 1),
            count(TODAY - 3, "answer", "", 2),
            count(TODAY - 2, "answer", "", 4),
            count(TODAY, "answer", "", 8),
            count(TODAY + 5, "answer", "", 100),
            count(TODAY, "answer", "sun", 8),
            count(TODAY, "late", "", 3),
        ];
        let weeks = Weeks::of(&counts, TODAY);
        assert_eq!(
            (weeks.last_week.answered, weeks.this_week.answered),
            (3, 12)
        );
        assert!(weeks.this_week.feedback.is_empty());
    }

    #[test]
    fn every_outcome_has_a_figure() {
        let entries = vec![EntryIndex(0)];
        let outcomes = [
            Outcome::Answer {
                entries: entries.clone(),
                not_covered: Vec::new(),
            },
            Outcome::Clarify {
                candidates: entries.clone(),
            },
            Outcome::Decline {
                reason: DeclineReason::Unknown,
            },
            Outcome::NotCovered {
                entries: entries.clone(),
            },
            Outcome::Urgent {
                urgent: entries,
                rest: Vec::new(),
                not_covered: Vec::new(),
            },
            Outcome::SmallTalk {
                entry: EntryIndex(0),
            },
        ];
        let counts: Vec<Count> = (1..)
            .zip(&outcomes)
            .map(|(n, outcome)| count(TODAY, outcome.name(), "", n))
            .collect();
        let week = Weeks::of(&counts, TODAY).this_week;
        let figures = [
            week.answered,
            week.asked_back,
            week.declined,
            week.not_covered,
            week.urgent,
            week.small_talk,
        ];
        assert_eq!(figures, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn feedback_is_told_by_entry() {
        let kinds = [HELPFUL, NOT_HELPFUL, WRONG_TOPIC, DOES_NOT_ANSWER, UNCLEAR];
        let mut counts: Vec<Count> = (1..)
            .zip(kinds)
            .map(|(n, kind)| count(TODAY, kind, "sun", n))
            .collect();
        counts.push(count(TODAY - 7, HELPFUL, "pain", 9));
        let weeks = Weeks::of(&counts, TODAY);
        let sun = Feedback {
            helpful: 1,
            not_helpful: 2,
            wrong_topic: 3,
            does_not_answer: 4,
            unclear: 5,
        };
        assert_eq!(
            weeks.this_week.feedback,
            BTreeMap::from([("sun".to_owned(), sun)])
        );
        assert_eq!(weeks.last_week.feedback["pain"].helpful, 9);
    }
}
