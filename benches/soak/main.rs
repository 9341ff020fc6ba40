//! The bot for an hour: memory, latency and what waits, every ten seconds.
//!
//! ```sh
//! cargo bench --bench soak                 # an hour
//! cargo bench --bench soak -- 5            # five minutes
//! ```
//!
//! The program on the shipped FAQ, with everything stored in SQLite, asks the Bot API server of
//! `tests/telegram` for updates. Messages, edits, taps and inline queries come in at random but the same
//! in every run, and each minute Telegram is in trouble for some seconds. The figures are drawn into
//! `docs/soak.svg` and told in `docs/soak.md`; all samples are in `target/soak.csv`.
#![allow(
    dead_code,
    unused_imports,
    clippy::needless_pass_by_value,
    clippy::unused_async,
    reason = "shares the vocabulary of tests/telegram and the means of benches/load"
)]

mod chart;
mod crowd;
#[path = "../../tests/telegram/fake/mod.rs"]
mod fake;
mod report;
mod sample;
#[path = "../../tests/telegram/script/mod.rs"]
mod script;
#[path = "../load/texts.rs"]
mod texts;
#[path = "../load/usage.rs"]
mod usage;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crowd::Crowd;
use fake::faults::Fault;
use sample::Sample;
use script::{World, unlimited};
use usage::Usage;

/// So many messages, edits, taps and queries come in a second.
const A_SECOND: u32 = 50;

/// How often a sample is taken.
const EVERY: Duration = Duration::from_secs(10);

/// How often Telegram is in trouble, and for how long.
const TROUBLE_EVERY: Duration = Duration::from_mins(1);
const TROUBLE: Duration = Duration::from_secs(2);

/// How long it takes without another wish.
const MINUTES: u64 = 60;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` only wants to see that it runs.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let minutes = arguments.iter().find_map(|argument| argument.parse().ok());
    let length = Duration::from_mins(minutes.unwrap_or(MINUTES));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let (samples, crowd) = runtime.block_on(soak(length));
    report::write(length, &samples, &crowd).expect("files to write");
    if crowd.open() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Lets people write for so long, and then waits until everything is answered.
async fn soak(length: Duration) -> (Vec<Sample>, Crowd) {
    let world = World::without_bot(unlimited().patience(Duration::from_mins(2)));
    // An edit whose answer is lost is made again.
    world.allows("message is not modified");
    world.state(|state| state.is_light = true);
    world.starts_bot();
    let mut crowd = Crowd::new(&world);
    let mut samples = Vec::new();
    let start = Instant::now();
    let (mut next_sample, mut next_trouble) = (EVERY, TROUBLE_EVERY / 2);
    for number in 0.. {
        let due = Duration::from_secs(1) / A_SECOND * number;
        if due >= length {
            break;
        }
        tokio::time::sleep_until((start + due).into()).await;
        crowd.does_something().await;
        crowd.hears(&world);
        if due >= next_trouble {
            trouble(&world);
            next_trouble += TROUBLE_EVERY;
        }
        if due >= next_sample {
            let usage = world.bot_id().map(Usage::of).unwrap_or_default();
            samples.push(Sample::take(due, usage, &mut crowd));
            next_sample += EVERY;
        }
    }
    let end = Instant::now();
    while crowd.open() > 0 && end.elapsed() < Duration::from_mins(1) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        crowd.hears(&world);
    }
    (samples, crowd)
}

/// Some requests fail for a while, and one answer is lost.
fn trouble(world: &World) {
    world.clear_faults();
    let errors = Fault::server_error(502).lasting(TROUBLE);
    world.arm(errors.on("sendMessage").chance(0.3, fastrand::u64(..)));
    world.arm(Fault::lost_response().on("sendMessage"));
    world.arm(Fault::too_many_requests(1).on("sendMessage"));
    world.arm(Fault::reset().on("getUpdates"));
}
