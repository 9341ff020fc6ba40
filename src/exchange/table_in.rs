//! Tables as items.

use std::collections::HashSet;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::cell::{self, Fault};
use super::columns::{self, Column};
use super::item::{Incoming, Item, question, unless_blank};
use super::lines::Lines;
use crate::faq::{Problem, excerpt, nearest};

/// What may stand between the cells of a table with quotation marks.
const SEPARATORS: [u8; 3] = *b",;\t";

/// A table with quotation marks, whose first line shows what stands between the cells: whatever parts
/// it into most of the known columns. Before that line some spreadsheets name it: `sep=;`.
pub(super) fn commas(path: &Path, text: &str) -> Incoming {
    let mut lines = text.split(['\r', '\n']);
    let first = lines.find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let named = named_separator(first);
    let columns = |separator: &u8| {
        let cells = first.split(char::from(*separator));
        let known = cells.filter_map(|cell| Column::of(cell.trim().trim_matches('"')));
        known.filter(|column| *column != Column::Nameless).count()
    };
    let shown = || SEPARATORS.into_iter().rev().max_by_key(columns);
    let separator = named.or_else(shown).unwrap_or(b',');
    let mut table = Table::new(path, text, separator, true);
    table.names_separator = named.is_some();
    let items = table.items();
    // A quotation mark that is never closed takes all lines below into one cell.
    if !text.matches('"').count().is_multiple_of(2) {
        let message = "a text in quotation marks is not closed in this row or above";
        let problem = Problem::error(path, table.last_line, message);
        table.problems.push(problem.with_help(
            "close it; a quotation mark within a text in quotation marks is written twice",
        ));
    }
    table.finish(items)
}

/// The separator that a line names.
fn named_separator(line: &str) -> Option<u8> {
    let (name, separator) = line.split_once('=')?;
    match separator.as_bytes() {
        [separator] if name.eq_ignore_ascii_case("sep") && SEPARATORS.contains(separator) => {
            Some(*separator)
        }
        _ => None,
    }
}

/// A table with tabs, in which a line end within a text is written `\n`.
pub(super) fn tabs(path: &Path, text: &str) -> Incoming {
    let mut table = Table::new(path, text, b'\t', false);
    let items = table.items();
    table.finish(items)
}

struct Table<'a> {
    path: &'a Path,
    text: &'a str,
    separator: u8,
    has_quotes: bool,
    /// Whether the first row is none and names the separator.
    names_separator: bool,
    /// The line on which the last row begins.
    last_line: usize,
    problems: Vec<Problem>,
}

impl<'a> Table<'a> {
    fn new(path: &'a Path, text: &'a str, separator: u8, has_quotes: bool) -> Self {
        Self {
            path,
            text,
            separator,
            has_quotes,
            names_separator: false,
            last_line: 1,
            problems: Vec::new(),
        }
    }

    fn finish(self, items: Vec<Item>) -> Incoming {
        Incoming {
            items,
            problems: self.problems,
        }
    }

    fn note(&mut self, message: impl Into<String>, help: impl Into<String>) {
        let problem = Problem::error(self.path, self.last_line, message);
        self.problems.push(problem.with_help(help));
    }

    fn items(&mut self) -> Vec<Item> {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.separator)
            .quoting(self.has_quotes)
            .flexible(true)
            .has_headers(false)
            .from_reader(self.text.as_bytes());
        let mut lines = Lines::new(self.text);
        let mut rows = Vec::new();
        let mut row = StringRecord::new();
        // Read from memory as text, so nothing can go wrong.
        while let Ok(true) = reader.read_record(&mut row) {
            let line = lines.at(self.start_of(&row));
            let cells: Vec<_> = row.iter().map(|cell| self.plain(cell)).collect();
            rows.push((line, cells));
        }
        let mut rows = rows.into_iter().skip(usize::from(self.names_separator));
        let Some((line, heads)) = rows.next() else {
            let help = "write a first line with `question` and `answer`, and a row for each below";
            self.note("the table is empty", help);
            return Vec::new();
        };
        self.last_line = line;
        let Some(columns) = self.columns(&heads) else {
            return Vec::new();
        };
        let mut items = Vec::new();
        for (line, cells) in rows {
            self.last_line = line;
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if cells.len() > columns.len() {
                let message = format!(
                    "this row has {} cells, and the first line names {}",
                    cells.len(),
                    columns.len()
                );
                self.note(
                    message,
                    "put a text that holds a separator into quotation marks",
                );
                continue;
            }
            let before = self.problems.len();
            let item = self.item(&columns, &cells);
            // Of what is only half read it would be said that something is missing.
            if self.problems.len() == before {
                items.push(item);
            }
        }
        items
    }

    /// Where a row begins, below any blank lines before it.
    fn start_of(&self, row: &StringRecord) -> usize {
        let at = row.position().map_or(0, csv::Position::byte);
        let at = usize::try_from(at).unwrap_or_default();
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
    }

    /// A cell without what is only there to carry it.
    fn plain(&self, cell: &str) -> String {
        if self.has_quotes {
            return cell.to_owned();
        }
        // A spreadsheet puts quotation marks around cells where it likes to.
        let inner = cell
            .strip_prefix('"')
            .and_then(|cell| cell.strip_suffix('"'));
        let inner = inner.filter(|inner| !inner.replace("\"\"", "").contains('"'));
        let cell = inner.map_or_else(|| cell.to_owned(), |inner| inner.replace("\"\"", "\""));
        cell.replace("\\r\\n", "\n")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
    }

    /// What each column holds, or `None` if the table cannot be read by its first line.
    fn columns(&mut self, heads: &[String]) -> Option<Vec<Column>> {
        let mut seen = HashSet::new();
        let mut columns = Vec::new();
        for head in heads {
            let shown = excerpt(head.trim());
            let Some(column) = Column::of(head) else {
                let similar = nearest(head.trim(), columns::names());
                let help = match similar {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => "remove the column, or give it one of these names".to_owned(),
                };
                let listed = columns::listed();
                self.note(
                    format!("unknown column `{shown}`; known are {listed}"),
                    help,
                );
                continue;
            };
            if column != Column::Nameless && !seen.insert(head.trim().to_lowercase()) {
                self.note(
                    format!("the column `{shown}` is there twice"),
                    "remove one of the two",
                );
            }
            columns.push(column);
        }
        let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
        if !has(&[Column::Answer]) {
            self.note(
                "there is no column `answer`",
                "name the columns in the first line: `question`, `answer`",
            );
        }
        if !has(&[Column::Question, Column::Questions, Column::Title]) {
            self.note(
                "there is no column `question`",
                "name the columns in the first line: `question`, `answer`",
            );
        }
        self.problems.is_empty().then_some(columns)
    }

    fn item(&mut self, columns: &[Column], cells: &[String]) -> Item {
        let mut item = Item {
            line: self.last_line,
            ..Item::default()
        };
        for (column, cell) in columns.iter().zip(cells) {
            if let Err((message, help)) = fill(&mut item, *column, cell) {
                self.note(message, help);
            }
        }
        item
    }
}

fn fill(item: &mut Item, column: Column, cell: &str) -> Result<(), Fault> {
    match column {
        Column::Id => item.id = unless_blank(cell.trim()),
        Column::Kind => item.kind = cell::kind(cell)?,
        Column::Title => item.title = unless_blank(cell),
        Column::Question => item.ask(question(cell)),
        Column::Questions => item.ask(cell::list(cell)),
        Column::Not => item.not = cell::list(cell),
        Column::Tip => item.tip = unless_blank(cell),
        Column::Tips => item.tips = cell::list(cell),
        Column::Related => item.related = cell::list(cell),
        Column::Urgent => item.urgent = cell::flag(cell)?,
        Column::Section => item.section = unless_blank(cell),
        Column::Reviewed => item.reviewed = cell::date("reviewed", cell)?,
        Column::ReviewBy => item.review_by = cell::date("review_by", cell)?,
        Column::Answer => cell.clone_into(&mut item.answer),
        Column::Number => item.number = unless_blank(cell.trim()),
        Column::Nameless if !cell.trim().is_empty() => {
            let message = format!("the column of `{}` has no name", excerpt(cell.trim()));
            return Err((message, "name it in the first line, or remove it"));
        }
        Column::Nameless | Column::LeftOut => {}
    }
    Ok(())
}
