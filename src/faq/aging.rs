//! Answers that age: when they have to be reviewed, and what is done once that has passed.
//!
//! Days are those of UTC, everywhere and for everybody: an answer is overdue from the first moment
//! of the day after `review_by`, UTC.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, Unit};
use serde::Deserialize;

use super::keys::Keys;
use super::problem::{Findings, Problem};
use super::source::Source;
use super::wording::excerpt;
use super::{Bot, Entry, Faq};

/// From so many days ahead on the operator is told that an answer has to be reviewed.
const TOLD_AHEAD: i64 = 30;

/// What is done with an answer that was not reviewed in time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overdue {
    /// It is given, with a line that says so.
    #[default]
    Mark,
    /// It is not given; danger signs are marked all the same, as no advice is worse than old advice.
    Withhold,
}

/// What `[aging]` in `bot.toml` says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AgingSettings {
    /// What is done with an answer that was not reviewed in time.
    pub overdue: Overdue,
}

/// How far an answer may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing is known against it.
    Fresh,
    /// It was to be reviewed by this date, and is given with a line that says so.
    Marked(Date),
    /// It was not reviewed in time, and is not given.
    Withheld,
}

/// An entry whose review is due soon, or was.
///
/// Displayed as a sentence without its full stop: "`pain` has to be reviewed by 2026-12-01, in 9
/// days", or "`pain` in `de` has to ..." in another language than the default one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The entry.
    pub id: String,
    /// The tag of the language it is written in; `None` is the default one.
    pub language: Option<String>,
    /// The last day for it.
    pub by: Date,
    /// How many days there are until then; negative if they have passed.
    pub days: i64,
}

/// The date of a moment, in seconds of the Unix epoch: the day in UTC. A moment out of range counts
/// as the nearest that is not.
#[must_use]
pub fn utc_date(seconds: i64) -> Date {
    let range = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    let seconds = seconds.clamp(*range.start(), *range.end());
    let moment = Timestamp::from_second(seconds).unwrap_or_default();
    Offset::UTC.to_datetime(moment).date()
}

/// The entries of all `languages`, the default one first, that have to be reviewed within thirty days of `today` or should have been, the
/// longest overdue first, then by id. What one language lends another is told once. The same for every way in which the operator is told.
#[must_use]
pub fn due<'f>(languages: impl IntoIterator<Item = &'f Faq>, today: Date) -> Vec<Due> {
    let mut all = Vec::new();
    for (at, faq) in languages.into_iter().enumerate() {
        let language = (at > 0).then(|| faq.language().to_owned());
        let own = faq.entries.iter().filter(|entry| !entry.is_lent);
        let due = own.filter_map(|entry| due_of(entry, today));
        all.extend(due.map(|due| Due {
            language: language.clone(),
            ..due
        }));
    }
    all.sort_by(|a, b| (a.by, &a.id, &a.language).cmp(&(b.by, &b.id, &b.language)));
    all
}

/// What has to be done for one entry, if anything within thirty days.
pub(super) fn due_of(entry: &Entry, today: Date) -> Option<Due> {
    let (by, _) = entry.review_by?;
    let until = today.until((Unit::Day, by)).ok()?;
    let days = i64::from(until.get_days());
    (days <= TOLD_AHEAD).then(|| Due {
        id: entry.id.clone(),
        language: None,
        by,
        days,
    })
}

impl Due {
    /// When that is, seen from today.
    pub(super) fn when(&self) -> String {
        match self.days {
            ..0 => "which has passed".to_owned(),
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, by, .. } = self;
        write!(f, "`{id}`")?;
        if let Some(language) = &self.language {
            write!(f, " in `{language}`")?;
        }
        write!(f, " has to be reviewed by {by}, {}", self.when())
    }
}

impl Faq {
    /// How far the answer of `entry` may be relied on `today`: up to its `review_by`, that day
    /// included, all the way.
    #[must_use]
    pub fn freshness(&self, entry: &Entry, today: Date) -> Freshness {
        match entry.review_by {
            Some((by, _)) if by < today => match self.bot.aging.overdue {
                Overdue::Withhold if !entry.urgent => Freshness::Withheld,
                Overdue::Mark | Overdue::Withhold => Freshness::Marked(by),
            },
            _ => Freshness::Fresh,
        }
    }
}

/// The keys that `[aging]` may set.
pub(super) const AGING: [&str; 1] = ["overdue"];

impl AgingSettings {
    /// What is set, by key.
    pub(super) fn said(self) -> Option<(&'static str, String)> {
        let [overdue] = AGING;
        match self.overdue {
            Overdue::Mark => None,
            Overdue::Withhold => Some((overdue, "withhold".to_owned())),
        }
    }

    /// What the table says, with everything wrong noted.
    pub(super) fn read(mut keys: Keys<'_>, source: &Source, findings: &mut Findings) -> Self {
        let [key] = AGING;
        let overdue = match keys.text(key, findings) {
            None => Overdue::default(),
            Some(found) => match found.text.as_str() {
                "mark" => Overdue::Mark,
                "withhold" => Overdue::Withhold,
                other => {
                    let found_text = excerpt(other);
                    let message =
                        format!("`{key}` must be `mark` or `withhold`, found `{found_text}`");
                    let help = "`mark` gives an answer that was not reviewed in time with a line \
                                that says so, `withhold` does not give it";
                    findings
                        .stop(Problem::error(&source.path, found.line, message).with_help(help));
                    Overdue::default()
                }
            },
        };
        keys.finish(|key| Bot::above(key, "aging"), findings);
        Self { overdue }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::faq::load;

    /// A FAQ of which two answers have to be reviewed by the tenth, one of them on danger.
    fn aging(overdue: Overdue) -> Faq {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("topics")).unwrap();
        for (id, keys) in [
            ("cost", "review_by = 2026-03-10"),
            ("hours", ""),
            ("storm", "urgent = true\nreview_by = 2026-03-10"),
        ] {
            let path = folder.path().join(format!("topics/{id}.md"));
            std::fs::write(path, format!("+++\ntitle = \"{id}\"\n{keys}\n+++\nA.\n")).unwrap();
        }
        let mut faq = load(folder.path()).unwrap();
        faq.bot.aging.overdue = overdue;
        faq
    }

    #[track_caller]
    fn check(overdue: Overdue, id: &str, day: i8, expected: Freshness) {
        let faq = aging(overdue);
        let entry = faq.entry(faq.find(id).unwrap());
        assert_eq!(faq.freshness(entry, date(2026, 3, day)), expected);
    }

    #[test]
    fn answer_is_fresh_until_its_day_is_over() {
        let marked = Freshness::Marked(date(2026, 3, 10));
        for overdue in [Overdue::Mark, Overdue::Withhold] {
            check(overdue, "cost", 9, Freshness::Fresh);
            check(overdue, "cost", 10, Freshness::Fresh);
            check(overdue, "hours", 11, Freshness::Fresh);
            // Advice in danger is never withheld.
            check(overdue, "storm", 11, marked);
        }
        check(Overdue::Mark, "cost", 11, marked);
        check(Overdue::Withhold, "cost", 11, Freshness::Withheld);
    }

    #[test]
    fn operator_is_told_from_thirty_days_ahead_on() {
        let faq = aging(Overdue::Mark);
        let told = |year, month, day| {
            let due = due([&faq], date(year, month, day));
            due.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(told(2026, 2, 7), Vec::<String>::new());
        let both = |when: &str| {
            ["cost", "storm"].map(|id| format!("`{id}` has to be reviewed by 2026-03-10, {when}"))
        };
        assert_eq!(told(2026, 2, 8), both("in 30 days"));
        assert_eq!(told(2026, 3, 9), both("tomorrow"));
        assert_eq!(told(2026, 3, 10), both("today"));
        assert_eq!(told(2027, 3, 11), both("which has passed"));
    }

    #[test]
    fn each_language_is_told_of_its_own_entries() {
        let faq = aging(Overdue::Mark);
        let mut other = faq.clone();
        other.bot.language = Some("de".to_owned());
        let cost = other.find("cost").unwrap();
        for (at, entry) in other.entries.iter_mut().enumerate() {
            entry.is_lent = at != cost.0;
        }
        let due = due([&faq, &other], date(2026, 3, 10));
        let told: Vec<_> = due.iter().map(ToString::to_string).collect();
        let expected = ["`cost`", "`cost` in `de`", "`storm`"]
            .map(|entry| format!("{entry} has to be reviewed by 2026-03-10, today"));
        assert_eq!(told, expected);
    }

    #[test]
    fn day_begins_at_midnight_utc_and_no_moment_is_out_of_range() {
        assert_eq!(utc_date(86_399), date(1970, 1, 1));
        assert_eq!(utc_date(86_400), date(1970, 1, 2));
        assert_eq!(utc_date(i64::MAX).year(), 9999);
        assert_eq!(utc_date(i64::MIN).year(), -9999);
    }
}
