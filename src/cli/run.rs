//! `run`: serves Telegram until it is told to stop.

use std::panic;
use std::path::Path;
use std::process;

use super::{Error, Exit};
use crate::config::Config;
use crate::faq;
use crate::live::Files;
use crate::telegram;

pub(super) fn run(dir: &Path, config: &Config) -> Result<Exit, Error> {
    if config.token.is_none() {
        return Err(Error::NoToken);
    }
    // What a panic says may hold what a person wrote.
    panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => log::error!("a panic at {place}"),
        None => log::error!("a panic"),
    }));
    let (assistant, files) = Files::open(dir).map_err(Error::Faq)?;
    log::info!(
        "loaded {} entries from {}",
        assistant.faq().entries.len(),
        dir.display()
    );
    for due in faq::due(assistant.languages(), super::today()) {
        log::warn!("{due}: read the answer again, then set `reviewed` and a later `review_by`");
    }
    telegram::run(config, (assistant, files), || {
        log::warn!("stopped at once by a second signal");
        process::exit(Exit::Interrupted as i32);
    })?;
    Ok(Exit::Ok)
}
