//! A reply as messages of limited length.

use std::borrow::Cow;

use super::paint::{Html, painted};
use super::runs::{Role, Run, runs};
use crate::reply::short::prefix;
use crate::reply::{Block, Reply};

/// A message as a messenger takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// In the HTML that Telegram understands; every tag that it opens it closes.
    pub html: String,
    /// The text that a person sees of it, to be sent when Telegram refuses the HTML.
    pub plain: String,
}

/// The reply as messages of at most `limit` UTF-16 units each, counted after the HTML is parsed:
/// one if it fits, else split between paragraphs, else lines, else words, and a word that is longer
/// than a message between characters. A heading stays with what it heads where that is possible.
///
/// Nothing is lost but white space where it was split, and what has nothing to see in it: a message
/// without a visible character is refused, so a reply without one is no message at all. The heading
/// of the choices is left out if there are none. A `limit` below 2 is taken for 2, the length of the
/// longest code point.
#[must_use]
pub fn messages(reply: &Reply, limit: usize) -> Vec<Message> {
    let limit = limit.max(2);
    let heads_nothing =
        |block: &Block| reply.choices.is_empty() && matches!(block, Block::ChoicesHeading(_));
    let trimmed;
    let reply = if reply.blocks.iter().any(heads_nothing) {
        let kept = reply.blocks.iter().filter(|block| !heads_nothing(block));
        trimmed = Reply {
            blocks: kept.cloned().collect(),
            choices: Vec::new(),
        };
        &trimmed
    } else {
        reply
    };
    Text::new(runs(reply)).messages(limit)
}

/// A whole reply as it is read, and the runs that make it up.
struct Text<'r> {
    plain: String,
    runs: Vec<Run<'r>>,
    /// Where line ends below headings are, in bytes, in order.
    below_headings: Vec<usize>,
}

/// How well a text can be split at some white space; later is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seam {
    Words,
    Lines,
    Paragraphs,
}

impl<'r> Text<'r> {
    fn new(runs: Vec<Run<'r>>) -> Self {
        let mut plain = String::new();
        let mut below_headings = Vec::new();
        for run in &runs {
            if run.role == Role::HeadingEnd {
                below_headings.push(plain.len());
            }
            plain.push_str(&run.text);
        }
        Self {
            plain,
            runs,
            below_headings,
        }
    }

    fn messages(&self, limit: usize) -> Vec<Message> {
        let mut messages = Vec::new();
        let mut start = self.skip_blanks(0);
        while start < self.plain.len() {
            let end = self.end(start, limit);
            let plain = self.plain[start..end].trim_end();
            if plain.contains(is_visible) {
                let runs = self.cut(start, start + plain.len());
                messages.push(Message {
                    html: painted(&runs, &Html),
                    plain: plain.to_owned(),
                });
            }
            start = self.skip_blanks(end);
        }
        messages
    }

    /// Where the first character at or after `from` is that is no white space.
    fn skip_blanks(&self, from: usize) -> usize {
        self.plain.len() - self.plain[from..].trim_start().len()
    }

    /// Where the message ends that begins at `start`, with a character that is no white space.
    fn end(&self, start: usize, limit: usize) -> usize {
        let rest = &self.plain[start..];
        let most = prefix(rest, limit);
        if rest[most..].trim_start().is_empty() {
            return start + most;
        }
        let mut best = None;
        let mut from = 0;
        while let Some(blank) = rest[from..].find(char::is_whitespace) {
            let blank = from + blank;
            if blank > most {
                break;
            }
            let after = rest.len() - rest[blank..].trim_start().len();
            let seam = self.seam(start + blank, start + after);
            if best.is_none_or(|(best, _)| seam >= best) {
                best = Some((seam, blank));
            }
            from = after;
        }
        start + best.map_or(most, |(_, blank)| blank)
    }

    /// What the white space from `start` to `end` parts.
    fn seam(&self, start: usize, end: usize) -> Seam {
        let at = self.below_headings.partition_point(|&at| at < start);
        if self.below_headings.get(at).is_some_and(|&at| at < end) {
            return Seam::Words;
        }
        match self.plain[start..end].matches('\n').count() {
            0 => Seam::Words,
            1 => Seam::Lines,
            _ => Seam::Paragraphs,
        }
    }

    /// The runs of the text from `start` to `end`.
    fn cut(&self, start: usize, end: usize) -> Vec<Run<'_>> {
        let mut at = 0;
        let mut cut = Vec::new();
        for run in &self.runs {
            let from = start.saturating_sub(at).min(run.text.len());
            let to = end.saturating_sub(at).min(run.text.len());
            if from < to {
                cut.push(Run {
                    text: Cow::Borrowed(&run.text[from..to]),
                    ..*run
                });
            }
            at += run.text.len();
        }
        cut
    }
}

/// Whether a person, or at least Telegram, sees anything of `char`.
pub(super) fn is_visible(char: char) -> bool {
    let is_format = matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}');
    !is_format && !char.is_whitespace() && !char.is_control()
}
