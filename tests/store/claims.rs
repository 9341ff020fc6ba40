//! Several processes share a PostgreSQL database: who answers what.

use std::collections::BTreeSet;
use std::time::Duration;

use skincare_faq_bot::store::{Claim, LEASE, Outcome, Store};
use tokio::time::{sleep, timeout};

use crate::place::{Fresh, NOW, answered, closed, run, update};

/// A database and two processes' stores over it, with three updates of each of some chats, in a
/// muddle; `None` without a server.
async fn shared(chats: i64) -> Option<(Fresh, Store, Store)> {
    let fresh = Fresh::postgres().await?;
    let (one, other) = (fresh.open().await, fresh.open().await);
    assert!(one.is_shared());
    for start in [2, 0, 1] {
        let of_chat = |chat| update(start * 1_000 + chat, chat);
        one.take((0..chats).map(of_chat).collect()).await.unwrap();
    }
    Some((fresh, one, other))
}

fn chats(claim: &Claim) -> BTreeSet<i64> {
    claim.waiting.iter().map(|update| update.chat).collect()
}

/// What was claimed of a chat.
fn numbers(claim: &Claim, chat: i64) -> Vec<i64> {
    let of_chat = claim.waiting.iter().filter(|update| update.chat == chat);
    of_chat.map(|update| update.number).collect()
}

/// Settles all that was claimed and lays its chats down.
fn settle(store: &Store, claim: &Claim) {
    for waiting in &claim.waiting {
        store.settle(Outcome {
            release: Some(waiting.chat),
            ..answered(waiting.number)
        });
    }
}

#[tokio::test]
async fn claims_share_no_chat_and_keep_its_order() {
    let Some((_fresh, one, other)) = shared(20).await else {
        return;
    };
    let first = one.claim(5).await.unwrap();
    let second = other.claim(1_000).await.unwrap();
    assert!(chats(&first).is_disjoint(&chats(&second)));
    assert_eq!(chats(&first).len() + chats(&second).len(), 20);
    assert!(chats(&first).len() <= 5);
    for chat in chats(&second) {
        assert_eq!(numbers(&second, chat), [chat, 1_000 + chat, 2_000 + chat]);
    }
    assert!(one.claim(1_000).await.unwrap().waiting.is_empty());
    assert!(other.claim(1_000).await.unwrap().waiting.is_empty());
}

/// Two that have no lease yet claim at the same moment: what one commits while the statement of the
/// other is under way is not taken for work of somebody who is gone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_of_processes_that_just_began_share_no_chat() {
    let Some((fresh, one, other)) = shared(250).await else {
        return;
    };
    closed(one).await;
    closed(other).await;
    for step in 0..60 {
        let (one, other) = (fresh.open().await, fresh.open().await);
        let second = async {
            sleep(Duration::from_micros(250 * step)).await;
            other.claim(1_000).await
        };
        let (first, second) = tokio::join!(one.claim(1_000), second);
        let (first, second) = (chats(&first.unwrap()), chats(&second.unwrap()));
        assert!(first.is_disjoint(&second), "{first:?} and {second:?}");
        assert_eq!(first.len() + second.len(), 250);
        closed(one).await;
        closed(other).await;
    }
}

#[tokio::test]
async fn what_comes_to_a_held_chat_waits_for_its_release_and_is_claimed_by_anybody() {
    let Some((_fresh, one, other)) = shared(1).await else {
        return;
    };
    let first = one.claim(2).await.unwrap();
    assert_eq!(numbers(&first, 0), [0, 1_000]);
    other.take(vec![update(3_000, 0)]).await.unwrap();
    assert!(other.claim(10).await.unwrap().waiting.is_empty());
    settle(&one, &first);
    one.probe().await.unwrap();
    let second = other.claim(10).await.unwrap();
    assert_eq!(numbers(&second, 0), [2_000, 3_000]);
}

#[tokio::test]
async fn who_leaves_lays_everything_down() {
    let Some((_fresh, one, other)) = shared(3).await else {
        return;
    };
    assert_eq!(chats(&one.claim(100).await.unwrap()).len(), 3);
    closed(one).await;
    assert_eq!(chats(&other.claim(100).await.unwrap()).len(), 3);
}

#[tokio::test]
async fn lost_lease_is_noticed_and_what_was_answered_all_the_same_is_settled() {
    let Some((fresh, one, other)) = shared(1).await else {
        return;
    };
    let first = one.claim(100).await.unwrap();
    assert!(one.holds(first.lease));
    // As if this process had not been heard of for too long.
    let mut aside = fresh.aside().await;
    run(&mut aside, "UPDATE leases SET until = 0").await;
    let second = other.claim(100).await.unwrap();
    assert_eq!(second.waiting, first.waiting);
    let noticed = async {
        while one.holds(first.lease) {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(LEASE, noticed).await.expect("noticed in time");
    assert!(other.holds(second.lease));
    settle(&one, &first);
    one.probe().await.unwrap();
    // The chat is still the other's.
    one.take(vec![update(9_000, 0)]).await.unwrap();
    assert!(one.claim(100).await.unwrap().waiting.is_empty());
    settle(&other, &second);
    other.probe().await.unwrap();
    assert_eq!(numbers(&one.claim(100).await.unwrap(), 0), [9_000]);
}

#[tokio::test]
async fn process_that_was_idle_claims_at_once() {
    let Some((_fresh, one, _other)) = shared(1).await else {
        return;
    };
    settle(&one, &one.claim(100).await.unwrap());
    one.probe().await.unwrap();
    // Longer than a lease is believed in; nothing is held that would keep it up.
    sleep(LEASE).await;
    one.take(vec![update(9_000, 0)]).await.unwrap();
    let claim = one.claim(100).await.unwrap();
    assert_eq!(numbers(&claim, 0), [9_000]);
    assert!(one.holds(claim.lease));
}

#[tokio::test]
async fn of_several_processes_one_sets_a_mark_once() {
    let Some((_fresh, one, other)) = shared(0).await else {
        return;
    };
    for mark in 0..20 {
        let tries = (0..8).map(|at| [&one, &other][at % 2].mark_once(mark, NOW, NOW + 60));
        let set = futures_util::future::join_all(tries).await;
        let set = set.into_iter().map(Result::unwrap).filter(|set| *set);
        assert_eq!(set.count(), 1);
    }
}
