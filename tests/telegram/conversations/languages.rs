//! A FAQ in several languages: each message is answered in its own, and buttons stay in theirs.

use std::fs;
use std::path::Path;

use super::folder::{copy_all, folder};
use super::operators::keep;
use crate::script::{Chat, Setup, World, contains, logged, starts_with};

const FAQ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/languages/faq");

/// A private chat with somebody who has set a language.
async fn speaking(language: &str) -> Chat {
    let chat = Chat::with(Setup::default().faq(FAQ), "Ann").await;
    chat.speaking(Some(language))
}

#[tokio::test]
async fn commands_are_answered_in_the_language_that_is_set() {
    let chat = speaking("de").await;
    chat.says("/start").await;
    let got = chat.gets(starts_with("Bootsverleih\nGuten Tag!")).await;
    assert!(got.buttons().contains(&"Wann ist geöffnet?"));
    assert!(got.buttons().contains(&"Do you have life jackets?"));
    chat.taps("Wann ist geöffnet?").await;
    chat.last_message_became(contains("Täglich von neun bis sechs."))
        .await;
    chat.sees_no_toast().await;
    let other = chat.speaking(Some("fr"));
    other.says("/help").await;
    other.gets(starts_with("Write your question")).await;
}

#[tokio::test]
async fn message_is_answered_in_its_own_language() {
    let chat = speaking("de").await;
    chat.says("when do you open?").await;
    chat.gets(contains("From nine to six")).await;
    chat.says("Wann habt ihr geöffnet?").await;
    chat.gets(contains("Täglich von neun")).await;
    chat.says("сколько мест в лодке").await;
    chat.gets(contains("Пять взрослых")).await;
    chat.says("12345").await;
    chat.gets(starts_with("Dazu weiß ich nichts.")).await;
    // The same words again, known by now, from somebody else.
    let other = chat.speaking(Some("en"));
    other.says("12345").await;
    other
        .gets(starts_with("Sorry, I have no answer to that."))
        .await;
}

#[tokio::test]
async fn buttons_stay_in_the_language_of_their_message() {
    let chat = speaking("en").await;
    chat.says("Wann habt ihr geöffnet?").await;
    let answer = chat.gets(contains("Täglich von neun")).await;
    assert_eq!(answer.data("👍 Hilfreich"), Some("h:opening@de"));
    chat.taps("👎 Nicht hilfreich").await;
    chat.last_message_became(contains("Täglich")).await;
    chat.sees_toast("Was war falsch?").await;
    chat.taps("Unklar").await;
    let judged = chat.last_message_became(contains("Täglich")).await;
    chat.sees_toast("Danke!").await;
    assert!(
        judged
            .buttons()
            .contains(&"Brauche ich einen Führerschein?")
    );
    chat.taps("Brauche ich einen Führerschein?").await;
    chat.last_message_became(contains("die Boote sind langsam"))
        .await;
    chat.sees_no_toast().await;
    // An English message stays English for somebody who has set German.
    let german = chat.speaking(Some("de"));
    german.says("when do you open?").await;
    let answer = german.gets(contains("From nine to six")).await;
    assert_eq!(answer.data("👍 Helpful"), Some("h:opening"));
    german.taps("Do I need a licence?").await;
    german
        .last_message_became(contains("the boats are slow"))
        .await;
    german.sees_no_toast().await;
}

#[tokio::test]
async fn what_is_not_translated_says_so() {
    let chat = speaking("de").await;
    chat.says("/start jackets").await;
    let got = chat
        .gets(contains("Diese Antwort gibt es nur auf Englisch."))
        .await;
    assert!(got.text().contains("One for everybody is in the boat."));
}

#[tokio::test]
async fn danger_is_told_in_its_language_whatever_is_set() {
    let chat = speaking("en").await;
    chat.says("Unser Kahn sinkt!").await;
    chat.gets(starts_with("Holen Sie jetzt Hilfe.")).await;
    let edited = chat.speaking(Some("ru"));
    edited.says("when do you open?").await;
    edited.gets(contains("From nine to six")).await;
    edited.edits("Лодка тонет").await;
    edited
        .last_message_became(starts_with("Срочно позовите на помощь."))
        .await;
}

#[tokio::test]
async fn group_is_answered_in_the_language_of_each_message() {
    let world = World::start(Setup::default().faq(FAQ));
    let group = world.supergroup("Verein");
    group.says("@faq_test_bot Wann schließen Sie?").await;
    group.gets(contains("Täglich von neun")).await;
    group.says("@faq_test_bot when do you close?").await;
    group.gets(contains("From nine to six")).await;
}

#[tokio::test]
async fn buttons_of_a_language_that_is_no_more_are_answered_all_the_same() {
    let chat = speaking("de").await;
    chat.says("Wann habt ihr geöffnet?").await;
    chat.gets(contains("Täglich von neun")).await;
    for (data, expected) in [
        ("e:licence@fr", "die Boote sind langsam"),
        ("e:licence", "the boats are slow"),
        ("e:licence@ru", "the boats are slow"),
    ] {
        chat.taps_data(data).await;
        chat.last_message_became(contains(expected)).await;
        chat.sees_no_toast().await;
    }
    chat.taps_data("e:licence@<b>").await;
    chat.sees_toast("Diese Auswahl gibt es nicht mehr.").await;
}

#[tokio::test]
async fn inline_answers_are_in_the_language_of_the_query_and_of_the_person() {
    let chat = speaking("de").await;
    let results = chat.asks_inline("when do you open").await;
    assert_eq!(results.titles()[0], "When do you open?");
    let results = chat.asks_inline("").await;
    assert!(results.titles().contains(&"Wann ist geöffnet?"));
    assert_eq!(results.json()["is_personal"], true);
}

#[tokio::test]
async fn operator_tries_questions_in_any_language() {
    let world = World::without_bot(Setup::default().faq(FAQ));
    let chat = world.private("Olga").speaking(Some("ru"));
    let setup = world.setup().env("OPERATOR_CHAT_IDS", chat.id());
    world.starts_bot_with(&setup);
    chat.says("/try Wann habt ihr geöffnet?").await;
    let tried = chat.gets(contains("Täglich von neun")).await;
    assert!(tried.text().contains("opening"), "{}", tried.text());
    chat.says("/try when do you open").await;
    chat.gets(contains("From nine to six")).await;
}

#[tokio::test]
async fn operator_mends_a_question_in_the_folder_of_its_language() {
    let faq = folder();
    copy_all(Path::new(FAQ), faq.path());
    let world = World::without_bot(Setup::default().faq(faq.path()));
    keep(&world, &[("zeigt ihr mir den Schein eures Leuchtturms", 3)]).await;
    let chat = world.private("Olga");
    let setup = world.setup().env("OPERATOR_CHAT_IDS", chat.id());
    world.starts_bot_with(&setup);
    chat.says("/unanswered").await;
    let card = chat.gets(starts_with("Open question 1 of 1")).await;
    let language = "Asked in another language than the default one: de.";
    assert!(card.text().contains(language), "{}", card.text());
    chat.taps("Add to another …").await;
    chat.sees_no_toast().await;
    let others = chat.last_message_became(contains("Leuchtturms")).await;
    let offered = others.buttons();
    assert!(offered.contains(&"Wann ist geöffnet?"), "{offered:?}");
    assert!(
        !offered.contains(&"Do you have life jackets?"),
        "{offered:?}"
    );
    chat.taps("Wann ist geöffnet?").await;
    chat.sees_no_toast().await;
    chat.last_message_became(contains("it gets: answer opening"))
        .await;
    chat.taps("Add to “Wann ist geöffnet?”").await;
    chat.sees_no_toast().await;
    chat.last_message_became(contains("in de/topics/opening.md"))
        .await;
    let original = fs::read_to_string(Path::new(FAQ).join("de/topics/opening.md"));
    let written = || fs::read_to_string(faq.path().join("de/topics/opening.md"));
    let (original, changed) = (original.expect("a file"), written().expect("a file"));
    assert!(changed.contains("Leuchtturms"), "{changed}");
    chat.says("/undo").await;
    chat.gets(contains("in de/topics/opening.md")).await;
    assert_eq!(written().expect("a file"), original);
}

#[tokio::test]
async fn language_that_is_added_is_live_with_its_menu() {
    let faq = folder();
    for kind in ["topics", "small-talk"] {
        let copy = faq.path().join(kind);
        fs::create_dir(&copy).expect("a folder");
        copy_all(&Path::new(FAQ).join(kind), &copy);
    }
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    let chat = chat.speaking(Some("de"));
    chat.says("/help").await;
    chat.gets(starts_with("Write your question")).await;
    let german = faq.path().join("de");
    fs::create_dir_all(german.join("topics")).expect("a folder");
    copy_all(&Path::new(FAQ).join("de"), &german);
    logged(chat.world(), "is live").await;
    chat.says("/help").await;
    chat.gets(starts_with("Fragen Sie in eigenen Worten."))
        .await;
    chat.world()
        .until("the menu is there", |state| {
            let mut all = state.requests.iter();
            all.any(|request| {
                request.method.eq_ignore_ascii_case("setMyCommands")
                    && request.params["language_code"] == "de"
            })
        })
        .await;
}

#[tokio::test]
async fn menu_is_set_for_each_language() {
    let world = World::start(Setup::default().faq(FAQ));
    world
        .until("all is set", |state| state.profile.changes >= 9)
        .await;
    world.stops_bot().await;
    let set = world.requests("setMyCommands");
    let codes: Vec<_> = set
        .iter()
        .map(|request| request.params["language_code"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(codes, ["", "de", "ru"]);
    let commands = set[1].params["commands"].to_string();
    assert!(commands.contains("Was Sie fragen können"), "{commands}");
    let described = &world.requests("setMyDescription")[1].params;
    assert_eq!(
        described["description"],
        "Fragen Sie etwas zum Bootsverleih."
    );
    // Set as they should be, they are left alone.
    world.starts_bot();
    let chat = world.private("Ann");
    chat.says("/help").await;
    chat.gets(starts_with("Write your question")).await;
    world
        .until("it is compared", |state| {
            let all = state.requests.iter();
            all.filter(|r| r.method.eq_ignore_ascii_case("getMyShortDescription"))
                .count()
                >= 6
        })
        .await;
    world.stops_bot().await;
    assert_eq!(world.requests("setMyCommands").len(), 3);
}
