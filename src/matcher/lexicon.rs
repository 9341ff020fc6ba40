//! The words of a FAQ as terms: its vocabulary, its fixed phrases and its concepts.

use std::borrow::Cow;

use arrayvec::ArrayVec;

use super::phrases::{MAX_PHRASE, Phrases, starts};
use super::phrasings::{Phrasings, Read, drain};
use super::texts::{Texts, count};
use super::vocabulary::{Joined, Spelling, Spellings, Term, Vocabulary};
use crate::faq::{Concept, Faq, Located};
use crate::text::Language;

/// Number of a group of words that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ConceptId(pub(super) u32);

/// The terms of a FAQ with its fixed phrases and concepts.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) vocabulary: Vocabulary,
    /// Concepts of each term, one term after the other.
    concepts: Vec<ConceptId>,
    /// Where the concepts of each term begin.
    concept_starts: Vec<u32>,
    /// Each term with its concepts in any order; only while loading.
    members: Vec<(Term, ConceptId)>,
    /// Its fixed phrases.
    pub(super) phrases: Phrases,
    names: Texts,
    /// Neighbouring words of the concepts; only while loading.
    joined: Joined,
    /// From this number on, concepts are the language's own and not the operator's.
    first_general: u32,
}

/// Similarity of two different words of one of the operator's concepts.
const CONCEPT_SIMILARITY: f32 = 0.92;

/// Similarity of two different words of one of the language's own groups, which are wider.
const GENERAL_SIMILARITY: f32 = 0.55;

/// Numbers of up to this many digits are told apart by how many they have.
const MAX_DIGITS: usize = 7;

impl Lexicon {
    /// The lexicon of a FAQ, and its phrasings; similar spellings cannot be searched
    /// yet.
    ///
    /// The phrasings are read while the concepts are added, as both take most of the time that
    /// loading takes.
    pub(super) fn new(
        faq: &Faq,
        questions: Vec<Cow<'_, [Located]>>,
        concepts: Cow<'_, [Concept]>,
    ) -> (Self, Phrasings) {
        let language = Language::of(faq.language());
        let (mut lexicon, read) = std::thread::scope(|scope| {
            let reading = scope.spawn(move || Read::new(language, &faq.entries, questions));
            let mut lexicon = Self::default();
            lexicon.add_own(language, concepts);
            match reading.join() {
                Ok(read) => (lexicon, read),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        lexicon.add_general(&read);
        let phrasings = read.into_phrasings(&mut lexicon.vocabulary);
        lexicon.vocabulary.add_plain_words();
        lexicon.vocabulary.shrink_to_fit();
        lexicon.sort();
        (lexicon, phrasings)
    }

    /// What [`Lexicon::spellings`] needs of the concepts; the lexicon is left without it.
    pub(super) fn take_joined(&mut self) -> Joined {
        std::mem::take(&mut self.joined)
    }

    /// Adds the operator's concepts.
    fn add_own(&mut self, language: Language, concepts: Cow<'_, [Concept]>) {
        let number: usize = concepts.iter().map(|concept| concept.words.len() + 1).sum();
        self.first_general = count(concepts.len());
        // Members are words or phrases of words that other members use too.
        self.vocabulary = Vocabulary::with_capacity(language, number);
        self.members.reserve(number);
        for digits in 1..=MAX_DIGITS {
            self.vocabulary.intern_phrase(&number_name(digits));
        }
        drain(concepts, |concept| {
            let name = concept.name.replace('-', " ");
            let members = concept.words.iter().map(String::as_str);
            let number = self.new_concept(&concept.name);
            for member in std::iter::once(name.as_str()).chain(members) {
                let words = language.words(&language.fold(member));
                let words: Vec<Spelling> = words
                    .iter()
                    .map(|word| {
                        self.vocabulary
                            .intern(&word.text, || language.stem(&word.text))
                    })
                    .collect();
                self.add_member(number, &words);
            }
        });
    }

    /// Adds the language's own groups, after the operator's.
    fn add_general(&mut self, read: &Read) {
        let mut members = read.members();
        let mut words: Vec<Spelling> = Vec::new();
        for group in self.vocabulary.language().thesaurus() {
            let concept = self.new_concept(group[0]);
            for member in members.by_ref().take(group.len()) {
                words.clear();
                words.extend(
                    member
                        .iter()
                        .map(|word| read.intern(&mut self.vocabulary, *word)),
                );
                self.add_member(concept, &words);
            }
        }
    }

    fn new_concept(&mut self, name: &str) -> ConceptId {
        ConceptId(self.names.push(name))
    }

    /// Adds a member of a concept.
    fn add_member(&mut self, concept: ConceptId, words: &[Spelling]) {
        let term = match words {
            [] => return,
            [only] => self.vocabulary.term(*only),
            _ => {
                self.vocabulary.join_neighbours(&mut self.joined, words);
                self.add_phrase(words)
            }
        };
        self.members.push((term, concept));
    }

    /// The own term of a fixed phrase, which is added if it is new.
    fn add_phrase(&mut self, words: &[Spelling]) -> Term {
        let mut terms: ArrayVec<Term, MAX_PHRASE> = ArrayVec::new();
        let mut written = String::new();
        for word in words {
            let term = self.vocabulary.term_in_phrase(*word);
            if !written.is_empty() {
                written.push(' ');
            }
            written.push_str(self.vocabulary.text(term));
            // A longer phrase is not looked for.
            let _ = terms.try_push(term);
        }
        let known = self.vocabulary.len();
        let own = self.vocabulary.intern_phrase(&written);
        // No stem holds a space: if it is known, the same phrase was there before.
        if self.vocabulary.len() > known && terms.len() == words.len() {
            self.phrases.add(&terms, own);
        }
        own
    }

    /// Sorts concepts and phrases by term, when all terms are known.
    fn sort(&mut self) {
        let mut members = std::mem::take(&mut self.members);
        members.sort_unstable();
        members.dedup();
        self.concepts = members.iter().map(|(_, concept)| *concept).collect();
        let terms = self.vocabulary.len();
        self.concept_starts = starts(terms, members.iter().map(|(term, _)| *term));
        self.phrases.sort(terms);
        self.names.shrink_to_fit();
    }

    /// All spellings in the order in which similar ones are searched, neighbours of the phrasings
    /// written as one among them.
    pub(super) fn spellings(&self, mut joined: Joined, phrasings: &Phrasings) -> Spellings {
        for words in phrasings.own_words() {
            self.vocabulary.join_neighbours(&mut joined, words);
        }
        self.vocabulary.spellings(joined)
    }

    /// Ends the making: from here on similar spellings can be searched.
    pub(super) fn finish(&mut self, spellings: Spellings) {
        self.vocabulary.finish(spellings);
    }

    /// The term for all numbers of as many digits as `text` holds.
    pub(super) fn number(&self, text: &str) -> Option<Term> {
        let digits = text
            .chars()
            .filter(char::is_ascii_digit)
            .count()
            .min(MAX_DIGITS);
        self.vocabulary.phrase(&number_name(digits))
    }

    /// The stem or phrase of a term.
    pub(super) fn text(&self, term: Term) -> &str {
        self.vocabulary.text(term)
    }

    /// Whether a term is a fixed phrase: no stem holds a space.
    pub(super) fn is_phrase(&self, term: Term) -> bool {
        self.text(term).contains(' ')
    }

    /// Number of terms.
    pub(super) fn terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// The concepts that a term belongs to, the operator's first.
    pub(super) fn concepts_of(&self, term: Term) -> &[ConceptId] {
        let term = term.0 as usize;
        let starts = &self.concept_starts;
        &self.concepts[starts[term] as usize..starts[term + 1] as usize]
    }

    /// The operator's concept that a term belongs to, if any; the first if there are more.
    pub(super) fn own_concept(&self, term: Term) -> Option<ConceptId> {
        self.concepts_of(term)
            .first()
            .copied()
            .filter(|concept| !self.is_general(*concept))
    }

    /// The name of a concept.
    pub(super) fn concept_name(&self, concept: ConceptId) -> &str {
        self.names.get(concept.0)
    }

    /// Number of concepts.
    pub(super) fn concept_count(&self) -> usize {
        self.names.len()
    }

    /// How alike two different words of a concept are, `0.0..=1.0`.
    pub(super) fn similarity_in(&self, concept: ConceptId) -> f32 {
        if self.is_general(concept) {
            GENERAL_SIMILARITY
        } else {
            CONCEPT_SIMILARITY
        }
    }

    /// Whether a concept is the language's own and not the operator's.
    pub(super) fn is_general(&self, concept: ConceptId) -> bool {
        concept.0 >= self.first_general
    }
}

/// The name of the term for all numbers of so many digits.
fn number_name(digits: usize) -> String {
    format!("#{digits}")
}
