//! A FAQ with what is needed to answer from it: the one core that the terminal and Telegram share.

use std::path::Path;
use std::time::Instant;

use crate::faq::{self, Faq, LoadError};
use crate::matcher::{Decision, Matcher};

/// A FAQ and its matcher.
#[derive(Debug)]
pub struct Assistant {
    faq: Faq,
    version: String,
    matcher: Matcher,
}

impl Assistant {
    /// An assistant for a FAQ that is at hand.
    #[must_use]
    pub fn new(mut faq: Faq) -> Self {
        let version = faq.version();
        for entry in &mut faq.entries {
            entry.not = Vec::new();
        }
        let matcher = Matcher::taking_from(&mut faq);
        Self {
            faq,
            version,
            matcher,
        }
    }

    /// Loads the FAQ in `dir`.
    ///
    /// # Errors
    ///
    /// What stops [`faq::load`].
    pub fn load(dir: &Path) -> Result<Self, LoadError> {
        let start = Instant::now();
        let faq = faq::load(dir)?;
        let phrasings: usize = faq.entries.iter().map(|e| e.questions.len() + 1).sum();
        let assistant = Self::new(faq);
        log::debug!(
            "loaded {} entries with {phrasings} phrasings from {} in {:.1} ms",
            assistant.faq.entries.len(),
            dir.display(),
            start.elapsed().as_secs_f64() * 1e3,
        );
        Ok(assistant)
    }

    /// The FAQ, as far as replies need it: without its concepts and without the questions and the
    /// counterexamples of its entries.
    #[must_use]
    pub fn faq(&self) -> &Faq {
        &self.faq
    }

    /// Which FAQ this is, see [`Faq::version`]: of all that was loaded.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The matcher.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
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
