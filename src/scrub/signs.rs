//! Names beside greetings, and those that a message begins or ends with.

use super::cues::PRESENCE;
use super::reading::{Text, is_greeting, is_too, is_word};
use super::tokens::Token;

/// At most so many words are the signature of a message.
const LONGEST_SIGNATURE: usize = 3;

/// So many words before a signature a greeting may stand.
const NEAR: usize = 4;

impl Text<'_> {
    /// Whether who is greeted, thanked or there is named here: "hello Anna", "Anna here", "Anna: ..."
    pub(super) fn is_greeted(&self, at: usize) -> bool {
        self.is_after_greeting(at) || self.is_present(at) || self.is_heading(at)
    }

    /// Whether whoever is greeted or thanked is named here: nothing else stands in the clause.
    fn is_after_greeting(&self, at: usize) -> bool {
        let Some(previous) = at.checked_sub(1).map(|before| &self.tokens[before]) else {
            return false;
        };
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1);
        let is_last = |next: &Token| next.begins_line || is_greeting(next) || next.is_bare();
        let is_alone = token.ends_clause() && !token.trail().contains('?')
            || next.is_none() && token.trail().is_empty()
            || next.is_some_and(is_last);
        is_greeting(previous)
            && !previous.ends_sentence()
            && (is_alone && !self.known[at] || self.looks(at) && is_too(&token.folded))
    }

    /// "Anna here, ...", "it's anna again, ..."
    fn is_present(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else {
            return false;
        };
        let is_there = PRESENCE.contains(&next.folded.as_str()) && !self.tokens[at].ends_clause();
        let begins = self.begins_clause(at) || self.follows(at, &["its"]);
        let is_strange = self.is_strange(at) && next.ends_clause();
        is_there && begins && (self.is_proper(at) || is_strange)
    }

    /// "Anna: ..."
    fn is_heading(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_first = (at == 0 || token.begins_line) && token.core().chars().count() > 1;
        is_first && token.trail() == ":" && at + 1 < self.tokens.len() && self.is_proper(at)
    }

    /// Where the signature begins, if the message has one: a few words at its end that are written
    /// like a name, after the end of a sentence or a line.
    pub(super) fn signature(&self) -> Option<usize> {
        let end = self.tokens.len();
        let last = self.tokens.last()?;
        if last.trail().contains('?') {
            return None;
        }
        self.own_line(end).or_else(|| {
            let mut start = end;
            while start > 0 && end - start < LONGEST_SIGNATURE && self.is_part(start - 1) {
                start -= 1;
                let before = start.checked_sub(1).map(|before| &self.tokens[before]);
                let ends = |token: &Token| token.ends_clause() && !token.is_abbreviated();
                if self.tokens[start].begins_line || before.is_some_and(ends) {
                    break;
                }
            }
            let is_name = (start..end).any(|at| self.is_proper(at));
            let before = start.checked_sub(1).map(|before| &self.tokens[before])?;
            let is_apart =
                before.ends_sentence() || self.tokens.get(start)?.begins_line || before.is_bare();
            // "thanks in advance, Anna M."
            let near = &self.tokens[start.saturating_sub(NEAR)..start];
            let is_after_greeting =
                is_greeting(before) || before.ends_clause() && near.iter().any(is_greeting);
            (is_name && (is_apart || is_after_greeting)).then_some(start)
        })
    }

    /// Whether a word is a part of a signature.
    fn is_part(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_written = self.is_written(at) && !self.is_grammar(at) && !is_greeting(token);
        is_word(token) && (self.is_proper(at) || token.is_initial() || is_written)
    }

    /// Where a last line begins, or what stands after a dash at the end, in which no word is known.
    fn own_line(&self, end: usize) -> Option<usize> {
        let words = self.tokens[..end].iter().enumerate().rev();
        let (start, first) = words
            .take(LONGEST_SIGNATURE)
            .take_while(|(at, _)| self.is_strange(*at) || self.is_proper(*at))
            .find(|(at, token)| {
                let before = at.checked_sub(1).map(|before| &self.tokens[before]);
                token.begins_line
                    || is_dash(token.lead())
                    || before.is_none_or(|before| before.is_bare() && is_dash(before.lead()))
            })?;
        let is_all = start == 0 && first.lead().is_empty();
        (is_word(first) && !is_all).then_some(start)
    }
}

/// Whether marks are what people put before their signature.
fn is_dash(marks: &str) -> bool {
    !marks.is_empty()
        && marks
            .chars()
            .all(|c| "-\u{2010}\u{2013}\u{2014}\u{2015}~/".contains(c))
}
