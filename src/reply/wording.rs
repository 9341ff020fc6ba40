//! The bot's default wording; each text can be set in `bot.toml`.
//!
//! Sentences are read as Markdown, labels and headings as plain text. A blank text counts as absent,
//! because a messenger refuses an empty message.

use jiff::civil::Date;

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

    /// That an answer was to be reviewed by `date`.
    pub(super) fn overdue_since(self, date: Date) -> String {
        self.overdue_notice().replace(Bot::DATE, &date.to_string())
    }

    /// That an answer was reviewed on `date`.
    pub(super) fn reviewed_on(self, date: Date) -> String {
        format!("{} {date}", self.reviewed_label())
    }

    /// Who runs the bot, if the operator said so.
    pub(super) fn operator(self) -> Option<&'a str> {
        set(self.0.operator.as_deref())
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
    not_understood_language: "Sorry, I do not understand that language. Please ask in the language of \
        my answers, or choose a topic."
    no_words: "I found no words in that message. Please ask a short question, or choose a topic."
    truncated: "That message is very long: I read only its first 4,096 characters."
    clarify: "Which of these did you mean?"
    none_of_these: "None of these"
    none_of_these_reply: "Please try other words: one short question works best. Or choose a topic."
    also_not_covered: "I have no answer to the other part of your question:"
    tips_heading: "Tips"
    related_heading: "You may also want to know:"
    topics_heading: "You can ask about:"
    untranslated: "Sorry, this answer is not translated yet:"
    source_label: "Source:"
    reviewed_label: "reviewed"
    overdue_notice: "This answer was due for review on {date} and may be out of date."
    withheld: "This answer is being reviewed, and until that is done I do not give it. Please ask a \
        professional."

    help: "Write your question in your own words. One short question works best, and spelling \
        mistakes are no trouble. When I am not sure what you mean, I offer you a choice. There are \
        also commands:"
    help_limits: "I answer from one article and know nothing else. I cannot judge your own case, \
        look at photos, or remember what you wrote before. For personal advice, please ask a \
        professional."
    privacy: "**What you write is not kept once it is answered.** It is never logged.\n\n\
        This is stored where I run:\n\n\
        - what you send, sealed with a key that is kept elsewhere, until it is answered: that takes a \
        moment, or longer while Telegram or I cannot be reached\n\
        - the numbers that Telegram gives to what was answered, for a day, so that nothing is \
        answered twice\n\
        - for 48 hours, which messages answer which question, so that a question you edit can be \
        answered in place; that an answer was judged or a choice refused, so that it is counted once; \
        and that a chat was told that I was away\n\
        - how much an account has sent, for the minutes in which that matters, to slow down a flood\n\
        - counts without any person: how often each answer was given and found helpful or not, day \
        by day\n\n\
        Chats and accounts stand there as fingerprints made with that key, never by name or number. \
        In memory alone are fingerprints of the last 4,096 messages with what was answered, without \
        anybody's account, so that the same question is answered at once.\n\n\
        **How to have it deleted:** it goes by itself, as said above; stop writing or block the bot, \
        and nothing new is added. The counts belong to nobody.\n\n\
        Telegram itself keeps the chat and has a privacy policy of its own; you can delete the \
        chat there."
    privacy_unanswered: "**Only questions that I could not answer are kept longer**, for {days} days, so \
        that whoever runs me can add an answer: those to which I had none, those to which you chose \
        “none of these”, and those whose answer you called the wrong topic. What looks like a \
        name, a number, an address or a link is taken out first. They are sealed with that key, too, \
        and stand there with the hour, and with how many people asked alike, but without anything that \
        tells who asked: to count that, fingerprints of the accounts are in memory alone. If whoever \
        runs me sets such a question aside, its text stays, so that it does not come up again."
    unknown_command: "Sorry, I don't know that command. Just write your question, or use one of \
        these:"
    media_photo: "Sorry, I cannot judge photos. If something worries you, please show it to a \
        professional, or describe it to me in words."
    media_other: "Sorry, I can read text only. Please write your question in words."
    urgent_heading: "When not to wait:"
    flooded: "Sorry, that was too many messages at once. Please try again in a minute."
    away: "Sorry, I was away for a while and have not answered what you wrote in the meantime. If you \
        still want to know, please ask again."
    stale: "Sorry, that choice is no longer there."
    stale_reply: "Sorry, that choice is no longer there: the answers have changed since. Please \
        write your question, or choose a topic."
    helpful: "👍 Helpful"
    not_helpful: "👎 Not helpful"
    thanks: "Thank you!"
    feedback_question: "What was wrong with the answer?"
    wrong_topic: "Wrong topic"
    does_not_answer: "Does not answer it"
    unclear: "Unclear"
    back_to_topics: "Back to topics"
    next_page: "Next page"
    previous_page: "Previous page"
    command_start: "Who I am and what you can ask"
    command_topics: "What you can ask about"
    command_help: "How to ask, and what I cannot do"
    command_about: "Where the answers come from"
    command_privacy: "What is kept about you, and how long"
    short_description: "Automatic answers to questions, from one article. General information, no \
        personal advice."
    leaflet_contents: "Contents"
    leaflet_more: "More questions"
    leaflet_not_covered: "What is not answered here"
    description: "Ask in your own words and get the answer of one article. I am an automatic \
        helper, not a person: this is general information and no personal advice. In an emergency, \
        call your local emergency number."
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
