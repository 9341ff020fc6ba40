//! Danger signs: missing one is the worst mistake there is.
//!
//! A word tells of danger if, of all topics, the urgent ones use it most. Entries that are not
//! covered and full of such words (an animal's wound, bruised fruit) are for what only sounds like
//! danger; their other words tell that it is about something else.

use super::decide::Leaders;
use super::index::{CLEAR, Mass, Posting};
use super::questions::Asked;
use super::ranking::{Model, Part, Ranking, Scored};
use super::reading::{ReadClause, Token};
use super::vocabulary::Term;
use crate::faq::Kind;
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

/// Which terms and entries have to do with danger.
#[derive(Debug, Default)]
pub(super) struct DangerTerms {
    /// Whether each term tells of danger.
    pub(super) danger: Vec<bool>,
    /// Whether each term is mostly used for what only sounds like danger.
    pub(super) harmless: Vec<bool>,
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

/// If it holds several, or a fixed phrase that is one, and nothing tells of another matter: what
/// else is told beside them ("it keeps bleeding every time I wash it") counts less.
const WITH_SEVERAL: Limits = Limits {
    score: 0.18,
    over_not_covered: 0.65,
    over_topics: 0.65,
};

/// If the message holds none ("when should I worry").
const WITHOUT: Limits = Limits {
    score: 0.4,
    over_not_covered: 0.8,
    over_topics: 1.0,
};

/// How an urgent entry must stand to what is not covered in the message as a whole.
const OVER_NOT_COVERED: f32 = 0.7;

/// The same in the sentence around a clause: "I fainted when I got my ears pierced" is about the
/// ears.
const OVER_NOT_COVERED_IN_SENTENCE: f32 = 0.6;

/// How far an urgent entry must lead what only sounds like danger where the words tell of that.
const OVER_HARMLESS: f32 = 1.3;

/// From these shares of strange words on in the whole of a message and in the part that tells of
/// danger, it is asked about only: a report, a recipe. Emergencies stay below 0.8.
const STRANGE_TEXT: f32 = 0.85;
const STRANGE_PART: f32 = 0.4;

/// From this score on a danger word makes the bot ask.
const POSSIBLE_AT: f32 = 0.18;

/// How an urgent entry must stand to topics, and to what is not covered, for that.
const POSSIBLE_OVER_TOPICS: f32 = 0.6;
const POSSIBLE_OVER_NOT_COVERED: f32 = 0.5;

/// Whether the words around a danger word say that it is about something else: an animal, a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SomethingElse {
    No,
    /// In its sentence: that may be true, or another matter.
    NearBy,
    /// In the same clause.
    InItsClause,
}

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
        let danger_word = self.has_danger_word(ranking);
        let about = self.tells_of_something_else(&ranking.clauses);
        let leads = urgent.score >= OVER_HARMLESS * harmless.score;
        let several = about == SomethingElse::No && self.has_several_danger_words(ranking);
        let (limits, over_not_covered) = match (several, danger_word) {
            (true, _) => (WITH_SEVERAL, WITH_SEVERAL.over_not_covered),
            (false, true) => (WITH_DANGER_WORD, OVER_NOT_COVERED),
            (false, false) => (WITHOUT, OVER_NOT_COVERED),
        };
        let told = self.danger_part(ranking, &limits);
        if let Some(stretch) = told
            && urgent.score >= over_not_covered * not_covered.score
            && (leads || about == SomethingElse::No)
            && !is_in_strange_text(ranking, stretch)
        {
            return Danger::Told { part: stretch.part };
        }
        let possible = danger_word
            && (leads || about != SomethingElse::InItsClause)
            && urgent.score >= POSSIBLE_AT
            && urgent.score >= POSSIBLE_OVER_TOPICS * topic.score
            && urgent.score >= POSSIBLE_OVER_NOT_COVERED * not_covered.score;
        if possible {
            Danger::Possible
        } else {
            Danger::None
        }
    }

    /// Whether a word of the message tells of danger.
    pub(super) fn has_danger_word(&self, ranking: &Ranking) -> bool {
        ranking
            .clauses
            .iter()
            .flat_map(|clause| &clause.tokens)
            .any(|token| self.is_danger(token))
    }

    /// Whether two words of the message tell of danger, or a fixed phrase.
    fn has_several_danger_words(&self, ranking: &Ranking) -> bool {
        let tokens = ranking.clauses.iter().flat_map(|clause| &clause.tokens);
        let weights =
            tokens
                .filter(|token| self.is_danger(token))
                .map(|token| match token.best() {
                    Some(term) if self.lexicon.is_phrase(term) => 2,
                    _ => 1,
                });
        weights.sum::<u32>() > 1
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

    /// The stretch of a message that tells of danger most clearly, if one does.
    fn danger_part<'a>(&self, ranking: &'a Ranking, limits: &Limits) -> Option<&'a Scored> {
        let mut clearest: Option<(f32, &Scored)> = None;
        for stretch in &ranking.scored {
            let leaders = self.leaders_of(stretch);
            let urgent = leaders.urgent.score;
            if urgent >= limits.score
                && urgent >= limits.over_not_covered * leaders.not_covered.score
                && urgent >= limits.over_topics * leaders.topic.score
                && self.sentence_allows(ranking, stretch.part)
                && clearest.is_none_or(|(score, _)| urgent > score)
            {
                clearest = Some((urgent, stretch));
            }
        }
        clearest.map(|(_, stretch)| stretch)
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

    /// Whether the words around a danger word say that it is about something else.
    fn tells_of_something_else(&self, clauses: &[ReadClause]) -> SomethingElse {
        let danger = |clause: &ReadClause| clause.tokens.iter().any(|token| self.is_danger(token));
        let cue = |clause: &ReadClause| {
            clause
                .tokens
                .iter()
                .any(|token| self.is_harmless_cue(token))
        };
        let told = || clauses.iter().filter(|clause| danger(clause));
        if told().next().is_some() && told().all(cue) {
            return SomethingElse::InItsClause;
        }
        let sentence = |number: usize| {
            clauses
                .iter()
                .filter(move |clause| clause.sentence == number)
        };
        if told().any(|clause| sentence(clause.sentence).any(cue)) {
            SomethingElse::NearBy
        } else {
            SomethingElse::No
        }
    }

    /// Whether what a clause asks is asked beside the danger sign, and not about it.
    pub(super) fn is_beside_danger(&self, ranking: &Ranking, part: Part, asked: &Asked) -> bool {
        let clause = &ranking.clauses[asked.clause];
        part != Part::Clause(asked.clause)
            && !self.urgent[asked.entry]
            && asked.score >= BESIDE_DANGER_AT
            && !clause.tokens.iter().any(|token| self.is_danger(token))
    }

    /// Whether a word, not denied, tells of danger.
    pub(super) fn is_danger(&self, token: &Token) -> bool {
        !token.negated && stands_for(token, &self.danger_terms.danger)
    }

    /// Whether a word tells that what sounds like danger is another matter: an animal, a thing.
    fn is_harmless_cue(&self, token: &Token) -> bool {
        stands_for(token, &self.danger_terms.harmless)
    }

    /// Finds the terms that tell of danger and the entries for what only sounds like it.
    pub(super) fn find_danger(&mut self) {
        let nowhere = vec![false; self.kinds.len()];
        let harmless = self.entries_full_of(&self.terms_of_danger(&nowhere));
        // The more an operator writes about what only sounds like danger, the more often its words
        // stand there; that makes them no less dangerous elsewhere.
        let danger = self.terms_of_danger(&harmless);
        let mostly_harmless = self.of_each_term(|postings| {
            let inside = postings
                .iter()
                .filter(|posting| harmless[self.entry_of(posting)]);
            inside.count() * 2 > postings.len()
        });
        let cues = danger.iter().zip(mostly_harmless);
        let cues = cues.map(|(danger, harmless)| harmless && !danger);
        self.danger_terms = DangerTerms {
            harmless: cues.collect(),
            danger,
        };
        self.about_danger = harmless
            .iter()
            .zip(&self.urgent)
            .map(|(harmless, urgent)| *harmless || *urgent)
            .collect();
        self.harmless = harmless;
    }

    /// Whether each term tells of danger; what stands in the entries `left_out` does not count.
    fn terms_of_danger(&self, left_out: &[bool]) -> Vec<bool> {
        let tells = self.of_each_term(|postings| {
            let mut mass = Mass::default();
            for posting in clear(postings) {
                let entry = self.entry_of(posting);
                match self.kinds[entry] {
                    _ if left_out[entry] => {}
                    _ if self.urgent[entry] => mass.urgent += 1,
                    Kind::Topic => mass.topic += 1,
                    Kind::NotCovered | Kind::SmallTalk => mass.other += 1,
                }
            }
            // The second condition leaves out words of everywhere that stray into an urgent entry.
            (
                mass.urgent > 2 * mass.topic && mass.urgent * 10 >= mass.other,
                mass.urgent > 1,
            )
        });
        // What has no concept and stands in one phrasing may stand there by chance.
        let with_concept = |number| self.lexicon.own_concept(Term(number)).is_some();
        let tells = tells.into_iter().zip(0..);
        let tells =
            tells.map(|((danger, often), number)| danger && (often || with_concept(number)));
        tells.collect()
    }

    /// What `of` says of the places where each term stands, or any other of its concept.
    fn of_each_term<T: Copy>(&self, of: impl Fn(&[Posting]) -> T) -> Vec<T> {
        let index = &self.index;
        let by_concept: Vec<T> = index.by_concept.all_postings().map(&of).collect();
        let terms = (0..).zip(index.by_term.all_postings());
        let values = terms.map(|(number, postings)| {
            let own = self.lexicon.own_concept(Term(number));
            own.map_or_else(|| of(postings), |concept| by_concept[concept.0 as usize])
        });
        values.collect()
    }

    /// Which not-covered entries hold a term of danger in most of their phrasings.
    fn entries_full_of(&self, danger: &[bool]) -> Vec<bool> {
        let mut with_danger = vec![false; self.index.phrasings.len()];
        let postings = self.index.by_term.all_postings();
        for (postings, _) in postings.zip(danger).filter(|(_, is)| **is) {
            for posting in clear(postings) {
                with_danger[posting.phrasing as usize] = true;
            }
        }
        let mut counts = vec![(0_u32, 0_u32); self.kinds.len()];
        for (phrasing, danger) in self.index.phrasings.iter().zip(with_danger) {
            let (with, all) = &mut counts[phrasing.entry as usize];
            *with += u32::from(danger);
            *all += 1;
        }
        let full = counts
            .into_iter()
            .zip(&self.kinds)
            .map(|((with, all), kind)| *kind == Kind::NotCovered && with * 2 > all);
        full.collect()
    }

    fn entry_of(&self, posting: &Posting) -> usize {
        self.index.phrasings[posting.phrasing as usize].entry as usize
    }
}

/// Whether most of a message is strange to the FAQ, and the part that tells of danger is not free of
/// it.
fn is_in_strange_text(ranking: &Ranking, told: &Scored) -> bool {
    told.strange >= STRANGE_PART && ranking.scored[0].strange >= STRANGE_TEXT
}

/// The postings that surely are of their term.
fn clear(postings: &[Posting]) -> impl Iterator<Item = &Posting> {
    postings
        .iter()
        .filter(|posting| posting.similarity >= CLEAR)
}

/// From this score on what is asked beside a danger sign is answered too.
const BESIDE_DANGER_AT: f32 = 0.6;

/// Whether a content word most likely stands for one of the marked terms.
fn stands_for(token: &Token, terms: &[bool]) -> bool {
    let likeliest = token
        .senses
        .first()
        .filter(|sense| sense.similarity >= CLEAR);
    token.class == Class::Content && likeliest.is_some_and(|sense| terms[sense.term.0 as usize])
}

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
    fn a_danger_word_in_a_text_about_other_matters_is_asked_about() {
        check(
            "tulips won gold, biscuits crumbled, the boat is sinking slowly",
            "clarify distress other-trouble licence size",
        );
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
