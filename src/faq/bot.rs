//! What `bot.toml` says: name, wording and thresholds.

use std::path::Path;

use serde::Deserialize;

use super::aging::AGING;
use super::keys::{FreeKey, Keys};
use super::problem::{Findings, Problem};
use super::slip::{Known, Shape};
use super::source::Source;
use super::wording::{excerpt, nearest};
use super::{AgingSettings, Located, MatchingSettings, markdown, tag};

/// What `bot.toml` says. A text that is absent is worded by the replies' own default; none is blank.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bot {
    /// Name of the bot.
    pub name: Option<String>,
    /// Language of the FAQ as a BCP 47 tag; English if it names none.
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
    /// That an answer is there in the default language alone.
    pub untranslated: Option<String>,
    /// Start of the line that names the source of an answer.
    pub source_label: Option<String>,
    /// Start of the date of the last review, in the source line.
    pub reviewed_label: Option<String>,
    /// Stands below an answer that was not reviewed in time; `{date}` is when it was due.
    pub overdue_notice: Option<String>,
    /// Is said instead of an answer that is withheld for that.
    pub withheld: Option<String>,
    /// How to ask, above the list of commands.
    pub help: Option<String>,
    /// What the bot cannot do, below that list.
    pub help_limits: Option<String>,
    /// What is kept about a person, how long, and how to have it deleted.
    pub privacy: Option<String>,
    /// For how long questions are kept that were not answered, said with that if they are: `{days}`
    /// stands for the number of days.
    pub privacy_unanswered: Option<String>,
    /// Who runs the bot and how to reach them, said with what is kept.
    pub operator: Option<String>,
    /// What is said to a command that does not exist, above the list of those that do.
    pub unknown_command: Option<String>,
    /// What is said to a photo.
    pub media_photo: Option<String>,
    /// What is said to anything else that is no text.
    pub media_other: Option<String>,
    /// Heading of the entries on danger signs, below what is said to a photo.
    pub urgent_heading: Option<String>,
    /// What is said to somebody who sends too many messages.
    pub flooded: Option<String>,
    /// Said once when what somebody wrote is too old to be answered.
    pub away: Option<String>,
    /// The short notice that a choice is gone.
    pub stale: Option<String>,
    /// What is said when a choice is gone.
    pub stale_reply: Option<String>,
    /// The button that calls an answer helpful.
    pub helpful: Option<String>,
    /// The button that calls an answer not helpful.
    pub not_helpful: Option<String>,
    /// The short notice that thanks for either.
    pub thanks: Option<String>,
    /// Asks why an answer was not helpful.
    pub feedback_question: Option<String>,
    /// The reason that the answer is on another topic.
    pub wrong_topic: Option<String>,
    /// The reason that the topic is right and the question still open.
    pub does_not_answer: Option<String>,
    /// The reason that the answer is hard to understand.
    pub unclear: Option<String>,
    /// The button that leads back to the topics.
    pub back_to_topics: Option<String>,
    /// The button that shows further topics.
    pub next_page: Option<String>,
    /// The button that shows the topics before these.
    pub previous_page: Option<String>,
    /// What `/start` does, in the list of commands.
    pub command_start: Option<String>,
    /// What `/topics` does.
    pub command_topics: Option<String>,
    /// What `/help` does.
    pub command_help: Option<String>,
    /// What `/about` does.
    pub command_about: Option<String>,
    /// What `/privacy` does.
    pub command_privacy: Option<String>,
    /// Heading of the table of contents of a leaflet.
    pub leaflet_contents: Option<String>,
    /// Heading of the topics of a leaflet that belong to no section.
    pub leaflet_more: Option<String>,
    /// Heading of what a leaflet does not answer.
    pub leaflet_not_covered: Option<String>,
    /// What the bot is, on its profile.
    pub short_description: Option<String>,
    /// What the bot is, in a chat that has not begun.
    pub description: Option<String>,
    /// Thresholds of the matcher.
    pub matching: MatchingSettings,
    /// What is done with answers that were not reviewed in time.
    pub aging: AgingSettings,
}

impl Bot {
    /// The most UTF-16 units on a button.
    pub(crate) const MOST_IN_BUTTON: usize = 64;
    /// The most in the notice that answers a tap.
    pub(crate) const MOST_IN_TOAST: usize = 200;
    /// The most in what a command does.
    pub(crate) const MOST_IN_COMMAND: usize = 256;
    /// The most on the bot's profile.
    pub(crate) const MOST_IN_SHORT_DESCRIPTION: usize = 120;
    /// The most in a chat that has not begun.
    pub(crate) const MOST_IN_DESCRIPTION: usize = 512;

    /// What stands for the day on which an answer was due for review, in `overdue_notice`.
    pub(crate) const DATE: &str = "{date}";
    /// What stands for the number of days, in `privacy_unanswered`.
    pub(crate) const DAYS: &str = "{days}";

    /// Everything that is set, by key, in a fixed order.
    pub(crate) fn said(&self) -> Vec<(&'static str, String)> {
        let mut bot = self.clone();
        let texts = TEXTS.iter().filter_map(|Text { key, place, .. }| {
            let text = place(&mut bot).take()?;
            Some((*key, text))
        });
        let mut said: Vec<_> = texts.collect();
        let MatchingSettings {
            answer_at,
            clarify_at,
            margin,
        } = self.matching;
        for (key, threshold) in THRESHOLDS.into_iter().zip([answer_at, clarify_at, margin]) {
            said.extend(threshold.map(|threshold| (key, threshold.to_string())));
        }
        said.extend(self.aging.said());
        said
    }

    /// The keys of the texts for which the replies' own wording is shown.
    pub(super) fn unworded(&self) -> Vec<&'static str> {
        let mut bot = self.clone();
        let texts = TEXTS.iter().filter(|text| !NO_WORDING.contains(&text.key));
        let unworded = texts.filter_map(|Text { key, place, .. }| {
            let is_set = place(&mut bot).is_some();
            (!is_set).then_some(*key)
        });
        unworded.collect()
    }

    /// Where a text belongs that stands below the line of a table.
    pub(super) fn above(key: &FreeKey<'_>, table: &str) -> Option<String> {
        let known = key.is_text() && TEXTS.iter().any(|text| text.key == key.name);
        known.then(|| format!("write `{}` above the line `[{table}]`", key.name))
    }
}

/// A text of [`Bot`].
struct Text {
    key: &'static str,
    /// Where it goes.
    place: fn(&mut Bot) -> &mut Option<String>,
    form: Form,
    /// The most UTF-16 units that it may be long.
    most: Most,
}

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As Markdown.
    Sentences,
    /// As it is, without any style.
    Label,
}

/// The most UTF-16 units of a text, and why no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Most(usize, &'static str);

/// Up to three of these stand in one reply, and Telegram takes 4,096 in all.
const LONGEST: Most = Most(1000, "it stands in one message with other texts");

/// Stands in one reply with at most one of the others.
const LONGEST_ALONE: Most = Most(3000, LONGEST.1);

/// More than this is not read on a phone: buttons have one line.
const BUTTON: Most = Most(Bot::MOST_IN_BUTTON, "a button has no room for more");

/// Telegram takes no more in the notice that answers a tap.
const TOAST: Most = Most(
    Bot::MOST_IN_TOAST,
    "Telegram takes no more in a short notice",
);

/// Telegram takes no more of what a command does.
const COMMAND: Most = Most(
    Bot::MOST_IN_COMMAND,
    "Telegram takes no more in the list of commands",
);

/// Telegram takes no more on the bot's profile.
const SHORT_DESCRIPTION: Most = Most(
    Bot::MOST_IN_SHORT_DESCRIPTION,
    "Telegram takes no more on the bot's profile",
);

/// Telegram takes no more in an empty chat.
const DESCRIPTION: Most = Most(
    Bot::MOST_IN_DESCRIPTION,
    "Telegram takes no more in a chat that has not begun",
);

/// The text whose key is the name of its field.
macro_rules! text {
    ($key:ident, $form:ident, $most:ident) => {
        Text {
            key: stringify!($key),
            place: |bot| &mut bot.$key,
            form: Form::$form,
            most: $most,
        }
    };
}

/// Every text that `bot.toml` may set, in the order in which they are listed to the operator.
const TEXTS: &[Text] = &[
    text!(name, Label, LONGEST),
    text!(language, Label, LONGEST),
    text!(article, Label, LONGEST),
    text!(greeting, Sentences, LONGEST),
    text!(disclaimer, Sentences, LONGEST),
    text!(safety_notice, Sentences, LONGEST),
    text!(contact, Sentences, LONGEST),
    text!(fallback, Sentences, LONGEST),
    text!(not_understood_language, Sentences, LONGEST),
    text!(no_words, Sentences, LONGEST),
    text!(truncated, Sentences, LONGEST),
    text!(clarify, Label, LONGEST),
    text!(none_of_these, Label, BUTTON),
    text!(none_of_these_reply, Sentences, LONGEST),
    text!(also_not_covered, Sentences, LONGEST),
    text!(tips_heading, Label, LONGEST),
    text!(related_heading, Label, LONGEST),
    text!(topics_heading, Label, LONGEST),
    text!(untranslated, Sentences, LONGEST),
    text!(source_label, Label, LONGEST),
    text!(reviewed_label, Label, LONGEST),
    text!(overdue_notice, Sentences, LONGEST),
    text!(withheld, Sentences, LONGEST),
    text!(help, Sentences, LONGEST),
    text!(help_limits, Sentences, LONGEST),
    text!(privacy, Sentences, LONGEST_ALONE),
    text!(privacy_unanswered, Sentences, LONGEST),
    text!(operator, Sentences, LONGEST),
    text!(unknown_command, Sentences, LONGEST),
    text!(media_photo, Sentences, LONGEST),
    text!(media_other, Sentences, LONGEST),
    text!(urgent_heading, Label, LONGEST),
    text!(flooded, Sentences, LONGEST),
    text!(away, Sentences, LONGEST),
    text!(stale, Label, TOAST),
    text!(stale_reply, Sentences, LONGEST),
    text!(helpful, Label, BUTTON),
    text!(not_helpful, Label, BUTTON),
    text!(thanks, Label, TOAST),
    text!(feedback_question, Label, TOAST),
    text!(wrong_topic, Label, BUTTON),
    text!(does_not_answer, Label, BUTTON),
    text!(unclear, Label, BUTTON),
    text!(back_to_topics, Label, BUTTON),
    text!(next_page, Label, BUTTON),
    text!(previous_page, Label, BUTTON),
    text!(command_start, Label, COMMAND),
    text!(command_topics, Label, COMMAND),
    text!(command_help, Label, COMMAND),
    text!(command_about, Label, COMMAND),
    text!(command_privacy, Label, COMMAND),
    text!(leaflet_contents, Label, LONGEST),
    text!(leaflet_more, Label, LONGEST),
    text!(leaflet_not_covered, Label, LONGEST),
    text!(short_description, Label, SHORT_DESCRIPTION),
    text!(description, Label, DESCRIPTION),
];

/// The texts in which something is filled in, each with what that is written for.
const BLANKS: [(&str, &str); 2] = [
    ("overdue_notice", Bot::DATE),
    ("privacy_unanswered", Bot::DAYS),
];

/// The keys of [`TEXTS`] that need no wording of their own in another language: names, and what nobody
/// reads.
const NO_WORDING: [&str; 5] = ["name", "language", "article", "contact", "operator"];

/// The thresholds that `[matching]` may set.
const THRESHOLDS: [&str; 3] = ["answer_at", "clarify_at", "margin"];

/// What a file says about the bot, with everything wrong noted. `of_folder` is the language of the
/// folder that the file is in, if it is one of a language: the file may name no other.
pub(super) fn read(source: &Source, of_folder: Option<&str>, findings: &mut Findings) -> Bot {
    let mut bot = Bot::default();
    let texts = TEXTS.iter().map(|text| (text.key, Shape::Text));
    let shares = THRESHOLDS.map(|key| (key, Shape::Share));
    let tables = ["matching", "aging"].map(|key| (key, Shape::Table));
    let known: Vec<_> = texts
        .chain(AGING.map(|key| (key, Shape::Text)))
        .chain(shares)
        .chain(tables)
        .collect();
    let known = Known {
        keys: &known,
        others: None,
    };
    let mut keys = match Keys::parse(source, 0..source.text.len(), &known) {
        Ok(keys) => keys,
        Err(problems) => {
            findings.stopping.extend(problems);
            return bot;
        }
    };
    for text @ &Text { key, place, .. } in TEXTS {
        let found = keys.text(key, findings);
        if let Some(found) = &found {
            check_text(text, found, of_folder, source, findings);
        }
        *place(&mut bot) = found.map(|found| found.text);
    }
    if let Some(matching) = keys.table("matching", findings) {
        bot.matching = thresholds(matching, source, findings);
    }
    bot.language = bot.language.and_then(|named| tag(&named));
    if let Some(aging) = keys.table("aging", findings) {
        bot.aging = AgingSettings::read(aging, source, findings);
    }
    let below = |key: &FreeKey<'_>| {
        let key = key.name.as_str();
        let tables = [("matching", &THRESHOLDS[..]), ("aging", &AGING)];
        let (table, _) = tables.into_iter().find(|(_, keys)| keys.contains(&key))?;
        Some(format!(
            "write it below a line `[{table}]`, which is where `{key}` belongs"
        ))
    };
    keys.finish(below, findings);
    bot
}

/// Notes what keeps a text from being shown, or a language from being one.
fn check_text(
    expected: &Text,
    text: &Located,
    of_folder: Option<&str>,
    source: &Source,
    findings: &mut Findings,
) {
    let &Text {
        key,
        form,
        most: Most(most, why),
        ..
    } = expected;
    let path = &source.path;
    match form {
        Form::Sentences => markdown::check_value(path, text, &mut findings.others),
        Form::Label => markdown::check_characters(path, text, &mut findings.others),
    }
    check_blanks(key, text, path, findings);
    let length = text.text.encode_utf16().count();
    if length > most {
        let message = format!("`{key}` must be at most {most} UTF-16 units long, found {length}");
        let help = format!("shorten it: {why}");
        findings.note(Problem::error(path, text.line, message).with_help(help));
    }
    if key != "language" {
        return;
    }
    let found = excerpt(&text.text);
    let named = tag(&text.text);
    let (message, help) = match (named.as_deref(), of_folder) {
        (None, _) => (
            format!("`language` must be a language tag, found `{found}`"),
            "write it like `en`, `de` or `pt-BR`, or remove the key".to_owned(),
        ),
        (Some(named), Some(folder)) if named != folder => (
            format!("`language` must be `{folder}`, as the folder says, found `{found}`"),
            "remove the key, or give the folder that name".to_owned(),
        ),
        _ => return,
    };
    findings.note(Problem::error(path, text.line, message).with_help(help));
}

/// Notes what stands between braces in a text with something to fill in, and is not filled in.
fn check_blanks(key: &str, text: &Located, path: &Path, findings: &mut Findings) {
    let Some((_, blank)) = BLANKS.iter().find(|(filled, _)| *filled == key) else {
        return;
    };
    let parts = text.text.split('{').skip(1);
    let named = parts.filter_map(|part| Some(part.split_once('}')?.0));
    let name = blank.trim_matches(['{', '}']);
    for wrong in named.filter(|named| *named != name) {
        let found = excerpt(wrong);
        let message = format!("in `{key}` only `{blank}` is filled in, found `{{{found}}}`");
        let help = if nearest(wrong, [name]).is_some() {
            format!("did you mean `{blank}`?")
        } else {
            format!("write `{blank}` instead, or remove it")
        };
        findings.note(Problem::error(path, text.line, message).with_help(help));
    }
}

fn thresholds(mut keys: Keys<'_>, source: &Source, findings: &mut Findings) -> MatchingSettings {
    let [answer_at, clarify_at, margin] = THRESHOLDS.map(|key| keys.share(key, findings));
    keys.finish(|key| Bot::above(key, "matching"), findings);
    if let (Some((answer, _)), Some((clarify, line))) = (answer_at, clarify_at)
        && clarify > answer
    {
        let message =
            format!("`clarify_at` must not be above `answer_at` ({answer}), found `{clarify}`");
        findings.note(
            Problem::error(&source.path, line, message)
                .with_help("what scores high enough to be answered is never offered as a choice"),
        );
    }
    MatchingSettings {
        answer_at: answer_at.map(|(value, _)| value),
        clarify_at: clarify_at.map(|(value, _)| value),
        margin: margin.map(|(value, _)| value),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::faq::Overdue;

    /// The keys that serde derives from the fields of a struct, as its message lists them.
    fn fields<T: for<'de> Deserialize<'de>>() -> Vec<String> {
        let error = toml::from_str::<T>("zzz = 1").err().unwrap();
        let (_, expected) = error.message().split_once("expected").unwrap();
        expected
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_field_is_a_key_and_every_key_a_field() {
        let mut keys: Vec<_> = TEXTS.iter().map(|text| text.key).collect();
        keys.extend(["matching", "aging"]);
        assert_eq!(fields::<Bot>(), keys);
        assert_eq!(fields::<MatchingSettings>(), THRESHOLDS);
        assert_eq!(fields::<AgingSettings>(), AGING);
    }

    /// A text for each key, unlike those of all others.
    fn sample(key: &str) -> String {
        match key {
            "language" => "en-GB".to_owned(),
            key => format!("{key} text"),
        }
    }

    #[test]
    fn every_key_fills_its_own_field() {
        let lines: Vec<_> = TEXTS
            .iter()
            .map(|Text { key, .. }| format!("{key} = '{}'\n", sample(key)))
            .collect();
        let mut text = lines.concat();
        text += "[matching]\nanswer_at = 0.75\nclarify_at = 0\nmargin = 1\n";
        text += "[aging]\noverdue = \"withhold\"\n";
        let mut findings = Findings::default();
        let bot = read(
            &Source::new(Path::new("bot.toml"), text.clone()),
            None,
            &mut findings,
        );
        assert_eq!((findings.stopping, findings.others), (vec![], vec![]));
        assert_eq!(bot.matching.answer_at, Some(0.75));
        assert_eq!(bot.matching.clarify_at, Some(0.0));
        assert_eq!(bot.matching.margin, Some(1.0));
        assert_eq!(bot.aging.overdue, Overdue::Withhold);
        for &Text { key, place, .. } in TEXTS {
            assert_eq!(*place(&mut bot.clone()), Some(sample(key)));
        }
    }
}
