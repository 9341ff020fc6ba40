//! Short texts that are to be known at the next start, each under a name: sealed, beside what tells whose
//! the database is.

use sqlx::{AnyConnection, Row as _};

use super::Error;
use super::failure::{ANSWERS_WITHIN, within};
use super::keys::{Keys, Sealed, hexadecimal};

/// What is noted under a name; `None` if nothing is, or if it cannot be opened, which is logged.
pub(super) async fn read(
    connection: &mut AnyConnection,
    keys: &Keys,
    name: &str,
) -> Result<Option<String>, Error> {
    let sealed: Option<String> = within(ANSWERS_WITHIN, async {
        let row = sqlx::query("SELECT value FROM meta WHERE name = $1").bind(row_of(name));
        let row = row.fetch_optional(connection).await?;
        row.map(|row| row.try_get(0)).transpose()
    })
    .await?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let opened = bytes(&sealed).and_then(|sealed| {
        let opened = keys.open(Sealed::Note, number(keys, name), &sealed)?;
        String::from_utf8(opened).ok()
    });
    if opened.is_none() {
        log::error!("the note `{name}` was changed by others: it cannot be opened");
    }
    Ok(opened)
}

/// Notes a text under a name, in place of what is noted there.
pub(super) async fn write(
    connection: &mut AnyConnection,
    keys: &Keys,
    name: &str,
    text: &str,
) -> Result<(), Error> {
    let sealed = keys.seal(Sealed::Note, number(keys, name), text.as_bytes())?;
    let set = sqlx::query(
        "INSERT INTO meta (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(row_of(name))
    .bind(hexadecimal(&sealed));
    within(ANSWERS_WITHIN, set.execute(connection)).await?;
    Ok(())
}

/// Nothing else in the table is named like this.
fn row_of(name: &str) -> String {
    format!("note {name}")
}

fn number(keys: &Keys, name: &str) -> i64 {
    keys.hash("note", &[], name)
}

/// What digits stand for, two for each byte.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect()
}
