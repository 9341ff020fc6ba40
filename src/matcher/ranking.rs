//! How well a message fits each entry: its stretches scored one by one and taken together.

use super::danger_terms::DangerTerms;
use super::document::add_document;
use super::index::{Index, Mass};
use super::learned::{Learned, Opinion};
use super::lexicon::Lexicon;
use super::overlap::{Hit, overlap};
use super::reading::{ReadClause, Reader, Sense, Token};
use super::stretch::Stretch;
use super::texts::Texts;
use super::vocabulary::{Meaning, Term};
use crate::faq::Kind;
use crate::text::{Class, Word};

/// What a FAQ is to the ranking.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) lexicon: Lexicon,
    pub(super) index: Index,
    /// What its words speak for.
    pub(super) learned: Learned,
    /// Kind of each entry.
    pub(super) kinds: Vec<Kind>,
    /// Whether each entry is urgent.
    pub(super) urgent: Vec<bool>,
    /// Whether each entry is for what only sounds like danger and is not covered.
    pub(super) harmless: Vec<bool>,
    /// Whether each entry is urgent or harmless: what is denied speaks for neither.
    pub(super) about_danger: Vec<bool>,
    /// Which terms have to do with danger.
    pub(super) danger_terms: DangerTerms,
    /// The entries that each entry names as related, and that name it too.
    pub(super) linked: Vec<Vec<usize>>,
    /// Id of each entry.
    pub(super) ids: Vec<String>,
    /// Whether each entry is lent by another language; empty if none is.
    pub(super) lent: Vec<bool>,
    /// Each phrasing as written, for explanations.
    pub(super) phrasing_texts: Texts,
}

/// What part of a message a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// A sentence; with what stands before it, faintly, or alone.
    Sentence {
        number: usize,
        in_context: bool,
    },
    /// A clause, by its number in the message.
    Clause(usize),
}

/// A stretch with how well it fits each entry.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) part: Part,
    /// Whether its sentence asks something.
    pub(super) asks: bool,
    /// How strange its sentence is to all topics, `0.0..=2.0`; see [`Model::strange`].
    pub(super) strange: f32,
    /// Whether it asks about a thing that no topic speaks of.
    pub(super) of_something_else: bool,
    /// For each entry, `0.0..=1.0`.
    pub(super) scores: Vec<f32>,
    /// The best phrasing of the entries that share words with it.
    pub(super) hits: Vec<(u32, Hit)>,
    /// What its words speak for, if the FAQ teaches that and an entry owes its fit to the stretch.
    pub(super) opinion: Option<Opinion>,
}

/// A message with how well it fits each entry.
#[derive(Debug)]
pub(super) struct Ranking {
    pub(super) clauses: Vec<ReadClause>,
    pub(super) scored: Vec<Scored>,
    /// For each entry the best of its stretches, each times what that part of a message counts.
    pub(super) combined: Vec<f32>,
    /// The stretch that gave it.
    pub(super) from: Vec<usize>,
    /// How much the message says, `0.6..=1.0`; see [`Model::evidence`].
    pub(super) evidence: f32,
}

/// Shares of the two measures in a score.
pub(super) const OVERLAP_SHARE: f32 = 0.75;
pub(super) const DOCUMENT_SHARE: f32 = 0.25;

/// At most this many stretches of a message are scored on their own; those with a danger sign
/// first, then those that ask something.
const MAX_STRETCHES: usize = 20;

impl Model {
    /// Scores a message that was read with this model's lexicon; the phrasing `left_out` takes no
    /// part.
    pub(super) fn rank(&self, clauses: Vec<ReadClause>, left_out: Option<u32>) -> Ranking {
        let scored = self.score_parts(&clauses, left_out);
        let mut ranking = Ranking {
            evidence: self.evidence(&self.stretch(&clauses, Part::Whole)),
            clauses,
            scored,
            combined: vec![0.0; self.kinds.len()],
            from: vec![0; self.kinds.len()],
        };
        for (number, stretch) in ranking.scored.iter().enumerate() {
            for (entry, score) in stretch.scores.iter().enumerate() {
                let score = score * self.factor(&ranking, stretch, entry);
                if score > ranking.combined[entry] {
                    ranking.combined[entry] = score;
                    ranking.from[entry] = number;
                }
            }
        }
        self.form_opinions(&mut ranking);
        ranking
    }

    /// Forms an opinion of the message as a whole, and of each stretch that an entry owes its fit to.
    fn form_opinions(&self, ranking: &mut Ranking) {
        let mut asked = ranking.from.clone();
        asked.push(0);
        asked.sort_unstable();
        asked.dedup();
        for number in asked {
            let opinion = self.opinion_of(ranking, ranking.scored[number].part);
            ranking.scored[number].opinion = opinion;
        }
    }

    /// What the words of a part of a message speak for.
    pub(super) fn opinion_of(&self, ranking: &Ranking, part: Part) -> Option<Opinion> {
        let speaking = speaking(&ranking.clauses, part);
        self.learned.opinion(&self.lexicon, &speaking)
    }

    /// What a stretch counts for an entry, `0.0..=1.0`.
    pub(super) fn factor(&self, ranking: &Ranking, stretch: &Scored, entry: usize) -> f32 {
        let any_asks = ranking.clauses.iter().any(|clause| clause.asks);
        let factor = part_factor(stretch, any_asks);
        match self.kinds[entry] {
            // A danger sign counts wherever it stands; a word that only goes along with one does not.
            _ if self.urgent[entry] && self.tells_of_danger(ranking, stretch.part) => {
                factor.max(URGENT_FACTOR)
            }
            // A greeting is small talk only if there is nothing else.
            Kind::SmallTalk => f32::from(stretch.part == Part::Whole),
            Kind::Topic | Kind::NotCovered => factor,
        }
    }

    /// Whether a word of a part of a message tells of danger.
    fn tells_of_danger(&self, ranking: &Ranking, part: Part) -> bool {
        let clauses = ranking.clauses.iter().enumerate();
        let within = clauses.filter(|(at, clause)| match part {
            Part::Whole => true,
            Part::Sentence { number, .. } => clause.sentence == number,
            Part::Clause(number) => *at == number,
        });
        within
            .flat_map(|(_, clause)| &clause.tokens)
            .any(|token| self.is_danger(token))
    }

    fn score_parts(&self, clauses: &[ReadClause], left_out: Option<u32>) -> Vec<Scored> {
        let sentences: Vec<&[ReadClause]> =
            clauses.chunk_by(|a, b| a.sentence == b.sentence).collect();
        let mut parts: Vec<(u8, Part)> = vec![(0, Part::Whole)];
        if sentences.len() > 1 {
            for (number, clauses) in sentences.iter().enumerate() {
                let rank = self.urgency(clauses);
                let follows = number > 0 && clauses[0].asks;
                if !(follows && says_nothing(clauses)) {
                    parts.push((
                        rank,
                        Part::Sentence {
                            number,
                            in_context: false,
                        },
                    ));
                }
                if follows {
                    parts.push((
                        rank,
                        Part::Sentence {
                            number,
                            in_context: true,
                        },
                    ));
                }
            }
        }
        for (number, clause) in clauses.iter().enumerate() {
            let follows = number > 0 && says_nothing(std::slice::from_ref(clause));
            if sentences[clause.sentence].len() > 1 && !follows {
                parts.push((
                    self.urgency(std::slice::from_ref(clause)),
                    Part::Clause(number),
                ));
            }
        }
        parts[1..].sort_by_key(|(rank, _)| *rank);
        parts.truncate(MAX_STRETCHES);
        let scored = parts.into_iter().map(|(_, part)| {
            let around = match part {
                Part::Whole => clauses,
                Part::Sentence { number, .. } => sentences[number],
                // A question of its own is as strange as its own words are.
                Part::Clause(number) if clauses[number].begins_question => {
                    std::slice::from_ref(&clauses[number])
                }
                Part::Clause(number) => sentences[clauses[number].sentence],
            };
            let asks = around.iter().any(|clause| clause.asks);
            let mut scored = self.score(
                &self.stretch(clauses, part),
                self.strange(around),
                part,
                asks,
                left_out,
            );
            scored.of_something_else = self.asks_of_something_else(around);
            scored
        });
        scored.collect()
    }

    /// The words of a part of a message.
    pub(super) fn stretch<'a>(&self, clauses: &'a [ReadClause], part: Part) -> Stretch<'a> {
        let mut stretch = Stretch::default();
        match part {
            Part::Whole => clauses
                .iter()
                .for_each(|clause| stretch.extend(&self.index, &clause.tokens, 1.0)),
            Part::Clause(number) => {
                // The word that joins a clause to the one before says nothing about it.
                let language = self.lexicon.vocabulary.language();
                let tokens = clauses[number].tokens.iter();
                let tokens = tokens.skip_while(|token| {
                    token.senses.len() < 2 && language.is_connector(&token.text)
                });
                stretch.extend(&self.index, tokens, 1.0);
            }
            Part::Sentence { number, in_context } => {
                let first = if in_context {
                    number.saturating_sub(CONTEXT_SENTENCES)
                } else {
                    number
                };
                let own = clauses.iter().filter(|clause| clause.sentence == number);
                let before = if own.map(std::slice::from_ref).all(says_nothing) {
                    CONTEXT_EMPHASIS_OF_BARE
                } else {
                    CONTEXT_EMPHASIS
                };
                for clause in clauses
                    .iter()
                    .filter(|clause| (first..=number).contains(&clause.sentence))
                {
                    let emphasis = if clause.sentence == number {
                        1.0
                    } else {
                        before
                    };
                    stretch.extend(&self.index, &clause.tokens, emphasis);
                }
            }
        }
        stretch
    }

    /// Which parts of a long message are scored first; smaller is earlier.
    fn urgency(&self, clauses: &[ReadClause]) -> u8 {
        let danger = clauses
            .iter()
            .flat_map(|clause| &clause.tokens)
            .any(|token| self.is_danger(token));
        if danger {
            0
        } else if clauses[0].asks {
            1
        } else {
            2
        }
    }

    /// Scores one stretch; `strange` is the share of its sentence that the topics do not know.
    pub(super) fn score(
        &self,
        stretch: &Stretch<'_>,
        strange: f32,
        part: Part,
        asks: bool,
        left_out: Option<u32>,
    ) -> Scored {
        let mut scores = vec![0.0_f32; self.kinds.len()];
        let hits = overlap(
            &self.index,
            &self.lexicon,
            stretch,
            &self.about_danger,
            left_out,
        );
        for (entry, hit) in &hits {
            scores[*entry as usize] = OVERLAP_SHARE * hit.score;
        }
        add_document(
            &self.index,
            &self.lexicon,
            stretch,
            &self.about_danger,
            DOCUMENT_SHARE,
            left_out,
            &mut scores,
        );
        for (entry, score) in scores.iter_mut().enumerate() {
            if self.urgent[entry] {
                *score *= 1.0 - STRANGE_TO_URGENT * strange;
            } else if self.kinds[entry] == Kind::Topic {
                *score *= 1.0 - STRANGE_TO_TOPICS * strange;
            }
        }
        Scored {
            part,
            asks,
            strange,
            of_something_else: false,
            scores,
            hits,
            opinion: None,
        }
    }

    /// How much a message says to go by, `0.6..=1.0`: a common word alone says little, however
    /// well it fits.
    fn evidence(&self, whole: &Stretch<'_>) -> f32 {
        let told = whole.told() / (ENOUGH_WORDS * self.index.rarest);
        told.min(1.0).powf(EVIDENCE_POWER).max(LEAST_EVIDENCE)
    }

    /// How strange some clauses are to all topics, `0.0..=2.0`: the share of their weight that
    /// content words have which the FAQ does not know, counted 1.3, or which it only uses for what
    /// is not covered, counted twice.
    pub(super) fn strange(&self, clauses: &[ReadClause]) -> f32 {
        let (mut all, mut strange) = (0.0, 0.0);
        for token in clauses.iter().flat_map(|clause| &clause.tokens) {
            let weight = self.index.weight(token);
            all += weight;
            if token.class != Class::Content || token.absorbed {
                continue;
            }
            let mass = self.index.mass(&self.lexicon, token);
            if mass == Mass::default() {
                strange += weight * UNKNOWN_STRANGE;
            } else if mass.is_foreign_to_topics() {
                strange += weight * ELSEWHERE_STRANGE;
            }
        }
        if all > 0.0 { strange / all } else { 0.0 }
    }

    /// The tokens of a phrasing, read anew.
    pub(super) fn phrasing_tokens(&self, phrasing: u32) -> Vec<Token> {
        let language = self.lexicon.vocabulary.language();
        let folded = language.fold(self.phrasing_texts.get(phrasing));
        Reader::new(&self.lexicon).read(&language.words(&folded))
    }

    /// Whether a word is a function or light word, or one that the FAQ uses in its own language.
    pub(super) fn knows(&self, word: &Word) -> bool {
        match word.class {
            Class::Function | Class::Light => true,
            Class::Number => false,
            Class::Content => match self.lexicon.vocabulary.exact(&word.text) {
                Some(Meaning::One(term)) => self.is_own(term),
                Some(Meaning::Two(first, second)) => self.is_own(first) && self.is_own(second),
                Some(Meaning::Plain) => true,
                None => false,
            },
        }
    }

    /// Whether a concept or an entry that is not lent uses a term.
    fn is_own(&self, term: Term) -> bool {
        let mut users = self.index.by_term.get(term.0).entries.iter();
        self.lexicon.own_concept(term).is_some()
            || users.any(|(entry, _)| !self.lent.get(*entry as usize).is_some_and(|lent| *lent))
    }

    /// How alike two senses are, `0.0..=1.0`: the same term, or a concept in common.
    pub(super) fn similarity(&self, a: Sense, b: Sense) -> f32 {
        if a.term == b.term {
            return a.similarity * b.similarity;
        }
        let shared = self
            .lexicon
            .concepts_of(a.term)
            .iter()
            .find(|concept| self.lexicon.concepts_of(b.term).contains(concept));
        let alike = shared.map_or(0.0, |concept| self.lexicon.similarity_in(*concept));
        a.similarity * b.similarity * alike
    }
}

/// How many sentences before a question are its context.
const CONTEXT_SENTENCES: usize = 3;

/// What the words of the context count beside those of the question.
const CONTEXT_EMPHASIS: f32 = 0.135;

/// The same where the question has no subject of its own: "... What is it?".
const CONTEXT_EMPHASIS_OF_BARE: f32 = 0.3;

/// So many of the rarest words it takes to be sure; with three or four ordinary ones a question
/// says enough.
const ENOUGH_WORDS: f32 = 2.0;

/// Exponent of the evidence: what says a quarter of that keeps 0.73 of its score. Without it more
/// single words outside the subject score like questions.
const EVIDENCE_POWER: f32 = 0.225;

/// What is left to the commonest word: a FAQ of few entries has no rare ones.
const LEAST_EVIDENCE: f32 = 0.6;

/// What a strange sentence costs an urgent entry, and a topic.
const STRANGE_TO_URGENT: f32 = 0.3;
const STRANGE_TO_TOPICS: f32 = 0.15;

/// How strange a word is that the FAQ does not know, and one that it uses elsewhere.
const UNKNOWN_STRANGE: f32 = 1.3;
const ELSEWHERE_STRANGE: f32 = 2.0;

/// Least that a part of a message counts for an urgent entry.
const URGENT_FACTOR: f32 = 0.95;

/// What a part of a message counts: what is told beside a question counts less than the question,
/// and a part less than the whole.
fn part_factor(stretch: &Scored, any_asks: bool) -> f32 {
    let told = any_asks && !stretch.asks;
    match stretch.part {
        Part::Whole
        | Part::Sentence {
            in_context: true, ..
        } => 1.0,
        Part::Sentence { .. } | Part::Clause(_) if told => 0.4,
        Part::Sentence { .. } => 0.61,
        Part::Clause(_) => 0.3,
    }
}

/// What the words beside a question count, for what all words speak for together.
const BESIDE_QUESTION: f32 = 0.4;

/// The words of a part of a message, each with what it counts for what they speak for together; none if
/// they hold nothing but grammar.
pub(super) fn speaking(clauses: &[ReadClause], part: Part) -> Vec<(&Token, f32)> {
    let any_asks = clauses.iter().any(|clause| clause.asks);
    let counts = |at: usize| {
        let clause = &clauses[at];
        match part {
            Part::Whole if any_asks && !clause.asks => BESIDE_QUESTION,
            Part::Whole => 1.0,
            Part::Sentence { number, .. } if clause.sentence == number => 1.0,
            Part::Sentence {
                number,
                in_context: true,
            } if (number.saturating_sub(CONTEXT_SENTENCES)..number).contains(&clause.sentence) => {
                BESIDE_QUESTION
            }
            Part::Sentence { .. } => 0.0,
            Part::Clause(number) => f32::from(number == at),
        }
    };
    let spoken = clauses.iter().enumerate().flat_map(|(at, clause)| {
        let counts = counts(at);
        clause.tokens.iter().map(move |token| (token, counts))
    });
    let mut spoken: Vec<(&Token, f32)> = spoken.filter(|(_, counts)| *counts > 0.0).collect();
    if spoken
        .iter()
        .all(|(token, _)| token.class == Class::Function)
    {
        spoken.clear();
    }
    spoken
}

/// Whether clauses hold nothing but grammar: "what is it?".
fn says_nothing(clauses: &[ReadClause]) -> bool {
    let mut tokens = clauses.iter().flat_map(|clause| &clause.tokens);
    tokens.all(|token| token.class == Class::Function)
}
