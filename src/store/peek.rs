//! Reading beside a bot that runs: nothing is created or changed, and no lock is taken.

use std::io;

use sqlx::Connection as _;
use tokio::runtime::Builder;

use super::failure::{ANSWERS_WITHIN, within};
use super::place::Address;
use super::{Count, Error, Kept, Settings, questions, read, schema};

/// What operators look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Questions that were not answered and are not past their time, the newest first.
    pub unanswered: Vec<Kept>,
    /// The texts that the operator does not want to see again.
    pub ignored: Vec<String>,
    /// What was counted, by day.
    pub counts: Vec<Count>,
}

/// Reads what operators look at at `now`, in seconds of the Unix epoch, whichever bot's it is and
/// whether that runs or not; counts from a day on, counted from that of the Unix epoch. Waits for it, so
/// that it is not for a task.
///
/// # Errors
///
/// Both kinds, each naming the database, what is wrong and, if it lasts, what to do: there is no
/// database, it cannot be read, it has another schema, it was written under another key.
pub fn peek(settings: &Settings, now: i64, from: i64) -> Result<Stored, Error> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let no_means = |error: io::Error| Error::Passing(format!("the system gives no means: {error}"));
    runtime.map_err(no_means)?.block_on(async {
        sqlx::any::install_default_drivers();
        let address = Address::beside(&settings.place)?;
        let stored = read_all(&address, settings, now, from).await;
        stored.map_err(|error| address.named(error))
    })
}

async fn read_all(
    address: &Address,
    settings: &Settings,
    now: i64,
    from: i64,
) -> Result<Stored, Error> {
    let since = now.saturating_sub(settings.unanswered_seconds());
    let mut connection = address.connect().await?;
    schema::check(&mut connection, address.engine).await?;
    let keys = schema::keys(&mut connection, settings).await?;
    let stored = Stored {
        unanswered: questions::unanswered(&mut connection, &keys, since).await?,
        ignored: questions::ignored(&mut connection, &keys).await?,
        counts: read::counts(&mut connection, from).await?,
    };
    within(ANSWERS_WITHIN, connection.close()).await?;
    Ok(stored)
}
