//! What a transaction writes: updates that arrive, and what came of others.
//!
//! Tables are written in one order and rows in that of their keys, so that processes that write at
//! once wait for each other in a line and not in a ring.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sqlx::{AnyConnection, Arguments as _, Row as _};

use super::failure::{ANSWERS_WITHIN, of_database, within};
use super::keys::Keys;
use super::place::Engine;
use super::rows::Rows;
use super::{Answer, Arrival, Error, Outcome, Unanswered, questions};
use crate::faq::utc_day;

/// What became of updates that were taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The numbers that were not there before.
    pub(super) new: HashSet<i64>,
    /// The chats of those that wait for an answer.
    pub(super) chats: BTreeSet<i64>,
}

/// What is written again and again.
pub(super) struct Statements {
    known: Rows,
    seen: Rows,
    waiting: Rows,
    spent: Rows,
    answered: Rows,
    forgotten: Rows,
    answers: Rows,
    marks: Rows,
    unanswered: Rows,
    counts: Rows,
}

impl Statements {
    pub(super) fn of(engine: Engine) -> Self {
        Self {
            known: Rows::among(engine, "SELECT number FROM seen WHERE number"),
            seen: Rows::values(
                engine,
                "INSERT INTO seen (number, at)",
                2,
                " ON CONFLICT (number) DO NOTHING",
            ),
            waiting: Rows::values(
                engine,
                "INSERT INTO waiting (number, chat, body)",
                3,
                " ON CONFLICT (number) DO NOTHING",
            ),
            spent: Rows::values(
                engine,
                "INSERT INTO spent (person, until)",
                2,
                " ON CONFLICT (person) DO UPDATE SET until = excluded.until \
                 WHERE excluded.until > spent.until",
            ),
            answered: Rows::among(engine, "DELETE FROM waiting WHERE number"),
            forgotten: Rows::among(engine, "DELETE FROM answers WHERE question"),
            answers: Rows::values(
                engine,
                "INSERT INTO answers (question, messages, shows, at)",
                4,
                " ON CONFLICT (question) DO UPDATE SET messages = excluded.messages, \
                 shows = excluded.shows, at = excluded.at",
            ),
            marks: Rows::values(
                engine,
                "INSERT INTO marks (mark, until)",
                2,
                " ON CONFLICT (mark) DO UPDATE SET until = excluded.until \
                 WHERE excluded.until > marks.until",
            ),
            unanswered: Rows::values(
                engine,
                "INSERT INTO unanswered (number, hour, why, askers, body)",
                5,
                "",
            ),
            counts: Rows::values(
                engine,
                "INSERT INTO counts (day, kind, entry, n)",
                4,
                " ON CONFLICT (day, kind, entry) DO UPDATE SET n = counts.n + excluded.n",
            ),
        }
    }

    pub(super) async fn take(
        &self,
        connection: &mut AnyConnection,
        updates: impl Iterator<Item = &Arrival>,
    ) -> Result<Taken, Error> {
        let mut arrivals = BTreeMap::new();
        for update in updates {
            arrivals.entry(update.number).or_insert(update);
        }
        let numbers: Vec<i64> = arrivals.keys().copied().collect();
        let known = self
            .known
            .fetch(connection, &numbers, |row, number| row.add(*number))
            .await?;
        for row in known {
            let number: i64 = row.try_get(0).map_err(|error| of_database(&error))?;
            arrivals.remove(&number);
        }
        let arrivals: Vec<&Arrival> = arrivals.into_values().collect();
        let added = self
            .seen
            .execute(connection, &arrivals, |row, update| {
                row.add(update.number)?;
                row.add(update.at)
            })
            .await?;
        if usize::try_from(added) != Ok(arrivals.len()) {
            return Err(Error::Passing(
                "another process stored the same updates at this moment".to_owned(),
            ));
        }
        let mut taken = Taken::default();
        taken
            .new
            .extend(arrivals.iter().map(|update| update.number));
        let waiting: Vec<(i64, i64, &[u8])> = arrivals
            .iter()
            .filter_map(|update| Some((update.number, update.chat, update.body.as_deref()?)))
            .collect();
        taken.chats.extend(waiting.iter().map(|(_, chat, _)| *chat));
        self.waiting
            .execute(connection, &waiting, |row, (number, chat, body)| {
                row.add(*number)?;
                row.add(*chat)?;
                row.add(*body)
            })
            .await?;
        Ok(taken)
    }

    pub(super) async fn settle(
        &self,
        connection: &mut AnyConnection,
        keys: &Keys,
        outcomes: impl Iterator<Item = &Outcome>,
    ) -> Result<(), Error> {
        let merged = Merged::of(outcomes);
        let answered: Vec<i64> = merged.answered.into_iter().collect();
        self.answered
            .execute(connection, &answered, |row, number| row.add(*number))
            .await?;
        let (kept, forgotten): (Vec<_>, Vec<_>) = merged
            .answers
            .into_iter()
            .partition(|(_, (answer, _))| answer.is_some());
        self.forgotten
            .execute(connection, &forgotten, |row, (question, _)| {
                row.add(*question)
            })
            .await?;
        self.answers
            .execute(connection, &kept, |row, (question, (answer, at))| {
                row.add(*question)?;
                row.add(answer.map(listed).unwrap_or_default())?;
                row.add(answer.map_or(0, |answer| answer.shows))?;
                row.add(*at)
            })
            .await?;
        let marks: Vec<(i64, i64)> = merged.marks.into_iter().collect();
        self.marks
            .execute(connection, &marks, |row, (mark, until)| {
                row.add(*mark)?;
                row.add(*until)
            })
            .await?;
        let spent: Vec<(i64, i64)> = merged.spent.into_iter().collect();
        self.spent
            .execute(connection, &spent, |row, (person, until)| {
                row.add(*person)?;
                row.add(*until)
            })
            .await?;
        let unanswered = merged.unanswered.into_iter();
        let unanswered = unanswered
            .map(|(question, at)| questions::sealed(keys, question, at))
            .collect::<Result<Vec<_>, _>>()?;
        self.unanswered
            .execute(connection, &unanswered, |row, question| {
                row.add(question.number)?;
                row.add(question.hour)?;
                row.add(question.why.name())?;
                row.add(i64::from(question.askers))?;
                row.add(question.body.as_slice())
            })
            .await?;
        // Last, as the rows that every process writes are held until the transaction ends.
        let counts: Vec<_> = merged.counts.into_iter().collect();
        self.counts
            .execute(connection, &counts, |row, ((day, kind, entry), n)| {
                row.add(*day)?;
                row.add(*kind)?;
                row.add(*entry)?;
                row.add(*n)
            })
            .await?;
        Ok(())
    }
}

/// Sets a mark unless it is there at `now`; whether it was not. One statement, so that of several that
/// come at the same time one is the first.
pub(super) async fn mark_once(
    connection: &mut AnyConnection,
    mark: i64,
    now: i64,
    until: i64,
) -> Result<bool, Error> {
    let set = sqlx::query(
        "INSERT INTO marks (mark, until) VALUES ($1, $2) ON CONFLICT (mark) DO UPDATE \
         SET until = excluded.until WHERE marks.until <= $3",
    )
    .bind(mark)
    .bind(until)
    .bind(now);
    let set = within(ANSWERS_WITHIN, set.execute(connection)).await?;
    Ok(set.rows_affected() > 0)
}

/// What came of many updates, each row once.
#[derive(Default)]
struct Merged<'a> {
    answered: BTreeSet<i64>,
    answers: BTreeMap<i64, (Option<&'a Answer>, i64)>,
    marks: BTreeMap<i64, i64>,
    spent: BTreeMap<i64, i64>,
    /// Each with when it was asked.
    unanswered: Vec<(&'a Unanswered, i64)>,
    counts: BTreeMap<(i64, &'a str, &'a str), i64>,
}

impl<'a> Merged<'a> {
    fn of(outcomes: impl Iterator<Item = &'a Outcome>) -> Self {
        let mut merged = Self::default();
        for outcome in outcomes {
            merged.answered.extend(outcome.number);
            for (question, answer) in &outcome.answers {
                let now = (answer.as_ref(), outcome.at);
                merged.answers.insert(*question, now);
            }
            for (mark, until) in &outcome.marks {
                let latest = merged.marks.entry(*mark).or_insert(*until);
                *latest = (*latest).max(*until);
            }
            if let Some(used) = outcome.spent {
                let until = merged.spent.entry(used.person).or_insert(used.until);
                *until = (*until).max(used.until);
            }
            let asked = outcome.unanswered.iter();
            merged
                .unanswered
                .extend(asked.map(|question| (question, outcome.at)));
            let day = utc_day(outcome.at);
            for (kind, entry) in &outcome.counts {
                *merged.counts.entry((day, *kind, entry)).or_default() += 1;
            }
        }
        merged
    }
}

/// The numbers of messages as they are stored.
fn listed(answer: &Answer) -> String {
    let numbers: Vec<String> = answer.messages.iter().map(i32::to_string).collect();
    numbers.join(",")
}
