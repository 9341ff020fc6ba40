//! What was done to the entries, the concepts, the examples and the wording.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::faq::{Entry, Faq, Located, folded};

/// What was done to the files of a FAQ in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EntryChanges {
    /// Ids that only the new FAQ has.
    pub added: Vec<String>,
    /// Ids that only the old FAQ has.
    pub removed: Vec<String>,
    /// Entries whose answer, or at least half of whose phrasings, now have another id.
    pub renamed: Vec<Renamed>,
    /// Entries of which something says something else, under their new ids.
    pub changed: Vec<ChangedEntry>,
    /// Concepts that are new, gone or have other words.
    pub concepts: Vec<String>,
    /// Entries whose messages in `examples.toml` are new, gone or others.
    pub examples: Vec<String>,
    /// Keys of `bot.toml` that say something else.
    pub wording: Vec<String>,
}

/// An entry with another id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// Its id in the old FAQ.
    pub from: String,
    /// Its id in the new one.
    pub to: String,
}

/// An entry of which something says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedEntry {
    /// Its id in the new FAQ.
    pub id: String,
    /// What says something else: `folder`, `answer`, or the key.
    pub parts: Vec<&'static str>,
}

/// Which ids of the old FAQ are which of the new one.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<Renamed>);

impl Names {
    /// The names that changed in a language: of entries written in it, and of those that the default
    /// language lends, whose names changed there.
    pub(super) fn of(
        own: &EntryChanges,
        default: &EntryChanges,
        old: Option<Written<'_>>,
        new: Option<Written<'_>>,
    ) -> Self {
        let is_own =
            |written: Option<Written<'_>>, id: &str| written.is_some_and(|written| written.has(id));
        let lent = default.renamed.iter();
        let lent = lent.filter(|name| !is_own(old, &name.from) && !is_own(new, &name.to));
        Self(own.renamed.iter().chain(lent).cloned().collect())
    }

    /// The id that an entry of the old FAQ has in the new one.
    pub(super) fn new_of<'a>(&'a self, old: &'a str) -> &'a str {
        let renamed = self.0.iter().find(|renamed| renamed.from == old);
        renamed.map_or(old, |renamed| &renamed.to)
    }

    /// The id that an entry of the new FAQ had in the old one.
    pub(super) fn old_of<'a>(&'a self, new: &'a str) -> &'a str {
        let renamed = self.0.iter().find(|renamed| renamed.to == new);
        renamed.map_or(new, |renamed| &renamed.from)
    }
}

/// What is written in one language of a FAQ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) faq: &'a Faq,
    /// The default language, if that is another one: it lends what is not written in this.
    pub(super) lender: Option<&'a Faq>,
}

impl<'a> Written<'a> {
    /// The entries that are written in the language, by id.
    fn entries(self) -> BTreeMap<&'a str, &'a Entry> {
        let own = self.faq.entries.iter().filter(|entry| !entry.is_lent);
        own.map(|entry| (entry.id.as_str(), entry)).collect()
    }

    /// Whether the entry called `id` is written in the language.
    fn has(self, id: &str) -> bool {
        let found = self.faq.find(id);
        found.is_some_and(|found| !self.faq.entry(found).is_lent)
    }

    /// What its `bot.toml` says and the default one does not.
    fn said(self) -> Vec<(&'static str, String)> {
        let lent = self.lender.map_or_else(Vec::new, |faq| faq.bot.said());
        let mut said = self.faq.bot.said();
        said.retain(|text| !lent.contains(text));
        said
    }
}

/// What was done to the files of one language.
pub(super) fn compare(old: Written<'_>, new: Written<'_>) -> EntryChanges {
    let (was, is) = (old.entries(), new.entries());
    let only = |of: &BTreeMap<&str, _>| {
        let ids = of.keys().map(|id| (*id).to_owned());
        ids.collect::<Vec<_>>()
    };
    let mut changes = EntryChanges {
        added: only(&is),
        removed: only(&was),
        concepts: differing(concepts(old.faq), concepts(new.faq)),
        examples: differing(examples(old.faq), examples(new.faq)),
        wording: differing(old.said(), new.said()),
        ..EntryChanges::default()
    };
    // A default language says the same by naming itself.
    if old.faq.language() == new.faq.language() {
        changes.wording.retain(|key| key != "language");
    }
    changes.added.retain(|id| !was.contains_key(id.as_str()));
    changes.removed.retain(|from| {
        if is.contains_key(from.as_str()) {
            return false;
        }
        let is_same = |to: &String| are_the_same(was[from.as_str()], is[to.as_str()]);
        let Some(at) = changes.added.iter().position(is_same) else {
            return true;
        };
        changes.renamed.push(Renamed {
            from: from.clone(),
            to: changes.added.remove(at),
        });
        false
    });
    let names = Names(changes.renamed.clone());
    for (id, entry) in &is {
        let was = was.get(names.old_of(id));
        let parts = was.map_or_else(Vec::new, |was| differing_parts(was, entry));
        if !parts.is_empty() {
            let id = (*id).to_owned();
            changes.changed.push(ChangedEntry { id, parts });
        }
    }
    changes
}

/// Whether two entries with different ids are one that was renamed.
fn are_the_same(was: &Entry, is: &Entry) -> bool {
    let known: FxHashSet<_> = is.phrasings().map(|text| folded(&text.text)).collect();
    let kept = was
        .phrasings()
        .filter(|text| known.contains(&folded(&text.text)));
    was.body.text == is.body.text || kept.count() * 2 > was.questions.len()
}

fn differing_parts(was: &Entry, is: &Entry) -> Vec<&'static str> {
    let texts = |of: &[Located]| of.iter().map(|text| text.text.clone()).collect::<Vec<_>>();
    let text = |of: &Option<Located>| of.as_ref().map(|text| text.text.clone());
    let due = |of: &Entry| of.review_by.map(|(date, _)| date);
    let parts = [
        ("folder", was.kind != is.kind),
        ("title", was.title.text != is.title.text),
        ("answer", was.body.text != is.body.text),
        ("questions", texts(&was.questions) != texts(&is.questions)),
        ("not", texts(&was.not) != texts(&is.not)),
        ("tip", text(&was.tip) != text(&is.tip)),
        ("tips", texts(&was.tips) != texts(&is.tips)),
        ("related", texts(&was.related) != texts(&is.related)),
        ("urgent", was.urgent != is.urgent),
        ("section", text(&was.section) != text(&is.section)),
        ("reviewed", was.reviewed != is.reviewed),
        ("review_by", due(was) != due(is)),
    ];
    let differing = parts.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(part, _)| part).collect()
}

/// The words of each concept, whose order says nothing.
fn concepts(faq: &Faq) -> Vec<(&str, Vec<&str>)> {
    let concepts = faq.concepts.iter();
    let concepts = concepts.map(|concept| (concept.name.as_str(), sorted(&concept.words)));
    concepts.collect()
}

/// The messages that each entry should get, whose order says nothing.
fn examples(faq: &Faq) -> Vec<(&str, Vec<&str>)> {
    let examples = faq.examples.iter();
    let examples = examples.map(|of| (of.entry.as_str(), sorted(&of.messages)));
    examples.collect()
}

fn sorted(texts: &[String]) -> Vec<&str> {
    let mut texts: Vec<_> = texts.iter().map(String::as_str).collect();
    texts.sort_unstable();
    texts
}

/// The keys that have another value or none on one side, sorted.
fn differing<V: PartialEq>(old: Vec<(&str, V)>, new: Vec<(&str, V)>) -> Vec<String> {
    let old: BTreeMap<_, _> = old.into_iter().collect();
    let new: BTreeMap<_, _> = new.into_iter().collect();
    let mut keys: Vec<_> = old.keys().chain(new.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| old.get(key) != new.get(key));
    keys.into_iter().map(str::to_owned).collect()
}
