//! How an English word sounds, for those who spell by ear: "brooze", "foundashun", "enuff".

use super::Language;

impl Language {
    /// How a folded word sounds; empty where that is not known, as for every language but English.
    #[must_use]
    pub fn sound(self, word: &str) -> String {
        if self.is_english() {
            sound(word)
        } else {
            String::new()
        }
    }
}

/// How a folded word sounds: its consonants as they are spoken, with one of three marks for each run
/// of vowels inside, as those are not spelled by ear in one way. Empty for a word with letters other than
/// `a` to `z`.
fn sound(word: &str) -> String {
    let letters = word.as_bytes();
    let mut sound = String::with_capacity(letters.len());
    if !letters.iter().all(u8::is_ascii_lowercase) {
        return sound;
    }
    // Silent at the end.
    let spoken = letters.strip_suffix(b"e").unwrap_or(letters);
    let mut at = 0;
    while at < spoken.len() {
        let (heard, length) = heard_at(&letters[at..], at == 0, sound.ends_with(is_vowel));
        for letter in heard.chars() {
            if !sound.ends_with(letter) {
                sound.push(letter);
            }
        }
        at += length;
    }
    sound
}

fn is_vowel(heard: char) -> bool {
    matches!(heard, 'A' | 'I' | 'U' | 'a' | 'e' | 'i' | 'o' | 'u')
}

/// What is heard of the first letters of the rest of a word, and of how many.
fn heard_at(rest: &[u8], first: bool, after_vowel: bool) -> (&str, usize) {
    let is_soft = |next: &[u8]| matches!(next, [b'e' | b'i' | b'y', ..]);
    match rest {
        [b'k' | b'g' | b'p', b'n', ..] if first => ("n", 2),
        [b'w', b'r', ..] if first => ("r", 2),
        [b'w', b'h', ..] if first => ("w", 2),
        [b'p', b's', ..] if first => ("s", 2),
        [b't' | b's' | b'c', b'i', b'o', ..] if !first => ("SU", 3),
        [b's', b'c', b'h', ..] => ("sk", 3),
        [b's', b'h', ..] => ("S", 2),
        [b't', b'c', b'h', ..] => ("C", 3),
        [b'c', b'h', ..] => ("C", 2),
        [b'p', b'h', ..] => ("f", 2),
        // Heard in "enough", silent in "light" and "through".
        [b'o', b'u', b'g', b'h'] if !first => ("Uf", 4),
        [b'g', b'h', ..] if !first => ("", 2),
        [b'd', b'g', b'e', ..] => ("j", 2),
        [b'c', b'k', ..] => ("k", 2),
        [b'c', next @ ..] => (if is_soft(next) { "s" } else { "k" }, 1),
        [b'g', next @ ..] => (if is_soft(next) { "j" } else { "g" }, 1),
        [b'm', b'b'] => ("m", 2),
        [b'q', ..] => ("k", 1),
        [b'x', ..] => ("ks", 1),
        [b'z', ..] => ("s", 1),
        [b'a', ..] if !first => (if after_vowel { "" } else { "A" }, 1),
        [b'e' | b'i' | b'y', ..] if !first => (if after_vowel { "" } else { "I" }, 1),
        [b'o' | b'u', ..] if !first => (if after_vowel { "" } else { "U" }, 1),
        [b'h' | b'w', ..] if !first => ("", 1),
        _ => (std::str::from_utf8(&rest[..1]).unwrap_or_default(), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_spelled_by_ear_sound_alike() {
        for (by_ear, meant) in [
            ("brooze", "bruise"),
            ("foundashun", "foundation"),
            ("enuff", "enough"),
            ("nee", "knee"),
            ("skool", "school"),
            ("slite", "slight"),
            ("fotos", "photos"),
        ] {
            assert_eq!(sound(by_ear), sound(meant), "{by_ear:?} for {meant:?}");
        }
    }

    #[test]
    fn words_that_sound_otherwise_differ() {
        for (a, b) in [
            ("boat", "goat"),
            ("acen", "ocean"),
            ("thirty", "throat"),
            ("breeze", "bruise"),
        ] {
            assert_ne!(sound(a), sound(b));
        }
        assert_eq!(sound("caf\u{e9}"), "");
    }
}
