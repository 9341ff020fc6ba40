//! Items as the files of entries.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser};

use super::item::{Incoming, Item, question};
use super::place::Known;
use crate::check::{answered, too_long};
use crate::edit::{body_as_read, text_of};
use crate::faq::{
    Entry, EntryIndex, Ids, Joining, Kind, LONGEST_TITLE, Located, Problem, excerpt, folded, is_id,
    read_entry, shown_path,
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

/// The files of the entries that what was read makes, in order; those without a kind become `kind`.
///
/// Items without an id and a title that have the same answer, or the same number, are one entry with
/// several questions. The first question becomes the title: shortened if it is too long, the whole of it
/// being a question too. Ids are made from titles. `path` is named in problems.
///
/// # Errors
///
/// Everything that could not be read and that keeps an item from being an entry, sorted: nothing to ask
/// or to answer, HTML in an answer, an id that is none, or one that another item has, or an entry in
/// `known` that is not the same to the letter; and every error that `check` would find in the FAQ with
/// the new entries.
pub fn arrange(
    path: &Path,
    incoming: Incoming,
    kind: Kind,
    known: Known,
) -> Result<Vec<NewFile>, Vec<Problem>> {
    let Incoming { items, problems } = incoming;
    let mut arranging = Arranging { path, problems };
    if items.is_empty() && arranging.problems.is_empty() {
        let help = "write a row or an object for each question, with its answer";
        arranging.note(1, "holds no question", help);
    }
    let items = arranging.merge(items);
    let mut given: HashMap<&str, usize> = HashMap::new();
    let mut refused = HashSet::new();
    for (at, item) in items.iter().enumerate() {
        let before = arranging.problems.len();
        arranging.look_at(item);
        if let Some(id) = &item.id
            && let Some(line) = given.insert(id, item.line)
        {
            let message = format!("the id `{}` is on line {line} already", excerpt(id));
            arranging.note(item.line, message, "give one of the two another id");
        }
        if arranging.problems.len() > before {
            refused.insert(at);
        }
    }
    let mut ids: Ids = given.into_keys().collect();
    let mut files = Vec::new();
    let mut new = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
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
            refused.insert(at);
        }
        let is_read_back = || {
            read_entry(&entry.path, &entry.id, entry.kind, &text)
                .is_ok_and(|read| read.says_the_same(&entry))
        };
        // What is missing is told already.
        if !refused.contains(&at) && !is_read_back() {
            let message = "this cannot be written as an entry so that it is read back the same";
            arranging.note(line, message, "shorten it, or write the entry by hand");
            refused.insert(at);
        }
        files.push(NewFile {
            kind: entry.kind,
            path: entry.path.clone(),
            text,
            is_there,
        });
        if !is_there && !refused.contains(&at) {
            new.push(entry);
        }
    }
    if let Some(joining) = known.joining {
        arranging.check(joining, new);
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

    /// Notes every error that `check` would find in the FAQ with the entries, where they come from.
    fn check(&mut self, joining: Joining, mut entries: Vec<Entry>) {
        // Lines within an answer are none of the input. They get numbers beyond those, to be told apart.
        let asked = entries.iter().flat_map(Entry::phrasings);
        let bodies = entries.iter().map(|entry| &entry.body);
        let lines = asked.chain(bodies).map(|text| text.line);
        let mut next = 1 + lines.max().unwrap_or(0);
        let mut answers = BTreeMap::new();
        for entry in &mut entries {
            self.path.clone_into(&mut entry.path);
            answers.insert(next, std::mem::replace(&mut entry.body.line, next));
            next += 1 + entry.body.text.matches('\n').count();
        }
        let are_all = self.problems.is_empty();
        let (faq, mut problems) = joining.with(entries, are_all);
        let own = (0..faq.entries.len()).map(EntryIndex);
        let own = own.filter(|at| !faq.entry(*at).is_lent && faq.entry(*at).path == self.path);
        problems.extend(own.filter_map(|at| too_long(&faq, at)));
        // With entries missing, others would take what is theirs.
        if are_all && problems.is_empty() {
            problems = answered(&faq, |entry| entry.path == self.path);
        }
        for problem in problems.iter_mut().filter(|of| of.path == self.path) {
            let answer = problem
                .line
                .and_then(|line| answers.range(..=line).next_back());
            problem.line = answer.map(|(_, line)| *line).or(problem.line);
        }
        self.problems.extend(problems);
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

/// The entry that an item makes, with the lines of the item. An id that is not given is taken from `ids`.
fn entry(item: Item, kind: Kind, ids: &mut Ids) -> Entry {
    let line = item.line;
    let located = |text: String| Located { text, line };
    let kind = item.kind.unwrap_or(kind);
    let mut questions = item.questions;
    let is_made = item.title.is_none();
    let title = match item.title {
        Some(title) => located(title),
        None => first_asked(&mut questions).unwrap_or_else(|| located(String::new())),
    };
    // What somebody gave as the title stays as it is; if it is too long, that is told.
    let short = if is_made {
        shortened(&title.text)
    } else {
        title.text.clone()
    };
    if short != title.text && questions.iter().all(|asked| asked.text != title.text) {
        questions.insert(0, title.clone());
    }
    let id = item.id.unwrap_or_else(|| ids.free(&short));
    let all = |texts: Vec<String>| texts.into_iter().map(located).collect();
    Entry {
        path: Path::new(kind.folder()).join(format!("{id}.md")),
        id,
        kind,
        title: Located {
            text: short,
            line: title.line,
        },
        questions,
        not: all(item.not),
        tip: item.tip.map(located),
        tips: all(item.tips),
        related: all(item.related),
        urgent: item.urgent,
        section: item.section.map(located),
        reviewed: item.reviewed,
        review_by: item.review_by.map(|date| (date, line)),
        is_lent: false,
        body: located(body_as_read(&item.answer)),
    }
}

/// Takes the first of the questions out; the others are left as they are to be shown, each once.
fn first_asked(questions: &mut Vec<Located>) -> Option<Located> {
    let mut seen = HashSet::new();
    questions.retain_mut(|asked| {
        let shown = question(&asked.text);
        let is_new = shown.is_some() && seen.insert(folded(&asked.text));
        asked.text = shown.unwrap_or_default();
        is_new
    });
    (!questions.is_empty()).then(|| questions.remove(0))
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
