//! What is checked stands in `checks/front_matter.rs`, for the fuzzer and for `tests/corpora.rs` alike.

#![no_main]

#[path = "../checks/front_matter.rs"]
mod front_matter;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| front_matter::check(bytes));
