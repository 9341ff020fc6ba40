//! Statements over many rows.

use std::array;
use std::fmt::Write as _;
use std::sync::Arc;

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::error::BoxDynError;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::Error;
use super::failure::{ANSWERS_WITHIN, within};

/// Rows go in groups of these sizes, so that a few prepared statements do for any number of them.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// What is bound to the placeholders of a row.
pub(super) type Bound = Result<(), BoxDynError>;

/// One statement for any number of rows: `head`, a list of rows of placeholders, `tail`.
pub(super) struct Rows(#[doc = "For each of [`SIZES`]."] [Arc<str>; 4]);

impl Rows {
    /// Over rows to be inserted.
    pub(super) fn values(head: &str, columns: usize, tail: &str) -> Self {
        Self::new(&format!("{head} VALUES "), columns, tail)
    }

    /// Over rows with a number in a list.
    pub(super) fn among(head: &str) -> Self {
        Self::new(&format!("{head} IN ("), 1, ")")
    }

    fn new(head: &str, columns: usize, tail: &str) -> Self {
        Self(array::from_fn(|size| {
            let mut text = head.to_owned();
            for place in 0..SIZES[size] * columns {
                let before = match (place, place % columns) {
                    (0, _) => "(",
                    (_, 0) => "), (",
                    _ => ", ",
                };
                // Writing to a text cannot fail.
                let _ = write!(text, "{before}${}", place + 1);
            }
            (text + ")" + tail).into()
        }))
    }

    /// Runs the statement over all rows; gives what it returns.
    pub(super) async fn run<T: Sync>(
        &self,
        connection: &mut AnyConnection,
        mut rows: &[T],
        bind: impl Fn(&mut AnyArguments, &T) -> Bound + Send + Sync,
    ) -> Result<Vec<AnyRow>, Error> {
        let mut returned = Vec::new();
        for (size, text) in SIZES.iter().zip(&self.0) {
            while let Some((group, rest)) = rows.split_at_checked(*size) {
                rows = rest;
                let mut arguments = AnyArguments::default();
                let bound = group.iter().try_for_each(|row| bind(&mut arguments, row));
                let query = sqlx::query_with(AssertSqlSafe(Arc::clone(text)), arguments);
                returned.extend(
                    within(ANSWERS_WITHIN, async {
                        bound.map_err(sqlx::Error::Encode)?;
                        query.fetch_all(&mut *connection).await
                    })
                    .await?,
                );
            }
        }
        Ok(returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_placeholders_of_its_own() {
        let insert = Rows::values("INSERT INTO t (a, b)", 2, " ON CONFLICT DO NOTHING");
        assert_eq!(
            &*insert.0[2],
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), ($5, $6), ($7, $8) \
             ON CONFLICT DO NOTHING"
        );
        let delete = Rows::among("DELETE FROM t WHERE a");
        assert_eq!(
            &*delete.0[2],
            "DELETE FROM t WHERE a IN (($1), ($2), ($3), ($4))"
        );
        assert_eq!(&*delete.0[3], "DELETE FROM t WHERE a IN (($1))");
    }
}
