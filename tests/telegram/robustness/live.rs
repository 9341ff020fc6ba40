//! Files of the FAQ that are edited while the bot is at work.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::time::sleep;

use crate::script::{Chat, Setup, World, anything, fits};

use super::{logged, unlimited};

/// What is saved is live within this time.
const LIMIT: Duration = Duration::from_secs(2);

/// So often an edit is tried until one is live in time.
const TRIES: usize = 3;

const ASKED: &str = "When do you open?";

fn faq() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, id) in [("topics", "hours"), ("small-talk", "hello")] {
        fs::create_dir(folder.path().join(kind)).expect("a folder");
        write(
            &folder.path().join(kind).join(format!("{id}.md")),
            id,
            "Version 1.",
        );
    }
    folder
}

fn write(file: &Path, id: &str, body: &str) {
    let title = if id == "hours" { ASKED } else { "Hello" };
    fs::write(file, format!("+++\ntitle = {title:?}\n+++\n{body}\n")).expect("a file");
}

fn hours(folder: &TempDir, body: &str) {
    write(&folder.path().join("topics/hours.md"), "hours", body);
}

/// Asks until the answer holds `part`. Every question gets an answer, and each of them one of those
/// that `is_allowed`.
async fn asks_until(chat: &Chat, part: &str, is_allowed: fn(&str) -> bool) {
    let start = Instant::now();
    loop {
        chat.says(ASKED).await;
        let answer = chat
            .gets(fits("an answer of one version", is_allowed))
            .await;
        if answer.text().contains(part) {
            return;
        }
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{}",
            answer.text()
        );
    }
}

/// That what `try_number` does is done within the limit, at least once: the machine may be busy with
/// something else.
async fn is_soon(mut try_number: impl AsyncFnMut(usize)) {
    let mut took = Vec::new();
    for number in 0..TRIES {
        let start = Instant::now();
        try_number(number).await;
        took.push(start.elapsed());
        if took[number] < LIMIT {
            return;
        }
    }
    panic!("{took:?}");
}

fn is_whole(text: &str) -> bool {
    text.matches("Version").count() == 1
}

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address")
}

async fn get(address: SocketAddr, path: &str) -> String {
    let response = reqwest::get(format!("http://{address}{path}")).await;
    let response = response.expect("an answer");
    assert!(response.status().is_success(), "{}", response.status());
    response.text().await.expect("a text")
}

/// The version in a line such as `ok      faq: version 0123456789abcdef`.
async fn version(health: SocketAddr) -> String {
    let says = get(health, "/readyz").await;
    let line = says
        .lines()
        .find_map(|line| line.strip_prefix("ok      faq: version "));
    line.expect("a version").to_owned()
}

fn setup(folder: &TempDir) -> Setup {
    unlimited().faq(folder.path())
}

#[tokio::test]
async fn what_is_saved_is_live_soon_and_no_message_is_dropped_by_it() {
    let folder = faq();
    let health = free_port();
    let world = World::start(setup(&folder).env("HEALTH_ADDR", health));
    let ann = world.private("Ann");
    asks_until(&ann, "Version 1.", is_whole).await;
    let before = version(health).await;
    assert!(get(health, "/metrics").await.contains(&before));
    is_soon(async |number| {
        let words = format!("Version {}.", number + 2);
        hours(&folder, &words);
        asks_until(&ann, &words, is_whole).await;
    })
    .await;
    let after = version(health).await;
    assert_ne!(before, after);
    let figures = get(health, "/metrics").await;
    assert!(
        figures.contains(&after) && !figures.contains(&before),
        "{figures}"
    );
    assert!(
        world
            .log()
            .contains(&format!("version {after} with 2 entries is live"))
    );
}

#[tokio::test]
async fn many_edits_under_a_load_show_each_whole_and_answer_everybody() {
    let folder = faq();
    let world = World::start(setup(&folder));
    let people: Vec<_> = (0..8)
        .map(|number| world.private(&format!("P{number}")))
        .collect();
    let talking = people
        .into_iter()
        .map(|chat| tokio::spawn(async move { asks_until(&chat, "Version 9.", is_whole).await }));
    let talking: Vec<_> = talking.collect();
    for number in 2..=9 {
        // Not whole at once, as some editors write.
        let file = folder.path().join("topics/hours.md");
        fs::write(&file, "").expect("a file");
        hours(&folder, &format!("Version {number}."));
        // Longer than the files have to be at rest, so that versions before the last get live, too.
        // How many do makes no difference.
        sleep(Duration::from_millis(400)).await;
    }
    for chat in talking {
        chat.await.expect("everybody is answered");
    }
    assert!(!world.log().contains("cannot be used"), "{}", world.log());
}

#[tokio::test]
async fn broken_edit_is_told_with_place_and_remedy_and_changes_nothing() {
    let folder = faq();
    let health = free_port();
    let world = World::start(setup(&folder).env("HEALTH_ADDR", health));
    let ann = world.private("Ann");
    asks_until(&ann, "Version 1.", is_whole).await;
    let before = version(health).await;
    let file = folder.path().join("topics/hours.md");
    is_soon(async |number| {
        let key = ["titel", "tilte", "titles"][number];
        let text = format!("+++\n{key} = \"When?\"\n+++\nVersion 2.\n");
        fs::write(&file, text).expect("a file");
        logged(&world, &format!("hours.md:2: unknown key `{key}`")).await;
    })
    .await;
    let log = world.log();
    assert!(log.contains("so what it said before stays"), "{log}");
    logged(&world, "help: did you mean `title`?").await;
    asks_until(&ann, "Version 1.", |text| text.contains("Version 1.")).await;
    let told = version(health).await;
    let wanted = format!("{before}; 2 problems in the files as they are now, see the log");
    assert_eq!(told, wanted);
    hours(&folder, "Version 3.");
    asks_until(&ann, "Version 3.", is_whole).await;
    assert!(!version(health).await.contains("problem"));
}

#[tokio::test]
async fn broken_edit_that_is_taken_back_is_told_too() {
    let folder = faq();
    let world = World::start(setup(&folder));
    let ann = world.private("Ann");
    asks_until(&ann, "Version 1.", is_whole).await;
    let file = folder.path().join("topics/hours.md");
    fs::remove_file(&file).expect("a file");
    fs::create_dir(&file).expect("a folder");
    logged(&world, "it is a folder").await;
    fs::remove_dir(&file).expect("a folder");
    hours(&folder, "Version 1.");
    logged(&world, "the files of the FAQ say again what is live").await;
    asks_until(&ann, "Version 1.", is_whole).await;
}

#[tokio::test]
async fn menu_follows_what_is_edited() {
    let folder = faq();
    let world = World::start(setup(&folder));
    let shown = |text: &'static str| {
        world.until("the menu says so", move |state| {
            let mut requests = state.requests.iter().rev();
            let last =
                requests.find(|request| request.method.eq_ignore_ascii_case("setMyCommands"));
            last.is_some_and(|request| format!("{request:?}").contains(text))
        })
    };
    shown("topics").await;
    let words = "command_topics = \"Everything about our shop\"\n";
    fs::write(folder.path().join("bot.toml"), words).expect("a file");
    shown("Everything about our shop").await;
}

#[tokio::test]
async fn button_of_an_entry_that_was_removed_says_so() {
    let folder = faq();
    let other = folder.path().join("topics/other.md");
    fs::write(&other, "+++\ntitle = \"Where are you?\"\n+++\nVersion 1.\n").expect("a file");
    let world = World::start(setup(&folder));
    let ann = world.private("Ann");
    ann.says("/topics").await;
    ann.gets(anything()).await;
    fs::remove_file(&other).expect("a file");
    logged(&world, "with 2 entries is live").await;
    ann.taps("Where are you?").await;
    ann.last_message_became(fits("that it is gone", |text| !text.contains("Version")))
        .await;
    Arc::clone(&world).all_is_confirmed().await;
}
