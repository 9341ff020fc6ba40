//! Languages: for which there is a stemmer, which words carry their grammar, and how their words are
//! parted and folded.
//!
//! English has word lists and devices of its own in this folder. Every other language gets what
//! holds for all of them, its function words (the lists of NLTK) and its stemmer (Snowball), as far as
//! there are such.

use std::fmt;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use stop_words::LANGUAGE;

use super::abroad;

/// A language as far as text is read in it; the default is English.
#[derive(Clone, Copy)]
pub struct Language(&'static Known);

/// What is known of a language.
struct Known {
    /// Its primary language subtag, in lower case; several if it goes by several.
    codes: &'static [&'static str],
    stemmer: Option<Algorithm>,
    /// Its function words, folded; English has lists of its own.
    function_words: LazyLock<FxHashSet<SmolStr>>,
}

/// A language with a stemmer and, in the order of the list below, its function words.
macro_rules! known {
    ($codes:expr, $stemmer:ident, $words:expr) => {
        Known {
            codes: &$codes,
            stemmer: Some(Algorithm::$stemmer),
            function_words: LazyLock::new(|| words_of($codes[0], $words)),
        }
    };
}

static ENGLISH: Known = Known {
    codes: &["en"],
    stemmer: Some(Algorithm::English),
    function_words: LazyLock::new(FxHashSet::default),
};

/// Any language that is not in [`OTHERS`].
static STRANGE: Known = Known {
    codes: &[""],
    stemmer: None,
    function_words: LazyLock::new(FxHashSet::default),
};

static OTHERS: [Known; 17] = [
    known!(["ar"], Arabic, Some(LANGUAGE::Arabic)),
    known!(["da"], Danish, Some(LANGUAGE::Danish)),
    known!(["de"], German, Some(LANGUAGE::German)),
    known!(["el"], Greek, Some(LANGUAGE::Greek)),
    known!(["es"], Spanish, Some(LANGUAGE::Spanish)),
    known!(["fi"], Finnish, Some(LANGUAGE::Finnish)),
    known!(["fr"], French, Some(LANGUAGE::French)),
    known!(["hu"], Hungarian, Some(LANGUAGE::Hungarian)),
    known!(["it"], Italian, Some(LANGUAGE::Italian)),
    known!(["nl"], Dutch, Some(LANGUAGE::Dutch)),
    known!(["no", "nb"], Norwegian, Some(LANGUAGE::Norwegian)),
    known!(["pt"], Portuguese, Some(LANGUAGE::Portuguese)),
    known!(["ro"], Romanian, Some(LANGUAGE::Romanian)),
    known!(["ru"], Russian, Some(LANGUAGE::Russian)),
    known!(["sv"], Swedish, Some(LANGUAGE::Swedish)),
    known!(["ta"], Tamil, None),
    known!(["tr"], Turkish, Some(LANGUAGE::Turkish)),
];

/// The function words of a language, each of them folded and parted as messages are.
fn words_of(code: &str, list: Option<LANGUAGE>) -> FxHashSet<SmolStr> {
    let words = list.map_or(&[] as &[&str], stop_words::get);
    let folded = words.iter().map(|word| abroad::fold(word, code));
    let mut found = FxHashSet::default();
    for word in folded {
        found.extend(abroad::pieces(&word).into_iter().map(SmolStr::new));
    }
    found
}

impl Language {
    /// English, which is understood best.
    pub const ENGLISH: Self = Self(&ENGLISH);

    /// The language of a BCP 47 tag; any other text is a language of which nothing is known.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let primary = primary.to_ascii_lowercase();
        let goes_by = |known: &&Known| known.codes.contains(&primary.as_str());
        if ENGLISH.codes.contains(&primary.as_str()) {
            return Self::ENGLISH;
        }
        Self(OTHERS.iter().find(goes_by).unwrap_or(&STRANGE))
    }

    /// Whether forms of one word are known as such.
    #[must_use]
    pub fn has_stemmer(self) -> bool {
        self.0.stemmer.is_some()
    }

    /// Whether it is English.
    pub(super) fn is_english(self) -> bool {
        std::ptr::eq(self.0, &raw const ENGLISH)
    }

    /// Its primary language subtag; empty if nothing is known of it.
    pub(super) fn code(self) -> &'static str {
        self.0.codes[0]
    }

    /// Its function words, folded; none for English, whose lists are in [`super::english`].
    pub(super) fn function_words(self) -> &'static FxHashSet<SmolStr> {
        &self.0.function_words
    }

    /// The stem of a folded word (Snowball); the word itself if there is no stemmer.
    #[must_use]
    pub fn stem(self, word: &str) -> SmolStr {
        match self.0.stemmer {
            Some(algorithm) => SmolStr::new(Stemmer::create(algorithm).stem(word)),
            None => SmolStr::new(word),
        }
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Language {}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.code()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all() -> impl Iterator<Item = Language> {
        let known = OTHERS.iter().map(Language);
        known.chain([Language::ENGLISH, Language::of("pl")])
    }

    /// Words of letters that mean something in one language or another, and of any others.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zà-öø-ÿąčěğışžæœß]{1,24}",
            "[а-яёіїґў]{1,24}",
            "[α-ωάέήίόύώϊϋΐΰς]{1,24}",
            "[\u{621}-\u{64a}\u{64b}-\u{652}\u{660}-\u{669}]{1,24}",
            "[\u{b80}-\u{bff}]{1,24}",
            "\\w{1,24}",
            "\\PC{1,12}",
        ]
    }

    proptest! {
        #[test]
        fn any_text_is_read_in_any_language(
            words in prop::collection::vec(word(), 1..6),
            any: String,
        ) {
            for language in all() {
                for text in [words.join(" "), any.clone()] {
                    let folded = language.fold(&text);
                    for word in language.words(&folded) {
                        prop_assert!(!word.text.is_empty());
                        let _ = (language.stem(&word.text), language.sound(&word.text));
                    }
                    for clause in language.clauses(&folded) {
                        prop_assert!(!clause.words.is_empty());
                    }
                    let _ = language.is_foreign(&folded);
                }
            }
        }
    }

    #[test]
    fn region_and_case_do_not_make_another_language() {
        for tag in ["en", "EN", "en-GB", "en_US", " en-Latn-GB "] {
            assert_eq!(Language::of(tag), Language::ENGLISH, "{tag}");
        }
        assert_eq!(Language::of("pt-BR"), Language::of("pt"));
        assert_eq!(Language::of("nb"), Language::of("no"));
        assert_ne!(Language::of("de"), Language::of("nl"));
    }

    #[test]
    fn language_of_which_nothing_is_known_takes_words_as_they_are() {
        for tag in ["pl", "tlh", "", "?"] {
            let language = Language::of(tag);
            assert!(!language.has_stemmer(), "{tag}");
            assert_eq!(language.stem("domami"), "domami");
            assert_eq!(language.function_words().len(), 0);
        }
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (tag, one, other) in [
            ("de", "Häuser", "haus"),
            ("de", "Spritzen", "Spritze"),
            ("ru", "болит", "болят"),
            ("ru", "Новый", "новая"),
            ("el", "πόνος", "ΠΟΝΟΥ"),
            ("es", "preguntas", "pregunta"),
            ("tr", "evler", "ev"),
        ] {
            let language = Language::of(tag);
            let stem = |word| language.stem(&language.fold(word));
            assert_eq!(stem(one), stem(other), "{tag}");
        }
    }

    #[test]
    fn every_language_with_a_list_has_its_function_words() {
        for (tag, word) in [
            ("ar", "هذا"),
            ("da", "og"),
            ("de", "für"),
            ("el", "και"),
            ("es", "está"),
            ("fi", "ja"),
            ("fr", "même"),
            ("hu", "és"),
            ("it", "della"),
            ("nl", "het"),
            ("no", "ikke"),
            ("pt", "você"),
            ("ro", "este"),
            ("ru", "ещё"),
            ("sv", "och"),
            ("tr", "için"),
        ] {
            let language = Language::of(tag);
            let word = language.fold(word);
            assert!(
                language.function_words().contains(word.as_str()),
                "{tag} {word}"
            );
        }
    }
}
