//! `import` and `export`, end to end.

mod export;
mod import;
mod interrupted;
mod languages;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const TABLE: &str = "id,kind,title,questions,not,tip,tips,related,urgent,section,reviewed,review_by,answer
fever,topic,I have a fever,,,,,,true,,,,This needs a doctor.
hello,small-talk,Hello,,,,,,,,,,Hello there!
pain,topic,Does it hurt?,\"is it painful
ouch, \"\"ouch\"\"\",,,washing,,,Before & after,2026-01-02,,\"**A little.**

- not for long\"
price,not-covered,What does it cost?,,,,,,,,,,Please ask the shop.
washing,topic,How do I wash it?,,,Wash it twice a day.,,,,,,,With [salt water](https://salt.example/?a=1&b=2).
";

/// A FAQ of a danger sign, two topics, a question that is not covered and a greeting.
fn small_faq() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        (
            "faq/bot.toml",
            "name = \"Piercing\"\narticle = \"All about piercing\"\ncontact = \"Your *doctor*\"\n",
        ),
        (
            "faq/topics/pain.md",
            "+++\n# Asked every day.\ntitle = \"Does it hurt?\"\nquestions = [\"is it painful\", \"ouch, \
             \\\"ouch\\\"\"]\ntips = [\"washing\"]\nsection = \"Before & after\"\nreviewed = 2026-01-02\n\
             +++\n**A little.**\n\n- not for long\n",
        ),
        (
            "faq/topics/washing.md",
            "+++\ntitle = \"How do I wash it?\"\ntip = \"Wash it twice a day.\"\n+++\nWith [salt \
             water](https://salt.example/?a=1&b=2).\n",
        ),
        (
            "faq/topics/fever.md",
            "+++\ntitle = \"I have a fever\"\nurgent = true\n+++\nThis needs a doctor.\n",
        ),
        (
            "faq/not-covered/price.md",
            "+++\ntitle = \"What does it cost?\"\n+++\nPlease ask the shop.\n",
        ),
        (
            "faq/small-talk/hello.md",
            "+++\ntitle = \"Hello\"\n+++\nHello there!\n",
        ),
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs the program where `folder` is, with `input` on standard input.
fn run(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .env_remove("FAQ_DIR")
        .env_remove("RUST_LOG")
        .env_remove("TELOXIDE_TOKEN")
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may not want it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &str, stderr: &str) {
    let said = str::from_utf8(&output.stdout).unwrap();
    let told = str::from_utf8(&output.stderr).unwrap();
    assert_eq!(
        (said, told, output.status.code()),
        (stdout, stderr, Some(code))
    );
}
