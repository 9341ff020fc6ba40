//! How much the bot takes on Telegram, beside a teloxide bot that answers a constant.
//!
//! ```sh
//! cargo bench --bench load
//! ```
//!
//! One run: a Bot API server in memory on loopback, then each bot as a process of its own: first a
//! burst of messages that wait when it starts, then a steady flow. Everything is bounded: no run
//! takes longer than a minute or two, and nothing leaves this machine.

mod constant;
mod messages;
mod process;
mod server;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use process::{Process, Usage};
use server::Server;

/// Messages that wait at the start, and the chats that they are from.
const BURST: usize = 20_000;
const CHATS: usize = 2_000;

/// The steady flow: so many messages a second for so long.
const A_SECOND: usize = 300;
const STEADY: Duration = Duration::from_secs(15);

/// A bot that has not answered everything by then is given up.
const PATIENCE: Duration = Duration::from_mins(2);

/// What is measured of one bot.
struct Figures {
    first_poll: Duration,
    idle_kb: u64,
    burst_a_second: f64,
    burst_cpu_ms: f64,
    burst_kb: u64,
    steady_p50: Duration,
    steady_p99: Duration,
    steady_cpu_ms: f64,
    answered: usize,
}

#[expect(clippy::print_stdout, reason = "prints what it measures")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments
        .iter()
        .position(|argument| argument == constant::ARGUMENT)
    {
        return constant::run(arguments.get(at + 1).map_or("", String::as_str));
    }
    // `cargo test --benches` only wants to see that it runs.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let ours = measure(Process::bot);
    let constant = measure(Process::constant);
    println!(
        "{:34}{:>14}{:>14}{:>10}",
        "", "this bot", "constant", "ratio"
    );
    let row = |name: &str, ours: f64, constant: f64, unit: &str| {
        println!(
            "{name:34}{:>14}{:>14}{:>10.2}",
            format!("{ours:.2} {unit}"),
            format!("{constant:.2} {unit}"),
            ours / constant
        );
    };
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    row(
        "first getUpdates after",
        ms(ours.first_poll),
        ms(constant.first_poll),
        "ms",
    );
    row(
        "idle, resident",
        mb(ours.idle_kb),
        mb(constant.idle_kb),
        "MB",
    );
    row(
        "burst, answered",
        ours.burst_a_second,
        constant.burst_a_second,
        "/s",
    );
    row(
        "burst, CPU a thousand",
        ours.burst_cpu_ms,
        constant.burst_cpu_ms,
        "ms",
    );
    row(
        "burst, resident",
        mb(ours.burst_kb),
        mb(constant.burst_kb),
        "MB",
    );
    row(
        "steady, median to reply",
        ms(ours.steady_p50),
        ms(constant.steady_p50),
        "ms",
    );
    row(
        "steady, 99 % to reply",
        ms(ours.steady_p99),
        ms(constant.steady_p99),
        "ms",
    );
    row(
        "steady, CPU a thousand",
        ours.steady_cpu_ms,
        constant.steady_cpu_ms,
        "ms",
    );
    println!(
        "answered of {} each: {} and {}",
        BURST + steady_messages(),
        ours.answered,
        constant.answered
    );
    if ours.answered == BURST + steady_messages() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn steady_messages() -> usize {
    A_SECOND * usize::try_from(STEADY.as_secs()).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
fn mb(kb: u64) -> f64 {
    kb as f64 / 1024.0
}

/// Lets one bot idle, then take the burst, then the flow.
fn measure(start: fn(&Server) -> Process) -> Figures {
    let server = Server::start();
    // Idle first: nothing waits.
    let process = start(&server);
    let first_poll = server.wait_for_poll(PATIENCE).unwrap_or(PATIENCE);
    std::thread::sleep(Duration::from_millis(1_500));
    let idle_kb = process.usage().resident_kb;

    let before = process.usage();
    let began = Instant::now();
    server.send(messages::burst(BURST, CHATS));
    server.wait_for_answers(BURST, PATIENCE);
    let took = began.elapsed();
    let burst = process.usage();

    let before_flow = process.usage();
    server.forget_latencies();
    let pause = Duration::from_secs(1) / u32::try_from(A_SECOND).unwrap_or(1);
    let began_flow = Instant::now();
    for (number, message) in messages::flow(BURST, steady_messages(), CHATS).enumerate() {
        server.send(vec![message]);
        let due = began_flow + pause * u32::try_from(number + 1).unwrap_or(u32::MAX);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
    }
    server.wait_for_answers(BURST + steady_messages(), PATIENCE);
    let flow = process.usage();
    let latencies = server.latencies();
    Figures {
        first_poll,
        idle_kb,
        burst_a_second: count(BURST) / took.as_secs_f64(),
        burst_cpu_ms: cpu_a_thousand(before, burst, BURST),
        burst_kb: burst.resident_kb,
        steady_p50: at_share(&latencies, 0.5),
        steady_p99: at_share(&latencies, 0.99),
        steady_cpu_ms: cpu_a_thousand(before_flow, flow, steady_messages()),
        answered: server.answered(),
    }
}

fn cpu_a_thousand(from: Usage, to: Usage, messages: usize) -> f64 {
    to.cpu.saturating_sub(from.cpu).as_secs_f64() * 1e3 / (count(messages) / 1e3)
}

#[expect(clippy::cast_precision_loss, reason = "thousands of messages")]
fn count(number: usize) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of some thousand"
)]
fn at_share(sorted: &[Duration], share: f64) -> Duration {
    let at = (sorted.len() as f64 * share) as usize;
    sorted
        .get(at.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}
