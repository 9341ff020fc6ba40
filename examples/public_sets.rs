//! Measures the matcher on public question sets, to see that it serves any FAQ and not just ours.
//!
//! ```sh
//! cargo run --release --example public_sets -- DIR
//! cargo run --release --example public_sets -- DIR --misses SET
//! ```
//!
//! Each folder `DIR/<set>` holds two files of JSON, one object a line: `faq.jsonl` with `id` and
//! `questions`, and `dev.jsonl` with `text` and `answers`, the ids that are right, none if the
//! query is out of scope. A line is printed for each set: the share of in-scope queries whose first
//! entry is right, and the share where one of the first three is; the area under the ROC curve of
//! the best score, in scope against out of scope; all of them for the queries as they are, and with
//! typing errors. `--misses` lists the queries of a set whose first entry is wrong.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use serde::Deserialize;
use skincare_faq_bot::faq::{Bot, Entry, Faq, Kind, Located};
use skincare_faq_bot::matcher::Matcher;

/// The sets whose mean is taken: real customers' messages to three bots.
const MEAN_OVER: &str = "hint3";

/// What ends the program early.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(
        "expected the folder of the sets\n  help: cargo run --release --example public_sets -- DIR [--misses SET]"
    )]
    Usage,
    #[error("cannot read {}: {cause}", path.display())]
    Read { path: PathBuf, cause: io::Error },
    #[error("{}:{line}: {cause}", path.display())]
    Parse {
        path: PathBuf,
        line: usize,
        cause: serde_json::Error,
    },
    #[error("no set in {}\n  help: a set is a folder with `faq.jsonl` and `dev.jsonl`", .0.display())]
    NoSets(PathBuf),
    #[error("no set `{0}`, found {1}")]
    UnknownSet(String, String),
}

/// An entry of a set.
#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    questions: Vec<String>,
}

/// A query of a set with the ids that are right.
#[derive(Debug, Deserialize)]
struct Query {
    text: String,
    answers: Vec<String>,
}

/// How good the ranking of some queries is.
#[derive(Debug, Clone, Copy, Default)]
struct Quality {
    /// Shares of the in-scope queries, in percent.
    top1: f64,
    top3: f64,
    /// `0.0..=1.0`; 0.5 is chance.
    auroc: f64,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "prints what it measures")]
fn run() -> Result<(), Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (dir, misses_of) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [dir] => (dir, None),
        [dir, "--misses", set] | ["--misses", set, dir] => (dir, Some(set)),
        _ => return Err(Error::Usage),
    };
    let sets = sets(Path::new(dir))?;
    if let Some(set) = misses_of.filter(|set| !sets.iter().any(|(name, _)| name == set)) {
        let names: Vec<&str> = sets.iter().map(|(name, _)| name.as_str()).collect();
        return Err(Error::UnknownSet(set.to_owned(), names.join(", ")));
    }
    println!(
        "{:24} {:^21}   {:^21}",
        "set", "top-1 top-3 AUROC", "with typing errors"
    );
    let mut for_mean = Vec::new();
    for (name, path) in sets {
        let faq = faq_of(lines(&path.join("faq.jsonl"))?);
        let queries: Vec<Query> = lines(&path.join("dev.jsonl"))?;
        let matcher = Matcher::new(&faq);
        let mut misses = String::new();
        let clean = measure(&matcher, &faq, &queries, &mut misses);
        let typos = measure(&matcher, &faq, &mistyped(&queries), &mut String::new());
        print_row(&name, clean, typos);
        if misses_of == Some(name.as_str()) {
            print!("{misses}");
        }
        if name.starts_with(MEAN_OVER) {
            for_mean.push((clean, typos));
        }
    }
    if !for_mean.is_empty() {
        let (clean, typos): (Vec<_>, Vec<_>) = for_mean.into_iter().unzip();
        print_row(&format!("mean of {MEAN_OVER}*"), mean(&clean), mean(&typos));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "prints what it measures")]
fn print_row(name: &str, clean: Quality, typos: Quality) {
    let row = |quality: Quality| {
        format!(
            "{:5.1} {:5.1} {:5.3}",
            quality.top1, quality.top3, quality.auroc
        )
    };
    println!("{name:24} {:^21}   {:^21}", row(clean), row(typos));
}

/// Names and folders of the sets below `dir`, sorted by name.
fn sets(dir: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let read = |cause| Error::Read {
        path: dir.to_owned(),
        cause,
    };
    let mut sets = Vec::new();
    for item in fs::read_dir(dir).map_err(read)? {
        let item = item.map_err(read)?;
        if item.path().join("faq.jsonl").exists() {
            sets.push((item.file_name().to_string_lossy().into_owned(), item.path()));
        }
    }
    sets.sort();
    if sets.is_empty() {
        return Err(Error::NoSets(dir.to_owned()));
    }
    Ok(sets)
}

/// The objects of a file, one a line.
fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::Read {
        path: path.to_owned(),
        cause,
    })?;
    let parsed = text.lines().zip(1..).map(|(text, line)| {
        serde_json::from_str(text).map_err(|cause| Error::Parse {
            path: path.to_owned(),
            line,
            cause,
        })
    });
    parsed.collect()
}

/// A FAQ of topics; the first question of each serves as its title.
fn faq_of(rows: Vec<Row>) -> Faq {
    let entry = |row: Row| {
        let mut questions = row
            .questions
            .into_iter()
            .map(|text| Located { text, line: 1 });
        let title = questions.next().unwrap_or(Located {
            text: row.id.clone(),
            line: 1,
        });
        Entry {
            kind: Kind::Topic,
            path: PathBuf::from(&row.id),
            questions: questions.collect(),
            not: Vec::new(),
            tip: None,
            tips: Vec::new(),
            related: Vec::new(),
            urgent: false,
            section: None,
            reviewed: None,
            review_by: None,
            body: title.clone(),
            is_lent: false,
            title,
            id: row.id,
        }
    };
    let mut entries: Vec<Entry> = rows.into_iter().map(entry).collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    Faq {
        entries,
        concepts: Vec::new(),
        examples: Vec::new(),
        bot: Bot::default(),
    }
}

/// How good the ranking of `queries` is; those whose first entry is wrong are added to `misses`.
fn measure(matcher: &Matcher, faq: &Faq, queries: &[Query], misses: &mut String) -> Quality {
    let (mut first, mut among_three) = (0, 0);
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for query in queries {
        let ranked = matcher.decide(&query.text).ranked;
        let best = ranked.first().map_or(0.0, |best| best.score);
        if query.answers.is_empty() {
            outside.push(best);
            continue;
        }
        inside.push(best);
        let id_of = |position: usize| ranked.get(position).map(|c| faq.entry(c.entry).id.as_str());
        let right = |position: &usize| {
            id_of(*position).is_some_and(|id| query.answers.iter().any(|answer| answer == id))
        };
        first += usize::from(right(&0));
        among_three += usize::from((0..3).any(|position| right(&position)));
        if !right(&0) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                misses,
                "  {best:.3} {:?}: {} instead of {}",
                query.text,
                id_of(0).unwrap_or("nothing"),
                query.answers.join(" or ")
            );
        }
    }
    Quality {
        top1: 100.0 * share(first, inside.len()),
        top3: 100.0 * share(among_three, inside.len()),
        auroc: auroc(&inside, &outside),
    }
}

/// The chance that a score of `inside` lies above one of `outside`, a tie counted half.
fn auroc(inside: &[f64], outside: &[f64]) -> f64 {
    let above: usize = inside
        .iter()
        .flat_map(|a| outside.iter().map(move |b| a.total_cmp(b)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 0,
        })
        .sum();
    share(above, 2 * inside.len() * outside.len())
}

fn mean(qualities: &[Quality]) -> Quality {
    let of = |figure: fn(&Quality) -> f64| {
        qualities.iter().map(figure).sum::<f64>() / share(qualities.len(), 1)
    };
    Quality {
        top1: of(|quality| quality.top1),
        top3: of(|quality| quality.top3),
        auroc: of(|quality| quality.auroc),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the sets hold far fewer than 2^52 pairs of queries"
)]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The queries with typing errors, the same in every run.
fn mistyped(queries: &[Query]) -> Vec<Query> {
    let mut random = Random(7);
    let queries = queries.iter().map(|query| {
        let words: Vec<String> = query
            .text
            .split(' ')
            .map(|word| random.mistype(word))
            .collect();
        Query {
            text: words.join(" "),
            answers: query.answers.clone(),
        }
    });
    queries.collect()
}

/// A linear congruential generator (Knuth's MMIX), of which the upper bits are used.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u8) -> u8 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let upper = (self.0 >> 33) % u64::from(end);
        u8::try_from(upper).unwrap_or(0)
    }

    fn letter(&mut self) -> char {
        char::from(b'a' + self.below(26))
    }

    /// `word` with an error in about one of eight letters: swapped with the next, left out, put in
    /// or replaced. Short words and what is no word stay as they are.
    fn mistype(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() < 5 || !letters.iter().all(|letter| letter.is_alphabetic()) {
            return word.to_owned();
        }
        let mut at = 0;
        while at < letters.len() {
            if self.below(8) == 0 {
                match self.below(4) {
                    0 if at + 1 < letters.len() => {
                        letters.swap(at, at + 1);
                        at += 1;
                    }
                    1 => {
                        letters.remove(at);
                    }
                    2 => {
                        letters.insert(at, self.letter());
                        at += 1;
                    }
                    _ => letters[at] = self.letter(),
                }
            }
            at += 1;
        }
        letters.into_iter().collect()
    }
}
