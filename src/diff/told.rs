//! What is told of an outcome: its name, language and entries.

use std::fmt;

use serde::Serialize;

use super::languages::Edition;
use crate::faq::EntryIndex;
use crate::matcher::Outcome;

/// An outcome by its name and the ids of its entries, so that outcomes of two FAQs can be compared.
///
/// Displayed as `answer pain, recovery; not covered: price (de)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The outcome's name, such as `answer`.
    pub outcome: &'static str,
    /// The tag of the language in which it is said, unless that is the default one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The entries answered (urgent ones first) or offered, best first.
    pub entries: Vec<String>,
    /// The entries declined beside an answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_covered: Vec<String>,
}

impl Told {
    pub(super) fn of(edition: Edition<'_>, outcome: &Outcome) -> Self {
        let faq = edition.side.faq;
        let ids = |entries: &[EntryIndex]| {
            let ids = entries.iter().map(|entry| faq.entry(*entry).id.clone());
            ids.collect()
        };
        Self {
            outcome: outcome.name(),
            language: edition.language.tag.clone(),
            entries: ids(&outcome.entries()),
            not_covered: ids(outcome.also_not_covered()),
        }
    }

    /// How near it brings its asker to the entry `id`: 2 if that is said, 1 if it is offered among
    /// others, 0 if neither.
    pub(super) fn nearness_to(&self, id: &str) -> u8 {
        let mut all = self.entries.iter().chain(&self.not_covered);
        match all.any(|entry| entry == id) {
            true if self.outcome == "clarify" => 1,
            true => 2,
            false => 0,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.outcome)?;
        if !self.entries.is_empty() {
            write!(f, " {}", self.entries.join(", "))?;
        }
        if !self.not_covered.is_empty() {
            write!(f, "; not covered: {}", self.not_covered.join(", "))?;
        }
        if let Some(language) = &self.language {
            write!(f, " ({language})")?;
        }
        Ok(())
    }
}
