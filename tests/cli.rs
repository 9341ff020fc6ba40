//! The command line, end to end, on a small FAQ.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A FAQ of two topics, a danger sign, a question that is not covered and a greeting.
fn small_faq() -> TempDir {
    let dir = tempfile::tempdir().expect("a place for temporary files");
    for (file, text) in [
        (
            "bot.toml",
            "name = \"Piercing\"\narticle = \"All about piercing\"\n",
        ),
        (
            "topics/pain.md",
            "+++\ntitle = \"Does it hurt?\"\nquestions = [\"is it painful\"]\ntips = [\"washing\"]\n\
             related = [\"washing\"]\n+++\n**A little.**\n",
        ),
        (
            "topics/washing.md",
            "+++\ntitle = \"How do I wash it?\"\ntip = \"Wash it twice a day.\"\n+++\nWith salt water.\n",
        ),
        (
            "topics/fever.md",
            "+++\ntitle = \"I have a fever\"\nurgent = true\n+++\nThis needs a doctor.\n",
        ),
        (
            "not-covered/price.md",
            "+++\ntitle = \"What does it cost?\"\n+++\nPlease ask the shop.\n",
        ),
        (
            "small-talk/hello.md",
            "+++\ntitle = \"Hello\"\nquestions = [\"hi\"]\n+++\nHello there!\n",
        ),
    ] {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    dir
}

fn program(faq: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
    command
        .env_remove("RUST_LOG")
        .env_remove("TELOXIDE_TOKEN")
        .env("FAQ_DIR", faq)
        .stdin(Stdio::null());
    command
}

/// Runs the program with `input` on standard input.
fn fed(command: &mut Command, input: &[u8]) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.stderr(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("piped");
    std::thread::scope(|scope| {
        // The program may stop reading before the end, so a failure to write is none of the test's.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().expect("the program ends")
    })
}

fn ask(args: &[&str]) -> Output {
    let faq = small_faq();
    let mut command = program(faq.path());
    command.arg("ask").args(args).output().expect("the program")
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &str, stderr: &str) {
    let said = String::from_utf8_lossy(&output.stdout);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(stdout), "no {stdout:?} in {said:?}, {told:?}");
    assert!(told.contains(stderr), "no {stderr:?} in {told:?}");
    assert_eq!(output.status.code(), Some(code), "{told}");
}

fn lines(output: &Output) -> Vec<Value> {
    let text = str::from_utf8(&output.stdout).expect("UTF-8");
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("JSON")
}

#[test]
fn question_gets_its_answer_with_tips_and_choices() {
    let expected = "Does it hurt?\nA little.\n\nTips\n• Wash it twice a day.\n\n\
        Source: All about piercing\n\nYou may also want to know:\n[How do I wash it?]\n";
    check(&ask(&["Does it hurt?"]), 0, expected, "");
    check(&ask(&["does", "it", "hurt"]), 0, expected, "");
}

#[test]
fn danger_sign_gets_the_notice_first() {
    let output = ask(&["I have a fever"]);
    check(&output, 0, "I have a fever\nThis needs a doctor.", "");
    assert!(
        output
            .stdout
            .starts_with(b"What you describe may need help right now.")
    );
}

#[test]
fn decline_is_no_failure() {
    check(&ask(&["qwrtz plmnk"]), 0, "You can ask about:\n[", "");
    check(&ask(&[""]), 0, "I found no words", "");
}

#[test]
fn question_is_read_from_standard_input() {
    let faq = small_faq();
    for args in [vec!["ask"], vec!["ask", "-"]] {
        let output = fed(program(faq.path()).args(args), b"Does it hurt?\n");
        check(&output, 0, "A little.", "");
    }
    check(
        &fed(program(faq.path()).arg("ask"), b"\xff\xfe"),
        0,
        "I found no words",
        "",
    );
}

#[test]
fn endless_input_is_read_with_a_bound() {
    let faq = small_faq();
    let output = fed(program(faq.path()).arg("ask"), &b"word ".repeat(1 << 20));
    check(&output, 0, "I read only its first 4,096 characters.", "");
}

#[test]
fn json_has_the_documented_keys() {
    let output = ask(&["Does it hurt?", "--format", "json", "--explain"]);
    let told = lines(&output).remove(0);
    let mut keys: Vec<_> = told.as_object().expect("an object").keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "choices",
            "entries",
            "explanation",
            "micros",
            "outcome",
            "ranked",
            "reply",
            "score",
            "truncated"
        ]
    );
    assert_eq!(told["outcome"], "answer");
    assert_eq!(told["entries"], json!(["pain"]));
    assert_eq!(told["ranked"][0], json!(["pain", told["score"]]));
    let choice = json!([{"label": "How do I wash it?", "entry": "washing"}]);
    assert_eq!(told["choices"], choice);
    let help = ask(&["--help"]);
    for key in keys {
        check(&help, 0, &format!("\n  {key} "), "");
    }
}

#[test]
fn explanation_follows_the_reply() {
    let output = ask(&["Does it hurt?", "--explain"]);
    let plain = ask(&["Does it hurt?"]);
    assert!(output.stdout.starts_with(&plain.stdout));
    assert!(output.stdout.len() > plain.stdout.len());
}

#[test]
fn each_line_gets_its_outcome_and_a_bad_one_an_error() {
    let faq = small_faq();
    let input = b"{\"id\": \"a\", \"text\": \"Does it hurt?\", \"kind\": 3}\n\
        \n{\"id\": \"b\"}\n\xff\n[1]\n{\"id\": 7, \"text\": \"I have a fever\"}\r\n\
        {\"id\": \"c\", \"text\": \"What does it cost?\"}";
    let output = fed(program(faq.path()).args(["ask", "--jsonl"]), input);
    assert_eq!(output.status.code(), Some(1));
    let mut told = lines(&output);
    let ids: Vec<_> = told.iter().map(|line| line["id"].clone()).collect();
    assert_eq!(
        ids,
        [
            json!("a"),
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
            json!(7),
            json!("c")
        ]
    );
    let faults: Vec<_> = told
        .iter()
        .filter_map(|line| line["line"].as_u64())
        .collect();
    assert_eq!(faults, [2, 3, 4, 5]);
    assert!(told[1]["error"].is_string());
    assert_eq!(told[0]["entries"], json!(["pain"]));
    assert_eq!(told[5]["outcome"], "urgent");
    assert_eq!(told[6]["outcome"], "not_covered");
    let keys: Vec<_> = told
        .remove(0)
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        keys,
        ["entries", "id", "micros", "outcome", "ranked", "score"]
    );
}

#[test]
fn line_without_end_does_not_fill_the_memory() {
    let faq = small_faq();
    let mut input = vec![b' '; 3 << 20];
    input.extend(b"\n{\"id\": \"a\", \"text\": \"Hello\"}\n");
    let output = fed(program(faq.path()).args(["ask", "--jsonl"]), &input);
    let told = lines(&output);
    assert_eq!(told[0]["line"], 1);
    assert_eq!(told[1]["outcome"], "small_talk");
}

#[test]
fn each_line_is_answered_before_the_next_is_read() {
    let faq = small_faq();
    let mut command = program(faq.path());
    let piped = command
        .args(["ask", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = piped.spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("piped");
    let mut stdout = child.stdout.take().expect("piped");
    for _ in 0..3 {
        stdin
            .write_all(b"{\"id\": \"a\", \"text\": \"Hello\"}\n")
            .expect("it reads");
        let mut byte = [0];
        while byte != *b"\n" {
            stdout.read_exact(&mut byte).expect("it answers");
        }
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn conversation_can_be_piped_in() {
    let faq = small_faq();
    let input = b"Does it hurt?\n\n1\n/help\n/quit\nHello\n";
    let output = fed(program(faq.path()).arg("chat"), input);
    let said = String::from_utf8_lossy(&output.stdout);
    let places: Vec<_> = [
        "Piercing\nHello! I am",
        "A little.",
        "  1  How do I wash",
        "With salt water.",
        "• /topics – ",
        "/quit leaves",
    ]
    .map(|text| {
        said.rfind(text)
            .unwrap_or_else(|| panic!("no {text:?} in {said}"))
    })
    .to_vec();
    assert!(places.is_sorted(), "{said}");
    assert!(!said.contains("Hello there!"), "it goes on after /quit");
    assert!(!said.contains('\x1b') && !said.contains("> "), "{said}");
    check(&output, 0, "", "");
}

#[test]
fn conversation_ends_with_the_input_and_knows_no_text_that_harms_it() {
    let faq = small_faq();
    let input = b"roller \xff\xfe\x00\x1b[31m\n99\n0\n\n   \n/NOPE\n/topics\n2";
    let output = fed(program(faq.path()).arg("chat"), input);
    check(&output, 0, "I don't know that command", "");
    check(&output, 0, "There is no choice with that number", "");
    assert!(!output.stdout.contains(&0x1b), "it repeats what was typed");
    // The last line has no end, and picks a choice all the same.
    check(&output, 0, "This needs a doctor.", "");
    check(
        &fed(program(faq.path()).arg("chat"), b""),
        0,
        "Piercing\n",
        "",
    );
}

#[test]
fn labelled_questions_are_measured() {
    let faq = small_faq();
    let file = faq.path().join("questions.jsonl");
    let questions = "{\"id\":\"1\",\"text\":\"Does it hurt?\",\"accept\":[\"pain\"],\"kind\":\"plain\"}\n\
        {\"id\":\"2\",\"text\":\"Does it hurt?\",\"accept\":[\"washing\"],\"kind\":\"plain\"}\n\
        {\"id\":\"3\",\"text\":\"Hello\",\"accept\":[\"social\"],\"kind\":\"social\"}\n\
        {\"id\":\"4\",\"text\":\"What does it cost?\",\"accept\":[],\"kind\":\"far\"}\n";
    fs::write(&file, questions).expect("a file");
    let mut command = program(faq.path());
    let output = command
        .arg("eval")
        .arg(&file)
        .output()
        .expect("the program");
    check(
        &output,
        0,
        "1  wrong answer: washing -> answer pain  (2)",
        "",
    );
    let mut json = program(faq.path());
    let json = json.args(["eval", "--format", "json"]).arg(&file);
    let told = lines(&json.output().expect("the program")).remove(0);
    let help = program(faq.path()).args(["eval", "--help"]).output();
    let help = String::from_utf8(help.expect("the program").stdout).expect("UTF-8");
    let keys = [
        &told,
        &told["all"],
        &told["all"]["right"],
        &told["confusions"][0],
    ];
    for key in keys
        .iter()
        .flat_map(|part| part.as_object().expect("an object").keys())
    {
        let is_told = help.contains(&format!("`{key}`")) || help.contains(&format!("\n  {key} "));
        assert!(is_told, "{key} is not documented");
    }
    assert_eq!(
        told["all"]["right"],
        json!({"count": 3, "of": 4, "share": 0.75})
    );
    assert_eq!(told["kinds"][0]["kind"], "plain");
    assert_eq!(told["confusions"][0]["mistake"], "wrong_answer");

    fs::write(
        &file,
        format!("{questions}{{}}\n{}", questions.replace("pain", "pian")),
    )
    .expect("a file");
    let output = command.output().expect("the program");
    check(
        &output,
        1,
        "confusions",
        "questions.jsonl:5: no labelled question: missing field `id`",
    );
    check(
        &output,
        1,
        "confusions",
        "questions.jsonl:6: the FAQ has no entry `pian`",
    );
    check(
        &output,
        1,
        "",
        "questions.jsonl:6: id `1` is already on line 1",
    );
}

#[test]
fn failures_have_their_exit_codes() {
    let faq = small_faq();
    let run = |args: &[&str]| {
        program(faq.path())
            .args(args)
            .output()
            .expect("the program")
    };
    let how = "error: TELOXIDE_TOKEN is not set\n  help: open @BotFather on Telegram, send /newbot";
    check(&run(&[]), 4, "", how);
    check(&run(&["run"]), 4, "", how);
    check(&run(&["sing"]), 2, "", "error: ");
    check(&run(&["ask", "--jsonl", "text"]), 2, "", "error: ");
    check(
        &run(&["eval", "no-such-file"]),
        2,
        "",
        "error: `no-such-file` cannot be read: ",
    );
    check(
        &run(&["--faq", "no-such-folder", "ask", "x"]),
        3,
        "",
        "error: the FAQ cannot be loaded\nno-such-folder",
    );
    check(&run(&["--help"]), 0, "4  there is no token", "");
    check(&run(&["--help"]), 0, "3  the FAQ cannot be loaded", "");
    check(&run(&["--faq", "", "ask", "x"]), 2, "", "unset `FAQ_DIR`");
    let unnamed = program(Path::new("")).args(["ask", "x"]).output();
    check(&unnamed.expect("the program"), 2, "", "unset `FAQ_DIR`");
    check(&run(&["eval", "."]), 2, "", "error: `.` cannot be read: ");
    check(
        &run(&["eval", "-"]),
        1,
        "",
        "`-` holds no labelled question",
    );
}

#[test]
fn closed_pipe_ends_quietly() {
    let faq = small_faq();
    for args in [["ask", "Hello"], ["ask", "--jsonl"], ["chat", "--faq=."]] {
        let mut command = program(faq.path());
        let piped = command.current_dir(&faq).args(args).stdin(Stdio::piped());
        let mut child = piped
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().expect("piped");
        // The program may have ended already.
        let _ = stdin.write_all(b"{\"id\": \"a\", \"text\": \"Hello\"}\n");
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        check(&output, 0, "", "");
        assert!(output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn log_never_shows_what_people_write() {
    let faq = small_faq();
    let mut command = program(faq.path());
    let command = command
        .env("RUST_LOG", "trace")
        .args(["ask", "Does it hurt?"]);
    let output = command.output().expect("the program");
    check(&output, 0, "", "loaded 5 entries with 7 phrasings");
    check(&output, 0, "", "outcome=answer");
    let log = String::from_utf8_lossy(&output.stderr).to_lowercase();
    assert!(!log.contains("hurt"), "{log}");
    let quiet = program(faq.path()).args(["ask", "Does it hurt?"]).output();
    assert!(quiet.expect("the program").stderr.is_empty());
}

#[cfg(unix)]
#[test]
fn without_token_a_person_at_the_terminal_gets_a_conversation_after_one_line() {
    use std::fs::File;

    let faq = small_faq();
    let terminal = nix::pty::openpty(None, None).expect("a terminal");
    let screen = || Stdio::from(terminal.slave.try_clone().expect("the terminal"));
    let mut command = program(faq.path());
    command.stdin(screen()).stdout(screen()).stderr(screen());
    let mut child = command.env("TERM", "dumb").spawn().expect("the program");
    // Only the program keeps the terminal open.
    drop((command, terminal.slave));
    let mut keys = File::from(terminal.master.try_clone().expect("the keyboard"));
    keys.write_all(b"Does it hurt?\n/quit\n").expect("typed");
    let mut shown = Vec::new();
    // Reading fails when the program has left the terminal.
    let _ = File::from(terminal.master).read_to_end(&mut shown);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
    let shown = String::from_utf8_lossy(&shown);
    let told = shown.find(
        "TELOXIDE_TOKEN is not set, so this is a conversation here; for Telegram, open @BotFather",
    );
    let answered = shown.find("A little.");
    assert!(told.is_some() && told < answered, "{shown}");
}
