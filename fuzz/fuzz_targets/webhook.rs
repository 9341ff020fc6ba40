//! What is checked stands in `checks/webhook.rs`, for the fuzzer and for `tests/corpora.rs` alike.

#![no_main]

#[path = "../checks/webhook.rs"]
mod webhook;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| webhook::check(bytes));
