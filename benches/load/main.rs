//! How much the bot takes on Telegram, asking for updates and having them posted, with everything
//! stored in SQLite, beside a teloxide bot that answers a constant and stores nothing.
//!
//! ```sh
//! cargo bench --bench load
//! ```
//!
//! One run: a Bot API server in memory on loopback, then each bot as a process of its own: first a
//! burst of messages that wait when it starts, then a steady flow. Everything is bounded: no run
//! takes longer than a minute or two, and nothing leaves this machine.

mod constant;
mod figures;
mod messages;
mod process;
mod server;
mod texts;
mod usage;
mod webhook;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use figures::{Figures, table};
use process::Process;
use server::Server;
use usage::{Usage, at_share};

/// Messages that wait at the start, and the chats that they are from.
const BURST: usize = 20_000;
const CHATS: usize = 2_000;

/// The steady flow: so many messages a second for so long.
const A_SECOND: usize = 300;
const STEADY: Duration = Duration::from_secs(15);

/// A bot that has not answered everything by then is given up.
const PATIENCE: Duration = Duration::from_mins(2);

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
    let polling = measure(Process::bot);
    let webhook = measure(Process::webhook);
    let constant = measure(Process::constant);
    print!("{}", table(&polling, &webhook, &constant));
    let all = BURST + steady_messages();
    println!("of {all} messages each");
    if [&polling, &webhook].iter().all(|bot| bot.answered == all) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn steady_messages() -> usize {
    A_SECOND * usize::try_from(STEADY.as_secs()).unwrap_or(0)
}

/// Lets one bot idle, then take the burst, then the flow.
fn measure(start: fn(&Server) -> Process) -> Figures {
    let server = Server::start();
    // Idle first: nothing waits.
    let process = start(&server);
    let ready = server.wait_until_ready(PATIENCE).unwrap_or(PATIENCE);
    std::thread::sleep(Duration::from_millis(1_500));
    let idle = process.usage();

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
        ready,
        idle,
        burst_a_second: count(BURST) / took.as_secs_f64(),
        burst_cpu_ms: cpu_a_thousand(before, burst, BURST),
        burst,
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
