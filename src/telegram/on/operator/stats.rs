//! What was counted this week and last.

use crate::faq::utc_day;
use crate::reply::{Reply, operator};
use crate::stats::Weeks;
use crate::telegram::job::Job;
use crate::telegram::surely::{Away, surely};

/// The figures of this week and last.
pub(super) async fn of_two_weeks(job: &Job) -> Reply {
    let today = utc_day(job.bot.now());
    let store = &job.bot.store;
    match job
        .soon(surely(|| store.counts(Weeks::first_day(today))))
        .await
    {
        Ok(counts) => operator::stats(job.served.assistant.faq(), &Weeks::of(&counts, today)),
        Err(Away) => operator::storage_silent(),
    }
}
