//! Tells the operator's chats which answers have to be reviewed, once a day.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::bot::Bot;
use crate::faq::{due, utc_date};
use crate::reply::operator;

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
    // Noted before it is told, so that neither a restart nor another replica tells it a second time. If
    // the process ends in between or Telegram takes nothing, it is in the log alone that day.
    let told = bot.store.hash("told of reviews", &[], "");
    let again = now.saturating_add(AGAIN_AFTER);
    // If the database does not tell, the next look will.
    if !bot.store.mark_once(told, now, again).await.unwrap_or(false) {
        return;
    }
    for due in &due {
        log::warn!("{due}");
    }
    bot.operators.tell(operator::reviews(&due));
}
