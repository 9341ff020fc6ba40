//! Text as it is compared: folded, split into clauses and words, with what the language itself says.
//!
//! Knows nothing of entries, scores or replies.

mod abroad;
mod clauses;
mod english;
mod fold;
mod foreign;
mod language;
mod sound;
mod thesaurus;
mod words;

pub use clauses::{Clause, sentences};
pub use fold::read_limit;
pub use language::Language;
pub use words::{Class, Word};
