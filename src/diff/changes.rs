//! What an edit changes, message by message.

use serde::Serialize;

use super::entries::EntryChanges;
use super::told::Told;
use crate::eval::Mistake;

/// Which way an outcome changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// For the worse.
    Worse,
    /// For the better.
    Better,
    /// Neither.
    Other,
}

/// A labelled question whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelledChange {
    /// The question's id.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// For the worse if the mistake is a worse one, or if only one of two topics asked for is
    /// answered now.
    pub turn: Turn,
    /// What became of it.
    pub from: Told,
    /// What becomes of it.
    pub to: Told,
    /// What was wrong with that, if anything.
    pub was: Option<Mistake>,
    /// What is wrong with that, if anything.
    pub is: Option<Mistake>,
}

/// What was done to the languages of a FAQ beside the default one, and a default one that is new or gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LanguageChanges {
    /// Tags of those that only the new FAQ is written in.
    pub added: Vec<String>,
    /// Tags of those that only the old FAQ is written in.
    pub removed: Vec<String>,
    /// Those in which both are written, and of whose files something says something else.
    pub changed: Vec<ChangedLanguage>,
}

/// A language beside the default one of whose files something says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedLanguage {
    /// Its tag.
    pub language: String,
    /// What was done to its files.
    pub entries: EntryChanges,
}

/// Which of the two versions has a phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Both.
    Kept,
    /// Both, in different entries.
    Moved,
    /// Only the new one.
    Added,
    /// Only the old one.
    Removed,
}

/// A phrasing whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhrasingChange {
    /// The entry that has it, in the new version or else in the old one.
    pub entry: String,
    /// The phrasing.
    pub text: String,
    /// Which version has it.
    pub presence: Presence,
    /// For the worse if its own entry was answered and is only offered or not even that. One that
    /// was removed is neither worse nor better.
    pub turn: Turn,
    /// What became of it.
    pub from: Told,
    /// What becomes of it.
    pub to: Told,
}

/// A question asked in vain whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnansweredChange {
    /// What was asked.
    pub text: String,
    /// What became of it.
    pub from: Told,
    /// What becomes of it.
    pub to: Told,
}

/// On how many messages both versions decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Labelled questions.
    pub labelled: usize,
    /// Phrasings that one of them has or both, in the languages that both are written in.
    pub phrasings: usize,
    /// Questions asked in vain.
    pub unanswered: usize,
}

/// Everything that an edit changes.
///
/// Displayed for people: what was done to the files, then each group of messages with its changes,
/// the labelled questions that get worse first. Languages are named where they are not the default
/// one of the new version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// What was done to the files of the default language.
    pub entries: EntryChanges,
    /// What was done to the other languages.
    pub languages: LanguageChanges,
    /// On how many messages both decided.
    pub compared: Compared,
    /// The labelled questions whose outcome changes: the worse, the better, then the others; of
    /// those that turn alike, what is still the worst mistake first.
    pub labelled: Vec<LabelledChange>,
    /// The phrasings whose outcome changes: the worse, the better, then the others, by language and
    /// entry.
    pub phrasings: Vec<PhrasingChange>,
    /// The questions asked in vain whose outcome changes, in their order.
    pub unanswered: Vec<UnansweredChange>,
}

impl Changes {
    /// How many labelled questions turn this way.
    #[must_use]
    pub fn labelled_that_turn(&self, turn: Turn) -> usize {
        let all = self.labelled.iter();
        all.filter(|change| change.turn == turn).count()
    }
}
