//! What is stored is read back.

use skincare_faq_bot::store::{ANSWERS_FOR, Answer, Arrival, Outcome, SEEN_FOR, Spent, Store};
use sqlx::{AnyConnection, Row as _};

use crate::place::{Fresh, NOW, answered, closed, on_both, update};

/// The numbers of the updates that wait.
async fn waiting(store: &Store) -> Vec<i64> {
    let waiting = store.waiting(None, 1_000).await.unwrap();
    waiting.into_iter().map(|update| update.number).collect()
}

/// How often something was counted, by day.
async fn counted(connection: &mut AnyConnection, kind: &str, entry: &str) -> Vec<(i64, i64)> {
    let rows = sqlx::query("SELECT day, n FROM counts WHERE kind = $1 AND entry = $2 ORDER BY day")
        .bind(kind)
        .bind(entry)
        .fetch_all(connection)
        .await
        .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

on_both! {
    async fn updates_are_known_again_as_a_set(fresh: &Fresh) {
        let store = fresh.open().await;
        let batch = vec![update(7, 1), update(9, 1), update(7, 1)];
        assert_eq!(store.take(batch).await.unwrap(), [true, true, false]);
        store.settle(answered(9));
        let batch = vec![update(9, 1), update(3, 1), update(-5, 1), update(7, 1)];
        assert_eq!(store.take(batch).await.unwrap(), [false, true, true, false]);
        assert_eq!(waiting(&store).await, [-5, 3, 7]);
        assert_eq!(store.take(Vec::new()).await.unwrap(), [] as [bool; 0]);
        closed(store).await;
        let store = fresh.open().await;
        assert_eq!(store.take(vec![update(9, 1), update(4, 1)]).await.unwrap(), [false, true]);
        assert_eq!(waiting(&store).await, [-5, 3, 4, 7]);
    }

    async fn mark_that_is_set_once_is_set_again_only_after_its_time(fresh: &Fresh) {
        let store = fresh.open().await;
        let set = async |mark, now, until| store.mark_once(mark, now, until).await.unwrap();
        assert!(set(7, NOW, NOW + 10).await);
        assert!(set(8, NOW, NOW + 10).await, "another one");
        assert!(!set(7, NOW + 9, NOW + 90).await);
        assert!(store.is_marked(7, NOW + 9).await.unwrap());
        assert!(!store.is_marked(7, NOW + 10).await.unwrap(), "it lasts no longer for that");
        assert!(set(7, NOW + 10, NOW + 20).await);
        assert!(store.is_marked(7, NOW + 19).await.unwrap());
    }

    async fn notes_are_read_back_and_sealed(fresh: &Fresh) {
        let store = fresh.open().await;
        assert_eq!(store.noted("a").await.unwrap(), None);
        for text in ["-1001234567890 \u{e4}", "xylophonium", ""] {
            store.note("a", text.to_owned()).await.unwrap();
            assert_eq!(store.noted("a").await.unwrap().as_deref(), Some(text));
        }
        store.note("a", "xylophonium".to_owned()).await.unwrap();
        store.note("key", "no key".to_owned()).await.unwrap();
        closed(store).await;
        let store = fresh.open().await;
        assert_eq!(store.noted("a").await.unwrap().as_deref(), Some("xylophonium"));
        let mut aside = fresh.aside().await;
        let rows = sqlx::query("SELECT value FROM meta").fetch_all(&mut aside).await.unwrap();
        assert!(rows.iter().all(|row| !row.get::<String, _>(0).contains("xylo")));
        // Moved to another name it cannot be opened.
        crate::place::run(&mut aside, "UPDATE meta SET name = 'note b' WHERE name = 'note a'").await;
        assert_eq!(store.noted("b").await.unwrap(), None);
    }

    async fn takes_that_share_a_transaction_know_each_others_updates(fresh: &Fresh) {
        let store = fresh.open().await;
        let all = (0..40).map(|_| store.take(vec![update(1, 1), update(2, 1)]));
        let taken = futures_util::future::join_all(all).await;
        let new: Vec<_> = taken.into_iter().flat_map(Result::unwrap).filter(|new| *new).collect();
        assert_eq!(new.len(), 2);
    }

    async fn many_updates_are_read_by_number_from_where_one_left_off(fresh: &Fresh) {
        let store = fresh.open().await;
        let batch: Vec<Arrival> = (0..250).rev().map(|number| update(number, number % 7)).collect();
        assert!(store.take(batch).await.unwrap().into_iter().all(|new| new));
        let mut after = None;
        let mut read = Vec::new();
        loop {
            let some = store.waiting(after, 100).await.unwrap();
            let Some(last) = some.last() else { break };
            after = Some(last.number);
            read.extend(some);
        }
        assert_eq!(read.len(), 250);
        for (number, found) in (0..).zip(&read) {
            let taken = update(number, number % 7);
            assert_eq!((found.number, found.chat, &found.body), (number, number % 7, &taken.body));
        }
    }

    async fn what_needs_no_answer_is_known_and_does_not_wait(fresh: &Fresh) {
        let store = fresh.open().await;
        let idle = Arrival { body: None, ..update(1, 1) };
        assert_eq!(store.take(vec![idle.clone()]).await.unwrap(), [true]);
        assert!(waiting(&store).await.is_empty());
        assert_eq!(store.take(vec![idle]).await.unwrap(), [false]);
        let empty = Arrival { body: Some(Vec::new()), ..update(2, 1) };
        store.take(vec![empty]).await.unwrap();
        assert_eq!(store.waiting(None, 9).await.unwrap()[0].body, Some(Vec::new()));
    }

    async fn answers_are_replaced_and_forgotten(fresh: &Fresh) {
        let store = fresh.open().await;
        let answer = |messages: &[i32], shows| Answer { messages: messages.to_vec(), shows };
        let settle = |answers| store.settle(Outcome { answers, at: NOW, ..Outcome::default() });
        settle(vec![(1, Some(answer(&[5, 6], -9))), (2, Some(answer(&[], i64::MIN)))]);
        assert_eq!(store.answer(1).await.unwrap(), Some(answer(&[5, 6], -9)));
        assert_eq!(store.answer(2).await.unwrap(), Some(answer(&[], i64::MIN)));
        assert_eq!(store.answer(3).await.unwrap(), None);
        settle(vec![(1, Some(answer(&[7], 1))), (2, None)]);
        settle(vec![(2, Some(answer(&[8], 2))), (1, None), (3, None)]);
        assert_eq!(store.answer(1).await.unwrap(), None);
        assert_eq!(store.answer(2).await.unwrap(), Some(answer(&[8], 2)));
        closed(store).await;
        assert_eq!(fresh.open().await.answer(2).await.unwrap(), Some(answer(&[8], 2)));
    }

    async fn counts_add_up_by_day(fresh: &Fresh) {
        let store = fresh.open().await;
        let count = |at, entry: &str| Outcome {
            at,
            counts: vec![("answer", entry.to_owned()), ("helpful", entry.to_owned())],
            ..Outcome::default()
        };
        for at in [NOW, NOW + 1, NOW + 86_400] {
            store.settle(count(at, "pain"));
        }
        store.settled(count(NOW, "sun")).await;
        store.settled(count(NOW, "pain")).await;
        let mut aside = fresh.aside().await;
        let day = NOW / 86_400;
        assert_eq!(counted(&mut aside, "answer", "pain").await, [(day, 3), (day + 1, 1)]);
        assert_eq!(counted(&mut aside, "helpful", "sun").await, [(day, 1)]);
    }

    async fn marks_last_until_their_time(fresh: &Fresh) {
        let store = fresh.open().await;
        let mark = |mark, until| store.settle(Outcome {
            marks: vec![(mark, until)],
            ..Outcome::default()
        });
        mark(1, NOW + 10);
        mark(2, NOW + 10);
        mark(2, NOW + 20);
        mark(2, NOW + 15);
        assert!(store.is_marked(1, NOW).await.unwrap() && store.is_marked(2, NOW).await.unwrap());
        assert!(!store.is_marked(3, NOW).await.unwrap());
        store.tidy(NOW + 10).await.unwrap();
        assert!(store.is_marked(1, NOW).await.unwrap());
        store.tidy(NOW + 20).await.unwrap();
        assert!(!store.is_marked(1, NOW).await.unwrap());
        assert!(store.is_marked(2, NOW).await.unwrap());
    }

    async fn what_is_spent_is_the_most_that_was_said(fresh: &Fresh) {
        let store = fresh.open().await;
        let spend = |person, until| {
            store.settle(Outcome {
                spent: Some(Spent { person, until }),
                ..Outcome::default()
            });
        };
        let now = NOW * 1_000;
        spend(5, now + 9);
        spend(5, now + 3);
        spend(6, now);
        store.spent(now).await.unwrap();
        spend(5, now + 4);
        closed(store).await;
        let store = fresh.open().await;
        let five = Spent { person: 5, until: now + 9 };
        assert_eq!(store.spent(now).await.unwrap(), [five]);
        store.tidy(NOW).await.unwrap();
        assert_eq!(store.spent(0).await.unwrap().len(), 2, "as long as it is of this second");
        store.tidy(NOW + 1).await.unwrap();
        assert_eq!(store.spent(0).await.unwrap(), []);
    }

    async fn numbers_and_answers_are_kept_as_long_as_promised(fresh: &Fresh) {
        let store = fresh.open().await;
        store.take(vec![update(1, 1), update(2, 1)]).await.unwrap();
        let answer = Answer { messages: vec![1], shows: 1 };
        store.settle(Outcome { answers: vec![(1, Some(answer))], ..answered(1) });
        store.tidy(NOW + SEEN_FOR).await.unwrap();
        assert_eq!(store.take(vec![update(1, 1)]).await.unwrap(), [false]);
        store.tidy(NOW + SEEN_FOR + 1).await.unwrap();
        let again = store.take(vec![update(1, 1), update(2, 1)]).await.unwrap();
        assert_eq!(again, [true, false], "what waits is known however old it is");
        assert!(store.answer(1).await.unwrap().is_some());
        store.tidy(NOW + ANSWERS_FOR + 1).await.unwrap();
        assert_eq!(store.answer(1).await.unwrap(), None);
    }

    async fn much_is_tidied_to_the_last_row(fresh: &Fresh) {
        let store = fresh.open().await;
        for start in 0..5 {
            let idle = |number: i64| Arrival { body: None, ..update(start * 1_000 + number, 1) };
            store.take((0..1_000).map(idle).collect()).await.unwrap();
        }
        store.tidy(NOW + SEEN_FOR + 1).await.unwrap();
        let row = sqlx::query("SELECT COUNT(*) FROM seen").fetch_one(&mut fresh.aside().await).await;
        assert_eq!(row.unwrap().get::<i64, _>(0), 0);
    }

    async fn probe_writes(fresh: &Fresh) {
        let store = fresh.open().await;
        store.probe().await.unwrap();
        assert_eq!(store.trouble(), None);
        assert_eq!(store.is_shared(), fresh.is_shared());
    }
}
