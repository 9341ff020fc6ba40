//! Questions that were not answered: sealed, and without anything that tells whose they were.

use sqlx::{AnyConnection, Arguments as _, Row as _};

use super::failure::{ANSWERS_WITHIN, within};
use super::keys::{Keys, Sealed, random_number};
use super::place::{Engine, begin};
use super::rows::Rows;
use super::tidy::MOST_UNANSWERED;
use super::{Error, Kept, Unanswered, Why};

/// What the time of a question is rounded down to, in seconds.
const HOUR: i64 = 3_600;

/// Parts the text of a question from the entry that was the wrong one.
const BETWEEN: char = '\0';

/// A question as it is stored.
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) hour: i64,
    pub(super) why: Why,
    pub(super) askers: u32,
    pub(super) body: Vec<u8>,
}

/// How many questions are shown and ignored, and sums of their numbers. These are random or hashes, so
/// that no sum stays the same while what is stored changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsState(pub(crate) [i64; 4]);

/// Remainders of numbers, so that the sum of very many has room.
const STATE: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(number % 1000000007), 0) AS BIGINT), \
     (SELECT COUNT(*) FROM ignored), \
     (SELECT CAST(COALESCE(SUM(number % 1000000007), 0) AS BIGINT) FROM ignored) FROM unanswered \
     WHERE hour >= $1";

/// What is stored of questions of the hours from `since` on.
pub(super) async fn state(
    connection: &mut AnyConnection,
    since: i64,
) -> Result<QuestionsState, Error> {
    within(ANSWERS_WITHIN, async {
        let state = sqlx::query(STATE).bind(since);
        let row = state.fetch_one(connection).await?;
        let figure = |at: usize| row.try_get::<i64, _>(at);
        Ok(QuestionsState([
            figure(0)?,
            figure(1)?,
            figure(2)?,
            figure(3)?,
        ]))
    })
    .await
}

/// The row of a question that was asked at a time in seconds of the Unix epoch.
pub(super) fn sealed(keys: &Keys, question: &Unanswered, at: i64) -> Result<Row, Error> {
    let number = random_number()?;
    let mut body = question.text.clone();
    if let Some(entry) = &question.instead {
        body.push(BETWEEN);
        body.push_str(entry);
    }
    Ok(Row {
        number,
        hour: at.div_euclid(HOUR) * HOUR,
        why: question.why,
        askers: question.askers,
        body: keys.seal(Sealed::Unanswered, number, body.as_bytes())?,
    })
}

/// All questions of the hours from `since` on, the newest first.
pub(super) async fn unanswered(
    connection: &mut AnyConnection,
    keys: &Keys,
    since: i64,
) -> Result<Vec<Kept>, Error> {
    within(ANSWERS_WITHIN, async {
        let rows = sqlx::query(
            "SELECT number, hour, why, askers, body FROM unanswered \
             WHERE hour >= $1 ORDER BY hour DESC, number DESC LIMIT $2",
        )
        .bind(since)
        .bind(MOST_UNANSWERED)
        .fetch_all(connection)
        .await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let (number, askers): (i64, i64) = (row.try_get(0)?, row.try_get(3)?);
            let opened = opened(keys, Sealed::Unanswered, number, row.try_get(4)?);
            let (Some(body), Some(why)) = (opened, Why::of_name(row.try_get(2)?)) else {
                continue;
            };
            let (text, instead) = match body.split_once(BETWEEN) {
                Some((text, entry)) => (text.to_owned(), Some(entry.to_owned())),
                None => (body, None),
            };
            all.push(Kept {
                number,
                hour: row.try_get(1)?,
                question: Unanswered {
                    text,
                    why,
                    instead,
                    askers: u32::try_from(askers).unwrap_or_default(),
                },
            });
        }
        Ok(all)
    })
    .await
}

/// The texts that are not to be seen again.
pub(super) async fn ignored(
    connection: &mut AnyConnection,
    keys: &Keys,
) -> Result<Vec<String>, Error> {
    within(ANSWERS_WITHIN, async {
        let rows = sqlx::query("SELECT number, body FROM ignored ORDER BY number LIMIT $1")
            .bind(MOST_UNANSWERED)
            .fetch_all(connection)
            .await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.extend(opened(
                keys,
                Sealed::Ignored,
                row.try_get(0)?,
                row.try_get(1)?,
            ));
        }
        Ok(all)
    })
    .await
}

/// The text of a row; `None` if it cannot be opened, which is logged.
fn opened(keys: &Keys, of: Sealed, number: i64, body: &[u8]) -> Option<String> {
    let text = keys.open(of, number, body);
    let text = text.and_then(|text| String::from_utf8(text).ok());
    if text.is_none() {
        log::error!("a question that is stored was changed by others: it cannot be opened");
    }
    text
}

pub(super) async fn ignore(
    connection: &mut AnyConnection,
    engine: Engine,
    keys: &Keys,
    text: &str,
    numbers: &[i64],
) -> Result<(), Error> {
    // The same for the same text, so that it is there once.
    let number = keys.hash("ignored", &[], text);
    let body = keys.seal(Sealed::Ignored, number, text.as_bytes())?;
    let mut transaction = begin(connection, engine).await?;
    delete(&mut transaction, engine, numbers).await?;
    let keep = sqlx::query(
        "INSERT INTO ignored (number, body) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING",
    )
    .bind(number)
    .bind(body);
    within(ANSWERS_WITHIN, keep.execute(&mut *transaction)).await?;
    within(ANSWERS_WITHIN, transaction.commit()).await
}

pub(super) async fn forget_all(
    connection: &mut AnyConnection,
    engine: Engine,
) -> Result<(), Error> {
    let mut transaction = begin(connection, engine).await?;
    for delete in ["DELETE FROM unanswered", "DELETE FROM ignored"] {
        let delete = sqlx::query(delete).execute(&mut *transaction);
        within(ANSWERS_WITHIN, delete).await?;
    }
    within(ANSWERS_WITHIN, transaction.commit()).await
}

async fn delete(
    connection: &mut AnyConnection,
    engine: Engine,
    numbers: &[i64],
) -> Result<(), Error> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    Rows::among(engine, "DELETE FROM unanswered WHERE number")
        .execute(connection, &numbers, |row, number| row.add(*number))
        .await?;
    Ok(())
}
