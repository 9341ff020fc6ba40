//! `examples.toml` as messages under the ids of their entries.

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::entry::Draft;
use super::lists::{self, Lists};
use super::load::Reading;
use super::phrasing::folded;
use super::problem::{Findings, Problem};
use super::source::Source;
use super::wording::{excerpt, shown_path};
use super::{Entry, Examples, Kind, Located, links};

/// The messages of one file, with the place of each.
#[derive(Debug, Default)]
pub(super) struct Messages(Lists);

/// The messages that a file lists, with everything noted that stops the loading.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Messages {
    Messages(lists::read(source, "examples", findings))
}

impl Messages {
    /// The messages as the matcher wants them, sorted by entry.
    pub(super) fn into_examples(self) -> Vec<Examples> {
        let of_entry = |(id, messages): (Located, Vec<Located>)| Examples {
            entry: id.text,
            messages: messages.into_iter().map(|message| message.text).collect(),
            line: id.line,
        };
        let mut examples: Vec<_> = self.0.lists.into_iter().map(of_entry).collect();
        examples.sort_by(|a, b| a.entry.cmp(&b.entry));
        examples
    }
}

/// Notes lists that are of no entry, of small talk or empty, and messages without letters, that are
/// listed twice, or that are a phrasing of another entry. What `default` lends can have examples, too.
pub(super) fn check(reading: &Reading, default: Option<&Reading>, problems: &mut Vec<Problem>) {
    let Lists { path, lists } = &reading.examples.0;
    // There is most often no such file.
    if lists.is_empty() {
        return;
    }
    check_ids(reading, default, problems);
    let messages = first_places(path, lists, problems);
    let is_lent = |draft: &&Draft| !reading.files.iter().any(|file| file.id == draft.entry.id);
    let lent = default.into_iter().flat_map(|default| &default.drafts);
    for draft in reading.drafts.iter().chain(lent.filter(is_lent)) {
        check_phrasings(path, &messages, &draft.entry, problems);
    }
}

/// Lists under what is no entry, or one that nothing is learned for.
fn check_ids(reading: &Reading, default: Option<&Reading>, problems: &mut Vec<Problem>) {
    let readings = || default.into_iter().chain([reading]);
    let files = readings().flat_map(|reading| &reading.files);
    // An entry's own file comes last, and counts.
    let kinds: BTreeMap<&str, Kind> = files.map(|file| (file.id.as_str(), file.kind)).collect();
    let has_all_files = readings().all(|reading| reading.has_all_files);
    let Lists { path, lists } = &reading.examples.0;
    for (id, messages) in lists {
        let shown = excerpt(&id.text);
        match kinds.get(id.text.as_str()) {
            None if has_all_files => {
                let message = format!("`{shown}` has examples, and is no entry");
                let help = links::meant(&id.text, kinds.keys().copied());
                problems.push(Problem::error(path, id.line, message).with_help(help));
            }
            Some(Kind::SmallTalk) => {
                let message = format!("nothing is learned from the examples of `{shown}`");
                let help = "it is small talk, which is known by its phrasings alone: write the \
                    best of them into its `questions`, and remove the list";
                problems.push(Problem::warning(path, id.line, message).with_help(help));
            }
            _ => {}
        }
        if messages.is_empty() {
            let message = format!("entry `{shown}` has no examples");
            let help = "list messages as people write them, or remove it";
            problems.push(Problem::error(path, id.line, message).with_help(help));
        }
    }
}

/// Where a message stands first.
struct Place<'a> {
    entry: &'a str,
    message: &'a Located,
}

/// Each message by what it is compared by, with those noted that have no letters or are listed twice.
fn first_places<'a>(
    path: &Path,
    lists: &'a [(Located, Vec<Located>)],
    problems: &mut Vec<Problem>,
) -> FxHashMap<String, Place<'a>> {
    let count = lists.iter().map(|(_, messages)| messages.len()).sum();
    let mut places: FxHashMap<String, Place<'a>> =
        FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher);
    for (id, messages) in lists {
        for message in messages {
            let key = folded(&message.text);
            let (what, help) = if key.is_empty() {
                (
                    "holds no letters".to_owned(),
                    "remove it: nothing is learned from it",
                )
            } else if let Some(first) = places.get(&key) {
                let line = first.message.line;
                if first.entry == id.text {
                    let help = "remove one of the two";
                    (format!("is already on line {line}"), help)
                } else {
                    let owner = excerpt(first.entry);
                    let help = "keep it under the entry that should get it";
                    (format!("is already under `{owner}`, on line {line}"), help)
                }
            } else {
                let entry = id.text.as_str();
                places.insert(key, Place { entry, message });
                continue;
            };
            let (text, id) = (excerpt(&message.text), excerpt(&id.text));
            let found = format!("example \"{text}\" of `{id}` {what}");
            problems.push(Problem::error(path, message.line, found).with_help(help));
        }
    }
    places
}

/// Phrasings of the entry that are listed as messages for another.
fn check_phrasings(
    path: &Path,
    messages: &FxHashMap<String, Place<'_>>,
    entry: &Entry,
    problems: &mut Vec<Problem>,
) {
    for phrasing in entry.phrasings() {
        let listed = messages.get(&folded(&phrasing.text));
        let Some(Place { entry: id, message }) = listed.filter(|place| place.entry != entry.id)
        else {
            continue;
        };
        let found = format!(
            "example \"{}\" of `{}` is a phrasing of `{}` ({}:{})",
            excerpt(&message.text),
            excerpt(id),
            excerpt(&entry.id),
            shown_path(&entry.path),
            phrasing.line
        );
        let help = "remove it from one of them: a message has one answer";
        problems.push(Problem::error(path, message.line, found).with_help(help));
    }
}
