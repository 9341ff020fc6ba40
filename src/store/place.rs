//! Where the database is, and how a connection to it is set up.

use std::fmt::Write as _;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::any::AnyConnectOptions;
use sqlx::{Any, AnyConnection, ConnectOptions as _, Connection as _, Transaction};

use super::failure::{ANSWERS_WITHIN, of_file, within};
use super::{Error, Place, private};

/// The name of the file that holds everything.
pub(super) const DATABASE: &str = "bot.db";
/// Locked as long as a process serves the file beside it.
const LOCK: &str = "bot.db.lock";

/// Durable at every commit, and nothing that was deleted stays readable. Only a reader can be in the
/// way, so that a lock is waited for a moment only. The log is written back every 4 MB.
const SQLITE_SESSION: &str = "PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000; \
     PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF";

/// Whatever hangs ends on the server too, so that it blocks nobody else.
const POSTGRES_SESSION: &str = "SET client_min_messages = warning; SET statement_timeout = '5s'; \
     SET lock_timeout = '4s'; SET idle_in_transaction_session_timeout = '10s'; \
     SET default_transaction_isolation = 'read committed'";

/// For whoever only reads: nothing is written, and nobody waits for it.
const SQLITE_READER: &str =
    "PRAGMA busy_timeout = 1000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF";
const POSTGRES_READER: &str = "SET client_min_messages = warning; SET statement_timeout = '5s'; \
     SET default_transaction_read_only = on";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// A database that can be connected to, again and again.
pub(super) struct Address {
    pub(super) engine: Engine,
    /// How it is called in errors; holds no password.
    name: String,
    options: AnyConnectOptions,
    session: &'static str,
    /// Held as long as this process serves the file.
    _lock: Option<File>,
}

impl Address {
    /// Finds the database and makes it this process's, if only one may have it.
    pub(super) fn of(place: &Place) -> Result<Self, Error> {
        match place {
            Place::Folder(folder) => Self::of_folder(folder),
            Place::Server(url) => Self::of_server(url),
        }
    }

    fn of_folder(folder: &Path) -> Result<Self, Error> {
        private::create_folder(folder)
            .and_then(|()| folder.canonicalize())
            .map_err(|error| of_file("create the folder", folder, &error))
            .and_then(|full| Self::of_full_folder(folder, &full))
    }

    fn of_full_folder(folder: &Path, full: &Path) -> Result<Self, Error> {
        let shown = folder.join(DATABASE);
        let lock = private::open_file(&full.join(LOCK))
            .map_err(|error| of_file("write", &folder.join(LOCK), &error))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::Lasting(format!(
                "another process serves `{}`: stop it first, or let several processes share a \
                 PostgreSQL database by setting DATABASE_URL",
                shown.display()
            )),
            TryLockError::Error(error) => of_file("lock", &folder.join(LOCK), &error),
        })?;
        let file = full.join(DATABASE);
        // Before SQLite does, so that nobody else can read it for a moment. What SQLite puts beside
        // it gets the same rights.
        match private::create_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(of_file("create", &shown, &error));
            }
            _ => {}
        }
        if private::is_open_to_others(&file).unwrap_or(false) {
            log::warn!(
                "others may read `{}`: take the right from them with `chmod 600`",
                shown.display()
            );
        }
        Ok(Self {
            engine: Engine::Sqlite,
            name: format!("`{}`", shown.display()),
            options: options(&sqlite_url(&file, "rw"))?,
            session: SQLITE_SESSION,
            _lock: Some(lock),
        })
    }

    /// Finds the database for somebody who only reads, whoever else is at it.
    pub(super) fn beside(place: &Place) -> Result<Self, Error> {
        let folder = match place {
            Place::Folder(folder) => folder,
            Place::Server(url) => {
                return Ok(Self {
                    session: POSTGRES_READER,
                    ..Self::of_server(url)?
                });
            }
        };
        let shown = folder.join(DATABASE);
        let file = shown.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::Lasting(format!(
                "there is no database `{}`: the bot makes it when it runs; DATA_DIR or DATABASE_URL \
                 have to be those of the bot",
                shown.display()
            )),
            _ => of_file("read", &shown, &error),
        })?;
        Ok(Self {
            engine: Engine::Sqlite,
            name: format!("`{}`", shown.display()),
            options: options(&sqlite_url(&file, "ro"))?,
            session: SQLITE_READER,
            _lock: None,
        })
    }

    fn of_server(url: &str) -> Result<Self, Error> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Error::Lasting(
                "DATABASE_URL must begin with `postgres://`, as in \
                 `postgres://name:password@host:5432/database`; leave it empty for SQLite"
                    .to_owned(),
            ));
        }
        let options = options(url)?;
        let address = &options.database_url;
        let name = format!(
            "the database `{}` at {}:{}",
            address.path().trim_start_matches('/'),
            address.host_str().unwrap_or("its socket"),
            address.port().unwrap_or(5432)
        );
        Ok(Self {
            engine: Engine::Postgres,
            name,
            options,
            session: POSTGRES_SESSION,
            _lock: None,
        })
    }

    /// A new connection, set up.
    pub(super) async fn connect(&self) -> Result<AnyConnection, Error> {
        within(ANSWERS_WITHIN, async {
            let mut connection = self.options.connect().await?;
            sqlx::raw_sql(self.session).execute(&mut connection).await?;
            Ok(connection)
        })
        .await
    }

    /// The error, with the name of the database before it.
    pub(super) fn named(&self, error: Error) -> Error {
        let name = &self.name;
        match error {
            Error::Passing(text) => Error::Passing(format!("{name}: {text}")),
            Error::Lasting(text) => Error::Lasting(format!("{name}: {text}")),
        }
    }
}

/// Begins a transaction that is going to write.
pub(super) async fn begin(
    connection: &mut AnyConnection,
    engine: Engine,
) -> Result<Transaction<'_, Any>, Error> {
    let begin = match engine {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => "BEGIN",
    };
    within(ANSWERS_WITHIN, connection.begin_with(begin)).await
}

fn options(url: &str) -> Result<AnyConnectOptions, Error> {
    let options: AnyConnectOptions = url.parse().map_err(|_| {
        Error::Lasting(
            "DATABASE_URL is not an address: write it as \
             `postgres://name:password@host:5432/database`, with %40 for an @ in the password"
                .to_owned(),
        )
    })?;
    Ok(options.disable_statement_logging())
}

/// The address of a file, with every byte that could mean something else written in digits.
fn sqlite_url(file: &Path, mode: &str) -> String {
    let mut url = "sqlite://".to_owned();
    for byte in PathBuf::from(file).as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            url.push(char::from(*byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url + "?mode=" + mode
}
