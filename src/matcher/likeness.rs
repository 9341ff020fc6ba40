//! How alike two spellings are, to the eye and to the ear, and what tells at a glance that they are not.

use strsim::{jaro_winkler, osa_distance};

use super::texts::hash;
use crate::text::Language;

/// Similarity of two words of three or four characters that differ in vowels or order alone.
const SHORT_SIMILARITY: f64 = 0.72;

/// Lowest similarity at which a spelling is taken for another; the mean of Jaro-Winkler and
/// `1 - distance / length`.
const MIN_SIMILARITY: f64 = 0.7;

/// The most typing errors that are forgiven.
pub(super) const MAX_REACH: usize = 2;

/// How many typing errors are forgiven between words of these lengths, in characters.
pub(super) fn reach(length: usize, other: usize) -> usize {
    if length.max(other) <= 5 || length < 5 {
        1
    } else {
        MAX_REACH
    }
}

/// How alike two different spellings are, if near enough to be meant for each other; `longer` is
/// the length of the longer one.
pub(super) fn similarity(word: &str, other: &str, longer: usize, reach: usize) -> Option<f64> {
    if longer <= 3 || word.len().min(other.len()) <= 3 {
        return same_skeleton(word, other).then_some(SHORT_SIMILARITY);
    }
    let distance = osa_distance(word, other);
    if distance > reach {
        return None;
    }
    let mean = likeness(word, other, longer);
    (mean > MIN_SIMILARITY).then_some(mean)
}

/// The mean of Jaro-Winkler and `1 - distance / length`.
pub(super) fn likeness(word: &str, other: &str, longer: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "words are short")]
    let edit = 1.0 - osa_distance(word, other) as f64 / longer as f64;
    f64::midpoint(jaro_winkler(word, other), edit)
}

/// A hash of how a word sounds; [`NO_SOUND`] if that is too little to go by.
pub(super) fn sound_of(language: Language, word: &str) -> u32 {
    let sound = language.sound(word);
    if sound.len() < MIN_SOUNDS {
        return NO_SOUND;
    }
    #[expect(clippy::cast_possible_truncation, reason = "half a hash is enough")]
    let hash = hash(&sound) as u32;
    hash.max(NO_SOUND + 1)
}

/// In place of the hash of a sound.
pub(super) const NO_SOUND: u32 = 0;

/// Words of fewer sounds are like too many others.
const MIN_SOUNDS: usize = 4;

/// Vowels of the Latin, the Greek and the Cyrillic script.
const VOWELS: &str = "aeiouαεηιουωаеиоуыэюя";

/// Whether two short words differ in vowels alone, or in the order of their letters.
fn same_skeleton(a: &str, b: &str) -> bool {
    let consonants = |word: &str| {
        word.chars()
            .filter(|c| !VOWELS.contains(*c))
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

/// The rows of letters on the keyboards of phones, for the Latin script.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// How alike two words of three letters are if one key beside the right one was hit. Too many words
/// that tell something are that near to each other ("sum", "sun").
pub(super) fn similarity_of_keys(a: &str, b: &str) -> Option<f64> {
    let pairs = || a.chars().zip(b.chars());
    let mut others = pairs().filter(|(a, b)| a != b);
    let beside = |(a, b): (char, char)| {
        let apart = |row: &str| Some(row.find(a)?.abs_diff(row.find(b)?));
        KEYS.iter().any(|row| apart(row) == Some(1))
    };
    let is_slip = a.len() == 3
        && b.len() == 3
        && others.next().is_some_and(beside)
        && others.next().is_none();
    is_slip.then_some(SHORT_SIMILARITY)
}

/// The set of letters of a word, one bit each; characters other than `a` to `z` share six bits.
pub(super) fn letters(word: &str) -> u32 {
    word.chars().fold(0, |set, c| {
        let bit = match c {
            'a'..='z' => c as u32 - 'a' as u32,
            other => 26 + other as u32 % 6,
        };
        set | 1 << bit
    })
}

/// The set of neighbouring letters of a word, its ends included, hashed to 64 bits.
pub(super) fn pairs(word: &str) -> u64 {
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

    #[test]
    fn a_key_beside_the_right_one_is_a_slip() {
        for (slip, meant) in [
            ("hpw", "how"),
            ("hoe", "how"),
            ("csn", "can"),
            ("thw", "the"),
        ] {
            assert!(
                similarity_of_keys(slip, meant).is_some(),
                "{slip} and {meant}"
            );
        }
        for (word, other) in [
            ("how", "hot"),
            ("hpe", "how"),
            ("hw", "how"),
            ("hpws", "hows"),
        ] {
            assert!(
                similarity_of_keys(word, other).is_none(),
                "{word} and {other}"
            );
        }
    }
}
