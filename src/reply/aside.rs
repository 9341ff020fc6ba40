//! What stands beside an answer: tips, source, related entries, topics.

use std::cmp::Reverse;
use std::fmt::Write as _;

use crate::faq::{Entry, EntryIndex, Faq, Kind};

use super::rich::{self, RichText};
use super::wording::Wording;

/// At most this many related entries are offered: more would crowd out the answer on a phone.
const MOST_RELATED: usize = 4;

/// The tips that `entries` ask for, each once, without those of `entries` themselves and of entries
/// that are not `given`.
pub(super) fn tips(
    faq: &Faq,
    entries: &[EntryIndex],
    is_given: impl Fn(&EntryIndex) -> bool,
) -> Vec<RichText> {
    let mut seen = entries.to_vec();
    let mut tips = Vec::new();
    for id in entries.iter().flat_map(|entry| &faq.entry(*entry).tips) {
        let giver = faq.find(&id.text).filter(|giver| !seen.contains(giver));
        let Some(giver) = giver.filter(&is_given) else {
            continue;
        };
        seen.push(giver);
        tips.extend(
            faq.entry(giver)
                .tip
                .as_ref()
                .map(|tip| rich::parse(&tip.text)),
        );
    }
    tips
}

/// The line that says where `entries` come from, if there are any and anything is known of that.
pub(super) fn source(faq: &Faq, entries: &[EntryIndex]) -> Option<String> {
    if entries.is_empty() {
        return None;
    }
    let entries = || entries.iter().map(|entry| faq.entry(*entry));
    let mut sections: Vec<String> = Vec::new();
    for section in entries().filter_map(|entry| entry.section.as_ref()) {
        let section = format!("“{}”", section.text);
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    source_line(Wording(&faq.bot), sections, entries())
}

/// The line that says where the topics come from, if anything is known of that.
pub(super) fn source_of_topics(faq: &Faq) -> Option<String> {
    let topics = faq.entries.iter().filter(|entry| entry.kind == Kind::Topic);
    source_line(Wording(&faq.bot), Vec::new(), topics)
}

/// The line that says where a leaflet comes from, whose answers have a date of review each.
pub(super) fn source_of_all(faq: &Faq) -> Option<String> {
    source_line(Wording(&faq.bot), Vec::new(), std::iter::empty())
}

/// Article, sections and review. Of several review dates the earliest is named, so that none of the
/// answers looks newer than it is.
fn source_line<'a>(
    wording: Wording<'_>,
    sections: Vec<String>,
    entries: impl Iterator<Item = &'a Entry>,
) -> Option<String> {
    let article = wording.article().map(str::to_owned);
    let places: Vec<String> = article.into_iter().chain(sections).collect();
    let mut line = String::new();
    if !places.is_empty() {
        line = format!("{} {}", wording.source_label(), places.join(", "));
    }
    if let Some(date) = entries.filter_map(|entry| entry.reviewed).min() {
        let between = if line.is_empty() { "" } else { " · " };
        let _ = write!(line, "{between}{}", wording.reviewed_on(date));
    }
    (!line.is_empty()).then_some(line)
}

/// What is related to `entries`: the first of each, then the second of each and so on, so that each
/// answer has its turn. Each once, none of those `shown`.
pub(super) fn related(faq: &Faq, entries: &[EntryIndex], shown: &[EntryIndex]) -> Vec<EntryIndex> {
    let lists: Vec<_> = entries
        .iter()
        .map(|entry| &faq.entry(*entry).related)
        .collect();
    let longest = lists.iter().map(|list| list.len()).max().unwrap_or(0);
    let mut found = Vec::new();
    for id in (0..longest).flat_map(|at| lists.iter().filter_map(move |list| list.get(at))) {
        match faq.find(&id.text) {
            Some(entry) if !shown.contains(&entry) && !found.contains(&entry) => found.push(entry),
            _ => {}
        }
    }
    found.truncate(MOST_RELATED);
    found
}

/// The entries on danger signs, by id.
pub(super) fn urgent(faq: &Faq) -> Vec<EntryIndex> {
    (0..faq.entries.len())
        .map(EntryIndex)
        .filter(|entry| faq.entry(*entry).urgent)
        .collect()
}

/// All topics: those that most entries call related first, then by id.
pub(super) fn topics(faq: &Faq) -> Vec<EntryIndex> {
    let mut named = vec![0_usize; faq.entries.len()];
    for id in faq.entries.iter().flat_map(|entry| &entry.related) {
        if let Some(EntryIndex(at)) = faq.find(&id.text) {
            named[at] += 1;
        }
    }
    let mut topics: Vec<_> = (0..faq.entries.len())
        .map(EntryIndex)
        .filter(|entry| faq.entry(*entry).kind == Kind::Topic)
        .collect();
    topics.sort_by_key(|entry| (Reverse(named[entry.0]), *entry));
    topics
}
