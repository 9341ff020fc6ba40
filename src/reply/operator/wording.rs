//! Every text that operators read.

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
