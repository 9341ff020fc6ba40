//! What one decision is worth.

use std::fmt;

use serde::Serialize;

use crate::faq::{Faq, Kind};
use crate::matcher::{Decision, Outcome};

use super::Question;

/// What a question asks of the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A topic answers it.
    In,
    /// No topic answers it.
    Out,
    /// It is small talk.
    Social,
}

/// What went wrong, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// A danger sign was neither recognised nor asked back.
    MissedEmergency,
    /// A danger sign was only asked back.
    EmergencyAskedBack,
    /// A warning where there is no danger.
    FalseAlarm,
    /// Answered with topics none of which is right.
    WrongAnswer,
    /// Answered although no topic answers it.
    FalseAnswer,
    /// Answered with a right topic and one that is not right.
    PartlyWrong,
    /// Neither answered nor asked back with a right topic, or small talk not taken as such.
    NotHelped,
    /// Asked back with a right topic among those offered, instead of answered.
    AskedBack,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissedEmergency => "missed emergency",
            Self::EmergencyAskedBack => "emergency asked back",
            Self::FalseAlarm => "false alarm",
            Self::WrongAnswer => "wrong answer",
            Self::FalseAnswer => "false answer",
            Self::PartlyWrong => "partly wrong",
            Self::NotHelped => "not helped",
            Self::AskedBack => "asked back",
        })
    }
}

/// What one decision is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a figure of its own in the report, and most may go together"
)]
pub struct Verdict {
    /// What the question asks of the bot.
    pub scope: Scope,
    /// In scope: all topics answered are accepted, at least one is; for an emergency the outcome is
    /// urgent too, with an accepted entry first. Out of scope: neither answered nor urgent. Social:
    /// the outcome is small talk.
    pub right: bool,
    /// In scope: an accepted entry is among those answered or offered.
    pub helped: bool,
    /// In scope: something is answered, and nothing of it is accepted.
    pub wrong: bool,
    /// Out of scope: answered or urgent.
    pub false_answer: bool,
    /// The outcome is clarify.
    pub asked_back: bool,
    /// Urgent, and none of the urgent entries is accepted.
    pub false_alarm: bool,
    /// Whether an emergency was recognised: urgent with an accepted entry first. `None` for other
    /// kinds.
    pub recognised: Option<bool>,
    /// Whether both of two topics asked for at once were answered. `None` for other questions.
    pub both: Option<bool>,
    /// What went wrong, if it is not right.
    pub mistake: Option<Mistake>,
}

/// Judges the decision taken on `question`.
///
/// Answered are the entries of `answer` and `urgent` that are topics: what is declined beside an
/// answer does not count. The definitions are those of the question sets' own README.
///
/// # Panics
///
/// Panics if the decision was taken for another FAQ and names an entry that this one lacks.
#[must_use]
pub fn judge(faq: &Faq, question: &Question, decision: &Decision) -> Verdict {
    let outcome = &decision.outcome;
    let accepted = |id: &str| question.accepts(id);
    let entries: Vec<_> = outcome.entries();
    let entries: Vec<_> = entries.iter().map(|entry| faq.entry(*entry)).collect();
    let is_urgent = matches!(outcome, Outcome::Urgent { .. });
    let is_answered = is_urgent || matches!(outcome, Outcome::Answer { .. });
    let asked_back = matches!(outcome, Outcome::Clarify { .. });
    let ids = |count: bool| -> Vec<&str> {
        let topics = entries.iter().filter(|entry| entry.kind == Kind::Topic);
        topics
            .filter(|_| count)
            .map(|entry| entry.id.as_str())
            .collect()
    };
    let (answered, offered) = (ids(is_answered), ids(asked_back));

    let scope = match question {
        social if social.is_social() => Scope::Social,
        covered if !covered.accept.is_empty() => Scope::In,
        _ => Scope::Out,
    };
    let in_scope = scope == Scope::In;
    let warned = is_urgent && answered.first().is_some_and(|first| accepted(first));
    let recognised = question.is_emergency().then_some(warned);
    let false_alarm = is_urgent
        && !entries
            .iter()
            .any(|entry| entry.urgent && question.accepts(&entry.id));
    let right = match scope {
        Scope::In => {
            !answered.is_empty()
                && answered.iter().all(|id| accepted(id))
                && recognised != Some(false)
        }
        Scope::Out => !is_answered,
        Scope::Social => matches!(outcome, Outcome::SmallTalk { .. }),
    };
    let hit = answered.iter().any(|id| accepted(id));
    let helped = in_scope && (hit || offered.iter().any(|id| accepted(id)));
    let wrong = in_scope && !answered.is_empty() && !hit;
    let false_answer = scope == Scope::Out && is_answered;
    let mistake = if right {
        None
    } else if recognised == Some(false) && helped && asked_back {
        Some(Mistake::EmergencyAskedBack)
    } else if recognised == Some(false) {
        Some(Mistake::MissedEmergency)
    } else if false_alarm {
        Some(Mistake::FalseAlarm)
    } else if wrong {
        Some(Mistake::WrongAnswer)
    } else if false_answer {
        Some(Mistake::FalseAnswer)
    } else if in_scope && hit {
        Some(Mistake::PartlyWrong)
    } else if helped {
        Some(Mistake::AskedBack)
    } else {
        Some(Mistake::NotHelped)
    };
    let both = question
        .two_topics()
        .map(|topics| topics.iter().all(|id| answered.contains(&id.as_str())));
    Verdict {
        scope,
        right,
        helped,
        wrong,
        false_answer,
        asked_back,
        false_alarm,
        recognised,
        both,
        mistake,
    }
}

#[cfg(test)]
mod tests;
