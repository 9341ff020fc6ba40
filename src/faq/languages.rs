//! What the languages of a FAQ have to do with each other.

use std::collections::BTreeMap;

use super::load::Reading;
use super::problem::Problem;
use super::wording::excerpt;
use super::{Bot, DEFAULT_LANGUAGE, Entry, Faq, Overdue};
use crate::text::Language;

/// A FAQ with the entries of the default language that it does not translate, and with what
/// `bot.toml` says there that holds in every language.
pub(super) fn with_lent(mut faq: Faq, default: &Faq) -> Faq {
    let missing = default.entries.iter();
    let missing = missing.filter(|entry| faq.find(&entry.id).is_none());
    let lent: Vec<Entry> = missing
        .map(|entry| Entry {
            is_lent: true,
            ..entry.clone()
        })
        .collect();
    faq.entries.extend(lent);
    faq.entries.sort_by(|a, b| a.id.cmp(&b.id));
    faq.bot.borrow_from(&default.bot);
    faq
}

impl Bot {
    fn borrow_from(&mut self, default: &Self) {
        let lend = |own: &mut Option<String>, theirs: &Option<String>| {
            if own.is_none() {
                own.clone_from(theirs);
            }
        };
        lend(&mut self.name, &default.name);
        lend(&mut self.article, &default.article);
        lend(&mut self.contact, &default.contact);
        lend(&mut self.operator, &default.operator);
        // The stricter of the two.
        if default.aging.overdue == Overdue::Withhold {
            self.aging = default.aging;
        }
        let (own, theirs) = (&mut self.matching, default.matching);
        own.answer_at = own.answer_at.or(theirs.answer_at);
        own.clarify_at = own.clarify_at.or(theirs.clarify_at);
        own.margin = own.margin.or(theirs.margin);
    }
}

/// Notes what is missing in one language, or is otherwise there than in the default one.
pub(super) fn check(reading: &Reading, problems: &mut Vec<Problem>) {
    check_wording(reading, false, problems);
    for other in &reading.others {
        check_wording(other, true, problems);
        check_entries(other, reading, problems);
    }
}

/// The language of what was read.
pub(super) fn of(bot: &Bot) -> String {
    let named = bot.language.as_deref();
    named.unwrap_or(DEFAULT_LANGUAGE).to_owned()
}

fn check_wording(reading: &Reading, may_lack_entries: bool, problems: &mut Vec<Problem>) {
    let named = of(&reading.bot);
    let language = Language::of(&named);
    if language == Language::ENGLISH {
        return;
    }
    let path = reading.dir.join("bot.toml");
    let mut missing = reading.bot.unworded();
    missing.retain(|key| may_lack_entries || *key != "untranslated");
    let all = Bot::default().unworded().len() - usize::from(!may_lack_entries);
    let found = match missing.len() {
        0 => None,
        lacks if lacks == all => Some((
            format!("no text of the bot is in `{named}`, so people read them in English"),
            "write `greeting`, `fallback` and the others in this file: once there is one, those \
             that are missing are named",
        )),
        _ => Some((
            format!(
                "not in `{named}`, so people read them in English: `{}`",
                missing.join("`, `")
            ),
            "write each of them in this file",
        )),
    };
    // What a file says that cannot be read is not known.
    if let Some((message, help)) = found.filter(|_| reading.has_bot) {
        problems.push(Problem::warning(&path, None, message).with_help(help));
    }
    if !language.has_stemmer() {
        let message = format!("no stemmer is known for `{named}`: words count as they are written");
        let help = "write the forms of a word that people use into `questions`, or make them a \
            group in `concepts.toml`";
        problems.push(Problem::warning(&path, None, message).with_help(help));
    }
}

fn entries(reading: &Reading) -> BTreeMap<&str, &Entry> {
    let drafts = reading.drafts.iter();
    let entries = drafts.map(|draft| (draft.entry.id.as_str(), &draft.entry));
    entries.collect()
}

fn check_entries(own: &Reading, default: &Reading, problems: &mut Vec<Problem>) {
    let named = of(&own.bot);
    let (translations, originals) = (entries(own), entries(default));
    // Whoever cannot see all files cannot tell what is missing.
    if own.has_all_files {
        let has_file = |id: &str| own.files.iter().any(|file| file.id == id);
        let ids = originals.keys().filter(|id| !has_file(id));
        let ids: Vec<_> = ids.map(|id| format!("`{}`", excerpt(id))).collect();
        if !ids.is_empty() {
            let danger = originals
                .iter()
                .filter(|(id, entry)| entry.urgent && !has_file(id));
            for (id, _) in danger {
                let message = format!("the danger sign `{}` is not translated", excerpt(id));
                let help = format!("nobody who writes in `{named}` is warned: translate it first");
                problems.push(Problem::warning(&own.dir, None, message).with_help(help));
            }
            let message = format!(
                "not translated, of {} entries: {}",
                originals.len(),
                ids.join(", ")
            );
            let help = "what is not is answered in the default language, with a line that says so; \
                write it in a file of the same name here";
            problems.push(Problem::warning(&own.dir, None, message).with_help(help));
        }
    }
    for (id, translation) in translations {
        let shown = excerpt(id);
        let Some(original) = originals.get(id) else {
            if default.has_all_files && !default.files.iter().any(|file| file.id == id) {
                let message = format!("entry `{shown}` is in `{named}` alone");
                let help = "give it the name of the entry that it translates, or write that in the \
                    default language, too";
                problems.push(Problem::warning(&translation.path, None, message).with_help(help));
            }
            continue;
        };
        let line = translation.title.line;
        if translation.urgent != original.urgent {
            let message =
                format!("entry `{shown}` is `urgent` in one language and not in the other");
            let help = "danger is the same in every language: write `urgent = true` in both files, \
                or in none";
            problems.push(Problem::error(&translation.path, line, message).with_help(help));
        }
        if translation.kind != original.kind {
            let message =
                format!("entry `{shown}` stands in another folder than in the default language");
            let help = "move one of the two files: the folder says whether the article covers it";
            problems.push(Problem::error(&translation.path, None, message).with_help(help));
        }
    }
}
