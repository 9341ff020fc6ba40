//! Weights learned at load from the FAQ's own phrasings: which words tell its entries apart.
//!
//! A multinomial logistic regression over words and pairs of neighbouring words, trained by
//! stochastic gradient descent on nothing but the phrasings.

use rustc_hash::FxHashMap;

use super::index::Index;
use super::lexicon::Lexicon;
use super::reading::Token;
use super::stretch::{Stretch, Weighted};

/// Times that the phrasings are gone through.
const EPOCHS: u8 = 2;

/// Length of the first steps; later epochs take shorter ones.
const RATE: f32 = 3.0;

/// What a pair of neighbours counts beside a word.
const PAIR: f32 = 0.7;

/// Errors smaller than this are not worth a step.
const NEGLIGIBLE: f32 = 0.004;

/// With more weights than this (16 MiB) nothing is learned: so large a FAQ has phrasings enough.
const MAX_WEIGHTS: usize = 4 << 20;

/// The learned weights.
#[derive(Debug, Default)]
pub(super) struct Learned {
    features: FxHashMap<u64, u32>,
    /// The weight of each feature for each entry, feature by feature.
    weights: Vec<f32>,
    entries: usize,
}

/// Features with their values.
type Features = Vec<(u32, f32)>;

impl Learned {
    /// Learns from the tokens of each phrasing.
    pub(super) fn new(index: &Index, lexicon: &Lexicon, tokens: &[Vec<Token>], entries: usize) -> Self {
        let mut learned = Self { entries, ..Self::default() };
        let mut samples: Vec<(Features, usize)> = Vec::with_capacity(tokens.len());
        for (phrasing, tokens) in index.phrasings.iter().zip(tokens) {
            let mut stretch = Stretch::default();
            stretch.extend(index, tokens, 1.0);
            let raw = raw_features(lexicon, &stretch.words);
            let features = raw.iter().map(|(key, value)| {
                let next = u32::try_from(learned.features.len()).unwrap_or(u32::MAX);
                (*learned.features.entry(*key).or_insert(next), *value)
            });
            samples.push((normalized(features.collect(), &raw), phrasing.entry as usize));
        }
        let size = learned.features.len().saturating_mul(entries);
        if size > MAX_WEIGHTS || entries < 2 {
            return Self { entries, ..Self::default() };
        }
        learned.weights = vec![0.0; size];
        let order = shuffled(samples.len());
        let mut errors = vec![0.0_f32; entries];
        for epoch in 0..EPOCHS {
            let rate = RATE / (1.0 + 0.5 * f32::from(epoch));
            for number in &order {
                let (features, entry) = &samples[*number];
                learned.probabilities(features, &mut errors);
                errors[*entry] -= 1.0;
                learned.step(features, &errors, rate);
            }
        }
        learned
    }

    fn step(&mut self, features: &Features, errors: &[f32], rate: f32) {
        for (entry, error) in errors.iter().enumerate().filter(|(_, error)| error.abs() > NEGLIGIBLE) {
            for (feature, value) in features {
                self.weights[*feature as usize * self.entries + entry] -= rate * error * value;
            }
        }
    }

    fn probabilities(&self, features: &Features, out: &mut [f32]) {
        out.fill(0.0);
        for (feature, value) in features {
            let weights = &self.weights[*feature as usize * self.entries..][..self.entries];
            for (sum, weight) in out.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
        let most = out.iter().copied().fold(f32::MIN, f32::max);
        let mut sum = 0.0;
        for one in out.iter_mut() {
            *one = power(*one - most);
            sum += *one;
        }
        out.iter_mut().for_each(|one| *one /= sum);
    }

    /// Adds to `scores` `share` times the probability of each entry, given `stretch`; nothing if it
    /// shares no word with the phrasings.
    pub(super) fn add_to(&self, lexicon: &Lexicon, stretch: &Stretch<'_>, share: f32, scores: &mut [f32]) {
        if self.weights.is_empty() {
            return;
        }
        let raw = raw_features(lexicon, &stretch.words);
        let known: Features = raw.iter().filter_map(|(key, value)| Some((*self.features.get(key)?, *value))).collect();
        if known.is_empty() {
            return;
        }
        let mut probabilities = vec![0.0; self.entries];
        self.probabilities(&normalized(known, &raw), &mut probabilities);
        for (score, probability) in scores.iter_mut().zip(probabilities) {
            *score += share * probability;
        }
    }
}

/// `(1 + x / 256)^256`, near enough to `e^x` for `x` of 0 or less, and the same on every machine.
fn power(x: f32) -> f32 {
    let mut power = (1.0 + x / 256.0).max(0.0);
    for _ in 0..8 {
        power *= power;
    }
    power
}

/// Keys and values of the words and pairs of a stretch. A word's key is its concept's, if it has
/// one, so that words that mean the same are learned together.
fn raw_features(lexicon: &Lexicon, words: &[Weighted<'_>]) -> Vec<(u64, f32)> {
    const CONCEPT: u64 = 1 << 32;
    const PAIRED: u64 = 1 << 63;
    const START: u64 = 1 << 33;
    const UNKNOWN: u64 = 1 << 34;
    let mut found = Vec::with_capacity(2 * words.len());
    let mut last = START;
    for word in words {
        let Some(sense) = word.token.senses.first() else {
            // Counts in the length alone.
            found.push((UNKNOWN, word.weight));
            last = UNKNOWN;
            continue;
        };
        let key = match lexicon.own_concept(sense.term) {
            Some(concept) => CONCEPT | u64::from(concept.0),
            None => u64::from(sense.term.0),
        };
        let value = word.weight * sense.similarity;
        found.push((key, value));
        found.push((PAIRED | (last.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ key) >> 1, value * PAIR));
        last = key;
    }
    found
}

/// `features` divided by the length of all of `raw`, known or not.
fn normalized(mut features: Features, raw: &[(u64, f32)]) -> Features {
    let length = raw.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        features.iter_mut().for_each(|(_, value)| *value /= length);
    }
    features
}

/// The numbers below `count` in an order that is always the same and mixes the entries: steps of
/// the golden ratio.
fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|number| (*number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    order
}
