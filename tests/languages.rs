//! A FAQ in several languages: which of them answers, and what it makes of a message.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::Value;
use skincare_faq_bot::assistant::{Assistant, EditionIndex};
use skincare_faq_bot::faq::{Faq, load, load_all, survey};
use skincare_faq_bot::reply::{self, render};

/// The day on which the FAQ is read.
const TODAY: Date = date(2026, 11, 22);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/languages/faq")
}

fn boat_hire() -> Assistant {
    Assistant::load(&folder()).unwrap()
}

/// The language of the answer, its outcome and its entries, to somebody who speaks `speaks`.
fn told(assistant: &Assistant, speaks: Option<&str>, text: &str) -> String {
    let edition = assistant.choose(text, assistant.for_speaker(speaks));
    let edition = assistant.edition(edition);
    let outcome = edition.decide(text).0.outcome;
    let entries = outcome.entries();
    let ids = entries
        .iter()
        .map(|entry| edition.faq().entry(*entry).id.as_str());
    let told = [edition.language(), outcome.name()].into_iter().chain(ids);
    told.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check_all(cases: &[(&str, &str)]) {
    let assistant = boat_hire();
    let wrong = cases.iter().filter_map(|(text, expected)| {
        let found = told(&assistant, None, text);
        (found != *expected).then(|| format!("{text:?}: {found}, not {expected}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn german_is_understood_with_its_umlauts_in_any_spelling_and_with_typing_errors() {
    check_all(&[
        ("Öffnungszeiten?", "de answer opening"),
        ("oeffnungszeiten", "de answer opening"),
        ("offnungszeiten", "de answer opening"),
        ("wann habt ihr geoeffnet", "de answer opening"),
        ("wann habt ihr geöfnet", "de answer opening"),
        ("brauche ich einen fuehrerschein", "de answer licence"),
        ("brauch ich nen Fürerschein", "de answer licence"),
        ("Brauchen wir Führerscheine?", "de answer licence"),
        ("wie viele Personen passen rein", "de answer size"),
        (
            "Brauche ich einen Führerschein? Wie viele Leute passen rein",
            "de answer licence size",
        ),
        (
            "Wir waren gestern schon einmal da. Wann ist denn heute geöffnet?",
            "de answer opening",
        ),
        ("Hallo, wann habt ihr geöffnet?", "de answer opening"),
    ]);
}

#[test]
fn german_danger_what_is_not_covered_and_small_talk_are_told_apart() {
    check_all(&[
        ("Unser Kahn sinkt!!", "de urgent distress"),
        ("unser bot sinckt", "de urgent distress"),
        ("wasser laeuft rein", "de urgent distress"),
        (
            "Wann schließen Sie? Wir gehen unter!",
            "de urgent distress opening",
        ),
        ("was kostet das boot am tag", "de not_covered price"),
        ("Wie teuer ist das?", "de not_covered price"),
        ("hallo", "de small_talk greeting"),
        ("vielen dank!", "de small_talk thanks"),
        ("Kann man hier Elefanten jonglieren?", "de decline"),
    ]);
}

#[test]
fn russian_is_understood_in_its_forms() {
    check_all(&[
        ("Лодка тонет!", "ru urgent distress"),
        ("наши лодки тонут", "ru urgent distress"),
        ("часы работы?", "ru answer opening"),
        ("сколько стоит лодка на день", "ru not_covered price"),
        ("Сколько мест в лодках", "ru answer size"),
        ("привет", "ru small_talk greeting"),
    ]);
}

#[test]
fn message_itself_decides_before_the_language_that_is_set() {
    let assistant = boat_hire();
    for (speaks, text, expected) in [
        ("de", "when do you open", "en answer opening"),
        ("en", "Wann ist geöffnet?", "de answer opening"),
        ("ru", "do i need a licence", "en answer licence"),
        ("en", "hallo", "de small_talk greeting"),
    ] {
        assert_eq!(told(&assistant, Some(speaks), text), expected);
    }
}

#[test]
fn language_that_is_set_decides_where_the_message_does_not() {
    let assistant = boat_hire();
    for (speaks, expected) in [
        ("de", "de decline"),
        ("de-AT", "de decline"),
        ("DE", "de decline"),
        ("ru", "ru decline"),
        ("en", "en decline"),
        ("fr", "en decline"),
        ("", "en decline"),
    ] {
        assert_eq!(
            told(&assistant, Some(speaks), "qwertz 123"),
            expected,
            "{speaks}"
        );
    }
    assert_eq!(told(&assistant, None, ""), "en decline");
}

#[test]
fn danger_is_told_in_whatever_language_it_stands() {
    let assistant = boat_hire();
    for (speaks, text, expected) in [
        ("de", "our boat is sinking", "en urgent distress"),
        ("ru", "Unser Boot sinkt", "de urgent distress"),
        // Most words are of another language.
        (
            "de",
            "Guten Tag, ich brauche einen Führerschein. The boat has a leak!",
            "en urgent distress",
        ),
        ("en", "when do you open? Лодка тонет", "ru urgent distress"),
        // Nothing of it is spelled as in any language.
        ("de", "sinkking", "en urgent distress"),
    ] {
        assert_eq!(told(&assistant, Some(speaks), text), expected, "{text}");
    }
}

#[test]
fn language_is_looked_up_by_the_longest_beginning_of_its_tag() {
    let home = tempfile::tempdir().unwrap();
    let entry = "+++\ntitle = \"T\"\n+++\nB.\n";
    for language in ["", "pt", "pt-BR", "zh-Hant"] {
        let topics = home.path().join(language).join("topics");
        fs::create_dir_all(&topics).unwrap();
        fs::write(topics.join("a.md"), entry).unwrap();
    }
    let assistant = Assistant::load(home.path()).unwrap();
    for (speaks, expected) in [
        ("pt-br", "pt-BR"),
        ("pt-BR-abl1943", "pt-BR"),
        ("pt-PT", "pt"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-CN", "zh-Hant"),
        ("zh", "zh-Hant"),
        ("de", "en"),
        ("-", "en"),
        ("", "en"),
    ] {
        let found = assistant.edition(assistant.for_speaker(Some(speaks)));
        assert_eq!(found.language(), expected, "{speaks}");
    }
}

#[test]
fn what_is_not_translated_is_lent_with_a_line_that_says_so() {
    let assistant = boat_hire();
    let german = assistant
        .edition(assistant.in_language("de").unwrap())
        .faq();
    let jackets = german.find("jackets").unwrap();
    assert_eq!(
        render::plain(&reply::chosen(german, jackets, TODAY), false),
        "Do you have life jackets?\nDiese Antwort gibt es nur auf Englisch.\n\n\
         One for everybody is in the boat."
    );
    let opening = reply::chosen(german, german.find("opening").unwrap(), TODAY);
    let text = render::plain(&opening, false);
    assert!(!text.contains("nur auf Englisch"), "{text}");
    // Its tip and the way to it are there all the same.
    assert!(text.contains("Tipps"), "{text}");
    let labels: Vec<_> = opening.choices.iter().map(|choice| &choice.label).collect();
    assert_eq!(
        labels,
        [
            "Brauche ich einen Führerschein?",
            "Do you have life jackets?"
        ]
    );
    // Whom to call is the same everywhere.
    let distress = reply::chosen(german, german.find("distress").unwrap(), TODAY);
    let text = render::plain(&distress, false);
    assert!(
        text.starts_with("Holen Sie jetzt Hilfe.\n\nHarbour: 112"),
        "{text}"
    );
}

#[test]
fn what_is_lent_is_found_by_its_words_and_not_by_what_is_like_them() {
    let assistant = boat_hire();
    let german = assistant.edition(assistant.in_language("de").unwrap());
    let outcome = |text: &str| german.decide(text).0.outcome.name();
    assert_eq!(outcome("habt ihr life jackets"), "answer");
    assert_eq!(outcome("habt ihr lief jacketts"), "decline");
}

#[test]
fn default_language_is_as_it_would_be_alone() {
    let alone = tempfile::tempdir().unwrap();
    for part in ["topics", "not-covered", "small-talk"] {
        fs::create_dir_all(alone.path().join(part)).unwrap();
        for file in fs::read_dir(folder().join(part)).unwrap() {
            let path = file.unwrap().path();
            fs::copy(
                &path,
                alone.path().join(part).join(path.file_name().unwrap()),
            )
            .unwrap();
        }
    }
    for file in ["bot.toml", "concepts.toml"] {
        fs::copy(folder().join(file), alone.path().join(file)).unwrap();
    }
    assert_eq!(
        load(alone.path()).unwrap().version(),
        load(&folder()).unwrap().version()
    );
    let one = Assistant::load(alone.path()).unwrap();
    let several = boat_hire();
    assert_ne!(one.version(), several.version());
    assert_eq!(one.version(), load(alone.path()).unwrap().version());
    for text in [
        "when do you open",
        "our boat leaks",
        "wie teuer",
        "Лодка тонет",
    ] {
        assert_eq!(
            one.choose(text, EditionIndex::DEFAULT),
            EditionIndex::DEFAULT
        );
        assert_eq!(one.decide(text).0, several.decide(text).0, "{text}");
    }
}

#[test]
fn every_language_counts_for_the_version() {
    let copy = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = copy.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("topics/a.md", "+++\ntitle = \"A\"\n+++\nB.\n");
    let version = || Assistant::load(copy.path()).unwrap().version().to_owned();
    let mut seen = vec![version()];
    for (path, text) in [
        ("de/topics/a.md", "+++\ntitle = \"A\"\n+++\nB.\n"),
        ("de/topics/a.md", "+++\ntitle = \"A\"\n+++\nC.\n"),
        ("de/bot.toml", "fallback = \"Nein\"\n"),
        ("ru/bot.toml", "fallback = \"Нет\"\n"),
    ] {
        write(path, text);
        let now = version();
        assert!(!seen.contains(&now), "{path} {text:?}");
        seen.push(now);
    }
}

#[test]
fn default_language_may_be_another_than_english() {
    let home = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("bot.toml", "language = \"DE\"\n");
    write(
        "topics/a.md",
        "+++\ntitle = \"Wie lange dauert es?\"\n+++\nEine Stunde.\n",
    );
    write(
        "en/topics/a.md",
        "+++\ntitle = \"How long does it take?\"\n+++\nAn hour.\n",
    );
    let languages = load_all(home.path()).unwrap();
    let tags: Vec<_> = languages.iter().map(Faq::language).collect();
    assert_eq!(tags, ["de", "en"]);
    let assistant = Assistant::load(home.path()).unwrap();
    assert_eq!(
        told(&assistant, None, "wie lange dauert das?"),
        "de answer a"
    );
    assert_eq!(
        told(&assistant, None, "how long does it take?"),
        "en answer a"
    );
}

#[test]
fn text_without_spaces_and_of_any_script_is_read_without_harm() {
    let home = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "topics/a.md",
        "+++\ntitle = \"How long does it take?\"\n+++\nAn hour.\n",
    );
    write("topics/b.md", "+++\ntitle = \"Does it hurt?\"\n+++\nNo.\n");
    for (language, long, pain) in [
        ("zh", "需要多长时间?", "会痛吗?"),
        ("ja", "どのくらいかかりますか", "痛いですか"),
        ("th", "ใช้เวลานานเท่าไหร่", "เจ็บไหม"),
        ("hi", "कितना समय लगता है", "क्या दर्द होता है"),
    ] {
        write(
            &format!("{language}/topics/a.md"),
            &format!("+++\ntitle = \"{long}\"\n+++\nA.\n"),
        );
        write(
            &format!("{language}/topics/b.md"),
            &format!("+++\ntitle = \"{pain}\"\n+++\nB.\n"),
        );
    }
    let assistant = Assistant::load(home.path()).unwrap();
    assert_eq!(told(&assistant, None, "要多长时间"), "zh answer a");
    assert_eq!(told(&assistant, None, "痛いですか？"), "ja answer b");
    assert_eq!(told(&assistant, None, "เจ็บไหมครับ"), "th answer b");
    assert_eq!(told(&assistant, None, "दर्द होता है क्या"), "hi answer b");
}

#[test]
fn language_in_two_folders_is_read_from_one() {
    let home = tempfile::tempdir().unwrap();
    let entry = "+++\ntitle = \"T\"\nquestions = [\"u\"]\n+++\nB.\n";
    for language in ["", "DE", "de"] {
        let topics = home.path().join(language).join("topics");
        fs::create_dir_all(&topics).unwrap();
        fs::write(topics.join("a.md"), entry).unwrap();
    }
    if fs::read_dir(home.path()).unwrap().count() < 3 {
        // Here the two are one folder.
        return;
    }
    assert_eq!(load_all(home.path()).unwrap().len(), 2);
    let problems = survey(home.path(), TODAY).problems;
    let folder = |name: &str| home.path().join(name).display().to_string();
    let expected = format!(
        "{}: this folder is not read\n  help: it is the language of {}, too: move its files there",
        folder("de"),
        folder("DE")
    );
    assert_eq!(
        problems
            .iter()
            .filter(|it| it.to_string() == expected)
            .count(),
        1
    );
}

/// Every phrasing of a language with the entry that it belongs to.
fn phrasings(language: &str) -> Vec<(String, String)> {
    let languages = load_all(&folder()).unwrap();
    let faq = languages.iter().find(|faq| faq.language() == language);
    let entries = faq.unwrap().entries.iter().filter(|entry| !entry.is_lent);
    let phrasings = entries.flat_map(|entry| {
        let all = std::iter::once(&entry.title).chain(&entry.questions);
        all.map(|phrasing| (phrasing.text.clone(), entry.id.clone()))
    });
    phrasings.collect()
}

#[test]
fn every_phrasing_finds_its_entry_in_its_language_however_it_is_written() {
    let assistant = boat_hire();
    for language in ["de", "ru"] {
        for (text, id) in phrasings(language) {
            let written_out = text
                .replace(['ä', 'Ä'], "ae")
                .replace(['ö', 'Ö'], "oe")
                .replace(['ü', 'Ü'], "ue")
                .replace('ß', "ss");
            for text in [
                &text,
                &text.to_uppercase(),
                &text.to_lowercase(),
                &written_out,
            ] {
                let found = told(&assistant, None, text);
                let mut found = found.split(' ');
                assert_eq!(found.next(), Some(language), "{text}");
                assert_eq!(found.next_back(), Some(id.as_str()), "{text}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_message_is_decided_on_and_always_alike(
        text in "\\PC*",
        piece in prop::sample::select(vec!["boot", "лодка тонет", "boat", "wann", "вода", ".", "\n"]),
        speaks in proptest::option::of("\\PC{0,8}"),
    ) {
        static ASSISTANT: LazyLock<Assistant> = LazyLock::new(boat_hire);
        let text = format!("{text} {piece} {text}");
        let found = told(&ASSISTANT, speaks.as_deref(), &text);
        prop_assert_eq!(told(&ASSISTANT, speaks.as_deref(), &text), found);
    }
}

/// What `ask` prints about a message, as JSON.
fn asked(args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .env_remove("RUST_LOG")
        .env("FAQ_DIR", folder())
        .args(["ask", "--format", "json"])
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn ask_tells_the_language_and_takes_another_if_told_so() {
    let found = asked(&["Was kostet das?"]);
    assert_eq!(
        (&found["language"], &found["outcome"]),
        (&"de".into(), &"not_covered".into())
    );
    let found = asked(&["--language", "RU", "Was kostet das?"]);
    assert_eq!(
        (&found["language"], &found["outcome"]),
        (&"ru".into(), &"decline".into())
    );
    let output = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .env("FAQ_DIR", folder())
        .args(["ask", "--language", "fr", "hello"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: `--language` must be one of `en`, `de`, `ru`, found `fr`\n  \
         help: leave it out, or add a folder of that name to the FAQ\n"
    );
}
