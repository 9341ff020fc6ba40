//! How the process is, for those who watch it: alive, ready, and in figures.
//!
//! Served by HTTP on an address of its own. Nothing in here knows of Telegram or of the FAQ, and
//! nothing that a person wrote comes here.

mod ask;
mod metrics;
mod server;

pub use ask::{AskError, ask};
pub use metrics::{Called, Metrics};
pub use server::serve;

/// Something that has to be well for the bot to be ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub of: &'static str,
    /// That it is well, and what else there is to say of it, or what is wrong.
    pub state: Result<Option<String>, String>,
}
