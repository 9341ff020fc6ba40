//! Whether the bot is ready: what has to be well, and how it is.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::api::Api;
use super::served::Serving;
use crate::health::Check;
use crate::store::Store;

/// So long after a poll began there is an answer, if only that there is nothing.
const POLL_WITHIN: Duration = Duration::from_secs(90);

/// What is looked at.
#[derive(Debug)]
pub(super) struct Ready {
    api: Arc<Api>,
    serving: Arc<Serving>,
    polling: bool,
    store: OnceLock<Store>,
}

impl Ready {
    pub(super) fn new(api: Arc<Api>, serving: Arc<Serving>, polling: bool) -> Self {
        Self {
            api,
            serving,
            polling,
            store: OnceLock::new(),
        }
    }

    /// Notes that the database is open.
    pub(super) fn opened(&self, store: Store) {
        // It is opened once.
        let _ = self.store.set(store);
    }

    /// How everything is.
    pub(super) async fn checks(&self) -> Vec<Check> {
        vec![
            // Without it the process would have ended; a broken edit leaves what was served before.
            Check {
                of: "faq",
                state: Ok(Some(self.serving.told())),
            },
            Check {
                of: "storage",
                state: self.storage().await.map_or(Ok(None), Err),
            },
            Check {
                of: "telegram",
                state: self.telegram().map_or(Ok(None), Err),
            },
        ]
    }

    async fn storage(&self) -> Option<String> {
        let Some(store) = self.store.get() else {
            return Some("it is not open yet".to_owned());
        };
        match store.trouble() {
            Some(trouble) => Some(trouble),
            None => store.probe().await.err().map(|error| error.to_string()),
        }
    }

    fn telegram(&self) -> Option<String> {
        match self.api.silent_for() {
            None => Some("it has not answered yet".to_owned()),
            Some(silent) if self.polling && silent > POLL_WITHIN => {
                Some(format!("it has not answered for {} s", silent.as_secs()))
            }
            Some(_) => None,
        }
    }
}
