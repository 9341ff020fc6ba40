//! Settings: what the environment says, checked, and what there is to be set.

mod secret;
mod settings;
mod storage;
mod values;
mod webhook;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use reqwest::Url;
use thiserror::Error;

use settings::{
    API_URL, DATA_DIR, DATABASE_URL, FLOOD_BURST, FLOOD_PER_MINUTE, HEALTH_ADDR, LOG,
    MAX_MESSAGE_AGE, OPERATOR_CHATS, STORAGE_KEY, STORAGE_KEY_FILE, TOKEN, UNANSWERED,
    UNANSWERED_DAYS, UNANSWERED_MIN_ASKERS, WEBHOOK_ADDR, WEBHOOK_CONNECTIONS, WEBHOOK_SECRET,
    WEBHOOK_URL, default_of,
};

pub use secret::{Secret, Token};
pub use settings::{SETTINGS, Setting};
pub use storage::Storage;
pub use webhook::Webhook;

/// How to get a token, for people who have none.
pub const HOW_TO_GET_A_TOKEN: &str = "open @BotFather on Telegram, send /newbot, and put the token into .env as \
     TELOXIDE_TOKEN=... (.env.example shows all settings)";

/// The most that messages and seconds can be set to.
const MOST: u32 = 1_000_000;

/// The most connections that Telegram opens.
const MOST_CONNECTIONS: u32 = 100;

/// The most days that unanswered questions can be kept.
const MOST_DAYS: u32 = 365;

/// The most people that can be asked for before a question is shown: no more are told apart.
pub const MOST_ASKERS: u32 = 100;

/// What becomes of questions that were not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered {
    /// Whether they are kept.
    pub are_kept: bool,
    /// For how many days.
    pub days: NonZeroU32,
    /// How many different people must have asked alike before a question is shown.
    pub min_askers: NonZeroU32,
}

impl Unanswered {
    /// For how many days they are kept; `None` if they are not.
    #[must_use]
    pub fn days_kept(&self) -> Option<NonZeroU32> {
        self.are_kept.then_some(self.days)
    }
}

/// What a person may send before the bot falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloodLimits {
    /// Messages at once.
    pub burst: NonZeroU32,
    /// Messages a minute in the long run.
    pub per_minute: NonZeroU32,
}

/// What the environment says of serving Telegram. Its `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The token, if there is one.
    pub token: Option<Token>,
    /// The Bot API server.
    pub api_url: Url,
    /// How a flood is limited.
    pub flood: FloodLimits,
    /// How long a message may have waited and still be answered.
    pub max_age: Duration,
    /// The chats whose members are operators, each once.
    pub operator_chats: Vec<i64>,
    /// How Telegram posts updates; `None` if they are polled for, or without a token.
    pub webhook: Option<Webhook>,
    /// Where health and metrics are served, if they are.
    pub health: Option<SocketAddr>,
    /// Where things are stored.
    pub storage: Storage,
    /// What becomes of questions that were not answered.
    pub unanswered: Unanswered,
}

/// A setting with a value that it cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{name}` must be {allowed}, found {found}")]
pub struct Error {
    name: &'static str,
    allowed: String,
    found: String,
}

impl Error {
    /// A value that may be shown.
    fn new(name: &'static str, allowed: impl Into<String>, value: &str) -> Self {
        Self {
            name,
            allowed: allowed.into(),
            found: format!("`{value}`"),
        }
    }

    /// A value that may not: what is said of it instead.
    fn secret(name: &'static str, allowed: impl Into<String>, found: &str) -> Self {
        Self {
            name,
            allowed: allowed.into(),
            found: format!("{found} (not shown, as it is secret)"),
        }
    }
}

impl Config {
    /// What the variables say that `look_up` knows; a blank one counts as absent.
    ///
    /// # Errors
    ///
    /// The first variable whose value is none that it may have.
    pub fn read(look_up: impl Fn(&str) -> Option<OsString>) -> Result<Self, Error> {
        let text = |name: &'static str| -> Result<Option<String>, Error> {
            let Some(value) = look_up(name) else {
                return Ok(None);
            };
            let text = value.into_string().map_err(|_| Error {
                name,
                allowed: "text in UTF-8".to_owned(),
                found: "other bytes".to_owned(),
            })?;
            let text = text.trim();
            Ok((!text.is_empty()).then(|| text.to_owned()))
        };
        let or_default = |name: &'static str| -> Result<String, Error> {
            Ok(text(name)?.unwrap_or_else(|| default_of(name).to_owned()))
        };
        let number = |name: &'static str, most: u32| -> Result<NonZeroU32, Error> {
            values::number(name, &or_default(name)?, most)
        };
        if let Some(levels) = text(LOG)? {
            values::log_levels(&levels)?;
        }
        let token = text(TOKEN)?.map(secret::token).transpose()?;
        let api_url = values::api_url(&or_default(API_URL)?)?;
        let flood = FloodLimits {
            burst: number(FLOOD_BURST, MOST)?,
            per_minute: number(FLOOD_PER_MINUTE, MOST)?,
        };
        let max_age = Duration::from_secs(number(MAX_MESSAGE_AGE, MOST)?.get().into());
        let operator_chats = text(OPERATOR_CHATS)?
            .map(|text| values::chats(OPERATOR_CHATS, &text))
            .transpose()?
            .unwrap_or_default();
        let webhook = webhook::read(
            &webhook::Texts {
                url: text(WEBHOOK_URL)?,
                address: or_default(WEBHOOK_ADDR)?,
                secret: text(WEBHOOK_SECRET)?,
            },
            number(WEBHOOK_CONNECTIONS, MOST_CONNECTIONS)?,
            token.as_ref(),
            &api_url,
        )?;
        let health = text(HEALTH_ADDR)?
            .map(|text| values::socket_address(HEALTH_ADDR, &text))
            .transpose()?;
        if let (Some(webhook), Some(health)) = (&webhook, health)
            && webhook.address == health
        {
            let allowed = format!("another address than `{WEBHOOK_ADDR}`");
            return Err(Error::new(HEALTH_ADDR, allowed, &health.to_string()));
        }
        let storage = Storage {
            folder: or_default(DATA_DIR)?.into(),
            server: text(DATABASE_URL)?.map(storage::server).transpose()?,
            key: text(STORAGE_KEY)?.map(Secret::new),
            key_file: or_default(STORAGE_KEY_FILE)?.into(),
        };
        storage.check()?;
        let unanswered = Unanswered {
            are_kept: values::switch(UNANSWERED, &or_default(UNANSWERED)?)?,
            days: number(UNANSWERED_DAYS, MOST_DAYS)?,
            min_askers: number(UNANSWERED_MIN_ASKERS, MOST_ASKERS)?,
        };
        Ok(Self {
            token,
            api_url,
            flood,
            max_age,
            operator_chats,
            webhook,
            health,
            storage,
            unanswered,
        })
    }
}
