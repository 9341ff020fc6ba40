//! The loader of the FAQ: whatever a file holds, it is loaded or it is told what is wrong with it.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use skincare_faq_bot::check::examine;
use skincare_faq_bot::faq::{Faq, load, survey};
use skincare_faq_bot::matcher::Matcher;
use skincare_faq_bot::reply::{compose, render};

/// An entry that is as it should be, so that the FAQ is not empty whatever the other file holds.
const SOUND: &str = "+++\ntitle = \"Does it hurt?\"\nquestions = [\"is it painful\"]\n+++\nNo.\n";

/// Where a file is read: an entry's, the settings, the groups of words and the examples.
const PLACES: [&str; 4] = ["topics/a.md", "bot.toml", "concepts.toml", "examples.toml"];

/// Tries `bytes` as each file of a FAQ.
pub(crate) fn check(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let root = folder.path();
    fs::create_dir(root.join("topics")).expect("a folder to write to");
    fs::write(root.join("topics/pain.md"), SOUND).expect("a file to write to");
    for place in PLACES {
        let path = root.join(place);
        fs::write(&path, bytes).expect("a file to write to");
        check_faq(root, &path, bytes);
        fs::remove_file(&path).expect("a file to remove");
    }
}

fn check_faq(root: &Path, path: &Path, bytes: &[u8]) {
    let survey = survey(root, jiff::civil::date(2026, 11, 22));
    let is_loaded = survey.loads;
    let lines = lines(bytes);
    for problem in &survey.problems {
        assert!(!problem.message.is_empty());
        if problem.path == path
            && let Some(line) = problem.line
        {
            assert!((1..=lines).contains(&line), "no such line: {problem}");
        }
    }
    assert!(!examine(survey, &|_, _| ()).to_string().is_empty());
    match load(root) {
        Ok(faq) => {
            assert!(is_loaded);
            ask_for_all(&faq);
        }
        Err(error) => {
            assert!(!is_loaded);
            assert!(!error.problems.is_empty());
        }
    }
}

/// How many lines a text has, whatever ends them.
fn lines(bytes: &[u8]) -> usize {
    let ends = bytes.iter().filter(|&&byte| byte == b'\n' || byte == b'\r');
    ends.count() + 1
}

/// Whoever asks by a title gets a reply.
fn ask_for_all(faq: &Faq) {
    let matcher = Matcher::new(faq);
    for entry in &faq.entries {
        let decision = matcher.decide(&entry.title.text);
        let reply = compose(faq, &decision, Date::MAX);
        assert!(!reply.blocks.is_empty());
        let _ = render::telegram_html(&reply);
        assert!(!render::plain(&reply, false).is_empty());
    }
}
