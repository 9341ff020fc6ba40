//! A text as the search for names reads it: what is known of its words, and how they are written.

use super::abroad;
use super::cues::{DOING, GREETINGS, PARTICLES, PRESENCE, Phrase, TELLING, TITLES, TITLES_TOO};
use super::given::{GIVEN, WORDS_TOO};
use super::numerals::is_number;
use super::places::is_street;
use super::plain::{is_no_form, is_people};
use super::tokens::{Token, is_letter};
use crate::text::{Class, Language};

/// Shorter words are no forms of verbs, and no adjectives by their endings.
const SHORTEST_FORM: usize = 6;

/// From this share of words with a capital on, capitals mean nothing; of so few words they do.
const MOSTLY: f64 = 0.7;
const FEW: usize = 4;

/// How forms of verbs end, and adjectives.
const FORMS: &[&str] = &[
    "able", "ant", "ausal", "ed", "ent", "etic", "ful", "ible", "ic", "ical", "ing", "ish", "less",
    "onal", "ous",
];

/// Words that are none of a name, whatever the FAQ knows.
const CUES: &[&[&str]] = &[DOING, GREETINGS, PRESENCE, TELLING, TITLES, TITLES_TOO];

/// What is known of each piece.
pub(super) struct Text<'a> {
    pub(super) tokens: &'a [Token],
    /// Whether the FAQ or the language has it.
    pub(super) known: Vec<bool>,
    /// Whether it is a name that people are given, and nothing else; whatever the FAQ knows.
    pub(super) given: Vec<bool>,
    /// Where it would stand without the blanks and the marks before it.
    anchors: Vec<usize>,
    /// Whether a capital tells something.
    has_case: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(tokens: &'a [Token], is_known: &dyn Fn(&str) -> bool) -> Self {
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
        let given: Vec<bool> = tokens.iter().map(is_given).collect();
        let knows = |(token, is_given): (&Token, &bool)| {
            let word = token.folded.as_str();
            !is_word(token)
                || is_known(word) && !is_given && !is_no_form(word)
                || CUES.iter().any(|words| words.contains(&word))
                || is_street(word)
        };
        let mut anchors: Vec<usize> = Vec::with_capacity(tokens.len());
        for at in 0..tokens.len() {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let is_skipped = before.is_some_and(|token| {
                let ends = token.lead().contains(['.', '!', '?', ';']);
                // "I'm ... Anna"
                let is_pause = || {
                    let last = anchors[at - 1].checked_sub(1).map(|last| &tokens[last]);
                    last.is_some_and(is_speaking)
                };
                token.is_blank() && !token.ends_clause() || token.is_bare() && (!ends || is_pause())
            });
            anchors.push(if is_skipped { anchors[at - 1] } else { at });
        }
        Self {
            known: tokens.iter().zip(&given).map(knows).collect(),
            given,
            anchors,
            has_case: words().any(|token| token.core().contains(char::is_lowercase))
                && (capitals.len() < FEW || share < MOSTLY),
            tokens,
        }
    }

    /// Whether a phrase stands right before a piece; blanks and marks between do not count.
    pub(super) fn follows(&self, at: usize, phrase: Phrase) -> bool {
        let at = self.anchors[at];
        let Some(start) = at.checked_sub(phrase.len()) else {
            return false;
        };
        let before = &self.tokens[start..at];
        let (last, rest) = match before {
            [] => return false,
            [rest @ .., last] => (last, rest),
        };
        before.iter().zip(phrase).all(|(token, word)| token.folded == *word)
            // "I,m Anna"
            && (phrase == ["i", "m"] || !rest.iter().any(Token::ends_clause))
            && !ends_phrase(last)
    }

    /// Whether any of the phrases stands right before a piece.
    pub(super) fn follows_any(&self, at: usize, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| self.follows(at, phrase))
    }

    /// Whether a sentence or a line begins here.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || self.tokens[at].begins_line || self.tokens[at - 1].ends_sentence()
    }

    /// Whether a clause begins here, or what follows a greeting.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        self.begins(at)
            || self.tokens[at - 1].ends_clause()
            || self.tokens[at - 1].is_bare()
            || is_greeting(&self.tokens[at - 1])
    }

    /// Whether a word looks like a name where one may be due: it is one that is a word too, or
    /// neither known nor a form of a word.
    pub(super) fn looks(&self, at: usize) -> bool {
        self.looks_but(at, Self::is_form)
    }

    /// Whether a word looks like a name where one may be due, and is none of those.
    pub(super) fn looks_but(&self, at: usize, is_else: fn(&Self, usize) -> bool) -> bool {
        let token = &self.tokens[at];
        is_word(token)
            && !is_of_speaker(&token.folded)
            && !is_number(&token.folded)
            && (is_too(&token.folded)
                || token.is_abbreviated()
                || !(self.known[at] || is_else(self, at)))
    }

    /// Whether a word is neither known nor written with a capital, and no form of a word.
    pub(super) fn is_strange(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        is_word(token) && !self.known[at] && !self.is_form(at) && !token.is_capital()
    }

    /// Whether a word has a capital that tells something.
    pub(super) fn is_written(&self, at: usize) -> bool {
        self.has_case && self.tokens[at].is_capital()
    }

    /// Whether a word is written like a name and is none of the language's.
    pub(super) fn is_proper(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            is_word(token) && !self.known[at] && self.is_written(at) && !self.is_of_people(at)
        })
    }

    /// Whether a word is a name that is given or written like one.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        self.given[at] || self.is_proper(at) || self.is_written(at) && is_too(&token.folded)
    }

    /// Where a name ends whose first part ends before `end`.
    pub(super) fn name_end(&self, mut end: usize) -> usize {
        while end < self.tokens.len() {
            let before = &self.tokens[end - 1];
            if self.is_spelled_on(end) {
                end += 1;
                continue;
            }
            if before.ends_clause() && !before.is_abbreviated() {
                break;
            }
            // "de la Cruz"
            let particles = self.tokens[end..]
                .iter()
                .take_while(|token| PARTICLES.contains(&token.folded.as_str()))
                .take_while(|token| !token.ends_clause())
                .count();
            let next = end + particles;
            let goes_on = next < self.tokens.len()
                && if particles > 0 {
                    !self.known[next] && is_word(&self.tokens[next])
                } else {
                    self.continues(next)
                };
            if !goes_on {
                break;
            }
            end = next + 1;
        }
        end
    }

    /// Whether a letter goes on with a name that is spelled, "s a r a h", whatever it is else.
    fn is_spelled_on(&self, at: usize) -> bool {
        let (token, before) = (&self.tokens[at], &self.tokens[at - 1]);
        // "Anna K. I feel"
        let is_next = before.is_abbreviated() && token.core() == "I";
        let is_parted = matches!(before.trail(), "" | "." | "-" | ",");
        token.is_letter_alone() && before.is_letter_alone() && is_parted && !is_next
    }

    /// Whether a word goes on with a name that ends before it.
    fn continues(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let before = &self.tokens[at - 1];
        // "Jane Doe", whatever "doe" is else.
        let is_written = self.is_written(at)
            && before.is_capital()
            && (self.given[at - 1] || is_too(&before.folded) || !self.known[at - 1])
            && !self.is_grammar(at)
            && !is_greeting(token);
        // "Anna fragt", where the FAQ does not know the language
        let is_small_after_capital = self.is_written(at - 1) && !token.is_capital();
        is_word(token)
            && !is_of_speaker(&token.folded)
            && (is_written
                || !(self.known[at] || self.is_form(at) || is_small_after_capital)
                || is_too(&token.folded) && token.is_capital())
    }

    /// Whether it is a word that no name begins with.
    pub(super) fn is_grammar(&self, at: usize) -> bool {
        let word = &self.tokens[at].folded;
        let class = Language::ENGLISH.class_of(word);
        let is_plain = matches!(class, Class::Function | Class::Light);
        is_plain && self.known[at] && !is_too(word)
    }

    /// Whether a word is written like a form of a word: "kayakking", "nautical".
    fn is_form(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_form = !token.is_capital() && ends_like_a_form(&token.folded);
        !self.given[at] && (is_form || self.is_of_people(at))
    }

    /// Whether a word is the name of a people: "Italian".
    fn is_of_people(&self, at: usize) -> bool {
        !self.given[at] && is_people(&self.tokens[at].folded)
    }

    /// Whether an introduction of another language stands before a piece, and a name here.
    pub(super) fn is_introduced_abroad(&self, at: usize) -> bool {
        self.follows_any(at, abroad::SURELY) && !self.is_grammar(at)
            || self.follows_any(at, abroad::WRITTEN) && self.is_name(at)
            || self.tokens[at].is_introduced_by(&self.tokens[at - 1])
    }
}

/// Whether it is a word that a name could be.
pub(super) fn is_word(token: &Token) -> bool {
    !token.is_blank() && token.core().chars().any(is_letter)
}

/// Whether it is a name that people are given, and nothing else; whatever the FAQ knows.
pub(super) fn is_given(token: &Token) -> bool {
    let is_name = |name: &str| GIVEN.binary_search(&name).is_ok();
    let is_one = |name: &str| is_name(name) || name.strip_suffix("'s").is_some_and(is_name);
    if is_name(&token.folded) {
        return true;
    }
    let owner = token.core().to_lowercase();
    // "Hans-Peter"
    is_one(&owner) || owner.split('-').all(is_one)
}

/// Whether it is a word with which people greet, thank or sign.
pub(super) fn is_greeting(token: &Token) -> bool {
    let word = token.folded.as_str();
    GREETINGS.contains(&word) || abroad::CLOSINGS.contains(&word)
}

/// Whether it is a name that is a word too.
pub(super) fn is_too(word: &str) -> bool {
    WORDS_TOO.binary_search(&word).is_ok()
}

/// "I", "I'll".
pub(super) fn is_of_speaker(word: &str) -> bool {
    matches!(word, "i" | "id" | "ill" | "im" | "ive")
}

/// Whether a long folded word ends like a form of a word.
pub(super) fn ends_like_a_form(word: &str) -> bool {
    let is_long = word.chars().count() >= SHORTEST_FORM;
    is_long && FORMS.iter().any(|ending| word.ends_with(ending))
}

/// Whether it is a short "I am", which ends no sentence, whatever mark follows.
fn is_speaking(token: &Token) -> bool {
    matches!(token.folded.as_str(), "iam" | "im" | "lm" | "m")
}

/// Whether a clause ends after the last word of a phrase, so that nothing is introduced by it.
fn ends_phrase(last: &Token) -> bool {
    // "name: Anna"; "I'm, Anna"; "yes I am, Anna"
    let goes_on = last.trail() == ":"
        || is_speaking(last)
        || last.folded == "am" && (last.trail() == "," || last.trail().starts_with(".."));
    last.ends_clause() && !goes_on
}
