//! Files and folders that are nobody's but the owner's.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a folder and those above it, if they are missing.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates a file that must not be there yet.
pub(super) fn create_file(path: &Path) -> io::Result<File> {
    owners_only().write(true).create_new(true).open(path)
}

/// Opens a file for writing, creating it if it is missing.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    owners_only()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn owners_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Whether others than the owner may read the file.
#[cfg(unix)]
pub(super) fn is_open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;

    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

/// Whether others than the owner may read the file; not known on this system.
#[cfg(not(unix))]
pub(super) fn is_open_to_others(_path: &Path) -> io::Result<bool> {
    Ok(false)
}
