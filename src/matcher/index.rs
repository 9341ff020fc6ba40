//! The phrasings of a FAQ, weighted, and where each term and concept occurs in them.

use super::lexicon::{ConceptId, Lexicon};
use super::reading::{Reader, Token};
use super::vocabulary::Term;
use crate::faq::{Faq, Kind};
use crate::text::{Class, Word};

/// Where a term or concept occurs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    /// Number of the phrasing over the whole FAQ.
    pub(super) phrasing: u32,
    /// Number of the token over all phrasings.
    pub(super) token: u32,
    /// How surely the token stands for the term, `0.0..=1.0`.
    pub(super) similarity: f32,
}

/// One phrasing as it is compared.
#[derive(Debug)]
pub(super) struct Phrasing {
    /// Position of its entry in the FAQ.
    pub(super) entry: u32,
    /// Position in its entry: 0 is the title, 1 the first question.
    pub(super) position: u32,
    /// Its tokens, as numbers over all phrasings.
    pub(super) tokens: std::ops::Range<u32>,
    /// Sum of the weights of its tokens.
    pub(super) total: f32,
}

impl Phrasing {
    /// Where its tokens stand among those of all phrasings.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// How often a term or concept occurs in phrasings of each sort of entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mass {
    pub(super) topic: u32,
    pub(super) urgent: u32,
    pub(super) other: u32,
}

impl Mass {
    /// Whether topics use it never, or once where others use it ten times: it belongs elsewhere.
    pub(super) fn is_foreign_to_topics(self) -> bool {
        let own = self.topic + self.urgent;
        own == 0 || own * 10 < self.other
    }
}

/// Where a term or concept occurs, phrasing by phrasing and entry by entry.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    pub(super) postings: Vec<Posting>,
    /// Entries that use it, with how typical it is of each: `f / (f + K)` with `f` phrasings of the
    /// entry that use it (the saturation of BM25, Robertson and Zaragoza 2009).
    pub(super) entries: Vec<(u32, f32)>,
    pub(super) mass: Mass,
}

impl Occurrences {
    /// How typical the term would be of an entry without one of its phrasings.
    pub(super) fn typical_without(&self, typical: f32, phrasing: u32) -> f32 {
        let count = typical * SATURATION / (1.0 - typical);
        let from = self
            .postings
            .partition_point(|posting| posting.phrasing < phrasing);
        let own = self.postings[from..]
            .iter()
            .take_while(|posting| posting.phrasing == phrasing);
        let left = count - own.map(|posting| posting.similarity).sum::<f32>();
        // The way to the count and back is not exact.
        if left < 0.01 {
            return 0.0;
        }
        left / (left + SATURATION)
    }
}

/// Phrasings, postings and weights.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) phrasings: Vec<Phrasing>,
    /// Weight of each token of all phrasings.
    pub(super) token_weights: Vec<f32>,
    pub(super) by_term: Vec<Occurrences>,
    pub(super) by_concept: Vec<Occurrences>,
    /// Weight of each term, before its class is taken into account.
    term_weights: Vec<f32>,
    /// The weight of the rarest word.
    pub(super) rarest: f32,
}

impl Index {
    /// The index of a FAQ from the words of its phrasings.
    pub(super) fn new(faq: &Faq, lexicon: &Lexicon, words: &[Vec<Vec<Word>>]) -> Self {
        let mut index = Self {
            phrasings: Vec::new(),
            token_weights: Vec::new(),
            by_term: Vec::new(),
            by_concept: Vec::new(),
            term_weights: Vec::new(),
            rarest: rarity(faq.entries.len(), 0.0),
        };
        index
            .by_term
            .resize_with(lexicon.terms(), Occurrences::default);
        index
            .by_concept
            .resize_with(lexicon.concept_count(), Occurrences::default);
        let mut reader = Reader::new(lexicon);
        let mut bearings = Vec::new();
        for (entry, phrasings) in (0..).zip(words) {
            for (position, words) in (0..).zip(phrasings) {
                let read = reader.read(words);
                if !read.is_empty() {
                    index.post(lexicon, entry, position, &read);
                    bearings.extend(read.iter().map(Bearing::of));
                }
            }
        }
        index.weigh(faq, lexicon);
        for (weight, bearing) in index.token_weights.iter_mut().zip(bearings) {
            *weight = bearing.weight(&index.term_weights, index.rarest);
        }
        for phrasing in &mut index.phrasings {
            phrasing.total = index.token_weights[phrasing.range()].iter().sum();
        }
        for occurrences in index.by_term.iter_mut().chain(&mut index.by_concept) {
            occurrences.postings.shrink_to_fit();
        }
        index.phrasings.shrink_to_fit();
        index.token_weights.shrink_to_fit();
        index.term_weights.shrink_to_fit();
        index
    }

    fn post(&mut self, lexicon: &Lexicon, entry: u32, position: u32, tokens: &[Token]) {
        let number = count(self.phrasings.len());
        let first = count(self.token_weights.len());
        self.token_weights
            .resize(self.token_weights.len() + tokens.len(), 0.0);
        self.phrasings.push(Phrasing {
            entry,
            position,
            tokens: first..count(self.token_weights.len()),
            total: 0.0,
        });
        for (at, token) in (first..).zip(tokens) {
            for sense in &token.senses {
                let posting = Posting {
                    phrasing: number,
                    token: at,
                    similarity: sense.similarity,
                };
                self.by_term[sense.term.0 as usize].postings.push(posting);
                for concept in lexicon.concepts_of(sense.term) {
                    self.by_concept[concept.0 as usize].postings.push(posting);
                }
            }
        }
    }

    /// Counts where terms and concepts occur, and weighs the terms.
    fn weigh(&mut self, faq: &Faq, lexicon: &Lexicon) {
        let mut used_by_concept = Vec::with_capacity(self.by_concept.len());
        for occurrences in &mut self.by_concept {
            used_by_concept.push(spread(occurrences, &self.phrasings, faq));
        }
        for (number, occurrences) in (0..).zip(&mut self.by_term) {
            let own = spread(occurrences, &self.phrasings, faq);
            // Words that mean the same weigh the same, however rare one of them is. The language's
            // own groups are too wide for that; they only lend a weight to words without one.
            let groups = lexicon
                .concepts_of(Term(number))
                .iter()
                .filter(|concept| own == 0.0 || !lexicon.is_general(**concept));
            let used = groups
                .map(|concept| used_by_concept[concept.0 as usize])
                .min_by(f32::total_cmp);
            self.term_weights
                .push(rarity(faq.entries.len(), used.unwrap_or(own)));
        }
    }

    /// How much a word weighs in a query or a phrasing, 0 or more.
    pub(super) fn weight(&self, token: &Token) -> f32 {
        Bearing::of(token).weight(&self.term_weights, self.rarest)
    }

    /// How often what a word stands for occurs in phrasings of each sort of entry.
    pub(super) fn mass(&self, lexicon: &Lexicon, token: &Token) -> Mass {
        let mut sum = Mass::default();
        for sense in token
            .senses
            .iter()
            .filter(|sense| sense.similarity >= CLEAR)
        {
            let own = lexicon
                .own_concept(sense.term)
                .map(|ConceptId(concept)| self.by_concept[concept as usize].mass);
            let mass = own.unwrap_or(self.by_term[sense.term.0 as usize].mass);
            sum.topic += mass.topic;
            sum.urgent += mass.urgent;
            sum.other += mass.other;
        }
        sum
    }
}

/// From this similarity on, what a word stands for counts as said.
pub(super) const CLEAR: f32 = 0.7;

/// Half-way point of the saturation, in phrasings of an entry.
const SATURATION: f32 = 0.9;

/// Fills in the entries and the mass of a term or concept; comes back with the number of entries
/// that use it, between their plain number and the number that a fair share would need
/// (`exp` of the entropy): a word that one entry uses often and others once tells more than one
/// that all use alike.
fn spread(occurrences: &mut Occurrences, phrasings: &[Phrasing], faq: &Faq) -> f32 {
    let mut counts: Vec<(u32, f32)> = Vec::new();
    for posting in &occurrences.postings {
        let entry = phrasings[posting.phrasing as usize].entry;
        match counts.last_mut() {
            Some((last, count)) if *last == entry => *count += posting.similarity,
            _ => counts.push((entry, posting.similarity)),
        }
        if posting.similarity >= CLEAR {
            let entry = &faq.entries[entry as usize];
            let mass = &mut occurrences.mass;
            match entry.kind {
                _ if entry.urgent => mass.urgent += 1,
                Kind::Topic => mass.topic += 1,
                Kind::NotCovered | Kind::SmallTalk => mass.other += 1,
            }
        }
    }
    if counts.is_empty() {
        return 0.0;
    }
    let sum: f32 = counts.iter().map(|(_, count)| count).sum();
    let entropy: f32 = counts
        .iter()
        .map(|(_, count)| count / sum)
        .map(|share| -share * share.ln())
        .sum();
    #[expect(
        clippy::cast_precision_loss,
        reason = "the numbers of entries are far below 2^24"
    )]
    let used = (counts.len() as f32 * entropy.exp()).sqrt();
    occurrences.entries = counts
        .into_iter()
        .map(|(entry, count)| (entry, count / (count + SATURATION)))
        .collect();
    occurrences.entries.shrink_to_fit();
    used
}

/// What of a token its weight depends on.
#[derive(Debug, Clone, Copy)]
struct Bearing {
    /// The term it most likely stands for.
    known: Option<Term>,
    /// Share of the term's weight that it keeps.
    share: f32,
}

impl Bearing {
    fn of(token: &Token) -> Self {
        let known = token.best();
        let part = if token.absorbed { ABSORBED_SHARE } else { 1.0 };
        Self {
            known,
            share: class_share(token.class, known.is_some()) * part,
        }
    }

    fn weight(self, term_weights: &[f32], rarest: f32) -> f32 {
        let of_term = |term: Term| term_weights[term.0 as usize];
        self.known.map_or(rarest * UNKNOWN_SHARE, of_term) * self.share
    }
}

/// Share of the weight of the rarest word that a word keeps which the FAQ does not know.
const UNKNOWN_SHARE: f32 = 0.8;

/// Share of its weight that a word keeps when another stands for the phrase it is part of.
const ABSORBED_SHARE: f32 = 0.18;

/// Share of its weight that a word of this kind keeps.
fn class_share(class: Class, known: bool) -> f32 {
    match (class, known) {
        (Class::Content, _) => 1.0,
        (Class::Light, true) => 0.8,
        (Class::Function | Class::Number, true) => 0.6,
        (Class::Function | Class::Light, false) => 0.3,
        (Class::Number, false) => 0.2,
    }
}

/// `ln(1 + (N - n + 0.5) / (n + 0.5))`: the inverse document frequency of BM25 (Robertson and
/// Zaragoza 2009), with N entries of which n use the word.
#[expect(
    clippy::cast_precision_loss,
    reason = "the numbers of entries are far below 2^24"
)]
fn rarity(entries: usize, used: f32) -> f32 {
    (1.0 + (entries as f32 - used + 0.5) / (used + 0.5)).ln()
}

/// A count as the postings hold it.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
