//! The bot on Telegram, end to end over HTTP against a fake Bot API server.
//!
//! A test is a chat:
//!
//! ```ignore
//! #[tokio::test]
//! async fn tap_on_a_suggestion_answers_in_the_same_message() {
//!     let chat = Chat::private("Ann").await;        // a server and the program, on the shipped FAQ
//!     chat.says("how long").await;
//!     chat.gets(starts_with("Did you mean")).await; // or the whole text, contains(..), anything()
//!     chat.taps("How long does it take?").await;
//!     chat.last_message_became(contains("minutes")).await;
//!     chat.sees_no_toast().await;
//!     chat.gets_nothing().await;
//! }
//! ```
//!
//! - [`script::Setup`] says what else to start with: another FAQ, variables of the environment,
//!   privacy mode, a bot inside of the test. [`script::World`] starts it, opens private chats, groups,
//!   forums, channels and business accounts, arms [`fake::faults::Fault`]s, takes raw updates, and stops,
//!   kills and restarts the bot.
//! - The person is the subject: she `says`, `sends_photo`, `taps`, `edits`, `blocks_the_bot`; and she
//!   `gets` a message, an edit or a toast of the bot. Each of these is taken in the order in which
//!   it comes and waited for, so a test never sleeps.
//! - That nothing comes is shown by `gets_nothing`, which sends a marker and waits for its answer.
//! - The server refuses what Telegram refuses, in its words. When the world is dropped, the test fails if
//!   the bot broke a rule or left a callback query unanswered; `World::allows` is for tests of just that.
//! - With `BOT_API_SPEC` set to the published Bot API as JSON, requests are held against it as well.
//! - A failure shows the chat as it went, what went wrong in between, and the end of the bot's log.
#![allow(
    dead_code,
    clippy::needless_pass_by_value,
    clippy::unused_async,
    reason = "a vocabulary: not every word of it is used yet, each is awaited alike, and takes literals"
)]

mod client;
mod conversations;
mod fake;
mod html_tests;
mod random;
mod random_tests;
mod robustness;
mod script;
mod script_tests;
mod server_tests;
mod spec_tests;
