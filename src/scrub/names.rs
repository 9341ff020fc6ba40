//! Names of people, as far as where they stand or how they are written tells.

use super::cues::{DOING, FIELDS, MAYBE, SURELY, TELLING, TITLES, TITLES_TOO, WRITTEN};
use super::reading::{Text, is_of_speaker, is_too, is_word};
use super::tokens::Token;

/// Takes out what is the name of a person, and what else tells who and where somebody is.
pub(super) fn blank(tokens: &mut [Token], is_known: &dyn Fn(&str) -> bool) {
    let named = Text::new(tokens, is_known).named();
    for (token, is_name) in tokens.iter_mut().zip(named) {
        if is_name {
            token.blank();
        }
    }
}

impl Text<'_> {
    /// Which pieces are names.
    fn named(&self) -> Vec<bool> {
        let mut named = vec![false; self.tokens.len()];
        // Where the last name ends, so that none is read twice.
        let mut end = 0;
        for at in 0..self.tokens.len() {
            let is_first = at >= end
                && (self.given[at]
                    || self.is_introduced(at)
                    || self.is_full(at)
                    || self.is_greeted(at)
                    || self.is_speaker(at));
            if is_first {
                end = self.name_end(at + 1);
                named[at..end].fill(true);
            }
            if self.is_handle(at) {
                named[at] = true;
            }
            for place in [self.place(at), self.street(at)].into_iter().flatten() {
                named[place].fill(true);
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

    /// Whether what stands before a piece tells that a name begins here.
    fn is_introduced(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(previous) = at.checked_sub(1).map(|before| &self.tokens[before]) else {
            return false;
        };
        let title = previous.folded.as_str();
        let is_field = previous.trail() == ":" && FIELDS.contains(&title);
        is_word(token)
            && (is_field
                || self.follows_any(at, SURELY) && !self.is_grammar(at)
                || self.is_self_named(at)
                || self.follows_any(at, MAYBE) && self.is_unfamiliar(at)
                || self.follows_any(at, WRITTEN) && self.is_name(at)
                || self.is_introduced_abroad(at)
                || self.is_another(at)
                || TITLES.contains(&title) && self.is_titled(at)
                || self.is_relative(at))
    }

    /// Whether a word may stand after a title: it looks like a name, or is written with a capital. Of
    /// words that the FAQ knows, some make a product with "Dr", unless they do something.
    fn is_titled(&self, at: usize) -> bool {
        let is_written = self.tokens[at].is_capital() && !self.is_grammar(at);
        let is_product = matches!(self.tokens[at - 1].folded.as_str(), "dr" | "doctor");
        self.looks(at) || is_written && (!is_product || self.does(at + 1))
    }

    /// Whether a word stands here that follows a name.
    fn does(&self, at: usize) -> bool {
        let next = self.tokens.get(at);
        next.is_some_and(|next| DOING.contains(&next.folded.as_str()))
    }

    /// Whether a relative or the like is named here: "my sister Anna", "my sister anna had it", "my
    /// son, Paul, has it", "it's me, Anna, again", "the mother of Paul".
    fn is_relative(&self, at: usize) -> bool {
        let is_title = |at: usize| {
            let word = self.tokens[at].folded.as_str();
            TITLES_TOO.contains(&word) || TITLES_TOO.contains(&word.trim_end_matches('s'))
        };
        let (token, previous) = (&self.tokens[at], &self.tokens[at - 1]);
        if previous.folded == "of" && at >= 2 && is_title(at - 2) {
            return self.is_proper(at);
        }
        if previous.ends_clause() {
            let is_named = is_title(at - 1) || self.follows(at - 1, &["its"]);
            return is_named && previous.trail() == "," && token.trail() == "," && self.looks(at);
        }
        if !is_title(at - 1) {
            return false;
        }
        let is_plural = token.folded.ends_with('s');
        self.is_proper(at) || self.is_unfamiliar(at) && !is_plural && self.does(at + 1)
    }

    /// Whether somebody is named after somebody else: "Anna and Paul".
    fn is_another(&self, at: usize) -> bool {
        at >= 2
            && matches!(self.tokens[at - 1].folded.as_str(), "and" | "&" | "or")
            && self.tokens[at - 2].is_blank()
            && self.is_proper(at)
    }

    /// Whether two names begin here: "Anna Miller", "Will Smith".
    fn is_full(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_second = |next: &Token| {
            is_word(next)
                && next.is_capital()
                && !is_of_speaker(&next.folded)
                && (!self.known[at + 1] || is_too(&next.folded))
        };
        let is_both = !self.begins(at)
            && is_too(&token.folded)
            && self.is_name(at)
            && self.tokens.get(at + 1).is_some_and(is_second);
        !token.ends_clause() && (is_both || self.is_proper(at) && self.is_proper(at + 1))
    }

    /// Whether somebody is named here who said something: "Anna told me".
    fn is_speaker(&self, at: usize) -> bool {
        let tells = |next: &Token| TELLING.contains(&next.folded.as_str());
        self.tokens.get(at + 1).is_some_and(tells)
            && !self.tokens[at].ends_clause()
            && (self.is_proper(at) || self.begins(at) && self.is_strange(at))
    }
}
