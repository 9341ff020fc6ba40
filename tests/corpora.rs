//! What the fuzzer starts from, and what it once found, passes without a fuzzer too.
//!
//! `fuzz/README.md` says how to look for more.

use std::fs;
use std::path::Path;

#[path = "../fuzz/checks/front_matter.rs"]
mod front_matter;
#[path = "../fuzz/checks/matcher.rs"]
mod matcher;
#[path = "../fuzz/checks/webhook.rs"]
mod webhook;

/// Runs a check on every file of a corpus, and names those that do not pass.
fn replay(corpus: &str, check: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut files, mut failed) = (0, Vec::new());
    for file in fs::read_dir(root.join("fuzz/corpus").join(corpus)).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        files += 1;
        // What went wrong is printed by then.
        if std::panic::catch_unwind(|| check(&bytes)).is_err() {
            failed.push(path);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
    assert!(files >= 10, "{files} files");
}

#[test]
fn front_matter_is_loaded_or_refused() {
    replay("front_matter", front_matter::check);
}

#[test]
fn messages_have_one_outcome() {
    replay("matcher", matcher::check);
}

#[test]
fn bodies_of_webhook_requests_are_one_update_or_none() {
    replay("webhook", webhook::check);
}
