//! A FAQ with what is needed to answer from it: the one core that the terminal and Telegram share.

mod choice;

use std::path::Path;
use std::time::Instant;

use crate::faq::{self, Faq, LoadError, Size};
use crate::matcher::{Decision, Matcher};

pub(crate) use choice::choose;

/// A FAQ in all its languages.
#[derive(Debug)]
pub struct Assistant {
    /// The default language first, the others sorted by tag.
    editions: Vec<Edition>,
    version: String,
}

/// A FAQ in one language, and its matcher.
#[derive(Debug)]
pub struct Edition {
    faq: Faq,
    matcher: Matcher,
}

/// Position of an edition in an [`Assistant`]; the default one is the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionIndex(usize);

impl EditionIndex {
    /// The edition in the default language.
    pub const DEFAULT: Self = Self(0);
}

impl Assistant {
    /// An assistant for a FAQ in one language that is at hand.
    #[must_use]
    pub fn new(faq: Faq) -> Self {
        Self::of(vec![faq])
    }

    /// An assistant for a FAQ that is at hand in all its languages, the default one first.
    pub(crate) fn of(languages: Vec<Faq>) -> Self {
        Self {
            version: faq::version_of(&languages),
            editions: languages.into_iter().map(Edition::new).collect(),
        }
    }

    /// Loads the FAQ in `dir` with all its languages.
    ///
    /// # Errors
    ///
    /// What stops [`faq::load_all`].
    pub fn load(dir: &Path) -> Result<Self, LoadError> {
        let start = Instant::now();
        let languages = faq::load_all(dir)?;
        let Size { entries, phrasings } = Size::of(&languages);
        let assistant = Self::of(languages);
        log::debug!(
            "loaded {entries} entries with {phrasings} phrasings in {} languages from {} in {:.1} ms",
            assistant.editions.len(),
            dir.display(),
            start.elapsed().as_secs_f64() * 1e3,
        );
        Ok(assistant)
    }

    /// The FAQ in its default language, as far as replies need it: without its concepts and examples and without
    /// the questions and the counterexamples of its entries.
    #[must_use]
    pub fn faq(&self) -> &Faq {
        self.edition(EditionIndex::DEFAULT).faq()
    }

    /// Which FAQ this is, see [`faq::version_of`]: of all that was loaded.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The matcher of the default language.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        self.edition(EditionIndex::DEFAULT).matcher()
    }

    /// The edition at `index`.
    ///
    /// # Panics
    ///
    /// Panics if `index` is of another assistant and lies beyond this one.
    #[must_use]
    pub fn edition(&self, index: EditionIndex) -> &Edition {
        &self.editions[index.0]
    }

    /// The tag of the language at `index` if it is another than the default one.
    ///
    /// # Panics
    ///
    /// As [`Assistant::edition`].
    #[must_use]
    pub fn other_language(&self, index: EditionIndex) -> Option<&str> {
        (index != EditionIndex::DEFAULT).then(|| self.edition(index).language())
    }

    /// All editions: the default one first, the others sorted by tag.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The FAQ in each language: the default one first, the others sorted by tag.
    pub fn languages(&self) -> impl Iterator<Item = &Faq> {
        self.editions.iter().map(Edition::faq)
    }

    /// The edition whose language has this tag, in whatever case.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> Option<EditionIndex> {
        let is_it = |edition: &Edition| edition.language().eq_ignore_ascii_case(tag);
        self.editions.iter().position(is_it).map(EditionIndex)
    }

    /// The edition for somebody who speaks this language: that of its tag, or of the longest
    /// beginning of it (RFC 4647, lookup), or one of the same language elsewhere (`pt` for a reader
    /// of `pt-BR` before `pt-PT`); else the default one.
    #[must_use]
    pub fn for_speaker(&self, tag: Option<&str>) -> EditionIndex {
        let Some(tag) = tag.filter(|_| self.editions.len() > 1) else {
            return EditionIndex::DEFAULT;
        };
        let mut range = tag;
        loop {
            if let Some(found) = self.in_language(range) {
                return found;
            }
            match range.rsplit_once('-') {
                Some((shorter, _)) => range = shorter,
                None => break,
            }
        }
        let is_akin = |edition: &Edition| {
            let primary = edition.language().split('-').next();
            primary.is_some_and(|primary| primary.eq_ignore_ascii_case(range))
        };
        let found = self.editions.iter().position(is_akin);
        found.map_or(EditionIndex::DEFAULT, EditionIndex)
    }

    /// The edition in which a message is to be answered: where it tells of danger; else the one that
    /// knows most of its words; else, as it is with ties, that of its `speaker`.
    #[must_use]
    pub fn choose(&self, text: &str, speaker: EditionIndex) -> EditionIndex {
        let matchers: Vec<_> = self.editions.iter().map(Edition::matcher).collect();
        EditionIndex(choose(&matchers, text, speaker.0))
    }

    /// Decides on a message in the default language; see [`Edition::decide`].
    #[must_use]
    pub fn decide(&self, text: &str) -> (Decision, u64) {
        self.edition(EditionIndex::DEFAULT).decide(text)
    }
}

impl Edition {
    fn new(mut faq: Faq) -> Self {
        for entry in &mut faq.entries {
            entry.not = Vec::new();
        }
        let matcher = Matcher::taking_from(&mut faq);
        Self { faq, matcher }
    }

    /// The FAQ, as far as replies need it: without its concepts and examples and without the questions and the
    /// counterexamples of its entries.
    #[must_use]
    pub fn faq(&self) -> &Faq {
        &self.faq
    }

    /// The matcher.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Its language as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        self.faq.language()
    }

    /// Decides on a message, and tells how many microseconds it took. The message is not logged:
    /// what people write is personal.
    #[must_use]
    pub fn decide(&self, text: &str) -> (Decision, u64) {
        let start = Instant::now();
        let decision = self.matcher.decide(text);
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        log::debug!(
            "outcome={} score={:.3} micros={micros}",
            decision.outcome.name(),
            decision.ranked.first().map_or(0.0, |best| best.score),
        );
        (decision, micros)
    }
}
