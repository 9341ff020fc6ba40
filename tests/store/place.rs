//! Databases to be tested on: the same tests run on both engines.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use skincare_faq_bot::store::{Arrival, Error, Outcome, Place, Settings, Store};
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions as _};
use tempfile::TempDir;

/// The address of a PostgreSQL server on which databases may be created.
const SERVER: &str = "TEST_DATABASE_URL";
pub(crate) const KEY: &str = "a key of more than sixteen characters";
pub(crate) const BOT: u64 = 4_242;
pub(crate) const UNANSWERED_FOR: Duration = Duration::from_hours(30 * 24);
/// 2027-01-15 08:00 UTC.
pub(crate) const NOW: i64 = 1_800_000_000;

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A fresh database, and a folder of its own.
pub(crate) struct Fresh {
    pub(crate) folder: TempDir,
    pub(crate) settings: Settings,
}

impl Fresh {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().join("data"));
        Self::at(folder, place)
    }

    /// `None`, and a line that says so, if there is no server.
    pub(crate) async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            eprintln!("skipped on PostgreSQL: {SERVER} is not set");
            return None;
        };
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        let mut address: AnyConnectOptions = server.parse().unwrap();
        let mut connection = connected(&address).await;
        for command in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
            run(&mut connection, &format!("{command} {name}")).await;
        }
        address.database_url.set_path(&name);
        let place = Place::Server(address.database_url.to_string());
        Some(Self::at(tempfile::tempdir().unwrap(), place))
    }

    fn at(folder: TempDir, place: Place) -> Self {
        let settings = Settings {
            place,
            key: Some(KEY.to_owned()),
            key_file: folder.path().join("key"),
            bot: BOT,
            unanswered_for: UNANSWERED_FOR,
        };
        Self { folder, settings }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.settings).await.unwrap()
    }

    /// What is wrong with opening it under other settings: `true` if it lasts, and the text.
    pub(crate) async fn refusal(&self, change: impl FnOnce(&mut Settings)) -> (bool, String) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        match Store::open(&settings).await {
            Ok(_) => panic!("opened"),
            Err(Error::Lasting(text)) => (true, text),
            Err(Error::Passing(text)) => (false, text),
        }
    }

    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.settings.place, Place::Server(_))
    }

    /// The folder of SQLite's files.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A connection beside the store's.
    pub(crate) async fn aside(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        let url = match &self.settings.place {
            Place::Server(url) => url.clone(),
            Place::Folder(folder) => format!("sqlite://{}", shown(&folder.join("bot.db"))),
        };
        connected(&url.parse().unwrap()).await
    }
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

async fn connected(address: &AnyConnectOptions) -> AnyConnection {
    sqlx::any::install_default_drivers();
    address.connect().await.unwrap()
}

pub(crate) async fn run(connection: &mut AnyConnection, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(connection).await.unwrap();
}

pub(crate) async fn closed(store: Store) {
    store.close(Duration::from_secs(10)).await;
}

/// An update that waits for its answer.
pub(crate) fn update(number: i64, chat: i64) -> Arrival {
    Arrival {
        number,
        chat,
        at: NOW,
        body: Some(format!("body {number}").into_bytes()),
    }
}

/// That an update needs nothing more.
pub(crate) fn answered(number: i64) -> Outcome {
    Outcome {
        number: Some(number),
        at: NOW,
        ..Outcome::default()
    }
}

/// Runs a test on SQLite, and on PostgreSQL if there is a server.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($fresh:ident: &Fresh) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn on($fresh: &Fresh) $body

            #[tokio::test]
            $(#[$meta])*
            async fn sqlite() {
                on(&Fresh::sqlite()).await;
            }

            #[tokio::test]
            $(#[$meta])*
            async fn postgres() {
                if let Some(fresh) = Fresh::postgres().await {
                    on(&fresh).await;
                }
            }
        }
    )*};
}
pub(crate) use on_both;
