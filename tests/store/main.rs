//! What is stored is there afterwards, and nothing else is.

mod place;
mod refusals;
mod round_trips;
