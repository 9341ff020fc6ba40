//! The list of changes beside the files: who changed what and when.
//!
//! One JSON object a line, only ever added to. A line that is none, because the machine stopped in the
//! middle of it or somebody wrote it by hand, is passed over.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Error;

/// The name of the list in the folder of the FAQ.
pub const LOG: &str = "changes.log";

/// How often it is tried to be the only one who writes, and how long the wait between is.
const TRIES: u32 = 50;
const WAIT: Duration = Duration::from_millis(100);

/// One change, or that one was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// When.
    pub(super) at: Timestamp,
    /// Who wanted it.
    pub(super) who: String,
    /// What was done, as a sentence without its full stop.
    pub(super) what: String,
    /// The file, as seen from the folder of the FAQ.
    pub(super) file: PathBuf,
    /// Counts the lines of the list from 1.
    pub(super) number: u64,
    /// The number of the change that was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) undoes: Option<u64>,
    /// Fingerprint of the file before; `None` if there was none.
    pub(super) before: Option<String>,
    /// Fingerprint of the file after; `None` if there is none.
    pub(super) after: Option<String>,
    /// The unified diff that takes the change back; `None` if the file is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reverse: Option<String>,
}

/// The list, held by nobody else while this lives.
pub(super) struct Log {
    path: PathBuf,
    file: File,
    records: Vec<Record>,
    /// Whether the last line is ended.
    is_ended: bool,
}

impl Log {
    /// Opens the list in the folder `dir`, which begins with this if there is none.
    pub(super) fn open(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(LOG);
        let failed = |source| Error::Log {
            path: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(failed)?;
        if !lock(&file).map_err(failed)? {
            return Err(Error::Busy(path));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        Ok(Self {
            path,
            file,
            records: records(&bytes),
            is_ended: bytes.last().is_none_or(|last| *last == b'\n'),
        })
    }

    /// The last change that is not taken back.
    pub(super) fn last_standing(&self) -> Option<&Record> {
        let is_undone = |number: u64| {
            self.records
                .iter()
                .any(|other| other.undoes == Some(number))
        };
        let mut latest_first = self.records.iter().rev();
        latest_first.find(|record| record.undoes.is_none() && !is_undone(record.number))
    }

    /// The number of the next record.
    pub(super) fn next_number(&self) -> u64 {
        let numbers = self.records.iter().map(|record| record.number);
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    /// Adds a record, and returns once the disk has it.
    pub(super) fn append(&mut self, record: Record) -> Result<(), Error> {
        self.write(&record).map_err(|source| Error::Log {
            path: self.path.clone(),
            source,
        })?;
        self.records.push(record);
        Ok(())
    }

    fn write(&mut self, record: &Record) -> io::Result<()> {
        let mut line = Vec::new();
        if !self.is_ended {
            line.push(b'\n');
        }
        serde_json::to_writer(&mut line, record)?;
        line.push(b'\n');
        // Whatever fails from here on may leave part of a line.
        self.is_ended = false;
        self.file.write_all(&line)?;
        self.is_ended = true;
        self.file.sync_all()
    }
}

/// Whether this is the only one now who holds the file. The lock goes with the file.
fn lock(file: &File) -> io::Result<bool> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            // Where there are no locks, there is the one of this process.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(true);
            }
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => thread::sleep(WAIT),
        }
    }
    Ok(false)
}

/// The records that a list holds.
fn records(bytes: &[u8]) -> Vec<Record> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let records = lines.filter_map(|line| serde_json::from_slice::<Record>(line).ok());
    // Nothing outside the folder is ever a file of the FAQ.
    let is_inside = |file: &Path| {
        let mut parts = file.components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    records.filter(|record| is_inside(&record.file)).collect()
}

/// What tells one text from another; `None` of no text.
pub(super) fn fingerprint(text: Option<&str>) -> Option<String> {
    let digest = Sha256::digest(text?);
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    Some(digits.collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn record(number: u64, undoes: Option<u64>) -> Record {
        Record {
            at: Timestamp::UNIX_EPOCH,
            who: "Ann".to_owned(),
            what: format!("change {number}"),
            file: "topics/a.md".into(),
            number,
            undoes,
            before: None,
            after: fingerprint(Some("a")),
            reverse: None,
        }
    }

    #[test]
    fn what_is_taken_back_no_longer_stands() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::open(folder.path()).unwrap();
        assert_eq!(log.last_standing(), None);
        let mut standing = Vec::new();
        for undoes in [None, None, Some(2), None, Some(4), Some(1)] {
            let number = log.next_number();
            log.append(record(number, undoes)).unwrap();
            standing.push(log.last_standing().map(|record| record.number));
        }
        assert_eq!(
            standing,
            [Some(1), Some(2), Some(1), Some(4), Some(1), None]
        );
    }

    #[test]
    fn record_is_a_line_of_json() {
        let folder = tempfile::tempdir().unwrap();
        Log::open(folder.path())
            .unwrap()
            .append(record(1, None))
            .unwrap();
        let written = fs::read_to_string(folder.path().join(LOG)).unwrap();
        assert_eq!(
            written,
            "{\"at\":\"1970-01-01T00:00:00Z\",\"who\":\"Ann\",\"what\":\"change 1\",\
             \"file\":\"topics/a.md\",\"number\":1,\"before\":null,\"after\":\
             \"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\"}\n"
        );
    }

    #[test]
    fn half_a_line_and_foreign_lines_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LOG);
        Log::open(folder.path())
            .unwrap()
            .append(record(1, None))
            .unwrap();
        let whole = fs::read_to_string(&path).unwrap();
        let outside = whole
            .replace("topics/a.md", "../a.md")
            .replace(":1,", ":7,");
        fs::write(
            &path,
            format!("{whole}\u{0}note\n{outside}{}", &whole[..40]),
        )
        .unwrap();

        let mut log = Log::open(folder.path()).unwrap();
        assert_eq!(log.records, [record(1, None)]);
        log.append(record(2, None)).unwrap();
        drop(log);
        let log = Log::open(folder.path()).unwrap();
        assert_eq!(log.records, [record(1, None), record(2, None)]);
    }

    #[test]
    fn only_one_writes_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = Log::open(folder.path()).unwrap();
        let other = File::open(folder.path().join(LOG)).unwrap();
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        drop(held);
        assert!(other.try_lock().is_ok());
    }
}
