//! Names of who speaks: what stands after "I'm" and is no state, with what people put between.

use super::cues::{
    ADVERBS, DEGREES, DETERMINERS, PARTICLES, PREPOSITIONS, SPEAKER, TITLES, TITLES_TOO,
};
use super::numerals::is_number;
use super::plain::is_state;
use super::reading::{Text, ends_like_a_form, is_of_speaker, is_word};
use super::tokens::Token;
use crate::text::{Class, Language};

/// So many words at most stand between "I'm" and a name.
const MOST_BETWEEN: usize = 4;

/// Fewer letters one after another are no name that is spelled.
const SPELLED: usize = 3;

/// What stands between "I'm" and a word, from the plainest on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Between {
    Nothing,
    /// "I'm still", "I'm just"
    Adverb,
    /// "I'm so", "I'm the student": what follows with a small letter is hardly a name.
    Other,
}

impl Text<'_> {
    /// Whether who speaks is named here: "I'm Anna", "I'm still anna", "I'm a nurse, Anna".
    pub(super) fn is_self_named(&self, at: usize) -> bool {
        let is_named = match self.between(at) {
            Some(Between::Nothing) => {
                self.is_unfamiliar(at)
                    || self.is_word_as_name(at)
                    || self.tokens[at].is_initial() && self.is_proper(at + 1)
                    || self.is_spelled(at)
                    || self.is_particle_of_name(at)
            }
            Some(Between::Adverb) => self.is_unfamiliar(at) || self.is_word_as_name(at),
            Some(Between::Other) => self.is_proper(at) && !self.is_shouted(at),
            None => false,
        };
        is_named || self.is_in_apposition(at)
    }

    /// What stands between "I'm" and a word, if the one is said with the other.
    fn between(&self, at: usize) -> Option<Between> {
        let mut between = Between::Nothing;
        for start in (at.saturating_sub(MOST_BETWEEN)..=at).rev() {
            if self.follows_any(start, SPEAKER) {
                return Some(between);
            }
            let before = start.checked_sub(1)?;
            let kind = if ADVERBS.contains(&self.tokens[before].folded.as_str()) {
                Between::Adverb
            } else if self.is_between(before) {
                Between::Other
            } else {
                return None;
            };
            between = between.max(kind);
        }
        None
    }

    /// Whether a word may stand between "I'm" and a name that belongs to it: "I'm a student Anna".
    fn is_between(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.folded.as_str();
        let is_small_word = DEGREES.contains(&word) || DETERMINERS.contains(&word);
        let is_what = self.known[at]
            && Language::ENGLISH.class_of(word) != Class::Function
            && !PREPOSITIONS.contains(&word)
            && !word.ends_with("ing");
        !token.ends_sentence() && (is_small_word || is_what)
    }

    /// Whether a word where a name may be due is none that the FAQ or the language knows.
    pub(super) fn is_unfamiliar(&self, at: usize) -> bool {
        self.looks_but(at, Self::is_plain)
    }

    /// Whether a word is what people are, and not who.
    fn is_plain(&self, at: usize) -> bool {
        let word = self.tokens[at].folded.as_str();
        // "perimenopausal"
        let is_technical = !self.is_written(at) && ends_like_a_term(word);
        let is_small_word = Language::ENGLISH.class_of(word) == Class::Function;
        let is_said = is_small_word || ADVERBS.contains(&word);
        !self.given[at] && (is_said || is_state(word) || is_technical)
    }

    /// Whether a word that is known is written like a name and does not tell what somebody is:
    /// "I'm Green", but neither "I'm Bleeding" nor "I'm SO red".
    fn is_word_as_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.folded.as_str();
        is_word(token)
            && self.is_written(at)
            && !self.is_shouted(at)
            && !is_of_speaker(word)
            && !is_number(word)
            && Language::ENGLISH.class_of(word) != Class::Function
            && !TITLES.contains(&word)
            && !TITLES_TOO.contains(&word)
            && !is_state(word)
            && !(self.known[at] && ends_like_a_form(word))
    }

    /// Whether a word is in capitals throughout.
    fn is_shouted(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !token.is_letter_alone() && !token.core().contains(char::is_lowercase)
    }

    /// Whether a name begins here that is spelled: "t h o r".
    fn is_spelled(&self, at: usize) -> bool {
        let letters = self.tokens[at..].iter().take(SPELLED);
        letters.filter(|token| token.is_letter_alone()).count() == SPELLED
    }

    /// Whether a name begins here with what stands between the parts of others: "van der Bilt".
    fn is_particle_of_name(&self, at: usize) -> bool {
        let is_particle = |token: &&Token| PARTICLES.contains(&token.folded.as_str());
        let particles = self.tokens[at..].iter().take_while(is_particle).count();
        let name = at + particles;
        let goes_on = particles > 0 && !self.tokens[at..name].iter().any(Token::ends_clause);
        goes_on
            && name < self.tokens.len()
            && (self.is_unfamiliar(name) || self.is_word_as_name(name))
    }

    /// Whether a clause is nothing but a name, after one of who speaks: "I'm a nurse, Anna".
    fn is_in_apposition(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1);
        let is_alone = token.ends_clause() || next.is_none_or(|next| next.begins_line);
        let is_after_comma = at > 0 && self.tokens[at - 1].trail() == ",";
        if !is_alone || !is_after_comma || !self.is_unfamiliar(at) {
            return false;
        }
        for start in (at.saturating_sub(MOST_BETWEEN)..at).rev() {
            let word = self.tokens[start].folded.as_str();
            if self.follows_any(start, SPEAKER) {
                return self.is_proper(at) || DETERMINERS.contains(&word);
            }
            let is_within = start + 1 == at || !self.tokens[start].ends_clause();
            if !is_within || PREPOSITIONS.contains(&word) {
                return false;
            }
        }
        false
    }
}

/// Whether a long folded word ends like a term that no name ends like.
fn ends_like_a_term(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "aemic", "ausal", "eous", "etic", "ical", "ious", "onal", "opausal", "otic", "phobic",
    ];
    let letters = word.chars().count();
    // "overstretched"
    letters > 10 && ends_like_a_form(word)
        || letters > 7 && ENDINGS.iter().any(|end| word.ends_with(end))
}
