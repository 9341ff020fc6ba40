//! What is stored is there afterwards, and nothing else is.

mod place;
mod round_trips;
