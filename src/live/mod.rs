//! Makes what is edited live: notices that the files of a FAQ have changed, and loads them again.
//!
//! The files are looked at, several times a second, rather than having the system tell of changes:
//! network folders and mounts into containers often tell of none, and this way holds for editors that
//! write in place, that write beside and rename, for links that are turned and for many files at
//! once. A look asks for lengths and times alone, which takes less than a thousandth of a second.

mod marks;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::{JoinError, spawn_blocking};
use tokio::time::{Instant, sleep};

use crate::assistant::Assistant;
use crate::faq::LoadError;
use marks::Marks;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Files that have not changed for so long are taken for whole: whoever writes many is done then.
const QUIET_FOR: Duration = Duration::from_millis(300);

/// Files that do not come to rest are loaded after this time all the same.
const NO_LONGER_THAN: Duration = Duration::from_secs(1);

/// What does not load may be half written: so long is waited for the other half.
const PATIENCE: Duration = Duration::from_millis(700);

/// The files of a FAQ that is served.
#[derive(Debug)]
pub struct Files {
    dir: PathBuf,
    /// How they were when they were loaded last.
    seen: Marks,
    /// Of what is served.
    version: String,
    /// Why what they say now cannot be served, if it cannot.
    trouble: Option<LoadError>,
}

/// What came of an edit.
#[derive(Debug)]
pub enum News {
    /// It can be served.
    Edited(Box<Assistant>),
    /// It cannot: what was served before has to go on.
    Broken(LoadError),
    /// After such an edit, the files say again what is served.
    Mended,
}

impl Files {
    /// Loads the FAQ in `dir` and remembers how its files were.
    ///
    /// # Errors
    ///
    /// What stops [`Assistant::load`].
    pub fn open(dir: &Path) -> Result<(Assistant, Self), LoadError> {
        // Before the loading: what is edited meanwhile is seen as a change.
        let seen = Marks::of(dir);
        let assistant = Assistant::load(dir)?;
        let files = Self {
            dir: dir.to_owned(),
            seen,
            version: assistant.version().to_owned(),
            trouble: None,
        };
        Ok((assistant, files))
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Waits until the files say something else than before, and tells what comes of it. An edit is
    /// told within two seconds. Whoever stops waiting misses nothing by it.
    ///
    /// # Errors
    ///
    /// If no thread can be had to look at the files.
    pub async fn news(&mut self) -> io::Result<News> {
        loop {
            sleep(LOOK_EVERY).await;
            let marks = self.look().await?;
            if marks.is_like(&self.seen) {
                continue;
            }
            let marks = self.at_rest(marks).await?;
            let dir = self.dir.clone();
            match blocking(move || Assistant::load(&dir)).await? {
                Ok(assistant) => {
                    self.seen = marks;
                    let was_broken = self.trouble.take().is_some();
                    if assistant.version() != self.version {
                        assistant.version().clone_into(&mut self.version);
                        return Ok(News::Edited(Box::new(assistant)));
                    }
                    if was_broken {
                        return Ok(News::Mended);
                    }
                }
                Err(trouble) => {
                    sleep(PATIENCE).await;
                    if !self.look().await?.is_like(&marks) {
                        continue;
                    }
                    self.seen = marks;
                    if self.trouble.as_ref() != Some(&trouble) {
                        self.trouble = Some(trouble.clone());
                        return Ok(News::Broken(trouble));
                    }
                }
            }
        }
    }

    /// Waits until the files have not changed for a moment; `marks` is how they are.
    async fn at_rest(&self, mut marks: Marks) -> io::Result<Marks> {
        let since = Instant::now();
        loop {
            sleep(QUIET_FOR).await;
            let now = self.look().await?;
            let rests = now.is_like(&marks);
            marks = now;
            if rests || since.elapsed() > NO_LONGER_THAN {
                return Ok(marks);
            }
        }
    }

    async fn look(&self) -> io::Result<Marks> {
        let dir = self.dir.clone();
        blocking(move || Marks::of(&dir)).await
    }
}

/// Does what may wait for a disk or a network beside everything else.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let failed = |_: JoinError| io::Error::other("the work on the files was given up");
    spawn_blocking(work).await.map_err(failed)
}

#[cfg(test)]
mod tests;
