//! Which terms have to do with danger, found when a FAQ is loaded.
//!
//! A word tells of danger if, of all topics, the urgent ones use it most. Entries that are not
//! covered and full of such words (an animal's wound, bruised fruit) are for what only sounds like
//! danger; their other words tell that it is about something else.

use super::index::{CLEAR, Mass, Posting};
use super::ranking::Model;
use super::vocabulary::Term;
use crate::faq::Kind;

/// Which terms and entries have to do with danger.
#[derive(Debug, Default)]
pub(super) struct DangerTerms {
    /// Whether each term tells of danger.
    pub(super) danger: Vec<bool>,
    /// Whether each term is mostly used for what only sounds like danger.
    pub(super) harmless: Vec<bool>,
    /// Whether what only sounds like danger uses each term and topics hardly do.
    pub(super) elsewhere: Vec<bool>,
    /// Whether each term is of the FAQ's own subject: see [`Model::terms_of_own_subject`].
    pub(super) own: Vec<bool>,
}

/// A word that one of so many topics uses may be of the FAQ's own subject.
const OWN_IF_IN_ONE_OF: usize = 3;

/// A word that phrasings of urgent entries use more than so many times as often as others do is.
const MUCH_MORE_OFTEN: u32 = 3;

impl Model {
    /// Finds the terms that tell of danger and the entries for what only sounds like it.
    pub(super) fn find_danger(&mut self) {
        let nowhere = vec![false; self.kinds.len()];
        let harmless = self.entries_full_of(&self.terms_of_danger(&nowhere));
        // The more an operator writes about what only sounds like danger, the more often its words
        // stand there; that makes them no less dangerous elsewhere.
        let danger = self.terms_of_danger(&harmless);
        let mostly_harmless = self.of_each_term(|postings| {
            let inside = postings
                .iter()
                .filter(|posting| harmless[self.entry_of(posting)]);
            inside.count() * 2 > postings.len()
        });
        let cues = |marked: Vec<bool>| -> Vec<bool> {
            let cues = danger.iter().zip(marked);
            cues.map(|(danger, is)| is && !danger).collect()
        };
        let elsewhere = self.of_each_term(|postings| {
            let inside = |posting: &Posting| harmless[self.entry_of(posting)];
            postings.iter().any(inside) && self.mass_of(postings).is_foreign_to_topics()
        });
        let own = self.terms_of_own_subject();
        self.danger_terms = DangerTerms {
            harmless: cues(mostly_harmless),
            elsewhere: cues(elsewhere),
            own: cues(own),
            danger,
        };
        self.about_danger = harmless
            .iter()
            .zip(&self.urgent)
            .map(|(harmless, urgent)| *harmless || *urgent)
            .collect();
        self.harmless = harmless;
    }

    /// Whether each term tells of danger; what stands in the entries `left_out` does not count.
    fn terms_of_danger(&self, left_out: &[bool]) -> Vec<bool> {
        let tells = self.of_each_term(|postings| {
            let mass = self.mass_outside(postings, left_out);
            // The second condition leaves out words of everywhere that stray into an urgent entry.
            (
                mass.urgent > 2 * mass.topic && mass.urgent * 10 >= mass.other,
                mass.urgent > 1,
            )
        });
        // What has no concept and stands in one phrasing may stand there by chance.
        let with_concept = |number| self.lexicon.own_concept(Term(number)).is_some();
        let tells = tells.into_iter().zip(0..);
        let tells =
            tells.map(|((danger, often), number)| danger && (often || with_concept(number)));
        tells.collect()
    }

    /// Whether each term is of the FAQ's own subject: many of the topics use it, and their phrasings
    /// more often than others do; or those of urgent entries much more often.
    fn terms_of_own_subject(&self) -> Vec<bool> {
        let is_topic = |entry: usize| self.kinds[entry] == Kind::Topic;
        let topics = (0..self.kinds.len()).filter(|entry| is_topic(*entry));
        let topics = topics.count();
        let (mut all, mut of_topics, mut urgent) = (0, 0, 0);
        for phrasing in &self.index.phrasings {
            let entry = phrasing.entry as usize;
            all += 1;
            of_topics += u32::from(is_topic(entry));
            urgent += u32::from(self.urgent[entry]);
        }
        let others = all - of_topics;
        self.of_each_term(|postings| {
            let mass = self.mass_of(postings);
            let often = (mass.topic + mass.urgent) * others > mass.other * of_topics;
            let of_danger = mass.urgent * others > MUCH_MORE_OFTEN * mass.other * urgent
                && mass.urgent * of_topics > MUCH_MORE_OFTEN * mass.topic * urgent;
            let topics_using = || {
                let entries = clear(postings).map(|posting| self.entry_of(posting));
                let (_, using) = entries.fold((None, 0), |(last, using), entry| {
                    let another = is_topic(entry) && last != Some(entry);
                    (Some(entry), using + usize::from(another))
                });
                using
            };
            of_danger || often && topics_using() * OWN_IF_IN_ONE_OF >= topics
        })
    }

    /// How often phrasings of each sort of entry stand at some postings.
    fn mass_of(&self, postings: &[Posting]) -> Mass {
        self.mass_outside(postings, &[])
    }

    /// The same without the entries `left_out`.
    fn mass_outside(&self, postings: &[Posting], left_out: &[bool]) -> Mass {
        let mut mass = Mass::default();
        for posting in clear(postings) {
            let entry = self.entry_of(posting);
            match self.kinds[entry] {
                _ if left_out.get(entry).is_some_and(|left_out| *left_out) => {}
                _ if self.urgent[entry] => mass.urgent += 1,
                Kind::Topic => mass.topic += 1,
                Kind::NotCovered | Kind::SmallTalk => mass.other += 1,
            }
        }
        mass
    }

    /// What `of` says of the places where each term stands, or any other of its concept.
    fn of_each_term<T: Copy>(&self, of: impl Fn(&[Posting]) -> T) -> Vec<T> {
        let index = &self.index;
        let by_concept: Vec<T> = index.by_concept.all_postings().map(&of).collect();
        let terms = (0..).zip(index.by_term.all_postings());
        let values = terms.map(|(number, postings)| {
            let own = self.lexicon.own_concept(Term(number));
            own.map_or_else(|| of(postings), |concept| by_concept[concept.0 as usize])
        });
        values.collect()
    }

    /// Which not-covered entries hold a term of danger in most of their phrasings.
    fn entries_full_of(&self, danger: &[bool]) -> Vec<bool> {
        let mut with_danger = vec![false; self.index.phrasings.len()];
        let postings = self.index.by_term.all_postings();
        for (postings, _) in postings.zip(danger).filter(|(_, is)| **is) {
            for posting in clear(postings) {
                with_danger[posting.phrasing as usize] = true;
            }
        }
        let mut counts = vec![(0_u32, 0_u32); self.kinds.len()];
        for (phrasing, danger) in self.index.phrasings.iter().zip(with_danger) {
            let (with, all) = &mut counts[phrasing.entry as usize];
            *with += u32::from(danger);
            *all += 1;
        }
        let full = counts
            .into_iter()
            .zip(&self.kinds)
            .map(|((with, all), kind)| *kind == Kind::NotCovered && with * 2 > all);
        full.collect()
    }

    fn entry_of(&self, posting: &Posting) -> usize {
        self.index.phrasings[posting.phrasing as usize].entry as usize
    }
}

/// The postings that surely are of their term.
fn clear(postings: &[Posting]) -> impl Iterator<Item = &Posting> {
    postings
        .iter()
        .filter(|posting| posting.similarity >= CLEAR)
}
