//! The words of a FAQ as terms: its vocabulary, its fixed phrases and its concepts.

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, SmolStrBuilder};

use super::index::Index;
use super::vocabulary::{Joined, Meaning, Spellings, Term, Vocabulary};
use crate::faq::Faq;
use crate::text::{Class, THESAURUS, Word, fold, stem, words};

/// Number of a group of words that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ConceptId(pub(super) u32);

/// A run of terms that is a fixed phrase, and the phrase's own term.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) terms: Vec<Term>,
    pub(super) own: Term,
}

/// The terms of a FAQ with its fixed phrases and concepts.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) vocabulary: Vocabulary,
    /// Concepts of each term.
    concepts: Vec<Vec<ConceptId>>,
    /// Fixed phrases by their first term, the longest first.
    phrases: FxHashMap<Term, Vec<Phrase>>,
    names: Vec<String>,
    /// Neighbouring words of the concepts, written as one; only while loading.
    joined: Joined,
    /// From this number on, concepts are the language's own and not the operator's.
    first_general: u32,
}

/// The phrasings of a FAQ as words, and the stems of these.
struct ReadPhrasings {
    /// The words of each phrasing, entry by entry, the title first.
    words: Vec<Vec<Vec<Word>>>,
    stems: FxHashMap<SmolStr, SmolStr>,
}

impl ReadPhrasings {
    fn new(faq: &Faq) -> Self {
        let read = |text: &str| words(&fold(text));
        let entries = faq.entries.iter().map(|entry| {
            let phrasings = std::iter::once(&entry.title).chain(&entry.questions);
            phrasings.map(|phrasing| read(&phrasing.text)).collect()
        });
        let words: Vec<Vec<Vec<Word>>> = entries.collect();
        let mut stems = FxHashMap::default();
        for word in words.iter().flatten().flatten() {
            if !stems.contains_key(&word.text) {
                stems.insert(word.text.clone(), stem(&word.text));
            }
        }
        Self { words, stems }
    }
}

/// A member of a group of the language's own.
struct Member {
    words: Vec<Word>,
    stems: Vec<SmolStr>,
}

fn read_thesaurus() -> Vec<Vec<Member>> {
    let member = |text: &&str| {
        let words = words(&fold(text));
        let stems = words.iter().map(|word| stem(&word.text)).collect();
        Member { words, stems }
    };
    let groups = THESAURUS.iter();
    groups
        .map(|group| group.iter().map(member).collect())
        .collect()
}

/// Similarity of two different words of one of the operator's concepts.
const CONCEPT_SIMILARITY: f32 = 0.92;

/// Similarity of two different words of one of the language's own groups, which are wider.
const GENERAL_SIMILARITY: f32 = 0.55;

/// Numbers of up to this many digits are told apart by how many they have.
const MAX_DIGITS: usize = 7;

impl Lexicon {
    /// The lexicon of a FAQ, and the words of each of its phrasings, entry by entry.
    ///
    /// The phrasings are read while the concepts are added, as both take most of the time that
    /// loading takes.
    fn new(faq: &Faq) -> (Self, Vec<Vec<Vec<Word>>>) {
        let (mut lexicon, read) = std::thread::scope(|scope| {
            let reading = scope.spawn(|| (ReadPhrasings::new(faq), read_thesaurus()));
            let lexicon = Self::of_concepts(faq);
            match reading.join() {
                Ok(read) => (lexicon, read),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        let (read, general) = read;
        lexicon.add_general(&general);
        lexicon.add_phrasings(&read);
        lexicon
            .concepts
            .resize_with(lexicon.vocabulary.len(), Vec::new);
        lexicon.vocabulary.add_plain_words();
        (lexicon, read.words)
    }

    /// The lexicon of a FAQ and its index, both ready.
    ///
    /// The search of similar spellings and glued words is prepared while the phrasings are indexed,
    /// all of whose words are known.
    pub(super) fn with_index(faq: &Faq) -> (Self, Index) {
        let (mut lexicon, words) = Self::new(faq);
        let (spellings, index) = std::thread::scope(|scope| {
            let spellings = scope.spawn(|| lexicon.spellings(&words));
            let index = Index::new(faq, &lexicon, &words);
            match spellings.join() {
                Ok(spellings) => (spellings, index),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        lexicon.vocabulary.finish(spellings);
        lexicon.joined = Joined::default();
        (lexicon, index)
    }

    fn of_concepts(faq: &Faq) -> Self {
        let mut lexicon = Self::default();
        for digits in 1..=MAX_DIGITS {
            lexicon.vocabulary.intern_phrase(&number_name(digits));
        }
        for concept in &faq.concepts {
            let name = concept.name.replace('-', " ");
            let members = concept.words.iter().map(String::as_str);
            let number = lexicon.new_concept(&concept.name);
            for member in std::iter::once(name.as_str()).chain(members) {
                let words = words(&fold(member));
                lexicon.add_member(number, &words, |at| stem(&words[at].text));
            }
        }
        lexicon.first_general = u32::try_from(faq.concepts.len()).unwrap_or(u32::MAX);
        lexicon
    }

    /// Adds the language's own groups, after the operator's.
    fn add_general(&mut self, groups: &[Vec<Member>]) {
        for (group, members) in THESAURUS.iter().zip(groups) {
            let concept = self.new_concept(group[0]);
            for member in members {
                self.add_member(concept, &member.words, |at| member.stems[at].clone());
            }
        }
        for known in self.phrases.values_mut() {
            known.sort_by(|a, b| {
                b.terms
                    .len()
                    .cmp(&a.terms.len())
                    .then_with(|| a.terms.cmp(&b.terms))
            });
        }
    }

    fn add_phrasings(&mut self, read: &ReadPhrasings) {
        for words in read.words.iter().flatten() {
            let terms: Vec<Term> = words
                .iter()
                .map(|word| {
                    self.vocabulary
                        .intern(&word.text, || read.stems[&word.text].clone())
                })
                .collect();
            for term in terms {
                self.vocabulary.count_use(term);
            }
        }
    }

    fn new_concept(&mut self, name: &str) -> ConceptId {
        let concept = ConceptId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name.to_owned());
        concept
    }

    /// Adds a member of a concept; `stem_of` gives the stem of each of its words.
    fn add_member(
        &mut self,
        concept: ConceptId,
        words: &[Word],
        stem_of: impl Fn(usize) -> SmolStr,
    ) {
        let terms: Vec<Term> = words
            .iter()
            .enumerate()
            .map(|(at, word)| self.vocabulary.intern(&word.text, || stem_of(at)))
            .collect();
        let term = match terms.as_slice() {
            [] => return,
            [only] => *only,
            [first, ..] => {
                join_neighbours(&mut self.joined, words, &terms);
                let written = terms
                    .iter()
                    .map(|term| self.vocabulary.text(*term))
                    .collect::<Vec<_>>()
                    .join(" ");
                let own = self.vocabulary.intern_phrase(&written);
                let known = self.phrases.entry(*first).or_default();
                if !known.iter().any(|phrase| phrase.own == own) {
                    known.push(Phrase { terms, own });
                }
                own
            }
        };
        let number = term.0 as usize;
        if self.concepts.len() <= number {
            self.concepts.resize_with(number + 1, Vec::new);
        }
        if !self.concepts[number].contains(&concept) {
            self.concepts[number].push(concept);
        }
    }

    /// All spellings in the order in which similar ones are searched, neighbours of the phrasings
    /// written as one among them.
    fn spellings(&self, phrasings: &[Vec<Vec<Word>>]) -> Spellings {
        let mut joined = self.joined.clone();
        for words in phrasings.iter().flatten() {
            let terms: Vec<Term> = words
                .iter()
                .filter_map(|word| match self.vocabulary.spelled(&word.text) {
                    Some(Meaning::One(term)) => Some(*term),
                    _ => None,
                })
                .collect();
            // Every word of a phrasing has a term.
            if terms.len() == words.len() {
                join_neighbours(&mut joined, words, &terms);
            }
        }
        self.vocabulary.spellings(&joined)
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

    /// Number of terms.
    pub(super) fn terms(&self) -> usize {
        self.vocabulary.len()
    }

    /// The concepts that a term belongs to, the operator's first.
    pub(super) fn concepts_of(&self, term: Term) -> &[ConceptId] {
        &self.concepts[term.0 as usize]
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
        &self.names[concept.0 as usize]
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

    /// The fixed phrases that begin with a term, the longest first.
    pub(super) fn phrases_from(&self, first: Term) -> &[Phrase] {
        self.phrases.get(&first).map_or(&[], Vec::as_slice)
    }
}

/// Lets neighbours be found when they are written as one word.
fn join_neighbours(joined: &mut Joined, words: &[Word], terms: &[Term]) {
    for (pair, term) in words.windows(2).zip(terms.windows(2)) {
        let tells = |word: &Word| matches!(word.class, Class::Content | Class::Light);
        if pair.iter().all(tells) && pair.iter().any(|word| word.class == Class::Content) {
            let mut text = SmolStrBuilder::new();
            text.push_str(&pair[0].text);
            text.push_str(&pair[1].text);
            joined.entry(text.finish()).or_insert((term[0], term[1]));
        }
    }
}

/// The name of the term for all numbers of so many digits.
fn number_name(digits: usize) -> String {
    format!("#{digits}")
}
