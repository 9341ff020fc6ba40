//! Everything wrong with a FAQ that can be told without matching a message or wording a reply.

use std::path::Path;

use jiff::civil::Date;

use super::aging::due_of;
use super::entry::Draft;
use super::load::{Reading, read};
use super::problem::Problem;
use super::wording::excerpt;
use super::{Entry, Faq, Kind, Located, examples, id, languages, links, markdown, phrasing};
use crate::text::Language;

/// Most characters of a title: what Telegram shows of a button on a small screen in two lines.
pub(crate) const LONGEST_TITLE: usize = 60;

/// What a look at all files of a FAQ finds.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The entries that can be shown: all of them if the FAQ loads.
    pub faq: Faq,
    /// The same in each other language, with what is not translated.
    pub others: Vec<Faq>,
    /// Whether nothing stops the loading.
    pub loads: bool,
    /// Every problem of every file, sorted by path, line and message.
    pub problems: Vec<Problem>,
    /// Words that two concepts share, as warnings apart: there may be many. Sorted alike.
    pub collisions: Vec<Problem>,
}

/// Looks at every file below `dir`, also at what can be read of those that stop the loading.
///
/// Beside all that [`load`](super::load()) refuses: ids that are none or unknown, phrasings in two
/// places, examples of what is no entry, Markdown that Telegram cannot show, reviews overdue on `today` or due within thirty days,
/// files that nobody reads. What takes the matcher or the replies to find out is not among them.
#[must_use]
pub fn survey(dir: &Path, today: Date) -> Survey {
    let mut reading = read(dir);
    let loads = reading.findings.stopping.is_empty();
    let mut problems = std::mem::take(&mut reading.findings.stopping);
    problems.append(&mut reading.findings.others);
    check_language(&reading, None, today, &mut problems);
    let mut collisions = collisions_of(&reading);
    for other in &reading.others {
        check_language(other, Some(&reading), today, &mut problems);
        collisions.extend(collisions_of(other));
    }
    languages::check(&reading, &mut problems);
    problems.sort();
    collisions.sort();
    let (faq, others) = reading.into_faqs();
    Survey {
        faq,
        others,
        loads,
        problems,
        collisions,
    }
}

/// The words of two concepts in one language.
fn collisions_of(reading: &Reading) -> Vec<Problem> {
    let language = Language::of(&languages::of(&reading.bot));
    reading.groups.collisions(language)
}

/// Notes what is wrong with the files of one language; what it lacks, `default` lends.
pub(super) fn check_language(
    reading: &Reading,
    default: Option<&Reading>,
    today: Date,
    problems: &mut Vec<Problem>,
) {
    for file in &reading.files {
        id::check(&file.id, &file.path, problems);
    }
    for draft in &reading.drafts {
        let entry = &draft.entry;
        check_texts(entry, problems);
        check_reach(draft, problems);
        check_review(entry, today, problems);
    }
    let entries = reading.drafts.iter().map(|draft| &draft.entry);
    phrasing::check(entries, problems);
    links::check(reading, default, problems);
    reading.groups.check(problems);
    examples::check(reading, default, problems);
}

/// What cannot be shown of a title, an answer and a tip.
pub(super) fn check_texts(entry: &Entry, problems: &mut Vec<Problem>) {
    check_title(entry, problems);
    // That there is no answer is said already.
    if !entry.body.text.is_empty() {
        markdown::check_answer(entry, problems);
    }
    markdown::check_characters(&entry.path, &entry.title, problems);
    if let Some(tip) = &entry.tip {
        markdown::check_value(&entry.path, tip, problems);
    }
}

fn check_title(entry: &Entry, problems: &mut Vec<Problem>) {
    let Located { text, line } = &entry.title;
    let length = text.chars().count();
    if length > LONGEST_TITLE {
        let message = format!("title must have at most {LONGEST_TITLE} characters, found {length}");
        problems.push(Problem::error(&entry.path, *line, message).with_help(
            "shorten it: it is shown on buttons; the long form can be one of `questions`",
        ));
    }
    if text.contains('\n') {
        let problem = Problem::error(&entry.path, *line, "title must be a single line");
        problems.push(problem.with_help("it is shown on buttons: remove the line break"));
    }
}

/// An entry that few messages can find, or too many.
fn check_reach(draft: &Draft, problems: &mut Vec<Problem>) {
    let entry = &draft.entry;
    let id = excerpt(&entry.id);
    let is_reached_by_title = !entry.title.text.is_empty() && entry.questions.is_empty();
    if is_reached_by_title && !draft.has_lost_phrasings {
        let message = format!("entry `{id}` can be asked for by its title alone");
        problems.push(
            Problem::warning(&entry.path, entry.title.line, message)
                .with_help("write other ways to ask: `questions = [\"...\", \"...\"]`"),
        );
    }
    if entry.urgent && entry.kind != Kind::Topic {
        let message = format!("entry `{id}` is `urgent` and no topic");
        problems.push(Problem::warning(&entry.path, None, message).with_help(
            "its text goes before every answer: move it to `topics`, or remove `urgent`",
        ));
    }
}

fn check_review(entry: &Entry, today: Date, problems: &mut Vec<Problem>) {
    let Some((due, line)) = entry.review_by else {
        return;
    };
    if let Some(reviewed) = entry.reviewed
        && due < reviewed
    {
        let message =
            format!("`review_by` must not be before `reviewed` ({reviewed}), found `{due}`");
        problems.push(
            Problem::error(&entry.path, line, message).with_help("correct one of the two dates"),
        );
    } else if let Some(due) = due_of(entry, today) {
        let message = format!(
            "the answer has to be reviewed by {}, {}",
            due.by,
            due.when()
        );
        problems.push(
            Problem::warning(&entry.path, line, message)
                .with_help("read the answer again, then set `reviewed` and a later `review_by`"),
        );
    }
}
