//! What there is to learn from: texts as features, each with what it is about.

use super::lexicon::Lexicon;
use super::reading::Token;
use super::texts::count;
use crate::faq::{Entry, Kind};
use crate::text::Class;

/// What a text may be about: each topic is a class, and everything that is not covered is one.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// The class of each entry; `None` if nothing is learned of it.
    of_entry: Vec<Option<u32>>,
    /// Number of topics.
    topics: u32,
}

impl Classes {
    /// The classes of some entries; none if there are no two topics, or nothing that is not covered: of
    /// one kind alone no difference can be learned.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let own = |kind: Kind| {
            let own = entries.iter().filter(|entry| !entry.is_lent);
            own.filter(move |entry| entry.kind == kind).count()
        };
        let topics = count(own(Kind::Topic));
        if topics < 2 || own(Kind::NotCovered) == 0 {
            return Self::default();
        }
        let mut next = 0..topics;
        let of_entry = entries.iter().map(|entry| match entry.kind {
            _ if entry.is_lent => None,
            Kind::Topic => next.next(),
            Kind::NotCovered => Some(topics),
            // It is told apart by being nothing else.
            Kind::SmallTalk => None,
        });
        Self {
            of_entry: of_entry.collect(),
            topics,
        }
    }

    /// Whether nothing is to be learned.
    pub(super) fn is_empty(&self) -> bool {
        self.topics == 0
    }

    /// Number of classes.
    pub(super) fn len(&self) -> usize {
        self.topics as usize + 1
    }

    /// The class of an entry, if anything is learned of it.
    pub(super) fn of_entry(&self, entry: usize) -> Option<u32> {
        self.of_entry.get(entry).copied().flatten()
    }

    /// The class of a topic.
    pub(super) fn of_topic(&self, entry: usize) -> Option<usize> {
        let class = self.of_entry(entry)?;
        (class < self.topics).then_some(class as usize)
    }

    /// The class of all that is not covered.
    pub(super) fn elsewhere(&self) -> usize {
        self.topics as usize
    }
}

/// Features of a text that stand for words which the FAQ does not know: one, and more of them.
const UNKNOWN: usize = 2;

/// Number of features of a FAQ: its terms, its concepts, and what stands for unknown words.
pub(super) fn feature_count(lexicon: &Lexicon) -> usize {
    lexicon.terms() + lexicon.concept_count() + UNKNOWN
}

/// Puts the features of a text in place of those in `found`, sorted: what its words stand for and the
/// operator's concepts of that, each once and as surely as at its surest, the squares adding up to 1.
/// The language's own groups are too wide to tell topics apart. Each token comes with what it counts,
/// `0.0..=1.0`; `unknown` words were left out.
pub(super) fn find_features<'a>(
    lexicon: &Lexicon,
    tokens: impl Iterator<Item = (&'a Token, f32)> + Clone,
    unknown: usize,
    found: &mut Vec<(u32, f32)>,
) {
    found.clear();
    let terms = count(lexicon.terms());
    for (token, emphasis) in tokens.clone() {
        for sense in &token.senses {
            let value = sense.similarity * emphasis;
            found.push((sense.term.0, value));
            let concepts = lexicon.concepts_of(sense.term).iter();
            let own = concepts.filter(|concept| !lexicon.is_general(**concept));
            found.extend(own.map(|concept| (terms + concept.0, value)));
        }
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|(feature, _)| *feature);
    let number = feature_count(lexicon);
    let unknown = unknown + tokens.filter(|(token, _)| is_unknown(token)).count();
    let unknown = (number - UNKNOWN..number).take(unknown);
    found.extend(unknown.map(|feature| (count(feature), 1.0)));
    let squares = found.iter().map(|(_, value)| value * value);
    let length = squares.sum::<f32>().sqrt();
    for (_, value) in found {
        *value /= length;
    }
}

fn is_unknown(token: &Token) -> bool {
    token.senses.is_empty() && token.class == Class::Content
}

/// Texts with what they are about, kept small: they are many, and in memory at once.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    features: Vec<Packed>,
    /// Where the features of each text end, and its class.
    ends: Vec<(u32, u32)>,
    /// The features of the text that is added.
    found: Vec<(u32, f32)>,
}

impl Lessons {
    /// Adds a text; one without features teaches nothing.
    pub(super) fn add(&mut self, lexicon: &Lexicon, tokens: &[Token], unknown: usize, class: u32) {
        let tokens = tokens.iter().map(|token| (token, 1.0));
        find_features(lexicon, tokens, unknown, &mut self.found);
        if !self.found.is_empty() {
            let packed = self.found.iter();
            self.features
                .extend(packed.filter_map(|(feature, value)| Packed::new(*feature, *value)));
            self.ends.push((count(self.features.len()), class));
        }
    }
}

/// The number of a feature in the upper 24 bits, and how clearly it is said in the lower 8.
#[derive(Debug, Clone, Copy)]
struct Packed(u32);

/// In place of the number of a feature that is left out.
const LEFT_OUT: u32 = (1 << 24) - 1;

/// What the clearest feature is packed as.
const CLEAREST: f32 = 255.0;

impl Packed {
    /// `None` for a feature with a number that does not fit: no FAQ has so many words.
    fn new(feature: u32, value: f32) -> Option<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "values lie in 0..=1"
        )]
        let value = (value * CLEAREST).round() as u32;
        (feature < LEFT_OUT).then_some(Self(feature << 8 | value))
    }

    fn feature(self) -> u32 {
        self.0 >> 8
    }

    fn value(self) -> f32 {
        f32::from(self.0.to_le_bytes()[0]) / CLEAREST
    }
}

/// Lessons that were read beside each other, one after the other.
#[derive(Debug, Default)]
pub(super) struct AllLessons([Lessons; 2]);

impl AllLessons {
    pub(super) fn new(first: Lessons, second: Lessons) -> Self {
        Self([first, second])
    }

    /// Number of texts.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|lessons| lessons.ends.len()).sum()
    }

    /// Puts the features of a text in place of those in `found`; comes back with its class.
    pub(super) fn get(&self, number: usize, found: &mut Vec<(u32, f32)>) -> usize {
        let [first, second] = &self.0;
        let (lessons, number) = match number.checked_sub(first.ends.len()) {
            None => (first, number),
            Some(number) => (second, number),
        };
        let before = number.checked_sub(1);
        let start = before.map_or(0, |before| lessons.ends[before].0);
        let (end, class) = lessons.ends[number];
        let packed = lessons.features[start as usize..end as usize].iter();
        found.clear();
        let kept = packed.filter(|packed| packed.feature() != LEFT_OUT);
        found.extend(kept.map(|packed| (packed.feature(), packed.value())));
        class as usize
    }

    /// The features of all texts.
    pub(super) fn features(&self) -> impl Iterator<Item = u32> {
        let packed = self.0.iter().flat_map(|lessons| &lessons.features);
        packed.map(|packed| packed.feature())
    }

    /// Puts another number in place of that of each feature; those without one are left out from then on.
    pub(super) fn renumber(&mut self, number: impl Fn(u32) -> Option<u32>) {
        for packed in self.0.iter_mut().flat_map(|lessons| &mut lessons.features) {
            let renumbered = number(packed.feature()).unwrap_or(LEFT_OUT);
            *packed = Packed(renumbered << 8 | packed.0 & 0xff);
        }
    }
}
