//! Reading beside the store: by the library, and by the program for operators.

use std::path::Path;
use std::process::{Command, Output};

use skincare_faq_bot::config::SETTINGS;
use skincare_faq_bot::store::{
    Error, Outcome, Place, Settings, Store, Stored, Unanswered, Why, peek,
};

use crate::place::{Fresh, KEY, NOW, closed, on_both, run};

async fn peeked(settings: &Settings) -> Result<Stored, Error> {
    let settings = settings.clone();
    let peeked = tokio::task::spawn_blocking(move || peek(&settings, NOW, NOW / 86_400));
    peeked.await.unwrap()
}

async fn why_not(settings: &Settings) -> String {
    match peeked(settings).await {
        Err(Error::Lasting(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn question(text: &str, why: Why, askers: u32) -> Unanswered {
    let instead = (why == Why::WrongTopic).then(|| "pain".to_owned());
    Unanswered {
        text: text.to_owned(),
        why,
        instead,
        askers,
    }
}

/// Some questions, some of them to be ignored, and counts of today.
async fn filled(store: &Store, at: i64) {
    let count = |kind, entry: &str| (kind, entry.to_owned());
    store
        .settled(Outcome {
            at,
            unanswered: vec![
                question("xylophonium quokkas", Why::Decline, 1),
                question("xylophonium quokkas?", Why::NoneOfThese, 2),
                question("qwertz asdfgh", Why::Decline, 1),
                question("does it hurt?", Why::WrongTopic, 3),
                question("does it hurt?", Why::Decline, 3),
                question("are trombones contagious", Why::Decline, 5),
            ],
            counts: vec![
                count("answer", ""),
                count("decline", ""),
                count("decline", ""),
                count("helpful", "pain"),
                count("wrong topic", "gone"),
            ],
            ..Outcome::default()
        })
        .await;
    let ignore = store.ignore("is a trombone contagious?".to_owned(), Vec::new());
    ignore.await.unwrap();
}

/// The program with the settings of a database and the shipped FAQ.
fn program(fresh: &Fresh, arguments: &[&str], more: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"));
    for setting in SETTINGS {
        command.env_remove(setting.name);
    }
    let faq = concat!(env!("CARGO_MANIFEST_DIR"), "/faq");
    command
        .args(arguments)
        .args(["--faq", faq])
        .current_dir(fresh.folder.path())
        .env("STORAGE_KEY", KEY);
    match &fresh.settings.place {
        Place::Folder(folder) => command.env("DATA_DIR", folder),
        Place::Server(url) => command.env("DATABASE_URL", url),
    };
    command.envs(more.iter().copied());
    command.output().unwrap()
}

#[track_caller]
fn printed(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert_eq!(told, "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

on_both! {
    async fn what_is_stored_is_read_beside_the_store_and_after_it(fresh: &Fresh) {
        let store = fresh.open().await;
        filled(&store, NOW).await;
        let open = peeked(&fresh.settings).await.unwrap();
        assert_eq!(open.unanswered, store.unanswered(NOW).await.unwrap());
        assert_eq!(open.unanswered.len(), 6);
        assert_eq!(open.ignored, ["is a trombone contagious?"]);
        assert_eq!(open.counts, store.counts(NOW / 86_400).await.unwrap());
        // It goes on writing meanwhile, and leaves nothing behind.
        store.tidy(NOW).await.unwrap();
        closed(store).await;
        assert_eq!(peeked(&fresh.settings).await.unwrap(), open);
        let nobody = Settings { bot: 7, ..fresh.settings.clone() };
        assert_eq!(peeked(&nobody).await.unwrap(), open, "whichever bot's it is");
        closed(fresh.open().await).await;
    }

    async fn what_cannot_be_read_says_why(fresh: &Fresh) {
        let store = fresh.open().await;
        let mut other = fresh.settings.clone();
        other.key = Some("another key, long enough".to_owned());
        let why = why_not(&other).await;
        assert!(why.contains("it was written under another key"), "{why}");
        other.key = None;
        let why = why_not(&other).await;
        assert!(why.contains("put the key back"), "{why}");
        assert!(!other.key_file.exists(), "nothing is generated");
        let mut aside = fresh.aside().await;
        run(&mut aside, "UPDATE _sqlx_migrations SET version = 900 WHERE version = 3").await;
        let why = why_not(&fresh.settings).await;
        assert!(why.contains("has schema 900, which this version of the program does not know"), "{why}");
        run(&mut aside, "DELETE FROM _sqlx_migrations WHERE version = 900").await;
        let why = why_not(&fresh.settings).await;
        assert!(why.contains("start the bot of this version once"), "{why}");
        closed(store).await;
    }

    async fn operators_see_what_was_asked_in_vain_while_the_bot_runs(fresh: &Fresh) {
        let store = fresh.open().await;
        filled(&store, NOW).await;
        let shown = printed(&program(fresh, &["unanswered"], &[]));
        assert_eq!(shown, "\
2 questions that were left unanswered by at least 2 people who asked alike

\u{201c}does it hurt?\u{201d}
  3 people, 1 time, last at 2027-01-15 08:00 UTC: wrong topic
  nearest: off-topic-pain (Pain and other treatments elsewhere)

\u{201c}xylophonium quokkas?\u{201d}
  2 people, 2 times, last at 2027-01-15 08:00 UTC: declined 1, none of these 1
  nearest: none
");
        let shown = printed(&program(
            fresh,
            &["unanswered", "--format", "json"],
            &[("UNANSWERED_MIN_ASKERS", "3")],
        ));
        assert_eq!(shown, "{\"min_askers\":3,\"questions\":[{\"text\":\"does it hurt?\",\
            \"texts\":[\"does it hurt?\"],\"count\":1,\"askers\":3,\"last\":\"2027-01-15T08:00:00Z\",\
            \"why\":{\"wrong_topic\":1},\"nearest\":{\"entry\":\"off-topic-pain\",\
            \"title\":\"Pain and other treatments elsewhere\"}}]}\n");
        let few = printed(&program(fresh, &["unanswered"], &[("UNANSWERED_MIN_ASKERS", "9")]));
        assert_eq!(few, "no question that was left unanswered by at least 9 people who asked alike\n");
        store.forget_all_unanswered().await.unwrap();
        let off = printed(&program(fresh, &["unanswered"], &[("UNANSWERED", "off")]));
        assert_eq!(off, "nothing is kept: UNANSWERED is off\n");
    }

    async fn operators_do_not_see_what_is_past_its_time_though_no_bot_deleted_it(fresh: &Fresh) {
        let store = fresh.open().await;
        let now = jiff::Timestamp::now().as_second();
        filled(&store, now - 31 * 86_400).await;
        closed(store).await;
        let shown = printed(&program(fresh, &["unanswered"], &[]));
        assert_eq!(shown, "no question that was left unanswered by at least 2 people who asked alike\n");
        let longer = printed(&program(fresh, &["unanswered"], &[("UNANSWERED_DAYS", "32")]));
        assert!(longer.contains("does it hurt?"), "{longer}");
    }

    async fn operators_see_the_figures_of_two_weeks(fresh: &Fresh) {
        let store = fresh.open().await;
        let now = jiff::Timestamp::now().as_second();
        filled(&store, now).await;
        filled(&store, now - 7 * 86_400).await;
        filled(&store, now - 14 * 86_400).await;
        let shown = printed(&program(fresh, &["stats"], &[]));
        let (dates, figures) = shown.split_once('\n').unwrap();
        assert!(dates.starts_with("this week since Monday 20"), "{dates}");
        assert_eq!(figures, "
                    this week  last week
answered                    1          1
asked back                  0          0
declined                    2          2
not covered                 0          0
urgent                      0          0
small talk                  0          0

feedback
gone (no longer there)
    wrong topic             1          1
pain: Does it hurt?
  helpful                   1          1
");
        let json = printed(&program(fresh, &["stats", "--format", "json"], &[]));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["this_week"]["declined"], 2);
        assert_eq!(json["last_week"]["feedback"]["pain"]["helpful"], 1);
    }
}

#[tokio::test]
async fn files_of_a_killed_bot_are_read() {
    let fresh = Fresh::sqlite();
    let store = fresh.open().await;
    filled(&store, NOW).await;
    let mut killed = fresh.settings.clone();
    let folder = fresh.folder.path().join("killed");
    std::fs::create_dir(&folder).unwrap();
    // As they are on the disk, with what is in the log alone.
    for name in ["bot.db", "bot.db-wal"] {
        std::fs::copy(fresh.data().join(name), folder.join(name)).unwrap();
    }
    killed.place = Place::Folder(folder);
    assert_eq!(peeked(&killed).await.unwrap().unanswered.len(), 6);
    // Whoever only reads is in nobody's way.
    closed(Store::open(&killed).await.unwrap()).await;
    assert_eq!(peeked(&killed).await.unwrap().unanswered.len(), 6);
}

#[tokio::test]
async fn reading_creates_nothing() {
    let fresh = Fresh::sqlite();
    for command in ["unanswered", "stats"] {
        let output = program(&fresh, &[command], &[]);
        assert_eq!(output.status.code(), Some(6));
        let told = String::from_utf8(output.stderr).unwrap();
        let database = fresh.data().join("bot.db");
        assert_eq!(
            told,
            format!(
                "error: the storage cannot be used: there is no database `{}`: the bot makes it when \
                 it runs; DATA_DIR or DATABASE_URL have to be those of the bot\n",
                database.display()
            )
        );
    }
    assert_eq!(files(fresh.folder.path()), [] as [&str; 0]);
    closed(fresh.open().await).await;
    let before = files(&fresh.data());
    peeked(&fresh.settings).await.unwrap();
    closed(fresh.open().await).await;
    assert_eq!(files(&fresh.data()), before);
}
