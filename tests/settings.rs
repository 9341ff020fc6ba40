//! Settings are told alike in `.env.example`, in `--help` and in the README, and wrong ones stop the start.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use skincare_faq_bot::config::SETTINGS;
use tempfile::TempDir;

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file")
}

/// The program without any settings, in an empty folder.
fn program(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
    for setting in SETTINGS {
        command.env_remove(setting.name);
    }
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a place for temporary files")
}

#[track_caller]
fn refused(output: &Output, message: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(message), "no {message:?} in {told:?}");
}

#[test]
fn example_file_has_every_setting_and_no_other() {
    let text = file(".env.example");
    for setting in SETTINGS {
        let unit = match setting.default {
            "" => format!("({}; default: not set)", setting.unit),
            _ => format!("({})", setting.unit),
        };
        let shown = format!(
            "\n# {} {unit}\n#{}={}\n",
            setting.sentence, setting.name, setting.default
        );
        assert!(text.contains(&shown), "no {shown:?}");
    }
    let known = text.lines().filter(|line| {
        line.strip_prefix('#')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    assert_eq!(known.count(), SETTINGS.len());
}

#[test]
fn example_file_can_be_used_as_it_is() {
    let folder = folder();
    let text = file(".env.example").replace("\n#", "\n");
    let lines = text.lines().filter(|line| !line.starts_with([' ', '#']));
    let text: Vec<&str> = lines.collect();
    fs::write(folder.path().join(".env"), text.join("\n")).expect("a file");
    let output = program(&folder).arg("run").output().expect("the program");
    assert_eq!(output.status.code(), Some(4), "{output:?}");
}

#[test]
fn readme_has_every_setting_in_its_table() {
    let text = file("README.md");
    for setting in SETTINGS {
        let default = match setting.default {
            "" => "not set".to_owned(),
            default => format!("`{default}`"),
        };
        let row = format!(
            "\n| `{}` | {default} | {} | {} |\n",
            setting.name, setting.unit, setting.sentence
        );
        assert!(text.contains(&row), "no {row:?}");
    }
    let (_, table) = text.split_once("\n| setting |").expect("a table");
    let (table, _) = table.split_once("\n\n").expect("its end");
    assert_eq!(table.lines().count(), SETTINGS.len() + 2);
}

#[test]
fn help_has_every_setting() {
    let folder = folder();
    let output = program(&folder).arg("--help").output();
    let help = String::from_utf8(output.expect("the program").stdout).expect("UTF-8");
    for setting in SETTINGS {
        let default = match setting.default {
            "" => "not set",
            default => default,
        };
        let shown = format!(
            "\n  {} ({}; default: {default})\n      {}",
            setting.name, setting.unit, setting.sentence
        );
        assert!(help.contains(&shown), "no {shown:?} in {help}");
    }
}

#[test]
fn exit_codes_are_told_in_the_help_and_in_the_readme() {
    let folder = folder();
    let output = program(&folder).arg("--help").output();
    let help = String::from_utf8(output.expect("the program").stdout).expect("UTF-8");
    let readme = file("README.md");
    for code in [0, 1, 2, 3, 4, 5, 6, 130] {
        assert!(help.contains(&format!("\n  {code}  ")), "{code} in {help}");
        assert!(readme.contains(&format!("\n| {code} | ")), "{code}");
    }
}

#[test]
fn wrong_values_stop_the_start_with_name_found_and_allowed() {
    let cases = [
        (
            "TELOXIDE_API_URL",
            "localhost:8081",
            "`TELOXIDE_API_URL` must be an address that begins with http:// or https://, such as http://localhost:8081, found `localhost:8081`",
        ),
        (
            "FLOOD_BURST",
            "0",
            "`FLOOD_BURST` must be a whole number from 1 to 1000000, found `0`",
        ),
        (
            "FLOOD_PER_MINUTE",
            "1.5",
            "`FLOOD_PER_MINUTE` must be a whole number from 1 to 1000000, found `1.5`",
        ),
        (
            "UNANSWERED",
            "no",
            "`UNANSWERED` must be on or off, found `no`",
        ),
        (
            "UNANSWERED_DAYS",
            "366",
            "`UNANSWERED_DAYS` must be a whole number from 1 to 365, found `366`",
        ),
        (
            "UNANSWERED_MIN_ASKERS",
            "0",
            "`UNANSWERED_MIN_ASKERS` must be a whole number from 1 to 100, found `0`",
        ),
        (
            "RUST_LOG",
            "verbose",
            "`RUST_LOG` must be off, error, warn, info, debug or trace, ",
        ),
        ("RUST_LOG", "verbose", "found `verbose`"),
        (
            "WEBHOOK_URL",
            "http://example.org/hook",
            "`WEBHOOK_URL` must be an address that begins with https://",
        ),
        (
            "WEBHOOK_URL",
            "https://example.org/123:hidden",
            "`WEBHOOK_URL` must be an address without the token",
        ),
        (
            "WEBHOOK_SECRET",
            "hidden secret",
            "`WEBHOOK_SECRET` must be 1 to 256 of the characters",
        ),
        (
            "HEALTH_ADDR",
            "localhost",
            "`HEALTH_ADDR` must be an IP address and a port",
        ),
        (
            "OPERATOR_CHAT_IDS",
            "123456789, @boss",
            "`OPERATOR_CHAT_IDS` must be ids of chats with commas between, such as 123456789",
        ),
        (
            "DATABASE_URL",
            "mysql://bot:hidden@localhost",
            "`DATABASE_URL` must be an address that begins with postgres://",
        ),
        (
            "STORAGE_KEY_FILE",
            "data/storage.key",
            "`STORAGE_KEY_FILE` must be a file outside of `DATA_DIR`",
        ),
        (
            "TELOXIDE_TOKEN",
            "123:a/b",
            "`TELOXIDE_TOKEN` must be a token as @BotFather gives it",
        ),
    ];
    for command in ["run", "doctor"] {
        for (name, value, message) in cases {
            let folder = folder();
            let mut program = program(&folder);
            program.args([
                command,
                "--faq",
                concat!(env!("CARGO_MANIFEST_DIR"), "/faq"),
            ]);
            program.env("TELOXIDE_TOKEN", "123:hidden").env(name, value);
            let output = program.output().expect("the program");
            refused(&output, message);
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(!told.contains("hidden") && !told.contains("a/b"), "{told}");
        }
    }
    let folder = folder();
    let empty = program(&folder).arg("run").env("FAQ_DIR", "").output();
    refused(&empty.expect("the program"), "unset `FAQ_DIR`");
}

#[cfg(unix)]
#[test]
fn value_that_is_no_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    for name in ["TELOXIDE_TOKEN", "FLOOD_BURST", "TELOXIDE_API_URL"] {
        let folder = folder();
        let mut program = program(&folder);
        program.arg("run").env(name, OsStr::from_bytes(b"\xff"));
        let output = program.output().expect("the program");
        let message = format!("`{name}` must be text in UTF-8, found other bytes");
        refused(&output, &message);
    }
}

#[test]
fn environment_goes_before_the_file() {
    let folder = folder();
    fs::write(folder.path().join(".env"), "FLOOD_BURST=from-file\n").expect("a file");
    let from_file = program(&folder).arg("run").output().expect("the program");
    refused(&from_file, "found `from-file`");
    let mut both = program(&folder);
    let both = both.arg("run").env("FLOOD_BURST", "from-environment");
    refused(
        &both.output().expect("the program"),
        "found `from-environment`",
    );
}

#[test]
fn broken_file_is_told_by_line_and_not_shown() {
    let folder = folder();
    for (text, told) in [
        (
            "# a comment\nTELOXIDE_TOKEN 123:secret\n",
            "error: `.env` cannot be read: line 2 is no NAME=value",
        ),
        (
            "FLOOD_BURST=\"1\0secret\"\n",
            "error: `.env` cannot be read: it holds a NUL character",
        ),
    ] {
        fs::write(folder.path().join(".env"), text).expect("a file");
        let output = program(&folder).arg("run").output().expect("the program");
        refused(&output, told);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("secret"));
    }
    fs::write(folder.path().join(".env"), b"A=\xff\n").expect("a file");
    let output = program(&folder).arg("run").output().expect("the program");
    refused(&output, "error: `.env` cannot be read: ");
}
