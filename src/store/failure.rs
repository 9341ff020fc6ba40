//! What the database and the disk complain of: whether it may pass, and in which words.

use std::io;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use tokio::time::timeout;

use super::Error;

/// The database answers within this time, or it does not answer.
pub(super) const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// What the database says, if it says something in time.
pub(super) async fn within<T>(
    limit: Duration,
    asked: impl Future<Output = sqlx::Result<T>>,
) -> Result<T, Error> {
    match timeout(limit, asked).await {
        Ok(answer) => answer.map_err(|error| of_database(&error)),
        Err(_) => Err(Error::Passing(format!(
            "the database did not answer within {} s",
            limit.as_secs()
        ))),
    }
}

/// What is wrong with a database.
pub(super) fn of_database(error: &sqlx::Error) -> Error {
    let lasts = match error {
        sqlx::Error::Configuration(_) | sqlx::Error::Tls(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| will_last(&code)),
        _ => false,
    };
    let text = match error {
        sqlx::Error::Database(error) => {
            let help = error.code().and_then(|code| help(&code));
            match help {
                Some(help) => format!("{}: {help}", error.message()),
                None => error.message().to_owned(),
            }
        }
        // It would be told twice, with words that say nothing.
        sqlx::Error::Configuration(error) => error.to_string(),
        sqlx::Error::Io(error) => format!("the connection to the database is lost: {error}"),
        other => other.to_string(),
    };
    if lasts {
        Error::Lasting(text)
    } else {
        Error::Passing(text)
    }
}

/// What is to be done about what has this code, if that is known: five characters from PostgreSQL, a
/// number from SQLite, whose lower byte is the kind.
fn help(code: &str) -> Option<&'static str> {
    if let (Ok(number), ..5) = (code.parse::<u32>(), code.len()) {
        return Some(match number & 0xff {
            5 | 6 => "let go of the file whatever other program holds it",
            8 => "let the user that the bot runs as write to the file and its folder",
            11 | 26 => "move the file away and put back a backup, or begin anew without it",
            13 => "free some space on the disk",
            14 => "look whether the folder is there and may be written to",
            _ => return None,
        });
    }
    let known = [
        ("28", "look at the name and the password in DATABASE_URL"),
        ("3D", "create the database that DATABASE_URL names"),
        ("42501", "give the user in DATABASE_URL the right to it"),
        ("53100", "free some space on the server's disk"),
        ("53300", "let the server take more connections"),
    ];
    let found = known.iter().find(|(kind, _)| code.starts_with(kind));
    found.map(|(_, help)| *help)
}

/// Whether what has this code will not pass by itself: five characters from PostgreSQL, a number
/// from SQLite.
fn will_last(code: &str) -> bool {
    match code.parse::<u32>() {
        // The lower byte is the kind: ERROR, PERM, CORRUPT, AUTH, NOTADB.
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 1 | 3 | 11 | 23 | 26),
        _ => {
            // Wrong name or password, no such database or schema, no right, corrupt.
            let kinds = ["28", "3D", "3F", "42", "XX001", "XX002"];
            kinds.iter().any(|kind| code.starts_with(kind))
        }
    }
}

/// What is wrong with bringing the schema up to date.
pub(super) fn of_migration(error: &MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            of_database(error)
        }
        MigrateError::VersionMissing(version) => Error::Lasting(format!(
            "the database has schema {version}, which this version of the program does not know: \
             run the newer version that wrote it, or put back a backup from before"
        )),
        other => Error::Lasting(format!(
            "the schema of the database is not as this program left it ({other}): put back a backup"
        )),
    }
}

/// What is wrong with a file or a folder when something is to be done with it.
pub(super) fn of_file(what: &str, path: &Path, error: &io::Error) -> Error {
    let text = format!("cannot {what} `{}`: {error}", path.display());
    match error.kind() {
        io::ErrorKind::PermissionDenied => Error::Lasting(format!(
            "{text}: let the user that the bot runs as read and write there"
        )),
        io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::AlreadyExists
        | io::ErrorKind::InvalidInput => Error::Lasting(format!(
            "{text}: name another place, or move away what is there"
        )),
        _ => Error::Passing(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines_are_told_apart() {
        // SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_BUSY, SQLITE_READONLY.
        for passes in ["778", "13", "5", "8", "57P01", "40P01", "53100", "08006"] {
            assert!(!will_last(passes), "{passes}");
        }
        // SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_NOTADB.
        for lasts in ["11", "779", "26", "28P01", "3D000", "42501", "XX001"] {
            assert!(will_last(lasts), "{lasts}");
        }
        assert_eq!(help("13"), Some("free some space on the disk"));
        assert_eq!(help("267"), help("11"), "the lower byte counts");
        assert!(help("28P01").unwrap().contains("password"));
        assert_eq!(help("57014"), None);
    }
}
