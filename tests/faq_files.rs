//! Broken FAQ files are reported with exactly the expected text, sound ones not at all.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use proptest::prelude::*;
use skincare_faq_bot::assistant::{Assistant, Edition};
use skincare_faq_bot::check::{errors, examine};
use skincare_faq_bot::faq::{Examples, Kind, Severity, Survey, load, load_all, survey};

/// The day on which the broken FAQs are looked at.
const TODAY: Date = date(2026, 11, 22);

/// The folders below `tests/data/broken`, one for each thing that can be wrong.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/broken");
    let mut cases: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|case| case.unwrap().path())
        .collect();
    cases.sort();
    cases
}

/// What `check` prints about the FAQ in the folder of a case, with paths relative to the case.
fn report(case: &Path) -> String {
    let prefix = format!("{}/", case.display());
    let report = examine(survey(&case.join("faq"), TODAY), &|_, _| ());
    format!("{report}\n").replace(&prefix, "")
}

/// A FAQ of the given files in a folder of its own.
fn faq(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn each_broken_faq_is_reported_with_exactly_the_expected_text() {
    // UPDATE_EXPECTED=1 writes what is said now, to be reviewed like code.
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let found = report(&case);
        let path = case.join("expected.txt");
        if update {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected || found.is_empty() {
            wrong.push(format!(
                "{}\nexpected:\n{expected}\nfound:\n{found}",
                case.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn errors_alone_are_those_of_the_whole_report() {
    let mut with_errors = 0;
    for case in cases() {
        let dir = case.join("faq");
        let Ok(assistant) = Assistant::load(&dir) else {
            assert_eq!(
                errors(survey(&dir, TODAY), "", []),
                None,
                "{}",
                case.display()
            );
            continue;
        };
        let found = |version| {
            let matchers = assistant.editions().iter().map(Edition::matcher);
            errors(survey(&dir, TODAY), version, matchers)
        };
        assert_eq!(found("another"), None);
        let mut expected = examine(survey(&dir, TODAY), &|_, _| ()).problems;
        expected.retain(|problem| problem.severity == Severity::Error);
        with_errors += usize::from(!expected.is_empty());
        assert_eq!(
            found(assistant.version()),
            Some(expected),
            "{}",
            case.display()
        );
    }
    assert!(with_errors > 10, "{with_errors} with errors");
}

#[test]
fn there_are_broken_faqs() {
    assert!(cases().len() >= 20, "found {}", cases().len());
}

#[test]
fn loading_stops_exactly_where_the_survey_has_no_faq() {
    for case in cases() {
        let loaded = load(&case.join("faq"));
        let Survey {
            loads, problems, ..
        } = survey(&case.join("faq"), TODAY);
        assert_eq!(loaded.is_ok(), loads, "case: {}", case.display());
        if let Err(error) = loaded {
            for problem in &error.problems {
                assert!(
                    problems.contains(problem),
                    "case: {}, {problem}",
                    case.display()
                );
                assert_eq!(problem.severity, Severity::Error, "{problem}");
            }
        }
    }
}

#[test]
fn line_ends_and_byte_order_mark_change_no_line_and_no_text() {
    for case in cases() {
        let copy = tempfile::tempdir().unwrap();
        let mut pending = vec![case.join("faq")];
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                pending.extend(fs::read_dir(path).unwrap().map(|item| item.unwrap().path()));
                continue;
            }
            let target = copy.path().join(path.strip_prefix(&case).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            let mut bytes = b"\xef\xbb\xbf".to_vec();
            for byte in fs::read(&path).unwrap() {
                if byte == b'\n' {
                    bytes.push(b'\r');
                }
                bytes.push(byte);
            }
            fs::write(target, bytes).unwrap();
        }
        assert_eq!(
            report(copy.path()),
            report(&case),
            "case: {}",
            case.display()
        );
    }
}

#[test]
fn all_keys_are_read_with_their_lines_whatever_ends_them() {
    let text = "+++\ntitle = \"Pain?\" # shown\nquestions = [\n  \"is it painful\",\n\n  'does it \
                hurt'\n]\nnot = [\"tattoo\"]\ntip = \"Rest.\"\ntips = [\"sun\"]\nrelated = []\n\
                urgent = true\nsection = \"S\"\nreviewed = 2026-01-02\nreview_by = 2027-01-02\n\
                +++\n\n\nNo.\n\n- a\n- b\n\n";
    for text in [
        text.to_owned(),
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
    ] {
        let folder = faq(&[("topics/pain.md", text.as_bytes())]);
        let faq = load(folder.path()).unwrap();
        let entry = &faq.entries[0];
        assert_eq!((entry.id.as_str(), entry.kind), ("pain", Kind::Topic));
        assert_eq!((entry.title.text.as_str(), entry.title.line), ("Pain?", 2));
        let questions: Vec<_> = entry
            .questions
            .iter()
            .map(|q| (q.text.as_str(), q.line))
            .collect();
        assert_eq!(questions, [("is it painful", 4), ("does it hurt", 6)]);
        assert_eq!(
            (entry.not[0].text.as_str(), entry.not[0].line),
            ("tattoo", 8)
        );
        assert_eq!(entry.tip.as_ref().map(|tip| tip.line), Some(9));
        assert_eq!(entry.tips[0].line, 10);
        assert!(entry.related.is_empty() && entry.urgent);
        assert_eq!(entry.section.as_ref().map(|section| section.line), Some(13));
        assert_eq!(entry.reviewed, Some(date(2026, 1, 2)));
        assert_eq!(entry.review_by, Some((date(2027, 1, 2), 15)));
        assert_eq!(
            (entry.body.text.as_str(), entry.body.line),
            ("No.\n\n- a\n- b", 19)
        );
    }
}

#[test]
fn entries_of_all_kinds_are_sorted_by_id_and_other_files_ignored() {
    let [a, b, c] = ["A", "B", "C"].map(|title| {
        format!("+++\ntitle = '{title}'\nquestions = ['what is {title}']\n+++\nBody.")
    });
    let folder = faq(&[
        ("small-talk/c.md", c.as_bytes()),
        ("topics/b.md", b.as_bytes()),
        ("not-covered/a.md", a.as_bytes()),
        ("topics/.hidden.md", b"?"),
        ("topics/picture.png", b"\xff"),
        ("topics/old.md~", b"?"),
        (".notes/todo.txt", b"?"),
        ("README.md", b"?"),
        (
            "concepts.toml",
            b"[concepts]\nz = ['y']\nb-c = ['d', 'e']\n",
        ),
        ("bot.toml", b"name = 'N'\n"),
    ]);
    let faq = load(folder.path()).unwrap();
    let ids: Vec<_> = faq
        .entries
        .iter()
        .map(|e| (e.id.as_str(), e.kind))
        .collect();
    assert_eq!(
        ids,
        [
            ("a", Kind::NotCovered),
            ("b", Kind::Topic),
            ("c", Kind::SmallTalk)
        ]
    );
    let names: Vec<_> = faq
        .concepts
        .iter()
        .map(|c| (c.name.as_str(), c.line))
        .collect();
    assert_eq!(names, [("b-c", 3), ("z", 2)]);
    assert_eq!(faq.concepts[0].words, ["d", "e"]);
    assert_eq!(faq.bot.name.as_deref(), Some("N"));
    let survey = survey(folder.path(), TODAY);
    let messages: Vec<_> = survey
        .problems
        .into_iter()
        .map(|problem| problem.message)
        .collect();
    assert_eq!(messages, [""; 0]);
}

#[test]
fn examples_are_read_for_each_language_by_itself() {
    let entry = b"+++\ntitle = 'T'\nquestions = ['u']\n+++\nBody.";
    let mut files = vec![
        ("topics/a.md", &entry[..]),
        ("not-covered/b.md", b"+++\ntitle = 'B'\n+++\nBody."),
        ("de/topics/a.md", entry),
    ];
    let examples = |files: &[(&str, &[u8])]| {
        let languages = load_all(faq(files).path()).unwrap();
        let lists = languages.into_iter().map(|faq| faq.examples);
        lists.collect::<Vec<_>>()
    };
    assert_eq!(examples(&files), [Vec::new(), Vec::new()]);

    let read = |entry: &str, messages: &[&str], line| Examples {
        entry: entry.to_owned(),
        messages: messages.iter().map(|text| (*text).to_owned()).collect(),
        line,
    };
    let said = b"[examples]\nb = ['how much, all in all']\na = [\n  'I must know',\n  ' ',\n]\n";
    files.push(("examples.toml", said));
    let default = vec![
        read("a", &["I must know"], 3),
        read("b", &["how much, all in all"], 2),
    ];
    assert_eq!(examples(&files), [default.clone(), Vec::new()]);

    files.push((
        "de/examples.toml",
        "[examples]\nb = ['was denn']\n".as_bytes(),
    ));
    let german = vec![read("b", &["was denn"], 2)];
    assert_eq!(examples(&files), [default, german]);
}

#[test]
fn ids_of_a_folder_that_cannot_be_read_may_have_examples() {
    let folder = faq(&[
        ("topics", b"no folder"),
        ("examples.toml", b"[examples]\na = ['I must know']\n"),
    ]);
    let problems = survey(folder.path(), TODAY).problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.starts_with("cannot be read: "));
}

#[test]
fn folder_without_a_faq_is_an_error_with_what_to_do() {
    let error = load(Path::new("no/such/faq")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no/such/faq: there is no such folder\n  help: name the folder of the FAQ with `--faq DIR`, or start where `faq` is"
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = load(file.path()).unwrap_err();
    assert!(error.to_string().contains("is no folder"), "{error}");
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_is_reported_and_links_are_followed() {
    use std::os::unix::fs::symlink;
    let folder = faq(&[("elsewhere.txt", b"+++\ntitle = 'T'\n+++\nBody.")]);
    let topics = folder.path().join("topics");
    fs::create_dir(&topics).unwrap();
    symlink("../elsewhere.txt", topics.join("linked.md")).unwrap();
    assert_eq!(load(folder.path()).unwrap().entries[0].id, "linked");

    symlink("nowhere.md", topics.join("broken.md")).unwrap();
    symlink("loop.md", topics.join("loop.md")).unwrap();
    symlink("/dev/zero", topics.join("zero.md")).unwrap();
    fs::create_dir(topics.join("folder.md")).unwrap();
    let problems = load(folder.path()).unwrap_err().problems;
    assert_eq!(problems.len(), 4, "{problems:?}");
    for problem in problems {
        assert!(problem.message.starts_with("cannot be read: "), "{problem}");
    }
}

#[test]
fn of_a_folder_that_cannot_be_read_nothing_is_said_to_be_missing() {
    let entry = b"+++\ntitle = 'T'\nquestions = ['u']\nrelated = ['price']\n+++\nBody.";
    for files in [
        &[("not-covered", &b"no folder"[..])][..],
        &[("not-covered", b"no folder"), ("topics/t.md", entry)],
    ] {
        let folder = faq(files);
        let problems = load(folder.path()).unwrap_err().problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(survey(folder.path(), TODAY).problems, problems);
        assert!(problems[0].message.starts_with("cannot be read: "));
    }
}

/// Pieces of Markdown, sound and broken.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("# ".to_owned()),
        Just("    ".to_owned()),
        Just("---\n".to_owned()),
        Just("- [ ] ".to_owned()),
        Just("> ".to_owned()),
        Just("|a|b|\n|-|-|\n".to_owned()),
        Just("![".to_owned()),
        Just("](x)".to_owned()),
        Just("<b>".to_owned()),
        Just("```".to_owned()),
        "[~*_`<\\[\\]é🙂]{1,3}",
        "[a-z ]{1,9}",
        "\\PC{0,5}",
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_answer_is_surveyed_with_lines_that_exist(answer in markdown(), title in "\\PC{0,9}") {
        let title = serde_json::to_string(&title).unwrap();
        let file = format!("+++\ntitle = {title}\ntips = [\"a\", {title}]\n+++\n{answer}");
        let folder = faq(&[("topics/a.md", file.as_bytes())]);
        let Survey { loads, problems, .. } = survey(folder.path(), TODAY);
        prop_assert_eq!(loads, load(folder.path()).is_ok());
        // It lacks phrasings, if nothing worse.
        prop_assert!(!problems.is_empty());
        prop_assert!(problems.is_sorted());
        for problem in problems {
            let line = problem.line.unwrap();
            prop_assert!((1..=file.split('\n').count()).contains(&line), "{}", problem);
        }
    }
}
