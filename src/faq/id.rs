//! Ids: what they may be made of, and which one a text suggests.

use std::path::Path;

use deunicode::deunicode;

use super::problem::Problem;
use super::wording::excerpt;

/// Most characters of an id.
const LONGEST: usize = 40;

/// Whether an entry may have this id: links, buttons and labels carry it.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.chars().all(may_stand_in_id)
}

fn may_stand_in_id(char: char) -> bool {
    char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-'
}

/// The id that `text` suggests: its words in plain letters, joined by hyphens, as many as fit. `None`
/// if there are none.
pub(crate) fn id_from(text: &str) -> Option<String> {
    let plain = deunicode(text).to_lowercase();
    // "don't" is one word.
    let plain = plain.replace('\'', "");
    let words = plain.split(|char: char| !may_stand_in_id(char) || char == '-');
    let mut id = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let taken = id.len() + usize::from(!id.is_empty());
        if taken + word.len() > LONGEST {
            // A single word that is too long is better cut than lost.
            if id.is_empty() {
                id.push_str(&word[..LONGEST]);
            }
            break;
        }
        if taken > 0 {
            id.push('-');
        }
        id.push_str(word);
    }
    (!id.is_empty()).then_some(id)
}

/// The id that `text` suggests, with a number behind it if need be so that `is_taken` refuses it not.
pub(crate) fn free_id(text: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let base = id_from(text).unwrap_or_else(|| "entry".to_owned());
    let numbered = (2_u64..).map(|number| {
        let ending = format!("-{number}");
        let kept = base.len().min(LONGEST - ending.len());
        format!("{}{ending}", base[..kept].trim_end_matches('-'))
    });
    let mut candidates = std::iter::once(base.clone()).chain(numbered);
    candidates.find(|id| !is_taken(id)).unwrap_or(base)
}

/// Notes an id that cannot be one, with a better one.
pub(super) fn check(id: &str, path: &Path, problems: &mut Vec<Problem>) {
    if is_id(id) {
        return;
    }
    let message = format!(
        "id `{}` must be 1 to {LONGEST} of `a-z`, `0-9` and `-`",
        excerpt(id)
    );
    let help = match id_from(id) {
        None => "rename the file".to_owned(),
        Some(better) => format!("rename the file, to `{better}.md` for example"),
    };
    problems.push(Problem::error(path, None, message).with_help(help));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_in_plain_letters_make_the_id() {
        for (text, id) in [
            ("Does it hurt?", "does-it-hurt"),
            ("  Don't -- worry!  ", "dont-worry"),
            ("Größe über 2 cm", "grosse-uber-2-cm"),
            ("Сколько это стоит", "skolko-eto-stoit"),
            (
                "When may I go back to work after the whole treatment",
                "when-may-i-go-back-to-work-after-the",
            ),
        ] {
            assert_eq!(id_from(text).as_deref(), Some(id));
        }
        assert_eq!(id_from(&"x".repeat(50)), Some("x".repeat(40)));
        assert_eq!(id_from("?!"), None);
    }

    #[test]
    fn id_that_is_taken_gets_a_number() {
        let taken = ["does-it-hurt", "does-it-hurt-2", "entry"];
        let free = |text: &str| free_id(text, |id| taken.contains(&id));
        assert_eq!(free("Does it hurt?"), "does-it-hurt-3");
        assert_eq!(free("Does it?"), "does-it");
        assert_eq!(free("?"), "entry-2");
    }

    proptest! {
        #[test]
        fn every_text_gets_an_id_that_is_one(text: String, taken in 0_usize..12) {
            let ids = std::cell::Cell::new(0);
            let id = free_id(&text, |_| ids.replace(ids.get() + 1) < taken);
            prop_assert!(is_id(&id), "{id:?}");
        }
    }
}
