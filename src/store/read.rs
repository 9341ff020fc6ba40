//! What is read back.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::failure::{ANSWERS_WITHIN, within};
use super::keys::{Keys, Sealed};
use super::{Answer, Count, Error, Spent, Waiting};

/// Up to `limit` waiting updates with numbers above `after`, by number.
pub(super) async fn waiting(
    connection: &mut AnyConnection,
    keys: &Keys,
    after: Option<i64>,
    limit: usize,
) -> Result<Vec<Waiting>, Error> {
    within(ANSWERS_WITHIN, async {
        let rows = sqlx::query(
            "SELECT number, chat, body FROM waiting WHERE number > $1 ORDER BY number LIMIT $2",
        )
        .bind(after.unwrap_or(i64::MIN))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(connection)
        .await?;
        rows.iter().map(|row| opened(row, keys)).collect()
    })
    .await
}

/// The update in a row of number, chat and body.
pub(super) fn opened(row: &AnyRow, keys: &Keys) -> sqlx::Result<Waiting> {
    let number = row.try_get(0)?;
    let body = keys.open(Sealed::Update, number, row.try_get(2)?);
    if body.is_none() {
        log::error!("what is stored of update {number} was changed by others: it cannot be opened");
    }
    Ok(Waiting {
        number,
        chat: row.try_get(1)?,
        body,
    })
}

/// How a question was answered.
pub(super) async fn answer(
    connection: &mut AnyConnection,
    question: i64,
) -> Result<Option<Answer>, Error> {
    within(ANSWERS_WITHIN, async {
        let row = sqlx::query("SELECT messages, shows FROM answers WHERE question = $1")
            .bind(question)
            .fetch_optional(connection)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let listed: &str = row.try_get(0)?;
        Ok(Some(Answer {
            messages: listed
                .split_terminator(',')
                .map(str::parse)
                .collect::<Result<_, _>>()
                .map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
            shows: row.try_get(1)?,
        }))
    })
    .await
}

/// Whether a mark is there at `now`.
pub(super) async fn is_marked(
    connection: &mut AnyConnection,
    mark: i64,
    now: i64,
) -> Result<bool, Error> {
    within(ANSWERS_WITHIN, async {
        let row = sqlx::query("SELECT until FROM marks WHERE mark = $1 AND until > $2")
            .bind(mark)
            .bind(now)
            .fetch_optional(connection)
            .await?;
        Ok(row.is_some())
    })
    .await
}

/// What people have used up of their limits and was not free at `now` (milliseconds).
pub(super) async fn spent(connection: &mut AnyConnection, now: i64) -> Result<Vec<Spent>, Error> {
    within(ANSWERS_WITHIN, async {
        let rows = sqlx::query("SELECT person, until FROM spent WHERE until > $1")
            .bind(now)
            .fetch_all(connection)
            .await?;
        let spent = |row: AnyRow| {
            Ok(Spent {
                person: row.try_get(0)?,
                until: row.try_get(1)?,
            })
        };
        rows.into_iter().map(spent).collect()
    })
    .await
}

/// What was counted from a day on, by day, kind and entry.
pub(super) async fn counts(connection: &mut AnyConnection, from: i64) -> Result<Vec<Count>, Error> {
    within(ANSWERS_WITHIN, async {
        let rows = sqlx::query(
            "SELECT day, kind, entry, n FROM counts WHERE day >= $1 ORDER BY day, kind, entry",
        )
        .bind(from)
        .fetch_all(connection)
        .await?;
        let count = |row: AnyRow| {
            let n: i64 = row.try_get(3)?;
            Ok(Count {
                day: row.try_get(0)?,
                kind: row.try_get(1)?,
                entry: row.try_get(2)?,
                n: n.unsigned_abs(),
            })
        };
        rows.into_iter().map(count).collect()
    })
    .await
}
