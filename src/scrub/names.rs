//! Names of people, as far as where they stand or how they are written tells.

use super::cues::{GREETINGS, MAYBE, PARTICLES, STREETS, SURELY, TITLES, TITLES_TOO};
use super::given::{GIVEN, WORDS_TOO};
use super::tokens::{Token, is_letter};
use crate::text::{Class, Language};

/// At most so many words are the signature of a message.
const LONGEST_SIGNATURE: usize = 3;

/// So many words before a signature a greeting may stand.
const NEAR: usize = 4;

/// Shorter words are no forms of verbs.
const SHORTEST_FORM: usize = 6;

/// From this share of words with a capital on, capitals mean nothing; of so few words they do.
const MOSTLY: f64 = 0.7;
const FEW: usize = 4;

/// What is known of each piece.
struct Text<'a> {
    tokens: &'a [Token],
    known: Vec<bool>,
    /// Whether a capital tells something.
    has_case: bool,
}

/// Takes out what is the name of a person.
pub(super) fn blank(tokens: &mut [Token], is_known: &dyn Fn(&str) -> bool) {
    let named = Text::new(tokens, is_known).named();
    for (token, is_name) in tokens.iter_mut().zip(named) {
        if is_name {
            token.blank();
        }
    }
}

impl<'a> Text<'a> {
    fn new(tokens: &'a [Token], is_known: &dyn Fn(&str) -> bool) -> Self {
        let words = || tokens.iter().filter(|token| is_word(token));
        // The first word of a sentence and the speaker are written with one anyhow.
        let inner = tokens.windows(2).filter(|pair| {
            is_word(&pair[1])
                && !pair[1].begins_line
                && !pair[0].ends_sentence()
                && !is_of_speaker(&pair[1].folded)
        });
        let capitals: Vec<bool> = inner.map(|pair| pair[1].is_capital()).collect();
        let capital = capitals.iter().filter(|capital| **capital).count();
        #[expect(clippy::cast_precision_loss, reason = "messages are short")]
        let share = capital as f64 / capitals.len().max(1) as f64;
        let knows = |token: &Token| {
            let word = token.folded.as_str();
            !is_word(token)
                || is_known(word) && !is_given(token)
                || TITLES.contains(&word)
                || TITLES_TOO.contains(&word)
                || GREETINGS.contains(&word)
        };
        Self {
            known: tokens.iter().map(knows).collect(),
            has_case: words().any(|token| token.core().contains(char::is_lowercase))
                && (capitals.len() < FEW || share < MOSTLY),
            tokens,
        }
    }

    /// Which pieces are names.
    fn named(&self) -> Vec<bool> {
        let mut named = vec![false; self.tokens.len()];
        for at in 0..self.tokens.len() {
            if let Some(end) = self.introduced(at) {
                named[at..end].fill(true);
            }
            if is_given(&self.tokens[at]) || self.is_street(at) || self.says_here(at) {
                named[at] = true;
            }
            if self.is_full(at) {
                named[at] = true;
                named[at + 1] = true;
            }
        }
        if let Some(start) = self.signature() {
            named[start..].fill(true);
        }
        for (at, name) in named.iter_mut().enumerate() {
            *name &= is_word(&self.tokens[at]);
        }
        named
    }

    /// Where a name ends that begins here, as what stands before it tells.
    fn introduced(&self, at: usize) -> Option<usize> {
        let before = |phrase: &&[&str]| self.follows(at, phrase);
        let previous = at.checked_sub(1).map(|before| &self.tokens[before])?;
        let title = previous.folded.as_str();
        let is_name = (SURELY.iter().any(before) && !self.is_grammar(at))
            || (MAYBE.iter().any(before) && self.looks(at))
            || (TITLES.contains(&title) && self.looks(at))
            || (TITLES_TOO.contains(&title) && !previous.ends_clause() && self.is_proper(at))
            || self.is_greeted(at);
        if !is_name || !is_word(&self.tokens[at]) {
            return None;
        }
        let mut end = at + 1;
        while end < self.tokens.len() && !self.tokens[end - 1].ends_clause() {
            let is_particle = PARTICLES.contains(&self.tokens[end].folded.as_str())
                && self.tokens.len() > end + 1
                && !self.known[end + 1];
            if !self.continues(end) && !is_particle {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    /// Whether a phrase stands right before a piece; blanks between them do not count.
    fn follows(&self, at: usize, phrase: &[&str]) -> bool {
        let mut at = at;
        while at > 0 && self.tokens[at - 1].is_blank() && !self.tokens[at - 1].ends_clause() {
            at -= 1;
        }
        let Some(start) = at.checked_sub(phrase.len()) else {
            return false;
        };
        let before = &self.tokens[start..at];
        let (last, rest) = match before {
            [] => return false,
            [rest @ .., last] => (last, rest),
        };
        before.iter().zip(phrase).all(|(token, word)| token.folded == *word)
            && !rest.iter().any(Token::ends_clause)
            // "name: Anna"
            && (!last.ends_clause() || last.trail() == ":")
    }

    /// Whether a word looks like a name after an introduction: written like one, or not known.
    fn looks(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_written = self.has_case && token.is_capital();
        is_word(token)
            && !is_of_speaker(&token.folded)
            && (is_written || is_too(&token.folded) || !(self.known[at] || is_form(token)))
    }

    /// Whether a word goes on with a name that began before it.
    fn continues(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        is_word(token)
            && !is_of_speaker(&token.folded)
            && (!(self.known[at] || is_form(token))
                || (is_too(&token.folded) && token.is_capital()))
    }

    /// Whether a word is written like a name and is none of the language's.
    fn is_proper(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            is_word(token) && !self.known[at] && self.has_case && token.is_capital()
        })
    }

    /// Whether two names begin here: "Anna Miller", "Will Smith".
    fn is_full(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let begins = at == 0 || token.begins_line || self.tokens[at - 1].ends_sentence();
        let next = self.tokens.get(at + 1);
        let is_both = !begins
            && self.has_case
            && is_too(&token.folded)
            && token.is_capital()
            && next.is_some_and(|next| {
                is_word(next) && next.is_capital() && !is_of_speaker(&next.folded)
            });
        !token.ends_clause() && (is_both || self.is_proper(at) && self.is_proper(at + 1))
    }

    /// Whether whoever is greeted or thanked is named here: nothing else stands in the clause.
    fn is_greeted(&self, at: usize) -> bool {
        let previous = &self.tokens[at - 1];
        let token = &self.tokens[at];
        let is_alone = token.ends_clause() && !token.trail().contains('?')
            || at + 1 == self.tokens.len() && token.trail().is_empty()
            || self.tokens.get(at + 1).is_some_and(|next| next.begins_line);
        GREETINGS.contains(&previous.folded.as_str())
            && !previous.ends_sentence()
            && (is_alone && !self.known[at] || self.looks(at) && is_too(&token.folded))
    }

    /// "Anna here, ..."
    fn says_here(&self, at: usize) -> bool {
        let begins = at == 0
            || self.tokens[at - 1].ends_clause()
            || self.tokens[at].begins_line
            || GREETINGS.contains(&self.tokens[at - 1].folded.as_str());
        let next = self.tokens.get(at + 1);
        begins && self.is_proper(at) && next.is_some_and(|next| next.folded == "here")
    }

    fn is_street(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        let is_street = next.is_some_and(|next| STREETS.contains(&next.folded.as_str()));
        is_street && self.is_proper(at)
    }

    /// Where the signature begins, if the message has one: a few words at its end that are written
    /// like a name, after the end of a sentence or a line.
    fn signature(&self) -> Option<usize> {
        let end = self.tokens.len();
        let last = self.tokens.last()?;
        if last.trail().contains('?') {
            return None;
        }
        let mut start = end;
        while start > 0 && end - start < LONGEST_SIGNATURE && self.is_proper(start - 1) {
            start -= 1;
            if self.tokens[start].begins_line {
                break;
            }
        }
        let before = start.checked_sub(1).map(|before| &self.tokens[before])?;
        let is_apart =
            before.ends_sentence() || self.tokens.get(start)?.begins_line || before.is_bare();
        // "thanks in advance, Anna M."
        let near = &self.tokens[start.saturating_sub(NEAR)..start];
        let is_after_greeting = before.ends_clause()
            && near
                .iter()
                .any(|token| GREETINGS.contains(&token.folded.as_str()));
        (start < end && (is_apart || is_after_greeting)).then_some(start)
    }

    /// Whether it is a word that no name begins with.
    fn is_grammar(&self, at: usize) -> bool {
        let word = &self.tokens[at].folded;
        let class = Language::ENGLISH.class_of(word);
        let is_plain = matches!(class, Class::Function | Class::Light);
        is_plain && self.known[at] && !is_too(word)
    }
}

/// Whether it is a word that a name could be.
fn is_word(token: &Token) -> bool {
    !token.is_blank() && token.core().chars().any(is_letter)
}

/// Whether it is a name that people are given, and nothing else; whatever the FAQ knows.
fn is_given(token: &Token) -> bool {
    let is_name = |name: &str| GIVEN.binary_search(&name).is_ok();
    let owner = token.core().to_lowercase();
    is_name(&token.folded) || owner.strip_suffix("'s").is_some_and(is_name)
}

/// "I", "I'll".
fn is_of_speaker(word: &str) -> bool {
    matches!(word, "i" | "id" | "ill" | "im" | "ive")
}

/// Whether it is written like the form of a verb: "kayakking".
fn is_form(token: &Token) -> bool {
    let word = token.folded.as_str();
    let is_long = word.chars().count() >= SHORTEST_FORM;
    is_long && !token.is_capital() && (word.ends_with("ing") || word.ends_with("ed"))
}

/// Whether it is a name that is a word too.
fn is_too(word: &str) -> bool {
    WORDS_TOO.binary_search(&word).is_ok()
}
