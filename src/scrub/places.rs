//! Where somebody lives: streets, and places after such words.

use std::ops::Range;

use super::cues::Phrase;
use super::numerals::is_number;
use super::reading::{Text, is_too, is_word};

/// After the name of a street.
const STREETS: &[&str] = &[
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "crescent",
    "lane",
    "mews",
    "rd",
    "road",
    "street",
];

/// After the name of a street, and words of their own too: they count after a number where somebody
/// lives.
const STREETS_TOO: &[&str] = &[
    "close", "court", "drive", "gardens", "green", "grove", "hill", "house", "park", "place",
    "row", "square", "st", "terrace", "walk", "way",
];

/// How the names of streets end in languages that write them as one word.
const STREET_ENDINGS: &[&str] = &["gasse", "str", "straat", "strasse", "straße", "weg"];

/// So many words the name of a street has at most.
const LONGEST_STREET: usize = 3;

/// After these an address follows.
const ADDRESSES: &[Phrase] = &[
    &["live", "at"],
    &["live", "on"],
    &["lives", "at"],
    &["living", "at"],
    &["stay", "at"],
    &["staying", "at"],
    &["address", "is"],
    &["address"],
];

/// After these a place follows, whatever it looks like.
const HOMES: &[Phrase] = &[
    &["am", "from"],
    &["based", "in"],
    &["im", "from"],
    &["live", "in"],
    &["lives", "in"],
    &["living", "in"],
    &["resident", "of"],
    &["visiting", "from"],
    // What languages near say: "ich wohne in", "vivo en", "j'habite à".
    &["wohne", "in"],
    &["woon", "in"],
    &["vivo", "en"],
    &["habite", "a"],
    &["abito", "a"],
    &["moro", "em"],
];

/// After these a place follows if it looks like a name.
const PLACES: &[Phrase] = &[
    &["born", "in"],
    &["come", "from"],
    &["coming", "from"],
    &["grew", "up", "in"],
    &["here", "in"],
    &["live", "near"],
    &["located", "in"],
    &["moved", "to"],
    &["moving", "to"],
    &["over", "from"],
    &["stay", "in"],
    &["staying", "in"],
    &["travelling", "from"],
];

/// How names of places of two words begin; known words too.
const FIRST: &[&str] = &[
    "el", "great", "los", "new", "north", "old", "port", "saint", "san", "santa", "south", "st",
    "west",
];

/// Whether a folded word is one for a street.
pub(super) fn is_street(word: &str) -> bool {
    STREETS.contains(&word) || STREETS_TOO.contains(&word)
}

impl Text<'_> {
    /// A place that is named here as where somebody is.
    pub(super) fn place(&self, at: usize) -> Option<Range<usize>> {
        if at == 0 {
            return None;
        }
        if self.is_after_street(at) && self.is_place(at) {
            return Some(at..self.places_end(at + 1));
        }
        // "Anna from Guildford", in German "aus"
        let is_after_name = at >= 2
            && matches!(self.tokens[at - 1].folded.as_str(), "aus" | "from")
            && self.tokens[at - 2].is_blank()
            && !self.tokens[at - 2].ends_clause();
        let is_home = self.follows_any(at, HOMES) || is_after_name;
        if !is_home && !self.follows_any(at, PLACES) {
            return None;
        }
        let is_first = FIRST.contains(&self.tokens[at].folded.as_str())
            && !self.tokens[at].ends_clause()
            && at + 1 < self.tokens.len();
        let name = if is_first { at + 1 } else { at };
        let is_place = self.is_place(name) || is_home && self.is_alone(name);
        is_place.then(|| at..self.places_end(name + 1))
    }

    /// Whether a word where a place is due looks like one, known or not.
    fn is_place(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let looks = self.looks(at) && !is_too(&token.folded);
        looks || self.is_written(at) && !self.is_grammar(at)
    }

    /// Whether a word with a meaning stands for itself, and not before what it tells of.
    fn is_alone(&self, at: usize) -> bool {
        let has_meaning = |at: usize| is_word(&self.tokens[at]) && !self.is_grammar(at);
        let ends = self.tokens[at].ends_clause()
            || self.tokens.get(at + 1).is_none_or(|next| next.begins_line)
            || !has_meaning(at + 1);
        has_meaning(at) && ends
    }

    /// Where the names of places end that go on before `end`: "Guildford, Surrey".
    fn places_end(&self, end: usize) -> usize {
        let mut end = self.name_end(end);
        while end < self.tokens.len() && self.tokens[end - 1].trail() == "," && self.is_proper(end)
        {
            end = self.name_end(end + 1);
        }
        end
    }

    /// Whether the town of a street is due: "Oak Street, Guildford", "Oak Street in Guildford".
    fn is_after_street(&self, at: usize) -> bool {
        let before = match self.tokens[..at].split_last() {
            Some((last, before)) if last.folded == "in" => before,
            Some(_) => &self.tokens[..at],
            None => return false,
        };
        let [.., name, street] = before else {
            return false;
        };
        is_street(&street.folded)
            && name.is_blank()
            && !name.ends_clause()
            && !street.ends_sentence()
    }

    /// The name of a street that begins here, or what else follows the words for an address.
    pub(super) fn street(&self, at: usize) -> Option<Range<usize>> {
        let token = &self.tokens[at];
        let ends = |end: &&str| token.folded.len() > end.len() && token.folded.ends_with(*end);
        if is_word(token) && !self.known[at] && STREET_ENDINGS.iter().any(ends) {
            return Some(at..at + 1);
        }
        let lives = self.follows_any(at, ADDRESSES);
        let word = token.folded.as_str();
        if lives && !is_street(word) && self.is_place(at) {
            let end = self.name_end(at + 1);
            let street = (at + 1..end).find(|at| is_street(&self.tokens[*at].folded));
            return Some(at..street.unwrap_or(end));
        }
        let is_numbered = at.checked_sub(1).is_some_and(|before| {
            self.tokens[before].is_blank() && !self.tokens[before].ends_clause()
        });
        let is_part = |at: usize| {
            is_numbered
                || self.is_proper(at)
                || lives && (self.is_strange(at) || is_number(&self.tokens[at].folded))
        };
        let is_last = |at: &usize| {
            let word = self.tokens[*at].folded.as_str();
            STREETS.contains(&word) || lives && is_numbered && is_street(word)
        };
        let longest = (at + 1 + LONGEST_STREET).min(self.tokens.len());
        let end = (at + 1..longest)
            .take_while(|next| !self.tokens[*next - 1].ends_clause())
            .find(is_last)?;
        (at..end).all(is_part).then_some(at..end)
    }
}
