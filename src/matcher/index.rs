//! The phrasings of a FAQ, weighted, and where each term and concept occurs in them.

use super::lexicon::{ConceptId, Lexicon};
use super::phrasings::Phrasings;
use super::reading::{Reader, Token};
use super::texts::count;
use super::vocabulary::Term;
use crate::faq::{Faq, Kind};
use crate::text::Class;

/// Where a term or concept occurs.
#[derive(Debug, Clone, Copy, Default)]
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
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrences<'a> {
    pub(super) postings: &'a [Posting],
    /// Entries that use it, with how typical it is of each: `f / (f + K)` with `f` phrasings of the
    /// entry that use it (the saturation of BM25, Robertson and Zaragoza 2009).
    pub(super) entries: &'a [(u32, f32)],
    pub(super) mass: Mass,
}

impl Occurrences<'_> {
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

/// The occurrences of all terms or all concepts, one after the other.
#[derive(Debug, Default)]
pub(super) struct Table {
    postings: Vec<Posting>,
    /// Where the postings of each begin, and the last ends.
    starts: Vec<u32>,
    entries: Vec<(u32, f32)>,
    entry_starts: Vec<u32>,
    masses: Vec<Mass>,
}

impl Table {
    /// A table of so many rows from postings, each with the rows in which it stands. Its entries
    /// and masses are still to be filled in.
    fn new<R: Iterator<Item = u32>>(
        rows: usize,
        said: &[(Term, Posting)],
        rows_of: impl Fn(Term) -> R,
    ) -> Self {
        // Counted one row further on, so that each start, moved on posting by posting, ends as
        // the start of the next row.
        let mut starts = vec![0_u32; rows + 2];
        for row in said.iter().flat_map(|(term, _)| rows_of(*term)) {
            starts[row as usize + 2] += 1;
        }
        for row in 2..starts.len() {
            starts[row] += starts[row - 1];
        }
        let mut postings = vec![Posting::default(); starts[rows + 1] as usize];
        for (term, posting) in said {
            for row in rows_of(*term) {
                let next = &mut starts[row as usize + 1];
                postings[*next as usize] = *posting;
                *next += 1;
            }
        }
        starts.truncate(rows + 1);
        Self {
            postings,
            starts,
            ..Self::default()
        }
    }

    /// Fills in the entries and the masses; comes back with how many entries use each row, see
    /// [`spread`].
    fn spread(&mut self, phrasings: &[Phrasing], faq: &Faq) -> Vec<f32> {
        let rows = self.starts.len() - 1;
        let mut used = Vec::with_capacity(rows);
        self.entry_starts.reserve_exact(rows + 1);
        self.masses.reserve_exact(rows);
        self.entry_starts.push(0);
        for row in 0..rows {
            let postings = &self.postings[self.starts[row] as usize..self.starts[row + 1] as usize];
            let mut mass = Mass::default();
            used.push(spread(
                postings,
                phrasings,
                faq,
                &mut self.entries,
                &mut mass,
            ));
            self.entry_starts.push(count(self.entries.len()));
            self.masses.push(mass);
        }
        self.entries.shrink_to_fit();
        used
    }

    /// Where the term or concept of this number occurs.
    pub(super) fn get(&self, number: u32) -> Occurrences<'_> {
        let row = number as usize;
        let entries = self.entry_starts[row] as usize..self.entry_starts[row + 1] as usize;
        Occurrences {
            postings: self.postings(number),
            entries: &self.entries[entries],
            mass: self.masses[row],
        }
    }

    /// The postings of the term or concept of this number.
    pub(super) fn postings(&self, number: u32) -> &[Posting] {
        let row = number as usize;
        &self.postings[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// The postings of each term or concept.
    pub(super) fn all_postings(&self) -> impl Iterator<Item = &[Posting]> {
        (0..count(self.masses.len())).map(|number| self.postings(number))
    }
}

/// Phrasings, postings and weights.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) phrasings: Vec<Phrasing>,
    /// Weight of each token of all phrasings.
    pub(super) token_weights: Vec<f32>,
    pub(super) by_term: Table,
    pub(super) by_concept: Table,
    /// Weight of each term, before its class is taken into account.
    term_weights: Vec<f32>,
    /// The weight of the rarest word.
    pub(super) rarest: f32,
}

impl Index {
    /// The index of a FAQ from its phrasings, each of which is shown to `read` with its entry.
    pub(super) fn new(
        faq: &Faq,
        lexicon: &Lexicon,
        phrasings: &Phrasings,
        mut read: impl FnMut(usize, &[Token]),
    ) -> Self {
        let mut index = Self {
            phrasings: Vec::with_capacity(phrasings.len()),
            token_weights: Vec::with_capacity(phrasings.word_count()),
            by_term: Table::default(),
            by_concept: Table::default(),
            term_weights: Vec::new(),
            rarest: rarity(faq.entries.len(), 0.0),
        };
        let mut said = Vec::with_capacity(phrasings.word_count() * 9 / 8);
        let mut reader = Reader::new(lexicon);
        let mut words = Vec::new();
        for ((entry, position), spellings) in phrasings.places().zip(phrasings.words()) {
            words.clear();
            words.extend(spellings.iter().map(|word| lexicon.vocabulary.word(*word)));
            let tokens = reader.read(&words);
            read(entry as usize, &tokens);
            index.post(entry, position, &tokens, &mut said);
        }
        index.by_term = Table::new(lexicon.terms(), &said, |term| std::iter::once(term.0));
        index.by_concept = Table::new(lexicon.concept_count(), &said, |term| {
            lexicon.concepts_of(term).iter().map(|concept| concept.0)
        });
        index.weigh_terms(faq, lexicon);
        index.weigh_tokens(&said);
        index.token_weights.shrink_to_fit();
        index
    }

    /// Adds a phrasing to `said`, term by term; in place of the weight of each token stands what
    /// share of its term's weight it keeps.
    fn post(
        &mut self,
        entry: u32,
        position: u32,
        tokens: &[Token],
        said: &mut Vec<(Term, Posting)>,
    ) {
        let phrasing = count(self.phrasings.len());
        let first = count(self.token_weights.len());
        for (token, read) in (first..).zip(tokens) {
            self.token_weights.push(Bearing::of(read).share);
            said.extend(read.senses.iter().map(|sense| {
                let posting = Posting {
                    phrasing,
                    token,
                    similarity: sense.similarity,
                };
                (sense.term, posting)
            }));
        }
        self.phrasings.push(Phrasing {
            entry,
            position,
            tokens: first..count(self.token_weights.len()),
            total: 0.0,
        });
    }

    /// Counts where terms and concepts occur, and weighs the terms.
    fn weigh_terms(&mut self, faq: &Faq, lexicon: &Lexicon) {
        let used_by_concept = self.by_concept.spread(&self.phrasings, faq);
        self.term_weights = self.by_term.spread(&self.phrasings, faq);
        for (number, weight) in (0..).zip(&mut self.term_weights) {
            let own = *weight;
            // Words that mean the same weigh the same, however rare one of them is. The language's
            // own groups are too wide for that; they only lend a weight to words without one.
            let groups = lexicon
                .concepts_of(Term(number))
                .iter()
                .filter(|concept| own == 0.0 || !lexicon.is_general(**concept));
            let used = groups
                .map(|concept| used_by_concept[concept.0 as usize])
                .min_by(f32::total_cmp);
            *weight = rarity(faq.entries.len(), used.unwrap_or(own));
        }
    }

    /// Weighs the tokens and the phrasings.
    fn weigh_tokens(&mut self, said: &[(Term, Posting)]) {
        let mut said = said.iter().peekable();
        for (token, weight) in (0..).zip(&mut self.token_weights) {
            let mut known = None;
            while let Some((term, _)) = said.next_if(|(_, posting)| posting.token == token) {
                // The first is the likeliest.
                known.get_or_insert(*term);
            }
            let bearing = Bearing {
                known,
                share: *weight,
            };
            *weight = bearing.weight(&self.term_weights, self.rarest);
        }
        for phrasing in &mut self.phrasings {
            phrasing.total = self.token_weights[phrasing.range()].iter().sum();
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
                .map(|ConceptId(concept)| self.by_concept.get(concept).mass);
            let mass = own.unwrap_or(self.by_term.get(sense.term.0).mass);
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

/// Adds the entries of a term or concept to `entries`, and fills in its mass; comes back with the number of entries
/// that use it, between their plain number and the number that a fair share would need
/// (`exp` of the entropy): a word that one entry uses often and others once tells more than one
/// that all use alike.
fn spread(
    postings: &[Posting],
    phrasings: &[Phrasing],
    faq: &Faq,
    entries: &mut Vec<(u32, f32)>,
    mass: &mut Mass,
) -> f32 {
    let first = entries.len();
    for posting in postings {
        let entry = phrasings[posting.phrasing as usize].entry;
        match entries[first..].last_mut() {
            Some((last, count)) if *last == entry => *count += posting.similarity,
            _ => entries.push((entry, posting.similarity)),
        }
        if posting.similarity >= CLEAR {
            let entry = &faq.entries[entry as usize];
            match entry.kind {
                _ if entry.urgent => mass.urgent += 1,
                Kind::Topic => mass.topic += 1,
                Kind::NotCovered | Kind::SmallTalk => mass.other += 1,
            }
        }
    }
    let counts = &mut entries[first..];
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
    for (_, count) in counts {
        *count /= *count + SATURATION;
    }
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
