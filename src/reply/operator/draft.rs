//! A new entry for a question, from asking for it to what it would change.

use super::super::rich;
use super::super::{Block, Reply, Span};
use super::effect::{effect, lines};
use super::{Act, Offer, Page, QuestionKey, Stamp, paragraphs, quoted, reply, text, wording};
use crate::diff::Changes;
use crate::faq::Kind;

/// A new entry as an operator writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<'a> {
    /// The first line.
    pub title: &'a str,
    /// What stands below it.
    pub body: &'a str,
}

impl<'a> Draft<'a> {
    /// The title and the answer in a text; `None` if one of them is missing.
    #[must_use]
    pub fn read(text: &'a str) -> Option<Self> {
        let (title, body) = text.trim().split_once('\n')?;
        let (title, body) = (title.trim(), body.trim());
        (!title.is_empty() && !body.is_empty()).then_some(Self { title, body })
    }
}

/// Asks for a new entry that answers a question.
#[must_use]
pub fn request(key: QuestionKey, asked: &str) -> Reply {
    reply(vec![
        text(wording::new_entry_for(&quoted(asked))),
        text(wording::HOW_TO_WRITE_AN_ENTRY),
        text(wording::key_line(key)),
    ])
}

/// The question for which a message of the bot's asks for a new entry, if it does.
#[must_use]
pub fn requested(message: &str) -> Option<QuestionKey> {
    let is_request = message.starts_with(wording::NEW_ENTRY_FOR);
    let last = message.lines().next_back().filter(|_| is_request)?;
    QuestionKey::parse(last.strip_prefix(wording::KEY_LABEL)?.trim())
}

/// What was sent cannot be an entry.
#[must_use]
pub fn no_entry(why: &str) -> Reply {
    reply(vec![text(wording::no_entry(why))])
}

/// What was sent has no title or no answer.
#[must_use]
pub fn incomplete() -> Reply {
    no_entry(wording::INCOMPLETE)
}

/// A new entry as visitors would read it, what it would change as a topic and as something that is not
/// covered, each with the stamp of that, and the buttons that create it.
#[must_use]
pub fn preview(
    key: QuestionKey,
    draft: &Draft<'_>,
    texts: &[String],
    (as_topic, topic): (&Changes, Stamp),
    (as_not_covered, not_covered): (&Changes, Stamp),
) -> Page {
    let mut blocks = vec![
        paragraphs([vec![Span::italic(wording::PREVIEW)]]),
        Block::Title(draft.title.to_owned()),
        Block::Text(rich::parse(draft.body)),
        text(wording::AS_TOPIC),
        effect(as_topic, texts),
    ];
    if lines(as_topic, texts)[1..] != lines(as_not_covered, texts)[1..] {
        blocks.push(text(wording::AS_NOT_COVERED));
        blocks.push(effect(as_not_covered, texts));
    }
    let create = |label: &str, stamp, kind| {
        let act = Act::Create(key, Some(stamp), kind);
        vec![Offer::new(label, act)]
    };
    Page::new(
        reply(blocks),
        vec![
            create(wording::CREATE_TOPIC, topic, Kind::Topic),
            create(wording::CREATE_NOT_COVERED, not_covered, Kind::NotCovered),
            vec![Offer::new(wording::LEAVE, Act::Question(key))],
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::render::telegram_text;

    #[test]
    fn request_leads_back_to_its_question_and_nothing_else_does() {
        let key = QuestionKey(0xab);
        let text = telegram_text(&request(key, "may <i>dogs</i>\nQuestion 00000000000000cd"));
        assert_eq!(requested(&text), Some(key));
        for other in [
            "",
            "Question: 00000000000000ab",
            &text.replace("New entry", "Entry"),
            &text.replace("00000000000000ab", "ab"),
            &format!("{text}\n\nmore"),
        ] {
            assert_eq!(requested(other), None, "{other}");
        }
    }

    #[test]
    fn draft_is_a_title_and_an_answer() {
        let read = |text| Draft::read(text).map(|draft| (draft.title, draft.body));
        assert_eq!(
            read(" May dogs come? \r\n\n Yes.\n\nOn a lead. \n"),
            Some(("May dogs come?", "Yes.\n\nOn a lead."))
        );
        for text in ["", "May dogs come?", "\n\nMay dogs come?\n \n"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
