//! Names of languages: BCP 47 tags.

use icu_locale_core::LanguageIdentifier;
use icu_locale_core::subtags::Language;

/// Most bytes of a tag, as it has to stand on every button beside an id.
const LONGEST_TAG: usize = 16;

/// The canonical form of a tag that names a language, in whatever case it is written: `de`, `pt-BR`,
/// `zh-Hant`. `None` if it is none.
pub(crate) fn tag(name: &str) -> Option<String> {
    let found = LanguageIdentifier::try_from_str(name).ok()?;
    // Words of five to eight letters may be languages by the standard, but none is.
    let is_named =
        (2..=3).contains(&found.language.as_str().len()) && found.language != Language::UNKNOWN;
    let tag = found.to_string();
    (is_named && tag.len() <= LONGEST_TAG).then_some(tag)
}

/// Whether the name of a folder is enough to tell that it holds the language with this tag. Any three
/// letters are the tag of some language, `old`, `new` and `bak` too.
pub(crate) fn is_plain(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|part| part.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_of_a_tag_does_not_matter() {
        for (name, expected) in [
            ("de", "de"),
            ("DE", "de"),
            ("pt-br", "pt-BR"),
            ("ZH-hANT-tw", "zh-Hant-TW"),
            ("gsw", "gsw"),
        ] {
            assert_eq!(tag(name).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_names_no_language_is_no_tag() {
        for name in [
            "",
            "d",
            "topics",
            "topic",
            "small-talk",
            "pt_BR",
            "de-",
            "-de",
            "und",
            "und-DE",
            "de.bak",
            "d\u{e9}",
            "de-x-private",
            "ca-Latn-ES-valencia",
        ] {
            assert_eq!(tag(name), None, "{name:?}");
        }
    }
}
