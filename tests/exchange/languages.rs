//! A FAQ in several languages, out and in again.

use std::fs;
use std::path::{Path, PathBuf};

use skincare_faq_bot::faq::{Entry, load_all};
use tempfile::TempDir;

use super::{check, run, small_faq};

fn faq() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/languages/faq")
}

/// What the entries of a FAQ say that are written in the language, without where they stand.
fn written(folder: &Path, language: &str) -> Vec<Entry> {
    let languages = load_all(folder).unwrap();
    let faq = languages.into_iter().find(|faq| faq.language() == language);
    let own = faq.unwrap().entries.into_iter();
    let own = own.filter(|entry| !entry.is_lent).map(|mut entry| {
        entry.path = PathBuf::new();
        let lists = [&mut entry.questions, &mut entry.not, &mut entry.tips];
        let texts = lists.into_iter().flatten().chain(&mut entry.related);
        let single = [&mut entry.title, &mut entry.body];
        texts
            .chain(&mut entry.tip)
            .chain(single)
            .for_each(|text| text.line = 1);
        entry
    });
    own.collect()
}

#[test]
fn every_language_comes_back_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let (faq, copy) = (faq(), home.path().join("copy"));
    let at = |folder: &Path| folder.to_str().unwrap().to_owned();
    // The default language first: the others need it.
    for language in ["en", "de", "ru"] {
        let table = format!("{language}.csv");
        let mut args = vec!["export", "--format", "csv", "--output", &table];
        let source = at(&faq);
        args.extend(["--faq", &source, "--language", language]);
        check(&run(home.path(), &args, ""), 0, "", "");
        let into = at(&copy);
        let mut args = vec!["import", &table, "--into", &into];
        if language != "en" {
            args.extend(["--language", language]);
        }
        let output = run(home.path(), &args, "");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let entries = written(&faq, language);
        assert!(entries.len() > 3);
        assert_eq!(written(&copy, language), entries);
    }
    assert!(copy.join("de/topics/size.md").exists());
    assert!(!copy.join("de/bot.toml").exists());
}

/// A FAQ with a translation of one of its entries.
fn half_translated() -> TempDir {
    let folder = small_faq();
    let table = "id,title,answer\npain,Tut es weh?,Ein wenig.\n";
    let args = ["import", "-", "--format", "csv", "--into", "faq"];
    let output = run(
        folder.path(),
        &[&args[..], &["--language", "DE"]].concat(),
        table,
    );
    check(
        &output,
        0,
        "1 entry written to faq/de: 1 in topics\nNow look at them, and run `check --faq faq`.\n",
        "",
    );
    folder
}

#[test]
fn leaflet_has_what_is_not_translated_and_the_table_has_not() {
    let folder = half_translated();
    let export = |format: &str| {
        let args = ["export", "--format", format, "--language", "de"];
        String::from_utf8(run(folder.path(), &args, "").stdout).unwrap()
    };
    let table = export("csv");
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains("\npain,topic,Tut es weh?,"), "{table}");
    let told = "Sorry, this answer is not translated yet:";
    let leaflet = export("md");
    assert!(
        leaflet.contains(&format!("I have a fever\n\n{told}\n\nThis needs a doctor.")),
        "{leaflet}"
    );
    assert!(leaflet.contains("Tut es weh?\n\nEin wenig."), "{leaflet}");
    let page = export("html");
    assert!(page.contains("<html lang=\"de\">"), "{page}");
    assert!(
        page.contains(&format!("</h3>\n<p>{told}</p>\n<p>This needs")),
        "{page}"
    );
}

#[test]
fn language_that_is_not_there_is_told() {
    let folder = half_translated();
    check(
        &run(folder.path(), &["export", "--language", "fr"], ""),
        2,
        "",
        "error: `--language` must be one of `en`, `de`, found `fr`\n  help: leave it out, or add a \
         folder of that name to the FAQ\n",
    );
    let import = |into: &str, language: &str| {
        let args = ["import", "-", "--format", "csv", "--into", into];
        let args = [&args[..], &["--language", language]].concat();
        run(folder.path(), &args, "question,answer\nNeu?,Ja.\n")
    };
    // What is no language, and a FAQ that is not there, so that nobody could read a translation.
    assert_eq!(import("faq", "deutsch").status.code(), Some(2));
    assert_eq!(import("none", "de").status.code(), Some(3));
    assert!(!folder.path().join("none").exists());
    // The default language stands in no folder of its own.
    assert_eq!(import("faq", "en").status.code(), Some(0));
    assert!(folder.path().join("faq/topics/neu.md").exists());
}

#[test]
fn folder_whose_name_is_not_enough_says_which_language_it_holds() {
    let folder = small_faq();
    let import = || {
        let args = ["import", "-", "--format", "csv", "--into", "faq"];
        let args = [&args[..], &["--language", "gsw"]].concat();
        run(
            folder.path(),
            &args,
            "id,title,answer\npain,Tuet's weh?,Es bitzli.\n",
        )
    };
    let bot = folder.path().join("faq/gsw/bot.toml");
    fs::create_dir_all(bot.parent().unwrap()).unwrap();
    fs::write(&bot, "name = \"Fragen\"\n").unwrap();
    check(
        &import(),
        2,
        "",
        "error: nothing was imported: faq/gsw is not read as the language `gsw`\n  help: write \
         `language = \"gsw\"` into faq/gsw/bot.toml\n",
    );
    assert!(!folder.path().join("faq/gsw/topics").exists());
    fs::remove_file(&bot).unwrap();
    assert_eq!(import().status.code(), Some(0));
    assert_eq!(fs::read_to_string(&bot).unwrap(), "language = \"gsw\"\n");
}
