//! What is not opened, and what cannot be read in the files.

use std::fs;

use skincare_faq_bot::store::Arrival;

use crate::place::{BOT, Fresh, NOW, closed, on_both, update};

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
