//! Questions that were not answered: kept once, sealed, bounded in time and number, and forgotten.

use skincare_faq_bot::store::{Kept, MOST_UNANSWERED, Outcome, Store, Unanswered, Why, peek};
use sqlx::Row as _;

use crate::place::{Fresh, NOW, UNANSWERED_FOR, closed, on_both, run};

const TEXT: &str = "is xylophonium allowed in ___";

fn question(text: &str, why: Why) -> Unanswered {
    Unanswered {
        text: text.to_owned(),
        why,
        instead: None,
        askers: 1,
    }
}

fn asked(at: i64, unanswered: Vec<Unanswered>) -> Outcome {
    Outcome {
        at,
        unanswered,
        ..Outcome::default()
    }
}

async fn texts(store: &Store) -> Vec<String> {
    let kept = store.unanswered(NOW).await.unwrap();
    kept.into_iter().map(|kept| kept.question.text).collect()
}

on_both! {
    async fn questions_are_read_back_with_their_hour_alone(fresh: &Fresh) {
        let store = fresh.open().await;
        let wrong = Unanswered {
            instead: Some("sun".to_owned()),
            askers: 7,
            ..question("\u{e4}\u{1f602} ok?", Why::WrongTopic)
        };
        store.settle(asked(NOW + 1_234, vec![question(TEXT, Why::Decline), wrong.clone()]));
        store.settle(asked(NOW + 3_600, vec![question("later", Why::NoneOfThese)]));
        closed(store).await;
        let store = fresh.open().await;
        let kept = store.unanswered(NOW).await.unwrap();
        assert_eq!(kept.len(), 3);
        assert_eq!(kept[0].question, question("later", Why::NoneOfThese));
        let hours: Vec<i64> = kept.iter().map(|kept| kept.hour).collect();
        assert_eq!(hours, [NOW + 3_600, NOW, NOW], "NOW begins an hour");
        let found: Vec<&Unanswered> = kept[1..].iter().map(|kept| &kept.question).collect();
        assert!(found.contains(&&wrong) && found.contains(&&question(TEXT, Why::Decline)));
    }

    async fn questions_are_stored_with_their_update(fresh: &Fresh) {
        let store = fresh.open().await;
        store.take(vec![crate::place::update(5, 1)]).await.unwrap();
        store.settled(Outcome { number: Some(5), ..asked(NOW, vec![question(TEXT, Why::Decline)]) }).await;
        assert!(store.waiting(None, 9).await.unwrap().is_empty());
        assert_eq!(texts(&store).await, [TEXT]);
    }

    async fn rows_hold_no_text_and_cannot_be_moved(fresh: &Fresh) {
        let store = fresh.open().await;
        store.settled(asked(NOW, vec![question(TEXT, Why::Decline), question("other", Why::Decline)])).await;
        let mut aside = fresh.aside().await;
        let rows = sqlx::query("SELECT number, why, body FROM unanswered");
        for row in rows.fetch_all(&mut aside).await.unwrap() {
            assert_eq!(row.get::<String, _>(1), "decline");
            let body: Vec<u8> = row.get(2);
            assert!(!body.windows(5).any(|bytes| bytes == b"xylop" || bytes == b"other"));
        }
        run(&mut aside, "UPDATE unanswered SET number = number - 1").await;
        assert_eq!(texts(&store).await, [] as [&str; 0]);
    }

    async fn questions_go_after_their_time(fresh: &Fresh) {
        let store = fresh.open().await;
        let kept_for = i64::try_from(UNANSWERED_FOR.as_secs()).unwrap();
        store.settle(asked(NOW, vec![question("old", Why::Decline)]));
        store.settle(asked(NOW + 3_600, vec![question("new", Why::Decline)]));
        store.tidy(NOW + kept_for).await.unwrap();
        assert_eq!(texts(&store).await.len(), 2);
        store.tidy(NOW + kept_for + 1).await.unwrap();
        assert_eq!(texts(&store).await, ["new"]);
    }

    async fn what_is_past_its_time_is_not_shown_though_it_is_still_there(fresh: &Fresh) {
        let store = fresh.open().await;
        let kept_for = i64::try_from(UNANSWERED_FOR.as_secs()).unwrap();
        store.settle(asked(NOW, vec![question("old", Why::Decline)]));
        store.settled(asked(NOW + 3_600, vec![question("new", Why::Decline)])).await;
        let at = move |later| NOW + kept_for + later;
        assert_eq!(store.unanswered(at(0)).await.unwrap().len(), 2);
        let shown = store.unanswered(at(1)).await.unwrap();
        let shown: Vec<&str> = shown.iter().map(|kept| kept.question.text.as_str()).collect();
        assert_eq!(shown, ["new"]);
        let before = store.questions_state(at(0)).await.unwrap();
        assert_ne!(store.questions_state(at(1)).await.unwrap(), before);
        closed(store).await;
        let settings = fresh.settings.clone();
        let stored = tokio::task::spawn_blocking(move || peek(&settings, at(1), 0)).await;
        let stored = stored.unwrap().unwrap().unanswered;
        assert_eq!(stored.len(), 1);
        assert_eq!(stored[0].question.text, "new");
    }

    async fn the_newest_are_kept_when_there_are_too_many(fresh: &Fresh) {
        let store = fresh.open().await;
        let many = |n: i64| (0..n).map(|_| question("new", Why::Decline)).collect();
        store.settle(asked(NOW, vec![question("old", Why::Decline), question("old", Why::Decline)]));
        store.settled(asked(NOW + 3_600, many(MOST_UNANSWERED - 1))).await;
        store.tidy(NOW).await.unwrap();
        let kept = texts(&store).await;
        assert_eq!(i64::try_from(kept.len()), Ok(MOST_UNANSWERED));
        assert_eq!(kept.iter().filter(|text| *text == "old").count(), 1);
        store.settled(asked(NOW + 7_200, many(5_000))).await;
        store.tidy(NOW).await.unwrap();
        let left = sqlx::query("SELECT COUNT(*) FROM unanswered").fetch_one(&mut fresh.aside().await).await;
        assert_eq!(left.unwrap().get::<i64, _>(0), MOST_UNANSWERED);
        assert!(!texts(&store).await.contains(&"old".to_owned()));
    }

    async fn what_is_ignored_goes_and_is_known_for_good(fresh: &Fresh) {
        let store = fresh.open().await;
        let all = ["a", "b", "c", "d"].map(|text| question(text, Why::Decline));
        store.settled(asked(NOW, all.to_vec())).await;
        let kept = store.unanswered(NOW).await.unwrap();
        let numbers = |texts: &[&str]| -> Vec<i64> {
            let found = kept.iter().filter(|kept| texts.contains(&kept.question.text.as_str()));
            found.map(|kept: &Kept| kept.number).collect()
        };
        store.ignore("b".to_owned(), numbers(&["b", "c"])).await.unwrap();
        // Whoever did not hear that it was done asks again.
        store.ignore("b".to_owned(), numbers(&["b", "c"])).await.unwrap();
        closed(store).await;
        let store = fresh.open().await;
        let mut left = texts(&store).await;
        left.sort();
        assert_eq!(left, ["a", "d"]);
        assert_eq!(store.ignored().await.unwrap(), ["b"]);
        store.tidy(NOW * 2).await.unwrap();
        assert_eq!(store.ignored().await.unwrap(), ["b"], "for good");
        store.forget_all_unanswered().await.unwrap();
        assert_eq!(texts(&store).await, [] as [&str; 0]);
        assert_eq!(store.ignored().await.unwrap(), [] as [&str; 0]);
    }

    async fn what_is_ignored_is_bounded(fresh: &Fresh) {
        let store = fresh.open().await;
        store.ignore("b".to_owned(), Vec::new()).await.unwrap();
        let mut aside = fresh.aside().await;
        for many in [MOST_UNANSWERED, 3_000] {
            run(&mut aside, &format!(
                "INSERT INTO ignored (number, body) WITH RECURSIVE n(i) AS \
                 (SELECT {many} UNION ALL SELECT i + 1 FROM n WHERE i < 2 * {many} - 1) \
                 SELECT i, (SELECT body FROM ignored LIMIT 1) FROM n WHERE true ON CONFLICT DO NOTHING",
            )).await;
        }
        store.tidy(NOW).await.unwrap();
        let left = sqlx::query("SELECT COUNT(*) FROM ignored").fetch_one(&mut aside).await;
        assert_eq!(left.unwrap().get::<i64, _>(0), MOST_UNANSWERED);
    }

    async fn every_change_of_what_is_stored_is_seen(fresh: &Fresh) {
        let store = fresh.open().await;
        let mut states = vec![store.questions_state(NOW).await.unwrap()];
        for text in ["a", "b"] {
            store.settled(asked(NOW, vec![question(text, Why::Decline)])).await;
            states.push(store.questions_state(NOW).await.unwrap());
        }
        for text in ["c", "d"] {
            let one = store.unanswered(NOW).await.unwrap()[0].number;
            store.settled(asked(NOW, vec![question(text, Why::Decline)])).await;
            store.ignore(text.to_owned(), vec![one]).await.unwrap();
            states.push(store.questions_state(NOW).await.unwrap());
        }
        store.forget_all_unanswered().await.unwrap();
        assert_eq!(store.questions_state(NOW).await.unwrap(), states[0]);
        for (at, state) in states.iter().enumerate() {
            assert!(!states[..at].contains(state), "{at}");
        }
        store.ignore("d".to_owned(), Vec::new()).await.unwrap();
        let before = store.questions_state(NOW).await.unwrap();
        store.ignore("d".to_owned(), Vec::new()).await.unwrap();
        assert_eq!(store.questions_state(NOW).await.unwrap(), before);
    }

    async fn counts_are_read_from_a_day_on(fresh: &Fresh) {
        let store = fresh.open().await;
        for (at, entry) in [(NOW - 86_400, ""), (NOW, ""), (NOW, "sun"), (NOW + 5, "sun")] {
            let counts = vec![("answer", entry.to_owned())];
            store.settle(Outcome { at, counts, ..Outcome::default() });
        }
        let day = NOW / 86_400;
        let counted = store.counts(day).await.unwrap();
        let found: Vec<_> = counted.iter().map(|it| (it.day, it.kind.as_str(), it.entry.as_str(), it.n)).collect();
        assert_eq!(found, [(day, "answer", "", 1), (day, "answer", "sun", 2)]);
        assert_eq!(store.counts(day - 1).await.unwrap().len(), 3);
    }
}
