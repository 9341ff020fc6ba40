//! The database fails for a while.

use std::time::Duration;

use skincare_faq_bot::store::{Error, Outcome, Store};
use tokio::time::{sleep, timeout};

use crate::place::{Fresh, answered, on_both, run, update};

/// Waits until the store has found out that it can store again.
async fn recovered(store: &Store) {
    let recovered = async {
        while store.probe().await.is_err() || store.trouble().is_some() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(20), recovered)
        .await
        .expect("it recovers");
}

async fn waiting(store: &Store) -> Vec<i64> {
    let waiting = store.waiting(None, 100).await.unwrap();
    waiting.into_iter().map(|update| update.number).collect()
}

on_both! {
    async fn what_cannot_be_stored_is_refused_and_what_is_settled_is_kept(fresh: &Fresh) {
        let store = fresh.open().await;
        store.take(vec![update(1, 1), update(2, 1)]).await.unwrap();
        let mut aside = fresh.aside().await;
        run(&mut aside, if fresh.is_shared() {
            "BEGIN; LOCK TABLE waiting IN ACCESS EXCLUSIVE MODE"
        } else {
            "BEGIN EXCLUSIVE"
        }).await;
        store.settle(Outcome { counts: vec![("answer", String::new())], ..answered(1) });
        let refused = store.take(vec![update(3, 1)]).await;
        assert!(matches!(refused, Err(Error::Passing(_))), "{refused:?}");
        assert!(store.trouble().is_some());
        assert!(store.probe().await.is_err());
        run(&mut aside, "ROLLBACK").await;
        recovered(&store).await;
        assert_eq!(waiting(&store).await, [2]);
        assert_eq!(store.take(vec![update(3, 1), update(1, 1)]).await.unwrap(), [true, false]);
    }
}

#[tokio::test]
async fn connection_that_the_server_ends_is_replaced_unnoticed() {
    let Some(fresh) = Fresh::postgres().await else {
        return;
    };
    let store = fresh.open().await;
    let mut aside = fresh.aside().await;
    for number in 0..5 {
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        run(&mut aside, end).await;
        assert_eq!(store.take(vec![update(number, 1)]).await.unwrap(), [true]);
    }
    assert_eq!(waiting(&store).await, [0, 1, 2, 3, 4]);
}
