//! What comes in.

use std::fs;

use super::{TABLE, check, run, small_faq};

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
    let told = "1 entry was there already, to the letter\nNothing is left to write to faq.\n";
    check(&run(folder.path(), &args, ""), 0, told, "");
    let edited = fs::read_to_string(&written).unwrap() + "Or by bank.\n";
    fs::write(&written, &edited).unwrap();
    let output = run(folder.path(), &args, "");
    assert_eq!(fs::read_to_string(&written).unwrap(), edited);
    check(
        &output,
        1,
        "",
        "error: nothing was imported\nqna.tsv:2: the entry `do-you-take-cards` is there already, and \
         says something else (faq/not-covered/do-you-take-cards.md)\n  help: remove it here or there, or import into an \
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
fn what_check_calls_an_error_is_not_written() {
    let folder = small_faq();
    let refused = |text: &str, told: &str| {
        fs::write(folder.path().join("in.csv"), text).unwrap();
        let output = run(folder.path(), &["import", "in.csv", "--into", "faq"], "");
        check(
            &output,
            1,
            "",
            &format!("error: nothing was imported\n{told}"),
        );
        let topics = fs::read_dir(folder.path().join("faq/topics")).unwrap();
        assert_eq!(topics.count(), 3);
    };
    let differ = "  help: keep it in one of them, or make the two different\n";
    let allowed =
        "cannot be shown; allowed are paragraphs, **bold**, *italic*, lists, links and quotes\n";
    refused(
        "question,answer\nMay I fish?,No.\nIs it painful?,No.\n\"Con?\",x\ncon,y\nfish,\"Not at all.\n\n\
         # Really\n\n`no`, [see](foo.md)\n\n|a|b|\n|-|-|\"\nlast,No.\n",
        &format!(
            "in.csv:3: phrasing \"Is it painful?\" also belongs to `pain` (faq/topics/pain.md:4)\n{differ}\
             in.csv:4: phrasing \"Con?\" also belongs to `con-2` (in.csv:5)\n{differ}\
             in.csv:6: Telegram does not open a link to `foo.md`; allowed are `https://`, `http://`, `tg://`\n  \
             help: write the whole address; e-mail addresses and phone numbers as plain text\n\
             in.csv:6: a heading {allowed}  help: make it a line of its own in **bold**; below a text, `---` \
             or `===` makes that a heading\n\
             in.csv:6: a table {allowed}  help: make it a list\n\
             in.csv:6: code {allowed}  help: remove the backticks\n"
        ),
    );
    refused(
        "question,answer\nMay I fish?,No.\nIs it painful?,No.\n",
        &format!(
            "in.csv:3: phrasing \"Is it painful?\" also belongs to `pain` (faq/topics/pain.md:4)\n{differ}"
        ),
    );
    refused(
        "title,answer,tips,questions\nDogs,No.,son,\nCats,No.,,\"cats\n\n??\"\n",
        "in.csv:2: `tips` names `son`, which is no entry\n  help: write the name of an entry's file, without \
         `.md`\n\
         in.csv:3: phrasing \"??\" holds no letters\n  help: write it in words, or remove it\n\
         in.csv:3: phrasing \"cats\" is already on line 3\n  help: remove one of the two; the title is a \
         phrasing too\n",
    );
    refused(
        "title,answer,not\nMay dogs come along?,No.,may dogs please come along\n",
        "in.csv:2: `not` holds \"may dogs please come along\", which is answered with \
         `may-dogs-come-along` all the same\n  help: write it as a phrasing of the entry that should take \
         it, or reword the phrasings that are like it\n",
    );
    refused(
        &format!("question,answer\nMay I fish?,{}\n", "No. ".repeat(1200)),
        "in.csv:2: the reply with this answer must be at most 4096 UTF-16 units long, found 4839\n  help: \
         shorten the answer, or make two entries of it\n",
    );
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
         with the encoding UTF-8; a spreadsheet calls that `CSV UTF-8`\n",
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
