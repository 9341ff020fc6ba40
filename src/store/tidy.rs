//! How long things are kept, and how they are forgotten.

use sqlx::{AnyConnection, Connection as _};
use tokio::sync::oneshot;

use super::failure::{ANSWERS_WITHIN, within};
use super::place::Engine;
use super::{Error, chats};

/// So many seconds the numbers of answered updates are kept: as long as Telegram brings an update
/// again.
pub const SEEN_FOR: i64 = 24 * 60 * 60;
/// So many seconds it is kept which messages answer a question: as long as a person can edit it.
pub const ANSWERS_FOR: i64 = 48 * 60 * 60;
/// So many questions that were not answered are kept, the newest; and so many of those that are not to
/// be seen again, whichever, as of them no time is kept.
pub const MOST_UNANSWERED: i64 = 10_000;
/// A process that has not written for so many seconds is gone.
const WRITERS_FOR: i64 = SEEN_FOR;

/// So many rows at once, so that nothing else waits long.
const AT_ONCE: i64 = 2_000;

/// What is forgotten: up to `$2` rows from before `$1`, which is so many seconds (or thousandths of
/// them) before now. An update that still waits has to be known when it comes again.
const STEPS: &[(&str, i64, i64)] = &[
    (
        "DELETE FROM seen WHERE number IN (SELECT number FROM seen WHERE at < $1 \
         AND number NOT IN (SELECT number FROM waiting) ORDER BY number LIMIT $2)",
        SEEN_FOR,
        1,
    ),
    (
        "DELETE FROM answers WHERE question IN \
         (SELECT question FROM answers WHERE at < $1 ORDER BY question LIMIT $2)",
        ANSWERS_FOR,
        1,
    ),
    (
        "DELETE FROM marks WHERE mark IN \
         (SELECT mark FROM marks WHERE until < $1 ORDER BY mark LIMIT $2)",
        0,
        1,
    ),
    (
        "DELETE FROM spent WHERE person IN \
         (SELECT person FROM spent WHERE until < $1 ORDER BY person LIMIT $2)",
        0,
        1_000,
    ),
    (
        "DELETE FROM writers WHERE writer IN \
         (SELECT writer FROM writers WHERE at < $1 ORDER BY writer LIMIT $2)",
        WRITERS_FOR,
        1,
    ),
];

/// Questions of hours that began before `$1`.
const OLD_QUESTIONS: &str = "DELETE FROM unanswered WHERE number IN \
     (SELECT number FROM unanswered WHERE hour < $1 ORDER BY number LIMIT $2)";

/// Questions beyond the newest `$1`.
const SURPLUS_QUESTIONS: &str = "DELETE FROM unanswered WHERE number IN \
     (SELECT number FROM unanswered ORDER BY hour DESC, number DESC LIMIT $2 OFFSET $1)";

/// What is ignored beyond `$1`.
const SURPLUS_IGNORED: &str = "DELETE FROM ignored WHERE number IN \
     (SELECT number FROM ignored ORDER BY number LIMIT $2 OFFSET $1)";

/// A tidying that goes on, a little at a time.
pub(super) struct Tidying {
    now: i64,
    /// For how many seconds questions that were not answered are kept.
    unanswered_for: i64,
    step: usize,
    reply: oneshot::Sender<Result<(), Error>>,
}

impl Tidying {
    pub(super) fn new(
        now: i64,
        unanswered_for: i64,
        reply: oneshot::Sender<Result<(), Error>>,
    ) -> Self {
        Self {
            now,
            unanswered_for,
            step: 0,
            reply,
        }
    }

    /// Forgets a little; `true` if that was the last of it.
    pub(super) async fn go_on(
        &mut self,
        connection: &mut AnyConnection,
        engine: Engine,
    ) -> Result<bool, Error> {
        let delete = match STEPS.get(self.step) {
            Some((delete, kept, unit)) => {
                let before = (self.now - kept).saturating_mul(*unit);
                sqlx::query(*delete).bind(before).bind(AT_ONCE)
            }
            None if self.step == STEPS.len() => sqlx::query(OLD_QUESTIONS)
                .bind(self.now.saturating_sub(self.unanswered_for))
                .bind(AT_ONCE),
            None if self.step == STEPS.len() + 1 => sqlx::query(SURPLUS_QUESTIONS)
                .bind(MOST_UNANSWERED)
                .bind(AT_ONCE),
            None if self.step == STEPS.len() + 2 => sqlx::query(SURPLUS_IGNORED)
                .bind(MOST_UNANSWERED)
                .bind(AT_ONCE),
            None => return finish(connection, engine).await,
        };
        let deleted = within(ANSWERS_WITHIN, delete.execute(connection)).await?;
        if deleted.rows_affected() < AT_ONCE.unsigned_abs() {
            self.step += 1;
        }
        Ok(false)
    }

    pub(super) fn end(self, result: Result<(), Error>) {
        // Whoever asked may not wait any more.
        let _ = self.reply.send(result);
    }
}

async fn finish(connection: &mut AnyConnection, engine: Engine) -> Result<bool, Error> {
    match engine {
        Engine::Sqlite => {
            empty_log(connection).await?;
            Ok(true)
        }
        Engine::Postgres => {
            let mut transaction = within(ANSWERS_WITHIN, connection.begin()).await?;
            let idle = chats::tidy(&mut transaction, AT_ONCE).await?;
            within(ANSWERS_WITHIN, transaction.commit()).await?;
            Ok(i64::try_from(idle).is_ok_and(|idle| idle < AT_ONCE))
        }
    }
}

/// Writes SQLite's log back and empties it: what was deleted is in neither file then.
pub(super) async fn empty_log(connection: &mut AnyConnection) -> Result<(), Error> {
    let empty = sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)");
    within(ANSWERS_WITHIN, empty.execute(connection)).await?;
    Ok(())
}
