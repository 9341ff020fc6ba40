//! From a message to an outcome: similarity, ranking and the decision.
//!
//! The matcher does no I/O, knows nothing of replies or Telegram, and nothing of the FAQ's subject.

mod decide;
mod document;
mod index;
mod learned;
mod lexicon;
mod outcome;
mod overlap;
mod ranking;
mod reading;
mod settings;
mod stretch;
mod vocabulary;

pub use outcome::{Candidate, Decision, DeclineReason, Outcome};
pub use settings::Settings;

use crate::faq::{EntryIndex, Faq};
use crate::text::{fold, is_foreign, read_limit};
use index::Index;
use learned::Learned;
use lexicon::Lexicon;
use ranking::{Model, Ranking};
use reading::read_message;

/// At most this many characters of a message are read.
pub const MAX_CHARS: usize = 4096;

/// At most this many entries are ranked.
const MAX_RANKED: usize = 10;

/// Everything about a FAQ that can be computed before a message comes.
#[derive(Debug)]
pub struct Matcher {
    model: Model,
    settings: Settings,
}

impl Matcher {
    /// Prepares the matcher for a FAQ.
    #[must_use]
    pub fn new(faq: &Faq) -> Self {
        let t0 = std::time::Instant::now();
        let (lexicon, words) = Lexicon::new(faq);
        let t1 = std::time::Instant::now();
        let (index, tokens) = Index::new(faq, &lexicon, &words);
        let t2 = std::time::Instant::now();
        let learned = Learned::new(&index, &lexicon, &tokens, faq.entries.len());
        if std::env::var("PROF").is_ok() { eprintln!("lexicon {:?} index {:?} learned {:?}", t1 - t0, t2 - t1, t2.elapsed()); }
        let kinds = faq.entries.iter().map(|entry| entry.kind).collect();
        let urgent = faq.entries.iter().map(|entry| entry.urgent).collect();
        Self { model: Model { lexicon, index, learned, kinds, urgent }, settings: Settings::new(&faq.bot.matching) }
    }

    /// What is to become of a message; the same for the same message, whatever came before.
    #[must_use]
    pub fn decide(&self, text: &str) -> Decision {
        let (read, truncated) = read_limit(text, MAX_CHARS);
        let folded = fold(read);
        let ranking = self.model.rank(read_message(&self.model.lexicon, &folded));
        let outcome = self.model.decide(&ranking, &self.settings, is_foreign(&folded));
        Decision { outcome, ranked: ranked(&ranking), truncated }
    }

    pub fn ranked(&self, text: &str) -> Vec<Candidate> { self.decide(text).ranked }
    pub fn debug(&self, text: &str, faq: &Faq) -> String {
        let folded = fold(text);
        let ranking = self.model.rank(read_message(&self.model.lexicon, &folded));
        let m = &self.model;
        let mut out = String::new();
        for c in &ranking.clauses {
            out += &format!("clause s{} asks {}: ", c.sentence, c.asks);
            for t in &c.tokens {
                out += &format!("{}{}{}[{:?} {:.1} {}] ", if t.negated { "-" } else { "" }, if m.is_danger(t) { "!" } else { "" }, t.text, t.class, m.index.weight(t), t.senses.iter().map(|s| format!("{}:{:.2}{{{}}}", m.lexicon.text(s.term), s.similarity, m.lexicon.concepts_of(s.term).iter().filter(|c| !m.lexicon.is_general(**c)).map(|c| m.lexicon.concept_name(*c)).collect::<Vec<_>>().join(","))).collect::<Vec<_>>().join("|"));
            }
            out += "\n";
        }
        for c in ranked(&ranking).iter().take(6) {
            let s = &ranking.scored[ranking.from[c.entry.0]];
            let hit = s.hits.iter().find(|h| h.0 as usize == c.entry.0).map(|h| h.1);
            let text = hit.map(|h| { let p = &m.index.phrasings[h.phrasing as usize]; let e = &faq.entries[p.entry as usize]; let t = if p.position == 0 { &e.title.text } else { &e.questions[p.position as usize - 1].text }; format!("{:.2} {t:?}", h.score) });
            out += &format!("  {:22} {:.2} {:?} {}\n", faq.entry(c.entry).id, c.score, s.part, text.unwrap_or_default());
        }
        format!("{out}  -> {}\n", self.decide(text).outcome.name())
    }
}

fn ranked(ranking: &Ranking) -> Vec<Candidate> {
    let scores = ranking.combined.iter().enumerate().filter(|(_, score)| **score > 0.0);
    let mut ranked: Vec<Candidate> = scores.map(|(entry, score)| Candidate { entry: EntryIndex(entry), score: f64::from(score.clamp(0.0, 1.0)) }).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    ranked.truncate(MAX_RANKED);
    ranked
}
