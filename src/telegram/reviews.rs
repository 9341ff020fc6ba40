//! Tells the operator's chats which answers have to be reviewed, once a day.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::bot::Bot;
use crate::faq::{due, utc_date};
use crate::reply::operator;
use crate::store::Outcome;

/// How often it is seen whether there is something to tell.
const LOOK_EVERY: Duration = Duration::from_mins(30);

/// What was told is told again after so long, in seconds: at the next look after that it is the same
/// time of day.
const AGAIN_AFTER: i64 = 24 * 3_600 - 15 * 60;

/// Tells what there is to tell, for as long as it is let.
pub(super) async fn remind(bot: Arc<Bot>) {
    loop {
        remind_once(&bot).await;
        sleep(LOOK_EVERY).await;
    }
}

async fn remind_once(bot: &Bot) {
    let now = bot.now();
    let due = due(bot.serving.now().assistant.languages(), utc_date(now));
    if due.is_empty() || bot.operators.chats().is_empty() {
        return;
    }
    // Neither a restart nor another replica tells it a second time.
    let told = bot.store.hash("told of reviews", &[], "");
    // If the database does not tell, the next look will.
    if bot.store.is_marked(told, now).await.unwrap_or(true) {
        return;
    }
    bot.operators.tell(operator::reviews(&due));
    bot.store.settle(Outcome {
        at: now,
        marks: vec![(told, now.saturating_add(AGAIN_AFTER))],
        ..Outcome::default()
    });
}
