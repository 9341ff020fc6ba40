//! What `bot.toml` says: name, wording and thresholds.

use serde::Deserialize;

use super::keys::{FreeKey, Keys};
use super::problem::{Findings, Problem};
use super::source::Source;
use super::wording::excerpt;
use super::{Located, MatchingSettings};

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

/// A text of [`Bot`]: its key, and where it goes.
type Text = (&'static str, fn(&mut Bot) -> &mut Option<String>);

/// Every text that `bot.toml` may set, in the order in which they are listed to the operator.
const TEXTS: &[Text] = &[
    ("name", |bot| &mut bot.name),
    ("language", |bot| &mut bot.language),
    ("article", |bot| &mut bot.article),
    ("greeting", |bot| &mut bot.greeting),
    ("disclaimer", |bot| &mut bot.disclaimer),
    ("safety_notice", |bot| &mut bot.safety_notice),
    ("contact", |bot| &mut bot.contact),
    ("fallback", |bot| &mut bot.fallback),
    ("not_understood_language", |bot| {
        &mut bot.not_understood_language
    }),
    ("no_words", |bot| &mut bot.no_words),
    ("truncated", |bot| &mut bot.truncated),
    ("clarify", |bot| &mut bot.clarify),
    ("none_of_these", |bot| &mut bot.none_of_these),
    ("none_of_these_reply", |bot| &mut bot.none_of_these_reply),
    ("also_not_covered", |bot| &mut bot.also_not_covered),
    ("tips_heading", |bot| &mut bot.tips_heading),
    ("related_heading", |bot| &mut bot.related_heading),
    ("topics_heading", |bot| &mut bot.topics_heading),
    ("source_label", |bot| &mut bot.source_label),
    ("reviewed_label", |bot| &mut bot.reviewed_label),
];

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
    for &(key, place) in TEXTS {
        let text = keys.text(key, findings);
        if key == "language" {
            check_language(text.as_ref(), source, findings);
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

/// Notes a language that nobody here understands.
fn check_language(language: Option<&Located>, source: &Source, findings: &mut Findings) {
    let is_known = |tag: &str| {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        primary.eq_ignore_ascii_case(LANGUAGE)
    };
    if let Some(language) = language.filter(|language| !is_known(&language.text)) {
        let found = excerpt(&language.text);
        let message = format!("`language` must be `{LANGUAGE}`, found `{found}`");
        let help = "questions are understood in English only: a FAQ in another language will \
            decline them, so write it in English, or remove the key";
        findings.note(Problem::error(&source.path, language.line, message).with_help(help));
    }
}

fn thresholds(mut keys: Keys<'_>, source: &Source, findings: &mut Findings) -> MatchingSettings {
    let [answer_at, clarify_at, margin] = THRESHOLDS.map(|key| keys.share(key, findings));
    let above = |key: &FreeKey<'_>| {
        let known = key.is_text() && TEXTS.iter().any(|&(text, _)| text == key.name);
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
        let mut keys: Vec<_> = TEXTS.iter().map(|&(key, _)| key).collect();
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
            .map(|(key, _)| format!("{key} = '{}'\n", sample(key)))
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
        for &(key, place) in TEXTS {
            assert_eq!(*place(&mut bot.clone()), Some(sample(key)));
        }
    }
}
