//! That nothing comes.

use std::panic::Location;

use super::chat::Chat;
use crate::fake::state::{Deed, USERNAME};

impl Chat {
    /// The bot does nothing here that was not spoken of: a marker that it does answer is sent, and
    /// nothing may come before the answer. In groups somebody else sends it, so that no limit is hit.
    #[track_caller]
    pub(crate) fn gets_nothing(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let kind = self
                .world
                .state(|state| state.rooms[&self.key].chat["type"].clone());
            let marker = &self.world.setup.marker;
            let sent = match kind.as_str() {
                Some("private") if self.key.business.is_none() => self.says(marker.as_str()).await,
                Some("group" | "supergroup") => {
                    let other = self.member("Marker");
                    other.says(format!("{marker}@{USERNAME}")).await
                }
                _ => return self.stays_silent_until_another_is_answered(place).await,
            };
            let reply = self.world.next(|deed| match deed {
                Deed::Sent(message) if self.is_here(message) => {
                    let is_reply = message["reply_to_message"]["message_id"] == sent.id();
                    is_reply.then_some(())
                }
                _ => None,
            });
            if reply.await.is_none() {
                self.world
                    .fail(place, "the marker was not answered with a reply to it");
            }
            self.nothing_is_untold(place);
        }
    }

    /// The bot does nothing here that was not spoken of, while it answers a marker in another chat and
    /// confirms that it has everything. For chats in which it may not write or is limited.
    #[track_caller]
    pub(crate) fn stays_silent(&self) -> impl Future<Output = ()> {
        self.stays_silent_until_another_is_answered(Location::caller())
    }

    async fn stays_silent_until_another_is_answered(&self, place: &'static Location<'static>) {
        let other = self.world.private("Marker");
        other.says(self.world.setup.marker.as_str()).await;
        other.gets(super::anything()).await;
        self.world.all_is_confirmed().await;
        self.nothing_is_untold(place);
    }

    fn nothing_is_untold(&self, place: &Location<'_>) {
        let untold = self.world.untold(|deed| match deed {
            Deed::Sent(message) | Deed::Edited(message) | Deed::Deleted(message) => {
                self.is_here(message)
            }
            _ => false,
        });
        if let Some(deed) = untold.first() {
            self.world
                .fail(place, &format!("expected nothing, got {deed:?}"));
        }
    }
}
