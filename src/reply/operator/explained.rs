//! Why a message is answered as it is, short enough for a phone.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::super::render::with_choices_as_text;
use super::super::{Block, Part, Reply, RichText, Span, compose};
use super::{paragraphs, quoted, reply, text, wording};
use crate::faq::Faq;
use crate::matcher::{ExplainedEntry, ExplainedWord, Explanation, Met, WHOLE_MESSAGE};
use crate::text::Class;

/// So many entries are explained.
const MOST_ENTRIES: usize = 3;

/// So many meetings of words are shown of each.
const MOST_MEETINGS: usize = 8;

/// So many words are shown with their weights.
const MOST_WORDS: usize = 16;

/// How to use `/try`.
#[must_use]
pub fn how_to_try() -> Reply {
    reply(vec![text(wording::HOW_TO_TRY)])
}

/// The question behind an answer is not known (any more).
#[must_use]
pub fn not_remembered() -> Reply {
    reply(vec![text(wording::NOT_REMEMBERED)])
}

/// What a visitor would get for a message `today`, and why; in this language, if there are several.
///
/// # Panics
///
/// Panics if the explanation was made for another FAQ and names an entry that this one lacks.
#[must_use]
pub fn tried(faq: &Faq, language: Option<&str>, explanation: &Explanation, today: Date) -> Reply {
    let answer = with_choices_as_text(&compose(faq, &explanation.decision, today));
    let mut blocks = vec![heading(wording::A_VISITOR_GETS)];
    blocks.extend(answer.blocks);
    blocks.extend(reasons(faq, language, explanation));
    reply(blocks)
}

/// Why a message was answered as it was; in this language, if there are several.
///
/// # Panics
///
/// As [`tried`].
#[must_use]
pub fn why(faq: &Faq, language: Option<&str>, asked: &str, explanation: &Explanation) -> Reply {
    let mut blocks = vec![text(wording::asked(&quoted(asked)))];
    blocks.extend(reasons(faq, language, explanation));
    reply(blocks)
}

fn heading(words: &str) -> Block {
    paragraphs([vec![Span::italic(words)]])
}

fn reasons(faq: &Faq, language: Option<&str>, explanation: &Explanation) -> Vec<Block> {
    let mut blocks = vec![heading(wording::WHY)];
    blocks.extend(language.map(|tag| text(wording::language(tag))));
    blocks.push(text(outcome(explanation)));
    let ranked = explanation.decision.ranked.iter();
    let ranked = ranked.zip(&explanation.ranked).take(MOST_ENTRIES);
    let items: Vec<RichText> = ranked
        .map(|(candidate, explained)| {
            let title = &faq.entry(candidate.entry).title.text;
            vec![Part::Paragraph(entry(title, explained, explanation))]
        })
        .collect();
    if !items.is_empty() {
        let start = Some(1);
        blocks.push(Block::Text(vec![Part::List { start, items }]));
    }
    let words: Vec<String> = (explanation.words.iter())
        .filter(|word| word.class != Class::Function || word.danger || word.corrected.is_some())
        .take(MOST_WORDS)
        .map(word)
        .collect();
    if !words.is_empty() {
        blocks.push(text(wording::words(&words.join(", "))));
    }
    blocks
}

/// What was decided, and what that was measured by.
fn outcome(explanation: &Explanation) -> String {
    let settings = explanation.settings;
    let mut told = wording::outcome(explanation.decision.outcome.name());
    if explanation.danger {
        told.push_str(wording::DANGER);
    }
    let _ = write!(
        told,
        "\n{}",
        wording::thresholds(settings.answer_at, settings.clarify_at, settings.margin)
    );
    if let [first, second, ..] = explanation.ranked.as_slice() {
        let lead = fit(first.score, explanation) - fit(second.score, explanation);
        let _ = write!(told, "\n{}", wording::lead(lead, &first.id, &second.id));
    }
    if !is_sure(explanation) {
        let _ = write!(told, "\n{}", wording::evidence(explanation.evidence));
    }
    told
}

/// How well an entry fits: its score without how much the message says.
fn fit(score: f64, explanation: &Explanation) -> f64 {
    let evidence = f64::from(explanation.evidence);
    if evidence > 0.0 {
        score / evidence
    } else {
        0.0
    }
}

/// Whether the message says so much that a score is the fit, to the digits that are shown.
fn is_sure(explanation: &Explanation) -> bool {
    explanation.evidence > 0.995
}

fn entry(title: &str, explained: &ExplainedEntry, explanation: &Explanation) -> Vec<Span> {
    let mut told = wording::score(&explained.id, explained.score);
    if !is_sure(explanation) {
        told.push_str(&wording::fit(fit(explained.score, explanation)));
    }
    if explained.part != WHOLE_MESSAGE {
        told.push_str(&wording::by(&explained.part));
    }
    if explained.strange >= 0.005 {
        told.push_str(&wording::strange(explained.strange));
    }
    if explained.of_something_else {
        told.push_str(wording::OF_SOMETHING_ELSE);
    }
    if let Some(phrasing) = &explained.phrasing {
        let met = explained.met.iter().take(MOST_MEETINGS);
        let met: Vec<String> = met.map(meeting).collect();
        let _ = write!(
            told,
            "\n{}",
            wording::nearest_phrasing(&quoted(phrasing), &met.join(", "))
        );
    }
    vec![Span::bold(title), Span::plain(told)]
}

/// Two words that met, or one that met itself.
fn meeting(met: &Met) -> String {
    if met.word == met.other {
        met.word.clone()
    } else {
        met.to_string()
    }
}

/// A word with its weight and what is to be known of it.
fn word(word: &ExplainedWord) -> String {
    let mut told = word.text.clone();
    if let Some(corrected) = &word.corrected {
        let _ = write!(told, " → {corrected}");
    }
    let _ = write!(told, " {:.1}", word.weight);
    let marks = [
        (word.senses.is_empty(), wording::UNKNOWN_WORD),
        (word.negated, wording::DENIED),
        (word.danger, wording::DANGER_WORD),
    ];
    let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
    let marks = marks.collect::<Vec<_>>().join(", ");
    if !marks.is_empty() {
        let _ = write!(told, " ({marks})");
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Matcher;
    use crate::reply::render::{TELEGRAM_MAX_UTF16, messages, telegram_html, telegram_text};
    use crate::reply::sample::{TODAY, boat_hire};

    fn tried_of(message: &str) -> Reply {
        let faq = boat_hire();
        let explanation = Matcher::new(&faq).explain(message);
        tried(&faq, None, &explanation, TODAY)
    }

    #[test]
    fn visitors_reply_comes_first_then_the_reasons() {
        insta::assert_snapshot!(telegram_text(&tried_of(
            "when are you opne and what about <b>?"
        )));
    }

    #[test]
    fn what_was_asked_is_quoted_and_escaped() {
        let faq = boat_hire();
        let asked = "does <i>it</i>\n\ncost & much?";
        let explanation = Matcher::new(&faq).explain(asked);
        let html = telegram_html(&why(&faq, None, asked, &explanation));
        assert!(
            html.starts_with(
                "Asked: “does &lt;i&gt;it&lt;/i&gt; cost &amp; much?”\n\n<i>Why:</i>\n\n"
            ),
            "{html}"
        );
    }

    #[test]
    fn long_and_empty_messages_are_explained_in_messages_that_telegram_takes() {
        for message in [
            "",
            "!!",
            &"what does it cost in a storm? ".repeat(500),
            &"x".repeat(9_000),
        ] {
            for message in messages(&tried_of(message), TELEGRAM_MAX_UTF16) {
                assert!(message.plain.encode_utf16().count() <= TELEGRAM_MAX_UTF16);
            }
        }
    }
}
