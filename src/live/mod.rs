//! Makes what is edited live: notices that the files of a FAQ have changed, and loads them again.
//!
//! The files are looked at, several times a second, rather than having the system tell of changes:
//! network folders and mounts into containers often tell of none, and this way holds for editors that
//! write in place, that write beside and rename, for links that are turned and for many files at
//! once. A look asks for lengths and times alone, which takes less than a thousandth of a second.

mod git;
mod marks;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};

use crate::assistant::Assistant;
use crate::faq::{LoadError, Problem};
use marks::Marks;

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Files that have not changed for so long are taken for whole: whoever writes many is done then.
const QUIET_FOR: Duration = Duration::from_millis(300);

/// Files that do not come to rest are loaded after this time all the same, counted from when git has
/// ended if it is at work on them.
const NO_LONGER_THAN: Duration = Duration::from_secs(1);

/// What does not load may be half written: so long is waited for the other half.
const PATIENCE: Duration = Duration::from_millis(700);

/// What does not load is tried again so often, as what is wrong may lie beside the files: a right to
/// read them, a network.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// The files of a FAQ that is served.
#[derive(Debug)]
pub struct Files {
    dir: PathBuf,
    /// How they were when they were loaded last.
    seen: Marks,
    /// Of what is served.
    version: String,
    /// Why what they say now cannot be served, if it cannot, and when that was found last.
    trouble: Option<(LoadError, Instant)>,
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
    /// They were written and say what is served, but for what nobody is shown.
    Rewritten,
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

    /// Waits until the files are written, and tells what comes of it. An edit is
    /// told within two seconds, or after git has ended if that writes the files, for which it waits
    /// five seconds at most. Whoever stops waiting misses nothing by it.
    pub async fn news(&mut self) -> News {
        loop {
            sleep(LOOK_EVERY).await;
            let marks = self.look().await;
            if marks.is_like(&self.seen) && !self.is_tried_again() {
                continue;
            }
            let marks = self.at_rest(marks).await;
            match self.load().await {
                Ok(assistant) => {
                    self.seen = marks;
                    let was_broken = self.trouble.take().is_some();
                    if assistant.version() != self.version {
                        assistant.version().clone_into(&mut self.version);
                        return News::Edited(Box::new(assistant));
                    }
                    return if was_broken {
                        News::Mended
                    } else {
                        News::Rewritten
                    };
                }
                Err(trouble) => {
                    sleep(PATIENCE).await;
                    if !self.look().await.is_like(&marks) {
                        continue;
                    }
                    self.seen = marks;
                    let before = self.trouble.replace((trouble.clone(), Instant::now()));
                    if before.is_none_or(|(before, _)| before != trouble) {
                        return News::Broken(trouble);
                    }
                }
            }
        }
    }

    /// Waits until git has ended and the files have not changed for a moment; `marks` is how they are.
    async fn at_rest(&self, mut marks: Marks) -> Marks {
        let begun = Instant::now();
        let mut since = begun;
        loop {
            sleep(QUIET_FOR).await;
            let is_git_at_work = begun.elapsed() < git::PATIENCE && self.is_git_at_work().await;
            let now = self.look().await;
            let rests = now.is_like(&marks);
            marks = now;
            if is_git_at_work {
                since = Instant::now();
            } else if rests || since.elapsed() > NO_LONGER_THAN {
                return marks;
            }
        }
    }

    async fn is_git_at_work(&self) -> bool {
        let dir = self.dir.clone();
        let looked = spawn_blocking(move || git::is_at_work(&dir)).await;
        looked.unwrap_or_default()
    }

    fn is_tried_again(&self) -> bool {
        let found = self.trouble.as_ref().map(|(_, found)| found);
        found.is_some_and(|found| found.elapsed() > AGAIN_AFTER)
    }

    /// How the files are. Looking and loading may wait for a disk or a network, so nothing else does.
    async fn look(&self) -> Marks {
        let dir = self.dir.clone();
        let looked = spawn_blocking(move || Marks::of(&dir)).await;
        // If that is given up, nothing is known to have changed.
        looked.unwrap_or_else(|_| self.seen.clone())
    }

    async fn load(&self) -> Result<Assistant, LoadError> {
        let dir = self.dir.clone();
        let loaded = spawn_blocking(move || Assistant::load(&dir)).await;
        loaded.unwrap_or_else(|_| {
            let fault = Problem::error(&self.dir, None, "meets a fault of the program")
                .with_help("take the last edit back, and report it with the files");
            Err(LoadError {
                problems: vec![fault],
            })
        })
    }
}

#[cfg(test)]
mod tests;
