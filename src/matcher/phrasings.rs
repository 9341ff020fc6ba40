//! The phrasings of a FAQ and the groups of the language as words, each different word kept once.

use std::borrow::Cow;

use super::texts::{DistinctTexts, Texts, count};
use super::vocabulary::{Spelling, Vocabulary};
use crate::faq::{Concept, Entry, Examples, Faq, Located};
use crate::text::Language;

/// The words that only the matcher reads of a FAQ; what it is given, it drops once it is read.
#[derive(Debug)]
pub(super) struct Wording<'a> {
    /// The questions of each entry.
    pub(super) questions: Vec<Cow<'a, [Located]>>,
    pub(super) concepts: Cow<'a, [Concept]>,
    pub(super) examples: Cow<'a, [Examples]>,
}

impl<'a> Wording<'a> {
    /// The words of a FAQ, which keeps them.
    pub(super) fn of(faq: &'a Faq) -> Self {
        let questions = faq.entries.iter();
        let questions = questions.map(|entry| Cow::Borrowed(entry.questions.as_slice()));
        Self {
            questions: questions.collect(),
            concepts: Cow::Borrowed(&faq.concepts),
            examples: Cow::Borrowed(&faq.examples),
        }
    }

    /// The words of a FAQ, which is left without them.
    pub(super) fn taken_from(faq: &mut Faq) -> Self {
        let questions = faq.entries.iter_mut();
        let questions = questions.map(|entry| Cow::Owned(std::mem::take(&mut entry.questions)));
        Self {
            questions: questions.collect(),
            concepts: Cow::Owned(std::mem::take(&mut faq.concepts)),
            examples: Cow::Owned(std::mem::take(&mut faq.examples)),
        }
    }
}

/// Goes through items, and drops each at once if they are owned.
pub(super) fn drain<T: Clone>(items: Cow<'_, [T]>, mut visit: impl FnMut(&T)) {
    match items {
        Cow::Borrowed(items) => items.iter().for_each(visit),
        Cow::Owned(items) => items.into_iter().for_each(|item| visit(&item)),
    }
}

/// A phrasing that holds a word.
#[derive(Debug)]
struct Place {
    /// Position of its entry in the FAQ.
    entry: u32,
    /// Position in its entry: 0 is the title, 1 the first question.
    position: u32,
    /// Where its words end.
    end: u32,
    /// Whether its entry is lent by another language.
    is_lent: bool,
}

/// The members of the language's own groups and the phrasings of a FAQ, as they are written.
#[derive(Debug)]
pub(super) struct Read {
    language: Language,
    distinct: DistinctTexts,
    /// The stem of each different word.
    stems: Texts,
    /// The words of all members, and where those of each member end.
    members: Vec<u32>,
    member_ends: Vec<u32>,
    /// The words of all phrasings.
    words: Vec<u32>,
    places: Vec<Place>,
    texts: Texts,
}

impl Read {
    pub(super) fn new(
        language: Language,
        entries: &[Entry],
        questions: Vec<Cow<'_, [Located]>>,
    ) -> Self {
        let number = entries.len() + questions.iter().map(|some| some.len()).sum::<usize>();
        let mut read = Self {
            language,
            distinct: DistinctTexts::with_capacity(7000, 8),
            stems: Texts::with_capacity(7000, 7),
            members: Vec::with_capacity(7000),
            member_ends: Vec::with_capacity(4500),
            words: Vec::with_capacity(number * 7),
            places: Vec::with_capacity(number),
            texts: Texts::with_capacity(number, 40),
        };
        for (number, (entry, questions)) in (0..).zip(entries.iter().zip(questions)) {
            read.add_phrasing(number, 0, entry.is_lent, &entry.title.text);
            let mut position = 0;
            drain(questions, |question| {
                position += 1;
                read.add_phrasing(number, position, entry.is_lent, &question.text);
            });
        }
        for member in language.thesaurus().iter().copied().flatten() {
            for word in language.words(&language.fold(member)) {
                let word = read.number(&word.text);
                read.members.push(word);
            }
            read.member_ends.push(count(read.members.len()));
        }
        read
    }

    fn add_phrasing(&mut self, entry: u32, position: u32, is_lent: bool, text: &str) {
        let found = self.language.words(&self.language.fold(text));
        if found.is_empty() {
            return;
        }
        for word in found {
            let word = self.number(&word.text);
            self.words.push(word);
        }
        self.places.push(Place {
            entry,
            position,
            end: count(self.words.len()),
            is_lent,
        });
        self.texts.push(text);
    }

    fn number(&mut self, word: &str) -> u32 {
        let number = self.distinct.insert(word);
        if number as usize == self.stems.len() {
            self.stems.push(&self.language.stem(word));
        }
        number
    }

    /// The different words of the members of each group, group by group.
    pub(super) fn members(&self) -> impl Iterator<Item = &[u32]> {
        runs(&self.members, self.member_ends.iter().copied())
    }

    /// A word by its number among the different ones, added to a vocabulary.
    pub(super) fn intern(&self, vocabulary: &mut Vocabulary, word: u32) -> Spelling {
        vocabulary.intern(self.distinct.get(word), || self.stems.get(word))
    }

    /// Adds all words of the phrasings to a vocabulary.
    pub(super) fn into_phrasings(self, vocabulary: &mut Vocabulary) -> Phrasings {
        let mut known = vec![None; self.distinct.len()];
        let has_lent = self.places.iter().any(|place| place.is_lent);
        if has_lent {
            let runs = runs(&self.words, self.places.iter().map(|place| place.end));
            let own = runs.zip(&self.places).filter(|(_, place)| !place.is_lent);
            for word in own.flat_map(|(run, _)| run) {
                self.intern(vocabulary, *word);
            }
        }
        let own = vocabulary.spelling_count();
        let mut words = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let spelling =
                *known[*word as usize].get_or_insert_with(|| self.intern(vocabulary, *word));
            vocabulary.count_use(vocabulary.term(spelling));
            words.push(spelling);
        }
        if has_lent {
            vocabulary.lend_from(own);
        }
        let mut texts = self.texts;
        texts.shrink_to_fit();
        Phrasings {
            words,
            places: self.places,
            texts,
        }
    }
}

/// The phrasings of a FAQ as words of its vocabulary; those without a word are left out.
#[derive(Debug, Default)]
pub(super) struct Phrasings {
    words: Vec<Spelling>,
    places: Vec<Place>,
    /// Each phrasing as written.
    pub(super) texts: Texts,
}

impl Phrasings {
    /// Number of phrasings.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Number of words of all phrasings.
    pub(super) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The words of each phrasing that is not lent by another language.
    pub(super) fn own_words(&self) -> impl Iterator<Item = &[Spelling]> {
        let all = self.words().zip(&self.places);
        all.filter(|(_, place)| !place.is_lent)
            .map(|(words, _)| words)
    }

    /// The words of each phrasing.
    pub(super) fn words(&self) -> impl Iterator<Item = &[Spelling]> {
        runs(&self.words, self.places.iter().map(|place| place.end))
    }

    /// Each phrasing's entry and its position there, 0 for the title.
    pub(super) fn places(&self) -> impl Iterator<Item = (u32, u32)> {
        self.places
            .iter()
            .map(|place| (place.entry, place.position))
    }
}

/// The parts of `all` that end there.
fn runs<T>(all: &[T], ends: impl Iterator<Item = u32>) -> impl Iterator<Item = &[T]> {
    let mut start = 0;
    ends.map(move |end| {
        let run = &all[start..end as usize];
        start = end as usize;
        run
    })
}
