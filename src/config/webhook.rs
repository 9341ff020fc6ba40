//! Settings of updates that Telegram posts.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::Url;
use sha2::Sha256;

use super::settings::{API_URL, WEBHOOK_ADDR, WEBHOOK_SECRET, WEBHOOK_URL, default_of};
use super::values::{is_loopback, socket_address};
use super::{Error, Secret, Token};

/// The ports to which Telegram posts.
const PORTS: [u16; 4] = [443, 80, 88, 8443];

/// What the secret is derived for: another use of the token gives another secret.
const PURPOSE: &[u8] = b"webhook secret";

/// How Telegram posts updates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The address to which Telegram posts; its path is the one served.
    pub url: Url,
    /// Where the bot listens.
    pub address: SocketAddr,
    /// What Telegram shows with each update: 1 to 256 of `A-Za-z0-9_-`.
    pub secret: Secret,
    /// How many connections Telegram may open, 1 to 100.
    pub connections: NonZeroU32,
}

/// The settings as they are written.
pub(super) struct Texts {
    pub(super) url: Option<String>,
    pub(super) address: String,
    pub(super) secret: Option<String>,
}

/// What the settings say; nothing if Telegram is not to post, or without a token.
pub(super) fn read(
    texts: &Texts,
    connections: NonZeroU32,
    token: Option<&Token>,
    api_url: &Url,
) -> Result<Option<Webhook>, Error> {
    let address = socket_address(WEBHOOK_ADDR, &texts.address)?;
    let given = texts.secret.as_deref().map(secret).transpose()?;
    let Some(text) = &texts.url else {
        return Ok(None);
    };
    let url = url(text, token, api_url)?;
    let derived = || token.and_then(derived);
    Ok(given.or_else(derived).map(|secret| Webhook {
        url,
        address,
        secret,
        connections,
    }))
}

fn url(text: &str, token: Option<&Token>, api_url: &Url) -> Result<Url, Error> {
    let allowed = "an address that begins with https://, without user, query and fragment";
    let url = Url::parse(text).map_err(|_| Error::new(WEBHOOK_URL, allowed, text))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::secret(WEBHOOK_URL, allowed, "one with a user"));
    }
    if token.is_some_and(|token| holds(&url, token)) {
        let allowed = "an address without the token: requests are proved by `WEBHOOK_SECRET`";
        return Err(Error::secret(WEBHOOK_URL, allowed, "one that holds it"));
    }
    let is_here = is_loopback(&url);
    let is_fit = match url.scheme() {
        "https" => url.has_host(),
        // Nobody but this machine hears it.
        "http" => is_here,
        _ => false,
    };
    if !is_fit || url.query().is_some() || url.fragment().is_some() {
        return Err(Error::new(WEBHOOK_URL, allowed, text));
    }
    // A Bot API server of one's own posts to any port.
    let is_telegram = Url::parse(default_of(API_URL)).is_ok_and(|own| own.host() == api_url.host());
    let is_port = url.port_or_known_default();
    if is_telegram && !is_here && !is_port.is_some_and(|port| PORTS.contains(&port)) {
        let allowed =
            "an address on one of the ports 443, 80, 88 and 8443, as Telegram posts to no other";
        return Err(Error::new(WEBHOOK_URL, allowed, text));
    }
    Ok(url)
}

/// Whether an address holds the token, also with its colon written as `%3A`.
fn holds(url: &Url, token: &Token) -> bool {
    let url = url.as_str().replace("%3A", ":").replace("%3a", ":");
    url.contains(token.secret())
}

fn secret(text: &str) -> Result<Secret, Error> {
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if text.len() <= 256 && text.bytes().all(is_fit) {
        return Ok(Secret::new(text.to_owned()));
    }
    Err(Error::secret(
        WEBHOOK_SECRET,
        "1 to 256 of the characters A-Z, a-z, 0-9, _ and -",
        "something else",
    ))
}

/// The same for all that hold the same token, which cannot be learned from it.
fn derived(token: &Token) -> Option<Secret> {
    // A key of any length will do.
    let mut mac = Hmac::<Sha256>::new_from_slice(token.secret().as_bytes()).ok()?;
    mac.update(PURPOSE);
    let digits = mac.finalize().into_bytes();
    let digits = digits.iter().map(|byte| format!("{byte:02x}"));
    Some(Secret::new(digits.collect()))
}
