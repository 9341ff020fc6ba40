//! `check`: what is wrong with the files of the FAQ.

use std::io::Write;
use std::path::Path;

use super::{Error, Exit, output};
use crate::faq::{self, EntryIndex};
use crate::reply::render::{TELEGRAM_MAX_UTF16, entry_utf16_len};

pub(super) fn run(dir: &Path, out: &mut dyn Write) -> Result<Exit, Error> {
    let faq = match faq::load(dir) {
        Ok(faq) => faq,
        Err(problems) => {
            output::line(out, &problems.to_string())?;
            return Ok(Exit::Problems);
        }
    };
    let mut exit = Exit::Ok;
    for (at, entry) in faq.entries.iter().enumerate() {
        let length = entry_utf16_len(&faq, EntryIndex(at));
        if length > TELEGRAM_MAX_UTF16 {
            exit = Exit::Problems;
            let text = format!(
                "{}:{}: the reply must be at most {TELEGRAM_MAX_UTF16} UTF-16 units, found {length}\
                \n  help: shorten the answer, or make two entries of it",
                entry.path.display(),
                entry.body.line,
            );
            output::line(out, &text)?;
        }
    }
    Ok(exit)
}
