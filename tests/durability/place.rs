//! Where a bot keeps what outlives it: SQLite in its folder, or a PostgreSQL database of the test's own.

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};

use super::skip::skipped;

/// Where a bot keeps what outlives it.
#[derive(Debug)]
pub(crate) enum Place {
    /// `bot.db` in the folder of the bot.
    Sqlite,
    /// A database that several bots may share.
    Postgres(Database),
}

/// A PostgreSQL database; it is dropped by [`Database::drop_it`].
#[derive(Debug)]
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A new database where `TEST_DATABASE_URL` says; without that, says that `what` is skipped.
    pub(crate) async fn for_test(what: &str) -> Option<Self> {
        let Ok(server) = env::var("TEST_DATABASE_URL") else {
            skipped(what, "TEST_DATABASE_URL names no PostgreSQL database");
            return None;
        };
        Some(Self::create(server).await)
    }

    /// A new database on a server, whose address names any other database.
    pub(crate) async fn create(server: String) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("durability_{}_{number}", std::process::id());
        command(&server, format!("CREATE DATABASE {name}")).await;
        Self { server, name }
    }

    /// What `DATABASE_URL` is set to.
    pub(crate) fn url(&self) -> String {
        let mut url = reqwest::Url::parse(&self.server).expect("an address of PostgreSQL");
        url.set_path(&self.name);
        url.into()
    }

    /// A connection of the test's own.
    pub(crate) async fn connect(&self) -> AnyConnection {
        connect(&self.url()).await
    }

    /// Drops the database, whoever is still connected.
    pub(crate) async fn drop_it(self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        command(&self.server, drop).await;
    }
}

async fn command(server: &str, sql: String) {
    let done = connect(server).await.execute(AssertSqlSafe(sql)).await;
    done.expect("a user who may create databases");
}

async fn connect(url: &str) -> AnyConnection {
    install_default_drivers();
    AnyConnection::connect(url)
        .await
        .expect("PostgreSQL where `TEST_DATABASE_URL` says")
}

impl Place {
    /// The variables of the environment that lead there.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Sqlite => Vec::new(),
            Self::Postgres(database) => vec![("DATABASE_URL", database.url())],
        }
    }

    /// Removes what the test made there.
    pub(crate) async fn clear(self) {
        if let Self::Postgres(database) = self {
            database.drop_it().await;
        }
    }
}
