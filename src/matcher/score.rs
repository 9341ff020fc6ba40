//! How well a stretch of a message fits each entry, by the words they share.

use super::index::{Index, PhrasingId, Posting};
use super::lexicon::{Lexicon, Token};

/// Similarity of two different words of one concept.
const CONCEPT_SIMILARITY: f32 = 0.92;

/// Exponents of the matched share of the query and of the phrasing.
pub(super) const QUERY_POWER: f32 = 0.4;
pub(super) const PHRASING_POWER: f32 = 0.6;

/// Weights of an entry's three best phrasings.
const BEST_PHRASINGS: [f32; 3] = [0.7, 0.2, 0.1];

/// Room for one scoring after another, so that a query allocates little.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    query_share: Vec<f32>,
    phrasing_share: Vec<f32>,
    word_best: Vec<f32>,
    token_best: Vec<f32>,
    last_word: Vec<u32>,
    touched: Vec<u32>,
}

/// Adds to `scores`, one for each entry, how well `tokens` fit it; `left_out` takes no part.
pub(super) fn overlap(index: &Index, lexicon: &Lexicon, tokens: &[Token], urgent: &[bool], left_out: Option<PhrasingId>, room: &mut Scratch, scores: &mut [f32]) {
    room.prepare(index.phrasings.len(), index.token_weight.len());
    let mut total = 0.0;
    for (number, token) in (1..).zip(tokens) {
        let weight = index.weight(token);
        total += weight;
        let mut visit = |postings: &[Posting], similarity: f32| {
            for posting in postings {
                let at = posting.phrasing.0 as usize;
                let phrasing = &index.phrasings[at];
                if token.negated && urgent[phrasing.entry.0] {
                    continue;
                }
                let similarity = similarity * posting.similarity;
                if room.last_word[at] == 0 {
                    room.touched.push(posting.phrasing.0);
                }
                if room.last_word[at] != number {
                    room.last_word[at] = number;
                    room.word_best[at] = 0.0;
                }
                if similarity > room.word_best[at] {
                    room.query_share[at] += weight * (similarity - room.word_best[at]);
                    room.word_best[at] = similarity;
                }
                let own = &mut room.token_best[posting.token as usize];
                if similarity > *own {
                    room.phrasing_share[at] += index.token_weight[posting.token as usize] * (similarity - *own);
                    *own = similarity;
                }
            }
        };
        #[expect(clippy::cast_possible_truncation, reason = "similarities lie in 0..=1")]
        for sense in &token.senses {
            visit(&index.by_term[sense.term.0 as usize], sense.similarity as f32);
        }
        #[expect(clippy::cast_possible_truncation, reason = "similarities lie in 0..=1")]
        for sense in &token.senses {
            for concept in lexicon.concepts_of(sense.term) {
                visit(&index.by_concept[concept.0 as usize], sense.similarity as f32 * if lexicon.is_general(*concept) { super::p("GEN", 0.55) } else { CONCEPT_SIMILARITY });
            }
        }
    }
    if total <= 0.0 {
        room.clear(index);
        return;
    }
    room.touched.sort_unstable();
    let qp = super::p("QP", 0.35);
    let mut best = [0.0_f32; 3];
    let mut entry = usize::MAX;
    for at in &room.touched {
        let phrasing = &index.phrasings[*at as usize];
        if phrasing.entry.0 != entry {
            store(scores, entry, best);
            entry = phrasing.entry.0;
            best = [0.0; 3];
        }
        if Some(PhrasingId(*at)) == left_out {
            continue;
        }
        let r = (room.query_share[*at as usize] / total).min(1.0);
        let p = (room.phrasing_share[*at as usize] / phrasing.total).min(1.0);
        insert(&mut best, r.powf(qp) * p.powf(1.0 - qp));
    }
    store(scores, entry, best);
    room.clear(index);
}

fn store(scores: &mut [f32], entry: usize, best: [f32; 3]) {
    if let Some(score) = scores.get_mut(entry) {
        *score = best.iter().zip(BEST_PHRASINGS).map(|(score, weight)| score * weight).sum();
    }
}

fn insert(best: &mut [f32; 3], score: f32) {
    if score > best[0] {
        *best = [score, best[0], best[1]];
    } else if score > best[1] {
        *best = [best[0], score, best[1]];
    } else if score > best[2] {
        best[2] = score;
    }
}

impl Scratch {
    fn prepare(&mut self, phrasings: usize, tokens: usize) {
        self.query_share.resize(phrasings, 0.0);
        self.phrasing_share.resize(phrasings, 0.0);
        self.word_best.resize(phrasings, 0.0);
        self.token_best.resize(tokens, 0.0);
        self.last_word.resize(phrasings, 0);
    }

    fn clear(&mut self, index: &Index) {
        for at in self.touched.drain(..) {
            let at = at as usize;
            self.query_share[at] = 0.0;
            self.phrasing_share[at] = 0.0;
            let p = &index.phrasings[at];
            self.token_best[p.first_token as usize..][..p.tokens.len()].fill(0.0);
            self.last_word[at] = 0;
        }
    }
}

pub(super) fn document(index: &Index, lexicon: &Lexicon, tokens: &[Token], urgent: &[bool], scores: &mut [f32]) {
    let mut total = 0.0;
    let mut own = vec![0.0_f32; scores.len()];
    for token in tokens {
        let weight = index.weight(token);
        total += weight;
        own.fill(0.0);
        let mut any = false;
        for sense in &token.senses {
            let s = sense.similarity as f32;
            for (e, v) in &index.doc_term[sense.term.0 as usize] { any = true; let o = &mut own[*e as usize]; *o = o.max(v * s); }
            for c in lexicon.concepts_of(sense.term) {
                for (e, v) in &index.doc_concept[c.0 as usize] { any = true; let o = &mut own[*e as usize]; *o = o.max(v * s * CONCEPT_SIMILARITY); }
            }
        }
        if any { for (e, (t, o)) in scores.iter_mut().zip(&own).enumerate() { if !(token.negated && urgent[e]) { *t += weight * o; } } }
    }
    if total > 0.0 { scores.iter_mut().for_each(|s| *s /= total); }
}
