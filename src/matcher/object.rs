//! What a question is asked of: "how long does a passport renewal take" has the form of a question
//! that a FAQ about something else answers.

use super::ranking::Model;
use super::reading::{ReadClause, Token};
use crate::text::Class;

impl Model {
    /// Whether some clauses ask about a thing that no topic speaks of: a content word after "a",
    /// "between" or "does", perhaps behind others of its like, that the topics do not use.
    ///
    /// Only clauses that begin like a question count, or one that stands alone: what is told beside
    /// a question may be about anything.
    pub(super) fn asks_of_something_else(&self, clauses: &[ReadClause]) -> bool {
        let alone = clauses.len() == 1;
        clauses
            .iter()
            .filter(|clause| alone || clause.begins_question)
            .any(|clause| self.has_foreign_object(&clause.tokens))
    }

    fn has_foreign_object(&self, tokens: &[Token]) -> bool {
        let foreign = |token: &Token| {
            token.class == Class::Content
                && !token.absorbed
                && token.corrected.is_none()
                && self.index.mass(&self.lexicon, token).is_foreign_to_topics()
        };
        let language = self.lexicon.vocabulary.language();
        let mut introduced = false;
        for (at, token) in tokens.iter().enumerate() {
            if language.introduces_object(&token.text) {
                introduced = true;
            } else if !foreign(token) {
                introduced = false;
            } else if introduced && !tokens.get(at + 1).is_some_and(foreign) {
                // Before a word of the topics it only describes that: "a handheld roller".
                let describes = tokens
                    .get(at + 1)
                    .is_some_and(|next| next.class == Class::Content);
                if !describes {
                    return true;
                }
                introduced = false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::decided;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decided(text), expected, "message: {text:?}");
    }

    #[test]
    fn a_question_about_something_else_is_not_answered_for_its_form() {
        check("when do you open", "answer opening");
        check("when does a supermarket open", "clarify opening licence");
        check(
            "opening hours of a cathedral",
            "clarify opening size licence",
        );
    }
}
