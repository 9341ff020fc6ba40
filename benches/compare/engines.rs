//! The ways of finding the phrasing nearest to a query that are compared.

use bm25::{Language, SearchEngine, SearchEngineBuilder};
use rapidfuzz::distance::levenshtein;
use skincare_faq_bot::faq::Faq;
use skincare_faq_bot::matcher::Matcher;

/// Below this similarity the scan with `rapidfuzz` may give up on a phrasing.
const CUTOFF: f64 = 0.6;

/// Finds what is nearest to a query.
pub(crate) trait Engine {
    /// Position of the nearest phrasing or entry, if there is one.
    fn search(&self, query: &str) -> Option<usize>;
}

/// Our matcher, from message to outcome.
pub(crate) struct Ours(pub(crate) Matcher);

impl Ours {
    pub(crate) fn new(faq: &Faq) -> Self {
        Self(Matcher::new(faq))
    }
}

impl Engine for Ours {
    fn search(&self, query: &str) -> Option<usize> {
        let decision = self.0.decide(query);
        decision.ranked.first().map(|best| best.entry.0)
    }
}

/// A scan of all phrasings with the normalised Levenshtein distance of `strsim`.
pub(crate) struct Strsim(Vec<String>);

impl Strsim {
    pub(crate) fn new(phrasings: &[String]) -> Self {
        Self(phrasings.iter().map(|text| text.to_lowercase()).collect())
    }
}

impl Engine for Strsim {
    fn search(&self, query: &str) -> Option<usize> {
        let query = query.to_lowercase();
        let scores = self
            .0
            .iter()
            .map(|phrasing| strsim::normalized_levenshtein(&query, phrasing));
        let best = scores.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map(|(position, _)| position)
    }
}

/// The same scan with `rapidfuzz`: the query prepared once, the phrasings at hand as characters,
/// those below the cut-off given up early.
pub(crate) struct Rapidfuzz(Vec<Vec<char>>);

impl Rapidfuzz {
    pub(crate) fn new(phrasings: &[String]) -> Self {
        let characters = |text: &String| text.to_lowercase().chars().collect();
        Self(phrasings.iter().map(characters).collect())
    }
}

impl Engine for Rapidfuzz {
    fn search(&self, query: &str) -> Option<usize> {
        let query = query.to_lowercase();
        let comparator = levenshtein::BatchComparator::new(query.chars());
        let args = levenshtein::Args::default().score_cutoff(CUTOFF);
        let scores = self
            .0
            .iter()
            .enumerate()
            .filter_map(|(position, phrasing)| {
                let score =
                    comparator.normalized_similarity_with_args(phrasing.iter().copied(), &args);
                score.map(|score| (position, score))
            });
        let best = scores.max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map(|(position, _)| position)
    }
}

/// The inverted index of the `bm25` crate, a phrasing a document.
pub(crate) struct Bm25(SearchEngine<u32>);

impl Bm25 {
    pub(crate) fn new(phrasings: &[String]) -> Self {
        Self(SearchEngineBuilder::<u32>::with_corpus(Language::English, phrasings).build())
    }
}

impl Engine for Bm25 {
    fn search(&self, query: &str) -> Option<usize> {
        let best = self.0.search(query, 10);
        best.first().map(|best| best.document.id as usize)
    }
}
