//! What a person sees of the bot, one file for each thing that a person can do.

mod aging;
mod business;
mod clarify;
mod commands;
mod danger;
mod edits;
mod feedback;
mod folder;
mod groups;
mod inline;
mod languages;
mod media;
mod operators;
mod questions;
mod topics;
mod unanswered;

/// A topic of the shipped FAQ, a question for it that is in no need of luck, and a part of its answer.
const PAIN: (&str, &str) = ("Does it hurt?", "topical anaesthetic");
const DURATION: (&str, &str) = ("How long does the appointment take?", "30 minutes");

/// What the bot is not sure about, and what it offers.
const UNSURE: &str = "roller";
const WHICH_ROLLER: &str = "Which derma roller should I choose?";
const CLARIFY: &str = "Which of these did you mean?";

/// A danger sign, and how every answer to one begins.
const DANGER: &str = "my face is swollen and I can't breathe";
const NOTICE: &str = "What you describe should be looked at by a professional now.";
const WARNING_SIGNS: &str = "When should I be concerned?";

/// What is sent in place of an answer that the bot lacks.
const NONSENSE: &str = "qwertz asdfgh";
const FALLBACK: &str = "Sorry, I can't answer that one";

const HELPFUL: &str = "👍 Helpful";
const NOT_HELPFUL: &str = "👎 Not helpful";
