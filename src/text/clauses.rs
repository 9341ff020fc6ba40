//! Clauses: the smallest stretches of a message that can hold a question of their own.

use super::Language;
use super::english::{
    ASKED_ABOUT, ASKING, BEFORE_ASKING, CONNECTORS, NEGATION, NEGATION_ENDS, SUBORDINATING,
};
use super::words::Word;

/// A stretch of a message, and the sentence it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its words in order, those denied marked.
    pub words: Vec<Word>,
    /// Number of its sentence in the message, from 0.
    pub sentence: usize,
    /// Whether its sentence asks something: by its mark, unless it is the last, or by how one of its
    /// clauses begins.
    pub asks: bool,
    /// Whether the clause itself begins like a question.
    pub begins_question: bool,
}

impl Language {
    /// Whether a folded word joins a clause to the one before. Known of English alone.
    #[must_use]
    pub fn is_connector(self, word: &str) -> bool {
        self.is_english() && is_connector(word)
    }

    /// The clauses of folded text, in order; none is empty. What begins a question, what joins two
    /// of them and what denies is known of English alone: elsewhere marks part clauses, and a
    /// question mark tells that something is asked, as does standing last.
    #[must_use]
    pub fn clauses(self, folded: &str) -> Vec<Clause> {
        clauses(self, folded)
    }
}

fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(&word)
}

fn clauses(language: Language, folded: &str) -> Vec<Clause> {
    let is_english = language.is_english();
    let mut found: Vec<Clause> = Vec::new();
    let mut marked = Vec::new();
    for stretch in sentences(folded) {
        let before = found.len();
        for part in stretch.split_inclusive(is_clause_end) {
            let words = language.words(part);
            if words.is_empty() {
                continue;
            }
            let parts = if is_english {
                at_connectors(words)
            } else {
                vec![words]
            };
            for words in parts {
                found.push(Clause {
                    begins_question: is_english && begins_question(&words),
                    words: if is_english { deny(words) } else { words },
                    sentence: marked.len(),
                    asks: false,
                });
            }
        }
        if found.len() > before {
            marked.push(stretch.trim_end().ends_with(['?', '\u{ff1f}', '\u{61f}']));
        }
    }
    // Many people leave out the last mark, so that it must not matter: where questions are not known
    // by their words, what stands last is taken for one.
    if let Some(last) = marked.last_mut() {
        *last = !is_english;
    }
    for sentence in found.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let asks =
            marked[sentence[0].sentence] || sentence.iter().any(|clause| clause.begins_question);
        if !is_english && asks {
            sentence[0].begins_question = true;
        }
        for clause in sentence {
            clause.asks = asks;
        }
    }
    found
}

fn begins_question(words: &[Word]) -> bool {
    let words = words.iter().map(|word| word.text.as_str());
    let mut words = words
        .filter(|word| !is_connector(word))
        .take(MOST_BEFORE_ASKING + 1);
    words
        .find(|word| !BEFORE_ASKING.contains(word))
        .is_some_and(|word| ASKING.contains(&word))
}

/// At most so many words stand before the one that begins a question.
const MOST_BEFORE_ASKING: usize = 3;

/// The sentences of a text, folded or not, with the marks that end them.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    // A point between digits or letters ("0.5", "e.g") ends nothing: what ends a sentence is
    // followed by white space or by another mark.
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = sentence_end(rest);
        let (head, tail) = rest.split_at(end);
        rest = tail;
        Some(head)
    })
}

fn sentence_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '\n' | '\r' | '!' | '?' | ';' | '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{61f}'
            | '\u{2026}' => true,
            '.' => chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric()),
            _ => false,
        };
        if ends {
            return at + c.len_utf8();
        }
    }
    text.len()
}

fn is_clause_end(c: char) -> bool {
    matches!(
        c,
        ',' | ':'
            | '('
            | ')'
            | '['
            | ']'
            | '/'
            | '|'
            | '+'
            | '&'
            | '"'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{2022}'
            | '\u{201c}'
            | '\u{201d}'
    )
}

/// Parts a run of words before each connector; the connector leads the later part.
fn at_connectors(run: Vec<Word>) -> Vec<Vec<Word>> {
    let mut parts = vec![Vec::new()];
    let mut run = run.into_iter().peekable();
    while let Some(word) = run.next() {
        let inner = parts
            .last()
            .is_some_and(|part| asks_anew(part, &word, run.peek()));
        if inner || is_connector(&word.text) {
            parts.push(Vec::new());
        }
        if let Some(last) = parts.last_mut() {
            last.push(word);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a question begins in the midst of what was told: "my boat leaks can i".
fn asks_anew(before: &[Word], word: &Word, next: Option<&Word>) -> bool {
    let told = before.len() > 1
        && !begins_question(before)
        && !before
            .iter()
            .any(|word| SUBORDINATING.contains(&word.text.as_str()));
    let asked = next.is_some_and(|next| ASKED_ABOUT.contains(&next.text.as_str()));
    told && asked && ASKING.contains(&word.text.as_str())
}

/// Marks what the clause denies: the words after a negation, until one that ends its reach.
fn deny(mut words: Vec<Word>) -> Vec<Word> {
    let mut left = 0;
    for word in &mut words {
        if NEGATION.contains(&word.text.as_str()) {
            left = NEGATION_REACH;
        } else if NEGATION_ENDS.contains(&word.text.as_str()) {
            left = 0;
        } else if left > 0 {
            word.negated = true;
            left -= 1;
        }
    }
    words
}

/// How many words a denial reaches: "no sign of any bleeding".
const NEGATION_REACH: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        Language::ENGLISH
            .clauses(text)
            .iter()
            .map(|clause| {
                clause
                    .words
                    .iter()
                    .map(|word| {
                        if word.negated {
                            format!("-{}", word.text)
                        } else {
                            word.text.to_string()
                        }
                    })
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn questions_in_one_message_are_parted() {
        assert_eq!(
            split("does it hurt and when can i work? thanks"),
            ["does it hurt", "and when can i work", "thanks"]
        );
    }

    #[test]
    fn in_other_languages_marks_tell_what_is_asked() {
        let german = Language::of("de");
        for last in ["?", "", "."] {
            let text = format!("ich war da. tut es weh, und wie? wann wieder{last}");
            let found = german.clauses(&text);
            let asks: Vec<_> = found.iter().map(|clause| clause.asks).collect();
            assert_eq!(asks, [false, true, true, true], "{last}");
            let begins: Vec<_> = found.iter().map(|clause| clause.begins_question).collect();
            assert_eq!(begins, [false, true, false, true], "{last}");
            assert!(
                found
                    .iter()
                    .all(|it| it.words.iter().all(|word| !word.negated))
            );
        }
    }

    #[test]
    fn a_few_words_may_stand_before_a_question() {
        let begins = |text: &str| Language::ENGLISH.clauses(text)[0].begins_question;
        assert!(begins("at what time do you open"));
        assert!(begins("and roughly how many fit"));
        assert!(!begins("at home i have a boat"));
        assert!(!begins("well now then just after that what a day"));
    }

    #[test]
    fn a_denial_reaches_to_the_end_of_its_thought() {
        assert_eq!(
            split("no bleeding, just a bit red"),
            ["no -bleeding", "just a bit red"]
        );
        assert_eq!(
            split("it does not stop bleeding"),
            ["it does not stop bleeding"]
        );
    }

    #[test]
    fn sentences_are_counted_and_decimals_kept() {
        let found = Language::ENGLISH.clauses("i bought 0.5 mm. is it ok?");
        assert_eq!(
            found
                .iter()
                .map(|clause| clause.sentence)
                .collect::<Vec<_>>(),
            [0, 1]
        );
        assert!(Language::ENGLISH.clauses(" ... ?!").is_empty());
    }
}
