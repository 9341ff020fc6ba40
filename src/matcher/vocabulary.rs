//! The words that a FAQ knows, and how a word of a query finds them in spite of typing errors.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use strsim::{jaro_winkler, osa_distance};

use crate::text::{plain_words, stem};

/// Number of a term: a stem, or a fixed phrase of several stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Term(pub(super) u32);

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

/// Neighbouring words of a FAQ, written as one.
pub(super) type Joined = FxHashMap<SmolStr, (Term, Term)>;

/// The spellings of one length, with what a quick comparison needs kept together.
#[derive(Debug, Default)]
struct Bucket {
    letters: Vec<u32>,
    pairs: Vec<u64>,
    spellings: Vec<(SmolStr, Meaning)>,
}

/// A spelling that resembles a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Likeness<'a> {
    pub(super) text: &'a str,
    pub(super) meaning: &'a Meaning,
    /// `0.0..=1.0`.
    pub(super) similarity: f64,
    /// The similarity with a little more for words that the FAQ uses often, since of two words
    /// equally near the commoner one is meant.
    pub(super) likelihood: f64,
}

/// The spellings by their number of characters, for the search of similar ones.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    by_length: Box<[Bucket]>,
}

/// The words that a FAQ knows.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    terms: Vec<SmolStr>,
    /// In how many phrasings each term stands.
    uses: Vec<u32>,
    by_stem: FxHashMap<SmolStr, Term>,
    exact: FxHashMap<SmolStr, Meaning>,
    spellings: Spellings,
}

/// Words of fewer characters are never corrected.
const MIN_CORRECTED: usize = 3;

/// What a word gains in likelihood with the logarithm of the number of phrasings that use it.
const COMMONNESS: f64 = 0.012;

/// Similarity of two words of three or four characters that differ in vowels or order alone.
const SHORT_SIMILARITY: f64 = 0.72;

/// Lowest similarity at which a spelling is taken for another; the mean of Jaro-Winkler and
/// `1 - distance / length`.
const MIN_SIMILARITY: f64 = 0.7;

impl Vocabulary {
    /// The term of a word of the FAQ, made with its stem if it is new.
    pub(super) fn intern(&mut self, word: &str, stem: impl FnOnce() -> SmolStr) -> Term {
        if let Some(Meaning::One(term)) = self.exact.get(word) {
            return *term;
        }
        let stem = stem();
        let next = Term(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
        let term = *self.by_stem.entry(stem.clone()).or_insert_with(|| {
            self.terms.push(stem);
            next
        });
        self.exact.insert(SmolStr::new(word), Meaning::One(term));
        term
    }

    /// Counts one more phrasing that uses a term.
    pub(super) fn count_use(&mut self, term: Term) {
        let number = term.0 as usize;
        if self.uses.len() <= number {
            self.uses.resize(number + 1, 0);
        }
        self.uses[number] += 1;
    }

    fn commonness(&self, meaning: &Meaning) -> f64 {
        let uses = match meaning {
            Meaning::One(term) => self.uses.get(term.0 as usize).copied().unwrap_or(0),
            Meaning::Two(..) | Meaning::Plain => 0,
        };
        COMMONNESS * f64::from(1 + uses).ln()
    }

    /// A term of its own for a fixed phrase, written with spaces; no spelling leads to it.
    pub(super) fn intern_phrase(&mut self, phrase: &str) -> Term {
        let next = Term(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
        let phrase = SmolStr::new(phrase);
        *self.by_stem.entry(phrase.clone()).or_insert_with(|| {
            self.terms.push(phrase);
            next
        })
    }

    /// Adds the words that any message may hold.
    pub(super) fn add_plain_words(&mut self) {
        for word in plain_words() {
            self.exact
                .entry(SmolStr::new_static(word))
                .or_insert(Meaning::Plain);
        }
    }

    /// All spellings, those of joined words too, in the order in which similar ones are searched.
    pub(super) fn spellings(&self, joined: &Joined) -> Spellings {
        let joined = joined
            .iter()
            .map(|(text, (a, b))| (text, Meaning::Two(*a, *b)));
        let apart = joined.filter(|(text, _)| !self.exact.contains_key(*text));
        let mut by_length: Vec<Bucket> = Vec::new();
        for (text, meaning) in self
            .exact
            .iter()
            .map(|(text, meaning)| (text, *meaning))
            .chain(apart)
        {
            let length = text.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Bucket::default);
            }
            let bucket = &mut by_length[length];
            bucket.letters.push(letters(text));
            bucket.pairs.push(pairs(text));
            bucket.spellings.push((text.clone(), meaning));
        }
        for bucket in &mut by_length {
            bucket.letters.shrink_to_fit();
            bucket.pairs.shrink_to_fit();
            bucket.spellings.shrink_to_fit();
        }
        Spellings {
            by_length: by_length.into(),
        }
    }

    /// Ends the making: from here on similar spellings can be looked up.
    pub(super) fn finish(&mut self, spellings: Spellings) {
        self.spellings = spellings;
        self.exact.shrink_to_fit();
        self.by_stem.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.uses.shrink_to_fit();
    }

    /// The stem or phrase of a term.
    pub(super) fn text(&self, term: Term) -> &str {
        &self.terms[term.0 as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The term of a fixed phrase.
    pub(super) fn phrase(&self, phrase: &str) -> Option<Term> {
        self.by_stem.get(phrase).copied()
    }

    /// What exactly this spelling means.
    pub(super) fn spelled(&self, word: &str) -> Option<&Meaning> {
        self.exact.get(word)
    }

    /// What exactly this spelling means, or another form of the same stem.
    pub(super) fn exact(&self, word: &str) -> Option<Meaning> {
        if let Some(meaning) = self.exact.get(word) {
            return Some(*meaning);
        }
        if let Some(term) = self.by_stem.get(&stem(word)) {
            return Some(Meaning::One(*term));
        }
        self.spellings.joined(word)
    }

    /// The spellings most like `word`, best first: those within a typing error or two.
    pub(super) fn similar(&self, word: &str) -> Vec<Likeness<'_>> {
        let length = word.chars().count();
        let mut found = Vec::new();
        if length < MIN_CORRECTED || word.chars().any(char::is_numeric) {
            return found;
        }
        let (own_letters, own_pairs) = (letters(word), pairs(word));
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
            let Some(most) = (2 * reach).checked_sub(other.abs_diff(length)) else {
                continue;
            };
            // The letters of two neighbours that change places stand in three pairs.
            let most_pairs = 6 * reach;
            for (at, (letters, pairs)) in bucket.letters.iter().zip(&bucket.pairs).enumerate() {
                if (letters ^ own_letters).count_ones() as usize > most
                    || (pairs ^ own_pairs).count_ones() as usize > most_pairs
                {
                    continue;
                }
                let (text, meaning) = &bucket.spellings[at];
                if let Some(similarity) = similarity(word, text, length.max(other), reach) {
                    let likelihood = similarity + self.commonness(meaning);
                    found.push(Likeness {
                        text,
                        meaning,
                        similarity,
                        likelihood,
                    });
                }
            }
        }
        found.sort_by(|a, b| {
            b.likelihood
                .total_cmp(&a.likelihood)
                .then_with(|| a.text.cmp(b.text))
        });
        found
    }
}

impl Spellings {
    /// What two neighbouring words mean that are written as one.
    fn joined(&self, word: &str) -> Option<Meaning> {
        let bucket = self.by_length.get(word.chars().count())?;
        let own = pairs(word);
        let like = bucket.pairs.iter().zip(&bucket.spellings);
        let same = like.filter(|(pairs, _)| **pairs == own);
        same.map(|(_, spelling)| spelling)
            .find(|(text, meaning)| text == word && matches!(meaning, Meaning::Two(..)))
            .map(|(_, meaning)| *meaning)
    }
}

/// The most typing errors that are forgiven.
const MAX_REACH: usize = 2;

/// How many typing errors are forgiven between words of these lengths, in characters.
fn reach(length: usize, other: usize) -> usize {
    if length.max(other) <= 5 || length < 5 {
        1
    } else {
        MAX_REACH
    }
}

/// How alike two different spellings are, if near enough to be meant for each other; `longer` is
/// the length of the longer one.
fn similarity(word: &str, other: &str, longer: usize, reach: usize) -> Option<f64> {
    if longer <= 3 || word.len().min(other.len()) <= 3 {
        return same_skeleton(word, other).then_some(SHORT_SIMILARITY);
    }
    let distance = osa_distance(word, other);
    if distance > reach {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "words are short")]
    let edit = 1.0 - distance as f64 / longer as f64;
    let mean = f64::midpoint(jaro_winkler(word, other), edit);
    (mean > MIN_SIMILARITY).then_some(mean)
}

/// Whether two short words differ in vowels alone, or in the order of their letters.
fn same_skeleton(a: &str, b: &str) -> bool {
    let consonants = |word: &str| {
        word.chars()
            .filter(|c| !"aeiou".contains(*c))
            .collect::<String>()
    };
    let sorted = |word: &str| {
        let mut letters: Vec<_> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    (a.chars().count() != b.chars().count() && consonants(a) == consonants(b))
        || sorted(a) == sorted(b)
}

/// The set of letters of a word, one bit each; characters other than `a` to `z` share six bits.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |set, c| {
        let bit = match c {
            'a'..='z' => c as u32 - 'a' as u32,
            other => 26 + other as u32 % 6,
        };
        set | 1 << bit
    })
}

/// The set of neighbouring letters of a word, its ends included, hashed to 64 bits.
fn pairs(word: &str) -> u64 {
    let mut last = 0;
    let mut set = 0;
    for c in word.chars().chain(std::iter::once('\0')) {
        let pair =
            (u64::from(last) << 32 | u64::from(c as u32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        set |= 1 << (pair >> 58);
        last = c as u32;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stem;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let terms: Vec<Term> = words
            .iter()
            .map(|word| vocabulary.intern(word, || stem(word)))
            .collect();
        let mut joined = Joined::default();
        for (pair, term) in words.windows(2).zip(terms.windows(2)) {
            joined.insert(SmolStr::new(pair.concat()), (term[0], term[1]));
        }
        vocabulary.add_plain_words();
        let spellings = vocabulary.spellings(&joined);
        vocabulary.finish(spellings);
        vocabulary
    }

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let vocabulary = vocabulary(&["harbour", "licence", "sun", "boat", "sail"]);
        let found = vocabulary.similar(word);
        assert_eq!(
            found.first().map(|likeness| likeness.text),
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
        (0..50).for_each(|_| vocabulary.count_use(common));
        vocabulary.add_plain_words();
        let spellings = vocabulary.spellings(&Joined::default());
        vocabulary.finish(spellings);
        assert_eq!(vocabulary.similar("hoat")[0].text, "goat");
    }
}
