//! What adding a question to an entry would change, in a few lines.

use super::super::{Part, Span};
use super::{Block, quoted, wording};
use crate::diff::{Changes, PhrasingChange, Presence, Told};

/// So many phrasings are named that would get another outcome, the worst first.
const MOST_NAMED: usize = 3;

/// A list of what a change would bring about: of the question `texts[0]`, of its other wordings, of
/// the other open questions, and of the phrasings of all entries.
pub(super) fn effect(changes: &Changes, texts: &[String]) -> Block {
    let items = lines(changes, texts).into_iter();
    let items = items.map(|line| vec![Part::Paragraph(vec![Span::plain(line)])]);
    Block::Text(vec![Part::List {
        start: None,
        items: items.collect(),
    }])
}

/// The same in lines.
pub(super) fn lines(changes: &Changes, texts: &[String]) -> Vec<String> {
    let own = texts.first();
    let of_own = (changes.unanswered.iter()).find(|change| Some(&change.text) == own);
    let mut lines = vec![match of_own {
        Some(change) => wording::it_would_get(&change.to.to_string(), is_answered(&change.to)),
        None => wording::IT_STAYS.to_owned(),
    }];
    let answered = |is_own: bool| {
        let all = changes.unanswered.iter();
        all.filter(|change| is_answered(&change.to) && Some(&change.text) != own)
            .filter(|change| texts.contains(&change.text) == is_own)
            .count()
    };
    let wordings = texts.len().saturating_sub(1);
    if wordings > 0 {
        lines.push(wording::other_wordings(answered(true), wordings));
    }
    lines.push(wording::other_questions(answered(false)));
    let others: Vec<&PhrasingChange> = (changes.phrasings.iter())
        .filter(|change| change.presence != Presence::Added)
        .collect();
    lines.push(wording::phrasings(others.len()));
    for change in others.iter().take(MOST_NAMED) {
        let PhrasingChange {
            entry, from, to, ..
        } = change;
        lines.push(wording::phrasing(
            &quoted(&change.text),
            entry,
            &from.to_string(),
            &to.to_string(),
        ));
    }
    lines
}

fn is_answered(told: &Told) -> bool {
    !matches!(told.outcome, "decline" | "clarify")
}
