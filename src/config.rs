//! Settings: what the environment says, checked, and what there is to be set.

use std::ffi::OsString;
use std::fmt;
use std::num::NonZeroU32;

use reqwest::Url;
use thiserror::Error;

/// A setting as people are told of it. The same stands in `.env.example` and in the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Name of the environment variable.
    pub name: &'static str,
    /// What holds if it is not set; empty if nothing does.
    pub default: &'static str,
    /// What it is counted in, or what it is.
    pub unit: &'static str,
    /// What it does.
    pub sentence: &'static str,
}

/// Every setting, in the order in which they are shown.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: TOKEN,
        default: "",
        unit: "text",
        sentence: "The bot's token, which @BotFather gives; needed to serve Telegram.",
    },
    Setting {
        name: API_URL,
        default: "https://api.telegram.org",
        unit: "address",
        sentence: "The Bot API server, if it is another than Telegram's own.",
    },
    Setting {
        name: "FAQ_DIR",
        default: "faq",
        unit: "folder",
        sentence: "The folder of the FAQ; the option --faq goes before it.",
    },
    Setting {
        name: FLOOD_BURST,
        default: "20",
        unit: "messages",
        sentence: "How many messages one person may send at once before the bot falls silent.",
    },
    Setting {
        name: FLOOD_PER_MINUTE,
        default: "20",
        unit: "messages a minute",
        sentence: "How many messages of one person are answered in the long run.",
    },
    Setting {
        name: LOG,
        default: "info",
        unit: "level",
        sentence: "What is logged on standard error: off, error, warn, info, debug or trace.",
    },
    Setting {
        name: "NO_COLOR",
        default: "",
        unit: "text",
        sentence: "If it holds anything, nothing is painted on a terminal.",
    },
];

const LOG: &str = "RUST_LOG";
const TOKEN: &str = "TELOXIDE_TOKEN";
const API_URL: &str = "TELOXIDE_API_URL";
const FLOOD_BURST: &str = "FLOOD_BURST";
const FLOOD_PER_MINUTE: &str = "FLOOD_PER_MINUTE";

/// How to get a token, for people who have none.
pub const HOW_TO_GET_A_TOKEN: &str = "open @BotFather on Telegram, send /newbot, and put the token into .env as \
     TELOXIDE_TOKEN=... (.env.example shows all settings)";

/// The most messages that the flood limits can be set to.
const MOST_MESSAGES: u32 = 1_000_000;

/// A bot's token. Whoever holds it is the bot, so it is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token itself, for the address of a request and nothing else.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
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

/// What the environment says of serving Telegram.
#[derive(Debug, Clone)]
pub struct Config {
    /// The token, if there is one.
    pub token: Option<Token>,
    /// The Bot API server.
    pub api_url: Url,
    /// How a flood is limited.
    pub flood: FloodLimits,
    pub storage: crate::store::Settings,
    pub max_age: std::time::Duration,
}

/// A setting with a value that it cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{name}` must be {allowed}, found {found}")]
pub struct Error {
    name: &'static str,
    allowed: String,
    found: String,
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
        let number = |name: &'static str| -> Result<NonZeroU32, Error> {
            let text = text(name)?.unwrap_or_else(|| default_of(name).to_owned());
            let number = text
                .parse()
                .ok()
                .filter(|number: &NonZeroU32| number.get() <= MOST_MESSAGES);
            number.ok_or_else(|| Error {
                name,
                allowed: format!("a whole number from 1 to {MOST_MESSAGES}"),
                found: format!("`{text}`"),
            })
        };
        if let Some(levels) = text(LOG)? {
            log_levels(&levels)?;
        }
        Ok(Self {
            token: text(TOKEN)?.map(token).transpose()?,
            api_url: api_url(&text(API_URL)?.unwrap_or_else(|| default_of(API_URL).to_owned()))?,
            flood: FloodLimits {
                burst: number(FLOOD_BURST)?,
                per_minute: number(FLOOD_PER_MINUTE)?,
            },
            storage: crate::store::Settings {
                place: crate::store::Place::Folder("data".into()),
                key: None,
                key_file: "storage.key".into(),
                bot: 0,
            },
            max_age: std::time::Duration::from_secs(3600),
        })
    }
}

fn default_of(name: &str) -> &'static str {
    SETTINGS
        .iter()
        .find(|setting| setting.name == name)
        .map_or("", |setting| setting.default)
}

/// The token stands in the path of every request, so that it can hold nothing that ends a path.
fn token(text: String) -> Result<Token, Error> {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b":_-".contains(&byte))
    {
        Ok(Token(text))
    } else {
        Err(Error {
            name: TOKEN,
            allowed:
                "a token as @BotFather gives it: digits, a colon, letters, digits, `_` and `-`"
                    .to_owned(),
            found: "other characters (not shown, as it is secret)".to_owned(),
        })
    }
}

/// A level, or several for parts of the program, as the logger reads them. It takes a word that it
/// does not know for a part of the program, and then logs nothing else.
fn log_levels(text: &str) -> Result<(), Error> {
    let levels = text.split_once('/').map_or(text, |(levels, _)| levels);
    let are_known = levels.split(',').all(|level| {
        let level = level.rsplit_once('=').map_or(level, |(_, level)| level);
        level.trim().parse::<log::LevelFilter>().is_ok()
    });
    if are_known {
        return Ok(());
    }
    Err(Error {
        name: LOG,
        allowed:
            "off, error, warn, info, debug or trace, or such a level for a part of the program: \
                  info,skincare_faq_bot=debug"
                .to_owned(),
        found: format!("`{text}`"),
    })
}

fn api_url(text: &str) -> Result<Url, Error> {
    let wrong = || Error {
        name: API_URL,
        allowed: "an address that begins with http:// or https://, such as http://localhost:8081"
            .to_owned(),
        found: format!("`{text}`"),
    };
    let mut url = Url::parse(text).map_err(|_| wrong())?;
    let is_address = matches!(url.scheme(), "http" | "https") && url.has_host();
    if !is_address || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong());
    }
    // Requests are appended to the path.
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, Error> {
        Config::read(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[track_caller]
    fn refused(name: &str, value: &str, message: &str) {
        let error = read(&[(name, value)]).unwrap_err();
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn nothing_set_means_the_defaults() {
        let config = read(&[]).unwrap();
        assert_eq!(config.token, None);
        assert_eq!(config.api_url.as_str(), "https://api.telegram.org/");
        assert_eq!(config.flood.burst.get(), 20);
        assert_eq!(config.flood.per_minute.get(), 20);
        assert_eq!(read(&[(TOKEN, " ")]).unwrap().token, None);
    }

    #[test]
    fn wrong_values_are_named_with_what_is_allowed() {
        refused(
            FLOOD_BURST,
            "0",
            "`FLOOD_BURST` must be a whole number from 1 to 1000000, found `0`",
        );
        refused(
            FLOOD_PER_MINUTE,
            "many",
            "`FLOOD_PER_MINUTE` must be a whole number from 1 to 1000000, found `many`",
        );
        for value in ["localhost:8081", "/bot", "ftp://localhost", "http://a/?b=c"] {
            refused(
                API_URL,
                value,
                &format!(
                    "`TELOXIDE_API_URL` must be an address that begins with http:// or https://, such as http://localhost:8081, found `{value}`"
                ),
            );
        }
    }

    #[test]
    fn the_token_is_never_shown() {
        let config = read(&[(TOKEN, "123:secret")]).unwrap();
        assert_eq!(config.token.as_ref().unwrap().secret(), "123:secret");
        assert!(!format!("{config:?}").contains("secret"));
        let error = read(&[(TOKEN, "123:sec/ret")]).unwrap_err();
        assert!(!error.to_string().contains("sec/ret"));
    }

    #[test]
    fn a_server_of_ones_own_may_have_a_path() {
        let config = read(&[(API_URL, "http://127.0.0.1:8081/api")]).unwrap();
        assert_eq!(config.api_url.as_str(), "http://127.0.0.1:8081/api/");
    }
}
