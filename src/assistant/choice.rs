//! Which of several languages a message is answered in.

use crate::matcher::{Matcher, Outcome};

/// The place of the language in which a message is to be answered: where it tells of danger; else the
/// one that knows most of its words; else, as it is with ties, the one at `speaker`.
///
/// Danger in another language than that of most words counts if there is a sentence that the other
/// knows as well: what only looks like one of its words is none.
pub(crate) fn choose(languages: &[&Matcher], text: &str, speaker: usize) -> usize {
    if languages.len() < 2 {
        return speaker;
    }
    let known: Vec<Vec<usize>> = languages
        .iter()
        .map(|matcher| matcher.known_words(text))
        .collect();
    let total = |at: usize| known[at].iter().sum::<usize>();
    let most = (0..known.len()).map(total).max().unwrap_or_default();
    let chosen = if total(speaker) == most {
        speaker
    } else {
        let best = (0..known.len()).find(|at| total(*at) == most);
        best.unwrap_or_default()
    };
    let in_danger = |at: &usize| {
        let outcome = languages[*at].decide(text).outcome;
        matches!(outcome, Outcome::Urgent { .. })
    };
    let knows_a_sentence = |at: &usize| {
        let mut sentences = known[*at].iter().zip(&known[chosen]);
        let nothing = total(chosen) == 0;
        sentences.any(|(own, other)| own >= other && (*own > 0 || nothing))
    };
    let others = (0..known.len()).filter(|at| *at != chosen);
    let told = std::iter::once(chosen)
        .chain(others.filter(knows_a_sentence))
        .find(in_danger);
    told.unwrap_or(chosen)
}
