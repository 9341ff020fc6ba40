//! What was counted this week and last.

use super::open::surely;
use crate::reply::{Reply, operator};
use crate::stats::Weeks;
use crate::telegram::job::Job;

const SECONDS_A_DAY: i64 = 24 * 3_600;

/// The figures of this week and last.
pub(super) async fn of_two_weeks(job: &Job) -> Reply {
    let today = job.bot.now().div_euclid(SECONDS_A_DAY);
    let store = &job.bot.store;
    let counts = surely(|| store.counts(Weeks::first_day(today))).await;
    operator::stats(job.served.assistant.faq(), &Weeks::of(&counts, today))
}
