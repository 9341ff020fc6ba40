//! Items as the files of entries.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser};

use super::item::{Item, question};
use super::place::Known;
use crate::edit::{body_as_read, text_of};
use crate::faq::{
    Entry, Ids, Kind, LONGEST_TITLE, Located, Problem, excerpt, folded, is_id, read_entry,
    shown_path,
};

/// The file of an entry as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The sort of entry.
    pub kind: Kind,
    /// Where in the folder of the FAQ.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
    /// Whether it is there already, and says just that.
    pub is_there: bool,
}

/// The files of the entries that `items` make, in order; those without a kind become `kind`.
///
/// Items without an id and a title that have the same answer, or the same number, are one entry with
/// several questions. The first question becomes the title: shortened if it is too long, the whole of it
/// being a question too. Ids are made from titles. `path` is named in problems.
///
/// # Errors
///
/// Everything that keeps an item from being an entry, sorted: nothing to ask or to answer, HTML in an
/// answer, an id that is none, or one that another item has, or an entry in `known` that is not the
/// same to the letter.
pub fn arrange(
    path: &Path,
    items: Vec<Item>,
    kind: Kind,
    known: &Known,
) -> Result<Vec<NewFile>, Vec<Problem>> {
    let mut arranging = Arranging {
        path,
        problems: Vec::new(),
    };
    if items.is_empty() {
        let help = "write a row or an object for each question, with its answer";
        arranging.note(1, "holds no question", help);
    }
    let items = arranging.merge(items);
    let mut given: HashMap<&str, usize> = HashMap::new();
    for item in &items {
        arranging.look_at(item);
        if let Some(id) = &item.id
            && let Some(line) = given.insert(id, item.line)
        {
            let message = format!("the id `{}` is on line {line} already", excerpt(id));
            arranging.note(item.line, message, "give one of the two another id");
        }
    }
    let mut ids: Ids = given.into_keys().collect();
    let mut files = Vec::new();
    for item in items {
        let line = item.line;
        let entry = entry(item, kind, &mut ids);
        let text = text_of(&entry);
        let taken = known.get(&entry.id);
        let is_there = taken.is_some_and(|taken| known.says(taken, &entry.path, &text));
        if let Some(taken) = taken.filter(|_| !is_there) {
            let message = format!(
                "the entry `{}` is there already, and says something else ({})",
                excerpt(&entry.id),
                shown_path(taken)
            );
            let help =
                "remove it here or there, or import into an empty folder; nothing is overwritten";
            arranging.note(line, message, help);
        }
        let is_read_back = read_entry(&entry.path, &entry.id, entry.kind, &text)
            .is_ok_and(|read| read.says_the_same(&entry));
        // What is missing is told already.
        if !is_read_back && arranging.problems.is_empty() {
            let message = "this cannot be written as an entry so that it is read back the same";
            arranging.note(line, message, "shorten it, or write the entry by hand");
        }
        files.push(NewFile {
            kind: entry.kind,
            path: entry.path,
            text,
            is_there,
        });
    }
    arranging.problems.sort();
    if arranging.problems.is_empty() {
        Ok(files)
    } else {
        Err(arranging.problems)
    }
}

struct Arranging<'a> {
    path: &'a Path,
    problems: Vec<Problem>,
}

impl Arranging<'_> {
    fn note(&mut self, line: usize, message: impl Into<String>, help: impl Into<String>) {
        let problem = Problem::error(self.path, line, message);
        self.problems.push(problem.with_help(help));
    }

    /// The items, with those that are one entry made one, where the first of them was.
    fn merge(&mut self, items: Vec<Item>) -> Vec<Item> {
        let mut merged: Vec<Item> = Vec::new();
        let mut places: BTreeMap<(Option<Kind>, String), usize> = BTreeMap::new();
        for item in items {
            let has_name = item.id.is_some() || item.title.is_some();
            let body = body_as_read(&item.answer);
            if has_name || body.is_empty() {
                merged.push(item);
                continue;
            }
            // A number cannot be taken for an answer, as that has no NUL.
            let key = item.number.as_ref().map(|number| format!("\0{number}"));
            let key = (item.kind, key.unwrap_or_else(|| body.clone()));
            let Some(at) = places.get(&key) else {
                places.insert(key, merged.len());
                merged.push(item);
                continue;
            };
            let first = &mut merged[*at];
            if body_as_read(&first.answer) == body {
                first.questions.extend(item.questions);
            } else {
                let (line, number) = (first.line, item.number.unwrap_or_default());
                let message = format!(
                    "`QnaId` {} has another answer on line {line}",
                    excerpt(&number)
                );
                self.note(item.line, message, "give one of the two another number");
            }
        }
        merged
    }

    /// Notes what keeps an item from being an entry.
    fn look_at(&mut self, item: &Item) {
        if item.title.is_none() && item.questions.is_empty() {
            let help = "write one, or remove this row or object";
            self.note(item.line, "there is no question", help);
        }
        if item.answer.trim().is_empty() {
            let help = "write one, or remove this row or object";
            self.note(item.line, "there is no answer", help);
        }
        if let Some(found) = html_in(&item.answer) {
            let message = format!("the answer holds HTML, which cannot be shown: `{found}`");
            let help = "write it in Markdown: **bold**, *italic*, [text](https://...), lists with `-`, \
                an empty line between paragraphs";
            self.note(item.line, message, help);
        }
        if let Some(id) = &item.id
            && !is_id(id)
        {
            let message = format!(
                "id `{}` must be 1 to 40 of `a-z`, `0-9` and `-`",
                excerpt(id)
            );
            let help = "correct it, or leave it out: it is made from the title then";
            self.note(item.line, message, help);
        }
    }
}

/// The first HTML in a text in Markdown.
fn html_in(markdown: &str) -> Option<String> {
    let mut events = Parser::new_ext(markdown, Options::empty());
    events.find_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(excerpt(html.trim())),
        _ => None,
    })
}

/// The entry that an item makes. An id that is not given is taken from `ids`.
fn entry(item: Item, kind: Kind, ids: &mut Ids) -> Entry {
    let kind = item.kind.unwrap_or(kind);
    let mut questions = item.questions;
    let is_made = item.title.is_none();
    let title = item.title.unwrap_or_else(|| {
        questions = questions.iter().filter_map(|text| question(text)).collect();
        // What is asked twice is asked once.
        let mut seen = HashSet::new();
        questions.retain(|question| seen.insert(folded(question)));
        if questions.is_empty() {
            String::new()
        } else {
            questions.remove(0)
        }
    });
    // What somebody gave as the title stays as it is; `check` says if it is too long.
    let short = if is_made {
        shortened(&title)
    } else {
        title.clone()
    };
    if short != title && !questions.contains(&title) {
        questions.insert(0, title);
    }
    let id = item.id.unwrap_or_else(|| ids.free(&short));
    let located = |text: String| Located { text, line: 1 };
    let all = |texts: Vec<String>| texts.into_iter().map(located).collect();
    Entry {
        path: Path::new(kind.folder()).join(format!("{id}.md")),
        id,
        kind,
        title: located(short),
        questions: all(questions),
        not: all(item.not),
        tip: item.tip.map(located),
        tips: all(item.tips),
        related: all(item.related),
        urgent: item.urgent,
        section: item.section.map(located),
        reviewed: item.reviewed,
        review_by: item.review_by.map(|date| (date, 1)),
        is_lent: false,
        body: located(body_as_read(&item.answer)),
    }
}

/// The title, or as many of its words as fit, without a mark at their end.
///
/// Counted are characters, as `check` counts those of titles; what a messenger counts, by which replies
/// are shortened, is known to them alone.
fn shortened(title: &str) -> String {
    let Some((end, _)) = title.char_indices().nth(LONGEST_TITLE) else {
        return title.to_owned();
    };
    // One for the dots that say that there is more.
    let kept = &title[..end];
    let kept = kept
        .char_indices()
        .next_back()
        .map_or("", |(at, _)| &kept[..at]);
    let words = kept
        .rfind(char::is_whitespace)
        .map_or(kept, |at| &kept[..at]);
    let words = words.trim_end_matches(|char: char| !char.is_alphanumeric());
    let words = if words.is_empty() { kept } else { words };
    format!("{words}…")
}
