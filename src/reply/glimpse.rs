//! An answer at a glance, for lists of answers.

use crate::faq::{EntryIndex, Faq};

use super::short::shortened;
use super::{Block, Reply, render};

/// The most UTF-16 units of a first line: two lines of a list on a phone.
const FIRST_LINE: usize = 120;

/// The title of `entry` in a list of answers.
///
/// # Panics
///
/// Panics if `entry` belongs to another FAQ and this one lacks it.
#[must_use]
pub fn inline_title(faq: &Faq, entry: EntryIndex) -> String {
    faq.entry(entry).title.text.clone()
}

/// The first line of the answer, without any style, at most 120 UTF-16 units long: what follows the
/// first title, or the first text of a reply without titles. Empty if there is no such text.
#[must_use]
pub fn first_line(reply: &Reply) -> String {
    let is_title = |block: &Block| matches!(block, Block::Title(_));
    let start = reply.blocks.iter().position(is_title).unwrap_or(0);
    let texts = reply.blocks[start..]
        .iter()
        .filter(|block| matches!(block, Block::Text(_)));
    for text in texts {
        let alone = Reply {
            blocks: vec![text.clone()],
            choices: Vec::new(),
        };
        let text = render::telegram_text(&alone);
        if let Some(line) = text.lines().find(|line| !line.trim().is_empty()) {
            return shortened(line, FIRST_LINE);
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::sample::{TODAY, boat_hire, indices};
    use crate::reply::{about, chosen, topics};

    #[test]
    fn first_line_is_neither_title_nor_notice() {
        let faq = boat_hire();
        let line = |id| first_line(&chosen(&faq, indices(&faq, &[id])[0], TODAY));
        assert_eq!(line("cost"), "Ten an hour:");
        assert_eq!(line("storm"), "Row to the nearest shore.");
        assert_eq!(line("weather"), "Boats get wet.");
        assert_eq!(line("hello"), "Ahoy!");
        assert_eq!(
            first_line(&about(&faq)),
            "This is general information and no personal advice."
        );
        assert_eq!(first_line(&topics(&faq)), "");
    }

    #[test]
    fn long_first_line_is_shortened_at_a_word() {
        let mut faq = boat_hire();
        let hours = indices(&faq, &["hours"])[0];
        faq.entries[hours.0].body.text = "**Boats** ".repeat(30);
        let line = first_line(&chosen(&faq, hours, TODAY));
        assert_eq!(line, format!("{}Boats…", "Boats ".repeat(19)));
        assert_eq!(inline_title(&faq, hours), "When are you open?");
    }
}
