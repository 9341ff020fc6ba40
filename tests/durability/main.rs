//! What the bot keeps through kills, faults and moves: the real program against the fake Bot API server
//! of `tests/telegram`.
//!
//! ```sh
//! cargo test --test durability                                      # the short form
//! cargo test --release --test durability -- --ignored --nocapture  # 20,000 messages, 100 kills each
//! ```
//!
//! - `DURABILITY_SEED` chooses when and what is killed; without it a new seed is drawn and printed.
//! - With `TEST_DATABASE_URL` set to a PostgreSQL database whose user may create others, the tests on
//!   PostgreSQL run in databases of their own, which they drop.
//! - Tests of a full disk need to mount a tmpfs, those of a clock that jumps need libfaketime, and those
//!   of a database that stops need PostgreSQL's programs. What cannot be tried is named on standard
//!   error.
#![allow(
    dead_code,
    unused_imports,
    clippy::needless_pass_by_value,
    clippy::unused_async,
    reason = "a vocabulary: not every word of it is used here, each is awaited alike, and takes literals"
)]

#[path = "../telegram/fake/mod.rs"]
mod fake;
#[path = "../telegram/script/mod.rs"]
mod script;

mod clock;
mod cluster;
mod count;
mod disk;
mod faults;
mod fleet;
mod health;
mod kills;
mod load;
mod moves;
mod needles;
mod place;
mod privacy;
mod restarts;
mod root;
mod skip;
mod storage;
mod webhook;
