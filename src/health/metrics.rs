//! What is counted and measured while the bot runs.
//!
//! Labels are words of the program, never of a person, so that there are few of them.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds of the times from an update to its answer, in seconds: a thousandth is usual, and
/// what waits for Telegram to be back takes minutes.
const SECONDS: [f64; 17] = [
    0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0,
    300.0,
];

/// Upper bounds of scores.
const SCORES: [f64; 20] = [
    0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
    0.9, 0.95, 1.0,
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfKind {
    kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfOutcome {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfMethod {
    method: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfCall {
    method: &'static str,
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfFaq {
    version: String,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// It was granted.
    Ok,
    /// There were too many.
    TooMany,
    /// It was refused.
    Refused,
    /// The server was in trouble.
    Server,
    /// There was no answer.
    NoAnswer,
}

impl Called {
    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::TooMany => "too_many",
            Self::Refused => "refused",
            Self::Server => "server",
            Self::NoAnswer => "no_answer",
        }
    }
}

/// Counters and measures of one process. Cheap to write; read as text.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    updates: Family<OfKind, Counter>,
    outcomes: Family<OfOutcome, Counter>,
    latency: Histogram,
    scores: Histogram,
    calls: Family<OfCall, Counter>,
    retries: Family<OfMethod, Counter>,
    queue: Gauge,
    storage_errors: Counter,
    silenced: Counter,
    aged_out: Counter,
    faq: Family<OfFaq, Gauge>,
    entries: Gauge,
    started: Gauge<f64, AtomicU64>,
    memory: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::default(),
            updates: Family::default(),
            outcomes: Family::default(),
            latency: Histogram::new(SECONDS),
            scores: Histogram::new(SCORES),
            calls: Family::default(),
            retries: Family::default(),
            queue: Gauge::default(),
            storage_errors: Counter::default(),
            silenced: Counter::default(),
            aged_out: Counter::default(),
            faq: Family::default(),
            entries: Gauge::default(),
            started: Gauge::default(),
            memory: Gauge::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let bot = self.registry.sub_registry_with_prefix("bot");
        bot.register("updates", "Updates received, by kind", self.updates.clone());
        bot.register(
            "outcomes",
            "What was decided on messages, by outcome",
            self.outcomes.clone(),
        );
        bot.register_with_unit(
            "answer_latency",
            "Time from receiving an update to its answer",
            Unit::Seconds,
            self.latency.clone(),
        );
        bot.register(
            "scores",
            "Score of the best entry for a message, 0 to 1",
            self.scores.clone(),
        );
        bot.register(
            "sends",
            "Requests to the Bot API, by method and result",
            self.calls.clone(),
        );
        bot.register(
            "retries",
            "Requests to the Bot API that were made again, by method",
            self.retries.clone(),
        );
        bot.register(
            "queue_depth",
            "Updates that wait for their answer",
            self.queue.clone(),
        );
        bot.register(
            "storage_errors",
            "Times that the storage failed",
            self.storage_errors.clone(),
        );
        bot.register(
            "silenced",
            "Messages that the flood limit left without an answer",
            self.silenced.clone(),
        );
        bot.register(
            "aged_out",
            "Messages that had waited too long to be answered",
            self.aged_out.clone(),
        );
        bot.register(
            "faq_info",
            "Version of the FAQ that is served",
            self.faq.clone(),
        );
        bot.register(
            "faq_entries",
            "Entries of the FAQ that is served",
            self.entries.clone(),
        );
        bot.register(
            "build",
            "Version of the program",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        let process = self.registry.sub_registry_with_prefix("process");
        process.register_with_unit(
            "start_time",
            "When the process started, since the Unix epoch",
            Unit::Seconds,
            self.started.clone(),
        );
        process.register_with_unit(
            "resident_memory",
            "Resident memory; 0 where the system does not tell it",
            Unit::Bytes,
            self.memory.clone(),
        );
    }

    /// Counts an update that was received.
    pub fn update(&self, kind: &'static str) {
        self.updates.get_or_create(&OfKind { kind }).inc();
    }

    /// Counts what was decided on a message.
    pub fn outcome(&self, outcome: &'static str) {
        self.outcomes.get_or_create(&OfOutcome { outcome }).inc();
    }

    /// Measures the time from receiving an update to its answer.
    pub fn answered_in(&self, time: Duration) {
        self.latency.observe(time.as_secs_f64());
    }

    /// Measures the score of the best entry, `0.0..=1.0`.
    pub fn score(&self, score: f64) {
        self.scores.observe(score);
    }

    /// Counts a request to the Bot API.
    pub fn sent(&self, method: &'static str, result: Called) {
        let result = result.name();
        self.calls.get_or_create(&OfCall { method, result }).inc();
    }

    /// Counts a request to the Bot API that is made again.
    pub fn retry(&self, method: &'static str) {
        self.retries.get_or_create(&OfMethod { method }).inc();
    }

    /// Notes how many updates wait for their answer.
    pub fn queue_depth(&self, waiting: usize) {
        self.queue.set(i64::try_from(waiting).unwrap_or(i64::MAX));
    }

    /// Notes how often the storage has failed so far.
    pub fn storage_errors(&self, number: u64) {
        self.storage_errors.inner().store(number, Ordering::Relaxed);
    }

    /// Counts a message that the flood limit silences.
    pub fn silenced(&self) {
        self.silenced.inc();
    }

    /// Counts a message that is too old to be answered.
    pub fn aged_out(&self) {
        self.aged_out.inc();
    }

    /// Notes which FAQ is served from now on: its version and how many entries it has.
    pub fn faq(&self, version: String, entries: usize) {
        self.faq.clear();
        self.faq.get_or_create(&OfFaq { version }).set(1);
        self.entries.set(i64::try_from(entries).unwrap_or(i64::MAX));
    }

    /// Notes when the process started.
    pub fn started(&self, at: SystemTime) {
        let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.started.set(since.as_secs_f64());
    }

    /// Everything in the `OpenMetrics` text format, which Prometheus reads.
    ///
    /// # Errors
    ///
    /// If something cannot be written as text, which is not known to happen.
    pub fn text(&self) -> Result<String, fmt::Error> {
        self.memory.set(resident_memory().unwrap_or(0));
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Resident memory in bytes, as Linux tells it.
fn resident_memory() -> Option<i64> {
    // In kB, where /proc/self/statm counts in pages of a size that would have to be asked for.
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
