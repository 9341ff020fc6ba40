//! From scores to one of the six outcomes.

use super::outcome::{DeclineReason, Outcome};
use super::ranking::{Model, Part, Ranking, Scored};
use super::settings::Settings;
use crate::faq::{EntryIndex, Kind};

/// The best of some entries: its number and its score; the score is 0 if there is none.
#[derive(Debug, Clone, Copy)]
struct Best {
    entry: usize,
    score: f32,
}

impl Model {
    /// What is to become of a ranked message.
    pub(super) fn decide(&self, ranking: &Ranking, settings: &Settings, foreign: bool) -> Outcome {
        if ranking.clauses.is_empty() {
            return Outcome::Decline { reason: DeclineReason::NoWords };
        }
        if foreign {
            return Outcome::Decline { reason: DeclineReason::Language };
        }
        let combined = ranking.combined.as_slice();
        let topic = self.best(combined, |entry| self.kinds[entry] == Kind::Topic && !self.urgent[entry]);
        let urgent = self.best(combined, |entry| self.urgent[entry]);
        let other = self.best(combined, |entry| self.kinds[entry] == Kind::NotCovered);
        let small_talk = self.best(combined, |entry| self.kinds[entry] == Kind::SmallTalk);
        let danger = self.tells_of_danger(ranking);

        if let Some(stretch) = self.danger_stretch(ranking, danger) {
            let harmless = self.best(combined, |entry| self.harmless[entry]).score;
            let about_something_else = self.tells_of_something_else(ranking) && urgent.score < crate::p!("UHARM", 1.3) * harmless;
            if urgent.score >= crate::p!("UNW", 0.72) * other.score && !about_something_else {
                return self.urgent(ranking, urgent.entry, stretch, settings);
            }
        }
        if small_talk.score >= crate::p!("SMALL", 0.5) && small_talk.score >= other.score.max(topic.score) && !self.asks_beside_small_talk(ranking) {
            return Outcome::SmallTalk { entry: EntryIndex(small_talk.entry) };
        }
        let others = other.score * crate::p!("NPRIOR", 0.95);
        let maybe_danger = danger && urgent.score >= crate::p!("URGC", 0.18);
        if topic.score >= settings.answer_at && topic.score >= others {
            let second = self.best(combined, |entry| self.kinds[entry] == Kind::Topic && entry != topic.entry);
            if let Some(outcome) = self.several(ranking, topic.entry, settings) {
                return outcome;
            }
            if topic.score - second.score < settings.margin || topic.score - others < settings.margin || (maybe_danger && urgent.score >= 0.5 * topic.score) {
                return self.clarify(ranking, settings);
            }
            return Outcome::Answer { entries: vec![EntryIndex(topic.entry)], not_covered: vec![] };
        }
        if maybe_danger && urgent.score >= crate::p!("UNC", 0.7) * others {
            return self.clarify(ranking, settings);
        }
        if let Some(outcome) = self.covered_part(ranking) {
            return outcome;
        }
        let close = topic.score >= settings.clarify_at && topic.score >= crate::p!("NT", 0.8) * other.score;
        if close {
            return self.clarify(ranking, settings);
        }
        if other.score >= settings.clarify_at {
            return Outcome::NotCovered { entries: vec![EntryIndex(other.entry)] };
        }
        Outcome::Decline { reason: DeclineReason::Unknown }
    }

    fn best(&self, scores: &[f32], wanted: impl Fn(usize) -> bool) -> Best {
        let mut best = Best { entry: 0, score: 0.0 };
        for (entry, score) in scores.iter().enumerate() {
            if wanted(entry) && *score > best.score {
                best = Best { entry, score: *score };
            }
        }
        best
    }

    fn tells_of_danger(&self, ranking: &Ranking) -> bool {
        ranking.clauses.iter().flat_map(|clause| &clause.tokens).any(|token| self.is_danger(token))
    }

    /// Whether the sentence of a danger sign says that it is about something else.
    fn tells_of_something_else(&self, ranking: &Ranking) -> bool {
        ranking.clauses.chunk_by(|a, b| a.sentence == b.sentence).any(|sentence| {
            let tokens = || sentence.iter().flat_map(|clause| &clause.tokens);
            tokens().any(|token| self.is_danger(token)) && tokens().any(|token| self.is_harmless_cue(token))
        })
    }

    /// The stretch that tells of danger, if one does.
    fn danger_stretch<'a>(&self, ranking: &'a Ranking, danger: bool) -> Option<&'a Scored> {
        let (at, over_topics) = if danger { (crate::p!("URGD", 0.3), crate::p!("UTD", 0.7)) } else { (crate::p!("URG", 0.4), crate::p!("UT", 0.9)) };
        ranking.scored.iter().find(|stretch| {
            let urgent = self.best(&stretch.scores, |entry| self.urgent[entry]).score;
            let other = self.best(&stretch.scores, |entry| self.kinds[entry] == Kind::NotCovered).score;
            let topic = self.best(&stretch.scores, |entry| self.kinds[entry] == Kind::Topic && !self.urgent[entry]).score;
            urgent >= at && urgent >= crate::p!("UN", 0.8) * other && urgent >= over_topics * topic
        })
    }

    fn urgent(&self, ranking: &Ranking, entry: usize, stretch: &Scored, settings: &Settings) -> Outcome {
        let own_sentence = match stretch.part {
            Part::Whole => None,
            Part::Sentence { number, .. } => Some(number),
            Part::Clause(number) => Some(ranking.clauses[number].sentence),
        };
        let own_clause = match stretch.part { Part::Clause(number) => Some(number), _ => None };
        let _ = own_sentence;
        let mut rest = Vec::new();
        let mut not_covered = Vec::new();
        for (clause, found) in self.asked(ranking) {
            if found.score < crate::p!("REST", 0.6) || Some(clause) == own_clause || self.urgent[found.entry] || ranking.clauses[clause].tokens.iter().any(|token| self.is_danger(token)) {
                continue;
            }
            let _ = settings;
            let list = if self.kinds[found.entry] == Kind::Topic { &mut rest } else { &mut not_covered };
            if !list.contains(&EntryIndex(found.entry)) && list.len() < 2 {
                list.push(EntryIndex(found.entry));
            }
        }
        Outcome::Urgent { urgent: vec![EntryIndex(entry)], rest, not_covered }
    }

    /// The entry that each asking clause asks for, clearly enough to be answered on its own.
    fn asked(&self, ranking: &Ranking) -> Vec<(usize, Best)> {
        let mut units: Vec<(usize, Best)> = Vec::new();
        let any_asks = ranking.clauses.iter().any(|clause| clause.asks);
        let whole = ranking.scored.first().map_or(0.0, |stretch| self.best(&stretch.scores, |_| true).score);
        for stretch in &ranking.scored {
            let clause = match stretch.part {
                Part::Clause(number) => number,
                Part::Sentence { number, in_context: false } => {
                    let mut clauses = (0..ranking.clauses.len()).filter(|clause| ranking.clauses[*clause].sentence == number);
                    match (clauses.next(), clauses.next()) { (Some(only), None) => only, _ => continue }
                }
                _ => continue,
            };
            if any_asks && !stretch.asks {
                continue;
            }
            let best = self.best(&stretch.scores, |entry| self.kinds[entry] != Kind::SmallTalk);
            // Bare words joined by "and" are two questions only if they say more apart than together.
            let at = if ranking.clauses[clause].begins_question { crate::p!("SEC", 0.55) } else { crate::p!("SECN", 0.8).max(whole + crate::p!("SECW", 0.0)) };
            if best.score >= at {
                units.push((clause, best));
            }
        }
        units.sort_by_key(|(clause, _)| *clause);
        units
    }

    /// What of a message that is mostly not covered can be answered all the same.
    fn covered_part(&self, ranking: &Ranking) -> Option<Outcome> {
        let asked = self.asked(ranking);
        let of = |topic: bool| {
            let mut entries: Vec<EntryIndex> = Vec::new();
            for (_, best) in asked.iter().filter(|(_, best)| (self.kinds[best.entry] == Kind::Topic) == topic) {
                if !entries.contains(&EntryIndex(best.entry)) && entries.len() < 3 {
                    entries.push(EntryIndex(best.entry));
                }
            }
            entries
        };
        let (entries, not_covered) = (of(true), of(false));
        (!entries.is_empty() && !not_covered.is_empty()).then_some(Outcome::Answer { entries, not_covered })
    }

    /// Whether a clause of a message that looks like small talk asks something else.
    fn asks_beside_small_talk(&self, ranking: &Ranking) -> bool {
        ranking.scored.iter().filter(|stretch| stretch.part != Part::Whole).any(|stretch| {
            let small_talk = self.best(&stretch.scores, |entry| self.kinds[entry] == Kind::SmallTalk).score;
            let other = self.best(&stretch.scores, |entry| self.kinds[entry] != Kind::SmallTalk).score;
            other >= crate::p!("BESIDE", 0.45) && other > small_talk
        })
    }

    /// Several questions in one message, one of which is the one for `topic`.
    fn several(&self, ranking: &Ranking, topic: usize, settings: &Settings) -> Option<Outcome> {
        let _ = settings;
        let mut entries = Vec::new();
        let mut not_covered = Vec::new();
        for (_, best) in self.asked(ranking) {
            let list = if self.kinds[best.entry] == Kind::Topic { &mut entries } else { &mut not_covered };
            if !list.contains(&EntryIndex(best.entry)) && list.len() < 3 {
                list.push(EntryIndex(best.entry));
            }
        }
        let asked = entries.contains(&EntryIndex(topic)) && entries.len() + not_covered.len() > 1;
        asked.then_some(Outcome::Answer { entries, not_covered })
    }

    fn clarify(&self, ranking: &Ranking, settings: &Settings) -> Outcome {
        let _ = settings;
        let mut order: Vec<usize> = (0..ranking.combined.len()).filter(|entry| self.kinds[*entry] == Kind::Topic && ranking.combined[*entry] > 0.0).collect();
        order.sort_by(|a, b| ranking.combined[*b].total_cmp(&ranking.combined[*a]));
        let candidates: Vec<EntryIndex> = order.into_iter().take(4).map(EntryIndex).collect();
        if candidates.len() < 2 {
            return Outcome::Decline { reason: DeclineReason::Unknown };
        }
        Outcome::Clarify { candidates }
    }
}
