//! Every text that operators read.

use super::QuestionKey;
use crate::unanswered::Why;

/// The operator's commands and what they do.
pub(super) const COMMANDS: [(&str, &str); 5] = [
    ("try", "what a visitor would get for a text, and why"),
    (
        "why",
        "why I said something: send it in reply to that answer",
    ),
    (
        "unanswered",
        "what was asked in vain, and what to make of it",
    ),
    ("stats", "what was answered this week and last"),
    ("undo", "take back the last change of a file"),
];

pub(super) const COMMANDS_HEADING: &str = "In this chat alone, as it is an operator's:";

pub(super) const HOW_TO_TRY: &str = "Send the text with the command, as a visitor would write it:\n\
    /try does it take long?\n\
    I show what the visitor would get, and why. It is not counted.";

pub(super) const NOT_REMEMBERED: &str = "Send /why in reply to an answer of mine in this chat, and I \
    explain it. I remember the questions behind my latest answers here, and only until I am started \
    anew; for any other, send the question with /try.";

pub(super) const A_VISITOR_GETS: &str = "A visitor would get:";
pub(super) const WHY: &str = "Why:";

pub(super) fn asked(quoted: &str) -> String {
    format!("Asked: {quoted}")
}

pub(super) fn language(tag: &str) -> String {
    format!("Answered in the language {tag}.")
}

pub(super) fn outcome(name: &str) -> String {
    format!("Outcome: {}.", name.replace('_', " "))
}

pub(super) const DANGER: &str = " A word tells of danger.";

pub(super) fn thresholds(answer_at: f32, clarify_at: f32, margin: f32) -> String {
    format!(
        "Answered from a fit of {answer_at:.2}, offered from {clarify_at:.2}, asked back if the lead \
         is under {margin:.3}."
    )
}

pub(super) fn lead(lead: f64, first: &str, second: &str) -> String {
    format!("{first} leads {second} by {lead:.3}.")
}

pub(super) fn evidence(evidence: f32) -> String {
    format!("The message says {evidence:.2} of what makes sure; a score is a fit times that.")
}

pub(super) fn score(id: &str, score: f64) -> String {
    format!(" ({id}): score {score:.2}")
}

pub(super) fn fit(fit: f64) -> String {
    format!(", fit {fit:.2}")
}

pub(super) fn by(part: &str) -> String {
    format!(", by {part}")
}

pub(super) fn strange(strange: f32) -> String {
    format!(", strange to all topics {strange:.2}")
}

pub(super) const OF_SOMETHING_ELSE: &str = ", asks of something that no topic knows";

pub(super) fn nearest_phrasing(quoted: &str, met: &str) -> String {
    if met.is_empty() {
        format!("nearest phrasing {quoted}")
    } else {
        format!("nearest phrasing {quoted}: {met}")
    }
}

pub(super) fn words(words: &str) -> String {
    format!("Words and what they weigh: {words}")
}

pub(super) const UNKNOWN_WORD: &str = "not known";
pub(super) const DENIED: &str = "denied";
pub(super) const DANGER_WORD: &str = "danger";

pub(super) const BROKEN: &str = "The files of the FAQ cannot be used as they are now. What they said \
    before stays live.";

pub(super) fn more_problems(more: usize) -> String {
    format!("and {more} more: `check` names all of them")
}

pub(super) const MENDED: &str = "The files of the FAQ can be used again: what they say is live.";

pub(super) const FLAWED: &str = "The files are live, but `check` finds errors:";
pub(super) const FLAWLESS: &str = "`check` finds no error in the files of the FAQ any more.";

pub(super) const CHANGED_SINCE: &str = "The files have changed since this was shown, so nothing was \
    written. As they are now:";

pub(super) const NOTHING_OPEN: &str = "Nothing is open: what was asked in vain by enough people is \
    answered by now, or ignored.";
pub(super) const NOTHING_KEPT: &str =
    "Questions without an answer are not kept: UNANSWERED is off.";

pub(super) fn place(at: usize, of: usize) -> String {
    format!("Open question {at} of {of}")
}

pub(super) fn asked_so_often(count: usize, askers: u32, last: &str) -> String {
    let times = match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    let people = match askers {
        1 => "one person".to_owned(),
        askers => format!("at least {askers} people"),
    };
    format!("Asked {times}, by {people}, last in the hour from {last}.")
}

pub(super) fn whys(all: &str) -> String {
    format!("Open because: {all}.")
}

pub(super) fn why_open(why: Why, count: usize) -> String {
    let why = match why {
        Why::Decline => "no entry was like it",
        Why::NoneOfThese => "none of those offered was meant",
        Why::WrongTopic => "the answer was called one on another topic",
    };
    format!("{why} ({count})")
}

pub(super) fn also_asked(quoted: &str) -> String {
    format!("Also asked as: {quoted}")
}

pub(super) fn if_added(title: &str, id: &str) -> String {
    format!("If it is added to {title} ({id}):")
}

pub(super) fn in_language(tag: &str) -> String {
    format!("Asked in another language than the default one: {tag}. Changes go into that one.")
}

pub(super) fn cannot_be_added(heading: &str, why: &str) -> String {
    format!("{heading} that cannot be done: {why}")
}

pub(super) fn it_would_get(outcome: &str, is_answered: bool) -> String {
    let still = if is_answered {
        ""
    } else {
        " – still no answer"
    };
    format!("it gets: {}{still}", outcome.replace('_', " "))
}

pub(super) const IT_STAYS: &str =
    "it is still not answered: choose another entry, or add words there";

pub(super) fn other_wordings(answered: usize, of: usize) -> String {
    format!("other wordings of it that are answered then, too: {answered} of {of}")
}

pub(super) fn other_questions(answered: usize) -> String {
    match answered {
        0 => "it answers no other open question".to_owned(),
        1 => "it also answers 1 other open question".to_owned(),
        answered => format!("it also answers {answered} other open questions"),
    }
}

pub(super) fn phrasings(changed: usize) -> String {
    match changed {
        0 => "no other phrasing gets another outcome".to_owned(),
        1 => "1 phrasing gets another outcome:".to_owned(),
        changed => format!("{changed} phrasings get another outcome, such as:"),
    }
}

pub(super) fn phrasing(quoted: &str, entry: &str, from: &str, to: &str) -> String {
    let outcomes = format!("{from} → {to}").replace('_', " ");
    format!("{quoted} of {entry}: {outcomes}")
}

pub(super) fn add_to(title: &str) -> String {
    format!("Add to “{title}”")
}

pub(super) const ADD_TO_ANOTHER: &str = "Add to another …";
pub(super) const NEW_ENTRY: &str = "New entry …";
pub(super) const IGNORE: &str = "Ignore for good";
pub(super) const PREVIOUS: &str = "Previous";
pub(super) const NEXT: &str = "Next";
pub(super) const BACK: &str = "Back to the question";
pub(super) const MORE: &str = "Open questions";

/// How the question begins to which entry something is to be added.
pub(super) const TO_WHICH_ENTRY: &str = "To which entry is ";

pub(super) fn which_entry(quoted: &str, page: usize, of: usize) -> String {
    format!(
        "{TO_WHICH_ENTRY}{quoted} to be added? The nearest come first; you may also reply with the name \
         of an entry's file. Before anything is written I show what it changes. (Page \
         {page} of {of})"
    )
}

pub(super) const GONE: &str = "That question has gone: it is answered or ignored by now, or was kept \
    long enough.";

pub(super) fn ignored(quoted: &str) -> String {
    format!("{quoted} is not shown again, and neither is what is like it.")
}

/// How a request for a new entry begins.
pub(super) const NEW_ENTRY_FOR: &str = "New entry for ";
/// How its last line begins.
pub(super) const KEY_LABEL: &str = "Question: ";

pub(super) fn new_entry_for(quoted: &str) -> String {
    format!("{NEW_ENTRY_FOR}{quoted}")
}

pub(super) const HOW_TO_WRITE_AN_ENTRY: &str = "Reply to this message: the title in the first line, at \
    most 60 characters, and the answer below it. Bold, italic, links and quotes may be Telegram's own; \
    they and lists may also be written as in the files. Nothing is written yet: I first show what it changes.";

pub(super) fn key_line(key: QuestionKey) -> String {
    format!("{KEY_LABEL}{key}")
}

pub(super) fn no_entry(why: &str) -> String {
    format!("That cannot be an entry: {why}\n\nReply to my request once more.")
}

pub(super) const INCOMPLETE: &str = "it needs a title in the first line and an answer below it.";

pub(super) const PREVIEW: &str = "As visitors would read it:";
pub(super) const AS_TOPIC: &str = "If it is created, as a topic:";
pub(super) const AS_NOT_COVERED: &str = "As something that is not covered:";
pub(super) const CREATE_TOPIC: &str = "Create as a topic";
pub(super) const CREATE_NOT_COVERED: &str = "Create as not covered";
pub(super) const LEAVE: &str = "Leave it";

pub(super) const DRAFT_GONE: &str = "Your text is not there any more, so that nothing was written.";

pub(super) fn done(what: &str, file: &str) -> String {
    format!("Done: {what}, in {file}. It is live within two seconds; /undo takes it back.")
}

pub(super) fn not_written_as_shared(what: &str) -> String {
    format!(
        "Not written, as several replicas may serve the FAQ, each from files of its own: {what}. This \
         is the change, for `git apply` or `patch -p1` in the folder that the FAQ's folder stands in:"
    )
}

pub(super) fn not_written_as_read_only(what: &str, why: &str) -> String {
    format!(
        "Not written: {what}. {why}\nThis is the change, for `git apply` or `patch -p1` in the folder \
         that the FAQ's folder stands in:"
    )
}

pub(super) fn undone(what: &str, file: &str, has_changed: bool) -> String {
    if has_changed {
        format!("Taken back: {what}, in {file}. It is gone within two seconds.")
    } else {
        format!("Taken back: {what}. Nothing of it was left in {file}.")
    }
}

pub(super) fn undone_by_another(who: &str, what: &str) -> String {
    format!(
        "{who} has just taken back: {what}. Send /undo once more to take back the change before that, \
         too."
    )
}

pub(super) const UNDO_BY_HAND: &str = "Nothing is written from here, as several replicas may serve the \
    FAQ, each from files of its own: what was changed by hand is taken back by hand.";

pub(super) const BEGUN_BEFORE: &str = "I was started anew while I did that, and do not do it a second \
    time. Whether it was done stands in changes.log; if it was not, send it once more.";

pub(super) const STORAGE_SILENT: &str = "The storage does not answer. Try again in a moment.";

pub(super) const STORAGE_AWAY: &str = "The storage is away at the moment. What you asked for is kept, and \
    done as soon as it is back: do not send it again.";

pub(super) fn no_such_entry(id: &str) -> String {
    format!("There is no entry `{id}`, or no longer. Choose another.")
}

pub(super) const NOT_COUNTED: &str = "What is asked and judged in operators' chats is not counted.";

pub(super) const REVIEWS: &str = "Answers have to be reviewed:";
pub(super) const HOW_TO_REVIEW: &str = "Read each again, then set `reviewed` and a later `review_by` in \
    its file.";

/// What was asked for failed by a fault of the program.
pub const FAULT: &str = "That failed by a fault of mine; the log says where.";
