//! The same phrasing in two places, or written twice.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::problem::Problem;
use super::wording::{excerpt, shown_path};
use super::{Entry, Located};

/// Text without case, punctuation and the amount of space: what two phrasings are compared by.
/// Empty if there is no letter or digit.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |char: char| {
        if char.is_alphanumeric() || (is_combining_mark(char) && !folded.is_empty()) {
            if std::mem::take(&mut gap) && !folded.is_empty() {
                folded.push(' ');
            }
            folded.extend(char.to_lowercase());
        } else if !matches!(char, '\'' | '’') {
            // "doesn't" and "doesnt" are one word, "well-known" and "well known" two.
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut push);
    } else {
        text.nfkc().for_each(&mut push);
    }
    folded
}

/// Every phrasing that is written twice or in two entries or holds no letters, and every such example of
/// what its entry must not answer, or one that is a phrasing of the entry. A phrasing of two entries is
/// told of the one that comes first; a title that is missing is empty and no phrasing.
pub(super) fn check<'a>(
    entries: impl Iterator<Item = &'a Entry> + Clone,
    problems: &mut Vec<Problem>,
) {
    let mut first_places: FxHashMap<String, (&Entry, &Located)> = FxHashMap::default();
    for entry in entries.clone() {
        let title = Some(&entry.title).filter(|title| !title.text.is_empty());
        for phrasing in title.into_iter().chain(&entry.questions) {
            let key = folded(&phrasing.text);
            let shown = || excerpt(&phrasing.text);
            if key.is_empty() {
                let message = format!("phrasing \"{}\" holds no letters", shown());
                problems.push(
                    Problem::error(&entry.path, phrasing.line, message)
                        .with_help("write it in words, or remove it"),
                );
                continue;
            }
            let Some(&(other, place)) = first_places.get(&key) else {
                first_places.insert(key, (entry, phrasing));
                continue;
            };
            problems.push(if std::ptr::eq(other, entry) {
                let message = format!("phrasing \"{}\" is already on line {}", shown(), place.line);
                Problem::error(&entry.path, phrasing.line, message)
                    .with_help("remove one of the two; the title is a phrasing too")
            } else {
                let message = format!(
                    "phrasing \"{}\" also belongs to `{}` ({}:{})",
                    excerpt(&place.text),
                    excerpt(&entry.id),
                    shown_path(&entry.path),
                    phrasing.line
                );
                Problem::error(&other.path, place.line, message)
                    .with_help("keep it in one of them, or make the two different")
            });
        }
    }
    for entry in entries {
        let mut examples: FxHashMap<String, &Located> = FxHashMap::default();
        for example in &entry.not {
            let key = folded(&example.text);
            let owner = first_places.get(&key);
            let own = owner.filter(|(owner, _)| std::ptr::eq(*owner, entry));
            let (what, help) = if key.is_empty() {
                (
                    "holds no letters".to_owned(),
                    "write it in words, or remove it",
                )
            } else if let Some((_, place)) = own {
                (
                    format!("is a phrasing of the entry (line {})", place.line),
                    "remove one of the two",
                )
            } else if let Some(first) = examples.insert(key, example) {
                (
                    format!("is already on line {}", first.line),
                    "remove one of the two",
                )
            } else {
                continue;
            };
            let message = format!("`not` holds \"{}\", which {what}", excerpt(&example.text));
            problems.push(Problem::error(&entry.path, example.line, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_space_and_punctuation_do_not_make_a_difference() {
        for same in [
            "is it  Painful",
            " Is it painful?!",
            "is—it\tpainful…",
            "'Is it' painful",
        ] {
            assert_eq!(folded(same), "is it painful", "text: {same:?}");
        }
        assert_eq!(folded("doesn't"), folded("Doesn’t"));
        assert_eq!(folded("e\u{301}tat"), folded("ÉTAT"));
    }

    #[test]
    fn other_words_make_a_difference() {
        assert_ne!(folded("is it painful"), folded("it is painful"));
        assert_ne!(folded("1.5 mm"), folded("15 mm"));
        assert_ne!(folded("resume"), folded("résumé"));
    }

    #[test]
    fn text_without_letters_and_digits_is_empty() {
        for nothing in ["", " ", "?!", "🙂", "\u{301}"] {
            assert_eq!(folded(nothing), "", "text: {nothing:?}");
        }
        assert_eq!(folded("540"), "540");
    }
}
