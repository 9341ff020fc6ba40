//! Measures the matcher on public question sets: `cargo run --release --example public_sets -- DIR`.
#![allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::print_stdout,
    reason = "experiment"
)]
use serde::Deserialize;
use skincare_faq_bot::faq::{Bot, Entry, Faq, Kind, Located};
use skincare_faq_bot::matcher::Matcher;
use std::path::Path;

#[derive(Deserialize)]
struct Row {
    id: String,
    questions: Vec<String>,
}
#[derive(Deserialize, Clone)]
struct Query {
    text: String,
    answers: Vec<String>,
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> Vec<T> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn noisy(text: &str, seed: &mut u64) -> String {
    let mut next = |n: usize| {
        *seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (*seed >> 33) as usize % n
    };
    text.split(' ')
        .map(|w| {
            let mut c: Vec<char> = w.chars().collect();
            if c.len() < 5 || !c.iter().all(|c| c.is_alphabetic()) {
                return w.to_string();
            }
            let mut i = 0;
            while i < c.len() {
                if next(8) == 0 {
                    match next(4) {
                        0 if i + 1 < c.len() => {
                            c.swap(i, i + 1);
                            i += 1;
                        }
                        1 => {
                            c.remove(i);
                        }
                        2 => {
                            let l = (b'a' + next(26) as u8) as char;
                            c.insert(i, l);
                            i += 1;
                        }
                        _ => {
                            c[i] = (b'a' + next(26) as u8) as char;
                        }
                    }
                }
                i += 1;
            }
            c.into_iter().collect()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let only = std::env::args().nth(2);
    let mut sums = [0.0; 3];
    for set in [
        "hint3_curekart_full",
        "hint3_sofmattress_full",
        "hint3_powerplay11_full",
        "clinc150_fs5",
        "stackfaq_q1",
        "stackfaq_fs5",
    ] {
        let path = Path::new(&dir).join(set);
        let rows: Vec<Row> = lines(&path.join("faq.jsonl"));
        let mut entries: Vec<Entry> = rows
            .iter()
            .map(|r| {
                let located = |t: &String| Located {
                    text: t.clone(),
                    line: 1,
                };
                Entry {
                    id: r.id.clone(),
                    kind: Kind::Topic,
                    path: "x".into(),
                    title: located(&r.questions[0]),
                    questions: r.questions[1..].iter().map(located).collect(),
                    not: vec![],
                    tip: None,
                    tips: vec![],
                    related: vec![],
                    urgent: false,
                    section: None,
                    reviewed: None,
                    review_by: None,
                    body: located(&r.id),
                }
            })
            .collect();
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        let faq = Faq {
            entries,
            concepts: vec![],
            bot: Bot::default(),
        };
        let start = std::time::Instant::now();
        let matcher = Matcher::new(&faq);
        let load = start.elapsed();
        let clean: Vec<Query> = lines(&path.join("dev.jsonl"));
        let mut seed = 7;
        let dirty: Vec<Query> = clean
            .iter()
            .map(|q| Query {
                text: noisy(&q.text, &mut seed),
                answers: q.answers.clone(),
            })
            .collect();
        let mut out = String::new();
        for (n, queries) in [&clean, &dirty].into_iter().enumerate() {
            let (mut top1, mut top3, mut inn) = (0, 0, 0);
            let (mut pos, mut neg) = (vec![], vec![]);
            let start = std::time::Instant::now();
            for q in queries {
                let ranked = matcher.decide(&q.text).ranked;
                let best = ranked.first().map_or(-1.0, |c| c.score);
                if q.answers.is_empty() {
                    neg.push(best);
                    continue;
                }
                pos.push(best);
                inn += 1;
                let rank = ranked
                    .iter()
                    .position(|c| q.answers.contains(&faq.entry(c.entry).id));
                top1 += usize::from(rank == Some(0));
                top3 += usize::from(rank.is_some_and(|r| r < 3));
                if n == 0 && only.as_deref() == Some(set) && rank != Some(0) {
                    println!(
                        "{:?} {} want {:?} got {}",
                        q.text,
                        best,
                        q.answers,
                        ranked
                            .first()
                            .map_or("", |c| faq.entry(c.entry).id.as_str())
                    );
                }
            }
            let mut auc = 0.0;
            for p in &pos {
                for q in &neg {
                    auc += if p > q {
                        1.0
                    } else if p == q {
                        0.5
                    } else {
                        0.0
                    };
                }
            }
            auc /= (pos.len() * neg.len()) as f64;
            let t1 = 100.0 * top1 as f64 / inn as f64;
            if set.starts_with("hint3") {
                if n == 0 {
                    sums[0] += t1 / 3.0;
                    sums[2] += auc / 3.0
                } else {
                    sums[1] += t1 / 3.0
                }
            }
            out += &format!(
                "{:5.1} {:5.1} {:.3} {:>5.0}us | ",
                t1,
                100.0 * top3 as f64 / inn as f64,
                auc,
                start.elapsed().as_micros() as f64 / queries.len() as f64
            );
        }
        println!("{set:24} {out} load {load:?}");
    }
    println!(
        "HINT3 mean {:.1} clean {:.1} typos {:.3} auroc",
        sums[0], sums[1], sums[2]
    );
}
