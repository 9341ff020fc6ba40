//! How well a stretch of a message fits each entry, all phrasings of the entry taken together.

use super::index::{Index, Occurrences};
use super::lexicon::Lexicon;
use super::stretch::Stretch;

/// Adds to `scores`, one for each entry, `share` times how typical the words of `stretch` are of
/// the entry, `0.0..=1.0`: the mean over its words, by weight, of the best way in which the word
/// meets the entry. The phrasing `left_out` takes no part.
pub(super) fn add_document(
    index: &Index,
    lexicon: &Lexicon,
    stretch: &Stretch<'_>,
    about_danger: &[bool],
    share: f32,
    left_out: Option<u32>,
    scores: &mut [f32],
) {
    if stretch.total <= 0.0 {
        return;
    }
    let entry_left_out = left_out.map(|phrasing| index.phrasings[phrasing as usize].entry);
    let mut best = vec![0.0_f32; scores.len()];
    for word in &stretch.words {
        let gain = share * word.weight / stretch.total;
        let mut visit = |occurrences: Occurrences<'_>, similarity: f32| {
            for (entry, typical) in occurrences.entries {
                let typical = match left_out {
                    Some(phrasing) if entry_left_out == Some(*entry) => {
                        occurrences.typical_without(*typical, phrasing)
                    }
                    _ => *typical,
                };
                let entry = *entry as usize;
                let fit = typical * similarity;
                if fit > best[entry] && !(word.token.negated && about_danger[entry]) {
                    scores[entry] += gain * (fit - best[entry]);
                    best[entry] = fit;
                }
            }
        };
        for sense in &word.token.senses {
            visit(index.by_term.get(sense.term.0), sense.similarity);
            for concept in lexicon.concepts_of(sense.term) {
                let similarity = lexicon.similarity_in(*concept);
                visit(
                    index.by_concept.get(concept.0),
                    sense.similarity * similarity,
                );
            }
        }
        best.fill(0.0);
    }
}
