//! FAQs made up of words that look like English, the same in every run.

use skincare_faq_bot::faq::{Bot, Entry, Faq, Kind, Located};

use crate::random::Random;

/// Phrasings of an entry.
const PHRASINGS: usize = 20;

/// Queries made for a FAQ.
const QUERIES: usize = 40;

/// The commonest words, which stand in most phrasings: what a made-up vocabulary begins with.
const COMMON: [&str; 60] = [
    "the", "i", "to", "my", "is", "how", "a", "do", "what", "can", "it", "for", "in", "of", "when",
    "and", "on", "will", "you", "with", "if", "be", "have", "after", "are", "not", "get", "long",
    "does", "from", "me", "this", "should", "why", "much", "before", "there", "or", "at", "need",
    "that", "where", "take", "your", "use", "make", "any", "time", "want", "which", "help",
    "still", "many", "go", "find", "know", "who", "day", "again", "work",
];

const ONSETS: [&str; 30] = [
    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br",
    "cl", "cr", "dr", "fl", "gr", "pl", "pr", "sh", "st", "str", "th", "tr",
];
const VOWELS: [&str; 11] = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "oo", "ou"];
const CODAS: [&str; 21] = [
    "", "", "", "", "b", "ck", "d", "g", "l", "ll", "m", "n", "nd", "nt", "p", "r", "rt", "s",
    "st", "t", "x",
];
const ENDINGS: [&str; 14] = [
    "", "", "", "", "", "s", "ed", "ing", "er", "ly", "able", "ment", "tion", "y",
];

/// A FAQ of so many phrasings, about 20 an entry, over a vocabulary of so many words; and queries
/// in its words, some of them mistyped.
pub(crate) fn faq_and_queries(phrasings: usize, words: usize) -> (Faq, Vec<String>) {
    let mut random = Random::new(phrasings as u64);
    let vocabulary = Vocabulary::new(words, &mut random);
    let entries: Vec<Entry> = (0..phrasings / PHRASINGS)
        .map(|number| entry(number, &vocabulary, &mut random))
        .collect();
    let queries = (0..QUERIES)
        .map(|number| query(number, &entries, &vocabulary, &mut random))
        .collect();
    (
        Faq {
            entries,
            concepts: Vec::new(),
            examples: Vec::new(),
            bot: Bot::default(),
        },
        queries,
    )
}

/// Words, the commonest first, and how often each is used.
struct Vocabulary {
    words: Vec<String>,
    /// Sum of the frequencies up to each word.
    up_to: Vec<usize>,
}

impl Vocabulary {
    fn new(size: usize, random: &mut Random) -> Self {
        let mut words: Vec<String> = COMMON.map(str::to_owned).to_vec();
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        while words.len() < size {
            let word = made_up(random);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        // The law of Zipf, as Mandelbrot put it: a word is used as often as one over its rank
        // plus 2.7.
        let mut sum = 0;
        let up_to = (0..size).map(|rank| {
            sum += 100_000_000 / (10 * rank + 37);
            sum
        });
        Self {
            up_to: up_to.collect(),
            words,
        }
    }

    /// A word, those common more often.
    fn any(&self, random: &mut Random) -> &str {
        let all = self.up_to.last().copied().unwrap_or(0);
        let at = random.below(all);
        &self.words[self.up_to.partition_point(|sum| *sum <= at)]
    }

    /// A word that is none of the commonest.
    fn content(&self, random: &mut Random) -> &str {
        let common = self.up_to[COMMON.len() - 1];
        let all = self.up_to.last().copied().unwrap_or(0);
        let at = common + random.below(all - common);
        &self.words[self.up_to.partition_point(|sum| *sum <= at)]
    }
}

fn made_up(random: &mut Random) -> String {
    let mut word = String::new();
    for _ in 0..=random.below(2) {
        word += *random.pick(&ONSETS);
        word += *random.pick(&VOWELS);
        word += *random.pick(&CODAS);
    }
    word + *random.pick(&ENDINGS)
}

/// An entry about four words of its own, one or two of which stand in each of its phrasings.
fn entry(number: usize, vocabulary: &Vocabulary, random: &mut Random) -> Entry {
    let about = [(); 4].map(|()| vocabulary.content(random));
    let mut phrasing = || {
        let mut words: Vec<&str> = (0..random.below(5) + 4)
            .map(|_| vocabulary.any(random))
            .collect();
        for _ in 0..=random.below(2) {
            let at = random.below(words.len());
            words[at] = *random.pick(&about);
        }
        words.push(*random.pick(&about));
        Located {
            text: words.join(" "),
            line: 1,
        }
    };
    Entry {
        // As wide as the longest number, so that the entries are sorted by id.
        id: format!("entry-{number:06}"),
        kind: Kind::Topic,
        path: format!("topics/entry-{number:06}.md").into(),
        title: phrasing(),
        questions: (1..PHRASINGS).map(|_| phrasing()).collect(),
        not: Vec::new(),
        tip: None,
        tips: Vec::new(),
        related: Vec::new(),
        urgent: false,
        section: None,
        reviewed: None,
        review_by: None,
        body: Located {
            text: "An answer.".to_owned(),
            line: 1,
        },
        is_lent: false,
    }
}

/// A phrasing of some entry with a word left out, another put in, and every second time one
/// mistyped; every fifth message holds two of them.
fn query(number: usize, entries: &[Entry], vocabulary: &Vocabulary, random: &mut Random) -> String {
    let mut parts = Vec::new();
    for _ in 0..if number.is_multiple_of(5) { 2 } else { 1 } {
        let entry = random.pick(entries);
        let phrasing = &random.pick(&entry.questions).text;
        let mut words: Vec<String> = phrasing.split(' ').map(str::to_owned).collect();
        words.remove(random.below(words.len()));
        words.insert(random.below(words.len()), vocabulary.any(random).to_owned());
        if number.is_multiple_of(2) {
            let longest = (0..words.len())
                .max_by_key(|at| words[*at].len())
                .unwrap_or(0);
            words[longest] = random.mistyped(&words[longest]);
        }
        parts.push(words.join(" "));
    }
    parts.join(if number.is_multiple_of(10) {
        ", and "
    } else {
        "? "
    })
}
