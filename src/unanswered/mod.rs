//! Questions that were not answered: which of them are alike, how many people asked each, and which
//! of them the FAQ of today still leaves open.
//!
//! Alike is what the matcher calls so: spellings, stems, concepts and weights are the FAQ's.

mod alike;
mod askers;
mod groups;
mod text;

pub use askers::Askers;
pub use groups::{Group, groups};
pub use text::text;

/// Why a question counts as not answered, as its groups tell.
pub use crate::store::Why;

/// From this likeness on, two questions are alike; see [`crate::matcher::Gist::likeness`]. Wordings of
/// one question about something that the shipped FAQ does not know mostly reach it; of two different
/// questions none reached more than half of it.
const ALIKE_AT: f64 = 0.55;
