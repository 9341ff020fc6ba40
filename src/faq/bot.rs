//! What `bot.toml` says: name, wording and thresholds.

use serde::Deserialize;

use super::MatchingSettings;

/// What `bot.toml` says. A text that is absent is worded by the replies' own default.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bot {
    /// Name of the bot.
    pub name: Option<String>,
    /// Language of the FAQ as a BCP 47 tag.
    pub language: Option<String>,
    /// Title of the article that the answers are drawn from.
    pub article: Option<String>,
    /// First words: who the bot is, what can be asked.
    pub greeting: Option<String>,
    /// That this is information and no medical advice.
    pub disclaimer: Option<String>,
    /// Comes before everything else when a message tells of a danger sign.
    pub safety_notice: Option<String>,
    /// Whom to call, shown with the safety notice.
    pub contact: Option<String>,
    /// What is said when the FAQ has nothing on the question.
    pub fallback: Option<String>,
    /// What is said when the message is not in the FAQ's language.
    pub not_understood_language: Option<String>,
    /// What is said when the message holds no words at all.
    pub no_words: Option<String>,
    /// What is said when only the first part of a very long message was read.
    pub truncated: Option<String>,
    /// Asks which of several entries was meant.
    pub clarify: Option<String>,
    /// The choice that refuses all entries offered.
    pub none_of_these: Option<String>,
    /// What is said after that choice.
    pub none_of_these_reply: Option<String>,
    /// Introduces what the article does not cover, after an answer to the rest.
    pub also_not_covered: Option<String>,
    /// Heading of the aftercare tips.
    pub tips_heading: Option<String>,
    /// Heading of the related questions.
    pub related_heading: Option<String>,
    /// Heading of the list of topics.
    pub topics_heading: Option<String>,
    /// Start of the line that names the source of an answer.
    pub source_label: Option<String>,
    /// Start of the date of the last review, in the source line.
    pub reviewed_label: Option<String>,
    /// Thresholds of the matcher.
    pub matching: MatchingSettings,
}
