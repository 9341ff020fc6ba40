//! What a text says, to be compared with what other texts say.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::FxHasher;

use super::MAX_CHARS;
use super::Matcher;
use super::index::Index;
use super::lexicon::Lexicon;
use super::likeness::{NO_SOUND, sound_of};
use super::ranking::Model;
use super::reading::{Token, read_message};
use super::vocabulary::Meaning;
use crate::text::{Class, read_limit};

/// What a text says in the terms of a FAQ: its words with what each weighs and may stand for. It
/// holds none of the text itself, outlives the matcher that made it, and may be compared with what
/// another FAQ's matcher made, as far as the two FAQs know the same words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gist {
    /// The heaviest first.
    words: Vec<Said>,
    total: f32,
}

#[derive(Debug, Clone, PartialEq)]
struct Said {
    weight: f32,
    /// What it may stand for, each with how surely, `0.0..=1.0`: hashes of terms, of concepts, and of
    /// words that the FAQ does not know.
    ways: Vec<(u64, f32)>,
}

/// At most this many words are compared.
const MAX_WORDS: usize = 64;

/// How alike two unknown words are that sound the same.
const BY_EAR: f32 = 0.85;

/// Share of its weight that grammar keeps: two questions are not alike because both begin with
/// "can I".
const GRAMMAR_SHARE: f32 = 0.3;

/// What a key is the hash of.
#[derive(Clone, Copy)]
enum Kind {
    Term,
    Concept,
    Unknown,
    Sound,
}

impl Matcher {
    /// What a text says; of a long one, what its heaviest words say.
    #[must_use]
    pub fn gist(&self, text: &str) -> Gist {
        let (read, _) = read_limit(text, MAX_CHARS);
        let folded = self.language().fold(read);
        let (folded, _) = read_limit(&folded, MAX_CHARS);
        let Model { lexicon, index, .. } = &self.model;
        let clauses = read_message(lexicon, folded);
        let tokens = clauses.iter().flat_map(|clause| &clause.tokens);
        Gist::of(lexicon, index, tokens)
    }

    /// Whether a word is one of the FAQ's or one of the language's own; several, if all are. Two words
    /// written as one are none.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        let language = self.language();
        let words = language.words(&language.fold(word));
        let vocabulary = &self.model.lexicon.vocabulary;
        !words.is_empty()
            && words.iter().all(|word| {
                let meaning = vocabulary.exact(&word.text);
                matches!(meaning, Some(Meaning::One(_) | Meaning::Plain))
            })
    }
}

impl Gist {
    fn of<'a>(lexicon: &Lexicon, index: &Index, tokens: impl Iterator<Item = &'a Token>) -> Self {
        let mut words: Vec<Said> = tokens
            .map(|token| Said {
                weight: weight(index, token),
                ways: ways(lexicon, token),
            })
            .filter(|word| word.weight > 0.0)
            .collect();
        // What is said twice says no more.
        words.sort_by(|a, b| {
            a.ways[0]
                .0
                .cmp(&b.ways[0].0)
                .then(b.weight.total_cmp(&a.weight))
        });
        words.dedup_by_key(|word| word.ways[0].0);
        words.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then(a.ways[0].0.cmp(&b.ways[0].0))
        });
        words.truncate(MAX_WORDS);
        Self {
            total: words.iter().map(|word| word.weight).sum(),
            words,
        }
    }

    /// How alike two texts are, `0.0..=1.0`: 1 if both say the same, 0 if no word of one stands for
    /// anything that a word of the other may stand for. Of each text the share of its weight that the
    /// other meets, spellings, stems and concepts as the matcher takes them; then the geometric mean
    /// of the two. The same whichever of them is asked.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        f64::from((self.met_by(other) * other.met_by(self)).sqrt())
    }

    /// The share of its weight that another meets, `0.0..=1.0`.
    fn met_by(&self, other: &Self) -> f32 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let met: f32 = self
            .words
            .iter()
            .map(|word| word.weight * word.best_among(&other.words))
            .sum();
        (met / self.total).min(1.0)
    }

    /// Everything that its words may stand for.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.words
            .iter()
            .flat_map(|word| &word.ways)
            .map(|(key, _)| *key)
    }

    /// What its heaviest words may stand for, with what the words weigh: a text that is as alike as
    /// `at` shares one of these.
    pub fn telling(&self, at: f64) -> impl Iterator<Item = (u64, f32)> + '_ {
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        let negligible = (at * at) as f32 * self.total;
        let mut left = self.total;
        let heavy = self.words.iter().take_while(move |word| {
            let tells = left >= negligible;
            left -= word.weight;
            tells
        });
        heavy.flat_map(|word| {
            word.ways
                .iter()
                .map(|(key, surely)| (*key, surely * word.weight))
        })
    }
}

impl Said {
    /// How surely one of some words stands for the same.
    fn best_among(&self, words: &[Self]) -> f32 {
        let pairs = words.iter().flat_map(|word| &word.ways);
        let alike = pairs.filter_map(|(key, surely)| {
            let own = self.ways.iter().find(|(own, _)| own == key);
            own.map(|(_, own)| own * surely)
        });
        alike.fold(0.0, f32::max)
    }
}

fn weight(index: &Index, token: &Token) -> f32 {
    let share = match token.class {
        Class::Function => GRAMMAR_SHARE,
        Class::Content | Class::Light | Class::Number => 1.0,
    };
    index.weight(token) * share
}

/// What a word may stand for; never empty.
fn ways(lexicon: &Lexicon, token: &Token) -> Vec<(u64, f32)> {
    let language = lexicon.vocabulary.language();
    let mut ways: Vec<(u64, f32)> = Vec::new();
    let mut add = |key: u64, surely: f32| match ways.iter_mut().find(|(known, _)| *known == key) {
        Some((_, best)) => *best = best.max(surely),
        None => ways.push((key, surely)),
    };
    for sense in &token.senses {
        add(key(Kind::Term, lexicon.text(sense.term)), sense.similarity);
        for concept in lexicon.concepts_of(sense.term) {
            // Each of two words brings half of what they are alike.
            let surely = sense.similarity * lexicon.similarity_in(*concept).sqrt();
            add(key(Kind::Concept, lexicon.concept_name(*concept)), surely);
        }
    }
    // However uncertain its meaning, it means what the same spelling means elsewhere.
    if token.senses.iter().all(|sense| sense.similarity < 1.0) {
        add(key(Kind::Unknown, &language.stem(&token.text)), 1.0);
    }
    if token.senses.is_empty() {
        let sound = sound_of(language, &token.text);
        if sound != NO_SOUND {
            add(key(Kind::Sound, &sound.to_string()), BY_EAR.sqrt());
        }
    }
    ways
}

fn key(kind: Kind, text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (kind as u8).hash(&mut hasher);
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::sample::boat_hire;
    use super::*;

    static MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&boat_hire()));

    fn likeness(a: &str, b: &str) -> f64 {
        MATCHER.gist(a).likeness(&MATCHER.gist(b))
    }

    #[test]
    fn the_same_question_in_other_words_is_alike() {
        for (a, b) in [
            ("do I need a licence?", "is a licence needed"),
            ("do I need a licence?", "do i ned a licnece"),
            (
                "can I bring my elephant",
                "are elephants allowed, can i bring one",
            ),
        ] {
            let likeness = likeness(a, b);
            assert!(likeness > 0.5, "{a:?} and {b:?}: {likeness}");
        }
    }

    #[test]
    fn questions_with_the_same_grammar_are_not_alike() {
        for (a, b) in [
            ("can I have an elephant", "can I have a xylophone"),
            ("when do you open", "do I need a licence"),
            ("what about a trombone then", "what about a parachute then"),
        ] {
            let likeness = likeness(a, b);
            assert!(likeness < 0.5, "{a:?} and {b:?}: {likeness}");
        }
    }

    #[test]
    fn a_text_without_words_is_like_nothing() {
        assert!(likeness("...", "...") <= 0.0);
        assert!(likeness("", "do I need a licence?") <= 0.0);
    }

    #[test]
    fn words_are_known_in_all_their_forms() {
        for word in ["licence", "Licences", "the", "happy", "i'm", "self-made"] {
            assert!(MATCHER.knows(word), "{word}");
        }
        for word in ["xylophone", "rowingboat", "zzz", "", "..."] {
            assert!(!MATCHER.knows(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_within_its_bounds(a in "\\PC{0,60}", b in "[a-z ?]{0,60}") {
            let (x, y) = (MATCHER.gist(&a), MATCHER.gist(&b));
            prop_assert!((0.0..=1.0).contains(&x.likeness(&y)));
            prop_assert_eq!(x.likeness(&y).to_bits(), y.likeness(&x).to_bits());
            for gist in [&x, &y] {
                prop_assert!(gist.words.is_empty() || gist.likeness(gist) > 0.999);
            }
            // What is alike is found by what tells.
            if x.likeness(&y) >= 0.5 {
                let keys: Vec<u64> = y.keys().collect();
                prop_assert!(x.telling(0.5).any(|(key, _)| keys.contains(&key)));
            }
        }
    }
}
