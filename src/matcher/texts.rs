//! Many short texts, kept in one piece of memory.

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// Texts by their number, from 0.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Room for so many texts of so many bytes each.
    pub(super) fn with_capacity(texts: usize, bytes: usize) -> Self {
        Self {
            all: String::with_capacity(texts * bytes),
            ends: Vec::with_capacity(texts),
        }
    }

    /// Adds a text; comes back with its number.
    pub(super) fn push(&mut self, text: &str) -> u32 {
        let number = count(self.ends.len());
        self.all.push_str(text);
        self.ends.push(count(self.all.len()));
        number
    }

    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[number] as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.all.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Texts that differ, found by what they say.
#[derive(Debug, Default)]
pub(super) struct DistinctTexts {
    texts: Texts,
    numbers: HashTable<u32>,
}

impl DistinctTexts {
    /// Room for so many texts of so many bytes each.
    pub(super) fn with_capacity(texts: usize, bytes: usize) -> Self {
        Self {
            texts: Texts::with_capacity(texts, bytes),
            numbers: HashTable::with_capacity(texts),
        }
    }

    pub(super) fn get(&self, number: u32) -> &str {
        self.texts.get(number)
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The number of a text that is among them.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        self.numbers
            .find(hash(text), |number| self.texts.get(*number) == text)
            .copied()
    }

    /// The number of a text, added if it is new.
    pub(super) fn insert(&mut self, text: &str) -> u32 {
        if let Some(number) = self.find(text) {
            return number;
        }
        let number = self.texts.push(text);
        self.numbers
            .insert_unique(hash(text), number, |number| hash(self.texts.get(*number)));
        number
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.texts.shrink_to_fit();
        self.numbers
            .shrink_to_fit(|number| hash(self.texts.get(*number)));
    }
}

/// A hash of a text.
pub(super) fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

/// A count or place as it is kept, in half the room.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number_and_by_what_they_say() {
        let mut texts = DistinctTexts::default();
        let numbers = ["oar", "", "sail", "oar"].map(|text| texts.insert(text));
        assert_eq!(numbers, [0, 1, 2, 0]);
        assert_eq!((texts.get(1), texts.get(2)), ("", "sail"));
        assert_eq!((texts.find("sail"), texts.find("mast")), (Some(2), None));
    }
}
