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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Turn, UnansweredChange};

    fn told(outcome: &'static str, entries: &[&str]) -> Told {
        Told {
            outcome,
            language: None,
            entries: entries.iter().map(|id| (*id).to_owned()).collect(),
            not_covered: Vec::new(),
        }
    }

    fn unanswered(text: &str, to: Told) -> UnansweredChange {
        UnansweredChange {
            text: text.to_owned(),
            from: told("decline", &[]),
            to,
        }
    }

    fn phrasing(text: &str, presence: Presence, to: Told) -> PhrasingChange {
        PhrasingChange {
            entry: "cost".to_owned(),
            text: text.to_owned(),
            presence,
            turn: Turn::Worse,
            from: told("answer", &["cost"]),
            to,
        }
    }

    #[test]
    fn own_question_other_wordings_other_questions_and_the_worst_phrasings_are_told() {
        let rain = || told("answer", &["rain"]);
        let both = || told("clarify", &["cost", "rain"]);
        let changes = Changes {
            unanswered: vec![
                unanswered("other", told("not_covered", &["dogs"])),
                unanswered("own", rain()),
                unanswered("own too", rain()),
                unanswered("another", both()),
            ],
            phrasings: vec![
                phrasing("a <b>", Presence::Kept, both()),
                phrasing("b", Presence::Moved, rain()),
                phrasing("own", Presence::Added, rain()),
                phrasing("c", Presence::Kept, rain()),
                phrasing("d", Presence::Kept, rain()),
            ],
            ..Changes::default()
        };
        let texts = ["own", "own too", "own in vain"].map(str::to_owned);
        assert_eq!(
            lines(&changes, &texts),
            [
                "it gets: answer rain",
                "other wordings of it that are answered then, too: 1 of 2",
                "it also answers 1 other open question",
                "4 phrasings get another outcome, such as:",
                "“a <b>” of cost: answer cost → clarify cost, rain",
                "“b” of cost: answer cost → answer rain",
                "“c” of cost: answer cost → answer rain",
            ]
        );
    }

    #[test]
    fn what_is_of_no_use_is_said() {
        let texts = ["own".to_owned()];
        assert_eq!(
            lines(&Changes::default(), &texts),
            [
                "it is still not answered: choose another entry, or add words there",
                "it answers no other open question",
                "no other phrasing gets another outcome",
            ]
        );
        let changes = Changes {
            unanswered: vec![unanswered("own", told("clarify", &["cost", "rain"]))],
            ..Changes::default()
        };
        assert_eq!(
            lines(&changes, &texts)[0],
            "it gets: clarify cost, rain – still no answer"
        );
    }
}
