//! What a single word stands for: corrections, and glued words that come apart.

use arrayvec::ArrayVec;
use smol_str::SmolStr;

use super::reading::{Reader, Sense, Token};
use super::vocabulary::{Meaning, Term};
use crate::text::{Class, Language};

/// At most this many spellings are tried for a word that the FAQ does not know.
pub(super) const MAX_SPELLINGS: usize = 3;

/// A further spelling is tried only if it is this nearly as similar as the best.
const SENSE_MARGIN: f64 = 0.036;

/// A correction this similar is preferred to parting a word into two.
const SURE_CORRECTION: f64 = 0.87;

/// Longer runs of letters are no words that anybody meant.
const MAX_WORD_BYTES: usize = 40;

/// Similarity of two numbers of as many digits.
const SAME_DIGITS: f32 = 0.6;

impl Reader<'_> {
    fn language(&self) -> Language {
        self.lexicon.vocabulary.language()
    }

    /// A word that the FAQ does not know.
    fn unknown(&self, text: &str) -> Token {
        Token::new(text, self.language().class_of(text))
    }

    /// What a single word stands for; a number also stands for all of as many digits.
    pub(super) fn read_word(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = self.read_letters(text);
        if let [token] = tokens.as_mut_slice()
            && token.class == Class::Number
            && let Some(term) = self.lexicon.number(text)
            && !token.senses.is_full()
        {
            token.senses.push(Sense {
                term,
                similarity: SAME_DIGITS,
            });
        }
        tokens
    }

    /// What a word stands for; glued words come apart.
    fn read_letters(&mut self, text: &str) -> Vec<Token> {
        if let Some(tokens) = self.exact(text, text) {
            return tokens;
        }
        if text.len() > MAX_WORD_BYTES {
            return vec![self.unknown(text)];
        }
        let shorter = [2, 1].map(|most| squeeze(text, most));
        let full = self.language().spelled_out(text);
        for spelling in shorter.into_iter().chain(full) {
            if spelling != text
                && let Some(tokens) = self.exact(&spelling, text)
            {
                return tokens;
            }
        }
        if self.corrections_left == 0 {
            return vec![self.unknown(text)];
        }
        self.corrections_left -= 1;
        let similar = self.lexicon.vocabulary.similar(text);
        let best = similar.first().map_or(0.0, |likeness| likeness.similarity);
        let likeliest = similar.first().map_or(0.0, |likeness| likeness.likelihood);
        if best < SURE_CORRECTION
            && let Some(parts) = self.unglue(text, 1)
        {
            return parts;
        }
        let Some(first) = similar.first() else {
            return vec![self.unknown(text)];
        };
        #[expect(clippy::cast_possible_truncation, reason = "similarities lie in 0..=1")]
        let sense = |term: Term, similarity: f64| Sense {
            term,
            similarity: similarity as f32,
        };
        match first.meaning {
            Meaning::Plain => vec![Token {
                class: self.language().class_of(&first.text),
                corrected: Some(first.text.clone()),
                ..self.unknown(text)
            }],
            Meaning::Two(a, b) => [a, b]
                .into_iter()
                .map(|term| Token {
                    corrected: Some(self.lexicon.text(term).into()),
                    senses: ArrayVec::from_iter([sense(term, best)]),
                    ..self.unknown(text)
                })
                .collect(),
            Meaning::One(_) => {
                let mut senses = ArrayVec::new();
                // Who spells by ear is far off by letters.
                for likeness in similar.iter().filter(|likeness| {
                    likeness.same_sound || likeness.likelihood >= likeliest - SENSE_MARGIN
                }) {
                    if let Meaning::One(term) = likeness.meaning
                        && senses.len() < MAX_SPELLINGS
                        && !senses.iter().any(|known: &Sense| known.term == term)
                    {
                        senses.push(sense(term, likeness.similarity));
                    }
                }
                vec![Token {
                    class: self.language().class_of(&first.text),
                    corrected: Some(first.text.clone()),
                    senses,
                    ..self.unknown(text)
                }]
            }
        }
    }

    /// The tokens of a spelling that the FAQ or the language knows.
    fn exact(&self, spelling: &str, written: &str) -> Option<Vec<Token>> {
        let corrected = (spelling != written).then(|| SmolStr::new(spelling));
        let known = |term: Term| Token {
            corrected: corrected.clone(),
            ..Token::known(written, term)
        };
        Some(match self.lexicon.vocabulary.exact(spelling)? {
            Meaning::One(term) => vec![Token {
                class: self.language().class_of(spelling),
                ..known(term)
            }],
            Meaning::Two(a, b) => vec![known(a), known(b)],
            Meaning::Plain => vec![Token {
                class: self.language().class_of(spelling),
                corrected,
                ..self.unknown(written)
            }],
        })
    }

    /// Parts a word into two that are known, the first as long as can be; the second may come
    /// apart once more ("stepbystep").
    fn unglue(&self, text: &str, again: usize) -> Option<Vec<Token>> {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(2).collect();
        for at in boundaries.into_iter().rev() {
            let (head, tail) = text.split_at(at);
            if tail.chars().nth(1).is_none() {
                continue;
            }
            // Most beginnings are no words; that is seen sooner without their stems.
            if self.lexicon.vocabulary.spelled(head).is_none() {
                continue;
            }
            let Some(mut tokens) = self.exact(head, head) else {
                continue;
            };
            let rest = self.exact(tail, tail).or_else(|| {
                if again > 0 {
                    self.unglue(tail, again - 1)
                } else {
                    None
                }
            });
            if let Some(rest) = rest {
                tokens.extend(rest);
                return Some(tokens);
            }
        }
        None
    }
}

/// `word` with every run of three or more of the same letter shortened to `most`.
fn squeeze(word: &str, most: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunk_by(|a, b| a == b)
        .flat_map(|run| if run.len() > 2 { &run[..most] } else { run })
        .collect()
}
