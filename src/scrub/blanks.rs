//! What is left of a scrubbed text as a phrasing: without its blanks, and without what says nothing
//! but what was taken out ("I'm ___", "mail me ___ or ___").

use super::BLANK;
use crate::text::Language;

/// At most so many words stand before what somebody is called, or can be reached by.
const MOST_BEFORE: usize = 5;

/// Between two blanks, words of at most so many letters are no more than an "or".
const LONGEST_JOINING: usize = 4;

/// A question has at least so many words. Nothing is left out that leaves fewer.
const FEWEST_LEFT: usize = 2;

/// What parts clauses at the end of a word, and what ends a sentence.
const CLAUSE_ENDS: [char; 3] = [',', ';', ':'];
const SENTENCE_ENDS: [char; 4] = ['.', '?', '!', '…'];

/// A scrubbed text without its blanks, as a phrasing of a question.
#[must_use]
pub fn without_blanks(text: &str) -> String {
    let clauses = clauses(text);
    let mut kept = clauses.clone();
    kept.retain(|clause| !clause.is_emptied());
    let phrasing = written(&kept);
    let words = phrasing.split_whitespace().filter(|word| is_word(word));
    if words.count() < FEWEST_LEFT {
        return written(&clauses);
    }
    phrasing
}

/// A stretch of a text between marks, by the places of its words in it.
#[derive(Clone)]
struct Clause<'t> {
    words: Vec<&'t str>,
    begins_sentence: bool,
}

fn clauses(text: &str) -> Vec<Clause<'_>> {
    let mut found: Vec<Clause<'_>> = Vec::new();
    let (mut begins, mut begins_sentence) = (true, true);
    for word in text.split_whitespace() {
        match found.last_mut() {
            Some(clause) if !begins => clause.words.push(word),
            _ => found.push(Clause {
                words: vec![word],
                begins_sentence,
            }),
        }
        begins_sentence = word.ends_with(SENTENCE_ENDS);
        begins = begins_sentence || word.ends_with(CLAUSE_ENDS);
    }
    found
}

impl Clause<'_> {
    /// Whether it says nothing without what was taken out: a few words lead to that, and nothing
    /// follows it. A question says something all the same.
    fn is_emptied(&self) -> bool {
        let Some(at) = self.words.iter().position(|word| word.contains(BLANK)) else {
            return false;
        };
        let (before, after) = self.words.split_at(at);
        let is_blank = |word: &&str| word.contains(BLANK) && !is_word(&word.replace(BLANK, ""));
        let joins = |word: &&str| word.chars().count() <= LONGEST_JOINING;
        let leads_nowhere = after.last().is_some_and(is_blank)
            && after.iter().all(|word| is_blank(word) || joins(word));
        before.len() <= MOST_BEFORE && leads_nowhere && !self.asks()
    }

    fn asks(&self) -> bool {
        let is_whole = self.begins_sentence && self.end() == Some('?');
        let folded = Language::ENGLISH.fold(&self.words.join(" "));
        let clauses = Language::ENGLISH.clauses(&folded);
        is_whole || clauses.iter().any(|clause| clause.begins_question)
    }

    /// The mark at its end, if it ends a sentence.
    fn end(&self) -> Option<char> {
        let last = self.words.last()?.chars().next_back()?;
        SENTENCE_ENDS.contains(&last).then_some(last)
    }
}

/// The words of these clauses without blanks. A mark that stood behind a blank stands behind the word
/// before, and what stood at the end of a sentence ends with a mark of one.
fn written(clauses: &[Clause<'_>]) -> String {
    let mut text = String::new();
    for clause in clauses {
        if clause.begins_sentence && text.ends_with(CLAUSE_ENDS) {
            text.pop();
            text.push('.');
        }
        for word in &clause.words {
            let word = word.replace(BLANK, "");
            if is_word(&word) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&word);
            } else if !text.is_empty() && !text.ends_with(is_end) {
                text.extend(word.chars().filter(|char| is_end(*char)).take(1));
            }
        }
    }
    let whole = text.trim_end_matches(CLAUSE_ENDS).len();
    text.truncate(whole);
    text
}

fn is_end(char: char) -> bool {
    CLAUSE_ENDS.contains(&char) || SENTENCE_ENDS.contains(&char)
}

fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_says_nothing_but_what_was_taken_out_is_left_out() {
        for (text, phrasing) in [
            (
                "I'm ___, is the gadget loud? mail me ___ or ___",
                "is the gadget loud?",
            ),
            ("I'm ___, after ___ days?", "after days?"),
            ("Hello, I'm ___. Is it loud?", "Hello. Is it loud?"),
            ("is it loud, my name is ___", "is it loud"),
            ("is it loud? You can reach me at ___.", "is it loud?"),
            ("ich bin ___, ist es laut", "ist es laut"),
        ] {
            assert_eq!(without_blanks(text), phrasing);
        }
    }

    #[test]
    fn question_is_kept() {
        for (text, phrasing) in [
            ("does it hurt", "does it hurt"),
            ("can I swim after ___ days", "can I swim after days"),
            ("hello, can I swim in ___", "hello, can I swim in"),
            ("hello, pain after ___ days", "hello, pain after days"),
            (
                "Is it loud at ___? I'm curious",
                "Is it loud at? I'm curious",
            ),
            ("hi, pain in ___", "hi, pain in"),
            ("my name is ___", "my name is"),
            ("(___) is it loud ___'s way", "is it loud 's way"),
        ] {
            assert_eq!(without_blanks(text), phrasing);
        }
    }

    proptest! {
        #[test]
        fn no_blank_is_left_and_no_word_is_new(
            text in "((hello|I'm|is|it|loud|or|___|ç|,|\\.|\\?)[,.?!]? ?){0,20}"
        ) {
            let phrasing = without_blanks(&text);
            prop_assert!(!phrasing.contains(BLANK), "{phrasing}");
            let said = text.replace(BLANK, "");
            for word in phrasing.split_whitespace() {
                let core = word.trim_matches(|char: char| !char.is_alphanumeric());
                prop_assert!(said.contains(core), "{word}");
            }
        }
    }
}
