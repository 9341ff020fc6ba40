//! Several replicas that may serve the FAQ, each from files of its own.

use std::env;

use skincare_faq_bot::store::Place;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};

use super::kept::keep_in;
use super::setup::{ADD, RAIN, UMBRELLA, faq, first, rain, says};
use super::{starts, taps};
use crate::script::{Setup, World, starts_with};

async fn command(server: &str, sql: String) {
    install_default_drivers();
    let mut connection = AnyConnection::connect(server)
        .await
        .expect("PostgreSQL where `TEST_DATABASE_URL` says");
    let done = connection.execute(AssertSqlSafe(sql)).await;
    done.expect("a user who may create databases");
}

#[tokio::test]
async fn changes_are_shown_as_patches_and_not_made() {
    let Ok(server) = env::var("TEST_DATABASE_URL") else {
        eprintln!("skipped: TEST_DATABASE_URL names no PostgreSQL database");
        return;
    };
    let name = format!("operators_{}", std::process::id());
    command(&server, format!("CREATE DATABASE {name}")).await;
    let mut url = reqwest::Url::parse(&server).expect("an address");
    url.set_path(&name);
    {
        let faq = faq();
        let setup = Setup::default().faq(faq.path()).env("DATABASE_URL", &url);
        let world = World::without_bot(setup);
        keep_in(Place::Server(url.into()), &world, &[(UMBRELLA, 1)]).await;
        let olga = world.private("Olga");
        starts(&world, &[olga.id()]);
        first(&olga).await;
        let got = taps(
            &olga,
            ADD,
            starts_with("Not written, as several replicas may serve the FAQ"),
        )
        .await;
        assert!(got.text().contains("\n+  \"will my umbrella help\",\n"));
        assert_eq!(says(&rain(faq.path())), RAIN);
        assert!(!faq.path().join("changes.log").exists());
        olga.says("/undo").await;
        olga.gets(starts_with(
            "Nothing is written from here, as several replicas",
        ))
        .await;
        world.stops_bot().await;
    }
    command(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
}
