//! Fixed phrases: runs of terms that have a term of their own.

use std::cmp::Reverse;
use std::ops::Range;

use arrayvec::ArrayVec;

use super::texts::count;
use super::vocabulary::Term;

/// Longer phrases are not found.
pub(super) const MAX_PHRASE: usize = 16;

/// At most this many words between those of a phrase are passed over.
const MAX_PASSED_OVER: usize = 2;

/// Fixed phrases by their terms.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    sorted: Vec<Phrase>,
    /// Where the phrases that begin with each term begin, and the last ends.
    starts: Vec<u32>,
    terms: Vec<Term>,
}

/// A fixed phrase as it is kept.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// Where its terms stand.
    start: u32,
    end: u32,
    own: Term,
}

impl Phrase {
    fn terms(self, all: &[Term]) -> &[Term] {
        &all[self.start as usize..self.end as usize]
    }
}

/// A run of words in which phrases are looked for.
pub(super) trait Run {
    /// Number of words.
    fn len(&self) -> usize;

    /// What a word may stand for in a phrase, the likeliest first.
    fn terms(&self, at: usize) -> impl Iterator<Item = Term>;

    /// Whether a word may be passed over.
    fn adds_nothing(&self, at: usize) -> bool;
}

/// A phrase that was found.
#[derive(Debug)]
pub(super) struct Found {
    /// The phrase's own term.
    pub(super) own: Term,
    /// Where its words stand in the run.
    pub(super) places: ArrayVec<usize, MAX_PHRASE>,
}

impl Phrases {
    /// Adds a phrase, which is none of those that were added before.
    pub(super) fn add(&mut self, terms: &[Term], own: Term) {
        let start = count(self.terms.len());
        self.terms.extend_from_slice(terms);
        self.sorted.push(Phrase {
            start,
            end: count(self.terms.len()),
            own,
        });
    }

    /// Makes them ready to be looked for, when all are added; `terms` is the number of all terms.
    pub(super) fn sort(&mut self, terms: usize) {
        self.terms.shrink_to_fit();
        let all = &self.terms;
        self.sorted
            .sort_unstable_by(|a, b| a.terms(all).cmp(b.terms(all)));
        self.sorted.shrink_to_fit();
        let firsts = self.sorted.iter().map(|phrase| phrase.terms(all)[0]);
        self.starts = starts(terms, firsts);
    }

    /// The phrase that begins with the first word of a run; words may stand between its words that
    /// only describe ("her *left* eye"). Of several the longest, and of those one with the fewest
    /// words passed over.
    pub(super) fn at_start(&self, run: &impl Run) -> Option<Found> {
        let mut search = Search {
            phrases: self,
            run,
            places: ArrayVec::from_iter([0]),
            best: None,
        };
        for first in run.terms(0) {
            let first = first.0 as usize;
            let range = self.starts[first] as usize..self.starts[first + 1] as usize;
            if !range.is_empty() {
                search.walk(range, 1);
            }
        }
        search.best
    }

    /// Of phrases that begin alike those whose term number `depth` is this.
    fn narrow(&self, range: Range<usize>, depth: usize, term: Term) -> Range<usize> {
        let at = |phrase: &Phrase| phrase.terms(&self.terms).get(depth).copied();
        let among = &self.sorted[range.clone()];
        let first = among.partition_point(|phrase| at(phrase) < Some(term));
        let number = among[first..].partition_point(|phrase| at(phrase) == Some(term));
        range.start + first..range.start + first + number
    }
}

/// A search for the phrases at the start of a run.
struct Search<'a, R> {
    phrases: &'a Phrases,
    run: &'a R,
    /// Where the words found so far stand.
    places: ArrayVec<usize, MAX_PHRASE>,
    best: Option<Found>,
}

impl<R: Run> Search<'_, R> {
    /// Goes on with the phrases of a range, whose first terms are found, at a word.
    fn walk(&mut self, range: Range<usize>, at: usize) {
        let depth = self.places.len();
        let first = self.phrases.sorted[range.start];
        if (first.end - first.start) as usize == depth {
            self.found(first.own);
            if range.len() == 1 {
                return;
            }
        }
        if at == self.run.len() || self.places.is_full() {
            return;
        }
        for term in self.run.terms(at) {
            let narrowed = self.phrases.narrow(range.clone(), depth, term);
            if !narrowed.is_empty() {
                self.places.push(at);
                self.walk(narrowed, at + 1);
                self.places.pop();
            }
        }
        if at - depth < MAX_PASSED_OVER && self.run.adds_nothing(at) {
            self.walk(range, at + 1);
        }
    }

    fn found(&mut self, own: Term) {
        let key = |places: &[usize]| (places.len(), Reverse(span(places)));
        let is_better = self
            .best
            .as_ref()
            .is_none_or(|best| key(&self.places) >= key(&best.places));
        if is_better {
            let places = self.places.clone();
            self.best = Some(Found { own, places });
        }
    }
}

/// How many words some places reach over, from the first word of the run on.
pub(super) fn span(places: &[usize]) -> usize {
    places.last().map_or(1, |last| last + 1)
}

/// Where the rows of each of so many terms begin, and the last ends; `rows` are sorted.
pub(super) fn starts(terms: usize, rows: impl Iterator<Item = Term>) -> Vec<u32> {
    let mut starts = Vec::with_capacity(terms + 1);
    let mut end = 0;
    for term in rows {
        starts.resize(starts.len().max(term.0 as usize + 1), end);
        end += 1;
    }
    starts.resize(terms + 1, end);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words each of which may stand for one term, with those that may be passed over.
    struct Words(Vec<u32>, Vec<usize>);

    impl Run for Words {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn terms(&self, at: usize) -> impl Iterator<Item = Term> {
            std::iter::once(Term(self.0[at]))
        }

        fn adds_nothing(&self, at: usize) -> bool {
            self.1.contains(&at)
        }
    }

    fn found(words: &[u32], passed_over: &[usize]) -> Option<(u32, Vec<usize>)> {
        let mut phrases = Phrases::default();
        for (own, terms) in [
            (10, &[1, 2][..]),
            (11, &[1, 2, 3]),
            (12, &[1, 4]),
            (13, &[2, 2]),
        ] {
            let terms: Vec<Term> = terms.iter().copied().map(Term).collect();
            phrases.add(&terms, Term(own));
        }
        phrases.sort(20);
        let run = Words(words.to_vec(), passed_over.to_vec());
        let found = phrases.at_start(&run)?;
        Some((found.own.0, found.places.to_vec()))
    }

    #[test]
    fn the_longest_phrase_is_found() {
        assert_eq!(found(&[1, 2, 5], &[]), Some((10, vec![0, 1])));
        assert_eq!(found(&[1, 2, 3], &[]), Some((11, vec![0, 1, 2])));
        assert_eq!(found(&[1], &[]), None);
        assert_eq!(found(&[2, 1, 2], &[]), None);
        assert_eq!(found(&[9, 1, 2], &[]), None);
    }

    #[test]
    fn only_what_adds_nothing_is_passed_over_and_at_most_two_words() {
        assert_eq!(found(&[1, 5, 4], &[1]), Some((12, vec![0, 2])));
        assert_eq!(found(&[1, 5, 4], &[]), None);
        assert_eq!(found(&[1, 5, 6, 2, 3], &[1, 2]), Some((11, vec![0, 3, 4])));
        assert_eq!(
            found(&[1, 5, 2, 6, 7, 3], &[1, 3, 4]),
            Some((10, vec![0, 2]))
        );
        assert_eq!(found(&[1, 5, 6, 7, 4], &[1, 2, 3]), None);
    }
}
