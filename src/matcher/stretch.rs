//! A stretch of a message that is scored on its own: its words with their weights.

use super::index::Index;
use super::reading::Token;
use super::vocabulary::Term;

/// A word of a stretch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighted<'a> {
    pub(super) token: &'a Token,
    /// 0 or more.
    pub(super) weight: f32,
}

/// A stretch of a message: the whole, a sentence, a clause.
#[derive(Debug, Clone, Default)]
pub(super) struct Stretch<'a> {
    pub(super) words: Vec<Weighted<'a>>,
    /// Sum of the weights.
    pub(super) total: f32,
}

impl<'a> Stretch<'a> {
    /// Sum of the weights of the words that the FAQ knows, each once however often it is said.
    pub(super) fn told(&self) -> f32 {
        let words = self.words.iter();
        let mut known: Vec<(Term, f32)> = words
            .filter_map(|word| Some((word.token.best()?, word.weight)))
            .collect();
        known.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        known.dedup_by_key(|(term, _)| *term);
        known.iter().map(|(_, weight)| weight).sum()
    }

    /// Adds words, their weights times `emphasis`.
    pub(super) fn extend(
        &mut self,
        index: &Index,
        tokens: impl IntoIterator<Item = &'a Token>,
        emphasis: f32,
    ) {
        for token in tokens {
            let weight = index.weight(token) * emphasis;
            self.total += weight;
            self.words.push(Weighted { token, weight });
        }
    }
}
