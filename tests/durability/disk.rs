//! A small disk of the test's own: a tmpfs, which can be full or read-only.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::root::is_root;
use super::skip::skipped;

/// So much has room on it.
const SIZE: &str = "size=8m,mode=0700";

/// A disk; it is unmounted when it is dropped.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// Mounts a disk at a folder, or says that `what` is skipped.
    pub(crate) fn mount(at: &Path, what: &str) -> Option<Self> {
        if !is_root() {
            skipped(what, "only root may mount a tmpfs");
            return None;
        }
        if !mount(&["-t", "tmpfs", "-o", SIZE, "tmpfs"], at) {
            skipped(what, "a tmpfs could not be mounted");
            return None;
        }
        Some(Self(at.to_owned()))
    }

    /// Fills it to the last byte.
    pub(crate) fn fill(&self) {
        let mut file = File::create(self.filler()).expect("a file");
        // Ever smaller pieces, until none has room.
        for piece in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![0; piece]).is_ok() {}
        }
    }

    /// Gives back what [`Self::fill`] took.
    pub(crate) fn clear(&self) {
        fs::remove_file(self.filler()).expect("a file to remove");
    }

    /// Lets nothing be written any more.
    pub(crate) fn becomes_read_only(&self) {
        assert!(
            mount(&["-o", "remount,ro"], &self.0),
            "a tmpfs to mount anew"
        );
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A bot that was just killed may still be there; lazily it goes when that has gone.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    let status = Command::new("mount").args(arguments).arg(at).status();
    status.is_ok_and(|status| status.success())
}
