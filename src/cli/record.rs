//! A decision as JSON.

use serde::Serialize;

use crate::faq::{EntryIndex, Faq};
use crate::matcher::Decision;
use crate::reply::{Reply, Target, render};

/// What became of a message.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    outcome: &'static str,
    entries: Vec<&'a str>,
    score: f64,
    ranked: Vec<(&'a str, f64)>,
    micros: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_covered: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

impl<'a> Record<'a> {
    pub(super) fn new(
        faq: &'a Faq,
        language: Option<&'a str>,
        decision: &Decision,
        micros: u64,
    ) -> Self {
        let id = |entry: &EntryIndex| faq.entry(*entry).id.as_str();
        let ids = |entries: &[EntryIndex]| entries.iter().map(id).collect();
        let mut ranked: Vec<_> = decision
            .ranked
            .iter()
            .map(|candidate| (id(&candidate.entry), rounded(candidate.score)))
            .collect();
        // What differs by less than is printed is a tie to the reader.
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        Self {
            outcome: decision.outcome.name(),
            entries: ids(&decision.outcome.entries()),
            score: ranked.first().map_or(0.0, |(_, score)| *score),
            ranked,
            micros,
            not_covered: ids(decision.outcome.also_not_covered()),
            language,
        }
    }
}

/// To six digits, which is more than a score means.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}

/// What became of a message, and what is said.
#[derive(Debug, Serialize)]
pub(super) struct FullRecord<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    reply: String,
    choices: Vec<Choice<'a>>,
    truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

#[derive(Debug, Serialize)]
struct Choice<'a> {
    label: &'a str,
    entry: Option<&'a str>,
}

impl<'a> FullRecord<'a> {
    pub(super) fn new(
        record: Record<'a>,
        reply: &'a Reply,
        truncated: bool,
        explanation: Option<String>,
    ) -> Self {
        let choices = reply.choices.iter().map(|choice| Choice {
            label: &choice.label,
            entry: match &choice.target {
                Target::Entry(id) => Some(id),
                Target::NoneOfThese => None,
            },
        });
        Self {
            record,
            reply: render::plain(reply, false),
            choices: choices.collect(),
            truncated,
            explanation,
        }
    }
}
