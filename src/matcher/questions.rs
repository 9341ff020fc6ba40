//! Several questions in one message: what each clause asks for, clearly enough on its own.

use super::decide::best;
use super::ranking::{Model, Part, Ranking};
use crate::faq::Kind;

/// What a clause asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Asked {
    /// Number of the clause in the message.
    pub(super) clause: usize,
    /// The entry.
    pub(super) entry: usize,
    /// Its score for the clause alone.
    pub(super) score: f32,
}

/// Lowest score at which a clause that begins like a question is one of its own.
const QUESTION_AT: f32 = 0.5;

/// What such a clause must reach of the best score of the message as a whole: "blackheads on my nose,
/// can it remove them" is one question.
const QUESTION_SHARE: f32 = 0.9;

/// The same for bare words: "aftercare and side effects".
const WORDS_AT: f32 = 0.7;

/// Lowest score at which a clause beside small talk is a question.
const BESIDE_SMALL_TALK_AT: f32 = 0.45;

impl Model {
    /// What the clauses of a message ask for, in their order.
    pub(super) fn asked(&self, ranking: &Ranking) -> Vec<Asked> {
        let any_asks = ranking.clauses.iter().any(|clause| clause.asks);
        let not_small_talk = |entry: usize| self.kinds[entry] != Kind::SmallTalk;
        let whole = ranking
            .scored
            .first()
            .map_or(0.0, |stretch| best(&stretch.scores, not_small_talk).score);
        let mut asked: Vec<Asked> = Vec::new();
        for stretch in &ranking.scored {
            let clause = match stretch.part {
                Part::Clause(number) => number,
                Part::Sentence {
                    number,
                    in_context: false,
                } => match only_clause(ranking, number) {
                    Some(clause) => clause,
                    None => continue,
                },
                _ => continue,
            };
            // What is told beside a question is no question.
            if any_asks && !stretch.asks {
                continue;
            }
            let best = best(&stretch.scores, not_small_talk);
            // Bare words are two questions only if they say more apart than together.
            let at = if ranking.clauses[clause].begins_question {
                QUESTION_AT.max(QUESTION_SHARE * whole)
            } else {
                WORDS_AT.max(whole)
            };
            if best.score >= at {
                asked.push(Asked {
                    clause,
                    entry: best.entry,
                    score: best.score,
                });
            }
        }
        asked.sort_by_key(|asked| asked.clause);
        asked
    }

    /// Whether a topic is asked of what an earlier clause names and no topic covers: "what about
    /// surgery, does that hurt", "surgery, how long does it take". It may be meant otherwise ("what
    /// about the price, is it long").
    pub(super) fn may_ask_of_not_covered(&self, ranking: &Ranking, asked: &[Asked]) -> bool {
        let language = self.lexicon.vocabulary.language();
        let mut named = false;
        let mut subject_of_sentence = None;
        for asked in asked {
            let clause = &ranking.clauses[asked.clause];
            let refers = clause
                .tokens
                .iter()
                .any(|token| language.refers(&token.text));
            match self.kinds[asked.entry] {
                Kind::NotCovered => {
                    named |= !refers;
                    if !clause.begins_question {
                        subject_of_sentence = Some(clause.sentence);
                    }
                }
                Kind::Topic if named && refers => return true,
                Kind::Topic if subject_of_sentence == Some(clause.sentence) => return true,
                Kind::Topic | Kind::SmallTalk => {}
            }
        }
        false
    }

    /// Whether a clause of a message that looks like small talk asks something else.
    pub(super) fn asks_beside_small_talk(&self, ranking: &Ranking) -> bool {
        ranking
            .scored
            .iter()
            .filter(|stretch| stretch.part != Part::Whole)
            .any(|stretch| {
                let small_talk = best(&stretch.scores, |entry| {
                    self.kinds[entry] == Kind::SmallTalk
                })
                .score;
                let other = best(&stretch.scores, |entry| {
                    self.kinds[entry] != Kind::SmallTalk
                })
                .score;
                other >= BESIDE_SMALL_TALK_AT && other > small_talk
            })
    }
}

/// The clause of a sentence that has but one.
fn only_clause(ranking: &Ranking, sentence: usize) -> Option<usize> {
    let mut clauses =
        (0..ranking.clauses.len()).filter(|clause| ranking.clauses[*clause].sentence == sentence);
    let first = clauses.next();
    clauses.next().map_or(first, |_| None)
}

#[cfg(test)]
mod tests {
    use super::super::sample::decided;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decided(text), expected, "message: {text:?}");
    }

    #[test]
    fn what_is_asked_of_something_not_covered_is_asked_back() {
        check(
            "do you sell bait, and when do you open",
            "answer opening but not fishing",
        );
        check(
            "do you sell bait, and when does it open",
            "clarify fishing opening licence",
        );
    }
}
