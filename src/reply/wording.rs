//! The bot's default wording; each text can be set in `bot.toml`.
//!
//! Sentences are read as Markdown, labels and headings as plain text. A blank text counts as absent,
//! because a messenger refuses an empty message.

use crate::faq::Bot;

/// The texts of one bot.
#[derive(Clone, Copy)]
pub(super) struct Wording<'a>(pub(super) &'a Bot);

impl<'a> Wording<'a> {
    /// Name of the article, if the operator gave one.
    pub(super) fn article(self) -> Option<&'a str> {
        set(self.0.article.as_deref())
    }

    /// Whom to call, if the operator said so.
    pub(super) fn contact(self) -> Option<&'a str> {
        set(self.0.contact.as_deref())
    }
}

/// The text if it holds anything but blanks.
fn set(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// For each text a function of its name that returns what `bot.toml` says, or else the default.
macro_rules! texts {
    ($($key:ident: $default:literal)*) => {
        impl<'a> Wording<'a> {
            $(pub(super) fn $key(self) -> &'a str {
                set(self.0.$key.as_deref()).unwrap_or($default)
            })*
        }
    };
}

texts! {
    name: "Questions and answers"
    greeting: "Hello! I am an automatic helper, not a person, and I answer questions from one \
        article. Ask in your own words, or choose a topic."
    disclaimer: "This is general information and no personal advice."
    safety_notice: "What you describe may need help right now. Please contact a professional \
        without delay. In an emergency, call your local emergency number."
    fallback: "Sorry, I have no answer to that. Try other words, or choose a topic."
    not_understood_language: "Sorry, I read and answer English only. Please ask in English, or \
        choose a topic."
    no_words: "I found no words in that message. Please ask a short question, or choose a topic."
    truncated: "That message is very long: I read only its first 4,096 characters."
    clarify: "Which of these did you mean?"
    none_of_these: "None of these"
    none_of_these_reply: "Please try other words: one short question works best. Or choose a topic."
    also_not_covered: "I have no answer to the other part of your question:"
    tips_heading: "Tips"
    related_heading: "You may also want to know:"
    topics_heading: "You can ask about:"
    source_label: "Source:"
    reviewed_label: "reviewed"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::MAX_CHARS;

    #[test]
    fn truncation_names_the_real_limit() {
        let digits: String = Wording(&Bot::default())
            .truncated()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        assert_eq!(digits, MAX_CHARS.to_string());
    }

    #[test]
    fn blank_text_means_the_default() {
        let bot = Bot {
            clarify: Some("  ".to_owned()),
            contact: Some(String::new()),
            ..Bot::default()
        };
        assert_eq!(Wording(&bot).clarify(), "Which of these did you mean?");
        assert_eq!(Wording(&bot).contact(), None);
    }
}
