//! The samples as a table, as a drawing, and in words.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::chart::{self, Panel};
use super::crowd::Crowd;
use super::sample::Sample;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Writes `target/soak.csv`, `docs/soak.svg` and `docs/soak.md`.
pub(crate) fn write(length: Duration, samples: &[Sample], crowd: &Crowd) -> io::Result<()> {
    let root = Path::new(ROOT);
    fs::create_dir_all(root.join("docs"))?;
    fs::create_dir_all(root.join("target"))?;
    fs::write(root.join("target/soak.csv"), table(samples))?;
    fs::write(root.join("docs/soak.svg"), drawing(samples))?;
    fs::write(root.join("docs/soak.md"), words(length, samples, crowd))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn table(samples: &[Sample]) -> String {
    let mut table = "seconds,resident_mb,cpu_seconds,p50_ms,p99_ms,open\n".to_owned();
    for sample in samples {
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "{},{:.2},{:.2},{:.3},{:.3},{}",
            sample.at.as_secs(),
            sample.resident_mb,
            sample.cpu.as_secs_f64(),
            ms(sample.p50),
            ms(sample.p99),
            sample.open
        );
    }
    table
}

#[expect(clippy::cast_precision_loss, reason = "thousands at most")]
fn drawing(samples: &[Sample]) -> String {
    let line = |value: fn(&Sample) -> f64| -> Vec<(f64, f64)> {
        let points = samples.iter();
        points
            .map(|sample| (sample.at.as_secs_f64() / 60.0, value(sample)))
            .collect()
    };
    chart::draw(&[
        Panel {
            title: "resident memory, MB",
            line: line(|sample| sample.resident_mb),
        },
        Panel {
            title: "median from a message to its answer, ms",
            line: line(|sample| ms(sample.p50)),
        },
        Panel {
            title: "99 % from a message to its answer, ms",
            line: line(|sample| ms(sample.p99)),
        },
        Panel {
            title: "messages without an answer yet",
            line: line(|sample| sample.open as f64),
        },
    ])
}

fn words(length: Duration, samples: &[Sample], crowd: &Crowd) -> String {
    let (memory, half) = (|sample: &Sample| sample.resident_mb, samples.len() / 2);
    let highest = |samples: &[Sample]| samples.iter().map(memory).fold(0.0, f64::max);
    let middle = |of: fn(&Sample) -> Duration| {
        let mut all: Vec<Duration> = samples.iter().map(of).collect();
        all.sort();
        ms(all.get(all.len() / 2).copied().unwrap_or_default())
    };
    let cpu = samples.last().map_or(0.0, |last| last.cpu.as_secs_f64());
    format!(
        "# {} minutes under a steady load\n\n\
         ```sh\ncargo bench --bench soak -- {0}\n```\n\n\
         {}. In all {} messages, {} edits, {} taps and {} inline queries, {} a second, everything stored \
         in SQLite; once a minute some requests to Telegram fail for {} seconds, one answer is lost, and one \
         is put off by a second.\n\n\
         ![memory, latency and what waits](soak.svg)\n\n\
         | | |\n|---|--:|\n\
         | messages without an answer at the end | {} |\n\
         | resident memory, highest in the first half | {:.1} MB |\n\
         | resident memory, highest in the second half | {:.1} MB |\n\
         | median to the answer, over ten seconds, in the middle | {:.2} ms |\n\
         | 99 % to the answer, over ten seconds, in the middle | {:.2} ms |\n\
         | CPU in all | {cpu:.0} s |\n",
        length.as_secs() / 60,
        machine(),
        crowd.messages,
        crowd.edits,
        crowd.taps,
        crowd.queries,
        super::A_SECOND,
        super::TROUBLE.as_secs(),
        crowd.open(),
        highest(&samples[..half]),
        highest(&samples[half..]),
        middle(|sample| sample.p50),
        middle(|sample| sample.p99),
    )
}

/// The processor, as Linux tells it.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.map_or("an unknown processor", |name| {
        name.trim_matches([' ', '\t', ':'])
    });
    format!("{cores} cores of {name}, shared with the server that plays Telegram")
}
