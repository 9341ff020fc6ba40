//! Which process answers which chats, when several share a PostgreSQL database.
//!
//! A chat with work has a row in `chats` that says who owns it; an owner has a row in `leases` that
//! says until when. A chat is free if it has no owner or one without a lease. Whoever brings work
//! makes sure of the chat's row; whoever lays a chat down deletes the row if no work is left. Both
//! lock the row before they look, so that neither overlooks the other.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::failure::{ANSWERS_WITHIN, of_database, within};
use super::keys::Keys;
use super::read::opened;
use super::{Error, Waiting};

/// So long nobody else touches the chats of a process that was last heard of.
pub const LEASE: Duration = Duration::from_secs(6);
/// So long a process believes in its lease. What it began before then has a second to end.
pub(super) const BELIEVED: Duration = Duration::from_secs(5);
/// A lease is renewed when it is this old.
pub(super) const RENEWED_AFTER: Duration = Duration::from_secs(2);
/// The most updates of one chat that are claimed at once.
const MOST_OF_A_CHAT: i64 = 32;

/// The database's clock, so that those of the processes need not agree.
macro_rules! now {
    () => {
        "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
    };
}
/// Numbers in a text, as a list.
macro_rules! list {
    ($place:literal) => {
        concat!("CAST(string_to_array($", $place, ", ',') AS BIGINT[])")
    };
}

const LOCK: &str = concat!(
    "SELECT chat FROM chats WHERE chat = ANY(",
    list!(1),
    ") ORDER BY chat FOR UPDATE"
);
/// Another process may insert the same at once: then it is locked like the others.
const ADD: &str = concat!(
    "INSERT INTO chats (chat, owner, since) SELECT chat, 0, ",
    now!(),
    " FROM unnest(",
    list!(1),
    ") AS chat ORDER BY chat ON CONFLICT (chat) DO UPDATE SET owner = chats.owner"
);
const DROP_IDLE: &str = concat!(
    "DELETE FROM chats WHERE owner = $1 AND chat = ANY(",
    list!(2),
    ") AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.chat = chats.chat)"
);
/// To the end of the line, behind those that wait longer.
const FREE: &str = concat!(
    "UPDATE chats SET owner = 0, since = ",
    now!(),
    " WHERE owner = $1 AND chat = ANY(",
    list!(2),
    ")"
);
const RENEW: &str = concat!(
    "UPDATE leases SET until = ",
    now!(),
    " + $2 WHERE owner = $1"
);
const LEASE_OR_RENEW: &str = concat!(
    "INSERT INTO leases (owner, until) VALUES ($1, ",
    now!(),
    " + $2) ON CONFLICT (owner) DO UPDATE SET until = excluded.until"
);
/// Waits for one that is being renewed at this moment, and then lets it be.
const EXPIRE: &str = concat!("DELETE FROM leases WHERE until <= ", now!());
/// That nobody owns a row of `chats`, as far as the statement can see: a lease that was committed while
/// it is under way is not there for it, while the row is, as it was committed with that lease. So what
/// is done with the row takes a second statement once the row is locked.
macro_rules! is_free {
    () => {
        "(owner = 0 OR NOT EXISTS (SELECT 1 FROM leases WHERE leases.owner = chats.owner))"
    };
}
const LOCK_FREE: &str = concat!(
    "SELECT chat FROM chats WHERE ",
    is_free!(),
    " AND EXISTS (SELECT 1 FROM waiting WHERE waiting.chat = chats.chat) \
     ORDER BY since LIMIT $1 FOR UPDATE OF chats SKIP LOCKED"
);
const CLAIM_LOCKED: &str = concat!(
    "UPDATE chats SET owner = $1 WHERE chat = ANY(",
    list!(2),
    ") AND ",
    is_free!(),
    " RETURNING chat"
);
/// The first of every chat, then the second of every chat, and so on.
const READ: &str = concat!(
    "SELECT number, chat, body FROM (SELECT number, chat, body, row_number() OVER \
     (PARTITION BY chat ORDER BY number) AS place FROM waiting WHERE chat = ANY(",
    list!(1),
    ")) AS placed WHERE place <= $2 ORDER BY place, number LIMIT $3"
);
const LOCK_IDLE: &str = concat!(
    "SELECT chat FROM chats WHERE ",
    is_free!(),
    " AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.chat = chats.chat) \
     ORDER BY chat LIMIT $1 FOR UPDATE OF chats SKIP LOCKED"
);
const DROP_LOCKED: &str = concat!(
    "DELETE FROM chats WHERE chat = ANY(",
    list!(1),
    ") AND ",
    is_free!(),
    " AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.chat = chats.chat)"
);

/// What this process holds.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// By chat.
    chats: HashMap<i64, Left>,
    /// The chat of each update that was claimed and not settled.
    given: HashMap<i64, i64>,
}

#[derive(Debug, Default)]
struct Left {
    /// How many of its updates were claimed and not settled.
    updates: usize,
    /// Whether the chat is to be laid down.
    release: bool,
}

impl Held {
    pub(super) fn is_empty(&self) -> bool {
        self.chats.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.chats.clear();
        self.given.clear();
    }

    pub(super) fn add(&mut self, waiting: &[Waiting]) {
        for update in waiting {
            self.chats.entry(update.chat).or_default().updates += 1;
            self.given.insert(update.number, update.chat);
        }
    }

    /// Gives up what was just claimed; gives the chats.
    pub(super) fn give_up(&mut self, waiting: &[Waiting]) -> Vec<i64> {
        let chats: BTreeSet<i64> = waiting.iter().map(|update| update.chat).collect();
        for update in waiting {
            self.given.remove(&update.number);
        }
        chats
            .into_iter()
            .filter(|chat| self.chats.remove(chat).is_some())
            .collect()
    }

    /// Notes what is settled and what is to be laid down; gives the chats that can be laid down now.
    /// One that was lost and claimed again is not laid down for what was claimed before.
    pub(super) fn settle(&mut self, number: Option<i64>, release: Option<i64>) -> Vec<i64> {
        let settled = number.and_then(|number| self.given.remove(&number));
        if let Some(left) = settled.and_then(|chat| self.chats.get_mut(&chat)) {
            left.updates -= 1;
        }
        if let Some(left) = release.and_then(|chat| self.chats.get_mut(&chat)) {
            left.release = true;
        }
        let touched: BTreeSet<i64> = settled.into_iter().chain(release).collect();
        let mut done = Vec::new();
        for chat in touched {
            let left = self.chats.get(&chat);
            if left.is_some_and(|left| left.release && left.updates == 0) {
                self.chats.remove(&chat);
                done.push(chat);
            }
        }
        done
    }
}

/// Locks the rows of chats, adding those of chats that work was just brought to. Nobody claims any
/// of them, brings work to it or lays it down until the transaction ends.
pub(super) async fn lock(
    connection: &mut AnyConnection,
    brought: &BTreeSet<i64>,
    laid: &BTreeSet<i64>,
) -> Result<(), Error> {
    if brought.is_empty() && laid.is_empty() {
        return Ok(());
    }
    let there = numbers(connection, LOCK, &listed(brought.union(laid))).await?;
    let missing = brought.iter().filter(|chat| !there.contains(chat));
    let missing = listed(missing);
    if missing.is_empty() {
        return Ok(());
    }
    within(
        ANSWERS_WITHIN,
        sqlx::query(ADD).bind(missing).execute(connection),
    )
    .await?;
    Ok(())
}

/// Lays down locked chats, if `owner` still owns them.
pub(super) async fn lay_down(
    connection: &mut AnyConnection,
    owner: i64,
    chats: &BTreeSet<i64>,
) -> Result<(), Error> {
    if chats.is_empty() {
        return Ok(());
    }
    let chats = listed(chats);
    within(ANSWERS_WITHIN, async {
        let drop = sqlx::query(DROP_IDLE).bind(owner).bind(&*chats);
        drop.execute(&mut *connection).await?;
        let free = sqlx::query(FREE).bind(owner).bind(&*chats);
        free.execute(connection).await?;
        Ok(())
    })
    .await
}

/// Renews a lease; `false` if there is none to renew.
pub(super) async fn renew(connection: &mut AnyConnection, owner: i64) -> Result<bool, Error> {
    within(ANSWERS_WITHIN, async {
        let renew = sqlx::query(RENEW).bind(owner).bind(milliseconds(LEASE));
        Ok(renew.execute(connection).await?.rows_affected() > 0)
    })
    .await
}

/// Takes up to `limit` free chats with work, for `owner`; `holding` says that it has a lease already.
/// Gives the chats and up to `limit` of their updates; `None` if the lease is lost.
pub(super) async fn claim(
    connection: &mut AnyConnection,
    keys: &Keys,
    owner: i64,
    holding: bool,
    limit: usize,
) -> Result<Option<(BTreeSet<i64>, Vec<Waiting>)>, Error> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let free = within(ANSWERS_WITHIN, async {
        sqlx::query(EXPIRE).execute(&mut *connection).await?;
        let lock = sqlx::query(LOCK_FREE).bind(limit);
        lock.fetch_all(&mut *connection).await
    })
    .await?;
    let free = first_of_each(&free)?;
    if free.is_empty() {
        return Ok(Some((free, Vec::new())));
    }
    let rows = within(ANSWERS_WITHIN, async {
        let claim = sqlx::query(CLAIM_LOCKED).bind(owner).bind(listed(&free));
        claim.fetch_all(&mut *connection).await
    })
    .await?;
    let claimed = first_of_each(&rows)?;
    if claimed.is_empty() {
        return Ok(Some((claimed, Vec::new())));
    }
    if holding {
        if !renew(connection, owner).await? {
            return Ok(None);
        }
    } else {
        let lease = sqlx::query(LEASE_OR_RENEW).bind(owner);
        let lease = lease.bind(milliseconds(LEASE));
        within(ANSWERS_WITHIN, lease.execute(&mut *connection)).await?;
    }
    // A statement of its own: it has to see what the last owner settled when it laid the chat down.
    let mut waiting: Vec<Waiting> = within(ANSWERS_WITHIN, async {
        let read = sqlx::query(READ).bind(listed(&claimed));
        let read = read.bind(MOST_OF_A_CHAT).bind(limit);
        let rows = read.fetch_all(&mut *connection).await?;
        rows.iter().map(|row| opened(row, keys)).collect()
    })
    .await?;
    waiting.sort_unstable_by_key(|update| (update.chat, update.number));
    let with_work: BTreeSet<i64> = waiting.iter().map(|update| update.chat).collect();
    let idle = claimed.difference(&with_work).copied().collect();
    lay_down(connection, owner, &idle).await?;
    Ok(Some((with_work, waiting)))
}

/// Deletes up to `limit` rows of chats that nobody owns and that have no work; gives how many it looked at.
pub(super) async fn tidy(connection: &mut AnyConnection, limit: i64) -> Result<usize, Error> {
    let rows = within(
        ANSWERS_WITHIN,
        sqlx::query(LOCK_IDLE)
            .bind(limit)
            .fetch_all(&mut *connection),
    )
    .await?;
    let idle = first_of_each(&rows)?;
    let delete = sqlx::query(DROP_LOCKED).bind(listed(&idle));
    within(ANSWERS_WITHIN, delete.execute(connection)).await?;
    Ok(idle.len())
}

/// Lays down everything that `owner` owns, and its lease.
pub(super) async fn leave(connection: &mut AnyConnection, owner: i64) -> Result<(), Error> {
    within(ANSWERS_WITHIN, async {
        let leave = sqlx::query("DELETE FROM leases WHERE owner = $1").bind(owner);
        leave.execute(connection).await?;
        Ok(())
    })
    .await
}

async fn numbers(
    connection: &mut AnyConnection,
    query: &'static str,
    list: &str,
) -> Result<BTreeSet<i64>, Error> {
    let rows = within(
        ANSWERS_WITHIN,
        sqlx::query(query).bind(list).fetch_all(connection),
    )
    .await?;
    first_of_each(&rows)
}

fn first_of_each(rows: &[AnyRow]) -> Result<BTreeSet<i64>, Error> {
    let numbers: sqlx::Result<_> = rows.iter().map(|row| row.try_get(0)).collect();
    numbers.map_err(|error| of_database(&error))
}

fn listed<'a>(numbers: impl IntoIterator<Item = &'a i64>) -> String {
    let texts: Vec<String> = numbers.into_iter().map(i64::to_string).collect();
    texts.join(",")
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
