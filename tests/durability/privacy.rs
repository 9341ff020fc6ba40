//! No trace of who wrote, or of what was written, in what is stored and logged.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Executor as _, Row as _};

use super::fleet::STORAGE_KEY;
use super::needles::Needles;
use super::place::Database;
use crate::fake::faults::Fault;
use crate::fake::state::now;
use crate::script::{Setup, World, anything, contains};

/// Numbers of people and chats begin here; no other number looks like them.
const IDS: i64 = 7_313_131_337;

/// Words that stand in what people are called and what they write, and nowhere else.
const NAME: &str = "Zanzibarine";
const HANDLE: &str = "quokkahandle";
const GROUP: &str = "Marzipangroup";
const WORD: &str = "xylophonium";

/// Every word, and the numbers of everybody who may have come up.
fn needles() -> Needles {
    let mut needles = Needles::default();
    for word in [NAME, HANDLE, GROUP, WORD] {
        needles.word(word);
    }
    for id in IDS..IDS + 40 {
        needles.number(id);
        needles.number(-1_000_000_000_000 - id);
    }
    needles
}

/// People who do everything that people do.
async fn conversation(world: &Arc<World>) {
    world.state(|state| state.ids_go_on_from(IDS));
    let ann = world.private(NAME);
    let asked = ann.says(format!("does it hurt, {WORD}?")).await;
    ann.gets(anything()).await;
    ann.edits_message(
        &asked,
        format!("how long does the appointment take, {WORD}?"),
    )
    .await;
    ann.gets_edit(anything()).await;
    ann.says("does it hurt?").await;
    ann.gets(contains("anaesthetic")).await;
    ann.taps("👍 Helpful").await;
    ann.last_message_became(anything()).await;
    ann.says(format!("{WORD} asdfgh")).await;
    ann.gets(anything()).await;
    // Questions that are kept, with a name and an address to be taken out: declined, none of what was
    // offered, and on another topic than the answer.
    ann.says(format!(
        "I'm {NAME}, {WORD} asdfgh? mail {HANDLE}@example.com"
    ))
    .await;
    ann.gets(anything()).await;
    ann.says(format!("{WORD} roller")).await;
    ann.gets(contains("Which of these did you mean?")).await;
    ann.taps("None of these").await;
    ann.last_message_became(anything()).await;
    ann.says(format!("does it hurt, {WORD}?")).await;
    ann.gets(contains("anaesthetic")).await;
    ann.taps("👎 Not helpful").await;
    ann.last_message_became(anything()).await;
    ann.taps("Wrong topic").await;
    ann.last_message_became(anything()).await;
    ann.says(format!("/{WORD} {NAME}")).await;
    ann.gets(anything()).await;
    ann.sends_photo(&format!("does it hurt, {WORD}?")).await;
    ann.gets(anything()).await;
    ann.says(format!("my cheeks are still bleeding {WORD}"))
        .await;
    ann.gets(anything()).await;
    ann.asks_inline(&format!("does it hurt {WORD}")).await;
    let bob = world.private(NAME);
    bob.sends(json!({
        "text": format!("does it hurt, {WORD}?"),
        "from": {
            "id": bob.person(), "is_bot": false, "first_name": NAME, "last_name": NAME,
            "username": HANDLE, "language_code": "en",
        },
    }))
    .await;
    bob.gets(anything()).await;
    // One who floods, one who comes back after a long time, one who leaves.
    for _ in 0..25 {
        bob.says(format!("does it hurt, {WORD}?")).await;
    }
    let late = world.private(NAME);
    late.sends(json!({ "text": format!("does it hurt, {WORD}?"), "date": now() - 100_000 }))
        .await;
    late.gets(anything()).await;
    late.blocks_the_bot().await;
    late.says(WORD).await;
    let group = world.supergroup(GROUP);
    group.says(format!("/ask does it hurt, {WORD}?")).await;
    let shop = world.business(NAME, true);
    let customer = shop.customer(NAME);
    customer.says(format!("does it hurt, {WORD}?")).await;
    customer.gets(anything()).await;
    world.all_is_confirmed().await;
}

/// A message that is stored and never answered, as when the power goes.
async fn leaves_something_unanswered(world: &Arc<World>) {
    world.arm(Fault::hang().on("sendMessage").always());
    let eve = world.private(NAME);
    eve.says(format!("does it hurt, {WORD}?")).await;
    world.all_is_confirmed().await;
}

/// Goes through a conversation, a kill, a restart and a stop, and looks for traces after each; comes back
/// with all that was logged.
async fn leaves_no_trace(setup: Setup, look: impl AsyncFn(&Path)) {
    let world = World::start(setup);
    conversation(&world).await;
    look(&world.data()).await;
    leaves_something_unanswered(&world).await;
    let mut log = world.kills_bot().await;
    look(&world.data()).await;
    world.clear_faults();
    world.starts_bot();
    let ann = world.private(NAME);
    ann.says(format!("does it hurt, {WORD}?")).await;
    ann.gets(anything()).await;
    look(&world.data()).await;
    let (_, rest) = world.stops_bot().await;
    log += &rest;
    look(&world.data()).await;
    assert!(log.contains("INFO"), "{log}");
    let needles = needles();
    let found = needles.found_in(log.as_bytes());
    assert!(found.is_empty(), "{found:?} in the log:\n{log}");
    world.allows("a callback query was never answered");
}

#[tokio::test]
async fn files_and_logs_hold_no_user_id_name_or_text() {
    let needles = needles();
    leaves_no_trace(Setup::default(), async |data| {
        assert!(
            data.join("bot.db").exists(),
            "there is something to look at"
        );
        needles.are_not_below(data);
        for why in ["decline", "none_of_these", "wrong_topic"] {
            assert!(is_in_file(data, why), "no question is kept for {why}");
        }
    })
    .await;
}

/// Whether a word stands in a file of a folder.
fn is_in_file(folder: &Path, word: &str) -> bool {
    let mut needle = Needles::default();
    needle.word(word);
    let files = fs::read_dir(folder).expect("a folder");
    files
        .map(|file| fs::read(file.expect("a file").path()).expect("a file"))
        .any(|content| !needle.found_in(&content).is_empty())
}

/// All that stands in the tables of a database, as text.
async fn dump(connection: &mut AnyConnection) -> String {
    let tables = "SELECT table_name::text FROM information_schema.tables \
                  WHERE table_schema NOT IN ('pg_catalog', 'information_schema')";
    let tables = connection.fetch_all(tables).await.expect("tables");
    let mut dump = String::new();
    for table in tables {
        let name: String = table.get(0);
        let rows = format!("SELECT row::text FROM \"{name}\" AS row");
        let rows = connection.fetch_all(AssertSqlSafe(rows)).await;
        for row in rows.expect("rows") {
            dump.push_str(row.get(0));
            dump.push('\n');
        }
    }
    dump
}

#[tokio::test]
async fn tables_of_postgres_hold_no_user_id_name_or_text() {
    let Some(database) = Database::for_test("privacy, PostgreSQL").await else {
        return;
    };
    let setup = Setup::default()
        .env("DATABASE_URL", database.url())
        .env("STORAGE_KEY", STORAGE_KEY);
    let needles = needles();
    leaves_no_trace(setup, async |_| {
        let dump = dump(&mut database.connect().await).await;
        for why in ["decline", "none_of_these", "wrong_topic"] {
            assert!(dump.contains(why), "no question is kept for {why}");
        }
        let found = needles.found_in(dump.as_bytes());
        assert!(found.is_empty(), "{found:?} in the tables:\n{dump}");
    })
    .await;
    database.drop_it().await;
}
