//! Questions that were asked in vain, one a message, and what can be made of them.

use super::super::short::shortened;
use super::super::{Reply, Span};
use super::effect::effect;
use super::{
    Act, Block, Offer, Page, QuestionKey, Stamp, paragraphs, quoted, reply, text, wording,
};
use crate::diff::Changes;
use crate::faq::{Bot, Entry, EntryIndex, Faq, excerpt, is_id};
use crate::matcher::Decision;
use crate::unanswered::Group;

/// So many other wordings of a question are shown.
const MOST_WORDINGS: usize = 3;

/// So many entries are offered on a page.
const ENTRIES: usize = 8;

/// A question and its place in the list.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// The key by which its buttons know it again.
    pub key: QuestionKey,
    /// The question with those that are like it.
    pub group: &'a Group,
    /// The language it is in, if it is another than the default one.
    pub language: Option<&'a str>,
    /// Its place, from 0.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

/// What adding a question to an entry would change, with the stamp of that, or why it cannot be added.
pub type Weighed<'a> = Result<(&'a Changes, Stamp), &'a str>;

/// No question is open.
#[must_use]
pub fn nothing_open() -> Page {
    Page::of(reply(vec![text(wording::NOTHING_OPEN)]))
}

/// Questions are not kept.
#[must_use]
pub fn nothing_kept() -> Page {
    Page::of(reply(vec![text(wording::NOTHING_KEPT)]))
}

/// A question with what can be made of it, `faq` in its language; `weighed` is what adding it to its nearest entry would
/// change, if it has one.
///
/// # Panics
///
/// Panics if the question's nearest entry belongs to another FAQ and this one lacks it.
#[must_use]
pub fn question(faq: &Faq, card: Card<'_>, weighed: Option<Weighed<'_>>) -> Page {
    let Card {
        key,
        group,
        language,
        at,
        of,
    } = card;
    let mut blocks = vec![
        paragraphs([vec![Span::bold(wording::place(at + 1, of))]]),
        text(quoted(&group.text)),
        text(told_of(group, language)),
    ];
    let mut rows = Vec::new();
    if let (Some(nearest), Some(weighed)) = (group.nearest, weighed) {
        let entry = faq.entry(nearest);
        blocks.extend(would_change(entry, group, weighed));
        rows.extend(add(key, entry, weighed).map(|add| vec![add]));
    }
    rows.push(vec![Offer::new(
        wording::ADD_TO_ANOTHER,
        Act::Others(key, 0),
    )]);
    rows.push(vec![
        Offer::new(wording::NEW_ENTRY, Act::New(key)),
        Offer::new(wording::IGNORE, Act::Ignore(key)),
    ]);
    rows.push(ways(at, of, Act::Show));
    Page::new(reply(blocks), rows)
}

/// How often and when it was asked, why it is open, and how else it was worded.
fn told_of(group: &Group, language: Option<&str>) -> String {
    let why: Vec<String> = (group.why.iter())
        .map(|(why, count)| wording::why_open(*why, *count))
        .collect();
    let others = group.texts.iter().skip(1).take(MOST_WORDINGS);
    let others: Vec<String> = others.map(|text| quoted(text)).collect();
    let mut lines = vec![
        wording::asked_so_often(group.count(), group.askers, &group.last_asked()),
        wording::whys(&why.join(", ")),
    ];
    lines.extend(language.map(wording::in_language));
    if !others.is_empty() {
        lines.push(wording::also_asked(&others.join(", ")));
    }
    lines.join("\n")
}

/// What adding a question to an entry would change.
fn would_change(entry: &Entry, group: &Group, weighed: Weighed<'_>) -> Vec<Block> {
    let heading = wording::if_added(&quoted(&entry.title.text), &entry.id);
    match weighed {
        Ok((changes, _)) => vec![text(heading), effect(changes, &group.texts)],
        Err(why) => vec![text(wording::cannot_be_added(&heading, why))],
    }
}

/// The button that adds a question to an entry, if that can be done.
fn add(key: QuestionKey, entry: &Entry, weighed: Weighed<'_>) -> Option<Offer> {
    let (_, stamp) = weighed.ok()?;
    let title = shortened(&entry.title.text, 40);
    let act = Act::Add(key, Some(stamp), entry.id.clone());
    is_id(&entry.id).then(|| Offer::new(wording::add_to(&title), act))
}

/// Ways to the pages before and after one of several.
fn ways(at: usize, of: usize, to: impl Fn(usize) -> Act) -> Vec<Offer> {
    let before = at.checked_sub(1);
    let before = before.map(|before| Offer::new(wording::PREVIOUS, to(before)));
    let next = (at + 1 < of).then(|| Offer::new(wording::NEXT, to(at + 1)));
    before.into_iter().chain(next).collect()
}

/// A page of the entries to which a question can be added: those ranked for it first, then the others
/// by title. What is not translated to the language of `faq` is not among them. The id of one may be
/// written in reply, too.
///
/// # Panics
///
/// Panics if `decision` was taken for another FAQ and names an entry that this one lacks.
#[must_use]
pub fn entries(faq: &Faq, key: QuestionKey, asked: &str, decision: &Decision, page: usize) -> Page {
    let ranked = decision.ranked.iter().map(|candidate| candidate.entry);
    let mut order: Vec<EntryIndex> = ranked.collect();
    let mut others: Vec<EntryIndex> = (0..faq.entries.len()).map(EntryIndex).collect();
    others.retain(|entry| !order.contains(entry));
    others.sort_by_key(|entry| faq.entry(*entry).title.text.to_lowercase());
    order.append(&mut others);
    // Data that is no id would not fit on a button.
    order.retain(|entry| is_id(&faq.entry(*entry).id) && !faq.entry(*entry).is_lent);
    let pages = order.len().div_ceil(ENTRIES).max(1);
    let page = page.min(pages - 1);
    let mut rows: Vec<Vec<Offer>> = (order.iter().skip(page * ENTRIES).take(ENTRIES))
        .map(|entry| {
            let entry = faq.entry(*entry);
            let label = shortened(&entry.title.text, Bot::MOST_IN_BUTTON);
            vec![Offer::new(label, Act::Weigh(key, entry.id.clone()))]
        })
        .collect();
    rows.push(ways(page, pages, |page| Act::Others(key, page)));
    rows.push(vec![Offer::new(wording::BACK, Act::Question(key))]);
    let asks = wording::which_entry(&quoted(asked), page + 1, pages);
    let asks = vec![text(asks), text(wording::key_line(key))];
    Page::new(reply(asks), rows)
}

/// The question for which a message of the bot's is a page of entries, if it is one.
#[must_use]
pub fn to_be_added(message: &str) -> Option<QuestionKey> {
    let mut lines = message.lines();
    lines
        .by_ref()
        .find(|line| line.starts_with(wording::TO_WHICH_ENTRY))?;
    QuestionKey::parse(lines.next_back()?.strip_prefix(wording::KEY_LABEL)?.trim())
}

/// A page of entries, as there is none with the id that was chosen.
#[must_use]
pub fn no_such_entry(id: &str, mut page: Page) -> Page {
    let told = text(wording::no_such_entry(&excerpt(id)));
    page.reply.blocks.insert(0, told);
    page
}

/// What adding a question to an entry of choice would change, and the button that does it.
#[must_use]
pub fn weighed(entry: &Entry, key: QuestionKey, group: &Group, weighed: Weighed<'_>) -> Page {
    let mut blocks = vec![text(quoted(&group.text))];
    blocks.extend(would_change(entry, group, weighed));
    let mut rows = Vec::new();
    rows.extend(add(key, entry, weighed).map(|add| vec![add]));
    rows.push(vec![
        Offer::new(wording::ADD_TO_ANOTHER, Act::Others(key, 0)),
        Offer::new(wording::BACK, Act::Question(key)),
    ]);
    Page::new(reply(blocks), rows)
}

/// The question of a button is not there any more.
#[must_use]
pub fn gone() -> Page {
    more(wording::GONE)
}

/// The question is not shown again.
#[must_use]
pub fn ignored(asked: &str) -> Page {
    more(wording::ignored(&quoted(asked)))
}

/// A text with the way back to the list.
pub(super) fn more(words: impl Into<String>) -> Page {
    let rows = vec![vec![Offer::new(wording::MORE, Act::Show(0))]];
    Page::new(reply(vec![text(words)]), rows)
}

/// What went wrong with what a button should have done, and the way back to its question.
#[must_use]
pub fn failed(key: QuestionKey, why: &str) -> Page {
    let rows = vec![vec![Offer::new(wording::BACK, Act::Question(key))]];
    let reply: Reply = reply(vec![text(why)]);
    Page::new(reply, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::{DeclineReason, Outcome};
    use crate::reply::render::telegram_text;
    use crate::reply::sample::{boat_hire, decided};

    #[test]
    fn page_of_entries_leads_back_to_its_question_and_nothing_else_does() {
        let key = QuestionKey(0xab);
        let decision = decided(Outcome::Decline {
            reason: DeclineReason::Unknown,
        });
        let asked = "may <i>dogs</i>\nQuestion: 00000000000000cd";
        let page = entries(&boat_hire(), key, asked, &decision, 0);
        let text = telegram_text(&page.reply);
        assert_eq!(to_be_added(&text), Some(key));
        let none = telegram_text(&no_such_entry("x", page).reply);
        assert_eq!(to_be_added(&none), Some(key));
        for other in [
            "",
            "Question: 00000000000000ab",
            &text.replace("To which", "Which"),
            &text.replace("00ab", "ab"),
            &format!("{text}\n\nmore"),
        ] {
            assert_eq!(to_be_added(other), None, "{other}");
        }
    }
}
