//! A bot as a process, and what it uses.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::constant;
use super::server::Server;

/// A process that ends with this value.
pub(super) struct Process(Child);

/// What a process has used, and uses.
#[derive(Clone, Copy, Default)]
pub(super) struct Usage {
    pub(super) cpu: Duration,
    pub(super) resident_kb: u64,
}

/// A tick of the kernel's clock for processes: a hundredth of a second on Linux.
const TICK: Duration = Duration::from_millis(10);

impl Process {
    /// This project's bot on the shipped FAQ.
    pub(super) fn bot(server: &Server) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
        command
            .arg("run")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("TELOXIDE_TOKEN", "1:load")
            .env("TELOXIDE_API_URL", server.address())
            .env("RUST_LOG", "error");
        Self::start(command)
    }

    /// The bot that answers a constant.
    pub(super) fn constant(server: &Server) -> Self {
        let own = std::env::current_exe().expect("this program has a path");
        let mut command = Command::new(own);
        command.arg(constant::ARGUMENT).arg(server.address());
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        Self(child.expect("the program starts"))
    }

    /// What the process has used so far; nothing where the system does not tell.
    pub(super) fn usage(&self) -> Usage {
        let file = |name: &str| fs::read_to_string(format!("/proc/{}/{name}", self.0.id()));
        let stat = file("stat").unwrap_or_default();
        // The name may hold spaces, so count from behind it.
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .map_or("", |(_, rest)| rest)
            .split_whitespace()
            .collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u32>().ok());
        let cpu = TICK * (ticks(11).unwrap_or(0) + ticks(12).unwrap_or(0));
        let status = file("status").unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident = resident.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        Usage {
            cpu,
            resident_kb: resident.unwrap_or(0),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
