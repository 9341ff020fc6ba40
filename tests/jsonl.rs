//! `ask --jsonl` on the shipped FAQ, as another program would use it; and where the FAQ is sought.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The program where the shipped FAQ is, without any setting.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
    command
        .env_remove("FAQ_DIR")
        .env_remove("RUST_LOG")
        .current_dir(ROOT);
    command
}

/// What comes of `input` on standard input.
fn fed(command: &mut Command, input: &[u8]) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // The program may stop reading before the end, so a failure to write is none of the test's.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

/// The outcomes of texts, asked in one run, and its exit code.
fn outcomes(input: &[u8]) -> (Vec<Value>, Option<i32>) {
    let output = fed(program().args(["ask", "--jsonl"]), input);
    let lines = str::from_utf8(&output.stdout).unwrap().lines();
    let lines = lines.map(|line| serde_json::from_str(line).unwrap());
    (lines.collect(), output.status.code())
}

/// What becomes of each text, asked in one run.
fn told<const N: usize>(texts: [&str; N]) -> [Value; N] {
    let lines = texts.map(|text| json!({"id": "1", "text": text}).to_string());
    let (told, code) = outcomes(lines.join("\n").as_bytes());
    assert_eq!(code, Some(0));
    told.try_into().unwrap()
}

fn ids(of: &Value) -> Vec<&str> {
    let ids = of.as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn labelled_questions_can_be_piped_straight_in() {
    let input = fs::read(Path::new(ROOT).join("tests/data/questions.jsonl")).unwrap();
    let (told, code) = outcomes(&input);
    assert_eq!(code, Some(0));
    let asked = str::from_utf8(&input).unwrap().lines();
    let asked: Vec<Value> = asked
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(told.len(), asked.len());
    for (told, asked) in told.iter().zip(&asked) {
        assert_eq!(told["id"], asked["id"]);
        check_record(told);
    }
}

/// Whether a line of output keeps to its description.
#[track_caller]
fn check_record(told: &Value) {
    let entries = ids(&told["entries"]);
    let counts = match told["outcome"].as_str().unwrap() {
        "answer" | "not_covered" => 1..=3,
        "urgent" => 1..=6,
        "clarify" => 2..=4,
        "small_talk" => 1..=1,
        "decline" => 0..=0,
        other => panic!("no outcome: {other}"),
    };
    assert!(counts.contains(&entries.len()), "{told}");
    let ranked = told["ranked"].as_array().unwrap();
    assert!(ranked.len() <= 10, "{told}");
    let first = ranked.first().map_or(0.0, |pair| pair[1].as_f64().unwrap());
    assert_eq!(told["score"].as_f64(), Some(first), "{told}");
    let scores = ranked.iter().map(|pair| pair[1].as_f64().unwrap());
    let scores: Vec<_> = scores.collect();
    assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
    assert!(scores.iter().rev().is_sorted(), "{told}");
    let tied_by_id = ranked.windows(2).all(|pair| {
        pair[0][1] != pair[1][1] || pair[0][0].as_str().unwrap() < pair[1][0].as_str().unwrap()
    });
    assert!(tied_by_id, "{told}");
    assert!(told["micros"].is_u64(), "{told}");
}

#[test]
fn each_outcome_is_told_as_described() {
    let [answer, beside, urgent, not_covered, small_talk, decline] = told([
        "does it hurt and when can I go to work?",
        "does it hurt and how much does it cost?",
        "My cheeks are still bleeding. How long does the treatment take?",
        "can I do it while pregnant?",
        "hello",
        "🙂",
    ]);
    assert_eq!(answer["outcome"], "answer");
    assert_eq!(ids(&answer["entries"]), ["pain", "back-to-work"]);
    assert!(answer.get("not_covered").is_none(), "{answer}");

    assert_eq!(beside["outcome"], "answer");
    assert_eq!(ids(&beside["entries"]), ["pain"]);
    assert_eq!(ids(&beside["not_covered"]), ["price"]);

    assert_eq!(urgent["outcome"], "urgent");
    assert_eq!(ids(&urgent["entries"]), ["warning-signs", "duration"]);

    assert_eq!(not_covered["outcome"], "not_covered");
    assert_eq!(ids(&not_covered["entries"]), ["pregnancy"]);

    assert_eq!(small_talk["outcome"], "small_talk");
    assert_eq!(ids(&small_talk["entries"]), ["greeting"]);

    assert_eq!(decline["outcome"], "decline");
    let nothing = (&decline["entries"], &decline["ranked"], &decline["score"]);
    assert_eq!(nothing, (&json!([]), &json!([]), &json!(0.0)));
}

#[test]
fn declined_message_is_ranked_all_the_same() {
    let [decline] = told(["Wie lange dauert die Behandlung? hurt"]);
    assert_eq!(decline["outcome"], "decline");
    assert!(
        !decline["ranked"].as_array().unwrap().is_empty(),
        "{decline}"
    );
}

#[test]
fn text_of_any_kind_is_a_question() {
    let long = "does it hurt ".repeat(8000);
    let texts = [
        "",
        " ",
        "\u{0}",
        "\n",
        "\"}{",
        "🙂",
        "\u{202e}x",
        "null",
        &long,
    ];
    for told in told(texts) {
        check_record(&told);
    }
}

#[test]
fn line_that_is_no_question_gets_an_error_in_its_place() {
    let input = [
        r#"{"id": "a", "text": "hello"}"#,
        r#"{"id": "b", "text": null}"#,
        r#"{"id": "b", "text": 7}"#,
        r#"{"id": "b", "text": ["hello"]}"#,
        r#"{"id": true, "text": "hello"}"#,
        r#"{"text": "hello"}"#,
        r#"{"id": "b", "text": "hello"} {"id": "c", "text": "hello"}"#,
        r#"{"id": "b", "text": "hello""#,
        "hello",
        r#""hello""#,
        "null",
        r#"{"id": "b", "text": "\ud800"}"#,
        r#"{"id": "z", "text": "hello", "text2": {}, "kind": null}"#,
    ];
    let (told, code) = outcomes(input.join("\n").as_bytes());
    assert_eq!((told.len(), code), (input.len(), Some(1)));
    for (number, line) in (1..).zip(&told) {
        let is_question = number == 1 || number == input.len();
        assert_eq!(line.get("outcome").is_some(), is_question, "{line}");
        if !is_question {
            let keys: Vec<_> = line.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["error", "line"]);
            assert_eq!(line["line"], number, "{line}");
            assert!(!line["error"].as_str().unwrap().is_empty());
        }
    }
}

#[test]
fn no_input_is_no_output() {
    assert_eq!(outcomes(b""), (Vec::new(), Some(0)));
    let (told, code) = outcomes(b"\n");
    assert_eq!((told.len(), code), (1, Some(1)));
}

// Where the FAQ is sought.

/// A FAQ of one entry with this title, in `folder`.
fn write_faq(folder: &Path, title: &str) {
    fs::create_dir_all(folder.join("topics")).unwrap();
    let entry = format!("+++\ntitle = \"{title}\"\n+++\nThe answer.\n");
    fs::write(folder.join("topics/only.md"), entry).unwrap();
}

#[test]
fn option_comes_before_variable_and_variable_before_default() {
    let place = tempfile::tempdir().unwrap();
    for (folder, title) in [
        ("faq", "Apples"),
        ("variable", "Oranges"),
        ("option", "Plums"),
    ] {
        write_faq(&place.path().join(folder), title);
    }
    let ask = |variable: Option<&str>, option: &[&str]| {
        let mut command = program();
        command
            .current_dir(&place)
            .envs(variable.map(|dir| ("FAQ_DIR", dir)));
        let output = command.args(["ask", "hello"]).args(option).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(ask(None, &[]).contains("[Apples]"));
    assert!(ask(Some("variable"), &[]).contains("[Oranges]"));
    assert!(ask(Some("variable"), &["--faq", "option"]).contains("[Plums]"));
}

#[test]
fn faq_that_cannot_be_loaded_ends_every_command_but_check_with_3() {
    let place = tempfile::tempdir().unwrap();
    write_faq(&place.path().join("faq"), "Apples");
    fs::write(place.path().join("faq/topics/a.md"), "no front matter").unwrap();
    fs::write(place.path().join("faq/bot.toml"), "nam = 1").unwrap();
    fs::write(place.path().join("questions.jsonl"), "").unwrap();
    for args in [
        &["ask", "hello"][..],
        &["ask", "--jsonl"],
        &["ask", "hello", "--format", "json"],
        &["chat"],
        &["eval", "questions.jsonl"],
    ] {
        let mut command = program();
        let output = fed(command.current_dir(&place).args(args), b"{}\n");
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{args:?}: {told}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(told.starts_with("error: the FAQ cannot be loaded\n"));
        for file in ["\nfaq/bot.toml:1: ", "\nfaq/topics/a.md:1: "] {
            assert!(told.contains(file), "{args:?}: {told}");
        }
    }
    for args in [
        &["ask", "hello"][..],
        &["chat"],
        &["eval", "questions.jsonl"],
    ] {
        let mut command = program();
        let command = command.current_dir(&place).env("FAQ_DIR", "nowhere");
        let output = fed(command.args(args), b"");
        assert_eq!(output.status.code(), Some(3), "{args:?}");
    }
}
