//! What is stored is there afterwards, and nothing else is.

mod beside;
mod claims;
mod model;
mod place;
mod questions;
mod refusals;
mod round_trips;
mod trouble;
