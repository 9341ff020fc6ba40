//! The phrasings of a FAQ, weighted, and where each term and concept occurs in them.

use rustc_hash::FxHashSet;

use super::lexicon::{ConceptId, Lexicon, Token};
use super::vocabulary::Term;
use crate::faq::{EntryIndex, Faq};
use crate::text::Class;

/// Number of a phrasing over the whole FAQ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PhrasingId(pub(super) u32);

/// Where a term or concept occurs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub(super) phrasing: PhrasingId,
    /// Number of the token over all phrasings.
    pub(super) token: u32,
    /// How surely the token stands for the term, `0.0..=1.0`.
    pub(super) similarity: f32,
}

/// One phrasing as it is compared.
#[derive(Debug)]
pub(super) struct Phrasing {
    pub(super) entry: EntryIndex,
    /// Number of its first token over all phrasings.
    pub(super) first_token: u32,
    pub(super) tokens: Vec<Token>,
    /// Weight of each token.
    pub(super) weights: Vec<f32>,
    /// Sum of `weights`.
    pub(super) total: f32,
}

/// Phrasings, postings and weights.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) phrasings: Vec<Phrasing>,
    /// First phrasing of each entry, and one past the last of all.
    pub(super) first_of_entry: Vec<u32>,
    pub(super) by_term: Vec<Vec<Posting>>,
    pub(super) by_concept: Vec<Vec<Posting>>,
    pub(super) doc_term: Vec<Vec<(u32, f32)>>,
    pub(super) doc_concept: Vec<Vec<(u32, f32)>>,
    term_weight: Vec<f32>,
    pub(super) mass: Vec<[u32; 3]>,
    pub(super) concept_mass: Vec<[u32; 3]>,
    pub(super) token_weight: Vec<f32>,
    /// Weight of a word that the FAQ does not know.
    pub(super) rarest: f32,
}

/// Share of its weight that a function word keeps.
pub(super) const FUNCTION_SHARE: f32 = 0.3;

impl Index {
    pub(super) fn new(faq: &Faq, lexicon: &Lexicon) -> Self {
        let mut phrasings = Vec::new();
        let mut first_of_entry = Vec::with_capacity(faq.entries.len() + 1);
        let mut term_entries: Vec<Vec<u32>> = vec![vec![]; lexicon.terms()];
        let mut concept_entries: Vec<Vec<u32>> = vec![vec![]; lexicon.concept_count()];
        let mut sizes = vec![];
        for (number, entry) in faq.entries.iter().enumerate() {
            first_of_entry.push(u32::try_from(phrasings.len()).unwrap_or(u32::MAX));
            let mut terms: Vec<Term> = vec![];
            let mut concepts: Vec<ConceptId> = vec![];
            for phrasing in std::iter::once(&entry.title).chain(&entry.questions) {
                let mut tokens = lexicon.phrasing(&phrasing.text);
                tokens.retain(|token| token.best().is_some());
                for term in tokens.iter().filter_map(Token::best) {
                    terms.push(term);
                    concepts.extend(lexicon.concepts_of(term));
                }
                if !tokens.is_empty() {
                    phrasings.push(Phrasing { entry: EntryIndex(number), first_token: 0, tokens, weights: Vec::new(), total: 0.0 });
                }
            }
            terms.sort(); concepts.sort();
            for c in terms.chunk_by(|a, b| a == b) { term_entries[c[0].0 as usize].push(c.len() as u32); }
            for c in concepts.chunk_by(|a, b| a == b) { concept_entries[c[0].0 as usize].push(c.len() as u32); }
            sizes.push(1.0);
        }
        first_of_entry.push(u32::try_from(phrasings.len()).unwrap_or(u32::MAX));
        let entries = faq.entries.len();
        let term_weight = (0..)
            .zip(&term_entries)
            .map(|(number, own)| {
                // Words that mean the same weigh the same, however rare one of them is.
                let used = lexicon.concepts_of(Term(number)).iter().filter(|c| !lexicon.is_general(**c) || own.is_empty()).map(|concept| eff(&concept_entries[concept.0 as usize])).min_by(|a, b| a.total_cmp(b));
                rarity(entries, used.unwrap_or(eff(own)))
            })
            .collect();
        let mut index = Self {
            phrasings,
            first_of_entry,
            by_term: vec![Vec::new(); lexicon.terms()],
            by_concept: vec![Vec::new(); lexicon.concept_count()],
            doc_term: vec![],
            doc_concept: vec![],
            term_weight,
            mass: vec![],
            concept_mass: vec![],
            token_weight: vec![],
            rarest: rarity(entries, 0.0),
        };
        index.post(lexicon);
        index.docs();
        index.masses(faq);
        index
    }

    fn post(&mut self, lexicon: &Lexicon) {
        for number in 0..self.phrasings.len() {
            let weights: Vec<f32> = self.phrasings[number].tokens.iter().map(|token| self.weight(token)).collect();
            let first = self.token_weight.len() as u32;
            self.token_weight.extend(&weights);
            let phrasing = &mut self.phrasings[number];
            phrasing.first_token = first;
            phrasing.total = weights.iter().sum();
            phrasing.weights = weights;
            for (at, token) in (first..).zip(&phrasing.tokens) {
                for sense in &token.senses {
                    let posting = Posting { phrasing: PhrasingId(number as u32), token: at, similarity: sense.similarity as f32 };
                    self.by_term[sense.term.0 as usize].push(posting);
                    for ConceptId(concept) in lexicon.concepts_of(sense.term) {
                        self.by_concept[*concept as usize].push(posting);
                    }
                }
            }
        }
    }

    fn masses(&mut self, faq: &Faq) {
        let make = |lists: &Vec<Vec<Posting>>| -> Vec<[u32; 3]> {
            lists.iter().map(|l| {
                let mut m = [0; 3];
                for p in l {
                    if p.similarity < 0.9 { continue; }
                    let e = faq.entry(self.phrasings[p.phrasing.0 as usize].entry);
                    m[if e.urgent { 2 } else if e.kind == crate::faq::Kind::Topic { 0 } else { 1 }] += 1;
                }
                m
            }).collect()
        };
        let (a, b) = (make(&self.by_term), make(&self.by_concept));
        self.mass = a; self.concept_mass = b;
    }

    pub(super) fn mass_of(&self, lexicon: &Lexicon, token: &Token) -> [u32; 3] {
        let mut m = [0; 3];
        for s in &token.senses {
            if s.similarity < 0.7 { continue; }
            let own = lexicon.concepts_of(s.term).iter().filter(|c| !lexicon.is_general(**c)).map(|c| self.concept_mass[c.0 as usize]).max_by_key(|m| m[0] + m[1] + m[2]);
            let o = own.unwrap_or(self.mass[s.term.0 as usize]);
            for i in 0..3 { m[i] += o[i]; }
        }
        m
    }

    pub(super) fn of_topics(&self, lexicon: &Lexicon, token: &Token) -> bool {
        let m = self.mass_of(lexicon, token);
        m[0] + m[2] > 0 && (m[0] + m[2]) as f32 >= super::p("TSHARE", 0.1) * m[1] as f32
    }

    pub(super) fn danger(&self, lexicon: &Lexicon, token: &Token) -> f32 {
        if token.class != Class::Content { return 0.0; }
        let m = self.mass_of(lexicon, token);
        if m[2] == 0 { return 0.0; }
        m[2] as f32 / (m[0] + m[2]) as f32
    }

    pub(super) fn docs(&mut self) {
        let k = super::p("K1", 1.0);
        let b = super::p("B", 0.5);
        let mut len = vec![0.0_f32; self.first_of_entry.len()];
        for ph in &self.phrasings { len[ph.entry.0] += ph.tokens.len() as f32; }
        let avg = len.iter().sum::<f32>() / (len.len() - 1) as f32;
        let make = |lists: &Vec<Vec<Posting>>| -> Vec<Vec<(u32, f32)>> {
            lists.iter().map(|l| {
                let mut out: Vec<(u32, f32)> = vec![];
                for post in l {
                    let e = self.phrasings[post.phrasing.0 as usize].entry.0 as u32;
                    match out.last_mut() { Some(last) if last.0 == e => last.1 += post.similarity, _ => out.push((e, post.similarity)) }
                }
                for o in &mut out { let n = k * (1.0 - b + b * len[o.0 as usize] / avg); o.1 = o.1 / (o.1 + n); }
                out
            }).collect()
        };
        let t = make(&self.by_term);
        let c = make(&self.by_concept);
        self.doc_term = t;
        self.doc_concept = c;
    }

    /// How much a word weighs in a query or a phrasing.
    pub(super) fn weight(&self, token: &Token) -> f32 {
        let rarity = token.best().map_or(self.rarest, |term| self.term_weight[term.0 as usize]);
        rarity * share(token.class, token.best().is_some()) * token.emphasis
    }
}

/// Share of its weight that a word of this kind keeps.
fn share(class: Class, known: bool) -> f32 {
    match (class, known) {
        (Class::Content, _) => 1.0,
        (Class::Function, true) => super::p("FK", 0.5),
        (Class::Function, false) => super::p("FU", 0.3),
        (Class::Light, true) => super::p("LK", 0.7),
        (Class::Light, false) => super::p("LU", 0.3),
        (Class::Number, true) => 0.6,
        (Class::Number, false) => 0.2,
    }
}

/// `ln(1 + (N - n + 0.5) / (n + 0.5))`: the inverse document frequency of BM25 (Robertson and
/// Spärck Jones 1976), with N entries of which n use the word.
#[expect(clippy::cast_precision_loss, reason = "the numbers of entries are far below 2^24")]
fn rarity(entries: usize, used: f32) -> f32 {
    (1.0 + (entries as f32 - used + 0.5) / (used + 0.5)).ln()
}

fn eff(counts: &[u32]) -> f32 {
    let mode = super::p("EFF", 0.5);
    let n = counts.len() as f32;
    if n == 0.0 { return 0.0; }
    let sum: f32 = counts.iter().map(|c| *c as f32).sum();
    let h: f32 = counts.iter().map(|c| { let p = *c as f32 / sum; -p * p.ln() }).sum();
    n.powf(1.0 - mode) * h.exp().powf(mode)
}
