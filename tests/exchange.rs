//! `import` and `export`, end to end.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

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

const MARKDOWN: &str = "# Piercing

This is general information and no personal advice.

> What you describe may need help right now. Please contact a professional without delay. In an emergency, call your local emergency number.

> Your *doctor*

## Contents

- [I have a fever](#fever)
- [Does it hurt?](#pain)
- [How do I wash it?](#washing)

## When not to wait

### <a id=\"fever\"></a>I have a fever

This needs a doctor.

## Before \\& after

### <a id=\"pain\"></a>Does it hurt?

**A little.**

- not for long

## More questions

### <a id=\"washing\"></a>How do I wash it?

With [salt water](https://salt.example/?a=1&b=2).

> Wash it twice a day.

## What is not answered here

- What does it cost?

---

Source: All about piercing · reviewed 2026-01-02
";

const TABLE: &str = "id,kind,title,questions,not,tip,tips,related,urgent,section,reviewed,review_by,answer
fever,topic,I have a fever,,,,,,true,,,,This needs a doctor.
hello,small-talk,Hello,,,,,,,,,,Hello there!
pain,topic,Does it hurt?,\"is it painful
ouch, \"\"ouch\"\"\",,,washing,,,Before & after,2026-01-02,,\"**A little.**

- not for long\"
price,not-covered,What does it cost?,,,,,,,,,,Please ask the shop.
washing,topic,How do I wash it?,,,Wash it twice a day.,,,,,,,With [salt water](https://salt.example/?a=1&b=2).
";

#[test]
fn leaflet_and_table_are_printed() {
    let folder = small_faq();
    check(&run(folder.path(), &["export"], ""), 0, MARKDOWN, "");
    check(
        &run(folder.path(), &["export", "--format", "csv"], ""),
        0,
        TABLE,
        "",
    );
}

#[test]
fn answer_that_was_not_reviewed_in_time_is_marked_or_not_printed() {
    let folder = small_faq();
    let place = |name: &str| folder.path().join("faq").join(name);
    let text = fs::read_to_string(place("topics/washing.md")).unwrap();
    let aged = text.replacen("title", "review_by = 2020-02-01\ntitle", 1);
    fs::write(place("topics/washing.md"), aged).unwrap();
    for format in ["md", "html"] {
        let export = || run(folder.path(), &["export", "--format", format], "").stdout;
        let text = String::from_utf8(export()).unwrap();
        assert!(text.contains("due for review on 2020-02-01"), "{text}");
        assert!(text.contains("salt water"), "{text}");
        let words = fs::read_to_string(place("bot.toml")).unwrap();
        fs::write(
            place("bot.toml"),
            format!("{words}\n[aging]\noverdue = \"withhold\"\n"),
        )
        .unwrap();
        let text = String::from_utf8(export()).unwrap();
        assert!(text.contains("This answer is being reviewed"), "{text}");
        assert!(!text.contains("salt water"), "{text}");
        assert!(!text.contains("twice a day"), "{text}");
        fs::write(place("bot.toml"), words).unwrap();
    }
}

#[test]
fn page_is_written_to_a_file() {
    let folder = small_faq();
    let args = ["export", "--format", "html", "--output", "leaflet.html"];
    fs::write(folder.path().join("leaflet.html"), "old").unwrap();
    check(&run(folder.path(), &args, ""), 0, "", "");
    let page = fs::read_to_string(folder.path().join("leaflet.html")).unwrap();
    let body = page.split_once("<body dir=\"auto\">\n").unwrap().1;
    assert_eq!(
        body,
        "<h1>Piercing</h1>
<p>This is general information and no personal advice.</p>
<aside class=\"notice\">
<p>What you describe may need help right now. Please contact a professional without delay. In an emergency, call your local emergency number.</p>
<p>Your <em>doctor</em></p>
</aside>
<h2>Contents</h2>
<nav>
<ul>
<li><a href=\"#fever\">I have a fever</a></li>
<li><a href=\"#pain\">Does it hurt?</a></li>
<li><a href=\"#washing\">How do I wash it?</a></li>
</ul>
</nav>
<h2>When not to wait</h2>
<article id=\"fever\">
<h3>I have a fever</h3>
<p>This needs a doctor.</p>
</article>
<h2>Before &amp; after</h2>
<article id=\"pain\">
<h3>Does it hurt?</h3>
<p><strong>A little.</strong></p>
<ul>
<li>not for long</li>
</ul>
</article>
<h2>More questions</h2>
<article id=\"washing\">
<h3>How do I wash it?</h3>
<p>With <a href=\"https://salt.example/?a=1&amp;b=2\">salt water</a>.</p>
<div class=\"tip\">
<p>Wash it twice a day.</p>
</div>
</article>
<h2>What is not answered here</h2>
<ul>
<li>What does it cost?</li>
</ul>
<footer><p>Source: All about piercing · reviewed 2026-01-02</p></footer>
</body>
</html>
"
    );
    for expected in [
        "<!DOCTYPE html>\n<html lang=\"en\">",
        "@media print",
        "<title>Piercing</title>",
    ] {
        assert!(page.contains(expected), "no {expected:?} in {page}");
    }
}

#[test]
fn table_is_read_back_into_an_empty_folder() {
    let folder = small_faq();
    let output = run(
        folder.path(),
        &["import", "-", "--format", "csv", "--into", "new/copy"],
        TABLE,
    );
    check(
        &output,
        0,
        "5 entries written to new/copy: 3 in topics, 1 in not-covered, 1 in small-talk\n\
         Now look at them, and run `check --faq new/copy`.\n",
        "",
    );
    let args = ["export", "--format", "csv", "--faq", "new/copy"];
    check(&run(folder.path(), &args, ""), 0, TABLE, "");
    assert_eq!(
        fs::read_to_string(folder.path().join("new/copy/topics/pain.md")).unwrap(),
        "+++\ntitle = \"Does it hurt?\"\nquestions = [\n  \"is it painful\",\n  \"ouch, \\\"ouch\\\"\",\n]\n\
         tips = [\"washing\"]\nsection = \"Before & after\"\nreviewed = 2026-01-02\n+++\n**A little.**\n\n\
         - not for long\n"
    );
}

#[test]
fn questions_of_another_make_join_a_faq() {
    let folder = small_faq();
    fs::write(
        folder.path().join("qna.tsv"),
        "Question\tAnswer\tSource\tQnaId\nDo you take cards?\tNo.\\n\\nCash only.\tshop\t4\n\
         can I pay by card\tNo.\\n\\nCash only.\tshop\t4\n",
    )
    .unwrap();
    let args = [
        "import",
        "qna.tsv",
        "--into",
        "faq",
        "--kind",
        "not-covered",
    ];
    let output = run(folder.path(), &args, "");
    let told =
        "1 entry written to faq: 1 in not-covered\nNow look at them, and run `check --faq faq`.\n";
    check(&output, 0, told, "");
    let written = folder.path().join("faq/not-covered/do-you-take-cards.md");
    assert_eq!(
        fs::read_to_string(&written).unwrap(),
        "+++\ntitle = \"Do you take cards?\"\nquestions = [\n  \"can I pay by card\",\n]\n+++\nNo.\n\n\
         Cash only.\n"
    );
    let output = run(folder.path(), &args, "");
    check(
        &output,
        1,
        "",
        "error: nothing was imported\nqna.tsv:2: the entry `do-you-take-cards` is there already \
         (faq/not-covered/do-you-take-cards.md)\n  help: remove it here or there, or import into an \
         empty folder; nothing is overwritten\n",
    );
    fs::write(folder.path().join("faq/bot.toml"), "nmae = \"x\"").unwrap();
    let output = run(
        folder.path(),
        &["import", "-", "--format", "json", "--into", "faq"],
        r#"[{"question": "New?", "answer": "Yes."}]"#,
    );
    assert_eq!(output.status.code(), Some(3));
    assert!(!folder.path().join("faq/topics/new.md").exists());
}

#[test]
fn wrong_use_is_told_from_wrong_input() {
    let folder = small_faq();
    fs::write(folder.path().join("in.txt"), "question,answer\n").unwrap();
    fs::write(folder.path().join("in.csv"), b"question,answer\na,\xe9\n").unwrap();
    check(
        &run(folder.path(), &["import", "in.txt", "--into", "new"], ""),
        2,
        "",
        "error: it is not known how `in.txt` is written\n  help: say it with `--format csv`, `tsv` or \
         `json`\n",
    );
    check(
        &run(folder.path(), &["import", "in.csv", "--into", "new"], ""),
        1,
        "",
        "error: nothing was imported\nin.csv:2: is not UTF-8 text: found byte 0xE9\n  help: save the file \
         with the encoding UTF-8\n",
    );
    for (args, code) in [
        (&["import", "in.csv"][..], 2),
        (&["import", "none.csv", "--into", "new"], 2),
        (&["import", "in.csv", "--into", "new", "--kind", "faq"], 2),
        (&["export", "--faq", "none"], 3),
        (&["export", "--output", "none/leaflet.md"], 2),
        (&["import", "--help"], 0),
        (&["export", "--help"], 0),
    ] {
        let output = run(folder.path(), args, "");
        assert_eq!(output.status.code(), Some(code), "{args:?}: {output:?}");
    }
    assert!(!folder.path().join("new").exists());
}
