//! What the words of a message speak for, learned from the phrasings and the examples of a FAQ.
//!
//! A softmax regression (multinomial logistic regression; Hastie, Tibshirani and Friedman, "The
//! Elements of Statistical Learning", 4.4) over the terms and concepts of a text, trained by stochastic
//! gradient descent whenever a FAQ is loaded. The same files teach the same weights.

use super::lessons::{AllLessons, Classes, feature_count, find_features};
use super::lexicon::Lexicon;
use super::reading::Token;

/// How often each text is gone through, at most.
const ROUNDS: u8 = 4;

/// The rate of the first round; that of round `n`, from 0, is this by `1 + n / 2`.
const RATE: f32 = 3.0;

/// A text that is taken for what it is this surely teaches nothing.
const LEARNED: f32 = 0.95;

/// From one text to the next it is this many: primes, of which at most one divides the number of texts
/// of any FAQ, so that all are gone through, and neighbours, which are about the same, not in a row.
const STRIDES: [usize; 2] = [7919, 7907];

/// What fewer texts say may be chance, and takes as much room as all else.
const LEAST_TEXTS: u32 = 2;

/// Of a FAQ that takes more weights nothing is learned: with thousands of topics they would need more room
/// and time than the loading may take.
const MOST_WEIGHTS: usize = 1 << 20;

/// In place of the row of a feature of which nothing was learned.
const NO_ROW: u32 = u32::MAX;

/// One figure for each of so many classes; as many as processors take at once.
type Block = [f32; 8];

/// A class that is this many nats less likely than another is not worth an exponential.
const HOPELESS: f32 = 11.0;

/// The weights of a FAQ's words.
#[derive(Debug, Default)]
pub(super) struct Learned {
    classes: Classes,
    /// The row of each feature; empty if there was nothing to learn.
    rows: Vec<u32>,
    /// The weights of each row, one for each class, the last block filled up with zeros.
    weights: Vec<Block>,
    /// How much there was to learn from, `0.0..1.0`.
    sureness: f32,
}

/// What a message is about, as far as its words tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Opinion {
    /// How likely each class is; they add up to 1.
    likely: Vec<Block>,
}

impl Learned {
    /// Learns from `lessons`, which are of these classes, the weights of the features that they hold.
    pub(super) fn new(classes: Classes, lexicon: &Lexicon, mut lessons: AllLessons) -> Self {
        if classes.is_empty() {
            return Self::default();
        }
        let mut rows = vec![0_u32; feature_count(lexicon)];
        for feature in lessons.features() {
            rows[feature as usize] += 1;
        }
        let mut number = 0;
        for row in &mut rows {
            if *row < LEAST_TEXTS {
                *row = NO_ROW;
            } else {
                *row = number;
                number += 1;
            }
        }
        if number as usize * classes.len() > MOST_WEIGHTS {
            return Self::default();
        }
        // From here on the rows are all that is asked for.
        lessons.renumber(|feature| Some(rows[feature as usize]).filter(|row| *row != NO_ROW));
        let blocks = blocks(&classes);
        let mut learned = Self {
            weights: vec![Block::default(); number as usize * blocks],
            sureness: sureness(lessons.len()),
            classes,
            rows,
        };
        let stride = STRIDES
            .into_iter()
            .find(|stride| !lessons.len().is_multiple_of(*stride));
        let mut likely = vec![Block::default(); blocks];
        let mut text = Vec::new();
        // What is taken for what it is rests for a round: what is hard is gone through more often.
        let mut rests = vec![false; lessons.len()];
        for round in 0..ROUNDS {
            let rate = RATE / (1.0 + f32::from(round) / 2.0);
            let mut at = 0;
            for _ in 0..lessons.len() {
                at = (at + stride.unwrap_or(1)) % lessons.len();
                if std::mem::take(&mut rests[at]) {
                    continue;
                }
                let class = lessons.get(at, &mut text);
                learned.likelihoods(&text, &mut likely);
                if likely.as_flattened()[class] < LEARNED {
                    learned.step(&text, class, rate, &mut likely);
                } else {
                    rests[at] = true;
                }
            }
        }
        learned
    }

    /// Moves the weights down the gradient of one text, given by the rows of its features; `likely` is used
    /// up.
    fn step(&mut self, rows: &[(u32, f32)], class: usize, rate: f32, likely: &mut [Block]) {
        for likely in likely.as_flattened_mut() {
            *likely *= -rate;
        }
        likely.as_flattened_mut()[class] += rate;
        for (row, value) in rows {
            let start = *row as usize * likely.len();
            let weights = &mut self.weights[start..start + likely.len()];
            for (weights, steps) in weights.iter_mut().zip(&*likely) {
                for at in 0..weights.len() {
                    weights[at] += steps[at] * value;
                }
            }
        }
    }

    /// How likely each class is for a text, given by the rows of its features.
    fn likelihoods(&self, rows: &[(u32, f32)], likely: &mut [Block]) {
        let blocks = likely.len();
        for (number, likely) in likely.iter_mut().enumerate() {
            let mut sums = Block::default();
            for (row, value) in rows {
                let weights = &self.weights[*row as usize * blocks + number];
                for at in 0..sums.len() {
                    sums[at] += weights[at] * value;
                }
            }
            *likely = sums;
        }
        let (classes, filling) = likely.as_flattened_mut().split_at_mut(self.classes.len());
        let most = classes.iter().copied().fold(f32::MIN, f32::max);
        let mut sum = 0.0;
        for likely in &mut *classes {
            let less = *likely - most;
            *likely = if less < -HOPELESS { 0.0 } else { less.exp() };
            sum += *likely;
        }
        for likely in classes {
            *likely /= sum;
        }
        filling.fill(0.0);
    }

    /// What the words of a message speak for; `None` if nothing was learned, or none of them says
    /// anything.
    pub(super) fn opinion(&self, lexicon: &Lexicon, tokens: &[(&Token, f32)]) -> Option<Opinion> {
        if self.classes.is_empty() {
            return None;
        }
        let rows = self.rows_of(lexicon, tokens);
        if rows.is_empty() {
            return None;
        }
        let mut likely = vec![Block::default(); blocks(&self.classes)];
        self.likelihoods(&rows, &mut likely);
        Some(Opinion { likely })
    }

    /// The rows of the features of some words; what no text held has none.
    fn rows_of(&self, lexicon: &Lexicon, tokens: &[(&Token, f32)]) -> Vec<(u32, f32)> {
        let mut found = Vec::new();
        find_features(lexicon, tokens.iter().copied(), 0, &mut found);
        for (feature, _) in &mut found {
            *feature = self.rows[*feature as usize];
        }
        found.retain(|(row, _)| *row != NO_ROW);
        found
    }

    /// How much there was to learn from, `0.0..1.0`: the opinion of a few texts counts little.
    pub(super) fn sureness(&self) -> f32 {
        self.sureness
    }

    /// How likely it is that a message is about a topic, and how likely about nothing that is covered,
    /// each `0.0..=1.0`; `None` if nothing is learned of the entry.
    pub(super) fn likely(&self, opinion: &Opinion, entry: usize) -> Option<(f32, f32)> {
        let class = self.classes.of_topic(entry)?;
        let likely = opinion.likely.as_flattened();
        Some((likely[class], likely[self.classes.elsewhere()]))
    }

    /// How much each word of a message speaks for a topic against all that is not covered, in nats; what
    /// several words say together is shared by them alike.
    pub(super) fn speak(
        &self,
        lexicon: &Lexicon,
        tokens: &[(&Token, f32)],
        entry: usize,
    ) -> Vec<f32> {
        let Some(class) = self.classes.of_topic(entry) else {
            return vec![0.0; tokens.len()];
        };
        let elsewhere = self.classes.elsewhere();
        let own: Vec<Vec<(u32, f32)>> = tokens
            .iter()
            .map(|token| self.rows_of(lexicon, &[*token]))
            .collect();
        let mut spoken = vec![0.0; tokens.len()];
        let blocks = blocks(&self.classes);
        for (row, value) in self.rows_of(lexicon, tokens) {
            let start = row as usize * blocks;
            let weights = self.weights[start..start + blocks].as_flattened();
            let holds = |own: &Vec<(u32, f32)>| own.iter().any(|(other, _)| *other == row);
            let speakers: Vec<usize> = (0..tokens.len()).filter(|at| holds(&own[*at])).collect();
            #[expect(clippy::cast_precision_loss, reason = "a message has few words")]
            let share = value * (weights[class] - weights[elsewhere]) / speakers.len() as f32;
            for speaker in speakers {
                spoken[speaker] += share;
            }
        }
        spoken
    }
}

/// With so many texts half of what can be learned is.
const HALF_SURE: f32 = 500.0;

/// How much so many texts teach: `n / (n + 500)`.
fn sureness(texts: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a rough number is enough")]
    let texts = texts as f32;
    texts / (texts + HALF_SURE)
}

/// How many blocks hold a figure for each class.
fn blocks(classes: &Classes) -> usize {
    classes.len().div_ceil(Block::default().len())
}

#[cfg(test)]
mod tests {
    use super::super::Matcher;
    use super::super::sample::{boat_hire, decided_by, located};
    use crate::faq::{Examples, Faq, Kind};

    fn with_examples(examples: &[(&str, &[&str])]) -> Faq {
        let mut faq = boat_hire();
        let examples = examples.iter().map(|(entry, messages)| Examples {
            entry: (*entry).to_owned(),
            messages: messages.iter().map(|text| (*text).to_owned()).collect(),
            line: 1,
        });
        faq.examples = examples.collect();
        faq
    }

    /// How likely each of the likeliest topics is, and how likely none of them.
    fn likely(faq: &Faq, text: &str) -> Option<(Vec<(String, f32)>, f32)> {
        let learned = Matcher::new(faq).explain(text).learned?;
        let topics = learned.topics.into_iter();
        let topics = topics.map(|topic| (topic.id, topic.likely));
        Some((topics.collect(), learned.elsewhere))
    }

    #[test]
    fn phrasings_teach_what_their_words_speak_for() {
        let (topics, elsewhere) = likely(&boat_hire(), "is a licence needed to steer").unwrap();
        assert_eq!(topics[0].0, "licence");
        assert!(topics[0].1 > elsewhere, "{topics:?} {elsewhere}");
        let (_, elsewhere) = likely(&boat_hire(), "price of the rods").unwrap();
        assert!(elsewhere > 0.8, "{elsewhere}");
    }

    #[test]
    fn examples_teach_what_no_phrasing_says() {
        let likeliest = |faq: &Faq| likely(faq, "sunday vessel").unwrap().0[0].clone();
        let opening: &[&str] = &["a vessel on sunday", "sunday, any vessel"];
        let size: &[&str] = &["six in a vessel on sunday", "vessel on sunday with six"];
        let taught = [("opening", opening), ("size", size)]
            .map(|(entry, messages)| with_examples(&[(entry, messages)]));
        assert_eq!(likeliest(&taught[0]).0, "opening");
        assert_eq!(likeliest(&taught[1]).0, "size");
        assert_eq!(likeliest(&taught[1]), likeliest(&taught[1].clone()));
    }

    #[test]
    fn the_more_there_is_to_learn_from_the_more_it_counts() {
        let lean = |faq: &Faq| {
            let learned = Matcher::new(faq).explain("are you open on sunday").learned;
            let topics = learned.unwrap().topics;
            assert_eq!(topics[0].id, "opening");
            topics[0].lean
        };
        let mut faq = boat_hire();
        let few = lean(&faq);
        let messages = (0..600).map(|number| format!("open on sunday at {number}"));
        faq.examples = vec![Examples {
            entry: "opening".to_owned(),
            messages: messages.collect(),
            line: 1,
        }];
        let many = lean(&faq);
        assert!(few > 0.0 && many > 4.0 * few, "{few} {many}");
    }

    #[test]
    fn what_is_no_example_of_an_entry_teaches_nothing() {
        let text = "what time do you close";
        let none = likely(&boat_hire(), text);
        let odd: &[(&str, &[&str])] = &[
            ("no-such-entry", &["do you close"]),
            ("greeting", &["hello there what time"]),
            ("opening", &[]),
            ("size", &["", "?!", "\u{1f6a4}"]),
        ];
        assert_eq!(likely(&with_examples(odd), text), none);
    }

    #[test]
    fn nothing_is_learned_of_topics_alone() {
        let mut faq = boat_hire();
        faq.entries.retain(|entry| entry.kind == Kind::Topic);
        assert_eq!(likely(&faq, "when do you open"), None);
        assert_eq!(decided_by(&faq, "when do you open"), "answer opening");
    }

    #[test]
    fn nothing_is_learned_of_thousands_of_topics() {
        let mut faq = boat_hire();
        let first = faq.entries.iter().find(|entry| entry.kind == Kind::Topic);
        let first = first.unwrap().clone();
        for number in 0..4000 {
            let mut entry = first.clone();
            entry.id = format!("z{number}");
            entry.title = located(&format!("what is berth {number} of pier{number}"));
            entry.questions = vec![located(&format!("pier{number}, the berth"))];
            faq.entries.push(entry);
        }
        faq.entries.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(likely(&faq, "when do you open"), None);
    }

    #[test]
    fn nothing_is_learned_of_entries_that_another_language_lends() {
        let mut faq = boat_hire();
        for entry in &mut faq.entries {
            entry.is_lent = entry.kind == Kind::NotCovered;
            entry.questions.push(located("an hour"));
        }
        assert_eq!(likely(&faq, "when do you open"), None);
    }

    #[test]
    fn a_message_of_unknown_words_is_about_nothing_in_particular() {
        let text = "zxqv wqjk vvqz";
        let (topics, elsewhere) = likely(&boat_hire(), text).unwrap_or_default();
        let sum: f32 = topics.iter().map(|(_, likely)| likely).sum();
        assert!(
            (0.0..=1.001).contains(&(sum + elsewhere)),
            "{topics:?} {elsewhere}"
        );
    }
}
