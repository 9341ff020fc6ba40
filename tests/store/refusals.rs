//! What is not opened, and what cannot be read in the files.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use skincare_faq_bot::store::{Arrival, Place, Settings, Store};

use crate::place::{BOT, Fresh, NOW, closed, on_both, run, update};

on_both! {
    async fn another_key_and_another_bot_are_refused(fresh: &Fresh) {
        closed(fresh.open().await).await;
        let other = "another key, long enough".to_owned();
        let (lasts, text) = fresh.refusal(|settings| settings.key = Some(other)).await;
        assert!(lasts && text.contains("another key"), "{text}");
        let (lasts, text) = fresh.refusal(|settings| settings.bot = BOT + 1).await;
        assert!(lasts && text.contains("another bot"), "{text}");
        let short = Some("short".to_owned());
        let (lasts, text) = fresh.refusal(|settings| settings.key = short).await;
        assert!(lasts && text.contains("STORAGE_KEY"), "{text}");
        closed(fresh.open().await).await;
    }

    async fn newer_schema_is_refused(fresh: &Fresh) {
        closed(fresh.open().await).await;
        let no_bytes = if fresh.is_shared() { "''::bytea" } else { "x''" };
        let newer = format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (999, 'of the future', TRUE, {no_bytes}, 0)"
        );
        run(&mut fresh.aside().await, &newer).await;
        let (lasts, text) = fresh.refusal(|_| ()).await;
        assert!(lasts && text.contains("newer version"), "{text}");
    }

    async fn key_is_generated_once_and_missed_when_it_is_lost(fresh: &Fresh) {
        let without_key = |settings: &mut Settings| settings.key = None;
        let mut settings = fresh.settings.clone();
        without_key(&mut settings);
        closed(Store::open(&settings).await.unwrap()).await;
        let key = fs::read_to_string(&settings.key_file).unwrap();
        assert_eq!(key.trim().len(), 64);
        assert_eq!(fs::metadata(&settings.key_file).unwrap().permissions().mode() & 0o777, 0o600);
        closed(Store::open(&settings).await.unwrap()).await;
        assert_eq!(fs::read_to_string(&settings.key_file).unwrap(), key);

        fs::write(&settings.key_file, "not a key").unwrap();
        let (lasts, text) = fresh.refusal(without_key).await;
        assert!(lasts && text.contains("hexadecimal"), "{text}");
        fs::remove_file(&settings.key_file).unwrap();
        let (lasts, text) = fresh.refusal(without_key).await;
        assert!(lasts && text.contains("put the key back"), "{text}");
        assert!(!settings.key_file.exists(), "no other key takes its place");
    }
}

#[tokio::test]
async fn password_of_the_address_is_never_told() {
    let fresh = Fresh::sqlite();
    for address in [
        "postgres://name:hunter2@127.0.0.1:1/base",
        "postgres://name:hunter2@127.0.0.1:1/base?sslmode=nonsense",
        "postgres://name:hunter2@host:notaport/base",
        "mysql://name:hunter2@host/base",
    ] {
        let mut settings = fresh.settings.clone();
        settings.place = Place::Server(address.to_owned());
        let text = format!(
            "{:?} {settings:?}",
            Store::open(&settings).await.unwrap_err()
        );
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[tokio::test]
async fn damaged_file_is_refused() {
    let fresh = Fresh::sqlite();
    fs::create_dir(fresh.data()).unwrap();
    fs::write(fresh.data().join("bot.db"), "no database ".repeat(1_000)).unwrap();
    let (lasts, text) = fresh.refusal(|_| ()).await;
    assert!(lasts && text.contains("bot.db"), "{text}");
}

#[tokio::test]
async fn a_file_is_served_by_one_process() {
    let fresh = Fresh::sqlite();
    let first = fresh.open().await;
    let (lasts, text) = fresh.refusal(|_| ()).await;
    assert!(lasts && text.contains("another process"), "{text}");
    closed(first).await;
    closed(fresh.open().await).await;
}

#[tokio::test]
async fn bodies_are_sealed() {
    let fresh = Fresh::sqlite();
    let store = fresh.open().await;
    let body = b"a message that nobody may read".to_vec();
    let arrival = Arrival {
        body: Some(body.clone()),
        ..update(1, 1)
    };
    store.take(vec![arrival]).await.unwrap();
    let waiting = store.waiting(None, 10).await.unwrap();
    assert_eq!(waiting[0].body.as_ref(), Some(&body));
    let files = |store_is| {
        for file in fs::read_dir(fresh.data()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            let is_there = bytes.windows(body.len()).any(|part| part == body);
            assert!(!is_there, "{store_is}");
        }
    };
    files("open");
    store.tidy(NOW).await.unwrap();
    closed(store).await;
    files("closed");
}
