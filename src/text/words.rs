//! Words: how a clause falls into them, what kind each is, and its stem.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::Language;
use super::abroad;
use super::english::{
    AFTER_MEANING, BEFORE_BE, BEFORE_FOR, BEFORE_OBJECT, BEFORE_SEE, BEFORE_TO, CHANGING, FUNCTION,
    LIGHT, LIKENING, OWNERS, PASSED_OVER, PRONOUNS, SHORTHAND, TELLING_TIME, TIME_UNITS, UNFOLDING,
    WRITERS,
};
use super::thesaurus::THESAURUS;

/// What kind of word this is, as far as the language alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Carries grammar: articles, pronouns, auxiliaries, question words.
    Function,
    /// Everyday filler that fits any subject.
    Light,
    /// Digits.
    Number,
    /// Everything else.
    Content,
}

/// One word of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded, shorthand written out.
    pub text: SmolStr,
    /// What kind of word it is.
    pub class: Class,
    /// Whether the clause denies it ("no bleeding").
    pub negated: bool,
}

static CLASSES: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let light = LIGHT.iter().map(|word| (*word, Class::Light));
    let function = FUNCTION.iter().map(|word| (*word, Class::Function));
    light.chain(function).collect()
});

static WRITTEN_OUT: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| SHORTHAND.iter().copied().collect());

static PLAIN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| FUNCTION.iter().chain(LIGHT).copied().collect());

/// What is meant by a word that is shortened or spelled by ear, one or more words.
#[must_use]
pub(super) fn spoken_form(word: &str) -> &str {
    WRITTEN_OUT.get(word).copied().unwrap_or(word)
}

/// The kind of a folded English word.
pub(super) fn class_of(word: &str) -> Class {
    if let Some(class) = CLASSES.get(word) {
        *class
    } else {
        without_list(word)
    }
}

/// The kind of a word that is in no list.
fn without_list(word: &str) -> Class {
    if word.starts_with(|c: char| c.is_numeric()) {
        Class::Number
    } else {
        Class::Content
    }
}

impl Language {
    /// The kind of a folded word.
    #[must_use]
    pub fn class_of(self, word: &str) -> Class {
        if self.is_english() {
            class_of(word)
        } else if self.function_words().contains(word) {
            Class::Function
        } else {
            without_list(word)
        }
    }

    /// Whether a question may name what it is about after this folded word. Known of English alone.
    #[must_use]
    pub fn introduces_object(self, word: &str) -> bool {
        self.is_english() && BEFORE_OBJECT.contains(&word)
    }

    /// The word that stands in a fixed phrase for this one and its like; most words stand for
    /// themselves.
    #[must_use]
    pub fn in_phrase(self, word: &str) -> &str {
        if self.is_english() && OWNERS.contains(&word) {
            OWNERS[0]
        } else {
            word
        }
    }

    /// Whether a folded word adds nothing where it stands within a fixed phrase. Known of English
    /// alone.
    #[must_use]
    pub fn adds_nothing(self, word: &str) -> bool {
        self.is_english() && PASSED_OVER.contains(&word)
    }

    /// Whether a folded word stands for something named before. Known of English alone.
    #[must_use]
    pub fn refers(self, word: &str) -> bool {
        self.is_english() && PRONOUNS.contains(&word)
    }

    /// Whether a folded word tells whose something is. Known of English alone.
    #[must_use]
    pub fn owns(self, word: &str) -> bool {
        self.is_english() && OWNERS.contains(&word)
    }

    /// Whether by this folded word somebody speaks of themselves or of those with them; any word may, in
    /// a language of which that is not known. Known of English alone.
    #[must_use]
    pub fn may_tell_of_writer(self, word: &str) -> bool {
        !self.is_english() || WRITERS.contains(&word)
    }

    /// Whether what follows this folded word may be what something is likened to. Known of English
    /// alone.
    #[must_use]
    pub fn likens(self, word: &str) -> bool {
        self.is_english() && LIKENING.contains(&word)
    }

    /// Whether a folded word alone tells how something came about: "since", "keeps". Known of
    /// English alone.
    #[must_use]
    pub fn unfolds(self, word: &str) -> bool {
        self.is_english() && UNFOLDING.contains(&word)
    }

    /// Whether a folded word is one of telling what happened: "was", "keeps". Known of English alone.
    #[must_use]
    pub fn tells_of_change(self, word: &str) -> bool {
        self.is_english() && CHANGING.contains(&word)
    }

    /// Whether a folded word is one of telling when: "since", "yesterday". Known of English alone.
    #[must_use]
    pub fn tells_of_time(self, word: &str) -> bool {
        self.is_english() && TELLING_TIME.contains(&word)
    }

    /// Whether a folded word is one of asking what something means, or what to do about it: "usual",
    /// "worry". Known of English alone.
    #[must_use]
    pub fn asks_after_meaning(self, word: &str) -> bool {
        self.is_english() && AFTER_MEANING.contains(&word)
    }

    /// A folded word as it is written in full, if it may be one whose last letter was not spoken
    /// ("fishin").
    #[must_use]
    pub fn spelled_out(self, word: &str) -> Option<String> {
        let head = word.strip_suffix("in").filter(|_| self.is_english())?;
        (head.len() > 2).then(|| format!("{word}g"))
    }

    /// Every function and light word of the language.
    pub fn plain_words(self) -> impl Iterator<Item = &'static str> {
        let own = self.is_english().then(|| PLAIN.iter().copied());
        let listed = self.function_words().iter().map(SmolStr::as_str);
        own.into_iter().flatten().chain(listed)
    }

    /// Groups of everyday words that are often used for each other; only English has some.
    #[must_use]
    pub fn thesaurus(self) -> &'static [&'static [&'static str]] {
        if self.is_english() { THESAURUS } else { &[] }
    }

    /// The words of folded text, shorthand written out; nothing is denied yet.
    #[must_use]
    pub fn words(self, text: &str) -> Vec<Word> {
        if self.is_english() {
            return words(text);
        }
        let pieces = abroad::pieces(text).into_iter();
        let parts = pieces.flat_map(digits_apart).map(|part| Word {
            text: SmolStr::new(part),
            class: self.class_of(part),
            negated: false,
        });
        parts.collect()
    }
}

/// The pieces of folded text that are words: runs of letters and digits, decimals kept whole.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == ','))
        .flat_map(split_points)
        .filter(|piece| !piece.is_empty())
}

/// Points and commas part words unless they stand between digits.
pub(super) fn split_points(piece: &str) -> impl Iterator<Item = &str> {
    let bytes = piece.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let parts = piece.char_indices().filter(move |(at, c)| {
        matches!(c, '.' | ',') && !(digit(at.checked_sub(1)) && digit(Some(at + 1)))
    });
    let ends = parts.map(|(at, _)| at).chain(std::iter::once(piece.len()));
    let mut start = 0;
    ends.map(move |end| {
        let part = &piece[start..end];
        start = (end + 1).min(piece.len());
        part
    })
}

/// The words of folded English text.
fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut pieces = pieces(text).peekable();
    let mut before = None;
    while let Some(piece) = pieces.next() {
        let meant =
            by_ear(before, piece, pieces.peek().copied()).unwrap_or_else(|| spoken_form(piece));
        for word in meant.split(' ') {
            for part in digits_apart(word) {
                found.push(Word {
                    text: SmolStr::new(part),
                    class: class_of(part),
                    negated: false,
                });
            }
        }
        before = Some(piece);
    }
    found
}

/// What is meant by a word that is shorthand only between certain neighbours: "have 2 go",
/// "dose it hurt", "good 4 boats", "will it b ok", "do u c a change".
fn by_ear(before: Option<&str>, word: &str, after: Option<&str>) -> Option<&'static str> {
    if !matches!(word, "2" | "4" | "b" | "c" | "dos" | "dose") {
        return None;
    }
    let before = before.map(spoken_form);
    let follows = |words: &[&str]| before.is_some_and(|before| words.contains(&before));
    if word == "b" {
        return follows(BEFORE_BE).then_some("be");
    }
    let after = after.map(spoken_form)?;
    let class = class_of(after);
    // What is counted stands in the plural: "need 2 hours".
    let counted = TIME_UNITS.contains(&after) || class == Class::Content && after.ends_with('s');
    match word {
        "2" => (follows(BEFORE_TO) && !counted && class != Class::Number).then_some("to"),
        "4" => (class == Class::Function
            || follows(BEFORE_FOR) && !TIME_UNITS.contains(&after) && class != Class::Number)
            .then_some("for"),
        "c" => follows(BEFORE_SEE).then_some("see"),
        _ => (class == Class::Function && after != "and").then_some("does"),
    }
}

/// "0.5mm" is a number and a unit.
fn digits_apart(word: &str) -> impl Iterator<Item = &str> {
    let end = word
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    let split =
        !number.is_empty() && unit.chars().all(|c| c.is_ascii_alphabetic()) && unit.len() <= 5;
    let parts = if split { [number, unit] } else { [word, ""] };
    parts.into_iter().filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<SmolStr> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            texts("a 0.5mm screw, 1,000 times."),
            ["a", "0.5", "mm", "screw", "1,000", "times"]
        );
        assert_eq!(texts("self-made...ok"), ["self", "made", "ok"]);
    }

    #[test]
    fn shorthand_is_written_out() {
        assert_eq!(
            texts("wat r u gonna do b4"),
            ["what", "are", "you", "going", "to", "do", "before"]
        );
    }

    #[test]
    fn letters_and_digits_are_shorthand_between_certain_words_alone() {
        assert_eq!(
            texts("is it enuff 4 boats"),
            ["is", "it", "enough", "for", "boats"]
        );
        assert_eq!(texts("do u c it"), ["do", "you", "see", "it"]);
        assert_eq!(texts("will it b ok"), ["will", "it", "be", "ok"]);
        assert_eq!(texts("how 2 protect it"), ["how", "to", "protect", "it"]);
        assert_eq!(texts("need 2 hours"), ["need", "2", "hours"]);
        assert_eq!(texts("vitamin c tablet"), ["vitamin", "c", "tablet"]);
    }

    #[test]
    fn no_shorthand_is_written_out_into_shorthand() {
        for (_, meant) in SHORTHAND {
            for word in meant.split(' ') {
                assert_eq!(spoken_form(word), word, "in {meant:?}");
            }
        }
    }
}
