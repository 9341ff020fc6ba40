//! `stats`: what was asked and answered this week and last.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;

use super::args::{Format, ShowArgs};
use super::{Error, Exit, output};
use crate::config::Config;
use crate::faq::utc_day;
use crate::stats::{self, Weeks};
use crate::store::{self, Settings};

pub(super) fn run(
    dir: &Path,
    config: &Config,
    args: &ShowArgs,
    out: &mut dyn Write,
) -> Result<Exit, Error> {
    let bot = super::load(dir)?;
    let now = Timestamp::now().as_second();
    let today = utc_day(now);
    let stored = store::peek(&Settings::for_reading(config), now, Weeks::first_day(today))?;
    let weeks = Weeks::of(&stored.counts, today);
    match args.format {
        Format::Json => output::json(out, &weeks)?,
        Format::Text => {
            let title = |id: &str| bot.faq().title_of(id);
            output::line(out, &stats::text(&weeks, title))?;
        }
    }
    Ok(Exit::Ok)
}
