//! FAQs of other makes and for other hands: entries from tables and lists, and out as a table or a
//! leaflet.
//!
//! What comes in is read as [`Item`]s, each with its line, by [`read`]; [`arrange`] makes files of
//! them, or says everything that keeps it from doing so; [`write()`] puts all of them into the folder of a
//! language, or none. What goes out is one text: [`csv()`], [`markdown`] or [`html`].

mod arrange;
mod cell;
mod columns;
mod csv_out;
mod html_out;
mod item;
mod json_in;
mod lines;
mod markdown_out;
mod object;
mod place;
mod staged;
mod table_in;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use arrange::{NewFile, arrange};
pub use csv_out::csv;
pub use html_out::html;
pub use item::{Incoming, Item};
pub use markdown_out::markdown;
pub use place::{Known, Place, WriteError, known, write};

/// How a file that is read is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with commas, semicolons or tabs between its cells and quotation marks around those that
    /// need them.
    Csv,
    /// A table with tabs between its cells and `\n` for a line end, as QnA Maker exports it.
    Tsv,
    /// A list of objects in JSON, or an object that holds one as `qnaList` or `qnaDocuments`.
    Json,
}

impl Format {
    /// The format that the name of a file suggests.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Every question with its answer that `text` holds, in order, and every line that cannot be read.
/// `path` is named in problems.
#[must_use]
pub fn read(path: &Path, text: &str, format: Format) -> Incoming {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format {
        Format::Csv => table_in::commas(path, text),
        Format::Tsv => table_in::tabs(path, text),
        Format::Json => json_in::read(path, text),
    }
}
