//! The bot under test: the program, or one inside of the test.

use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::{JoinHandle, JoinSet};

use super::home::Home;
use super::setup::Setup;
use crate::fake::state::TOKEN;

/// A running bot; it is killed when it is dropped.
pub(crate) struct Bot {
    running: Running,
    log: Arc<Mutex<String>>,
    /// They keep what it writes, until it closes its outputs.
    readers: JoinSet<()>,
}

enum Running {
    Process(Child),
    Task(JoinHandle<()>),
}

impl Bot {
    /// Starts the bot of a setup against the server at `url`.
    pub(crate) fn start(setup: &Setup, url: String, home: &Home) -> Self {
        let log = Arc::default();
        let mut readers = JoinSet::new();
        if let Some(run) = &setup.in_process {
            let running = Running::Task(tokio::spawn(run(url)));
            return Self {
                running,
                log,
                readers,
            };
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
        command
            .arg("run")
            // Neither the environment nor a `.env` of who runs the tests has a say.
            .env_clear()
            .current_dir(home.path())
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELOXIDE_API_URL", url)
            .env("FAQ_DIR", &setup.faq)
            .env("DATA_DIR", home.data())
            .env("STORAGE_KEY_FILE", home.path().join("storage.key"))
            .envs(setup.environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().expect("the program");
        keep(&mut readers, child.stdout.take(), &log);
        keep(&mut readers, child.stderr.take(), &log);
        let running = Running::Process(child);
        Self {
            running,
            log,
            readers,
        }
    }

    /// What it wrote to standard output and standard error so far.
    pub(crate) fn log(&self) -> String {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.clone()
    }

    /// The number of its process, while it runs.
    pub(crate) fn id(&self) -> Option<u32> {
        match &self.running {
            Running::Process(child) => child.id(),
            Running::Task(_) => None,
        }
    }

    /// Sends a signal, unless it has ended.
    pub(crate) fn signal(&self, signal: Signal) {
        if let Running::Process(child) = &self.running
            && let Some(id) = child.id()
            && let Ok(id) = i32::try_from(id)
        {
            kill(Pid::from_raw(id), signal).expect("a process that takes signals");
        }
    }

    /// Waits for its end; nothing for a bot inside of the test.
    pub(crate) async fn ended(&mut self) -> Option<ExitStatus> {
        match &mut self.running {
            Running::Process(child) => {
                let status = child.wait().await.ok();
                while self.readers.join_next().await.is_some() {}
                status
            }
            Running::Task(task) => {
                // Being cancelled is an end too.
                let _ = task.await;
                None
            }
        }
    }

    /// Ends it at once, as `kill -9` or a power cut does; comes back with all that it wrote.
    pub(crate) async fn kill(mut self) -> String {
        match &mut self.running {
            Running::Process(child) => child.start_kill().expect("a process that can be killed"),
            Running::Task(task) => task.abort(),
        }
        self.ended().await;
        self.log()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Running::Task(task) = &self.running {
            task.abort();
        }
    }
}

fn keep(
    readers: &mut JoinSet<()>,
    output: Option<impl AsyncRead + Unpin + Send + 'static>,
    log: &Arc<Mutex<String>>,
) {
    let Some(output) = output else { return };
    let log = Arc::clone(log);
    readers.spawn(async move {
        let mut lines = BufReader::new(output).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.push_str(&line);
            log.push('\n');
        }
    });
}
