//! From a message to an outcome: similarity, ranking and the decision.
//!
//! The matcher does no I/O, knows nothing of replies or Telegram, and nothing of the FAQ's subject.

mod outcome;

pub use outcome::{Candidate, Decision, DeclineReason, Outcome};

/// At most this many characters of a message are read.
pub const MAX_CHARS: usize = 4096;

mod stand_in;
pub use stand_in::{Explanation, Matcher};
