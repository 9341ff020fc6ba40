//! Long polling: asks Telegram for updates, and confirms only those that were taken.
//!
//! Of our own rather than teloxide's, whose stream confirms a batch before it is handled.

use std::time::Duration;

use serde_json::value::RawValue;
use teloxide::payloads::GetUpdates;
use tokio::time::{Instant, sleep};

use super::api::{Api, Failure, TokenRefused};
use super::send::jitter;
use super::update::{self, KINDS, Received};

/// How long Telegram holds a request open when there is nothing; it allows 50 seconds.
const HOLD: Duration = Duration::from_secs(50);

/// What a request may take beyond that.
const SPARE: Duration = Duration::from_secs(10);

/// The most updates that Telegram gives at once.
const BATCH: u8 = 100;

/// After so long without an update, the next number is any: nothing is confirmed by it.
const NUMBERS_LAST: Duration = Duration::from_hours(6 * 24);

/// How long to wait before asking again.
#[derive(Debug, Clone, Copy)]
struct Pauses {
    /// While the server is in trouble, from and to.
    first: Duration,
    longest: Duration,
    /// For another poller to go away.
    conflict: Duration,
}

const PAUSES: Pauses = Pauses {
    first: Duration::from_secs(1),
    longest: Duration::from_secs(64),
    conflict: Duration::from_secs(15),
};

/// Asks for updates and knows which were taken.
#[derive(Debug)]
pub(super) struct Poller {
    /// The next update that is wanted.
    offset: Option<i32>,
    last_update: Instant,
    pauses: Pauses,
    /// The next one.
    pause: Duration,
}

impl Poller {
    pub(super) fn new() -> Self {
        Self {
            offset: None,
            last_update: Instant::now(),
            pauses: PAUSES,
            pause: PAUSES.first,
        }
    }

    /// The next updates, perhaps none. Those that were taken are confirmed by it. Troubles are
    /// waited out.
    pub(super) async fn next(&mut self, api: &Api) -> Result<Vec<Received>, TokenRefused> {
        self.forget_old_numbers();
        let request = self.request(HOLD);
        match api
            .call_within::<_, Vec<Box<RawValue>>>(&request, HOLD + SPARE)
            .await
        {
            Ok(raw) => {
                let came = raw.len();
                let received = receive(raw);
                if received.is_empty() && came > 0 {
                    // They would come again at once, and again.
                    log::warn!("no update has a number that can be confirmed; trying again");
                    self.pause().await;
                } else {
                    self.pause = self.pauses.first;
                }
                Ok(received)
            }
            Err(failure) if failure.is_token_refused() => Err(TokenRefused),
            Err(failure) => {
                self.wait_out(&failure).await;
                Ok(Vec::new())
            }
        }
    }

    /// After a quiet week the next number is any, and may be below the last.
    fn forget_old_numbers(&mut self) {
        if self.last_update.elapsed() > NUMBERS_LAST {
            self.offset = None;
        }
    }

    /// Notes that an update was taken, so that Telegram may forget it and those before it.
    pub(super) fn taken(&mut self, number: u32) {
        self.offset = i32::try_from(number)
            .ok()
            .and_then(|number| number.checked_add(1));
        self.last_update = Instant::now();
    }

    /// Tells Telegram what was taken, which may take `limit`.
    pub(super) async fn confirm(&self, api: &Api, limit: Duration) -> Result<(), Failure> {
        if self.offset.is_none() {
            return Ok(());
        }
        let mut request = self.request(Duration::ZERO);
        // One may come with the answer; it will come again.
        request.limit = Some(1);
        api.call_within::<_, Vec<Box<RawValue>>>(&request, limit)
            .await
            .map(|_| ())
    }

    fn request(&self, hold: Duration) -> GetUpdates {
        let mut request = GetUpdates::new();
        request.offset = self.offset;
        request.limit = Some(BATCH);
        request.timeout = u32::try_from(hold.as_secs()).ok();
        request.allowed_updates = Some(KINDS.to_vec());
        request
    }

    async fn wait_out(&mut self, failure: &Failure) {
        let pause = match failure {
            Failure::TooMany(wait) => *wait,
            failure if failure.is_conflict() => {
                log::error!(
                    "another program asks for this bot's updates, or a webhook is set: {failure}; \
                     stop the other one, or see `skincare-faq-bot doctor`"
                );
                self.pauses.conflict
            }
            failure => {
                log::warn!("no updates from Telegram: {failure}; trying again");
                return self.pause().await;
            }
        };
        sleep(pause + jitter(self.pauses.first)).await;
    }

    /// Waits twice as long each time.
    async fn pause(&mut self) {
        let pause = self.pause;
        self.pause = (pause * 2).min(self.pauses.longest);
        sleep(pause + jitter(self.pauses.first)).await;
    }
}

/// The updates that have a number.
fn receive(raw: Vec<Box<RawValue>>) -> Vec<Received> {
    let mut received = Vec::with_capacity(raw.len());
    for raw in raw {
        match update::receive(raw) {
            Ok(update) => received.push(update),
            // It cannot be confirmed alone; what follows it confirms it.
            Err(_) => log::warn!("an update without a number was left out"),
        }
    }
    received
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receive(poller: &mut Poller, json: &str) -> Vec<(u32, bool)> {
        let raw: Vec<Box<RawValue>> = serde_json::from_str(json).unwrap();
        let received = super::receive(raw).into_iter();
        received
            .map(|received| {
                poller.taken(received.number);
                (received.number, received.update.is_some())
            })
            .collect()
    }

    #[test]
    fn nothing_is_wanted_again_that_was_received_even_if_it_cannot_be_read() {
        let mut poller = Poller::new();
        let known = receive(
            &mut poller,
            r#"[{"update_id":5,"no_such_kind":{}},{"update_id":6,"message":{"broken":true}}]"#,
        );
        assert_eq!(known.len(), 2);
        assert_eq!(poller.offset, Some(7));
    }

    #[test]
    fn numbers_may_begin_anew() {
        let mut poller = Poller::new();
        receive(&mut poller, r#"[{"update_id":900}]"#);
        receive(&mut poller, r#"[{"update_id":10}]"#);
        assert_eq!(poller.offset, Some(11));
    }

    #[tokio::test(start_paused = true)]
    async fn another_poller_is_given_time_and_trouble_more_and_more() {
        let conflict = Failure::Refused {
            code: 409,
            says: "Conflict".to_owned(),
        };
        let seconds = async |poller: &mut Poller, failure: &Failure| {
            let start = Instant::now();
            poller.wait_out(failure).await;
            start.elapsed().as_secs_f64()
        };
        let mut poller = Poller::new();
        for pause in [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 64.0] {
            let waited = seconds(&mut poller, &Failure::Server(502)).await;
            assert!((pause..pause + 0.6).contains(&waited), "{waited} s");
        }
        for _ in 0..2 {
            let waited = seconds(&mut poller, &conflict).await;
            assert!((15.0..15.6).contains(&waited), "{waited} s");
        }
        let asked = Failure::TooMany(Duration::from_secs(7));
        let waited = seconds(&mut poller, &asked).await;
        assert!((7.0..7.6).contains(&waited), "{waited} s");
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_quiet_week_no_number_is_held_on_to() {
        let mut poller = Poller::new();
        poller.taken(900);
        poller.forget_old_numbers();
        assert_eq!(poller.offset, Some(901));
        tokio::time::advance(NUMBERS_LAST + Duration::from_secs(1)).await;
        poller.forget_old_numbers();
        assert_eq!(poller.offset, None);
    }
}
