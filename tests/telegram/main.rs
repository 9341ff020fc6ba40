//! The bot on Telegram, end to end over HTTP against a fake Bot API server.
#![allow(dead_code, reason = "a vocabulary: not every word of it is used yet")]

mod client;
mod fake;
mod server_tests;
