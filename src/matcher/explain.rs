//! Why a message was decided on as it was: every figure behind the outcome, for people to read.

use std::fmt;

use super::document::add_document;
use super::outcome::Decision;
use super::ranking::{DOCUMENT_SHARE, Model, OVERLAP_SHARE, Part, Ranking, speaking};
use super::reading::{Sense, Token};
use super::settings::Settings;
use crate::text::Class;

/// What [`ExplainedEntry::part`] is if it is no part, but all of the message.
pub const WHOLE_MESSAGE: &str = "the whole message";

/// So many of the topics that the words speak for are named.
const MAX_LIKELY: usize = 3;

/// What a word must speak for or against a topic to be named, in nats.
const LEAST_SPOKEN: f32 = 0.005;

/// Why a message was decided on as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The decision explained.
    pub decision: Decision,
    /// Each word as it was read.
    pub words: Vec<ExplainedWord>,
    /// The entries ranked, best first, as in [`Decision::ranked`].
    pub ranked: Vec<ExplainedEntry>,
    /// The thresholds.
    pub settings: Settings,
    /// Whether a word of the message tells of danger.
    pub danger: bool,
    /// How much the message says, `0.0..=1.0`: a score is a fit times that.
    pub evidence: f32,
    /// What the words of the message as a whole speak for, if the FAQ teaches that.
    pub learned: Option<ExplainedOpinion>,
}

/// What the words of a message speak for, as learned from the phrasings and examples of a FAQ.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedOpinion {
    /// The likeliest topics, the likeliest first.
    pub topics: Vec<LikelyTopic>,
    /// How likely the message is about nothing that is covered, `0.0..=1.0`.
    pub elsewhere: f32,
    /// How much each word speaks for the likeliest topic against what is not covered, in nats; those that
    /// say nothing are left out.
    pub words: Vec<(String, f32)>,
}

/// A topic that the words of a message speak for.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyTopic {
    /// The entry's id.
    pub id: String,
    /// How likely the message is about it, `0.0..=1.0`.
    pub likely: f32,
    /// What its fit is moved by.
    pub lean: f32,
}

/// A word of a message as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedWord {
    /// The word as it was written, in small letters.
    pub text: String,
    /// What it may stand for, with its similarity and concepts; empty if it is not known.
    pub senses: Vec<String>,
    /// The word that it was corrected to.
    pub corrected: Option<String>,
    /// What sort of word it is.
    pub class: Class,
    /// How much it counts, from 0: the rarer it is in the FAQ, the more.
    pub weight: f32,
    /// Whether the message denies it.
    pub negated: bool,
    /// Whether it tells of danger.
    pub danger: bool,
    /// The number of its clause, from 1.
    clause: usize,
}

/// How an entry came to its score.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedEntry {
    /// The entry's id.
    pub id: String,
    /// Its score, `0.0..=1.0`.
    pub score: f64,
    /// The part of the message that gave the score.
    pub part: String,
    factor: f32,
    /// How strange the sentence of that part is to all topics, `0.0..=2.0`.
    pub strange: f32,
    /// Whether the part asks about a thing that no topic speaks of.
    pub of_something_else: bool,
    overlap: f32,
    document: f32,
    /// The phrasing nearest to that part.
    pub phrasing: Option<String>,
    /// Which words met which.
    pub met: Vec<Met>,
}

/// A word of a message that met one of a phrasing.
///
/// Displayed as `hurting = hurt 1.00`.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// The word of the message.
    pub word: String,
    /// The word of the phrasing.
    pub other: String,
    /// The operator's concept to which both belong, if that is why they met.
    pub concept: Option<String>,
    /// How alike they are, `0.0..=1.0`.
    pub similarity: f32,
    /// What the word counts in the message, 0 or more.
    pub weight: f32,
}

impl fmt::Display for Met {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            word,
            other,
            similarity,
            ..
        } = self;
        write!(f, "{word} = {other} {similarity:.2}")
    }
}

impl Explanation {
    /// Which words of the message met those of the nearest phrasing of the entry `id`, in their
    /// order; none if it is not among those ranked.
    #[must_use]
    pub fn met(&self, id: &str) -> &[Met] {
        let entry = self.ranked.iter().find(|entry| entry.id == id);
        entry.map_or(&[], |entry| &entry.met)
    }

    /// The words of the message that have a meaning of their own, each with what it counts.
    pub fn content_words(&self) -> impl Iterator<Item = (&str, f32)> {
        let words = self.words.iter();
        let words = words.filter(|word| word.class == Class::Content);
        words.map(|word| (word.text.as_str(), word.weight))
    }
}

impl Model {
    /// Explains a decision on a ranked message.
    pub(super) fn explain(
        &self,
        ranking: &Ranking,
        decision: Decision,
        settings: Settings,
    ) -> Explanation {
        let tokens = (1..)
            .zip(&ranking.clauses)
            .flat_map(|(number, clause)| clause.tokens.iter().map(move |token| (number, token)));
        let words: Vec<ExplainedWord> = tokens
            .map(|(clause, token)| self.explain_word(clause, token))
            .collect();
        let ranked = decision
            .ranked
            .iter()
            .map(|candidate| self.explain_entry(ranking, candidate.entry.0, candidate.score))
            .collect();
        let danger = words.iter().any(|word| word.danger);
        Explanation {
            decision,
            words,
            ranked,
            settings,
            danger,
            evidence: ranking.evidence,
            learned: self.explain_opinion(ranking),
        }
    }

    fn explain_opinion(&self, ranking: &Ranking) -> Option<ExplainedOpinion> {
        // That of the message as a whole comes first.
        let opinion = ranking.scored[0].opinion.as_ref()?;
        let entries = 0..self.kinds.len();
        let likely = entries.filter_map(|entry| {
            let (topic, elsewhere) = self.learned.likely(opinion, entry)?;
            Some((entry, topic, elsewhere))
        });
        let mut likely: Vec<(usize, f32, f32)> = likely.collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1));
        let &(first, _, elsewhere) = likely.first()?;
        let topics = likely
            .iter()
            .take(MAX_LIKELY)
            .map(|(entry, likely, _)| LikelyTopic {
                id: self.ids[*entry].clone(),
                likely: *likely,
                lean: self.lean(ranking, *entry),
            });
        let tokens = speaking(&ranking.clauses, Part::Whole);
        let spoken = self.learned.speak(&self.lexicon, &tokens, first);
        let words = tokens.iter().zip(spoken);
        let telling = words.filter(|(_, spoken)| spoken.abs() >= LEAST_SPOKEN);
        Some(ExplainedOpinion {
            topics: topics.collect(),
            elsewhere,
            words: telling
                .map(|((token, _), spoken)| (token.text.to_string(), spoken))
                .collect(),
        })
    }

    fn explain_word(&self, clause: usize, token: &Token) -> ExplainedWord {
        let senses = token.senses.iter().map(|sense| {
            let concepts: Vec<&str> = self
                .lexicon
                .concepts_of(sense.term)
                .iter()
                .map(|concept| self.lexicon.concept_name(*concept))
                .collect();
            let concepts = if concepts.is_empty() {
                String::new()
            } else {
                format!(" in {}", concepts.join(", "))
            };
            format!(
                "{} {:.2}{concepts}",
                self.lexicon.text(sense.term),
                sense.similarity
            )
        });
        ExplainedWord {
            text: token.text.to_string(),
            senses: senses.collect(),
            corrected: token.corrected.as_ref().map(ToString::to_string),
            class: token.class,
            weight: self.index.weight(token),
            negated: token.negated,
            danger: self.is_danger(token),
            clause,
        }
    }

    fn explain_entry(&self, ranking: &Ranking, entry: usize, score: f64) -> ExplainedEntry {
        let scored = &ranking.scored[ranking.from[entry]];
        let stretch = self.stretch(&ranking.clauses, scored.part);
        let hit = scored
            .hits
            .iter()
            .find(|(number, _)| *number as usize == entry)
            .map(|(_, hit)| *hit);
        let mut document = vec![0.0; self.kinds.len()];
        add_document(
            &self.index,
            &self.lexicon,
            &stretch,
            &self.about_danger,
            1.0,
            None,
            &mut document,
        );
        let met = hit.map_or_else(Vec::new, |hit| self.met(&stretch, hit.phrasing));
        ExplainedEntry {
            id: self.ids[entry].clone(),
            score,
            part: match scored.part {
                Part::Whole => WHOLE_MESSAGE.to_owned(),
                Part::Sentence {
                    number,
                    in_context: false,
                } => format!("sentence {}", number + 1),
                Part::Sentence {
                    number,
                    in_context: true,
                } => format!("sentence {} with those before", number + 1),
                Part::Clause(number) => format!("clause {}", number + 1),
            },
            factor: self.factor(ranking, scored, entry),
            strange: scored.strange,
            of_something_else: scored.of_something_else,
            overlap: hit.map_or(0.0, |hit| hit.score),
            document: document[entry],
            phrasing: hit.map(|hit| self.phrasing_texts.get(hit.phrasing).to_owned()),
            met,
        }
    }

    /// Which words of a stretch met which of a phrasing.
    fn met(&self, stretch: &super::stretch::Stretch<'_>, phrasing: u32) -> Vec<Met> {
        let tokens = &self.phrasing_tokens(phrasing);
        let mut met = Vec::new();
        for word in &stretch.words {
            let pairs = tokens.iter().filter_map(|other| {
                let senses = word.token.senses.iter();
                let senses = senses.flat_map(|a| other.senses.iter().map(move |b| (*a, *b)));
                let best = senses
                    .map(|(a, b)| (self.similarity(a, b), a, b))
                    .max_by(|a, b| a.0.total_cmp(&b.0))?;
                (best.0 > 0.0).then_some((best, other))
            });
            if let Some(((similarity, a, b), other)) = pairs.max_by(|a, b| a.0.0.total_cmp(&b.0.0))
            {
                met.push(Met {
                    word: word.token.text.to_string(),
                    other: other.text.to_string(),
                    concept: self.own_concept_of(a, b),
                    similarity,
                    weight: word.weight,
                });
            }
        }
        met
    }

    /// The operator's concept because of which two senses are alike.
    fn own_concept_of(&self, a: Sense, b: Sense) -> Option<String> {
        let of_b = self.lexicon.concepts_of(b.term);
        let mut shared = self.lexicon.concepts_of(a.term).iter();
        let concept = shared
            .find(|concept| of_b.contains(concept))
            .filter(|concept| a.term != b.term && !self.lexicon.is_general(**concept))?;
        Some(self.lexicon.concept_name(*concept).to_owned())
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "outcome: {}", self.decision.outcome.name())?;
        let Settings {
            answer_at,
            clarify_at,
            margin,
        } = self.settings;
        writeln!(
            f,
            "thresholds: answer_at {answer_at:.2}, clarify_at {clarify_at:.2}, margin {margin:.2}"
        )?;
        if let [first, second, ..] = self.ranked.as_slice() {
            writeln!(
                f,
                "best: {} {:.3}, runner-up: {} {:.3}, lead {:.3}",
                first.id,
                first.score,
                second.id,
                second.score,
                first.score - second.score
            )?;
        }
        writeln!(
            f,
            "evidence: the message says {:.2} of what makes sure; scores are fits times that, thresholds compare fits",
            self.evidence
        )?;
        if let Some(learned) = &self.learned {
            write!(f, "{learned}")?;
        }
        if self.danger {
            writeln!(f, "danger: a word of the message tells of danger")?;
        }
        writeln!(f, "words (clause, weight, what the word may stand for):")?;
        for word in &self.words {
            let senses = if word.senses.is_empty() {
                "not known".to_owned()
            } else {
                word.senses.join("; ")
            };
            let corrected = word
                .corrected
                .as_ref()
                .map_or_else(String::new, |other| format!(" -> {other}"));
            let marks = [(word.negated, ", denied"), (word.danger, ", danger")]
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, mark)| mark)
                .collect::<String>();
            writeln!(
                f,
                "  {} {:.2} {}{corrected}: {senses} ({}{marks})",
                word.clause,
                word.weight,
                word.text,
                class_name(word.class)
            )?;
        }
        writeln!(
            f,
            "entries (score = evidence x part x (1 - cost of strange words) x ({OVERLAP_SHARE} overlap + {DOCUMENT_SHARE} document)):"
        )?;
        for entry in &self.ranked {
            writeln!(
                f,
                "  {:.3} {}: {} x {:.2}, strange {:.2}, overlap {:.2}, document {:.2}{}",
                entry.score,
                entry.id,
                entry.part,
                entry.factor,
                entry.strange,
                entry.overlap,
                entry.document,
                if entry.of_something_else {
                    ", asks of something no topic knows"
                } else {
                    ""
                }
            )?;
            if let Some(phrasing) = &entry.phrasing {
                let met: Vec<_> = entry.met.iter().map(ToString::to_string).collect();
                let met = met.join(", ");
                writeln!(f, "        nearest phrasing {phrasing:?}: {met}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for ExplainedOpinion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "learned: the words speak for")?;
        for LikelyTopic { id, likely, lean } in &self.topics {
            write!(f, " {id} {likely:.2} (its fit moves by {lean:+.3}),")?;
        }
        writeln!(f, " nothing covered {:.2}", self.elsewhere)?;
        if let Some(first) = self.topics.first()
            && !self.words.is_empty()
        {
            let words = self.words.iter();
            let words: Vec<_> = words
                .map(|(word, spoken)| format!("{word} {spoken:+.2}"))
                .collect();
            let words = words.join(", ");
            writeln!(f, "  {} against that: {words}", first.id)?;
        }
        Ok(())
    }
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Function => "grammar",
        Class::Light => "everyday",
        Class::Number => "number",
        Class::Content => "content",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Matcher;
    use super::super::sample::boat_hire;

    #[test]
    fn corrections_meetings_thresholds_and_the_runner_up_are_named() {
        let matcher = Matcher::new(&boat_hire());
        let explanation = matcher.explain("do i need a licnece");
        let text = explanation.to_string();
        for part in [
            "outcome: answer",
            "answer_at 0.27",
            "runner-up:",
            "licnece -> licence",
            "licnece = licence",
            "nearest phrasing",
            "learned: the words speak for licence",
            "licence against that: do",
        ] {
            assert!(text.contains(part), "{part:?} is missing in:\n{text}");
        }
        assert_eq!(explanation.decision, matcher.decide("do i need a licnece"));
    }
}
