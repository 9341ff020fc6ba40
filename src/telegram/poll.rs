//! Long polling: asks Telegram for updates, and confirms only those that were taken.
//!
//! Of our own rather than teloxide's, whose stream confirms a batch before it is handled.

use std::panic::catch_unwind;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::payloads::GetUpdates;
use teloxide::types::{AllowedUpdate, Update};
use tokio::time::{Instant, sleep};

use super::api::{Api, Failure};
use super::send::jitter;

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

/// The kinds of updates that the bot has an answer to.
const KINDS: [AllowedUpdate; 7] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::BusinessMessage,
    AllowedUpdate::EditedBusinessMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::InlineQuery,
    AllowedUpdate::MyChatMember,
];

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

/// An update as it came, and its number.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) number: u32,
    pub(super) raw: Box<RawValue>,
    /// `None` if teloxide cannot read it: newer than this version, or broken.
    pub(super) update: Option<Box<Update>>,
}

/// What every update has.
#[derive(Debug, Deserialize)]
struct Numbered {
    update_id: u32,
}

/// The token is refused: there is nothing to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TokenRefused;

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
                let came = !raw.is_empty();
                let received = receive(raw);
                if received.is_empty() && came {
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

/// An update, if teloxide can read it.
pub(super) fn read(raw: &str) -> Option<Box<Update>> {
    // teloxide leaves out media whose type Telegram does not name, and the words below them with it.
    let lacks_type = raw.contains("\"caption\"") && !raw.contains("\"mime_type\"");
    if !lacks_type {
        return serde_json::from_str(raw).ok();
    }
    let mut update: serde_json::Value = serde_json::from_str(raw).ok()?;
    for message in update.as_object_mut()?.values_mut() {
        for kind in ["animation", "audio", "document", "video", "voice"] {
            if let Some(media) = message
                .get_mut(kind)
                .and_then(|media| media.as_object_mut())
            {
                media.insert("mime_type".to_owned(), UNKNOWN_TYPE.into());
            }
        }
    }
    // teloxide reads updates from text alone.
    serde_json::from_str(&update.to_string()).ok()
}

/// The type of data that nobody knows more of.
const UNKNOWN_TYPE: &str = "application/octet-stream";

/// The updates that have a number, each read if it can be.
fn receive(raw: Vec<Box<RawValue>>) -> Vec<Received> {
    let mut received = Vec::with_capacity(raw.len());
    for raw in raw {
        // What has no number cannot be confirmed alone; what follows it confirms it.
        let Ok(Numbered { update_id: number }) = serde_json::from_str(raw.get()) else {
            log::warn!("an update without a number was left out");
            continue;
        };
        // What one update does to its reader must not end the process.
        let read = catch_unwind(|| read(raw.get()));
        received.push(Received {
            number,
            raw,
            update: read.unwrap_or_default(),
        });
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
    fn words_below_a_video_without_a_type_are_read() {
        let raw = r#"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private","first_name":"Ann"},"video":{"file_id":"1","file_unique_id":"1","width":1,"height":1,"duration":1},"caption":"my face is bleeding"}}"#;
        let update = read(raw).unwrap();
        let teloxide::types::UpdateKind::Message(message) = update.kind else {
            panic!("no message");
        };
        assert_eq!(message.caption(), Some("my face is bleeding"));
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
