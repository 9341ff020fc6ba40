//! A PostgreSQL server of the test's own, which can be stopped like a power cut does.

use std::env;
use std::fs;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::health::free_port;
use super::root::{ids_of, is_root};
use super::skip::skipped;

/// Where Debian keeps the programs, one folder for each version.
const FOLDER: &str = "/usr/lib/postgresql";

/// Who runs PostgreSQL, which refuses to be run by root.
const USER: &str = "postgres";

/// A server on loopback; it is stopped when it is dropped.
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Cluster {
    /// A new server, or nothing and a line where PostgreSQL's programs are not installed.
    pub(crate) fn start_for(what: &str) -> Option<Self> {
        let Some(programs) = programs() else {
            skipped(
                what,
                "PostgreSQL's programs initdb and pg_ctl were not found",
            );
            return None;
        };
        let folder = TempDir::new().expect("a folder");
        if is_root() {
            let Some((user, group)) = ids_of(USER) else {
                skipped(
                    what,
                    "root may not run PostgreSQL, and there is no user postgres",
                );
                return None;
            };
            chown(folder.path(), Some(user), Some(group)).expect("a folder to give away");
        }
        let cluster = Self {
            programs,
            folder,
            port: free_port().port(),
        };
        let data = cluster.data();
        let data = data.to_str().expect("a path in UTF-8");
        cluster.run(
            "initdb",
            &["-D", data, "-A", "trust", "-U", USER, "--no-sync"],
        );
        cluster.start();
        Some(cluster)
    }

    /// The address of the database that every server has.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, and waits until it is there.
    pub(crate) fn start(&self) {
        let folder = self.folder.path().display();
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}",
            self.port
        );
        let log = format!("{folder}/log");
        self.control(&["-o", &options, "-l", &log, "-w", "start"]);
    }

    /// Stops it at once, without a word to those who are connected.
    pub(crate) fn stop(&self) {
        self.control(&["-m", "immediate", "-w", "stop"]);
    }

    fn control(&self, arguments: &[&str]) {
        let data = self.data();
        let mut all = vec!["-D", data.to_str().expect("a path in UTF-8")];
        all.extend(arguments);
        self.run("pg_ctl", &all);
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.output(program, arguments).expect("a program");
        assert!(
            output.status.success(),
            "{program} {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn output(&self, program: &str, arguments: &[&str]) -> std::io::Result<Output> {
        let path = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", USER, "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        // The server keeps these open for as long as it runs.
        let (out, err) = (
            self.folder.path().join("out"),
            self.folder.path().join("err"),
        );
        command.args(arguments).current_dir(self.folder.path());
        command.stdout(fs::File::create(out)?);
        command.stderr(fs::File::create(&err)?);
        let status = command.status()?;
        Ok(Output {
            status,
            stdout: Vec::new(),
            stderr: fs::read(err)?,
        })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may be stopped already.
        let data = self.data();
        let data = data.to_str().unwrap_or_default();
        let _ = self.output("pg_ctl", &["-D", data, "-m", "immediate", "-w", "stop"]);
    }
}

/// The folder of the newest programs, or the one on the path.
fn programs() -> Option<PathBuf> {
    let has_programs =
        |folder: &PathBuf| folder.join("initdb").exists() && folder.join("pg_ctl").exists();
    let versions = fs::read_dir(Path::new(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let newest = versions.map(|version| version.path().join("bin")).max();
    let path = env::var_os("PATH").unwrap_or_default();
    newest
        .into_iter()
        .chain(env::split_paths(&path))
        .find(has_programs)
}
