//! Requests that are to succeed: faults that pass are waited out, in the order of each chat.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use teloxide::requests::Payload;
use tokio::time::{Instant, sleep};

use super::api::{Api, Failure};

/// How long faults are waited out; what passes within a minute costs no reply.
const PATIENCE: Duration = Duration::from_secs(90);

/// The longest that Telegram may make us wait at once.
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// How long faults are waited out.
#[derive(Debug, Clone, Copy)]
struct Pauses {
    /// The first pause after a fault, doubled each time up to the longest.
    first: Duration,
    longest: Duration,
    /// How long a fault may last.
    patience: Duration,
}

const PAUSES: Pauses = Pauses {
    first: Duration::from_millis(200),
    longest: Duration::from_secs(5),
    patience: PATIENCE,
};

/// Asks until Telegram answers, or until that is hopeless.
///
/// A 429 is waited out as long as Telegram says. 5xx, timeouts and broken connections are tried
/// again with growing pauses for a minute and a half. Everything else is final.
pub(super) async fn insist<P, R>(api: &Api, payload: &P) -> Result<R, Failure>
where
    P: Payload + Serialize,
    R: DeserializeOwned,
{
    insist_for(PAUSES, api, payload).await
}

async fn insist_for<P, R>(pauses: Pauses, api: &Api, payload: &P) -> Result<R, Failure>
where
    P: Payload + Serialize,
    R: DeserializeOwned,
{
    let mut trouble_since: Option<Instant> = None;
    let mut pause = pauses.first;
    let mut may_be_sent = false;
    loop {
        let failure = match api.call(payload).await {
            Ok(result) => {
                // What is set or edited again is the same as before.
                if may_be_sent && P::NAME.starts_with("Send") {
                    log::warn!(
                        "{} was sent again after an answer was lost: it may have come twice",
                        P::NAME
                    );
                }
                return Ok(result);
            }
            Err(failure) => failure,
        };
        match failure {
            Failure::TooMany(wait) if wait <= LONGEST_WAIT => {
                log::debug!("{} waits {} s as Telegram asks", P::NAME, wait.as_secs());
                sleep(wait + jitter(pauses.first)).await;
                // Whoever asks us to wait is well.
                trouble_since = None;
                pause = pauses.first;
            }
            Failure::Server(_) | Failure::NoAnswer { .. } => {
                let since = *trouble_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= pauses.patience {
                    return Err(failure);
                }
                may_be_sent |= matches!(failure, Failure::NoAnswer { sent: true, .. });
                log::debug!("{} is tried again: {failure}", P::NAME);
                sleep(pause + jitter(pause)).await;
                pause = (pause * 2).min(pauses.longest);
            }
            final_one => return Err(final_one),
        }
    }
}

/// Up to half of `most`, so that many chats do not try again in step.
pub(super) fn jitter(most: Duration) -> Duration {
    most.mul_f64(fastrand::f64() / 2.0)
}
