//! Requests that are to succeed: faults that pass are waited out, in the order of each chat.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use teloxide::requests::Payload;
use tokio::time::{Instant, sleep};

use super::api::{Api, Failure, May, TokenRefused};

/// How long faults are waited out; what passes within a minute costs no reply.
const PATIENCE: Duration = Duration::from_secs(90);

/// The longest that Telegram may make a request wait, in all; after a longer wait it is seen anew
/// whether what was to be said is not too old.
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

/// Pauses while the bot cannot begin to serve, from and to.
const WAITS: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(30));

/// Asks until Telegram answers, or until that is hopeless.
///
/// A 429 is waited out as long as Telegram says, ten minutes in all. 5xx, timeouts and broken
/// connections are tried again with growing pauses for a minute and a half. Everything else is final.
pub(super) async fn insist<P, R>(api: &Api, payload: &P) -> Result<R, Failure>
where
    P: Payload + Serialize,
    R: DeserializeOwned,
{
    insist_if(api, payload, &|| true).await
}

/// The same, as long as `may` says so before each try.
pub(super) async fn insist_if<P, R>(api: &Api, payload: &P, may: May<'_>) -> Result<R, Failure>
where
    P: Payload + Serialize,
    R: DeserializeOwned,
{
    insist_for(PAUSES, api, payload, may).await
}

async fn insist_for<P, R>(
    pauses: Pauses,
    api: &Api,
    payload: &P,
    may: May<'_>,
) -> Result<R, Failure>
where
    P: Payload + Serialize,
    R: DeserializeOwned,
{
    let begun = Instant::now();
    let mut trouble_since: Option<Instant> = None;
    let mut pause = pauses.first;
    let mut may_be_sent = false;
    loop {
        let failure = match api.call_if(payload, may).await {
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
            Failure::TooMany(wait) if begun.elapsed() + wait <= LONGEST_WAIT => {
                log::debug!("{} waits {} s as Telegram asks", P::NAME, wait.as_secs());
                sleep(wait + jitter(pauses.first)).await;
                api.metrics().retry(P::NAME);
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
                api.metrics().retry(P::NAME);
                pause = (pause * 2).min(pauses.longest);
            }
            final_one => return Err(final_one),
        }
    }
}

/// Asks until Telegram grants it, however long that takes: without it the bot cannot serve. `trouble`
/// is what the log is told while it does not.
///
/// # Errors
///
/// If Telegram refuses the token.
pub(super) async fn wait_for<P, R>(api: &Api, payload: &P, trouble: &str) -> Result<R, TokenRefused>
where
    P: Payload + Serialize,
    R: DeserializeOwned,
{
    let mut pause = WAITS.0;
    loop {
        match api.call(payload).await {
            Ok(result) => return Ok(result),
            Err(failure) if failure.is_token_refused() => return Err(TokenRefused),
            Err(failure) => {
                log::warn!("{trouble}: {failure}; trying again");
                let wait = match failure {
                    Failure::TooMany(wait) => wait,
                    _ => pause,
                };
                sleep(wait + jitter(pause)).await;
                api.metrics().retry(P::NAME);
                pause = (pause * 2).min(WAITS.1);
            }
        }
    }
}

/// Up to half of `most`, so that many chats do not try again in step.
pub(super) fn jitter(most: Duration) -> Duration {
    most.mul_f64(fastrand::f64() / 2.0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::http::StatusCode;
    use teloxide::payloads::GetMe;

    use super::*;
    use crate::telegram::stub;

    const SHORT: Pauses = Pauses {
        first: Duration::from_millis(1),
        longest: Duration::from_millis(4),
        patience: Duration::from_millis(50),
    };

    const TROUBLE: (u16, &str) = (502, "<html>Bad Gateway</html>");

    /// A server with these answers, of which the last is given for ever, and how often it was asked.
    async fn server(answers: &'static [(u16, &'static str)]) -> (Api, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let app = Router::new().fallback(move || {
            let at = count.fetch_add(1, Ordering::Relaxed);
            let (status, body) = answers[at.min(answers.len() - 1)];
            async move { (StatusCode::from_u16(status).unwrap(), body) }
        });
        let config = stub::serve(app, &[]).await;
        (Api::new(&config, Arc::default()).unwrap(), asked)
    }

    #[tokio::test]
    async fn trouble_that_does_not_end_is_given_up() {
        let (api, asked) = server(&[TROUBLE]).await;
        let start = Instant::now();
        let ended = insist_for::<_, bool>(SHORT, &api, &GetMe::new(), &|| true).await;
        assert_eq!(ended, Err(Failure::Server(502)));
        assert!(start.elapsed() >= SHORT.patience);
        let asked = asked.load(Ordering::Relaxed);
        assert!((3..60).contains(&asked), "asked {asked} times");
    }

    #[tokio::test]
    async fn patience_begins_anew_when_the_server_has_asked_to_wait() {
        let (api, _) = server(&[
            TROUBLE,
            (
                429,
                r#"{"ok":false,"error_code":429,"parameters":{"retry_after":1}}"#,
            ),
            TROUBLE,
            TROUBLE,
            (200, r#"{"ok":true,"result":true}"#),
        ])
        .await;
        let ended = insist_for::<_, bool>(SHORT, &api, &GetMe::new(), &|| true).await;
        assert_eq!(ended, Ok(true));
    }

    #[tokio::test]
    async fn refusal_is_final() {
        let (api, asked) = server(&[(403, r#"{"ok":false,"error_code":403}"#)]).await;
        let ended = insist_for::<_, bool>(SHORT, &api, &GetMe::new(), &|| true).await;
        assert!(ended.unwrap_err().is_forbidden());
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        assert_eq!(api.silent_for(), None);
    }

    #[tokio::test]
    async fn requests_are_counted_and_what_is_granted_is_a_sign_of_life() {
        let (api, _) = server(&[TROUBLE, (200, r#"{"ok":true,"result":true}"#)]).await;
        let ended = insist_for::<_, bool>(SHORT, &api, &GetMe::new(), &|| true).await;
        assert_eq!(ended, Ok(true));
        assert!(api.silent_for().is_some());
        let counted = api.metrics().text().unwrap();
        for line in [
            "bot_sends_total{method=\"GetMe\",result=\"server\"} 1\n",
            "bot_sends_total{method=\"GetMe\",result=\"ok\"} 1\n",
            "bot_retries_total{method=\"GetMe\"} 1\n",
        ] {
            assert!(counted.contains(line), "no {line:?} in {counted}");
        }
    }

    #[test]
    fn pauses_differ_and_none_is_much_longer() {
        let drawn: Vec<Duration> = (0..20).map(|_| jitter(SHORT.longest)).collect();
        assert!(drawn.iter().any(|pause| *pause != drawn[0]));
        assert!(drawn.iter().all(|pause| *pause <= SHORT.longest / 2));
    }
}
