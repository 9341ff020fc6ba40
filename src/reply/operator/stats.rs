//! What was counted.

use super::super::{Part, Reply};
use super::{Block, reply, text, wording};
use crate::faq::Faq;
use crate::stats::{self, Weeks};

/// The figures of this week and last, in columns.
#[must_use]
pub fn stats(faq: &Faq, weeks: &Weeks) -> Reply {
    let figures = stats::text(weeks, |id| faq.title_of(id));
    let figures = figures.trim_end().to_owned();
    reply(vec![
        Block::Text(vec![Part::Code(figures)]),
        text(wording::NOT_COUNTED),
    ])
}
