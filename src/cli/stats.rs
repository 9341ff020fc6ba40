//! `stats`: what was asked and answered this week and last.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;

use super::args::{Format, ShowArgs};
use super::{Error, Exit, output};
use crate::config::Config;
use crate::stats::{self, Weeks};
use crate::store::{self, Settings};

const SECONDS_A_DAY: i64 = 86_400;

pub(super) fn run(
    dir: &Path,
    config: &Config,
    args: &ShowArgs,
    out: &mut dyn Write,
) -> Result<Exit, Error> {
    let bot = super::load(dir)?;
    let today = Timestamp::now().as_second().div_euclid(SECONDS_A_DAY);
    let stored = store::peek(&Settings::for_reading(config), Weeks::first_day(today))?;
    let weeks = Weeks::of(&stored.counts, today);
    match args.format {
        Format::Json => output::json(out, &weeks)?,
        Format::Text => {
            let faq = bot.faq();
            let title = |id: &str| {
                faq.find(id)
                    .map(|entry| faq.entry(entry).title.text.as_str())
            };
            output::line(out, &stats::text(&weeks, title))?;
        }
    }
    Ok(Exit::Ok)
}
