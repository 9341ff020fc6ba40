//! `concepts.toml` as groups of words.

use std::collections::HashMap;

use super::Concept;
use super::keys::{FreeKey, Keys};
use super::phrasing::folded;
use super::problem::{Findings, Problem};
use super::source::Source;
use super::wording::excerpt;

/// The groups that a file describes, sorted by name, with everything wrong noted.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Vec<Concept> {
    let mut keys = match Keys::parse(source, 0..source.text.len()) {
        Ok(keys) => keys,
        Err(problem) => {
            findings.stop(problem);
            return Vec::new();
        }
    };
    let groups = keys.table("concepts", findings);
    let below =
        |_: &FreeKey<'_>| Some("only `[concepts]` is read: move it below that line".to_owned());
    keys.finish(below, findings);
    let Some(mut groups) = groups else {
        return Vec::new();
    };
    let mut concepts = Vec::new();
    let mut names = HashMap::new();
    for group in groups.rest() {
        let (name, line) = (group.name.clone(), group.line);
        let Some(members) = groups.texts_of(group, findings) else {
            continue;
        };
        let mut note = |line: usize, message: String, help: &str| {
            findings.note(Problem::error(&source.path, line, message).with_help(help));
        };
        let shown = excerpt(&name);
        let key = folded(&name);
        if key.is_empty() {
            note(
                line,
                format!("concept `{shown}` holds no letters"),
                "name it by a word",
            );
        } else if let Some(first) = names.insert(key.clone(), line) {
            let message = format!("concept `{shown}` is already on line {first}");
            note(line, message, "make the two one group");
        }
        if members.is_empty() {
            let message = format!("concept `{shown}` has no words");
            note(
                line,
                message,
                "list the words that mean the same, or remove it",
            );
        }
        let mut seen = HashMap::from([(key, line)]);
        for member in &members {
            let word = excerpt(&member.text);
            let key = folded(&member.text);
            if key.is_empty() {
                let message = format!("word \"{word}\" of concept `{shown}` holds no letters");
                note(member.line, message, "remove it");
            } else if let Some(first) = seen.insert(key, member.line) {
                let message =
                    format!("word \"{word}\" of concept `{shown}` is already on line {first}");
                note(
                    member.line,
                    message,
                    "remove one of the two; the name is a member too",
                );
            }
        }
        concepts.push(Concept {
            name,
            words: members.into_iter().map(|member| member.text).collect(),
            line,
        });
    }
    concepts.sort_by(|a, b| a.name.cmp(&b.name));
    concepts
}
