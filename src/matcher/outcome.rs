//! What the matcher decides.

use crate::faq::EntryIndex;

/// An entry with its score for one query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub entry: EntryIndex,
    /// How well it fits, times how much the message says, `0.0..=1.0`; more is better, and it means
    /// the same for every FAQ.
    pub score: f64,
}

/// Why nothing was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeclineReason {
    /// Nothing in the FAQ is like the query.
    Unknown,
    /// The query is in a language that the FAQ is not written in.
    Language,
    /// The query holds no words: empty, punctuation, emoji.
    NoWords,
}

/// One of the six things that can become of a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// One to three topics, in the order asked, and what was asked beside them and is not covered.
    Answer {
        /// Topics answered, in the order asked.
        entries: Vec<EntryIndex>,
        /// Not-covered entries asked for beside them.
        not_covered: Vec<EntryIndex>,
    },
    /// Danger signs, then the topics that answer the rest.
    Urgent {
        /// Urgent entries, at least one.
        urgent: Vec<EntryIndex>,
        /// Topics that answer the rest, in the order asked.
        rest: Vec<EntryIndex>,
        /// Not-covered entries asked for beside them.
        not_covered: Vec<EntryIndex>,
    },
    /// Two to four entries that may have been meant, best first.
    Clarify {
        /// The entries offered.
        candidates: Vec<EntryIndex>,
    },
    /// One to three entries that say that the article does not cover this.
    NotCovered {
        /// The entries, in the order asked.
        entries: Vec<EntryIndex>,
    },
    /// A greeting, thanks and the like.
    SmallTalk {
        /// The entry.
        entry: EntryIndex,
    },
    /// Nothing fits.
    Decline {
        /// Why.
        reason: DeclineReason,
    },
}

/// What became of a message, and the plain order of entries behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What to do.
    pub outcome: Outcome,
    /// The plain retrieval order over all entries of all kinds, best first, ties by id; at most ten.
    pub ranked: Vec<Candidate>,
    /// Whether the message was longer than [`super::MAX_CHARS`] and only its beginning was read.
    pub truncated: bool,
}

impl Outcome {
    /// The outcome's name as the command line prints it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Urgent { .. } => "urgent",
            Self::Clarify { .. } => "clarify",
            Self::NotCovered { .. } => "not_covered",
            Self::SmallTalk { .. } => "small_talk",
            Self::Decline { .. } => "decline",
        }
    }

    /// The entries of the outcome as the command line prints them: danger signs first, then the
    /// answers in the order asked; the candidates best first; what is not covered; empty for a
    /// decline. What is declined beside an answer is in [`Outcome::also_not_covered`].
    #[must_use]
    pub fn entries(&self) -> Vec<EntryIndex> {
        match self {
            Self::Answer { entries, .. } | Self::NotCovered { entries } => entries.clone(),
            Self::Urgent { urgent, rest, .. } => [urgent.as_slice(), rest].concat(),
            Self::Clarify { candidates } => candidates.clone(),
            Self::SmallTalk { entry } => vec![*entry],
            Self::Decline { .. } => Vec::new(),
        }
    }

    /// What is declined beside an answer.
    #[must_use]
    pub fn also_not_covered(&self) -> &[EntryIndex] {
        match self {
            Self::Answer { not_covered, .. } | Self::Urgent { not_covered, .. } => not_covered,
            _ => &[],
        }
    }
}
