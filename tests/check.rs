//! `check`, end to end: what it prints and how it exits.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The broken FAQs whose report depends on the day; `tests/faq_files.rs` looks at them on a fixed one.
const DATED: [&str; 2] = ["review-due", "review-overdue"];

/// Runs `check` where `folder` is.
fn check(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .env_remove("FAQ_DIR")
        .env_remove("RUST_LOG")
        .current_dir(folder)
        .arg("check")
        .args(args)
        .output()
        .unwrap()
}

/// What is said of the shipped FAQ: in brief, with `--verbose`, and as JSON. Each takes a while.
static SHIPPED: LazyLock<[Output; 3]> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    [&[][..], &["--verbose"], &["--format", "json"]].map(|args| check(folder, args))
});

fn said(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

/// A folder with a FAQ of one entry with these lines in its front matter.
fn faq(lines: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("faq/topics")).unwrap();
    let entry = format!("+++\ntitle = \"Does it hurt?\"\n{lines}\n+++\nNo.\n");
    fs::write(folder.path().join("faq/topics/pain.md"), entry).unwrap();
    folder
}

fn broken() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/broken");
    let cases = fs::read_dir(folder).unwrap();
    let mut cases: Vec<_> = cases.map(|case| case.unwrap().path()).collect();
    cases.retain(|case| !DATED.iter().any(|dated| case.ends_with(dated)));
    cases.sort();
    cases
}

#[test]
fn each_broken_faq_is_told_of_on_standard_output_with_its_exit_code() {
    let mut wrong = Vec::new();
    for case in broken() {
        let output = check(&case, &[]);
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
        let last = expected.lines().last().unwrap();
        let code = i32::from(!last.starts_with("0 errors"));
        let found = (said(&output), output.status.code(), output.stderr.len());
        if found != (&expected, Some(code), 0) {
            wrong.push(format!("{}\n{output:?}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn clean_faq_exits_with_0() {
    let folder = faq("questions = [\"does it hurt a lot\"]");
    let output = check(folder.path(), &[]);
    let expected = "no problems in 1 entry with 2 phrasings\n";
    assert_eq!((said(&output), output.status.code()), (expected, Some(0)));
}

#[test]
fn warnings_alone_exit_with_0() {
    let output = check(faq("").path(), &[]);
    let last = said(&output).lines().last();
    assert_eq!(last, Some("0 errors, 1 warning in 1 entry with 1 phrasing"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn folder_that_is_not_there_is_a_problem_found() {
    let folder = tempfile::tempdir().unwrap();
    let output = check(folder.path(), &["--faq", "no/faq"]);
    let expected = "no/faq: there is no such folder\n  help: name the folder of the FAQ with \
        `--faq DIR`, or start where `faq` is\n1 error, 0 warnings; the phrasings and the \
        examples in `not` are tried once the FAQ can be loaded\n";
    assert_eq!((said(&output), output.status.code()), (expected, Some(1)));
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = faq("");
    for args in [["--format", "xml"], ["--loud", "x"], ["faq", "faq"]] {
        let output = check(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn json_is_one_object_with_the_documented_keys() {
    let folder = faq("tips = [\"sun\"]");
    let output = check(folder.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_str(said(&output)).unwrap();
    let expected = json!({
        "errors": 1,
        "warnings": 1,
        "problems": [
            {
                "path": "faq/topics/pain.md",
                "line": 2,
                "severity": "warning",
                "message": "entry `pain` can be asked for by its title alone",
                "help": "write other ways to ask: `questions = [\"...\", \"...\"]`",
            },
            {
                "path": "faq/topics/pain.md",
                "line": 3,
                "severity": "error",
                "message": "`tips` names `sun`, which is no entry",
                "help": "write the name of an entry's file, without `.md`",
            },
        ],
        "pairs": [],
    });
    assert_eq!(told, expected);
    let help = check(folder.path(), &["--help"]);
    for key in ["errors", "warnings", "problems", "pairs"] {
        assert!(said(&help).contains(&format!("\n  {key} ")), "{key}");
    }

    let clean = faq("questions = [\"does it hurt a lot\"]");
    let output = check(clean.path(), &["--format", "json"]);
    let expected = "{\"errors\":0,\"warnings\":0,\"problems\":[],\"pairs\":[]}\n";
    assert_eq!(said(&output), expected);
}

#[test]
fn each_phrasing_astray_is_named_by_verbose_and_by_json_and_told_in_brief_otherwise() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for output in &*SHIPPED {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    let [brief, full, told] = SHIPPED.each_ref().map(said);
    let told: Value = serde_json::from_str(told).unwrap();
    let problems = told["problems"].as_array().unwrap();
    assert_eq!(told["warnings"], problems.len());
    for problem in problems {
        let [path, message] = ["path", "message"].map(|key| problem[key].as_str().unwrap());
        let line = problem["line"].as_u64().unwrap();
        assert!(full.contains(&format!("{path}:{line}: warning: {message}\n")));
        if !message.starts_with("phrasing ") {
            continue;
        }
        // In brief the entry has a block, which names the line.
        let mut of_file = brief.split("\nfaq/").filter(|block| {
            let file = block.strip_prefix("faq/").unwrap_or(block);
            path.strip_prefix("faq/")
                .is_some_and(|path| file.starts_with(path))
        });
        let line = line.to_string();
        let names = |block: &str| {
            block
                .split(|c: char| !c.is_ascii_digit())
                .any(|n| n == line)
        };
        assert!(of_file.any(names), "{path}:{line} is not named");
    }
    assert_eq!(brief.lines().last(), full.lines().last());
    let entries = fs::read_dir(folder.join("faq"));
    let entries = entries.unwrap().map(|item| item.unwrap().path());
    let entries = entries.filter(|path| path.is_dir());
    let entries: usize = entries
        .map(|path| fs::read_dir(path).unwrap().count())
        .sum();
    let lines = brief.lines().count();
    assert!(lines < 6 * entries, "{lines} lines for {entries} entries");
}

#[test]
fn pairs_are_told_worst_first_a_few_in_brief_and_all_in_json() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [brief, _, told] = SHIPPED.each_ref().map(said);
    let told: Value = serde_json::from_str(told).unwrap();
    let pairs = told["pairs"].as_array().unwrap();
    assert!(pairs.len() > 10, "{} pairs", pairs.len());
    let lost = |pair: &Value| {
        let lines = |side: &str| pair[side]["lines"].as_array().unwrap().len();
        (lines("loses"), lines("takes"))
    };
    let all: Vec<_> = pairs.iter().map(lost).collect();
    assert!(all.is_sorted_by(|a, b| a.0 + a.1 >= b.0 + b.1), "{all:?}");
    assert!(all.iter().all(|(loses, takes)| loses >= takes), "{all:?}");
    let shown = brief.lines().filter(|line| line.contains(" steal"));
    assert_eq!(shown.count(), 10);
    let more = pairs.len() - 10;
    let more = format!("\npairs of entries not shown: {more}; `check --verbose` shows each\n");
    assert!(brief.contains(&more), "no {more:?}");

    let case = folder.join("tests/data/broken/entries-steal");
    let told: Value = serde_json::from_str(said(&check(&case, &["--format", "json"]))).unwrap();
    let expected = json!([{
        "loses": {"entry": "closing", "phrasings": 4, "lines": [2, 4, 5, 6]},
        "takes": {"entry": "opening", "phrasings": 4, "lines": [2, 4, 5, 6]},
        "words": [
            {"word": "close", "stands_for": "open", "concept": "hours"},
            {"word": "noon", "stands_for": null, "concept": null},
            {"word": "sunday", "stands_for": null, "concept": null},
        ],
        "suggestion": "if `opening` does not mean \"close\" by \"open\", move one of them from the \
            concept `hours` into one of its own; `not = [\"close in winter\"]` in `opening` proves \
            that it stays so",
    }]);
    assert_eq!(told["pairs"], expected);
}

#[test]
fn shipped_faq_has_no_errors() {
    let [_, _, output] = &*SHIPPED;
    let told: Value = serde_json::from_str(said(output)).unwrap();
    let problems = told["problems"].as_array().unwrap().iter();
    let errors: Vec<_> = problems
        .filter(|problem| problem["severity"] == "error")
        .map(|problem| {
            format!(
                "{}:{} {}",
                problem["path"], problem["line"], problem["message"]
            )
        })
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert_eq!(output.status.code(), Some(0));
}
