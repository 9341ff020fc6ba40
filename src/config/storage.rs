//! Settings of what outlives the process.

use std::path::{Path, PathBuf};

use reqwest::Url;

use super::settings::{DATABASE_URL, STORAGE_KEY_FILE};
use super::{Error, Secret};

/// Where and under which key things are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// The folder of the database, unless there is a server.
    pub folder: PathBuf,
    /// The address of a `PostgreSQL` database, which may hold a password.
    pub server: Option<Secret>,
    /// The key, if it is given.
    pub key: Option<Secret>,
    /// The file of the key, if it is not given; never inside of `folder`.
    pub key_file: PathBuf,
}

impl Storage {
    /// Whoever copies the folder must not have the key with it.
    pub(super) fn check(&self) -> Result<(), Error> {
        let (key, folder) = (full(&self.key_file), full(&self.folder));
        if key.starts_with(folder) {
            let allowed = format!("a file outside of `DATA_DIR` (`{}`)", self.folder.display());
            let found = self.key_file.display().to_string();
            return Err(Error::new(STORAGE_KEY_FILE, allowed, &found));
        }
        Ok(())
    }
}

/// A path from the root; links are not followed. As it is if the current folder is gone.
fn full(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The address of a database server.
pub(super) fn server(text: String) -> Result<Secret, Error> {
    let is_postgres =
        Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "postgres" | "postgresql"));
    if is_postgres {
        return Ok(Secret::new(text));
    }
    Err(Error::secret(
        DATABASE_URL,
        "an address that begins with postgres:// or postgresql://, or not set for a file in `DATA_DIR`",
        "something else",
    ))
}
