//! Statements over many rows.

use std::array;
use std::fmt::Write as _;
use std::sync::Arc;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::error::BoxDynError;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::Error;
use super::failure::{ANSWERS_WITHIN, within};
use super::place::Engine;

/// Rows go in groups of these sizes, so that a few prepared statements do for any number of them.
const SIZES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// What is bound to the placeholders of a row.
pub(super) type Bound = Result<(), BoxDynError>;

/// One statement for any number of rows: `head`, a list of rows of placeholders, `tail`.
pub(super) struct Rows(#[doc = "For each of [`SIZES`]."] [Arc<str>; SIZES.len()]);

impl Rows {
    /// Over rows to be inserted.
    pub(super) fn values(engine: Engine, head: &str, columns: usize, tail: &str) -> Self {
        Self::new(engine, &format!("{head} VALUES "), columns, tail)
    }

    /// Over rows with a number in a list.
    pub(super) fn among(engine: Engine, head: &str) -> Self {
        Self::new(engine, &format!("{head} IN ("), 1, ")")
    }

    fn new(engine: Engine, head: &str, columns: usize, tail: &str) -> Self {
        Self(array::from_fn(|size| {
            let mut text = head.to_owned();
            for place in 0..SIZES[size] * columns {
                text += match (place, place % columns) {
                    (0, _) => "(",
                    (_, 0) => "), (",
                    _ => ", ",
                };
                // Writing to a string cannot fail.
                let _ = match engine {
                    // It takes the other form for names, which are looked up at every run.
                    Engine::Sqlite => text.write_char('?'),
                    Engine::Postgres => write!(text, "${}", place + 1),
                };
            }
            (text + ")" + tail).into()
        }))
    }

    /// Runs the statement over all rows; gives how many it changed.
    pub(super) async fn execute<T: Sync>(
        &self,
        connection: &mut AnyConnection,
        rows: &[T],
        bind: impl Fn(&mut AnyArguments, &T) -> Bound + Send + Sync,
    ) -> Result<u64, Error> {
        let mut changed = 0;
        for (text, group) in self.groups(rows) {
            changed += within(ANSWERS_WITHIN, async {
                let query = sqlx::query_with(AssertSqlSafe(text), bound(group, &bind)?);
                Ok(query.execute(&mut *connection).await?.rows_affected())
            })
            .await?;
        }
        Ok(changed)
    }

    /// Runs the statement over all rows; gives what it returns.
    pub(super) async fn fetch<T: Sync>(
        &self,
        connection: &mut AnyConnection,
        rows: &[T],
        bind: impl Fn(&mut AnyArguments, &T) -> Bound + Send + Sync,
    ) -> Result<Vec<AnyRow>, Error> {
        let mut returned = Vec::new();
        for (text, group) in self.groups(rows) {
            let found = within(ANSWERS_WITHIN, async {
                let query = sqlx::query_with(AssertSqlSafe(text), bound(group, &bind)?);
                query.fetch_all(&mut *connection).await
            });
            returned.extend(found.await?);
        }
        Ok(returned)
    }

    /// The rows in groups, each with its statement.
    fn groups<'a, T>(&self, mut rows: &'a [T]) -> Vec<(Arc<str>, &'a [T])> {
        let mut groups = Vec::new();
        for (size, text) in SIZES.iter().zip(&self.0) {
            while let Some((group, rest)) = rows.split_at_checked(*size) {
                rows = rest;
                groups.push((Arc::clone(text), group));
            }
        }
        groups
    }
}

fn bound<T>(
    group: &[T],
    bind: impl Fn(&mut AnyArguments, &T) -> Bound,
) -> sqlx::Result<AnyArguments> {
    let mut arguments = AnyArguments::default();
    let bound = group.iter().try_for_each(|row| bind(&mut arguments, row));
    bound.map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_placeholders_of_its_own() {
        let insert = |engine| {
            let tail = " ON CONFLICT DO NOTHING";
            Rows::values(engine, "INSERT INTO t (a, b)", 2, tail).0[5].clone()
        };
        assert_eq!(
            &*insert(Engine::Postgres),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
        assert_eq!(
            &*insert(Engine::Sqlite),
            "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING"
        );
        let delete = Rows::among(Engine::Postgres, "DELETE FROM t WHERE a");
        assert_eq!(&*delete.0[5], "DELETE FROM t WHERE a IN (($1), ($2))");
        assert_eq!(&*delete.0[6], "DELETE FROM t WHERE a IN (($1))");
    }

    #[test]
    fn groups_hold_every_row_once_and_in_order() {
        let delete = Rows::among(Engine::Sqlite, "DELETE FROM t WHERE a");
        let rows: Vec<u32> = (0..237).collect();
        let groups = delete.groups(&rows);
        let sizes: Vec<usize> = groups.iter().map(|(_, group)| group.len()).collect();
        assert_eq!(sizes, [64, 64, 64, 32, 8, 4, 1]);
        let all: Vec<u32> = groups
            .iter()
            .flat_map(|(_, group)| *group)
            .copied()
            .collect();
        assert_eq!(all, rows);
    }
}
