//! All engines side by side: every query put to each of them in turn, so that a busy machine slows
//! all alike and the quotients stay.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::engines::Engine;
use crate::sets::Size;

/// How often each query is asked.
const ROUNDS: usize = 3;

/// Prints the medians of all engines and their quotients, and how our query grows.
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
pub(crate) fn print() {
    println!();
    println!("medians over all queries, each put to every engine in turn");
    println!("FAQ        ours       strsim / ours   rapidfuzz / ours   bm25 / ours");
    let mut ours = Vec::new();
    for size in Size::ALL {
        let [own, others @ ..] = medians(size);
        let [strsim, rapidfuzz, bm25] = others.map(|other| other.as_secs_f64() / own.as_secs_f64());
        let micros = own.as_secs_f64() * 1e6;
        println!("{size:<8} {micros:>6.0} us {strsim:>12.1} x {rapidfuzz:>16.1} x {bm25:>11.1} x");
        ours.push(micros);
    }
    if let [.., ten, hundred] = ours[..] {
        println!(
            "from 10,000 to 100,000 phrasings our query takes {:.1} times as long",
            hundred / ten
        );
    }
}

/// Median of ours, strsim, rapidfuzz and bm25, in this order.
fn medians(size: Size) -> [Duration; 4] {
    let set = size.set();
    let engines: [&dyn Engine; 4] = [&set.ours, &set.strsim, &set.rapidfuzz, &set.bm25];
    let mut times = [const { Vec::new() }; 4];
    for query in std::iter::repeat_n(&set.queries, ROUNDS).flatten() {
        for (engine, times) in engines.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(engine.search(black_box(query)));
            times.push(start.elapsed());
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}
