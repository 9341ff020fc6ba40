//! The words that a FAQ knows, and how a word of a query finds them in spite of typing errors.

use std::ops::Range;

use hashbrown::HashTable;
use smol_str::{SmolStr, SmolStrBuilder};

use super::likeness::{
    MAX_REACH, NO_SOUND, letters, likeness, pairs, reach, similarity, similarity_of_keys, sound_of,
};
use super::texts::{DistinctTexts, count, hash};
use crate::text::{Class, Language, Word};

/// Number of a term: a stem, or a fixed phrase of several stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Term(pub(super) u32);

/// Number of a word as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling(u32);

/// What a spelling stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A word of the FAQ.
    One(Term),
    /// Two neighbouring words of the FAQ, written as one.
    Two(Term, Term),
    /// A function or light word that the FAQ does not use.
    Plain,
}

/// Neighbouring words of a FAQ, to be found when they are written as one.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pairs: Vec<(Spelling, Spelling)>,
    /// The pairs by what is written then.
    numbers: HashTable<u32>,
}

/// The spellings of one length, with what a quick comparison needs kept together.
#[derive(Debug, Default)]
struct Bucket {
    letters: Vec<u32>,
    pairs: Vec<u64>,
    /// How each word sounds, hashed; of joined words none is kept.
    sounds: Vec<u32>,
    /// Numbers of words, and after the last word those of joined ones.
    numbers: Vec<u32>,
}

/// A spelling that resembles a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Likeness {
    pub(super) text: SmolStr,
    pub(super) meaning: Meaning,
    /// `0.0..=1.0`.
    pub(super) similarity: f64,
    /// The similarity with a little more for words that the FAQ uses often, since of two words
    /// equally near the commoner one is meant.
    pub(super) likelihood: f64,
    /// Whether it sounds like the word.
    pub(super) same_sound: bool,
}

/// The spellings by their number of characters, for the search of similar ones.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    by_length: Box<[Bucket]>,
    joined: Box<[(Spelling, Spelling)]>,
}

/// The words that a FAQ knows.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    language: Language,
    /// The stem or phrase of each term.
    terms: DistinctTexts,
    /// In how many phrasings each term stands.
    uses: Vec<u32>,
    /// Each word as it is written.
    words: DistinctTexts,
    /// The term of each word; [`NO_TERM`] if the FAQ does not use it.
    word_terms: Vec<Term>,
    /// The words that only entries lent by another language use: an error of typing leads to none of
    /// them.
    lent: Range<u32>,
    spellings: Spellings,
}

/// In place of the term of a word that means nothing of its own.
const NO_TERM: Term = Term(u32::MAX);

/// Words of fewer characters are never corrected.
const MIN_CORRECTED: usize = 3;

/// Words with digits of fewer characters are never corrected: they are codes and measures.
const MIN_WITH_DIGITS: usize = 7;

/// What a word gains in likelihood with the logarithm of the number of phrasings that use it.
const COMMONNESS: f64 = 0.012;

impl Vocabulary {
    /// Room for so many words and terms.
    pub(super) fn with_capacity(language: Language, number: usize) -> Self {
        Self {
            language,
            terms: DistinctTexts::with_capacity(number, 9),
            words: DistinctTexts::with_capacity(number, 8),
            word_terms: Vec::with_capacity(number),
            ..Self::default()
        }
    }

    /// Number of words as they are written.
    pub(super) fn spelling_count(&self) -> u32 {
        count(self.words.len())
    }

    /// All words from this number on are those of another language.
    pub(super) fn lend_from(&mut self, number: u32) {
        self.lent = number..self.spelling_count();
    }

    /// The language of its words.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// A word of the FAQ, made a term with its stem if it is new.
    pub(super) fn intern<S: AsRef<str>>(
        &mut self,
        word: &str,
        stem: impl FnOnce() -> S,
    ) -> Spelling {
        let number = self.words.insert(word);
        if number as usize == self.word_terms.len() {
            let term = Term(self.terms.insert(stem().as_ref()));
            self.word_terms.push(term);
        }
        Spelling(number)
    }

    /// The term of a word; [`Vocabulary::intern`] gave it one.
    pub(super) fn term(&self, word: Spelling) -> Term {
        self.word_terms[word.0 as usize]
    }

    /// The term that a word has in a fixed phrase: that of all words that may stand in its place.
    pub(super) fn term_in_phrase(&mut self, word: Spelling) -> Term {
        let text = self.words.get(word.0);
        let standing = self.language.in_phrase(text);
        if standing == text {
            return self.term(word);
        }
        let standing = SmolStr::new(standing);
        let language = self.language;
        let word = self.intern(&standing, || language.stem(&standing));
        self.term(word)
    }

    /// A word as it is read.
    pub(super) fn word(&self, word: Spelling) -> Word {
        let text = self.words.get(word.0);
        Word {
            text: SmolStr::new(text),
            class: self.language.class_of(text),
            negated: false,
        }
    }

    /// Counts one more phrasing that uses a term.
    pub(super) fn count_use(&mut self, term: Term) {
        let number = term.0 as usize;
        if self.uses.len() <= number {
            self.uses.resize(self.terms.len().max(number + 1), 0);
        }
        self.uses[number] += 1;
    }

    fn commonness(&self, meaning: Meaning) -> f64 {
        let uses = match meaning {
            Meaning::One(term) => self.uses.get(term.0 as usize).copied().unwrap_or(0),
            Meaning::Two(..) | Meaning::Plain => 0,
        };
        COMMONNESS * f64::from(1 + uses).ln()
    }

    /// A term of its own for a fixed phrase, written with spaces; no spelling leads to it.
    pub(super) fn intern_phrase(&mut self, phrase: &str) -> Term {
        Term(self.terms.insert(phrase))
    }

    /// Adds the words that any message may hold; no word becomes a term after that.
    pub(super) fn add_plain_words(&mut self) {
        for word in self.language.plain_words() {
            self.words.insert(word);
        }
        self.word_terms.resize(self.words.len(), NO_TERM);
    }

    /// All spellings, those of joined words too, in the order in which similar ones are searched.
    pub(super) fn spellings(&self, joined: Joined) -> Spellings {
        let mut pairs = joined.pairs;
        drop(joined.numbers);
        pairs.retain(|pair| self.words.find(&self.written_as_one(*pair)).is_none());
        let mut by_length: Vec<Bucket> = Vec::new();
        let words = count(self.words.len());
        let mut add = |text: &str, number: u32| {
            let length = text.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Bucket::default);
            }
            let bucket = &mut by_length[length];
            bucket.letters.push(letters(text));
            bucket.pairs.push(self::pairs(text));
            bucket.numbers.push(number);
            if number < words {
                bucket.sounds.push(sound_of(self.language, text));
            }
        };
        for number in (0..words).filter(|number| !self.lent.contains(number)) {
            add(self.words.get(number), number);
        }
        for (number, pair) in (words..).zip(&pairs) {
            add(&self.written_as_one(*pair), number);
        }
        for bucket in &mut by_length {
            bucket.letters.shrink_to_fit();
            bucket.pairs.shrink_to_fit();
            bucket.sounds.shrink_to_fit();
            bucket.numbers.shrink_to_fit();
        }
        Spellings {
            by_length: by_length.into(),
            joined: pairs.into(),
        }
    }

    /// Lets two neighbouring words be found when they are written as one; of pairs that are then
    /// written alike the first counts.
    fn join(&self, joined: &mut Joined, first: Spelling, second: Spelling) {
        let pair = (first, second);
        let text = self.written_as_one(pair);
        let Joined { pairs, numbers } = joined;
        let entry = numbers.entry(
            hash(&text),
            |number| self.written_as_one(pairs[*number as usize]) == text,
            |number| hash(&self.written_as_one(pairs[*number as usize])),
        );
        if let hashbrown::hash_table::Entry::Vacant(place) = entry {
            place.insert(count(pairs.len()));
            pairs.push(pair);
        }
    }

    /// Lets neighbours be found when they are written as one word, if they tell something.
    pub(super) fn join_neighbours(&self, joined: &mut Joined, words: &[Spelling]) {
        let mut before = None;
        for word in words {
            let class = self.language.class_of(self.words.get(word.0));
            let tells = matches!(class, Class::Content | Class::Light).then_some((*word, class));
            if let (Some((first, a)), Some((second, b))) = (before, tells)
                && (a == Class::Content || b == Class::Content)
            {
                self.join(joined, first, second);
            }
            before = tells;
        }
    }

    fn written_as_one(&self, (first, second): (Spelling, Spelling)) -> SmolStr {
        let mut text = SmolStrBuilder::new();
        text.push_str(self.words.get(first.0));
        text.push_str(self.words.get(second.0));
        text.finish()
    }

    /// Ends the making: from here on similar spellings can be looked up.
    pub(super) fn finish(&mut self, spellings: Spellings) {
        self.spellings = spellings;
    }

    /// Gives back the room that no further word will need.
    pub(super) fn shrink_to_fit(&mut self) {
        self.terms.shrink_to_fit();
        self.words.shrink_to_fit();
        self.word_terms.shrink_to_fit();
        self.uses.shrink_to_fit();
    }

    /// The stem or phrase of a term.
    pub(super) fn text(&self, term: Term) -> &str {
        self.terms.get(term.0)
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The term of a fixed phrase.
    pub(super) fn phrase(&self, phrase: &str) -> Option<Term> {
        self.terms.find(phrase).map(Term)
    }

    /// What exactly this spelling means.
    pub(super) fn spelled(&self, word: &str) -> Option<Meaning> {
        let number = self.words.find(word)?;
        Some(self.meaning(Spelling(number)))
    }

    fn meaning(&self, word: Spelling) -> Meaning {
        match self.term(word) {
            NO_TERM => Meaning::Plain,
            term => Meaning::One(term),
        }
    }

    /// What exactly this spelling means, or another form of the same stem.
    pub(super) fn exact(&self, word: &str) -> Option<Meaning> {
        self.spelled(word)
            .or_else(|| Some(Meaning::One(self.phrase(&self.language.stem(word))?)))
            .or_else(|| self.joined(word))
    }

    /// What two neighbouring words mean that are written as one.
    fn joined(&self, word: &str) -> Option<Meaning> {
        let bucket = self.spellings.by_length.get(word.chars().count())?;
        let own = pairs(word);
        let like = bucket.pairs.iter().zip(&bucket.numbers);
        let same = like.filter(|(pairs, _)| **pairs == own);
        same.filter_map(|(_, number)| self.pair(*number))
            .find(|pair| {
                word.strip_prefix(self.words.get(pair.0.0)) == Some(self.words.get(pair.1.0))
            })
            .map(|(first, second)| Meaning::Two(self.term(first), self.term(second)))
    }

    /// The two words that a number of a [`Bucket`] stands for, if it stands for two.
    fn pair(&self, number: u32) -> Option<(Spelling, Spelling)> {
        let number = (number as usize).checked_sub(self.words.len())?;
        Some(self.spellings.joined[number])
    }

    /// The spellings most like `word`, best first: those within a typing error or two.
    pub(super) fn similar(&self, word: &str) -> Vec<Likeness> {
        let length = word.chars().count();
        let mut found = Vec::new();
        let own_digits = digits(word);
        if length < MIN_CORRECTED || (!own_digits.is_empty() && length < MIN_WITH_DIGITS) {
            return found;
        }
        let (own_letters, own_pairs) = (letters(word), pairs(word));
        let own_sound = sound_of(self.language, word);
        for (other, bucket) in self
            .spellings
            .by_length
            .iter()
            .enumerate()
            .take(length + MAX_REACH + 1)
            .skip(length.saturating_sub(MAX_REACH).max(2))
        {
            let reach = reach(length, other);
            // A letter more or less changes one letter of the set, a letter for another two.
            let most = (2 * reach).checked_sub(other.abs_diff(length));
            // The letters of two neighbours that change places stand in three pairs.
            let most_pairs = 6 * reach;
            for (at, (letters, pairs)) in bucket.letters.iter().zip(&bucket.pairs).enumerate() {
                let same_sound = own_sound != NO_SOUND && bucket.sounds.get(at) == Some(&own_sound);
                let near = most.is_some_and(|most| {
                    (letters ^ own_letters).count_ones() as usize <= most
                        && (pairs ^ own_pairs).count_ones() as usize <= most_pairs
                });
                if !near && !same_sound {
                    continue;
                }
                let number = bucket.numbers[at];
                let (text, meaning) = match self.pair(number) {
                    None => {
                        let text = SmolStr::new(self.words.get(number));
                        (text, self.meaning(Spelling(number)))
                    }
                    Some(pair) => {
                        let two = Meaning::Two(self.term(pair.0), self.term(pair.1));
                        (self.written_as_one(pair), two)
                    }
                };
                // Another number is another thing.
                if !own_digits.is_empty() && digits(&text) != own_digits {
                    continue;
                }
                let slip = near
                    .then(|| {
                        let by_key = || similarity_of_keys(word, &text);
                        let tells = self.language.class_of(&text) == Class::Content;
                        similarity(word, &text, length.max(other), reach)
                            .or_else(|| if tells { None } else { by_key() })
                    })
                    .flatten();
                let by_ear = same_sound
                    .then(|| f64::midpoint(1.0, likeness(word, &text, length.max(other))));
                if let Some(similarity) = slip.into_iter().chain(by_ear).max_by(f64::total_cmp) {
                    let likelihood = similarity + self.commonness(meaning);
                    found.push(Likeness {
                        text,
                        meaning,
                        similarity,
                        likelihood,
                        same_sound,
                    });
                }
            }
        }
        found.sort_by(|a, b| {
            b.likelihood
                .total_cmp(&a.likelihood)
                .then_with(|| a.text.cmp(&b.text))
        });
        found
    }
}

/// The digits of a word, in order.
fn digits(word: &str) -> SmolStr {
    word.chars().filter(|c| c.is_numeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> SmolStr {
        Language::ENGLISH.stem(word)
    }

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let words: Vec<Spelling> = words
            .iter()
            .map(|word| vocabulary.intern(word, || stem(word)))
            .collect();
        let mut joined = Joined::default();
        for pair in words.windows(2) {
            vocabulary.join(&mut joined, pair[0], pair[1]);
        }
        vocabulary.add_plain_words();
        let spellings = vocabulary.spellings(joined);
        vocabulary.finish(spellings);
        vocabulary
    }

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let vocabulary = vocabulary(&["harbour", "licence", "sun", "boat", "sail"]);
        let found = vocabulary.similar(word);
        assert_eq!(
            found.first().map(|likeness| likeness.text.as_str()),
            expected,
            "word: {word:?}"
        );
    }

    #[test]
    fn one_or_two_slips_find_the_word() {
        check("licnece", Some("licence"));
        check("harbur", Some("harbour"));
        check("baot", Some("boat"));
    }

    #[test]
    fn short_words_forgive_vowels_and_order_alone() {
        check("snu", Some("sun"));
        check("sn", None);
        check("sum", None);
    }

    #[test]
    fn what_is_not_alike_stays_unknown() {
        check("elephant", None);
        check("", None);
        check("007", None);
    }

    #[test]
    fn in_a_name_with_a_number_only_letters_are_corrected() {
        let vocabulary = vocabulary(&["catamaran7"]);
        let found = |word: &str| {
            vocabulary
                .similar(word)
                .first()
                .map(|like| like.text.clone())
        };
        assert_eq!(found("catmaaran7").as_deref(), Some("catamaran7"));
        assert_eq!(found("catamaran8"), None);
        assert_eq!(found("1234567"), None);
    }

    #[test]
    fn forms_of_a_word_share_its_term() {
        let vocabulary = vocabulary(&["sail"]);
        assert_eq!(vocabulary.exact("sailing"), vocabulary.exact("sails"));
        assert!(vocabulary.exact("sailed").is_some());
    }

    #[test]
    fn neighbours_written_as_one_come_apart() {
        let vocabulary = vocabulary(&["sun", "boat"]);
        assert!(matches!(
            vocabulary.exact("sunboat"),
            Some(Meaning::Two(..))
        ));
    }

    #[test]
    fn of_two_words_equally_near_the_commoner_is_likelier() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.intern("boat", || stem("boat"));
        let common = vocabulary.intern("goat", || stem("goat"));
        let common = vocabulary.term(common);
        (0..50).for_each(|_| vocabulary.count_use(common));
        vocabulary.add_plain_words();
        let spellings = vocabulary.spellings(Joined::default());
        vocabulary.finish(spellings);
        assert_eq!(vocabulary.similar("hoat")[0].text, "goat");
    }
}
