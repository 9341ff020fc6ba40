//! What is measured of the bots, side by side.

use std::fmt::Write as _;
use std::time::Duration;

use super::usage::Usage;

/// What is measured of one bot.
pub(super) struct Figures {
    /// How long after the start it asked for updates, or said where to post them.
    pub(super) ready: Duration,
    pub(super) idle: Usage,
    pub(super) burst_a_second: f64,
    pub(super) burst_cpu_ms: f64,
    pub(super) burst: Usage,
    pub(super) steady_p50: Duration,
    pub(super) steady_p99: Duration,
    pub(super) steady_cpu_ms: f64,
    pub(super) answered: usize,
}

/// Name, unit, and how to find it.
type Row = (&'static str, &'static str, fn(&Figures) -> f64);

const ROWS: &[Row] = &[
    ("ready after", "ms", |bot| ms(bot.ready)),
    ("idle, resident", "MB", |bot| bot.idle.resident_mb()),
    ("burst, answered", "/s", |bot| bot.burst_a_second),
    ("burst, CPU a thousand", "ms", |bot| bot.burst_cpu_ms),
    ("burst, resident", "MB", |bot| bot.burst.resident_mb()),
    ("steady, median to reply", "ms", |bot| ms(bot.steady_p50)),
    ("steady, 99 % to reply", "ms", |bot| ms(bot.steady_p99)),
    ("steady, CPU a thousand", "ms", |bot| bot.steady_cpu_ms),
    ("answered in all", "", |bot| super::count(bot.answered)),
];

/// A row for each figure; the ratio is that of the bot that asks for updates to the constant one.
pub(super) fn table(polling: &Figures, webhook: &Figures, constant: &Figures) -> String {
    let mut table = format!(
        "{:26}{:>16}{:>16}{:>16}{:>8}\n",
        "", "polling", "webhook", "constant", "ratio"
    );
    for (name, unit, of) in ROWS {
        let shown = |bot| format!("{:.2} {unit}", of(bot));
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "{name:26}{:>16}{:>16}{:>16}{:>8.2}",
            shown(polling),
            shown(webhook),
            shown(constant),
            of(polling) / of(constant)
        );
    }
    table
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
