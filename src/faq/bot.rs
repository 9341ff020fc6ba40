//! What `bot.toml` says: name, wording and thresholds.

use serde::Deserialize;

use super::keys::{FreeKey, Keys};
use super::problem::{Findings, Problem};
use super::source::Source;
use super::wording::excerpt;
use super::{Located, MatchingSettings, markdown};

/// What `bot.toml` says. A text that is absent is worded by the replies' own default; none is blank.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bot {
    /// Name of the bot.
    pub name: Option<String>,
    /// Language of the FAQ as a BCP 47 tag. Only English is understood by now.
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

/// A text of [`Bot`]: its key, where it goes, and how it is read.
type Text = (&'static str, fn(&mut Bot) -> &mut Option<String>, Form);

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As Markdown.
    Sentences,
    /// As it is, on one line.
    Label,
}

/// Every text that `bot.toml` may set, in the order in which they are listed to the operator.
const TEXTS: &[Text] = &[
    ("name", |bot| &mut bot.name, Form::Label),
    ("language", |bot| &mut bot.language, Form::Label),
    ("article", |bot| &mut bot.article, Form::Label),
    ("greeting", |bot| &mut bot.greeting, Form::Sentences),
    ("disclaimer", |bot| &mut bot.disclaimer, Form::Sentences),
    (
        "safety_notice",
        |bot| &mut bot.safety_notice,
        Form::Sentences,
    ),
    ("contact", |bot| &mut bot.contact, Form::Sentences),
    ("fallback", |bot| &mut bot.fallback, Form::Sentences),
    (
        "not_understood_language",
        |bot| &mut bot.not_understood_language,
        Form::Sentences,
    ),
    ("no_words", |bot| &mut bot.no_words, Form::Sentences),
    ("truncated", |bot| &mut bot.truncated, Form::Sentences),
    ("clarify", |bot| &mut bot.clarify, Form::Label),
    ("none_of_these", |bot| &mut bot.none_of_these, Form::Label),
    (
        "none_of_these_reply",
        |bot| &mut bot.none_of_these_reply,
        Form::Sentences,
    ),
    (
        "also_not_covered",
        |bot| &mut bot.also_not_covered,
        Form::Sentences,
    ),
    ("tips_heading", |bot| &mut bot.tips_heading, Form::Label),
    (
        "related_heading",
        |bot| &mut bot.related_heading,
        Form::Label,
    ),
    ("topics_heading", |bot| &mut bot.topics_heading, Form::Label),
    ("source_label", |bot| &mut bot.source_label, Form::Label),
    ("reviewed_label", |bot| &mut bot.reviewed_label, Form::Label),
];

/// Most UTF-16 units of a text. Up to three stand in one reply, and Telegram takes 4,096 in all.
const LONGEST: usize = 1000;

/// The only language in which questions are understood by now.
const LANGUAGE: &str = "en";

/// The thresholds that `[matching]` may set.
const THRESHOLDS: [&str; 3] = ["answer_at", "clarify_at", "margin"];

/// What a file says about the bot, with everything wrong noted.
pub(super) fn read(source: &Source, findings: &mut Findings) -> Bot {
    let mut bot = Bot::default();
    let mut keys = match Keys::parse(source, 0..source.text.len()) {
        Ok(keys) => keys,
        Err(problems) => {
            findings.stopping.extend(problems);
            return bot;
        }
    };
    for &(key, place, form) in TEXTS {
        let text = keys.text(key, findings);
        if let Some(text) = &text {
            check_text(key, text, form, source, findings);
        }
        *place(&mut bot) = text.map(|text| text.text);
    }
    if let Some(matching) = keys.table("matching", findings) {
        bot.matching = thresholds(matching, source, findings);
    }
    let below = |key: &FreeKey<'_>| {
        let key = key.name.as_str();
        let help = format!("write it below a line `[matching]`, which is where `{key}` belongs");
        THRESHOLDS.contains(&key).then_some(help)
    };
    keys.finish(below, findings);
    bot
}

/// Notes what keeps a text from being shown, or a language from being understood.
fn check_text(key: &str, text: &Located, form: Form, source: &Source, findings: &mut Findings) {
    let path = &source.path;
    match form {
        Form::Sentences => markdown::check_value(path, text, &mut findings.others),
        Form::Label => markdown::check_characters(path, text, &mut findings.others),
    }
    let length = text.text.encode_utf16().count();
    if length > LONGEST {
        let message =
            format!("`{key}` must be at most {LONGEST} UTF-16 units long, found {length}");
        let help = "shorten it: it stands in one message with other texts";
        findings.note(Problem::error(path, text.line, message).with_help(help));
    }
    let primary = text.text.trim().split(['-', '_']).next();
    let is_understood = primary.is_some_and(|primary| primary.eq_ignore_ascii_case(LANGUAGE));
    if key == "language" && !is_understood {
        let found = excerpt(&text.text);
        let message = format!("`language` must be `{LANGUAGE}`, found `{found}`");
        let help = "questions are understood in English only: a FAQ in another language will \
            decline them, so write it in English, or remove the key";
        findings.note(Problem::error(path, text.line, message).with_help(help));
    }
}

fn thresholds(mut keys: Keys<'_>, source: &Source, findings: &mut Findings) -> MatchingSettings {
    let [answer_at, clarify_at, margin] = THRESHOLDS.map(|key| keys.share(key, findings));
    let above = |key: &FreeKey<'_>| {
        let known = key.is_text() && TEXTS.iter().any(|&(text, ..)| text == key.name);
        known.then(|| format!("write `{}` above the line `[matching]`", key.name))
    };
    keys.finish(above, findings);
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
        let mut keys: Vec<_> = TEXTS.iter().map(|&(key, ..)| key).collect();
        keys.push("matching");
        assert_eq!(fields::<Bot>(), keys);
        assert_eq!(fields::<MatchingSettings>(), THRESHOLDS);
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
            .map(|(key, ..)| format!("{key} = '{}'\n", sample(key)))
            .collect();
        let mut text = lines.concat();
        text += "[matching]\nanswer_at = 0.75\nclarify_at = 0\nmargin = 1\n";
        let mut findings = Findings::default();
        let bot = read(
            &Source::new(Path::new("bot.toml"), text.clone()),
            &mut findings,
        );
        assert_eq!((findings.stopping, findings.others), (vec![], vec![]));
        assert_eq!(bot.matching.answer_at, Some(0.75));
        assert_eq!(bot.matching.clarify_at, Some(0.0));
        assert_eq!(bot.matching.margin, Some(1.0));
        for &(key, place, _) in TEXTS {
            assert_eq!(*place(&mut bot.clone()), Some(sample(key)));
        }
    }
}
