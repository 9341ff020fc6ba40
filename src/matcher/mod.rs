//! From a message to an outcome: similarity, ranking and the decision.
//!
//! The matcher does no I/O, knows nothing of replies or Telegram, and nothing of the FAQ's subject.

#![allow(dead_code, clippy::all, clippy::pedantic, missing_docs, reason = "experiment")]

mod decide;
mod index;
mod learn;
mod lexicon;
mod outcome;
mod score;
mod vocabulary;

pub use outcome::{Candidate, DeclineReason, Decision, Outcome};

use crate::faq::{EntryIndex, Faq, Kind};
use crate::text::{fold, read_limit};
use index::Index;
use lexicon::{Lexicon, Token};
use learn::Learned;

/// At most this many characters of a message are read.
pub const MAX_CHARS: usize = 4096;

pub struct Matcher {
    lexicon: Lexicon,
    index: Index,
    learned: Learned,
    urgent: Vec<bool>,
    kinds: Vec<Kind>,
    pub tune: Tune,
}

pub struct Analysis {
    pub ranked: Vec<Candidate>,
    pub scores: Vec<f32>,
    pub segments: Vec<(Vec<f32>, f32, usize)>,
    clauses: Vec<(Vec<Token>, usize, bool)>,
    pub sentences: usize,
}

#[derive(Debug, Clone)]
pub struct Tune {
    pub learn: f32,
    pub doc: f32,
    pub sentence: f32,
    pub clause: f32,
}

impl Default for Tune {
    fn default() -> Self {
        Self { doc: p("DOC", 0.2), learn: p("LEARN", 0.15), sentence: p("SENT", 0.9), clause: p("CLAUSE", 0.6) }
    }
}

impl Matcher {
    pub fn new(faq: &Faq) -> Self {
        let lexicon = Lexicon::new(faq);
        let index = Index::new(faq, &lexicon);
        let learned = Learned::new(&index, &lexicon, faq.entries.len());
        Self { kinds: faq.entries.iter().map(|e| e.kind).collect(), lexicon, index, learned, urgent: faq.entries.iter().map(|e| e.urgent).collect(), tune: Tune::default() }
    }

    fn segment(&self, tokens: &[Token], scores: &mut [f32]) {
        let mut room = score::Scratch::default();
        score::overlap(&self.index, &self.lexicon, tokens, &self.urgent, None, &mut room, scores);
        let learned = self.learned.score(&self.index, &self.lexicon, tokens);
        let mut docs = vec![0.0; scores.len()];
        score::document(&self.index, &self.lexicon, tokens, &self.urgent, &mut docs);
        let d = self.tune.doc;
        for ((s, l), o) in scores.iter_mut().zip(learned).zip(docs) {
            *s = (1.0 - self.tune.learn - d) * *s + self.tune.learn * l + d * o;
        }
    }

    fn foreign(&self, tokens: &[Token]) -> f32 {
        let (mut all, mut out) = (0.0, 0.0);
        for t in tokens {
            let w = self.index.weight(t);
            all += w;
            if matches!(t.class, crate::text::Class::Content) && !self.index.of_topics(&self.lexicon, t) { out += w; }
        }
        if all > 0.0 { out / all } else { 0.0 }
    }

    pub fn ranked(&self, text: &str) -> Vec<Candidate> { self.analyse(text).ranked }

    pub fn analyse(&self, text: &str) -> Analysis {
        let (text, _) = read_limit(text, MAX_CHARS);
        let clauses = self.lexicon.message(&fold(text));
        let n = self.urgent.len();
        let mut total = vec![0.0_f32; n];
        let sentences: Vec<(Vec<Token>, bool)> = clauses.chunk_by(|a, b| a.1 == b.1).map(|c| (c.iter().flat_map(|(t, _, _)| t.clone()).collect(), c[0].2)).collect();
        let asks = sentences.iter().any(|s| s.1);
        let mut segs: Vec<(Vec<f32>, f32, usize)> = vec![];
        let mut add = |total: &mut Vec<f32>, tokens: &[Token], around: &[Token], factor: f32, urgent: f32| {
            let mut own = vec![0.0; n];
            self.segment(tokens, &mut own);
            let foreign = self.foreign(around);
            for (e, o) in own.iter_mut().enumerate() {
                match self.kinds[e] { Kind::Topic => *o *= 1.0 - foreign * if self.urgent[e] { p("FORU", 0.2) } else { p("FOR", 0.25) }, _ => {} }
            }
            segs.push((own.clone(), factor, tokens.len()));
            for (e, (t, o)) in total.iter_mut().zip(own).enumerate() { *t = t.max(o * if self.urgent[e] { urgent } else if self.kinds[e] == Kind::SmallTalk && factor < 1.0 { 0.0 } else { factor }); }
        };
        let whole: Vec<Token> = clauses.iter().flat_map(|(t, _, _)| t.clone()).collect();
        add(&mut total, &whole, &whole, if sentences.len() > 1 { p("WHOLE", 0.9) } else { 1.0 }, 1.0);
        if sentences.len() > 1 { let mut own = vec![0.0; n]; self.segment(&whole, &mut own); for e in 0..n { if self.kinds[e] == Kind::SmallTalk { total[e] = total[e].max(own[e]); } } }
        if sentences.len() > 1 {
            for (i, (s, q)) in sentences.iter().enumerate() {
                let f = if *q || !asks { self.tune.sentence } else { p("OTHER", 0.6) };
                add(&mut total, s, s, f, self.tune.sentence);
                if *q && p("CTX", 0.25) > 0.0 {
                    let mut around: Vec<Token> = sentences[..i].iter().flat_map(|s| s.0.clone()).map(|t| Token { emphasis: p("CTX", 0.25), ..t }).collect();
                    around.extend(s.iter().cloned());
                    add(&mut total, &around, s, p("CTXF", 1.0), self.tune.sentence);
                }
            }
        }
        if clauses.len() > sentences.len() {
            for (s, i, q) in &clauses {
                add(&mut total, s, &sentences[*i].0, if *q || !asks { self.tune.clause } else { 0.5 * self.tune.clause }, 0.9);
            }
        }
        let mut ranked: Vec<Candidate> = total.iter().enumerate().filter(|(_, s)| **s > 0.0).map(|(e, s)| Candidate { entry: EntryIndex(e), score: f64::from(*s) }).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        let all = total.clone();
        ranked.truncate(10);
        Analysis { ranked, scores: all, segments: segs, clauses, sentences: sentences.len() }
    }
}

pub fn p(name: &'static str, default: f32) -> f32 {
    thread_local! { static C: std::cell::RefCell<rustc_hash::FxHashMap<&'static str, f32>> = Default::default(); }
    C.with(|c| *c.borrow_mut().entry(name).or_insert_with(|| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)))
}

impl Matcher {
    pub fn debug(&self, text: &str, faq: &Faq) -> String {
        let mut out = String::new();
        let clauses = self.lexicon.message(&fold(text));
        for (tokens, sentence, asks) in &clauses {
            out += &format!("clause s{sentence} asks {asks}: ");
            for t in tokens {
                out += &format!("{}{}[{:?} {:.1} {}] ", if t.negated { "-" } else { "" }, t.text, t.class, self.index.weight(t), t.senses.iter().map(|s| format!("{}:{:.2}{{{}}}", self.lexicon.text(s.term), s.similarity, self.lexicon.concepts_of(s.term).iter().filter(|c| !self.lexicon.is_general(**c)).map(|c| self.lexicon.concept_name(*c)).collect::<Vec<_>>().join(","))).collect::<Vec<_>>().join("|"));
            }
            out += "\n";
        }
        let whole: Vec<Token> = clauses.iter().flat_map(|(t, _, _)| t.clone()).collect();
        let n = self.urgent.len();
        let mut room = score::Scratch::default();
        let mut a = vec![0.0; n];
        score::overlap(&self.index, &self.lexicon, &whole, &self.urgent, None, &mut room, &mut a);
        let mut d = vec![0.0; n];
        score::document(&self.index, &self.lexicon, &whole, &self.urgent, &mut d);
        let l = self.learned.score(&self.index, &self.lexicon, &whole);
        for c in self.ranked(text).iter().take(6) {
            let e = c.entry.0;
            let range = self.index.first_of_entry[e] as usize..self.index.first_of_entry[e + 1] as usize;
            let mut best = vec![];
            for ph in range {
                let mut s = vec![0.0; n];
                // only this phrasing: leave out others is costly, so compute overlap of the phrasing as the query
                score::overlap(&self.index, &self.lexicon, &self.index.phrasings[ph].tokens.clone(), &self.urgent, None, &mut room, &mut s);
                let shared: f32 = self.index.phrasings[ph].tokens.iter().zip(&self.index.phrasings[ph].weights).filter(|(t, _)| whole.iter().any(|w| w.senses.iter().any(|x| Some(x.term) == t.best() || t.best().is_some_and(|b| self.lexicon.concepts_of(b).iter().any(|c| self.lexicon.concepts_of(x.term).contains(c)))))).map(|(_, w)| w).sum();
                best.push((shared / self.index.phrasings[ph].total, ph));
            }
            best.sort_by(|x, y| y.0.total_cmp(&x.0));
            let show = best.iter().take(2).map(|(s, ph)| format!("{:.2} {:?}", s, self.index.phrasings[*ph].tokens.iter().zip(&self.index.phrasings[*ph].weights).map(|(t, w)| format!("{} {:.1}", t.text, w)).collect::<Vec<_>>().join(" "))).collect::<Vec<_>>().join(" / ");
            out += &format!("  {:22} {:.2} overlap {:.2} doc {:.2} learn {:.2}  {}\n", faq.entry(c.entry).id, c.score, a[e], d[e], l[e], show);
        }
        out
    }
}
