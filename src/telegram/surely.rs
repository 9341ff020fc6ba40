//! What the database is asked until it tells.

use std::time::Duration;

use tokio::time::sleep;

use crate::store;

/// How long to wait before the database is asked again.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(1);

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
