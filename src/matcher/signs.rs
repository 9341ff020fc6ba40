//! What the words of a message tell of danger, apart from how well entries fit it: how many danger
//! words there are, whether they are about the FAQ's own subject or about something else, and
//! whether the message tells what happens to somebody rather than asking.

use super::index::CLEAR;
use super::ranking::{Model, Ranking};
use super::reading::{ReadClause, Token};
use crate::text::{Class, Language};

/// What the words of a message tell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    /// How many different danger words it holds, a fixed phrase counting as two.
    pub(super) words: usize,
    /// Whether one of them is spelled as the FAQ or the language spells it.
    pub(super) spelled: bool,
    /// Whether it speaks of the FAQ's own subject.
    pub(super) own: bool,
    /// In what manner it speaks.
    pub(super) manner: Manner,
    /// Whether what sounds like danger is another matter.
    pub(super) about: SomethingElse,
    /// Whether it stands in a long text beside nothing of whoever writes: a report, a story, a letter
    /// that was passed on.
    pub(super) passed_on: bool,
}

/// In what manner a message speaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Whether it tells something and asks nothing but what that means.
    pub(super) tells: bool,
    /// Whether it states so something of somebody's own.
    pub(super) states: bool,
    /// Whether it tells so how something came about.
    pub(super) unfolds: bool,
}

impl Signs {
    /// Whether a message tells of danger plainly: it asks nothing else, and is about nothing else.
    pub(super) fn is_plain(self) -> bool {
        self.manner.tells && self.spelled && self.about == SomethingElse::No
    }

    /// Whether it does so that clearly that it matters less what else it resembles.
    pub(super) fn is_clear(self) -> bool {
        self.is_plain() && (self.own || self.words > 1 || self.manner.states && self.manner.unfolds)
    }

    /// From here on what stands around the danger words is too strange for them to mean what they
    /// seem to, unless it is of the FAQ's own subject.
    pub(super) fn strange_to(self) -> f32 {
        match self.words {
            0 => f32::INFINITY,
            1 => STRANGE_TO_ONE,
            _ => STRANGE_TO_SEVERAL,
        }
    }
}

/// The least strange sentence that is too strange to one danger word, and to several.
const STRANGE_TO_ONE: f32 = 0.7;
const STRANGE_TO_SEVERAL: f32 = 0.85;

/// Texts of so many words are mostly pasted. The longest of some hundred emergencies has sixty.
const LONG: usize = 80;

/// Whether the words around a danger word say that it is about something else: an animal, a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SomethingElse {
    No,
    /// In its sentence: that may be true, or another matter.
    NearBy,
    /// In the same clause.
    InItsClause,
}

impl Model {
    /// What the words of a ranked message tell of danger.
    pub(super) fn signs(&self, ranking: &Ranking) -> Signs {
        let clauses = &ranking.clauses;
        let tokens = || clauses.iter().flat_map(|clause| &clause.tokens);
        let dangers = || tokens().filter(|token| self.is_danger(token));
        let mut terms: Vec<_> = dangers().filter_map(Token::best).collect();
        terms.sort_unstable();
        terms.dedup();
        // A fixed phrase tells as much as two words.
        let phrases = terms.iter().filter(|term| self.lexicon.is_phrase(**term));
        let phrases = phrases.count();
        let own = tokens().any(|token| self.is_own_subject(token));
        Signs {
            words: terms.len() + phrases,
            spelled: dangers().any(|token| token.corrected.is_none()),
            own,
            manner: self.manner(clauses),
            about: self.tells_of_something_else(clauses, own),
            passed_on: self.is_passed_on(clauses),
        }
    }

    /// Whether no sentence with a danger word speaks of whoever writes, in a text longer than people
    /// write of their own trouble.
    fn is_passed_on(&self, clauses: &[ReadClause]) -> bool {
        let language = self.lexicon.vocabulary.language();
        let words = clauses.iter().map(|clause| clause.tokens.len());
        if words.sum::<usize>() < LONG {
            return false;
        }
        let sentences = clauses.chunk_by(|a, b| a.sentence == b.sentence);
        let tokens = sentences.map(|sentence| sentence.iter().flat_map(|clause| &clause.tokens));
        !tokens.into_iter().any(|tokens| {
            tokens.clone().any(|token| self.is_danger(token)) && { tokens }
                .any(|token| language.may_tell_of_writer(&token.text))
        })
    }

    /// In what manner a message speaks.
    fn manner(&self, clauses: &[ReadClause]) -> Manner {
        let language = self.lexicon.vocabulary.language();
        let tokens = || clauses.iter().flat_map(|clause| &clause.tokens);
        let any = |is: fn(Language, &str) -> bool| tokens().any(|token| is(language, &token.text));
        let tells = self.asks_nothing_of_its_own(clauses);
        Manner {
            tells,
            states: tells
                && !clauses.iter().any(|clause| clause.begins_question)
                && any(Language::owns),
            unfolds: tells
                && (any(Language::unfolds)
                    || any(Language::tells_of_change) && any(Language::tells_of_time)),
        }
    }

    /// Whether a message asks nothing, or only what it means that it tells: "is that usual, what do I
    /// do".
    fn asks_nothing_of_its_own(&self, clauses: &[ReadClause]) -> bool {
        let sentences = clauses.chunk_by(|a, b| a.sentence == b.sentence);
        let asking = sentences
            .filter(|sentence| sentence[0].asks)
            .flat_map(|sentence| {
                let begins = sentence.iter().any(|clause| clause.begins_question);
                let last = sentence.len() - 1;
                let clauses = sentence.iter().enumerate();
                clauses
                    .filter(move |(at, clause)| clause.begins_question || (!begins && *at == last))
            });
        asking
            .map(|(_, clause)| clause)
            .all(|clause| self.asks_after_meaning(clause))
    }

    /// Whether a question is one after what something told means: "is that usual".
    fn asks_after_meaning(&self, clause: &ReadClause) -> bool {
        let language = self.lexicon.vocabulary.language();
        let after_meaning =
            |token: &Token| language.asks_after_meaning(&token.text) || self.is_danger(token);
        clause.tokens.iter().any(after_meaning)
            && clause.tokens.iter().all(|token| {
                token.class == Class::Function || token.absorbed || after_meaning(token)
            })
    }

    /// Whether the words around a danger word say that it is about something else.
    fn tells_of_something_else(&self, clauses: &[ReadClause], own: bool) -> SomethingElse {
        let danger = |clause: &ReadClause| clause.tokens.iter().any(|token| self.is_danger(token));
        let cue = |clause: &ReadClause| self.has_cue(clause, &self.danger_terms.harmless);
        let told = || clauses.iter().filter(|clause| danger(clause));
        if told().next().is_some() && told().all(cue) {
            return SomethingElse::InItsClause;
        }
        // A word of elsewhere beside one of the own subject says little.
        let faint = |clause: &ReadClause| {
            cue(clause) || (!own && self.has_cue(clause, &self.danger_terms.elsewhere))
        };
        let sentence = |number: usize| {
            clauses
                .iter()
                .filter(move |clause| clause.sentence == number)
        };
        if told().any(|clause| sentence(clause.sentence).any(faint)) {
            SomethingElse::NearBy
        } else {
            SomethingElse::No
        }
    }

    /// Whether a word of a clause tells that what sounds like danger is another matter. What
    /// something is only likened to ("swollen like a melon") does not.
    fn has_cue(&self, clause: &ReadClause, cues: &[bool]) -> bool {
        let language = self.lexicon.vocabulary.language();
        let tokens = &clause.tokens;
        let likened = |at: usize| {
            tokens[..at]
                .iter()
                .rev()
                .take(MOST_LIKENED)
                .any(|before| language.likens(&before.text))
        };
        (0..tokens.len()).any(|at| stands_for(&tokens[at], cues) && !likened(at))
    }

    /// Whether a word, not denied, tells of danger.
    pub(super) fn is_danger(&self, token: &Token) -> bool {
        !token.negated && stands_for(token, &self.danger_terms.danger)
    }

    /// Whether a word is of the FAQ's own subject.
    fn is_own_subject(&self, token: &Token) -> bool {
        token.corrected.is_none() && stands_for(token, &self.danger_terms.own)
    }
}

/// So many words after "like" belong to what something is likened to: "a stuck pig".
const MOST_LIKENED: usize = 3;

/// Whether a content word most likely stands for one of the marked terms.
pub(super) fn stands_for(token: &Token, terms: &[bool]) -> bool {
    let likeliest = token
        .senses
        .first()
        .filter(|sense| sense.similarity >= CLEAR);
    token.class == Class::Content && likeliest.is_some_and(|sense| terms[sense.term.0 as usize])
}

#[cfg(test)]
mod tests {
    use super::super::sample::decided;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decided(text), expected, "message: {text:?}");
    }

    #[test]
    fn what_danger_is_likened_to_is_no_other_matter() {
        check("our boat is sinking like house prices", "urgent distress");
    }

    #[test]
    fn what_is_told_of_the_own_subject_is_asked_back_at_least() {
        check(
            "our boat keeps leaning to one side",
            "clarify distress other-trouble licence",
        );
        check(
            "our boat keeps leaning to one side, is that normal?",
            "clarify distress other-trouble licence size",
        );
        check(
            "our boat keeps leaning, do i need a licence?",
            "answer licence",
        );
    }
}
