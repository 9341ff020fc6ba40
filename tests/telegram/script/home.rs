//! What of a bot outlives it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The folder in which a bot runs, with its data in another inside; gone when it is dropped.
pub(crate) struct Home(TempDir);

impl Home {
    /// A folder without a trace of a bot.
    pub(crate) fn new() -> Self {
        let home = Self(TempDir::new().expect("a folder"));
        fs::create_dir(home.data()).expect("a folder");
        home
    }

    /// Where the bot runs, and keeps its key.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where it keeps its data.
    pub(crate) fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }
}
