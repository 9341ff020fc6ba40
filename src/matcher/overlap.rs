//! How well a stretch of a message fits each phrasing, by the words they share.

use std::cell::RefCell;

use super::index::{Index, Posting};
use super::lexicon::Lexicon;
use super::stretch::{Stretch, Weighted};

/// Weights of an entry's three best phrasings.
const BEST_PHRASINGS: [f32; 3] = [0.7, 0.22, 0.08];

/// Exponent of the matched share of the query; that of the phrasing is the rest to 1.
const QUERY_POWER: f32 = 0.35;

/// Share of a score that words which are neighbours in both earn.
const NEIGHBOUR_SHARE: f32 = 0.2;

/// Words with more postings than this find no phrasings of their own if other words do: they only
/// add to those that are found. Keeps a query from walking through most of a large FAQ.
const COMMON: usize = 1024;

/// Of a longer stretch only so many words are compared; the others still count as unmatched.
const MAX_WORDS: usize = 64;

/// A phrasing with its score.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Hit {
    pub(super) phrasing: u32,
    pub(super) score: f32,
}

/// How well `stretch` fits each entry, `0.0..=1.0`, and the entry's best phrasing. Entries that
/// share no word with it are left out; the order means nothing. The phrasing `left_out` takes no
/// part.
///
/// For a phrasing, `r` is the matched share of the weight of the stretch, `p` that of the
/// phrasing, `n` the share of the stretch whose neighbours meet neighbours, and the score
/// `r^0.35 * p^0.65 * (0.8 + 0.2 n)`; an entry's score is 0.7, 0.22 and 0.08 times those of its
/// three best phrasings.
pub(super) fn overlap(
    index: &Index,
    lexicon: &Lexicon,
    stretch: &Stretch<'_>,
    about_danger: &[bool],
    left_out: Option<u32>,
) -> Vec<(u32, Hit)> {
    if stretch.total <= 0.0 {
        return Vec::new();
    }
    ROOM.with_borrow_mut(|room| {
        room.prepare(index, about_danger.len());
        room.collect(index, lexicon, stretch, about_danger);
        room.harvest(
            index,
            stretch.total,
            stretch.total - stretch.words[0].weight,
            left_out,
        )
    })
}

thread_local! {
    /// Kept from query to query, so that each allocates little; all zero in between.
    static ROOM: RefCell<Room> = RefCell::default();
}

/// What of a phrasing was met so far.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    query_share: f32,
    phrasing_share: f32,
    /// Weight of the neighbours of the stretch that are neighbours in the phrasing too.
    pair_share: f32,
    /// Number of the last word of the stretch that met the phrasing, from 1.
    last_word: u32,
    /// How well that word met it.
    word_best: f32,
    /// Number of its first token.
    first_token: u32,
}

#[derive(Debug, Default)]
struct Room {
    met: Vec<Met>,
    /// How well each token of all phrasings was met.
    token_best: Vec<f32>,
    /// Number of the word that met each token of all phrasings last.
    token_word: Vec<u32>,
    touched: Vec<u32>,
    /// Which phrasings are touched, one bit each.
    touched_bits: Vec<u64>,
    /// The three best phrasings of each entry.
    entry_best: Vec<[Hit; 3]>,
    entries: Vec<u32>,
}

impl Room {
    fn prepare(&mut self, index: &Index, entries: usize) {
        self.entry_best.resize(entries, Default::default());
        let phrasings = index.phrasings.len();
        self.met.resize(phrasings, Met::default());
        self.touched_bits.resize(phrasings / 64 + 1, 0);
        self.token_best.resize(index.token_weights.len(), 0.0);
        self.token_word.resize(index.token_weights.len() + 1, 0);
    }

    fn collect(
        &mut self,
        index: &Index,
        lexicon: &Lexicon,
        stretch: &Stretch<'_>,
        about_danger: &[bool],
    ) {
        let words = heaviest(stretch);
        for common in [false, true] {
            let found = !self.touched.is_empty();
            for &(number, word) in &words {
                let visits = || {
                    word.token.senses.iter().flat_map(|sense| {
                        let concepts = lexicon.concepts_of(sense.term).iter().map(move |concept| {
                            (
                                index.by_concept.postings(concept.0),
                                sense.similarity * lexicon.similarity_in(*concept),
                            )
                        });
                        std::iter::once((index.by_term.postings(sense.term.0), sense.similarity))
                            .chain(concepts)
                    })
                };
                // A word goes through all its postings at once: what it meets counts once.
                if visits().any(|(postings, _)| postings.len() > COMMON) != common {
                    continue;
                }
                for (postings, similarity) in visits() {
                    for posting in postings {
                        if common && found && !self.is_touched(posting.phrasing) {
                            continue;
                        }
                        // What is denied is no danger.
                        if word.token.negated
                            && about_danger
                                [index.phrasings[posting.phrasing as usize].entry as usize]
                        {
                            continue;
                        }
                        self.meet(
                            index,
                            number,
                            word.weight,
                            posting,
                            similarity * posting.similarity,
                        );
                    }
                }
            }
        }
    }

    fn is_touched(&self, phrasing: u32) -> bool {
        self.touched_bits[phrasing as usize / 64] >> (phrasing % 64) & 1 == 1
    }

    fn meet(
        &mut self,
        index: &Index,
        number: u32,
        weight: f32,
        posting: &Posting,
        similarity: f32,
    ) {
        let met = &mut self.met[posting.phrasing as usize];
        if met.last_word == 0 {
            self.touched.push(posting.phrasing);
            self.touched_bits[posting.phrasing as usize / 64] |= 1 << (posting.phrasing % 64);
            met.first_token = index.phrasings[posting.phrasing as usize].tokens.start;
        }
        if met.last_word != number {
            met.last_word = number;
            met.word_best = 0.0;
        }
        if similarity > met.word_best {
            met.query_share += weight * (similarity - met.word_best);
            met.word_best = similarity;
        }
        let token = posting.token as usize;
        let best = &mut self.token_best[token];
        if similarity > *best {
            met.phrasing_share += index.token_weights[token] * (similarity - *best);
            *best = similarity;
        }
        if self.token_word[token] != number
            && met.first_token < posting.token
            && number > 1
            && self.token_word[token - 1] == number - 1
        {
            met.pair_share += weight * similarity;
        }
        self.token_word[token] = number;
    }

    fn harvest(
        &mut self,
        index: &Index,
        total: f32,
        pairable: f32,
        left_out: Option<u32>,
    ) -> Vec<(u32, Hit)> {
        for number in self.touched.drain(..) {
            let at = number as usize;
            let phrasing = &index.phrasings[at];
            let met = std::mem::take(&mut self.met[at]);
            self.touched_bits[at / 64] = 0;
            let r = (met.query_share / total).min(1.0);
            let p = (met.phrasing_share / phrasing.total).min(1.0);
            self.token_best[phrasing.tokens.start as usize..phrasing.tokens.end as usize].fill(0.0);
            self.token_word[phrasing.tokens.start as usize..phrasing.tokens.end as usize].fill(0);
            if left_out == Some(number) || p <= 0.0 {
                continue;
            }
            let pairs = if pairable > 0.0 {
                (met.pair_share / pairable).min(1.0)
            } else {
                r
            };
            let neighbours = 1.0 - NEIGHBOUR_SHARE + NEIGHBOUR_SHARE * pairs;
            // A weighted geometric mean is never above the arithmetic one: what cannot become one
            // of the three best needs no power.
            let most = (QUERY_POWER * r + (1.0 - QUERY_POWER) * p) * neighbours * 1.000_01;
            if most < self.entry_best[phrasing.entry as usize][2].score {
                continue;
            }
            // The same as r^q * p^(1 - q), with one power instead of two.
            let score = p * (r / p).powf(QUERY_POWER) * neighbours;
            let best = &mut self.entry_best[phrasing.entry as usize];
            if best[0].score <= 0.0 {
                self.entries.push(phrasing.entry);
            }
            insert(
                best,
                Hit {
                    phrasing: number,
                    score,
                },
            );
        }
        let found = self.entries.drain(..).map(|entry| {
            let best = std::mem::take(&mut self.entry_best[entry as usize]);
            let score = best
                .iter()
                .zip(BEST_PHRASINGS)
                .map(|(hit, weight)| hit.score * weight)
                .sum();
            (
                entry,
                Hit {
                    phrasing: best[0].phrasing,
                    score,
                },
            )
        });
        found.collect()
    }
}

/// The words of a stretch with their numbers, from 1; of a long one those that weigh most.
fn heaviest<'a, 'b>(stretch: &'b Stretch<'a>) -> Vec<(u32, &'b Weighted<'a>)> {
    let mut words: Vec<(u32, &Weighted<'_>)> = (1..).zip(&stretch.words).collect();
    if words.len() > MAX_WORDS {
        words.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
        words.truncate(MAX_WORDS);
        words.sort_by_key(|(number, _)| *number);
    }
    words
}

/// Keeps the three best; of equal ones the earlier phrasing.
fn insert(best: &mut [Hit; 3], hit: Hit) {
    let before = |other: &Hit| {
        hit.score > other.score || (hit.score >= other.score && hit.phrasing < other.phrasing)
    };
    if before(&best[0]) {
        *best = [hit, best[0], best[1]];
    } else if before(&best[1]) {
        *best = [best[0], hit, best[1]];
    } else if before(&best[2]) {
        best[2] = hit;
    }
}
