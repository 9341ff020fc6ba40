//! Which tables there are, and whose.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Row as _, SqlSafeStr as _};
use tokio::time::timeout;

use super::failure::{ANSWERS_WITHIN, of_migration, within};
use super::place::Engine;
use super::{Error, Settings};
use crate::store::keys::Keys;

/// Another process may be at it, so that this takes longer than a statement.
const MIGRATES_WITHIN: Duration = Duration::from_mins(1);

const SET: &str = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
const GET: &str = "SELECT value FROM meta WHERE name = $1";

/// All steps from an empty database to the schema of this program, by version.
fn migrations(engine: Engine) -> Vec<Migration> {
    let migration = |version, description, sql: &'static str| {
        Migration::new(
            version,
            Cow::Borrowed(description),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    let mut migrations = vec![migration(
        1,
        "what is stored",
        include_str!("../../migrations/0001_what_is_stored.sql"),
    )];
    if engine == Engine::Postgres {
        migrations.push(migration(
            2,
            "who answers what",
            include_str!("../../migrations/0002_who_answers_what.sql"),
        ));
    }
    migrations.push(migration(
        3,
        "what was not answered",
        include_str!("../../migrations/0003_what_was_not_answered.sql"),
    ));
    migrations
}

/// Brings the schema up to date.
pub(super) async fn migrate(connection: &mut AnyConnection, engine: Engine) -> Result<(), Error> {
    let migrator = Migrator::with_migrations(migrations(engine));
    match timeout(MIGRATES_WITHIN, migrator.run(connection)).await {
        Ok(migrated) => migrated.map_err(|error| of_migration(&error)),
        Err(_) => Err(Error::Passing(format!(
            "the schema was not up to date within {} s",
            MIGRATES_WITHIN.as_secs()
        ))),
    }
}

/// Whether the schema is that of this program, so that it can be read.
pub(super) async fn check(connection: &mut AnyConnection, engine: Engine) -> Result<(), Error> {
    let found: Option<i64> = within(ANSWERS_WITHIN, async {
        let row = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations");
        row.fetch_one(connection).await?.try_get(0)
    })
    .await?;
    let found = found.unwrap_or_default();
    let newest = migrations(engine)
        .last()
        .map_or(0, |migration| migration.version);
    match found.cmp(&newest) {
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(of_migration(&MigrateError::VersionMissing(found))),
        Ordering::Less => Err(Error::Lasting(format!(
            "the database has schema {found}, and this version of the program reads schema \
             {newest}: start the bot of this version once, which brings it up to date"
        ))),
    }
}

/// The keys that the database was written under, whosever bot's it is; none are generated.
pub(super) async fn keys(
    connection: &mut AnyConnection,
    settings: &Settings,
) -> Result<Keys, Error> {
    let written_under = get(connection, "key").await?;
    let keys = Keys::load(settings, true)?;
    if written_under.is_some_and(|key| key != keys.fingerprint()) {
        return Err(other_key());
    }
    Ok(keys)
}

fn other_key() -> Error {
    Error::Lasting(
        "it was written under another key: give the STORAGE_KEY (or the key file) that it was \
         written under, the same to every process, or move the database away to begin anew"
            .to_owned(),
    )
}

/// The keys, once it is sure that the database was written under them and for this bot.
pub(super) async fn identify(
    connection: &mut AnyConnection,
    settings: &Settings,
) -> Result<Keys, Error> {
    let has_stored = get(connection, "key").await?.is_some();
    let keys = Keys::load(settings, has_stored)?;
    if get_or_set(connection, "key", keys.fingerprint()).await? != keys.fingerprint() {
        return Err(other_key());
    }
    let bot = keys.hash("bot", &[], &settings.bot.to_string()).to_string();
    if get_or_set(connection, "bot", &bot).await? != bot {
        return Err(Error::Lasting(
            "it belongs to another bot: give each bot a folder or a database of its own, or move \
             this one away to begin anew"
                .to_owned(),
        ));
    }
    Ok(keys)
}

async fn get(connection: &mut AnyConnection, name: &str) -> Result<Option<String>, Error> {
    within(ANSWERS_WITHIN, async {
        let row = sqlx::query(GET)
            .bind(name)
            .fetch_optional(connection)
            .await?;
        row.map(|row| row.try_get(0)).transpose()
    })
    .await
}

/// What stands under a name, which is `value` if nothing did before.
async fn get_or_set(
    connection: &mut AnyConnection,
    name: &str,
    value: &str,
) -> Result<String, Error> {
    within(ANSWERS_WITHIN, async {
        let set = sqlx::query(SET).bind(name).bind(value);
        set.execute(&mut *connection).await?;
        let row = sqlx::query(GET).bind(name).fetch_one(connection).await?;
        row.try_get(0)
    })
    .await
}
