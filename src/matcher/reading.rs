//! Reading a message with the words of a FAQ: corrections, glued and parted words, fixed phrases.

use arrayvec::ArrayVec;
use rustc_hash::FxHashMap;
use smol_str::{SmolStr, SmolStrBuilder};

use super::lexicon::Lexicon;
use super::phrases::{Found, Run, span};
use super::spelling::MAX_SPELLINGS;
use super::vocabulary::{Meaning, Term};
use crate::text::{Class, Language, Word};

/// What a word of a query may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sense {
    pub(super) term: Term,
    /// How surely, `0.0..=1.0`; 1 for the same stem.
    pub(super) similarity: f32,
}

/// A word of a query or of a phrasing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// As written.
    pub(super) text: SmolStr,
    /// Number of its word in the run of words that was read.
    pub(super) word: usize,
    pub(super) class: Class,
    pub(super) negated: bool,
    /// Whether it is a part of a fixed phrase for which another word stands.
    pub(super) absorbed: bool,
    /// What it may stand for, most similar first; empty if the FAQ does not know it.
    pub(super) senses: ArrayVec<Sense, MAX_SENSES>,
    /// The spelling it was corrected to, if it was.
    pub(super) corrected: Option<SmolStr>,
}

/// The tokens of one clause.
#[derive(Debug)]
pub(super) struct ReadClause {
    pub(super) tokens: Vec<Token>,
    /// Number of its sentence, from 0.
    pub(super) sentence: usize,
    /// Whether its sentence asks something.
    pub(super) asks: bool,
    /// Whether the clause itself begins like a question.
    pub(super) begins_question: bool,
}

/// A word has a sense for each spelling, and one more if it is the head of a phrase.
const MAX_SENSES: usize = MAX_SPELLINGS + 1;

/// At most this many different words of a message are corrected, so that a text in another
/// alphabet or of noise alone is read in bounded time; later ones stay unknown.
const MAX_CORRECTIONS: usize = 60;

/// What is left of the meaning of the single words of a fixed phrase.
const PHRASE_PART: f32 = 0.68;

/// The clauses of a folded message, read with the words of the FAQ.
pub(super) fn read_message(lexicon: &Lexicon, folded: &str) -> Vec<ReadClause> {
    let mut reader = Reader::new(lexicon);
    let clauses = lexicon.vocabulary.language().clauses(folded);
    let mut read = Vec::with_capacity(clauses.len());
    for sentence in clauses.chunk_by(|a, b| a.sentence == b.sentence) {
        // Phrases may reach over the end of a clause: "black and white".
        let words: Vec<Word> = sentence
            .iter()
            .flat_map(|clause| clause.words.iter().cloned())
            .collect();
        let mut tokens = reader.read(&words).into_iter().peekable();
        let mut end = 0;
        for clause in sentence {
            end += clause.words.len();
            read.push(ReadClause {
                tokens: std::iter::from_fn(|| tokens.next_if(|token| token.word < end)).collect(),
                sentence: clause.sentence,
                asks: clause.asks,
                begins_question: clause.begins_question,
            });
        }
    }
    read
}

/// Reads words, each different one that is not known as it is once.
pub(super) struct Reader<'a> {
    pub(super) lexicon: &'a Lexicon,
    seen: FxHashMap<SmolStr, Vec<Token>>,
    /// How many more words are compared with the whole vocabulary.
    pub(super) corrections_left: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            seen: FxHashMap::default(),
            corrections_left: MAX_CORRECTIONS,
        }
    }

    /// The tokens of a run of words.
    pub(super) fn read(&mut self, words: &[Word]) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            if let Some(joined) = self.written_apart(&words[at..]) {
                tokens.push(Token { word: at, ..joined });
                at += 2;
                continue;
            }
            let word = &words[at];
            if let Some(token) = self.known(word) {
                tokens.push(Token { word: at, ..token });
                at += 1;
                continue;
            }
            if !self.seen.contains_key(&word.text) {
                let read = self.read_word(&word.text);
                self.seen.insert(word.text.clone(), read);
            }
            let read = &self.seen[&word.text];
            tokens.extend(read.iter().map(|token| Token {
                negated: word.negated,
                word: at,
                ..token.clone()
            }));
            at += 1;
        }
        self.mark_phrases(&mut tokens);
        tokens
    }

    /// The tokens of a run of words without those that the FAQ does not know, not even in another form,
    /// and how many those are; nothing is corrected.
    pub(super) fn read_known(&mut self, words: &[Word]) -> (Vec<Token>, usize) {
        let mut tokens = Vec::with_capacity(words.len());
        for word in words {
            let known = self.known(word).or_else(|| self.in_another_form(word));
            tokens.extend(known.map(|token| Token {
                word: tokens.len(),
                ..token
            }));
        }
        self.mark_phrases(&mut tokens);
        let unknown = words.len() - tokens.len();
        (tokens, unknown)
    }

    /// A word that the FAQ uses in another form, or a number.
    fn in_another_form(&self, word: &Word) -> Option<Token> {
        let vocabulary = &self.lexicon.vocabulary;
        let term = match word.class {
            Class::Number => self.lexicon.number(&word.text),
            _ => vocabulary.phrase(&vocabulary.language().stem(&word.text)),
        };
        let known = Token::known(&word.text, term?);
        Some(Token {
            class: word.class,
            negated: word.negated,
            ..known
        })
    }

    /// A word that is spelled as the FAQ or the language does; `None` for numbers, which mean more
    /// than that. Most words are such, and not worth being kept.
    fn known(&self, word: &Word) -> Option<Token> {
        if word.class == Class::Number {
            return None;
        }
        let mut senses = ArrayVec::new();
        match self.lexicon.vocabulary.spelled(&word.text)? {
            Meaning::One(term) => senses.push(Sense {
                term,
                similarity: 1.0,
            }),
            Meaning::Plain => {}
            Meaning::Two(..) => return None,
        }
        Some(Token {
            text: word.text.clone(),
            word: 0,
            class: word.class,
            negated: word.negated,
            absorbed: false,
            senses,
            corrected: None,
        })
    }

    /// Two words that the FAQ writes as one.
    fn written_apart(&self, words: &[Word]) -> Option<Token> {
        let [first, second, ..] = words else {
            return None;
        };
        if first.class == Class::Function || second.class == Class::Function {
            return None;
        }
        let mut joined = SmolStrBuilder::new();
        joined.push_str(&first.text);
        joined.push_str(&second.text);
        let joined = joined.finish();
        match self.lexicon.vocabulary.spelled(&joined)? {
            Meaning::One(term) => Some(Token {
                negated: first.negated,
                ..Token::known(&joined, term)
            }),
            _ => None,
        }
    }

    /// The term of another word that may stand in a fixed phrase for this one.
    fn standing_in_phrase(&self, token: &Token) -> Option<Term> {
        let standing = self.lexicon.vocabulary.language().in_phrase(&token.text);
        if standing == token.text {
            return None;
        }
        match self.lexicon.vocabulary.spelled(standing)? {
            Meaning::One(term) => Some(term),
            Meaning::Two(..) | Meaning::Plain => None,
        }
    }

    /// Lets the head word of each fixed phrase stand for the phrase as well; what the single words
    /// mean counts less from then on. Of the phrases that begin with a word the longest counts, and
    /// of those one with no word passed over.
    fn mark_phrases(&self, tokens: &mut [Token]) {
        let standing: Vec<Option<Term>> = tokens
            .iter()
            .map(|token| self.standing_in_phrase(token))
            .collect();
        let mut at = 0;
        while at < tokens.len() {
            let rest = &mut tokens[at..];
            let run = InPhrases {
                tokens: rest,
                standing: &standing[at..],
                language: self.lexicon.vocabulary.language(),
            };
            let Some(Found { own, places }) = self.lexicon.phrases.at_start(&run) else {
                at += 1;
                continue;
            };
            let head = places
                .iter()
                .rposition(|place| rest[*place].class == Class::Content)
                .unwrap_or(places.len() - 1);
            for (position, place) in places.iter().enumerate() {
                let token = &mut rest[*place];
                token
                    .senses
                    .iter_mut()
                    .for_each(|sense| sense.similarity *= PHRASE_PART);
                token.absorbed = position != head;
            }
            let denied = places.iter().any(|place| rest[*place].negated);
            let begins_denied = rest[0].negated;
            let head = &mut rest[places[head]];
            head.senses.insert(
                0,
                Sense {
                    term: own,
                    similarity: 1.0,
                },
            );
            head.class = Class::Content;
            // A denial within the phrase belongs to it ("cannot swim") and reaches no further.
            if denied && !begins_denied {
                head.negated = false;
                rest[span(&places)..]
                    .iter_mut()
                    .take_while(|token| token.negated)
                    .for_each(|token| token.negated = false);
            }
            at += span(&places);
        }
    }
}

/// Words that may be those of a fixed phrase.
struct InPhrases<'a> {
    tokens: &'a [Token],
    /// The term of another word that each may stand for.
    standing: &'a [Option<Term>],
    language: Language,
}

impl Run for InPhrases<'_> {
    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn terms(&self, at: usize) -> impl Iterator<Item = Term> {
        let senses = self.tokens[at].senses.iter().map(|sense| sense.term);
        senses.chain(self.standing[at])
    }

    fn adds_nothing(&self, at: usize) -> bool {
        self.language.adds_nothing(&self.tokens[at].text)
    }
}

impl Token {
    pub(super) fn known(text: &str, term: Term) -> Self {
        Self {
            senses: ArrayVec::from_iter([Sense {
                term,
                similarity: 1.0,
            }]),
            ..Self::new(text, Class::Content)
        }
    }

    /// A word as it is written, without a sense.
    pub(super) fn new(text: &str, class: Class) -> Self {
        Self {
            text: text.into(),
            word: 0,
            class,
            negated: false,
            absorbed: false,
            senses: ArrayVec::new(),
            corrected: None,
        }
    }

    /// The term it most likely stands for.
    pub(super) fn best(&self) -> Option<Term> {
        self.senses.first().map(|sense| sense.term)
    }
}

#[cfg(test)]
mod tests {
    use super::super::phrasings::Wording;
    use super::super::prepare::Prepared;
    use super::super::sample::boat_hire;
    use super::*;

    /// Each word with what it was taken for.
    fn read(text: &str) -> Vec<String> {
        let faq = boat_hire();
        let lexicon = Prepared::new(&faq, Wording::of(&faq)).lexicon;
        let words = Language::ENGLISH.words(&Language::ENGLISH.fold(text));
        let tokens = Reader::new(&lexicon).read(&words);
        let senses = |token: &Token| {
            let terms: Vec<&str> = token
                .senses
                .iter()
                .map(|sense| lexicon.text(sense.term))
                .collect();
            terms.join("=")
        };
        tokens
            .iter()
            .map(|token| format!("{}={}", token.text, senses(token)))
            .collect()
    }

    #[test]
    fn typing_errors_are_corrected() {
        assert_eq!(read("licecne"), ["licecne=licenc"]);
        assert_eq!(read("hellooooo"), ["hellooooo=hello"]);
        assert_eq!(read("fishin"), ["fishin=fish"]);
    }

    #[test]
    fn glued_words_come_apart() {
        assert_eq!(read("fishingrods"), ["fishingrods=fish", "fishingrods=rod"]);
        assert_eq!(read("canwefish"), ["can=can", "we=we", "fish=fish"]);
    }

    #[test]
    fn the_head_of_a_phrase_stands_for_it() {
        assert_eq!(read("rowing boat"), ["rowing=row", "boat=row boat=boat"]);
    }

    #[test]
    fn what_only_describes_may_stand_within_a_phrase() {
        assert_eq!(
            read("rowing the little boat"),
            [
                "rowing=row",
                "the=the",
                "little=littl",
                "boat=row boat=boat"
            ]
        );
        assert_eq!(
            read("rowing home boat"),
            ["rowing=row", "home=home", "boat=boat"]
        );
    }

    #[test]
    fn a_word_that_nobody_knows_stays_unknown() {
        assert_eq!(read("elephants"), ["elephants="]);
    }
}
