//! Text as it is compared: folded, split into clauses and words, with what the language itself says.
//!
//! Knows nothing of entries, scores or replies.

mod clauses;
mod english;
mod fold;
mod foreign;
mod sound;
mod thesaurus;
mod words;

pub use clauses::{Clause, clauses, is_connector};
pub use fold::{fold, read_limit};
pub use foreign::is_foreign;
pub use sound::sound;
pub use thesaurus::THESAURUS;
pub use words::{
    Class, Word, class_of, in_phrase, introduces_object, plain_words, refers, stem, words,
};
