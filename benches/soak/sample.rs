//! How the bot is at one moment.

use std::time::Duration;

use super::crowd::Crowd;
use super::usage::{Usage, at_share};

/// How the bot is at one moment, and was since the one before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// Since the start.
    pub(crate) at: Duration,
    pub(crate) resident_mb: f64,
    pub(crate) cpu: Duration,
    /// From a message to its answer.
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    /// Messages without an answer yet.
    pub(crate) open: usize,
}

impl Sample {
    /// Takes a sample.
    pub(crate) fn take(at: Duration, usage: Usage, crowd: &mut Crowd) -> Self {
        let latencies = crowd.take_latencies();
        Self {
            at,
            resident_mb: usage.resident_mb(),
            cpu: usage.cpu,
            p50: at_share(&latencies, 0.5),
            p99: at_share(&latencies, 0.99),
            open: crowd.open(),
        }
    }
}
