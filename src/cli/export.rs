//! `export`: the FAQ as a leaflet or a table.

use std::io::{self, Write};
use std::path::Path;

use super::args::{ExportArgs, ExportFormat};
use super::{Error, Exit, today};
use crate::exchange;
use crate::faq::{self, Faq};
use crate::reply::leaflet;

pub(super) fn run(dir: &Path, args: &ExportArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let faq = load(dir, args.language.as_deref())?;
    let text = match args.format {
        ExportFormat::Md => exchange::markdown(&leaflet(&faq, today())),
        ExportFormat::Html => exchange::html(&leaflet(&faq, today()), faq.language()),
        ExportFormat::Csv => {
            exchange::csv(&faq).map_err(|error| Error::Output(io::Error::other(error)))?
        }
    };
    match &args.output {
        Some(path) => std::fs::write(path, text).map_err(|source| Error::FileWritten {
            path: path.clone(),
            source,
        })?,
        None => out
            .write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(Error::Output)?,
    }
    Ok(Exit::Ok)
}

/// The FAQ in one of its languages, the default one if none is named.
fn load(dir: &Path, language: Option<&str>) -> Result<Faq, Error> {
    let mut languages = faq::load_all(dir).map_err(Error::Faq)?;
    let is_it = |faq: &Faq| language.is_none_or(|tag| faq.language().eq_ignore_ascii_case(tag));
    match languages.iter().position(is_it) {
        Some(at) => Ok(languages.swap_remove(at)),
        None => Err(Error::no_language(language.unwrap_or_default(), &languages)),
    }
}
