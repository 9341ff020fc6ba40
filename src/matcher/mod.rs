//! From a message to an outcome: similarity, ranking and the decision.
//!
//! The matcher does no I/O, knows nothing of replies or Telegram, and nothing of the FAQ's subject.

mod danger;
mod danger_terms;
mod decide;
mod document;
mod explain;
mod gist;
mod index;
mod lean;
mod learned;
mod lessons;
mod lexicon;
mod likeness;
mod object;
mod outcome;
mod overlap;
mod phrases;
mod phrasings;
mod prepare;
mod questions;
mod ranking;
mod reading;
#[cfg(test)]
mod sample;
mod settings;
mod signs;
mod spelling;
mod stretch;
mod texts;
mod vocabulary;

pub use explain::{
    ExplainedEntry, ExplainedOpinion, ExplainedWord, Explanation, LikelyTopic, Met, WHOLE_MESSAGE,
};
pub use gist::Gist;
pub use outcome::{Candidate, Decision, DeclineReason, Outcome};
pub use settings::Settings;

use rustc_hash::FxHashMap;

use crate::faq::{Entry, EntryIndex, Faq};
use crate::text::{Language, read_limit, sentences};
use danger_terms::DangerTerms;
use phrasings::Wording;
use prepare::Prepared;
use ranking::{Model, Ranking};
use reading::read_message;

/// At most this many characters of a message are read.
pub const MAX_CHARS: usize = 4096;

/// At most this many entries are ranked.
const MAX_RANKED: usize = 10;

/// Everything about a FAQ that can be computed before a message comes.
#[derive(Debug)]
pub struct Matcher {
    model: Model,
    settings: Settings,
}

impl Matcher {
    /// Prepares the matcher for a FAQ.
    #[must_use]
    pub fn new(faq: &Faq) -> Self {
        Self::with_wording(faq, Wording::of(faq))
    }

    /// Prepares the matcher for a FAQ, which is left without its concepts, its examples and the questions
    /// of its entries: nobody else needs them.
    pub(crate) fn taking_from(faq: &mut Faq) -> Self {
        let wording = Wording::taken_from(faq);
        Self::with_wording(faq, wording)
    }

    fn with_wording(faq: &Faq, wording: Wording<'_>) -> Self {
        let Prepared {
            lexicon,
            index,
            phrasing_texts,
            learned,
        } = Prepared::new(faq, wording);
        let is_lent = faq.entries.iter().any(|entry| entry.is_lent);
        let mut model = Model {
            phrasing_texts,
            kinds: faq.entries.iter().map(|entry| entry.kind).collect(),
            urgent: faq.entries.iter().map(|entry| entry.urgent).collect(),
            harmless: Vec::new(),
            about_danger: Vec::new(),
            danger_terms: DangerTerms::default(),
            linked: linked(&faq.entries),
            ids: faq.entries.iter().map(|entry| entry.id.clone()).collect(),
            lent: if is_lent {
                faq.entries.iter().map(|entry| entry.is_lent).collect()
            } else {
                Vec::new()
            },
            lexicon,
            index,
            learned,
        };
        model.find_danger();
        Self {
            model,
            settings: Settings::new(&faq.bot.matching),
        }
    }

    /// What is to become of a message; the same for the same message, whatever came before.
    #[must_use]
    pub fn decide(&self, text: &str) -> Decision {
        self.consider(text, None).1
    }

    /// Decides on a message and says why.
    #[must_use]
    pub fn explain(&self, text: &str) -> Explanation {
        let (ranking, decision) = self.consider(text, None);
        self.model.explain(&ranking, decision, self.settings)
    }

    /// What would become of one of an entry's own phrasings if it were not there, to see whether
    /// the others carry it. `position` 0 is the title, 1 the first question. The weights of the
    /// words stay as they are. `None` if there is no such phrasing, or none with a word in it.
    #[must_use]
    pub fn decide_without(&self, entry: EntryIndex, position: usize) -> Option<Decision> {
        let (number, text) = self.phrasing(entry, position)?;
        Some(self.consider(text, Some(number)).1)
    }

    /// Says why that would become of it.
    #[must_use]
    pub fn explain_without(&self, entry: EntryIndex, position: usize) -> Option<Explanation> {
        let (number, text) = self.phrasing(entry, position)?;
        let (ranking, decision) = self.consider(text, Some(number));
        Some(self.model.explain(&ranking, decision, self.settings))
    }

    /// The number of an entry's phrasing, and what it says.
    fn phrasing(&self, entry: EntryIndex, position: usize) -> Option<(u32, &str)> {
        let (entry, position) = (u32::try_from(entry.0).ok()?, u32::try_from(position).ok()?);
        let phrasings = &self.model.index.phrasings;
        let number = phrasings
            .binary_search_by_key(&(entry, position), |phrasing| {
                (phrasing.entry, phrasing.position)
            })
            .ok()?;
        let number = u32::try_from(number).ok()?;
        Some((number, self.model.phrasing_texts.get(number)))
    }

    /// The language in which messages are read.
    #[must_use]
    pub fn language(&self) -> Language {
        self.model.lexicon.vocabulary.language()
    }

    /// How many words of each sentence of a message are known: function words, and words that the
    /// FAQ uses in its own language. Typing errors are not corrected for it.
    #[must_use]
    pub fn known_words(&self, text: &str) -> Vec<usize> {
        let (read, _) = read_limit(text, MAX_CHARS);
        let language = self.language();
        // One sentence in one language is one in all others: only letters fold otherwise.
        let known = sentences(read).map(|sentence| {
            let folded = language.fold(sentence);
            let (folded, _) = read_limit(&folded, MAX_CHARS);
            let words = language.words(folded).into_iter();
            words.filter(|word| self.model.knows(word)).count()
        });
        known.collect()
    }

    fn consider(&self, text: &str, left_out: Option<u32>) -> (Ranking, Decision) {
        let (read, truncated) = read_limit(text, MAX_CHARS);
        let language = self.language();
        let folded = language.fold(read);
        // One character may fold into many.
        let (folded, _) = read_limit(&folded, MAX_CHARS);
        let ranking = self
            .model
            .rank(read_message(&self.model.lexicon, folded), left_out);
        let outcome = self
            .model
            .decide(&ranking, &self.settings, language.is_foreign(folded));
        let ranked = ranked(&ranking);
        (
            ranking,
            Decision {
                outcome,
                ranked,
                truncated,
            },
        )
    }
}

/// For each entry those that it names as related and that name it too.
fn linked(entries: &[Entry]) -> Vec<Vec<usize>> {
    let ids = entries.iter().map(|entry| entry.id.as_str());
    let numbers: FxHashMap<&str, usize> = ids.zip(0..).collect();
    let named_by = |entry: &Entry| -> Vec<usize> {
        let ids = entry.related.iter().map(|related| related.text.as_str());
        ids.filter_map(|id| numbers.get(id).copied()).collect()
    };
    let named: Vec<Vec<usize>> = entries.iter().map(named_by).collect();
    let both = named.iter().enumerate().map(|(entry, others)| {
        let back = others
            .iter()
            .filter(|other| named[**other].contains(&entry));
        back.copied().collect()
    });
    both.collect()
}

fn ranked(ranking: &Ranking) -> Vec<Candidate> {
    let scores = ranking
        .combined
        .iter()
        .enumerate()
        .filter(|(_, score)| **score > 0.0);
    let mut ranked: Vec<Candidate> = scores
        .map(|(entry, score)| Candidate {
            entry: EntryIndex(entry),
            score: f64::from((ranking.evidence * score).clamp(0.0, 1.0)),
        })
        .collect();
    let order =
        |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry));
    if ranked.len() > MAX_RANKED {
        ranked.select_nth_unstable_by(MAX_RANKED, order);
        ranked.truncate(MAX_RANKED);
    }
    ranked.sort_by(order);
    ranked
}
