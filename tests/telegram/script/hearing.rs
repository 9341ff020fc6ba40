//! What the person gets from the bot.

use std::panic::Location;

use super::chat::Chat;
use super::expect::Expect;
use super::received::Received;
use crate::fake::state::Deed;

impl Chat {
    /// The bot's next message here.
    #[track_caller]
    pub(crate) fn gets(&self, expected: impl Expect) -> impl Future<Output = Received> {
        let place = Location::caller();
        async move {
            let sent = self.world.next(|deed| match deed {
                Deed::Sent(message) if self.is_here(message) => Some(message.clone()),
                _ => None,
            });
            self.compare(place, "a message", &expected, sent.await.map(Received))
        }
    }

    /// The bot's next edit here, of whichever message.
    #[track_caller]
    pub(crate) fn gets_edit(&self, expected: impl Expect) -> impl Future<Output = Received> {
        self.next_edit(expected, Location::caller())
    }

    async fn next_edit(
        &self,
        expected: impl Expect,
        place: &'static Location<'static>,
    ) -> Received {
        let edited = self.world.next(|deed| match deed {
            Deed::Edited(message) if self.is_here(message) => Some(message.clone()),
            _ => None,
        });
        self.compare(place, "an edit", &expected, edited.await.map(Received))
    }

    /// The bot's next edit here; it must be one of its last message.
    #[track_caller]
    pub(crate) fn last_message_became(
        &self,
        expected: impl Expect,
    ) -> impl Future<Output = Received> {
        let place = Location::caller();
        async move {
            let last = self.last_message().id();
            let edited = self.next_edit(expected, place).await;
            if edited.id() != last {
                let what = format!(
                    "message {} was edited and not the last one, {last}",
                    edited.id()
                );
                self.world.fail(place, &what);
            }
            edited
        }
    }

    /// The bot deletes this message.
    #[track_caller]
    pub(crate) fn loses(&self, message: &Received) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let deleted = self.world.next(|deed| match deed {
                Deed::Deleted(gone) if self.is_here(gone) => Some(gone.clone()),
                _ => None,
            });
            let deleted = deleted.await.map(|gone| Received(gone).id());
            if deleted != Some(message.id()) {
                let what = format!(
                    "expected message {} to be deleted, got {deleted:?}",
                    message.id()
                );
                self.world.fail(place, &what);
            }
        }
    }

    /// The message, if it is as expected; the test fails if it is not, or there is none.
    pub(super) fn compare(
        &self,
        place: &Location<'_>,
        what: &str,
        expected: &impl Expect,
        got: Option<Received>,
    ) -> Received {
        match got {
            Some(got) if expected.fits(got.text()) => got,
            Some(got) => {
                let got = got.text();
                let what = format!("expected {what}, {}\ngot {got:?}", expected.shown());
                self.world.fail(place, &what)
            }
            None => {
                let what = format!("expected {what}, {}\ngot nothing", expected.shown());
                self.world.fail(place, &what)
            }
        }
    }

    /// The bot's last message here has these buttons, row after row.
    #[track_caller]
    pub(crate) fn buttons<const N: usize>(&self, expected: [&str; N]) {
        let last = self.last_message();
        if last.buttons() != expected {
            let what = format!(
                "expected the buttons {expected:?}\ngot {:?}",
                last.buttons()
            );
            self.world.fail(Location::caller(), &what);
        }
    }
}
