//! From words to terms: corrections, glued and parted words, fixed phrases and concepts.

use rustc_hash::FxHashMap;

use super::vocabulary::{Meaning, Term, Vocabulary};
use crate::faq::Faq;
use crate::text::{THESAURUS, Class, Clause, Word, class_of, clauses, fold, words};

/// Number of a group of `concepts.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ConceptId(pub(super) u32);

/// What a word of a query may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sense {
    pub(super) term: Term,
    /// `0.0..=1.0`; 1 for the same stem.
    pub(super) similarity: f64,
}

/// A word, or a fixed phrase, of a query or of a phrasing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// As read.
    pub(super) text: String,
    pub(super) class: Class,
    pub(super) negated: bool,
    pub(super) emphasis: f32,
    /// What it may stand for, most similar first; empty if the FAQ does not know it.
    pub(super) senses: Vec<Sense>,
    /// The spelling it was corrected to, if it was.
    pub(super) corrected: Option<String>,
}

/// The terms of a FAQ with its fixed phrases and concepts.
#[derive(Debug)]
pub(super) struct Lexicon {
    vocabulary: Vocabulary,
    /// Concepts of each term.
    concepts: FxHashMap<Term, Vec<ConceptId>>,
    /// Fixed phrases by their first term: the terms, longest first, and the phrase's own term.
    phrases: FxHashMap<Term, Vec<(Vec<Term>, Term)>>,
    names: Vec<String>,
    first_general: u32,
}

/// At most this many spellings are tried for a word that the FAQ does not know.
const MAX_SENSES: usize = 3;

/// A further spelling is tried only if it is nearly as similar as the best.
const SENSE_MARGIN: f64 = 0.06;

impl Lexicon {
    /// The lexicon of a FAQ.
    pub(super) fn new(faq: &Faq) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut concepts: FxHashMap<Term, Vec<ConceptId>> = FxHashMap::default();
        let mut phrases: FxHashMap<Term, Vec<(Vec<Term>, Term)>> = FxHashMap::default();
        let mut names = Vec::new();
        let own = faq.concepts.iter().map(|concept| {
            let name = concept.name.replace('-', " ");
            (concept.name.clone(), std::iter::once(name).chain(concept.words.iter().cloned()).collect::<Vec<String>>())
        });
        let th = if super::p("TH", 1.0) > 0.0 { THESAURUS } else { &[] };
        let general = th.iter().map(|g| (g[0].to_owned(), g.iter().map(|w| (*w).to_owned()).collect::<Vec<String>>()));
        let first_general = faq.concepts.len() as u32;
        for (number, (name, members)) in (0..).zip(own.chain(general)) {
            names.push(name);
            for member in &members {
                let member = words(&fold(member));
                let terms: Vec<_> = member.iter().map(|word| vocabulary.intern(&word.text)).collect();
                let term = match terms.as_slice() {
                    [] => continue,
                    [only] => *only,
                    [first, ..] => {
                        let written = terms.iter().map(|term| vocabulary.text(*term)).collect::<Vec<_>>().join(" ");
                        for pair in member.windows(2) {
                            let (a, b) = (vocabulary.intern(&pair[0].text), vocabulary.intern(&pair[1].text));
                            vocabulary.join((&pair[0].text, a), (&pair[1].text, b));
                        }
                        let phrase = vocabulary.intern_phrase(&written);
                        let known = phrases.entry(*first).or_default();
                        if !known.iter().any(|(_, own)| *own == phrase) {
                            known.push((terms.clone(), phrase));
                        }
                        phrase
                    }
                };
                let own = concepts.entry(term).or_default();
                if !own.contains(&ConceptId(number)) {
                    own.push(ConceptId(number));
                }
            }
        }
        for known in phrases.values_mut() {
            known.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        for entry in &faq.entries {
            for phrasing in std::iter::once(&entry.title).chain(&entry.questions) {
                let words = words(&fold(&phrasing.text));
                let terms: Vec<_> = words.iter().map(|word| vocabulary.intern(&word.text)).collect();
                for at in 1..words.len() {
                    if words[at - 1].class == Class::Content || words[at].class == Class::Content {
                        vocabulary.join((&words[at - 1].text, terms[at - 1]), (&words[at].text, terms[at]));
                    }
                }
            }
        }
        vocabulary.finish();
        Self { vocabulary, concepts, phrases, names, first_general }
    }

    pub(super) fn terms(&self) -> usize {
        self.vocabulary.len()
    }

    pub(super) fn text(&self, term: Term) -> &str {
        self.vocabulary.text(term)
    }

    pub(super) fn concepts_of(&self, term: Term) -> &[ConceptId] {
        self.concepts.get(&term).map_or(&[], Vec::as_slice)
    }

    pub(super) fn concept_name(&self, concept: ConceptId) -> &str {
        &self.names[concept.0 as usize]
    }

    pub(super) fn is_general(&self, concept: ConceptId) -> bool {
        concept.0 >= self.first_general
    }

    pub(super) fn concept_count(&self) -> usize {
        self.names.len()
    }

    /// The tokens of a phrasing of the FAQ.
    pub(super) fn phrasing(&self, text: &str) -> Vec<Token> {
        let words: Vec<Word> = clauses(&fold(text)).into_iter().flat_map(|clause| clause.words).collect();
        self.tokens(&words, &mut FxHashMap::default())
    }

    /// The tokens of each clause of a message, with the number of its sentence.
    pub(super) fn message(&self, folded: &str) -> Vec<(Vec<Token>, usize, bool)> {
        let mut seen = FxHashMap::default();
        clauses(folded)
            .into_iter()
            .map(|Clause { words, sentence, asks }| (self.tokens(&words, &mut seen), sentence, asks))
            .collect()
    }

    fn tokens(&self, words: &[Word], seen: &mut FxHashMap<String, Vec<Token>>) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            if let Some(joined) = self.written_apart(&words[at..]) {
                tokens.push(joined);
                at += 2;
                continue;
            }
            let word = &words[at];
            let read = match seen.get(&word.text) {
                Some(read) => read.clone(),
                None => {
                    let read = self.read(&word.text, 0);
                    seen.insert(word.text.clone(), read.clone());
                    read
                }
            };
            tokens.extend(read.into_iter().map(|token| Token { negated: word.negated, ..token }));
            at += 1;
        }
        self.merge_phrases(tokens)
    }

    /// Two words that the FAQ writes as one.
    fn written_apart(&self, words: &[Word]) -> Option<Token> {
        let [first, second, ..] = words else { return None };
        if first.class == Class::Function || second.class == Class::Function {
            return None;
        }
        let joined = format!("{}{}", first.text, second.text);
        match self.vocabulary.exact(&joined)? {
            Meaning::One(term) => Some(Token { negated: first.negated, ..Token::known(joined, term) }),
            _ => None,
        }
    }

    /// What a single word stands for; glued words come apart.
    fn read(&self, text: &str, depth: usize) -> Vec<Token> {
        if let Some(tokens) = self.read_exact(text, None) {
            return tokens;
        }
        for most in [2, 1] {
            let shorter = squeeze(text, most);
            if shorter != text
                && let Some(tokens) = self.read_exact(&shorter, Some(text))
            {
                return tokens;
            }
        }
        if text.len() > 4 && text.ends_with("in") {
            let full = format!("{text}g");
            if let Some(tokens) = self.read_exact(&full, Some(text)) {
                return tokens;
            }
        }
        let similar = self.vocabulary.similar(text);
        let best = similar.first().map_or(0.0, |likeness| likeness.similarity);
        if best < 0.87
            && depth < 2
            && let Some(parts) = self.unglue(text, depth)
        {
            return parts;
        }
        let Some(first) = similar.first() else {
            return vec![Token::unknown(text)];
        };
        match first.meaning {
            Meaning::Plain => vec![Token { class: class_of(first.text), corrected: Some(first.text.to_owned()), ..Token::unknown(text) }],
            Meaning::Two(a, b) => [a, b]
                .into_iter()
                .map(|term| Token {
                    corrected: Some(self.text(*term).to_owned()),
                    senses: vec![Sense { term: *term, similarity: best }],
                    ..Token::unknown(text)
                })
                .collect(),
            Meaning::One(_) => {
                let mut senses: Vec<Sense> = Vec::new();
                for likeness in similar.iter().take_while(|likeness| likeness.similarity >= best - SENSE_MARGIN) {
                    if let Meaning::One(term) = likeness.meaning
                        && !senses.iter().any(|sense| sense.term == *term)
                        && senses.len() < MAX_SENSES
                    {
                        senses.push(Sense { term: *term, similarity: likeness.similarity });
                    }
                }
                vec![Token { class: class_of(first.text), corrected: Some(first.text.to_owned()), senses, ..Token::unknown(text) }]
            }
        }
    }

    fn read_exact(&self, text: &str, written: Option<&str>) -> Option<Vec<Token>> {
        let corrected = written.map(|_| text.to_owned());
        let token = |term: Term| Token { corrected: corrected.clone(), ..Token::known(written.unwrap_or(text).to_owned(), term) };
        Some(match self.vocabulary.exact(text)? {
            Meaning::One(term) => vec![Token { class: class_of(text), ..token(term) }],
            Meaning::Two(a, b) => vec![token(a), token(b)],
            Meaning::Plain => vec![Token { class: class_of(text), corrected, ..Token::unknown(written.unwrap_or(text)) }],
        })
    }

    /// Parts a word into two that are known, if it can be; the later one may come apart again.
    fn unglue(&self, text: &str, depth: usize) -> Option<Vec<Token>> {
        let boundaries: Vec<_> = text.char_indices().map(|(at, _)| at).skip(2).collect();
        // The longest known beginning: "stepbystep" is "step by step".
        for at in boundaries.into_iter().rev() {
            let (head, tail) = text.split_at(at);
            if tail.chars().count() < 2 {
                continue;
            }
            let Some(mut tokens) = self.read_exact(head, None) else { continue };
            if let Some(rest) = self.read_exact(tail, None) {
                tokens.extend(rest);
            } else if depth < 1
                && tail.chars().count() >= 4
                && let Some(rest) = self.unglue(tail, depth + 1)
            {
                tokens.extend(rest);
            } else {
                continue;
            }
            return Some(tokens);
        }
        None
    }

    /// Lets the head word of each fixed phrase stand for the phrase as well; its other words, and
    /// the head's own meaning, count less from then on.
    fn merge_phrases(&self, mut tokens: Vec<Token>) -> Vec<Token> {
        let mut at = 0;
        while at < tokens.len() {
            let rest = &tokens[at..];
            let found = rest[0].best().and_then(|first| self.phrases.get(&first)).and_then(|known| {
                known.iter().find(|(terms, _)| terms.len() <= rest.len() && terms.iter().zip(rest).all(|(term, token)| token.best() == Some(*term)))
            });
            let Some((terms, phrase)) = found else {
                at += 1;
                continue;
            };
            let phrase_tokens = &mut tokens[at..at + terms.len()];
            let head = phrase_tokens.iter().rposition(|token| token.class == Class::Content).unwrap_or(terms.len() - 1);
            for (position, token) in phrase_tokens.iter_mut().enumerate() {
                token.senses.iter_mut().for_each(|sense| sense.similarity *= f64::from(super::p("ABS", 0.6)));
                if position == head {
                    token.senses.insert(0, Sense { term: *phrase, similarity: 1.0 });
                    token.class = Class::Content;
                } else {
                    token.emphasis *= super::p("ABSW", 0.3);
                }
            }
            at += terms.len();
        }
        tokens
    }
}

impl Token {
    fn known(text: String, term: Term) -> Self {
        Self { text, class: Class::Content, negated: false, emphasis: 1.0, senses: vec![Sense { term, similarity: 1.0 }], corrected: None }
    }

    fn unknown(text: &str) -> Self {
        Self { text: text.to_owned(), class: class_of(text), negated: false, emphasis: 1.0, senses: Vec::new(), corrected: None }
    }

    /// The term it most likely stands for.
    pub(super) fn best(&self) -> Option<Term> {
        self.senses.first().map(|sense| sense.term)
    }
}

/// `word` with every run of three or more of the same letter shortened to `most`.
fn squeeze(word: &str, most: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunk_by(|a, b| a == b)
        .flat_map(|run| if run.len() > 2 { &run[..most] } else { run })
        .collect()
}
