//! What is checked stands in `checks/matcher.rs`, for the fuzzer and for `tests/corpora.rs` alike.

#![no_main]

#[path = "../checks/matcher.rs"]
mod matcher;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| matcher::check(bytes));
