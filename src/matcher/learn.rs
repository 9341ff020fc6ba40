//! Weights learned at load from the FAQ's own phrasings: which words tell its entries apart.

use rustc_hash::FxHashMap;

use super::index::Index;
use super::lexicon::{Lexicon, Token};

#[derive(Debug, Default)]
pub(super) struct Learned {
    features: FxHashMap<u64, u32>,
    /// weights[feature * entries + entry]
    weights: Vec<f32>,
    entries: usize,
}

const EPOCHS: usize = 12;

impl Learned {
    pub(super) fn new(index: &Index, lexicon: &Lexicon, entries: usize) -> Self {
        let mut learned = Self { entries, ..Self::default() };
        let samples: Vec<(Vec<(u32, f32)>, usize)> = index
            .phrasings
            .iter()
            .map(|phrasing| {
                let raw = raw(index, lexicon, &phrasing.tokens);
                let mut found: Vec<(u32, f32)> = raw.iter().map(|(key, value)| {
                    let next = learned.features.len() as u32;
                    (*learned.features.entry(*key).or_insert(next), *value)
                }).collect();
                normalize(&mut found, &raw);
                (found, phrasing.entry.0)
            })
            .collect();
        learned.weights = vec![0.0; learned.features.len() * entries];
        let mut out = vec![0.0_f32; entries];
        let mut order: Vec<usize> = (0..samples.len()).collect();
        let mut seed = 12345_u64;
        for epoch in 0..super::p("EP", 12.0) as usize {
            for i in (1..order.len()).rev() {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                order.swap(i, (seed >> 33) as usize % (i + 1));
            }
            let rate = super::p("RATE", 3.0) / (1.0 + epoch as f32 * 0.5);
            for at in &order {
                let (features, gold) = &samples[*at];
                learned.logits(features, &mut out);
                softmax(&mut out);
                for (e, g) in out.iter_mut().enumerate() {
                    *g -= f32::from(e == *gold);
                }
                for (f, v) in features {
                    let row = &mut learned.weights[*f as usize * entries..][..entries];
                    let step = rate * v;
                    let reg = 1.0 - rate * super::p("REG", 0.0) ;
                    for (w, g) in row.iter_mut().zip(&out) {
                        *w = *w * reg - step * g;
                    }
                }
            }
        }
        learned
    }

    fn logits(&self, features: &[(u32, f32)], out: &mut [f32]) {
        out.fill(0.0);
        for (f, v) in features {
            let row = &self.weights[*f as usize * self.entries..][..self.entries];
            for (o, w) in out.iter_mut().zip(row) {
                *o += v * w;
            }
        }
    }

    pub(super) fn score(&self, index: &Index, lexicon: &Lexicon, tokens: &[Token]) -> Vec<f32> {
        let raw = raw(index, lexicon, tokens);
        let mut found: Vec<(u32, f32)> = raw.iter().filter_map(|(key, value)| self.features.get(key).map(|f| (*f, *value))).collect();
        normalize(&mut found, &raw);
        let mut out = vec![0.0; self.entries];
        if found.is_empty() { return out; }
        self.logits(&found, &mut out);
        let t = super::p("TEMP", 1.0);
        out.iter_mut().for_each(|o| *o *= t);
        softmax(&mut out);
        out
    }
}

fn raw(index: &Index, lexicon: &Lexicon, tokens: &[Token]) -> Vec<(u64, f32)> {
    let mut found: Vec<(u64, f32)> = Vec::new();
    let mut last = 1_u64 << 40;
    for token in tokens {
        let weight = index.weight(token);
        let Some(term) = token.best() else {
            found.push((u64::MAX, weight));
            last = 2_u64 << 40;
            continue;
        };
        let canon = lexicon.concepts_of(term).iter().find(|c| !lexicon.is_general(**c)).map_or(u64::from(term.0), |c| (1 << 32) | u64::from(c.0));
        let similarity = token.senses[0].similarity as f32;
        found.push((u64::from(term.0), weight * super::p("WT", 0.5) * similarity));
        found.push((canon | 1 << 62, weight * similarity));
        found.push((1 << 61 | (last.wrapping_mul(0x9E37_79B9) ^ canon) & ((1 << 60) - 1), weight * super::p("WB", 0.7) * similarity));
        last = canon;
        let wc = super::p("WC", 0.0);
        if wc > 0.0 {
            let text = format!("_{}_", token.corrected.as_deref().unwrap_or(&token.text));
            let chars: Vec<char> = text.chars().collect();
            let (lo, hi) = (super::p("CLO", 3.0) as usize, super::p("CHI", 5.0) as usize);
            for n in lo..=hi {
                for gram in chars.windows(n) {
                    let mut h = 0xcbf29ce484222325_u64;
                    for c in gram { h = (h ^ u64::from(*c as u32)).wrapping_mul(0x100000001b3); }
                    found.push((h >> 4 | 1 << 63, weight * wc));
                }
            }
        }
    }
    found
}

fn normalize(found: &mut [(u32, f32)], raw: &[(u64, f32)]) {
    let norm = raw.iter().map(|(_, v)| v * v).sum::<f32>().sqrt();
    if norm > 0.0 {
        found.iter_mut().for_each(|(_, v)| *v /= norm);
    }
}

fn softmax(out: &mut [f32]) {
    let most = out.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for o in out.iter_mut() {
        *o = (*o - most).exp();
        sum += *o;
    }
    out.iter_mut().for_each(|o| *o /= sum);
}
