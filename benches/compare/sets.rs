//! The FAQs that are compared on, each with its queries, made when they are first used.

use std::fmt;
use std::sync::LazyLock;

use skincare_faq_bot::faq::{self, Faq};

use crate::engines::{Bm25, Ours, Rapidfuzz, Strsim};
use crate::{messages, synthetic};

/// Folder of the shipped FAQ.
pub(crate) const FAQ_DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/faq");

/// Which FAQ.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Size {
    Shipped,
    Thousand,
    TenThousand,
    HundredThousand,
}

/// A FAQ made ready for each engine, and what it is asked.
pub(crate) struct Set {
    pub(crate) phrasings: Vec<String>,
    pub(crate) queries: Vec<String>,
    pub(crate) ours: Ours,
    pub(crate) strsim: Strsim,
    pub(crate) rapidfuzz: Rapidfuzz,
    pub(crate) bm25: Bm25,
}

impl Size {
    pub(crate) const ALL: [Self; 4] = [
        Self::Shipped,
        Self::Thousand,
        Self::TenThousand,
        Self::HundredThousand,
    ];

    pub(crate) fn set(self) -> &'static Set {
        static SETS: [LazyLock<Set>; 4] = [
            LazyLock::new(shipped),
            LazyLock::new(|| made_up(1_000, 1_500)),
            LazyLock::new(|| made_up(10_000, 6_000)),
            LazyLock::new(|| made_up(100_000, 25_000)),
        ];
        &SETS[self as usize]
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Shipped => "shipped",
            Self::Thousand => "1,000",
            Self::TenThousand => "10,000",
            Self::HundredThousand => "100,000",
        })
    }
}

fn shipped() -> Set {
    let faq = faq::load(FAQ_DIR.as_ref()).expect("the shipped FAQ can be loaded");
    Set::new(&faq, messages::QUERIES.map(str::to_owned).to_vec())
}

fn made_up(phrasings: usize, words: usize) -> Set {
    let (faq, queries) = synthetic::faq_and_queries(phrasings, words);
    Set::new(&faq, queries)
}

impl Set {
    fn new(faq: &Faq, queries: Vec<String>) -> Self {
        let texts = faq
            .entries
            .iter()
            .flat_map(|entry| std::iter::once(&entry.title).chain(&entry.questions));
        let phrasings: Vec<String> = texts.map(|located| located.text.clone()).collect();
        Self {
            queries,
            ours: Ours::new(faq),
            strsim: Strsim::new(&phrasings),
            rapidfuzz: Rapidfuzz::new(&phrasings),
            bm25: Bm25::new(&phrasings),
            phrasings,
        }
    }
}
