//! From scores to one of the six outcomes.

use super::danger::Danger;
use super::outcome::{DeclineReason, Outcome};
use super::questions::Asked;
use super::ranking::{Model, Part, Ranking, Scored};
use super::settings::Settings;
use crate::faq::{EntryIndex, Kind};

/// The best of some entries; the score is 0 if there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    pub(super) entry: usize,
    pub(super) score: f32,
}

/// The best entry of each sort.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaders {
    pub(super) topic: Best,
    pub(super) urgent: Best,
    pub(super) not_covered: Best,
    pub(super) small_talk: Best,
    /// Of what sounds like danger and is not covered.
    pub(super) harmless: Best,
}

/// Lowest score of small talk.
const SMALL_TALK_AT: f32 = 0.4;

/// What the score of a not-covered entry counts against a topic's.
const NOT_COVERED_SHARE: f32 = 0.95;

/// The same where most words of the topic's sentence are strange to all topics.
const NOT_COVERED_SHARE_IF_STRANGE: f32 = 1.05;

/// What a topic's score counts where the question is about a thing that no topic speaks of.
const OF_SOMETHING_ELSE: f32 = 0.8;

/// From this share of strange words on, most are.
const MOSTLY_STRANGE: f32 = 0.7;

/// A topic that comes this near to a not-covered entry is offered beside it.
const NEAR_NOT_COVERED: f32 = 0.6;

/// The same where nothing was learned that tells topics from what is not covered.
const NEAR_NOT_COVERED_BY_WORDS_ALONE: f32 = 0.77;

/// What a message must say for two topics to be answered that fit it alike: what a bare word is about
/// is asked back.
const ENOUGH_EVIDENCE: f32 = 0.9;

/// At most this many entries are answered, or declined, at once.
const MAX_ANSWERED: usize = 3;

/// What hardly fits is not offered, however little else does.
const LEAST_OFFERED: f32 = 0.01;

/// At most this many entries are offered.
const MAX_OFFERED: usize = 4;

impl Model {
    /// What is to become of a ranked message; `foreign` if it is in another language.
    ///
    /// Danger signs go first, small talk last; between a topic and what is not covered the better
    /// score decides, and whoever leads by too little is asked about.
    pub(super) fn decide(&self, ranking: &Ranking, settings: &Settings, foreign: bool) -> Outcome {
        if ranking.clauses.is_empty() {
            return Outcome::Decline {
                reason: DeclineReason::NoWords,
            };
        }
        let leaders = self.leaders(&ranking.combined);
        let danger = self.danger(ranking, &leaders);
        let asked = self.asked(ranking);
        // What the words of several questions speak for together says nothing of each.
        let several = asked.iter().any(|other| other.entry != asked[0].entry);
        let fits = if several {
            ranking.combined.clone()
        } else {
            self.fits(ranking)
        };
        match danger {
            Danger::Told { part } => self.urgent(ranking, leaders.urgent.entry, part, &asked),
            // Somebody in need may mix two languages; what only resembles a danger word may be
            // another word there.
            Danger::None | Danger::Possible
                if foreign
                    && leaders.urgent.score > 0.0
                    && self.has_danger_in_own_words(ranking) =>
            {
                self.clarify(&fits, Some(leaders.urgent.entry))
            }
            Danger::None | Danger::Possible if foreign => Outcome::Decline {
                reason: DeclineReason::Language,
            },
            _ if self.is_small_talk(ranking, &leaders) => Outcome::SmallTalk {
                entry: EntryIndex(leaders.small_talk.entry),
            },
            Danger::Possible => self.clarify(&fits, Some(leaders.urgent.entry)),
            Danger::None => self.answer(ranking, &fits, settings, &asked),
        }
    }

    fn answer(
        &self,
        ranking: &Ranking,
        fits: &[f32],
        settings: &Settings,
        asked: &[Asked],
    ) -> Outcome {
        let Leaders {
            topic, not_covered, ..
        } = self.leaders(fits);
        let stretch = &ranking.scored[ranking.from[topic.entry]];
        let share = if stretch.strange >= MOSTLY_STRANGE {
            NOT_COVERED_SHARE_IF_STRANGE
        } else {
            NOT_COVERED_SHARE
        };
        let against = share * not_covered.score;
        let sure = if stretch.of_something_else {
            // Its words may speak for the topic, but it is about another thing.
            OF_SOMETHING_ELSE * topic.score.min(ranking.combined[topic.entry])
        } else {
            topic.score
        };
        let entries = self.distinct(asked, |kind| kind == Kind::Topic);
        let declined = self.distinct(asked, |kind| kind == Kind::NotCovered);
        if !entries.is_empty() && self.may_ask_of_not_covered(ranking, asked) {
            return self.clarify(fits, None);
        }
        if sure >= settings.answer_at && sure >= against {
            if entries.contains(&EntryIndex(topic.entry)) && entries.len() + declined.len() > 1 {
                return Outcome::Answer {
                    entries,
                    not_covered: declined,
                };
            }
            let second = best(fits, |entry| {
                self.kinds[entry] == Kind::Topic && entry != topic.entry
            });
            if topic.score - against < settings.margin || self.speaks_for_another(ranking, topic) {
                return self.clarify(fits, None);
            }
            let mut entries = vec![EntryIndex(topic.entry)];
            if topic.score - second.score < settings.margin {
                // Two sides of one matter are both told rather than asked about.
                if ranking.evidence < ENOUGH_EVIDENCE || !self.are_linked(topic, second, settings) {
                    return self.clarify(fits, None);
                }
                entries.push(EntryIndex(second.entry));
            }
            return Outcome::Answer {
                entries,
                not_covered: Vec::new(),
            };
        }
        if !entries.is_empty() && !declined.is_empty() {
            return Outcome::Answer {
                entries,
                not_covered: declined,
            };
        }
        let near = if stretch.opinion.is_some() {
            NEAR_NOT_COVERED
        } else {
            NEAR_NOT_COVERED_BY_WORDS_ALONE
        };
        if topic.score >= settings.clarify_at && topic.score >= near * not_covered.score {
            return self.clarify(fits, None);
        }
        if not_covered.score >= settings.clarify_at {
            let entries = if declined.is_empty() {
                vec![EntryIndex(not_covered.entry)]
            } else {
                declined
            };
            return Outcome::NotCovered { entries };
        }
        Outcome::Decline {
            reason: DeclineReason::Unknown,
        }
    }

    /// Whether the second topic, good enough to be answered too, is one side of what the first is
    /// another of: the operator names each as related to the other.
    fn are_linked(&self, first: Best, second: Best, settings: &Settings) -> bool {
        second.score >= settings.answer_at
            && !self.urgent[second.entry]
            && self.linked[first.entry].contains(&second.entry)
    }

    fn urgent(&self, ranking: &Ranking, entry: usize, part: Part, asked: &[Asked]) -> Outcome {
        let rest: Vec<Asked> = asked
            .iter()
            .filter(|asked| self.is_beside_danger(ranking, part, asked))
            .copied()
            .collect();
        Outcome::Urgent {
            urgent: vec![EntryIndex(entry)],
            rest: self.distinct(&rest, |kind| kind == Kind::Topic),
            not_covered: self.distinct(&rest, |kind| kind == Kind::NotCovered),
        }
    }

    /// Offers the best entries, `first` before them.
    fn clarify(&self, fits: &[f32], first: Option<usize>) -> Outcome {
        let leaders = self.leaders(fits);
        let offered = |entry: usize| match self.kinds[entry] {
            Kind::Topic => true,
            // What is not covered is offered only where it is the better guess.
            Kind::NotCovered => {
                entry == leaders.not_covered.entry
                    && leaders.not_covered.score > leaders.topic.score
            }
            Kind::SmallTalk => false,
        };
        let mut order: Vec<usize> = (0..fits.len())
            .filter(|entry| fits[*entry] > LEAST_OFFERED && offered(*entry))
            .collect();
        order.sort_by(|a, b| fits[*b].total_cmp(&fits[*a]));
        if let Some(first) = first {
            order.retain(|entry| *entry != first);
            order.insert(0, first);
        }
        order.truncate(MAX_OFFERED);
        match order.as_slice() {
            [] => Outcome::Decline {
                reason: DeclineReason::Unknown,
            },
            [only] if self.urgent[*only] => Outcome::Urgent {
                urgent: vec![EntryIndex(*only)],
                rest: Vec::new(),
                not_covered: Vec::new(),
            },
            // One topic alone cannot be asked about, and was not good enough to be answered.
            [only] if self.kinds[*only] == Kind::Topic => Outcome::Decline {
                reason: DeclineReason::Unknown,
            },
            [only] => Outcome::NotCovered {
                entries: vec![EntryIndex(*only)],
            },
            several => Outcome::Clarify {
                candidates: several.iter().copied().map(EntryIndex).collect(),
            },
        }
    }

    fn is_small_talk(&self, ranking: &Ranking, leaders: &Leaders) -> bool {
        let score = leaders.small_talk.score;
        score >= SMALL_TALK_AT
            && score >= leaders.topic.score.max(leaders.not_covered.score)
            && !self.asks_beside_small_talk(ranking)
    }

    fn leaders(&self, scores: &[f32]) -> Leaders {
        Leaders {
            topic: best(scores, |entry| {
                self.kinds[entry] == Kind::Topic && !self.urgent[entry]
            }),
            urgent: best(scores, |entry| self.urgent[entry]),
            not_covered: best(scores, |entry| {
                self.kinds[entry] == Kind::NotCovered && !self.urgent[entry]
            }),
            small_talk: best(scores, |entry| {
                self.kinds[entry] == Kind::SmallTalk && !self.urgent[entry]
            }),
            harmless: best(scores, |entry| self.harmless[entry]),
        }
    }

    /// The leaders of one stretch.
    pub(super) fn leaders_of(&self, stretch: &Scored) -> Leaders {
        self.leaders(&stretch.scores)
    }

    /// The entries of a kind that are asked for, each once, in the order asked.
    fn distinct(&self, asked: &[Asked], wanted: impl Fn(Kind) -> bool) -> Vec<EntryIndex> {
        let mut entries: Vec<EntryIndex> = Vec::new();
        for Asked { entry, .. } in asked {
            if wanted(self.kinds[*entry])
                && !entries.contains(&EntryIndex(*entry))
                && entries.len() < MAX_ANSWERED
            {
                entries.push(EntryIndex(*entry));
            }
        }
        entries
    }
}

/// The best of the wanted entries, the earlier one of equals.
pub(super) fn best(scores: &[f32], wanted: impl Fn(usize) -> bool) -> Best {
    let mut best = Best {
        entry: 0,
        score: 0.0,
    };
    for (entry, score) in scores.iter().enumerate() {
        if *score > best.score && wanted(entry) {
            best = Best {
                entry,
                score: *score,
            };
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::sample::{boat_hire, decided, decided_by, located};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decided(text), expected, "message: {text:?}");
    }

    #[test]
    fn a_question_gets_its_answer_in_spite_of_typos() {
        check("When do you open?", "answer opening");
        check("do i ned a licnece", "answer licence");
    }

    #[test]
    fn what_is_not_covered_is_said_plainly() {
        check("how much is the rental", "not_covered price");
    }

    #[test]
    fn two_questions_are_answered_in_the_order_asked() {
        check(
            "how many people fit and do i need a licence?",
            "answer size licence",
        );
    }

    #[test]
    fn a_covered_question_beside_an_uncovered_one_is_answered() {
        check(
            "do i need a licence? and what does it cost?",
            "answer licence but not price",
        );
    }

    #[test]
    fn of_two_that_fit_alike_both_are_told_if_each_is_related_to_the_other() {
        let mut faq = boat_hire();
        let [opening, size] = ["opening", "size"].map(|id| {
            let entries = &mut faq.entries;
            entries
                .iter()
                .position(|entry| entry.id == id)
                .expect("an entry of the sample")
        });
        faq.entries[size].questions = faq.entries[opening].questions.clone();
        faq.entries[size].title = faq.entries[opening].title.clone();
        let text = "what time do you close on sunday";
        assert!(decided_by(&faq, text).starts_with("clarify "));
        faq.entries[opening].related = vec![located("size")];
        assert!(decided_by(&faq, text).starts_with("clarify "));
        faq.entries[size].related = vec![located("opening")];
        assert_eq!(decided_by(&faq, text), "answer opening size");
        assert!(decided_by(&faq, "opening").starts_with("clarify "));
    }

    #[test]
    fn small_talk_is_small_talk_only_alone() {
        check("good morning!", "small_talk greeting");
        check("Hello, do I need a licence?", "answer licence");
    }

    #[test]
    fn unknown_words_decline() {
        check("elephants juggle xylophones", "decline ");
        check("", "decline ");
        check("!!! \u{1f602}", "decline ");
        check("wie lange dauert das und was kostet es", "decline ");
    }
}
