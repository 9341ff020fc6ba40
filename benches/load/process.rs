//! A bot as a process, and what it uses.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::constant;
use super::server::Server;
use super::usage::Usage;

/// A process that ends with this value.
pub(super) struct Process {
    child: Child,
    /// Where it keeps what outlives it.
    #[expect(dead_code, reason = "removed when it is dropped")]
    data: TempDir,
}

impl Process {
    /// This project's bot on the shipped FAQ, asking for updates.
    pub(super) fn bot(server: &Server) -> Self {
        Self::start(Self::program(server))
    }

    /// The same, to which updates are posted.
    pub(super) fn webhook(server: &Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let mut command = Self::program(server);
        command
            .env("WEBHOOK_URL", format!("http://{address}/telegram"))
            .env("WEBHOOK_ADDR", address.to_string());
        Self::start(command)
    }

    fn program(server: &Server) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
        command
            .arg("run")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("TELOXIDE_TOKEN", "1:load")
            .env("TELOXIDE_API_URL", server.address())
            .env("RUST_LOG", "error");
        command
    }

    /// The bot that answers a constant.
    pub(super) fn constant(server: &Server) -> Self {
        let own = std::env::current_exe().expect("this program has a path");
        let mut command = Command::new(own);
        command.arg(constant::ARGUMENT).arg(server.address());
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let data = TempDir::new().expect("a folder");
        command.env("DATA_DIR", data.path());
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let child = child.expect("the program starts");
        Self { child, data }
    }

    /// What the process has used so far; nothing where the system does not tell.
    pub(super) fn usage(&self) -> Usage {
        Usage::of(self.child.id())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
