//! What was counted this week and last.

use std::time::Duration;

use tokio::time::sleep;

use crate::reply::{Reply, operator};
use crate::stats::Weeks;
use crate::telegram::job::Job;

/// How long to wait before the database is asked again.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(1);

const SECONDS_A_DAY: i64 = 24 * 3_600;

/// The figures of this week and last.
pub(super) async fn of_two_weeks(job: &Job) -> Reply {
    let today = job.bot.now().div_euclid(SECONDS_A_DAY);
    loop {
        match job.bot.store.counts(Weeks::first_day(today)).await {
            Ok(counts) => return operator::stats(job.faq(), &Weeks::of(&counts, today)),
            // The store tells of its trouble itself.
            Err(_) => sleep(ASK_AGAIN_AFTER).await,
        }
    }
}
