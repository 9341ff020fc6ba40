//! Values of settings: numbers, addresses, levels.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;

use reqwest::Url;

use super::Error;
use super::settings::{API_URL, LOG};

pub(super) fn number(name: &'static str, text: &str, most: u32) -> Result<NonZeroU32, Error> {
    let number = text.parse().ok();
    let number = number.filter(|number: &NonZeroU32| number.get() <= most);
    number.ok_or_else(|| Error::new(name, format!("a whole number from 1 to {most}"), text))
}

/// The largest id of a chat that Telegram gives, either side of 0.
const LARGEST_CHAT: u64 = 1 << 52;

/// Ids of chats with commas between, in order, each once.
pub(super) fn chats(name: &'static str, text: &str) -> Result<Vec<i64>, Error> {
    let mut chats = Vec::new();
    for part in text.split(',').map(str::trim) {
        let id = part.parse().ok();
        let id = id.filter(|id: &i64| *id != 0 && id.unsigned_abs() <= LARGEST_CHAT);
        chats.push(id.ok_or_else(|| {
            let allowed = "ids of chats with commas between, such as 123456789 for a person and \
                           -1001234567890 for a group";
            Error::new(name, allowed, part)
        })?);
    }
    chats.sort_unstable();
    chats.dedup();
    Ok(chats)
}

pub(super) fn switch(name: &'static str, text: &str) -> Result<bool, Error> {
    match text.to_ascii_lowercase().as_str() {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Error::new(name, "on or off", text)),
    }
}

/// Where to listen: an address and a port, or a port of this machine alone.
pub(super) fn socket_address(name: &'static str, text: &str) -> Result<SocketAddr, Error> {
    let port = text.strip_prefix(':').unwrap_or(text).parse();
    let address = match port {
        Ok(port) => Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port))),
        Err(_) => text.parse(),
    };
    // With port 0 nobody would know where to ask.
    let address = address.ok().filter(|address| address.port() != 0);
    address.ok_or_else(|| {
        let allowed = "an IP address and a port, such as 127.0.0.1:8080 or [::]:8080, or a port alone, \
                       which is one of this machine";
        Error::new(name, allowed, text)
    })
}

/// Whether the host of an address is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let ip = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || ip.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// A level, or several for parts of the program, as the logger reads them. It takes a word that it
/// does not know for a part of the program, and then logs nothing else.
pub(super) fn log_levels(text: &str) -> Result<(), Error> {
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

pub(super) fn api_url(text: &str) -> Result<Url, Error> {
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
