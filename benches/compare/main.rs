//! How long a query takes, ours and others', on the shipped FAQ and on made-up ones of 1,000 to
//! 100,000 phrasings. `benches/README.md` tells how to run it and how to read it.

mod engines;
mod messages;
mod random;
mod sets;
mod side_by_side;
mod synthetic;

use std::env;
use std::hint::black_box;

use divan::Bencher;
use skincare_faq_bot::faq;
use skincare_faq_bot::matcher::{MAX_CHARS, Matcher};

use engines::Engine;
use messages::Worst;
use sets::{FAQ_DIR, Size};

fn main() {
    divan::main();
    // The table takes a minute of its own, so it is left out when only some benches are asked for.
    if env::args().skip(1).eq(["--bench"]) {
        side_by_side::print();
    }
}

/// Runs an engine over the queries of a set, one query a sample.
fn run(bencher: Bencher<'_, '_>, size: Size, pick: fn(&sets::Set) -> &dyn Engine) {
    let set = size.set();
    let engine = pick(set);
    let mut queries = set.queries.iter().cycle();
    bencher
        .with_inputs(|| queries.next().map_or("", String::as_str))
        .bench_local_values(|query| black_box(engine.search(query)));
}

/// The whole of our query: folding, splitting, correcting, ranking, deciding.
#[divan::bench(args = Size::ALL, sample_size = 1, sample_count = 400)]
fn ours(bencher: Bencher<'_, '_>, size: Size) {
    run(bencher, size, |set| &set.ours);
}

/// A scan with `strsim::normalized_levenshtein`.
#[divan::bench(args = Size::ALL, sample_size = 1, sample_count = 40)]
fn strsim(bencher: Bencher<'_, '_>, size: Size) {
    run(bencher, size, |set| &set.strsim);
}

/// A scan with `rapidfuzz`, which may give up on a phrasing below the cut-off.
#[divan::bench(args = Size::ALL, sample_size = 1, sample_count = 80)]
fn rapidfuzz(bencher: Bencher<'_, '_>, size: Size) {
    run(bencher, size, |set| &set.rapidfuzz);
}

/// The search of the `bm25` crate.
#[divan::bench(args = Size::ALL, sample_size = 1, sample_count = 80)]
fn bm25(bencher: Bencher<'_, '_>, size: Size) {
    run(bencher, size, |set| &set.bm25);
}

/// The longest messages that are read, asked of the shipped FAQ.
#[divan::bench(args = Worst::ALL, sample_size = 1, sample_count = 100)]
fn worst_message(bencher: Bencher<'_, '_>, worst: Worst) {
    let set = Size::Shipped.set();
    let text = worst.text(&set.phrasings);
    assert_eq!(text.chars().count(), MAX_CHARS, "{worst}");
    bencher.bench_local(|| set.ours.0.decide(black_box(&text)));
}

/// The shipped FAQ from its files to a matcher that is ready.
#[divan::bench(sample_size = 1, sample_count = 40)]
fn load_shipped() -> Option<Matcher> {
    faq::load(FAQ_DIR.as_ref())
        .ok()
        .map(|faq| Matcher::new(&faq))
}
