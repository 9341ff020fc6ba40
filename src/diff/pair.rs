//! What both versions make of one message, and which way that turns.

use super::Phrasing;
use super::changes::{LabelledChange, PhrasingChange, Presence, Turn};
use super::languages::Edition;
use super::told::Told;
use crate::eval::{Mistake, Question, judge};
use crate::faq::Faq;
use crate::matcher::Decision;

/// What both versions make of one message.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    old: Edition<'a>,
    new: Edition<'a>,
    was: Decision,
    pub(super) is: Decision,
    pub(super) from: Told,
    pub(super) to: Told,
    /// Whether the two differ in more than names.
    pub(super) differs: bool,
}

impl<'a> Pair<'a> {
    pub(super) fn new((old, new): (Edition<'a>, Edition<'a>), text: &str) -> Self {
        let (was, is) = (old.side.matcher.decide(text), new.side.matcher.decide(text));
        let from = Told::of(old, &was.outcome);
        let to = Told::of(new, &is.outcome);
        let renamed = |ids: &[String]| {
            let ids = ids
                .iter()
                .map(|id| old.language.names.new_of(id).to_owned());
            ids.collect::<Vec<_>>()
        };
        let differs = (from.outcome, &from.language) != (to.outcome, &to.language)
            || renamed(&from.entries) != to.entries
            || renamed(&from.not_covered) != to.not_covered;
        Self {
            old,
            new,
            was,
            is,
            from,
            to,
            differs,
        }
    }

    pub(super) fn labelled(&self, question: &Question) -> Option<LabelledChange> {
        let Self { old, new, .. } = self;
        let (before, after) = (old.side.faq, new.side.faq);
        let of_old = labels(question, before, |id| old.language.names.old_of(id));
        let of_new = labels(question, after, |id| new.language.names.new_of(id));
        let was = judge(before, &of_old, &self.was);
        let is = judge(after, &of_new, &self.is);
        let turn = turn(
            (severity(was.mistake), was.both != Some(false)),
            (severity(is.mistake), is.both != Some(false)),
        );
        (self.differs || turn != Turn::Other).then(|| LabelledChange {
            id: question.id.clone(),
            text: question.text.clone(),
            turn,
            from: self.from.clone(),
            to: self.to.clone(),
            was: was.mistake,
            is: is.mistake,
        })
    }

    pub(super) fn phrasing(&self, phrasing: &Phrasing) -> Option<PhrasingChange> {
        let Phrasing { text, old, new, .. } = phrasing;
        let names = &self.new.language.names;
        let presence = match (old, new) {
            (Some(old), Some(new)) if names.new_of(old) == new => Presence::Kept,
            (Some(_), Some(_)) => Presence::Moved,
            (None, _) => Presence::Added,
            (Some(_), None) => Presence::Removed,
        };
        let entry = new.as_ref().or(old.as_ref())?;
        let had_by = old.as_deref().unwrap_or_else(|| names.old_of(entry));
        let turn = match presence {
            Presence::Removed => Turn::Other,
            _ => turn(self.from.nearness_to(had_by), self.to.nearness_to(entry)),
        };
        self.differs.then(|| PhrasingChange {
            entry: entry.clone(),
            text: text.clone(),
            presence,
            turn,
            from: self.from.clone(),
            to: self.to.clone(),
        })
    }
}

/// The question with the labels that `faq` knows under the name that `name` gives.
fn labels<'a>(question: &'a Question, faq: &Faq, name: impl Fn(&'a str) -> &'a str) -> Question {
    let label = |id: &'a String| {
        if faq.find(id).is_some() {
            id.clone()
        } else {
            name(id).to_owned()
        }
    };
    Question {
        accept: question.accept.iter().map(label).collect(),
        ..question.clone()
    }
}

/// A mistake by its place, the worst first and none last.
pub(super) fn severity(mistake: Option<Mistake>) -> (bool, Option<Mistake>) {
    (mistake.is_none(), mistake)
}

/// Which way something turns of which more is better.
fn turn<T: Ord + Copy>(was: T, is: T) -> Turn {
    match is.cmp(&was) {
        std::cmp::Ordering::Less => Turn::Worse,
        std::cmp::Ordering::Greater => Turn::Better,
        std::cmp::Ordering::Equal => Turn::Other,
    }
}
