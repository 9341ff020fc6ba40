//! What the database is asked until it tells, or for as long as somebody likes to wait.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::store;

/// How long to wait before the database is asked again.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// So long operators are let wait for the database: what is busy or connects anew is done by then.
const PATIENCE: Duration = Duration::from_secs(3);

/// The database did not tell in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Away;

/// What the database tells, however often it has to be asked. The store tells of its trouble itself.
pub(super) async fn surely<T, F>(ask: impl Fn() -> F) -> T
where
    F: Future<Output = Result<T, store::Error>>,
{
    loop {
        match ask().await {
            Ok(told) => return told,
            Err(_) => sleep(ASK_AGAIN_AFTER).await,
        }
    }
}

/// What comes of something that waits for the database, if that is soon. What was asked of the database
/// may be done all the same.
///
/// # Errors
///
/// If it is not.
pub(super) async fn soon<T>(told: impl Future<Output = T>) -> Result<T, Away> {
    timeout(PATIENCE, told).await.map_err(|_| Away)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_passes_is_waited_out_and_what_does_not_is_given_up() {
        let asked = Cell::new(0);
        let fails = |times: u32| {
            let asked = &asked;
            move || async move {
                asked.set(asked.get() + 1);
                if asked.get() > times {
                    Ok(asked.get())
                } else {
                    Err(store::Error::Passing(String::new()))
                }
            }
        };
        assert_eq!(soon(surely(fails(2))).await, Ok(3));
        assert_eq!(soon(surely(fails(u32::MAX))).await, Err(Away));
        assert!(asked.get() <= 8, "asked {} times", asked.get());
    }
}
