//! `health`: asks a bot that runs whether it is ready.

use std::io::Write;

use super::{Error, Exit, output};
use crate::config::Config;
use crate::health;

pub(super) fn run(config: &Config, out: &mut dyn Write) -> Result<Exit, Error> {
    let address = config.health.ok_or(Error::NoHealthAddress)?;
    let (is_ready, says) = health::ask(address)?;
    output::line(out, says.trim_end())?;
    Ok(if is_ready { Exit::Ok } else { Exit::Problems })
}
