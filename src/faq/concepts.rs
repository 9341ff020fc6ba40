//! `concepts.toml` as groups of words.

use std::collections::HashMap;
use std::path::Path;

use super::lists::{self, Lists};
use super::phrasing::folded;
use super::problem::{Findings, Problem};
use super::source::Source;
use super::stems;
use super::wording::excerpt;
use super::{Concept, Located};
use crate::text::Language;

/// The groups of one file, with the place of every word.
#[derive(Debug, Default)]
pub(super) struct Groups(Lists);

/// The groups that a file describes, with everything noted that stops the loading.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Groups {
    Groups(lists::read(source, "concepts", findings))
}

impl Groups {
    /// The groups as the matcher wants them, sorted by name.
    pub(super) fn into_concepts(self) -> Vec<Concept> {
        let concept = |(name, words): (Located, Vec<Located>)| Concept {
            name: name.text,
            words: words.into_iter().map(|word| word.text).collect(),
            line: name.line,
        };
        let mut concepts: Vec<_> = self.0.lists.into_iter().map(concept).collect();
        concepts.sort_by(|a, b| a.name.cmp(&b.name));
        concepts
    }

    /// Words that two groups share in this language.
    pub(super) fn collisions(&self, language: Language) -> Vec<Problem> {
        stems::check(&self.0.path, language, &self.0.lists)
    }

    /// Notes groups without words, words without letters and what is written twice.
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        let Lists { path, lists } = &self.0;
        let mut names = HashMap::new();
        for (name, words) in lists {
            let key = folded(&name.text);
            let shown = excerpt(&name.text);
            let mut note = |line: usize, what: &str, help: &str| {
                let message = format!("concept `{shown}` {what}");
                problems.push(Problem::error(path, line, message).with_help(help));
            };
            if key.is_empty() {
                note(name.line, "holds no letters", "name it by a word");
            } else if let Some(first) = names.insert(key.clone(), name.line) {
                let what = format!("is already on line {first}");
                note(name.line, &what, "make the two one group");
            }
            if words.is_empty() {
                let help = "list the words that mean the same, or remove it";
                note(name.line, "has no words", help);
            }
            check_words(path, (&shown, key, name.line), words, problems);
        }
    }
}

fn check_words(
    path: &Path,
    (concept, key, line): (&str, String, usize),
    words: &[Located],
    problems: &mut Vec<Problem>,
) {
    let mut seen = HashMap::from([(key, line)]);
    for word in words {
        let key = folded(&word.text);
        let (what, help) = if key.is_empty() {
            ("holds no letters".to_owned(), "remove it")
        } else if let Some(first) = seen.insert(key, word.line) {
            (
                format!("is already on line {first}"),
                "remove one of the two; the name is a member too",
            )
        } else {
            continue;
        };
        let message = format!(
            "word \"{}\" of concept `{concept}` {what}",
            excerpt(&word.text)
        );
        problems.push(Problem::error(path, word.line, message).with_help(help));
    }
}
