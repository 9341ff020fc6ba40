//! Choices for places that have no buttons.

use crate::reply::{Block, Part, Reply, Span, Target};

/// The reply with its choices as a bulleted list, below their heading if they have one, and no
/// choices beside it. What refuses all of them is left out: who reads a list need not refuse it.
#[must_use]
pub fn with_choices_as_text(reply: &Reply) -> Reply {
    let items: Vec<_> = reply
        .choices
        .iter()
        .filter(|choice| choice.target != Target::NoneOfThese)
        .map(|choice| vec![Part::Paragraph(vec![Span::plain(&choice.label)])])
        .collect();
    let mut list = (!items.is_empty()).then_some(Part::List { start: None, items });
    let mut blocks = Vec::new();
    for block in &reply.blocks {
        match block {
            Block::ChoicesHeading(heading) => {
                if let Some(list) = list.take() {
                    let heading = Part::Paragraph(vec![Span::plain(heading)]);
                    blocks.push(Block::Text(vec![heading, list]));
                }
            }
            other => blocks.push(other.clone()),
        }
    }
    blocks.extend(list.map(|list| Block::Text(vec![list])));
    Reply {
        blocks,
        choices: Vec::new(),
    }
}
