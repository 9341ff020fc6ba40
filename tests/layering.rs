//! Which part of the source may mention what.

use std::fs;
use std::path::{Path, PathBuf};

/// Words that may not occur in the sources whose path starts like this.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "src/text",
        &[
            "crate::faq",
            "crate::matcher",
            "crate::reply",
            "serde",
            "teloxide",
            "std::fs",
            "std::env",
        ],
    ),
    (
        "src/faq",
        &[
            "crate::matcher",
            "crate::reply",
            "crate::cli",
            "teloxide",
            "tokio",
            "std::env",
        ],
    ),
    (
        "src/matcher",
        &[
            "crate::reply",
            "crate::cli",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::io",
            "std::time",
            "SystemTime",
            "Instant",
        ],
    ),
    (
        "src/reply",
        &[
            "crate::cli",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::io",
            "std::time",
            "ZonedDateTime",
            "SystemTime",
            "Instant",
        ],
    ),
    (
        // What operators read is made of what others found out.
        "src/reply/operator",
        &[
            "crate::assistant",
            "crate::config",
            "crate::edit",
            "crate::store",
            "crate::telegram",
            "sqlx",
            "now()",
        ],
    ),
    (
        "src/check",
        &[
            "crate::cli",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::io",
            "std::time",
        ],
    ),
    (
        "src/scrub",
        &[
            "crate::faq",
            "crate::matcher",
            "crate::store",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::time",
        ],
    ),
    (
        "src/stats",
        &[
            "crate::cli",
            "crate::telegram",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::time",
        ],
    ),
    (
        "src/unanswered",
        &[
            "crate::cli",
            "crate::telegram",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::time",
        ],
    ),
    (
        "src/eval",
        &[
            "crate::cli",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::io",
            "std::time",
        ],
    ),
    (
        "src/edit",
        &[
            "crate::matcher",
            "crate::cli",
            "crate::telegram",
            "crate::exchange",
            "teloxide",
            "tokio",
            "std::env",
            "std::time::Instant",
            "SystemTime",
            "now()",
        ],
    ),
    (
        // What a change makes of a text is told without a disk.
        "src/edit/p",
        &["std::fs", "std::io"],
    ),
    ("src/edit/file.rs", &["std::fs", "std::io"]),
    ("src/edit/limits.rs", &["std::fs", "std::io"]),
    (
        "src/exchange",
        &[
            "crate::matcher",
            "crate::cli",
            "crate::telegram",
            "teloxide",
            "tokio",
            "std::env",
            "SystemTime",
            "now()",
        ],
    ),
    (
        "src/diff",
        &[
            "crate::cli",
            "teloxide",
            "tokio",
            "std::fs",
            "std::env",
            "std::io",
            "std::time",
        ],
    ),
    (
        "src/weigh.rs",
        &[
            "crate::cli",
            "crate::reply",
            "crate::store",
            "crate::telegram",
            "teloxide",
            "tokio",
            "sqlx",
            "std::env",
            "std::time",
        ],
    ),
    ("src/parallel.rs", &["crate::", "teloxide", "tokio"]),
    (
        "src/telegram/event.rs",
        &[
            "crate::matcher",
            "std::fs",
            "std::env",
            "std::time",
            "async fn",
            "tokio",
        ],
    ),
    (
        "src/telegram/orders.rs",
        &[
            "crate::matcher",
            "std::fs",
            "std::env",
            "std::time",
            "async fn",
            "tokio",
        ],
    ),
    (
        "src/telegram",
        &[
            "crate::cli",
            "std::fs",
            "std::env",
            "crate::text",
            "osa_distance",
        ],
    ),
    (
        "src/health",
        &[
            "crate::cli",
            "crate::faq",
            "crate::matcher",
            "crate::reply",
            "crate::telegram",
            "teloxide",
            "std::env",
        ],
    ),
    (
        "src/http.rs",
        &["crate::", "teloxide", "std::fs", "std::env"],
    ),
    ("src/config", &["crate::", "std::fs", "std::env"]),
    (
        "src/live",
        &[
            "crate::cli",
            "crate::matcher",
            "crate::reply",
            "crate::telegram",
            "teloxide",
            "std::env",
        ],
    ),
    (
        "src/assistant",
        &["crate::cli", "crate::telegram", "teloxide", "tokio"],
    ),
    ("src/cli", &["teloxide", "tokio"]),
    (
        "src/main.rs",
        &["faq::", "matcher", "reply", "teloxide::types"],
    ),
];

/// Stems of words that belong to the subject of the shipped FAQ. Nothing in the program knows it.
const SUBJECT: &[&str] = &[
    "acne",
    "blush",
    "botox",
    "breastf",
    "brestf",
    "collagen",
    "cosmetic",
    "derma",
    "epiderm",
    "facial",
    "freckle",
    "injection",
    "makeup",
    "moistur",
    "needl",
    "pore",
    "puncture",
    "retinol",
    "scar",
    "serum",
    "skin",
    "sunscreen",
    "wrinkle",
];

/// English words that begin like one of [`SUBJECT`].
const INNOCENT: &[&str] = &["scarce", "scarcely"];

/// All Rust sources below `folder`, with their text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).expect("a folder") {
            let path = file.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                let path = path
                    .strip_prefix(env!("CARGO_MANIFEST_DIR"))
                    .expect("below it");
                found.push((path.to_owned(), text));
            }
        }
    }
    found
}

#[test]
fn each_layer_keeps_to_itself() {
    let mut found = Vec::new();
    for (path, text) in sources("src") {
        let shown = path.to_string_lossy().replace('\\', "/");
        let layers = FORBIDDEN
            .iter()
            .filter(|(start, _)| shown.starts_with(start));
        for word in layers.flat_map(|(_, words)| *words) {
            if text.contains(word) {
                found.push(format!("{shown} mentions `{word}`"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn program_does_not_know_its_subject() {
    let name = env!("CARGO_PKG_NAME");
    let mut found = Vec::new();
    for (path, text) in sources("src") {
        // The package is named after its subject; that is all the program may know of it.
        let text = text.replace(name, "").replace(&name.replace('-', "_"), "");
        for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
            let is_known = SUBJECT.iter().any(|stem| word.starts_with(stem));
            if is_known && !INNOCENT.contains(&word) {
                found.push(format!("{} mentions `{word}`", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
