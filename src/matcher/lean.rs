//! What was learned of the words of a message beside what its phrasings tell.

use super::decide::Best;
use super::ranking::{Model, Part, Ranking};

/// What a topic's fit gains with each nat of the odds of the topic against all that is not covered.
const LEAN: f32 = 0.042;

/// Odds, in nats, from which on a topic gains: what is not covered has more phrasings than any topic.
const EVEN: f32 = -0.5;

/// Added to both likelihoods, so that no odds are beyond what the texts of a FAQ can tell.
const FAINT: f32 = 0.02;

/// What a message must say for its words to speak for a topic at all, and in full.
const SCARCE_EVIDENCE: f32 = 0.6;
const ENOUGH_EVIDENCE: f32 = 0.8;

/// By how much another topic must be likelier for the message to be asked about.
const MUCH_LIKELIER: f32 = 0.4;

/// A text of so many words is long: twice as many as the longest call for help that several
/// authors wrote.
const PASTE_OF: usize = 80;

/// Likelihoods at which the words of such a part are hardly about danger, and likely about nothing that is
/// covered.
const HARDLY: f32 = 0.2;
const LIKELY_ELSEWHERE: f32 = 0.6;

impl Model {
    /// How well each entry fits a message, `0.0..`: its best stretch, for a topic moved by what the words
    /// speak for.
    pub(super) fn fits(&self, ranking: &Ranking) -> Vec<f32> {
        let fits = ranking.combined.iter().enumerate();
        fits.map(|(entry, fit)| (fit + self.lean(ranking, entry)).max(0.0))
            .collect()
    }

    /// What the fit of an entry is moved by: `0.042 s (ln((p + 0.02) / (q + 0.02)) + 0.5)` with `s` how
    /// much there was to learn from, `p` how likely the topic is and `q` how likely nothing that is
    /// covered; 0 for what is no topic. A gain counts less where the message says little.
    pub(super) fn lean(&self, ranking: &Ranking, entry: usize) -> f32 {
        let opinion = ranking.scored[ranking.from[entry]].opinion.as_ref();
        let likely = opinion.and_then(|opinion| self.learned.likely(opinion, entry));
        likely.map_or(0.0, |(topic, elsewhere)| {
            let odds = ((topic + FAINT) / (elsewhere + FAINT)).ln() - EVEN;
            let lean = LEAN * self.learned.sureness() * odds;
            // A word alone speaks for what it stands in most; that is no reason to answer.
            let enough = (ranking.evidence - SCARCE_EVIDENCE) / (ENOUGH_EVIDENCE - SCARCE_EVIDENCE);
            lean.min(lean * enough.clamp(0.0, 1.0))
        })
    }

    /// Whether a danger sign stands in a long text, such as minutes or a chat that was passed on, in a part
    /// whose words speak for nothing that is covered. Whoever is in need writes less.
    pub(super) fn is_paste_from_elsewhere(
        &self,
        ranking: &Ranking,
        part: Part,
        urgent: Best,
    ) -> bool {
        let words: usize = ranking
            .clauses
            .iter()
            .map(|clause| clause.tokens.len())
            .sum();
        let opinion = (words >= PASTE_OF).then(|| self.opinion_of(ranking, part));
        let opinion = opinion.flatten();
        let likely = opinion.and_then(|opinion| self.learned.likely(&opinion, urgent.entry));
        likely.is_some_and(|(danger, elsewhere)| danger <= HARDLY && elsewhere >= LIKELY_ELSEWHERE)
    }

    /// Whether the words speak much more for another topic than for the one that fits best.
    pub(super) fn speaks_for_another(&self, ranking: &Ranking, topic: Best) -> bool {
        let likely = |entry: usize| {
            let opinion = ranking.scored[ranking.from[topic.entry]].opinion.as_ref()?;
            self.learned.likely(opinion, entry).map(|(topic, _)| topic)
        };
        let Some(own) = likely(topic.entry) else {
            return false;
        };
        let others = (0..self.kinds.len()).filter_map(likely);
        let most = others.fold(0.0, f32::max);
        self.learned.sureness() * (most - own) > MUCH_LIKELIER
    }
}
