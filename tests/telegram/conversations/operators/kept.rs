//! Questions that were asked in vain, put into the database before the bot is started.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use skincare_faq_bot::store::{Outcome, Place, Settings, Store, Unanswered, Why};

use crate::fake::state::BOT;
use crate::script::World;

/// Keeps each question so often, as asked in vain by two people.
pub(in crate::conversations) async fn keep(world: &Arc<World>, questions: &[(&str, usize)]) {
    keep_in(Place::Folder(world.data()), world, questions).await;
}

/// The same in a database of choice.
pub(super) async fn keep_in(place: Place, world: &Arc<World>, questions: &[(&str, usize)]) {
    let settings = Settings {
        place,
        key: None,
        key_file: world.data().with_file_name("storage.key"),
        bot: BOT.unsigned_abs(),
        unanswered_for: Duration::from_hours(24),
    };
    let store = Store::open(&settings).await.expect("a database");
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |now| now.as_secs()).cast_signed();
    let question = |text: &str| Unanswered {
        text: text.to_owned(),
        why: Why::Decline,
        instead: None,
        askers: 2,
    };
    let all = questions.iter();
    let all = all.flat_map(|(text, times)| std::iter::repeat_n(question(text), *times));
    store
        .settled(Outcome {
            at: now,
            unanswered: all.collect(),
            ..Outcome::default()
        })
        .await;
    store.close(Duration::from_secs(5)).await;
}
