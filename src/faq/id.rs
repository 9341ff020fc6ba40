//! Ids: what they may be made of, and which one a text suggests.

use std::collections::{HashMap, HashSet};
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

/// Room that is left in an id for a number behind it.
const ROOM: usize = 6;

/// Ids that are taken, so that texts get others. Case makes no difference: some systems take `Pain.md`
/// and `pain.md` for one file.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: HashSet<String>,
    /// By the beginning of an id the number that is tried next: those before are taken.
    next: HashMap<String, u64>,
}

impl<'a> FromIterator<&'a str> for Ids {
    fn from_iter<I: IntoIterator<Item = &'a str>>(ids: I) -> Self {
        Self {
            taken: ids.into_iter().map(str::to_lowercase).collect(),
            next: HashMap::new(),
        }
    }
}

impl Ids {
    /// The id that `text` suggests, with a number behind it if need be so that it is not taken. Now
    /// it is.
    pub(crate) fn free(&mut self, text: &str) -> String {
        let base = id_from(text).unwrap_or_else(|| "entry".to_owned());
        if self.taken.insert(base.clone()) {
            return base;
        }
        let beginning = &base[..base.len().min(LONGEST - ROOM)];
        let next = self.next.entry(beginning.to_owned()).or_insert(2);
        loop {
            let ending = format!("-{next}");
            let kept = base.len().min(LONGEST - ending.len());
            let id = format!("{}{ending}", base[..kept].trim_end_matches('-'));
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
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
        let mut ids: Ids = ["does-it-hurt", "Does-it-hurt-2", "entry"]
            .into_iter()
            .collect();
        for (text, id) in [
            ("Does it hurt?", "does-it-hurt-3"),
            ("Does it?", "does-it"),
            ("?", "entry-2"),
            ("Does it hurt!", "does-it-hurt-4"),
            ("Does it hurt 5", "does-it-hurt-5"),
            ("does it hurt", "does-it-hurt-6"),
        ] {
            assert_eq!(ids.free(text), id);
        }
    }

    proptest! {
        #[test]
        fn every_text_gets_an_id_of_its_own(
            texts in prop::collection::vec("[a-b -]{0,3}|x{33,42}|x{36}[a-c -]{0,5}|\\PC{0,9}", 0..40),
        ) {
            let mut ids = Ids::default();
            let mut seen = HashSet::new();
            for text in texts {
                let id = ids.free(&text);
                prop_assert!(is_id(&id), "{id:?}");
                prop_assert!(seen.insert(id.clone()), "{id:?}");
            }
        }
    }
}
