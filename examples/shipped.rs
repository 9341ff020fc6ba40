//! Temporary measurement.
#![allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::print_stdout,
    reason = "experiment"
)]
use serde::Deserialize;
use skincare_faq_bot::faq::{Bot, Concept, Entry, Faq, Kind, Located};
use skincare_faq_bot::matcher::Matcher;
use std::path::Path;

#[derive(Deserialize)]
struct Front {
    title: String,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    urgent: bool,
}
#[derive(Deserialize, Clone)]
struct Query {
    id: String,
    text: String,
    accept: Vec<String>,
    kind: String,
}

fn load(dir: &Path) -> Faq {
    let mut entries = vec![];
    for (folder, kind) in [
        ("topics", Kind::Topic),
        ("not-covered", Kind::NotCovered),
        ("small-talk", Kind::SmallTalk),
    ] {
        for file in std::fs::read_dir(dir.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let front: Front = toml::from_str(text.split("+++").nth(1).unwrap())
                .unwrap_or_else(|e| panic!("{path:?} {e}"));
            let located = |t: &String| Located {
                text: t.clone(),
                line: 1,
            };
            entries.push(Entry {
                id: path.file_stem().unwrap().to_str().unwrap().to_string(),
                kind,
                path: path.clone(),
                title: located(&front.title),
                questions: front.questions.iter().map(located).collect(),
                not: vec![],
                tip: None,
                tips: vec![],
                related: vec![],
                urgent: front.urgent,
                section: None,
                reviewed: None,
                review_by: None,
                body: located(&front.title),
            });
        }
    }
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let table: toml::Table =
        toml::from_str(&std::fs::read_to_string(dir.join("concepts.toml")).unwrap()).unwrap();
    let concepts = table["concepts"]
        .as_table()
        .unwrap()
        .iter()
        .map(|(k, v)| Concept {
            name: k.clone(),
            words: v
                .as_array()
                .unwrap()
                .iter()
                .map(|w| w.as_str().unwrap().to_string())
                .collect(),
            line: 1,
        })
        .collect();
    Faq {
        entries,
        concepts,
        bot: Bot::default(),
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let faq = load(&std::path::PathBuf::from(
        std::env::var("FAQ").unwrap_or("faq".into()),
    ));
    let start = std::time::Instant::now();
    let matcher = Matcher::new(&faq);
    println!(
        "load {:?} entries {} phrasings {}",
        start.elapsed(),
        faq.entries.len(),
        faq.entries
            .iter()
            .map(|e| e.questions.len() + 1)
            .sum::<usize>()
    );
    if args[1] == "why" {
        for q in &args[2..] {
            println!("{q}\n{}", matcher.explain(q));
        }
        return;
    }
    let queries: Vec<Query> = std::fs::read_to_string(&args[1])
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let show = args.get(2).cloned().unwrap_or_default();
    let half = args.get(3).map(|h| h.parse::<usize>().unwrap());
    let (mut nin, mut right, mut helped, mut wrong) = (0.0, 0.0, 0.0, 0.0);
    let (mut eme, mut emeok, mut emesoft) = (0.0, 0.0, 0.0);
    let (mut alarm, mut other) = (0.0, 0.0);
    let (mut near, mut nearf, mut far, mut farf, mut asked) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut soc, mut socok) = (0.0, 0.0);
    let mut kinds: std::collections::BTreeMap<String, [f64; 4]> = Default::default();
    let start = std::time::Instant::now();
    let mut tops = (0.0, 0.0);
    for (n, q) in queries.iter().enumerate() {
        if half.is_some_and(|h| n % 2 != h) {
            continue;
        }
        let d = matcher.decide(&q.text);
        let o = d.outcome.name();
        let ids: Vec<&str> = d
            .outcome
            .entries()
            .iter()
            .map(|e| faq.entry(*e).id.as_str())
            .collect();
        let topics: Vec<&str> = d
            .outcome
            .entries()
            .iter()
            .filter(|e| faq.entry(**e).kind == Kind::Topic)
            .map(|e| faq.entry(*e).id.as_str())
            .collect();
        let acc = |id: &&str| q.accept.iter().any(|a| a == id);
        let answered = o == "answer" || o == "urgent";
        let mut verdict = "ok";
        if q.kind == "social" {
            soc += 1.0;
            if o == "small_talk" {
                socok += 1.0
            } else {
                verdict = "SOCIAL"
            }
        } else if q.accept.is_empty() {
            if q.kind == "oos-near" {
                near += 1.0
            } else {
                far += 1.0
            }
            if answered {
                verdict = "FALSE";
                if q.kind == "oos-near" {
                    nearf += 1.0
                } else {
                    farf += 1.0
                }
            }
            if o == "clarify" {
                asked += 1.0;
                verdict = "asked"
            }
        } else {
            nin += 1.0;
            let r = answered && !topics.is_empty() && topics.iter().all(acc);
            let h = (answered || o == "clarify") && topics.iter().any(|t| acc(t));
            let w = answered && !topics.iter().any(|t| acc(t));
            right += f64::from(r);
            helped += f64::from(h);
            wrong += f64::from(w);
            tops.0 += 1.0;
            tops.1 += f64::from(
                d.ranked
                    .first()
                    .is_some_and(|c| acc(&faq.entry(c.entry).id.as_str())),
            );
            verdict = if r {
                "ok"
            } else if w {
                "WRONG"
            } else if h {
                "helped"
            } else {
                "LOST"
            };
            let k = kinds.entry(q.kind.clone()).or_default();
            k[0] += 1.0;
            k[1] += f64::from(r);
            k[2] += f64::from(h);
            k[3] += f64::from(w);
            if q.kind == "emergency" {
                eme += 1.0;
                if o == "urgent" && ids[0] == "warning-signs" {
                    emeok += 1.0
                } else if o == "clarify" && ids.contains(&"warning-signs") {
                    emesoft += 1.0;
                    verdict = "SOFT"
                } else {
                    verdict = "MISSED"
                }
            }
        }
        if q.kind != "emergency" {
            other += 1.0;
            if o == "urgent" && !q.accept.iter().any(|a| a == "warning-signs") {
                alarm += 1.0;
                verdict = "ALARM"
            }
        }
        if verdict != "ok" && (show == "all" || show == q.kind || show == verdict) {
            let r = d
                .ranked
                .iter()
                .take(4)
                .map(|c| format!("{} {:.2}", faq.entry(c.entry).id, c.score))
                .collect::<Vec<_>>()
                .join(" ");
            println!(
                "{verdict:6} {} {:?} want {} got {o} {} | {r}",
                q.id,
                q.text.chars().take(200).collect::<String>(),
                q.accept.join(","),
                ids.join(",")
            );
        }
    }
    let t = start.elapsed().as_micros() as f64 / queries.len() as f64;
    for (k, v) in &kinds {
        print!(
            "{} {:.0}/{:.0}/{:.0} ",
            &k[..3],
            100.0 * v[1] / v[0],
            100.0 * v[2] / v[0],
            100.0 * v[3] / v[0]
        );
    }
    println!();
    println!(
        "right {:.1} (88) helped {:.1} (96) wrong {:.1} (2) | eme {emeok}+{emesoft}/{eme} alarm {:.1} (1) | near {:.1} (3) far {:.1} (1) asked {:.1} (20) | soc {:.1} (95) | rank1 {:.1} {t:.0}us",
        100.0 * right / nin,
        100.0 * helped / nin,
        100.0 * wrong / nin,
        100.0 * alarm / other,
        100.0 * nearf / near,
        100.0 * farf / far,
        100.0 * asked / (near + far),
        100.0 * socok / soc,
        100.0 * tops.1 / tops.0
    );
}
