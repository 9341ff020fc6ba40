//! Short texts around the replies: buttons, notices, commands, descriptions.
//!
//! A messenger refuses what is too long for its place. `check` reports such a text; here it is cut
//! all the same, so that it costs some words and not the whole button or list.

use crate::faq::{Bot, Faq};

use super::short::{clipped, shortened};
use super::wording::Wording;

/// Labels of buttons, at most 64 UTF-16 units, and notices that answer a tap, at most 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'a> {
    /// Button: the answer helped.
    pub helpful: &'a str,
    /// Button: it did not.
    pub not_helpful: &'a str,
    /// Notice: thanks for either.
    pub thanks: &'a str,
    /// Button, a reason: the answer is on another topic.
    pub wrong_topic: &'a str,
    /// Button, a reason: the topic is right, the question still open.
    pub does_not_answer: &'a str,
    /// Button, a reason: hard to understand.
    pub unclear: &'a str,
    /// Notice: asks for one of the reasons.
    pub feedback_question: &'a str,
    /// Button: back to the list of topics.
    pub back_to_topics: &'a str,
    /// Button: further topics.
    pub next_page: &'a str,
    /// Button: the topics before these.
    pub previous_page: &'a str,
    /// Notice: the entry of that button is gone.
    pub stale: &'a str,
}

/// The labels of this bot.
#[must_use]
pub fn labels(faq: &Faq) -> Labels<'_> {
    let wording = Wording(&faq.bot);
    let button = |text| clipped(text, Bot::MOST_IN_BUTTON);
    let notice = |text| clipped(text, Bot::MOST_IN_TOAST);
    Labels {
        helpful: button(wording.helpful()),
        not_helpful: button(wording.not_helpful()),
        thanks: notice(wording.thanks()),
        wrong_topic: button(wording.wrong_topic()),
        does_not_answer: button(wording.does_not_answer()),
        unclear: button(wording.unclear()),
        feedback_question: notice(wording.feedback_question()),
        back_to_topics: button(wording.back_to_topics()),
        next_page: button(wording.next_page()),
        previous_page: button(wording.previous_page()),
        stale: notice(wording.stale()),
    }
}

/// A command and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandText {
    /// Its name, without the slash.
    pub name: &'static str,
    /// What it does: 1 to 256 UTF-16 units.
    pub description: String,
}

/// The commands of this bot, in the order in which they are listed.
#[must_use]
pub fn commands(faq: &Faq) -> Vec<CommandText> {
    let wording = Wording(&faq.bot);
    let command = |name, description| CommandText {
        name,
        description: shortened(description, Bot::MOST_IN_COMMAND),
    };
    vec![
        command("start", wording.command_start()),
        command("topics", wording.command_topics()),
        command("help", wording.command_help()),
        command("about", wording.command_about()),
        command("privacy", wording.command_privacy()),
    ]
}

/// What the bot is, for its profile: 1 to 120 UTF-16 units.
#[must_use]
pub fn short_description(faq: &Faq) -> String {
    let text = Wording(&faq.bot).short_description();
    shortened(text, Bot::MOST_IN_SHORT_DESCRIPTION)
}

/// What the bot is, for a chat that has not begun: 1 to 512 UTF-16 units.
#[must_use]
pub fn description(faq: &Faq) -> String {
    let text = Wording(&faq.bot).description();
    shortened(text, Bot::MOST_IN_DESCRIPTION)
}
