//! Entries as a table.

use csv::{Error, IntoInnerError, Writer};

use super::cell;
use super::columns::{Column, WRITTEN};
use crate::faq::{Entry, Faq, Located};

/// All entries that are written in the language of the FAQ as a table with commas, by id, with a column for every key. A list is one cell: a text
/// on each line, or a list in JSON where that would not bring back every text.
///
/// What `bot.toml`, `concepts.toml` and `examples.toml` say is not in it, and no comment is.
///
/// # Errors
///
/// None that is known of, as the table is written to memory.
pub fn csv(faq: &Faq) -> Result<String, Error> {
    let mut table = Writer::from_writer(Vec::new());
    table.write_record(WRITTEN.map(|(name, _)| name))?;
    for entry in faq.entries.iter().filter(|entry| !entry.is_lent) {
        table.write_record(WRITTEN.map(|(_, column)| written(entry, column)))?;
    }
    let bytes = table.into_inner().map_err(IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn written(entry: &Entry, column: Column) -> String {
    let text = |text: &Option<Located>| match text {
        Some(text) => text.text.clone(),
        None => String::new(),
    };
    let list = |texts: &[Located]| cell::of_list(texts.iter().map(|text| text.text.as_str()));
    match column {
        Column::Id => entry.id.clone(),
        Column::Kind => cell::of_kind(entry.kind).to_owned(),
        Column::Title => entry.title.text.clone(),
        Column::Questions => list(&entry.questions),
        Column::Not => list(&entry.not),
        Column::Tip => text(&entry.tip),
        Column::Tips => list(&entry.tips),
        Column::Related => list(&entry.related),
        Column::Urgent if entry.urgent => cell::SET.to_owned(),
        Column::Section => text(&entry.section),
        Column::Reviewed => entry
            .reviewed
            .map_or_else(String::new, |date| date.to_string()),
        Column::ReviewBy => {
            let date = entry.review_by.map(|(date, _)| date);
            date.map_or_else(String::new, |date| date.to_string())
        }
        Column::Answer => entry.body.text.clone(),
        Column::Urgent | Column::Question | Column::Number | Column::LeftOut | Column::Nameless => {
            String::new()
        }
    }
}
