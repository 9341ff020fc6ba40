//! The thresholds of the decision.

use crate::faq::MatchingSettings;

/// The thresholds of the decision, each `0.0..=1.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Lowest score that is answered.
    pub answer_at: f32,
    /// Lowest score that is offered as a choice.
    pub clarify_at: f32,
    /// How far the best must lead the second to be *the* answer.
    pub margin: f32,
}

impl Settings {
    /// The defaults, but for what an operator set.
    #[must_use]
    pub fn new(own: &MatchingSettings) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "values lie in 0..=1")]
        let or = |value: Option<f64>, default: f32| value.map_or(default, |value| value as f32);
        Self {
            answer_at: or(own.answer_at, crate::p!("ANS", 0.3)),
            clarify_at: or(own.clarify_at, crate::p!("CLA", 0.2)),
            margin: or(own.margin, crate::p!("MAR", 0.03)),
        }
    }
}
