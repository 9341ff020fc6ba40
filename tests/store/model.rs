//! Whatever is taken and settled in whatever order, and however often the process ends in between.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::place::{Fresh, NOW, answered, closed, update};

#[derive(Debug, Clone)]
enum Step {
    Take(Vec<i64>),
    Settle(i64),
    Reopen,
    Tidy,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => vec(0_i64..30, 0..8).prop_map(Step::Take),
        4 => (0_i64..30).prop_map(Step::Settle),
        1 => Just(Step::Reopen),
        1 => Just(Step::Tidy),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_waits_is_what_was_taken_and_not_settled(steps in vec(step(), 1..40)) {
        Runtime::new().unwrap().block_on(async {
            let fresh = Fresh::sqlite();
            let mut store = fresh.open().await;
            let mut seen = BTreeSet::new();
            let mut waits: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
            for step in steps {
                match step {
                    Step::Take(numbers) => {
                        let updates: Vec<_> =
                            numbers.iter().map(|number| update(*number, number % 3)).collect();
                        let expected: Vec<bool> =
                            numbers.iter().map(|number| seen.insert(*number)).collect();
                        for (arrival, is_new) in updates.iter().zip(&expected) {
                            if *is_new {
                                waits.insert(arrival.number, arrival.body.clone().unwrap());
                            }
                        }
                        assert_eq!(store.take(updates).await.unwrap(), expected);
                    }
                    Step::Settle(number) => {
                        waits.remove(&number);
                        store.settle(answered(number));
                    }
                    Step::Reopen => {
                        closed(store).await;
                        store = fresh.open().await;
                    }
                    Step::Tidy => store.tidy(NOW).await.unwrap(),
                }
                let found = store.waiting(None, 100).await.unwrap();
                let found: BTreeMap<i64, Vec<u8>> =
                    found.into_iter().map(|update| (update.number, update.body.unwrap())).collect();
                assert_eq!(found, waits);
            }
        });
    }
}
