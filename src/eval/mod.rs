//! How well decisions fit labelled questions.
//!
//! Pure counting: questions and decisions in, figures out. What is counted is defined in
//! [`judge`]; how figures of one kind of question are summed up, in [`Figures`].

mod confusion;
mod figures;
mod judge;
mod question;

use serde::Serialize;

use crate::faq::Faq;
use crate::matcher::Decision;

pub use confusion::Confusion;
pub use figures::{Figures, Share};
pub use judge::{Mistake, Scope, Verdict, judge};
pub use question::Question;

/// The figures of all questions judged so far.
#[derive(Debug, Serialize)]
pub struct Report {
    /// One for each kind of question, in the order in which the kinds came.
    pub kinds: Vec<Figures>,
    /// All kinds together.
    pub all: Figures,
    /// Every mistake, the worst first.
    pub confusions: Vec<Confusion>,
}

impl Default for Report {
    /// No question judged yet.
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            all: Figures::of("all"),
            confusions: Vec::new(),
        }
    }
}

impl Report {
    /// Counts `question`, on which `decision` was taken.
    ///
    /// # Panics
    ///
    /// Panics if the decision was taken for another FAQ and names an entry that `faq` lacks.
    pub fn add(&mut self, faq: &Faq, question: &Question, decision: &Decision) {
        let verdict = judge(faq, question, decision);
        let known = self.kinds.iter().position(|of| of.kind == question.kind);
        let at = known.unwrap_or_else(|| {
            self.kinds.push(Figures::of(&question.kind));
            self.kinds.len() - 1
        });
        self.kinds[at].add(&verdict);
        self.all.add(&verdict);
        if let Some(mistake) = verdict.mistake {
            let got = confusion::describe(faq, &decision.outcome);
            confusion::add(&mut self.confusions, question, mistake, got);
        }
    }

    /// Brings the confusions in order; to be called when all questions are counted.
    pub fn sort(&mut self) {
        confusion::sort(&mut self.confusions);
    }
}
