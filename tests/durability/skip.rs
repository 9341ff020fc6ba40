//! Lines that are to be seen even if the test passes.

use std::env;
use std::io::{Write as _, stderr};

/// Prints a line past the capture of the test's output.
pub(crate) fn tell(line: &str) {
    // Without a standard error there is nobody to tell.
    let _ = writeln!(stderr(), "{line}");
}

/// Says that something could not be tried, and why.
pub(crate) fn skipped(what: &str, why: &str) {
    tell(&format!("SKIPPED: {what}: {why}"));
}

/// A number that decides what happens by chance, new each time unless `DURABILITY_SEED` is set.
pub(crate) fn seed() -> u64 {
    let given = env::var("DURABILITY_SEED").ok();
    given.map_or_else(
        || fastrand::u64(..1_000_000),
        |seed| seed.parse().expect("`DURABILITY_SEED` is a whole number"),
    )
}
