//! From an outcome to a reply.

use jiff::civil::Date;

use crate::faq::{EntryIndex, Faq, Freshness, Kind};
use crate::matcher::{Decision, DeclineReason, Outcome};

use super::rich::{self, emboldened};
use super::wording::Wording;
use super::{Block, Choice, Reply, Target, aside, pages};

/// What is said to a message on which `decision` was taken. `today`, in UTC, tells which answers were
/// not reviewed in time.
///
/// # Panics
///
/// Panics if the decision was taken for another FAQ and names an entry that this one lacks.
#[must_use]
pub fn compose(faq: &Faq, decision: &Decision, today: Date) -> Reply {
    let wording = Wording(&faq.bot);
    let mut reply = Reply::default();
    if needs_notice(faq, &decision.outcome) {
        reply.notice(wording);
    }
    if decision.truncated {
        reply.text(wording.truncated());
    }
    match &decision.outcome {
        Outcome::Answer {
            entries,
            not_covered,
        } => reply.answers(faq, (entries, not_covered), true, today),
        // Who may be in danger needs no tips on everyday matters.
        Outcome::Urgent {
            urgent,
            rest,
            not_covered,
        } => {
            let entries = [urgent.as_slice(), rest].concat();
            reply.answers(faq, (&entries, not_covered), false, today);
        }
        Outcome::Clarify { candidates } => reply.clarify(faq, candidates),
        Outcome::NotCovered { entries } => {
            reply.bodies(faq, entries, today);
            reply.related(faq, entries, entries);
        }
        Outcome::SmallTalk { entry } => {
            reply.body(faq, *entry, today);
            reply.related(faq, &[*entry], &[*entry]);
        }
        Outcome::Decline { reason } => {
            reply.text(match reason {
                DeclineReason::Unknown => wording.fallback(),
                DeclineReason::Language => wording.not_understood_language(),
                DeclineReason::NoWords => wording.no_words(),
            });
            reply.topics(faq, pages::FEW);
        }
    }
    reply
}

/// What is said when `entry` was chosen by its title, from a button or a link; `today` as for
/// [`compose`].
///
/// # Panics
///
/// Panics if `entry` belongs to another FAQ and this one lacks it.
#[must_use]
pub fn chosen(faq: &Faq, entry: EntryIndex, today: Date) -> Reply {
    let entries = vec![entry];
    let outcome = match faq.entry(entry) {
        found if found.urgent => Outcome::Urgent {
            urgent: entries,
            rest: Vec::new(),
            not_covered: Vec::new(),
        },
        found => match found.kind {
            Kind::Topic => Outcome::Answer {
                entries,
                not_covered: Vec::new(),
            },
            Kind::NotCovered => Outcome::NotCovered { entries },
            Kind::SmallTalk => Outcome::SmallTalk { entry },
        },
    };
    let decision = Decision {
        outcome,
        ranked: Vec::new(),
        truncated: false,
    };
    compose(faq, &decision, today)
}

/// Whether a danger sign was meant, or may have been.
fn needs_notice(faq: &Faq, outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Urgent { .. })
        || outcome
            .entries()
            .iter()
            .any(|entry| faq.entry(*entry).urgent)
}

impl Reply {
    fn notice(&mut self, wording: Wording<'_>) {
        let mut notice = emboldened(rich::parse(wording.safety_notice()));
        notice.extend(wording.contact().map(rich::parse).unwrap_or_default());
        self.blocks.push(Block::Notice(notice));
    }

    /// Adds a text of the bot.
    pub(super) fn text(&mut self, markdown: &str) {
        self.blocks.push(Block::Text(rich::parse(markdown)));
    }

    fn answers(
        &mut self,
        faq: &Faq,
        (entries, not_covered): (&[EntryIndex], &[EntryIndex]),
        with_tips: bool,
        today: Date,
    ) {
        self.bodies(faq, entries, today);
        // What is withheld has neither a source nor tips to go with it, and gives none.
        let is_given =
            |entry: &EntryIndex| faq.freshness(faq.entry(*entry), today) != Freshness::Withheld;
        let given: Vec<_> = entries.iter().copied().filter(is_given).collect();
        let tips = aside::tips(faq, &given, is_given);
        if with_tips && !tips.is_empty() {
            let heading = Wording(&faq.bot).tips_heading().to_owned();
            self.blocks.push(Block::Tips { heading, tips });
        }
        self.blocks
            .extend(aside::source(faq, &given).map(Block::Source));
        if !not_covered.is_empty() {
            self.text(Wording(&faq.bot).also_not_covered());
            self.bodies(faq, not_covered, today);
        }
        self.related(faq, entries, &[entries, not_covered].concat());
    }

    fn bodies(&mut self, faq: &Faq, entries: &[EntryIndex], today: Date) {
        for entry in entries {
            let title = &faq.entry(*entry).title.text;
            self.blocks.push(Block::Title(title.clone()));
            self.body(faq, *entry, today);
        }
    }

    /// Adds what an entry says, or why it is not said.
    fn body(&mut self, faq: &Faq, entry: EntryIndex, today: Date) {
        let entry = faq.entry(entry);
        let wording = Wording(&faq.bot);
        let freshness = faq.freshness(entry, today);
        if entry.is_lent && freshness != Freshness::Withheld {
            self.text(wording.untranslated());
        }
        match freshness {
            Freshness::Fresh => self.text(&entry.body.text),
            Freshness::Marked(date) => {
                self.text(&entry.body.text);
                self.text(&wording.overdue_since(date));
            }
            Freshness::Withheld => {
                self.text(wording.withheld());
                if let Some(contact) = wording.contact() {
                    self.text(contact);
                }
            }
        }
    }

    fn clarify(&mut self, faq: &Faq, candidates: &[EntryIndex]) {
        let wording = Wording(&faq.bot);
        self.offer(faq, wording.clarify(), candidates);
        self.choices.push(Choice {
            label: wording.none_of_these().to_owned(),
            target: Target::NoneOfThese,
        });
    }

    /// Offers what is related to `entries` and not yet `shown`.
    fn related(&mut self, faq: &Faq, entries: &[EntryIndex], shown: &[EntryIndex]) {
        let related = aside::related(faq, entries, shown);
        if !related.is_empty() {
            self.offer(faq, Wording(&faq.bot).related_heading(), &related);
        }
    }

    /// Offers the first topics, at most `most` of them.
    pub(super) fn topics(&mut self, faq: &Faq, most: usize) {
        let mut topics = aside::topics(faq);
        topics.truncate(most);
        if !topics.is_empty() {
            self.offer(faq, Wording(&faq.bot).topics_heading(), &topics);
        }
    }

    /// Offers `entries` by their titles.
    pub(super) fn offer(&mut self, faq: &Faq, heading: &str, entries: &[EntryIndex]) {
        self.blocks.push(Block::ChoicesHeading(heading.to_owned()));
        self.choices.extend(entries.iter().map(|entry| {
            let entry = faq.entry(*entry);
            Choice {
                label: entry.title.text.clone(),
                target: Target::Entry(entry.id.clone()),
            }
        }));
    }
}
