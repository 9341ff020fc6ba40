//! The thresholds of the decision.

use crate::faq::MatchingSettings;

/// The lowest fit that is answered. Chosen with the two below on one half of the development
/// questions; `tests/quality.rs` holds floors on both halves.
const DEFAULT_ANSWER_AT: f32 = 0.27;

/// The lowest fit that is offered as a choice.
const DEFAULT_CLARIFY_AT: f32 = 0.2;

/// How far the best must lead the second to be *the* answer. Lowered from 0.03 over the questions of
/// several authors: it answered more of them rightly, and no more of them wrongly.
const DEFAULT_MARGIN: f32 = 0.025;

/// The thresholds of the decision, each `0.0..=1.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Lowest fit that is answered.
    pub answer_at: f32,
    /// Lowest fit that is offered as a choice.
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
            answer_at: or(own.answer_at, DEFAULT_ANSWER_AT),
            clarify_at: or(own.clarify_at, DEFAULT_CLARIFY_AT),
            margin: or(own.margin, DEFAULT_MARGIN),
        }
    }
}
