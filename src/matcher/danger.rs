//! Danger signs: missing one is the worst mistake there is.
//!
//! What the words tell decides with how well the entries fit: a message that tells of danger plainly
//! is believed though it resembles other entries more, and whoever tells what came about, rather than
//! asking, is at least asked back.

use super::decide::Leaders;
use super::questions::Asked;
use super::ranking::{Model, Part, Ranking};
use super::signs::{Signs, SomethingElse};
use crate::text::Class;

/// What a message tells of danger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Danger {
    /// Nothing.
    None,
    /// Perhaps something: ask.
    Possible,
    /// A danger sign, in this part of the message.
    Told {
        /// Where it stands.
        part: Part,
    },
}

/// How near a stretch must come to an urgent entry, and how the entry must stand to others.
struct Limits {
    score: f32,
    over_not_covered: f32,
    over_topics: f32,
}

/// If the message holds a danger word. Chosen so that of some hundred emergencies none is missed
/// for it, at few false alarms.
const WITH_DANGER_WORD: Limits = Limits {
    score: 0.22,
    over_not_covered: 0.8,
    over_topics: 0.75,
};

/// If it tells of danger clearly: what the words weigh beside others tells less then.
const WITH_CLEAR_SIGNS: Limits = Limits {
    score: 0.15,
    over_not_covered: 0.6,
    over_topics: 0.5,
};

/// If the message holds none ("when should I worry").
const WITHOUT: Limits = Limits {
    score: 0.4,
    over_not_covered: 0.8,
    over_topics: 1.0,
};

/// How an urgent entry must stand to what is not covered in the message as a whole.
const OVER_NOT_COVERED: f32 = 0.65;

/// The same in the sentence around a clause: "I fainted when I got my ears pierced" is about the
/// ears.
const OVER_NOT_COVERED_IN_SENTENCE: f32 = 0.6;

/// How far an urgent entry must lead what only sounds like danger where the words tell of that.
const OVER_HARMLESS: f32 = 1.3;

/// From this score on another entry is what a statement of something of one's own is about.
const SURE_ELSEWHERE: f32 = 0.4;

/// How the urgent entry must stand to topics in a message without a danger word.
const WITHOUT_OVER_TOPICS: f32 = 0.8;

/// From this score on a danger word makes the bot ask.
const POSSIBLE_AT: f32 = 0.18;

/// How an urgent entry must stand to topics, and to what is not covered, for that.
const POSSIBLE_OVER_TOPICS: f32 = 0.6;
const POSSIBLE_OVER_NOT_COVERED: f32 = 0.5;

impl Model {
    /// What a ranked message tells of danger.
    pub(super) fn danger(&self, ranking: &Ranking, leaders: &Leaders) -> Danger {
        let Leaders {
            urgent,
            not_covered,
            topic,
            harmless,
            ..
        } = *leaders;
        let signs = self.signs(ranking);
        let leads = urgent.score >= OVER_HARMLESS * harmless.score;
        if let Some(part) = self.danger_part(ranking, &signs)
            && urgent.score >= OVER_NOT_COVERED * not_covered.score
            && (leads || signs.about == SomethingElse::No)
            && (signs.words > 0 || urgent.score >= WITHOUT_OVER_TOPICS * topic.score)
            && (signs.own || strange_in(ranking, part) < signs.strange_to())
            && !signs.passed_on
            && !self.is_paste_from_elsewhere(ranking, part, urgent)
        {
            return Danger::Told { part };
        }
        let not_elsewhere = leads || signs.about != SomethingElse::InItsClause;
        let likely = urgent.score >= POSSIBLE_AT
            && urgent.score >= POSSIBLE_OVER_TOPICS * topic.score
            && urgent.score >= POSSIBLE_OVER_NOT_COVERED * not_covered.score;
        let told = signs.is_plain() || signs.own && tells_beside_entries(&signs, leaders);
        if not_elsewhere && (signs.words > 0 && likely || told && urgent.score > 0.0) {
            Danger::Possible
        } else {
            Danger::None
        }
    }

    /// Whether a message in another language tells of danger in words of this one.
    pub(super) fn has_danger_in_own_words(&self, ranking: &Ranking) -> bool {
        let tokens = || {
            ranking
                .clauses
                .iter()
                .flat_map(|clause| &clause.tokens)
                .filter(|token| token.corrected.is_none())
        };
        tokens().any(|token| token.class == Class::Function)
            && tokens().any(|token| self.is_danger(token))
    }

    /// The part of a message that tells of danger most clearly, if one does.
    fn danger_part(&self, ranking: &Ranking, signs: &Signs) -> Option<Part> {
        let limits = if signs.is_clear() {
            WITH_CLEAR_SIGNS
        } else if signs.words > 0 {
            WITH_DANGER_WORD
        } else {
            WITHOUT
        };
        let mut clearest: Option<(f32, Part)> = None;
        for stretch in &ranking.scored {
            let leaders = self.leaders_of(stretch);
            let urgent = leaders.urgent.score;
            if urgent >= limits.score
                && urgent >= limits.over_not_covered * leaders.not_covered.score
                && urgent >= limits.over_topics * leaders.topic.score
                && self.sentence_allows(ranking, stretch.part)
                && clearest.is_none_or(|(score, _)| urgent > score)
            {
                clearest = Some((urgent, stretch.part));
            }
        }
        clearest.map(|(_, part)| part)
    }

    /// Whether the sentence around a clause is not about what is not covered; true for all else.
    fn sentence_allows(&self, ranking: &Ranking, part: Part) -> bool {
        let Part::Clause(clause) = part else {
            return true;
        };
        let around = match ranking.clauses.last() {
            Some(last) if last.sentence > 0 => Part::Sentence {
                number: ranking.clauses[clause].sentence,
                in_context: false,
            },
            _ => Part::Whole,
        };
        let sentence = ranking.scored.iter().find(|stretch| stretch.part == around);
        sentence.is_none_or(|sentence| {
            let leaders = self.leaders_of(sentence);
            leaders.urgent.score >= OVER_NOT_COVERED_IN_SENTENCE * leaders.not_covered.score
        })
    }

    /// Whether what a clause asks is asked beside the danger sign, and not about it.
    pub(super) fn is_beside_danger(&self, ranking: &Ranking, part: Part, asked: &Asked) -> bool {
        let clause = &ranking.clauses[asked.clause];
        part != Part::Clause(asked.clause)
            && !self.urgent[asked.entry]
            && asked.score >= BESIDE_DANGER_AT
            && !clause.tokens.iter().any(|token| self.is_danger(token))
    }
}

/// Whether a message tells of danger, or of what no entry is plainly about.
fn tells_beside_entries(signs: &Signs, leaders: &Leaders) -> bool {
    let unanswered = leaders.topic.score < SURE_ELSEWHERE;
    let unknown = unanswered && leaders.not_covered.score < SURE_ELSEWHERE;
    let manner = signs.manner;
    manner.tells && signs.words > 0 || unanswered && manner.unfolds || unknown && manner.states
}

/// How strange the sentence of a part of a message is.
fn strange_in(ranking: &Ranking, part: Part) -> f32 {
    let stretch = ranking.scored.iter().find(|stretch| stretch.part == part);
    stretch.map_or(0.0, |stretch| stretch.strange)
}

/// From this score on what is asked beside a danger sign is answered too.
const BESIDE_DANGER_AT: f32 = 0.6;

#[cfg(test)]
mod tests {
    use super::super::sample::decided;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decided(text), expected, "message: {text:?}");
    }

    #[test]
    fn a_danger_sign_wins_wherever_it_stands() {
        check("water is comming in", "urgent distress");
        check(
            "Hello! We have a lovely day. The boat is sinking. Do you sell bait?",
            "urgent distress but not fishing",
        );
        check("our dinghy is going under", "urgent distress");
    }

    #[test]
    fn what_is_denied_is_no_danger() {
        check("no leak, do i need a licence", "answer licence");
    }

    #[test]
    fn danger_words_about_something_else_are_none() {
        check(
            "the tap in my kitchen has a leak",
            "not_covered other-trouble",
        );
    }

    #[test]
    fn a_long_text_of_others_only_asks_back() {
        let long = |told: &str| {
            let chapter = "The rain had not let up for days when the stranger came to the inn. ";
            format!("{}{told} {}", chapter.repeat(4), chapter.repeat(3))
        };
        let asks = |text: String| decided(&text).starts_with("clarify distress");
        assert!(asks(long("Out there the boat was sinking.")));
        check(&long("Now my boat is sinking."), "urgent distress");
        assert!(!asks(long("He said nothing.")));
    }

    #[test]
    fn two_danger_words_count_more_than_what_stands_beside_them() {
        check("bait price filling up", "clarify distress other-trouble");
        check("bait price filling up sinking", "urgent distress");
    }

    #[test]
    fn the_rest_is_answered_after_the_danger_sign() {
        check(
            "the boat is sinking! when do you open?",
            "urgent distress opening",
        );
    }
}
