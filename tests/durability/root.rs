//! What only root may do, and what root may not.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::process::Command;

/// Whether the tests are run by root; `false` where the system does not tell.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// The numbers of a user and its group, if there is such a user.
pub(crate) fn ids_of(user: &str) -> Option<(u32, u32)> {
    let id = |which| -> Option<u32> {
        let output = Command::new("id").args([which, user]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    Some((id("-u")?, id("-g")?))
}
