//! The storage is away while operators work: they are told so, and nothing is lost or done twice.

use std::time::Duration;

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _, Executor as _};

use super::setup::{ADD, UMBRELLA, faq, first, rain, says, world};
use super::starts;
use crate::fake::faults::Fault;
use crate::script::{Setup, World, anything, starts_with};

const AWAY: &str = "The storage is away at the moment. What you asked for is kept, and done as soon as it \
                    is back: do not send it again.";

/// Another program that holds the bot's database as long as this lives.
async fn holder(world: &World) -> AnyConnection {
    install_default_drivers();
    let path = world.data().join("bot.db");
    let connected = AnyConnection::connect(&format!("sqlite://{}", path.display())).await;
    let mut connection = connected.expect("a database");
    let held = connection.execute("PRAGMA busy_timeout = 5000; BEGIN EXCLUSIVE");
    held.await.expect("a database that nobody holds");
    connection
}

#[tokio::test]
async fn orders_are_told_to_wait_and_done_once_when_the_storage_is_back() {
    let faq = faq();
    let (world, olga) = world(Setup::default().faq(faq.path())).await;
    let (oscar, ann) = (world.private("Oscar"), world.private("Ann"));
    starts(&world, &[olga.id(), oscar.id()]);
    first(&olga).await;
    first(&oscar).await;
    // Taken before the storage has gone, and not begun.
    let late = Fault::slow(Duration::from_secs(3));
    world.arm(late.on("answerCallbackQuery").times(2));
    olga.taps(ADD).await;
    oscar.taps(ADD).await;
    world.faults_are_spent().await;
    let holder = holder(&world).await;
    ann.says("what about rain?").await;

    // The wait of a tap is ended with each attempt.
    world.allows("query is too old");
    for chat in [&olga, &oscar] {
        chat.gets(AWAY).await;
    }
    drop(holder);
    for chat in [&olga, &oscar] {
        chat.gets_edit(starts_with("Done: added the phrasing"))
            .await;
        chat.sees_no_toast().await;
    }
    ann.gets(anything()).await;
    olga.gets_nothing().await;
    oscar.gets_nothing().await;
    let written = says(&rain(faq.path()));
    assert_eq!(written.matches(UMBRELLA).count(), 1, "{written}");
    assert_eq!(says(&faq.path().join("changes.log")).lines().count(), 1);
}
