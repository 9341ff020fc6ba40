//! Searching bytes for what must not be in them: words, and numbers in every form that a database uses.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

/// What must not be found.
#[derive(Debug, Default)]
pub(crate) struct Needles(Vec<(String, Vec<u8>)>);

impl Needles {
    /// A word, in any case of its letters.
    pub(crate) fn word(&mut self, word: &str) {
        self.0
            .push((word.to_owned(), word.to_lowercase().into_bytes()));
    }

    /// A number: in digits, as integers of six and eight bytes, and as SQLite's integer of variable length.
    pub(crate) fn number(&mut self, number: i64) {
        let mut add = |form: &str, bytes: Vec<u8>| {
            // What is searched is in lower case, and so has to be what is searched for.
            self.0
                .push((format!("{number} {form}"), bytes.to_ascii_lowercase()));
            let hex = hexadecimal(&bytes);
            self.0
                .push((format!("{number} {form} in hexadecimal"), hex.into_bytes()));
        };
        add("in digits", number.unsigned_abs().to_string().into_bytes());
        add("with the highest byte first", number.to_be_bytes().to_vec());
        add("with the lowest byte first", number.to_le_bytes().to_vec());
        add("in six bytes", number.to_be_bytes()[2..].to_vec());
        add("in variable length", varint(number));
    }

    /// Which of them are in some bytes.
    pub(crate) fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let bytes = bytes.to_ascii_lowercase();
        // All of one length at once, as there are many.
        let mut of_length: HashMap<usize, HashMap<&[u8], &str>> = HashMap::new();
        for (name, needle) in &self.0 {
            let of_length = of_length.entry(needle.len()).or_default();
            of_length.insert(needle, name);
        }
        let found = of_length.iter().flat_map(|(length, needles)| {
            let windows = bytes.windows(*length);
            windows.filter_map(|window| needles.get(window).copied())
        });
        let found: BTreeSet<&str> = found.collect();
        found.into_iter().collect()
    }

    /// Fails if one of them is in a file of a folder.
    #[track_caller]
    pub(crate) fn are_not_below(&self, folder: &Path) {
        for file in fs::read_dir(folder).expect("a folder") {
            let path = file.expect("a file").path();
            if path.is_dir() {
                self.are_not_below(&path);
            } else {
                let content = fs::read(&path).expect("a file");
                let found = self.found_in(&content);
                assert!(found.is_empty(), "{}: {found:?}", path.display());
            }
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

/// An integer as SQLite writes it as the key of a row: seven bits a byte, the highest first, and eight
/// in a ninth byte.
fn varint(number: i64) -> Vec<u8> {
    let mut left = number.cast_unsigned();
    let mut bytes = Vec::new();
    if left >> 56 != 0 {
        bytes.push(left.to_le_bytes()[0]);
        left >>= 8;
        for _ in 0..8 {
            bytes.push(left.to_le_bytes()[0] | 0x80);
            left >>= 7;
        }
    } else {
        bytes.push(left.to_le_bytes()[0] & 0x7f);
        left >>= 7;
        while left != 0 {
            bytes.push(left.to_le_bytes()[0] | 0x80);
            left >>= 7;
        }
    }
    bytes.reverse();
    bytes
}

mod tests {
    use super::*;

    #[test]
    fn numbers_of_variable_length_are_written_as_sqlite_does() {
        assert_eq!(varint(1), [0x01]);
        assert_eq!(varint(128), [0x81, 0x00]);
        assert_eq!(varint(16_384), [0x81, 0x80, 0x00]);
        assert_eq!(varint(-1), [0xff; 9]);
    }

    #[test]
    fn words_and_numbers_are_found_in_all_their_forms() {
        let mut needles = Needles::default();
        needles.word("Zanzibar");
        needles.number(7_313_131_337);
        assert!(needles.found_in(b"nothing of note").is_empty());
        for text in ["in zAnzibar", "id=7313131337,", "\\x00000001b3e58749"] {
            assert!(!needles.found_in(text.as_bytes()).is_empty(), "{text}");
        }
        let number = 7_313_131_337_i64;
        for bytes in [number.to_be_bytes(), number.to_le_bytes()] {
            assert!(!needles.found_in(&bytes).is_empty());
        }
        assert!(!needles.found_in(&varint(number)).is_empty());
    }
}
