//! What operators are told of the files of the FAQ.

use super::super::{Block, Part, Reply, Span};
use super::{paragraphs, reply, text, wording};
use crate::faq::{Due, LoadError, Problem};

/// So many problems are named; `check` names all of them.
const MOST_PROBLEMS: usize = 10;

/// So many answers are named that have to be reviewed.
const MOST_DUE: usize = 20;

/// The files were edited and cannot be used like this.
#[must_use]
pub fn broken(why: &LoadError) -> Reply {
    with_problems(wording::BROKEN, &why.problems)
}

/// The files can be used, and have errors all the same.
#[must_use]
pub fn flawed(problems: &[Problem]) -> Reply {
    with_problems(wording::FLAWED, problems)
}

/// After that, they have none.
#[must_use]
pub fn flawless() -> Reply {
    reply(vec![text(wording::FLAWLESS)])
}

/// The first of some problems, with place and remedy, and how many more there are.
#[must_use]
pub fn listed(problems: &[Problem]) -> Vec<String> {
    let named = problems.iter().take(MOST_PROBLEMS);
    let mut lines: Vec<String> = named.map(Problem::to_string).collect();
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        lines.push(wording::more_problems(more));
    }
    lines
}

fn with_problems(heading: &str, problems: &[Problem]) -> Reply {
    let heading = vec![Span::bold(heading)];
    let problems = listed(problems).into_iter();
    let problems = problems.map(|line| vec![Span::plain(line)]);
    reply(vec![paragraphs(std::iter::once(heading).chain(problems))])
}

/// After that, they can be used again.
#[must_use]
pub fn mended() -> Reply {
    reply(vec![paragraphs([vec![Span::plain(wording::MENDED)]])])
}

/// These answers have to be reviewed.
#[must_use]
pub fn reviews(due: &[Due]) -> Reply {
    let items = due.iter().take(MOST_DUE);
    let items = items.map(|due| vec![Part::Paragraph(vec![Span::plain(due.to_string())])]);
    let list = Part::List {
        start: None,
        items: items.collect(),
    };
    let mut blocks = vec![
        paragraphs([vec![Span::bold(wording::REVIEWS)]]),
        Block::Text(vec![list]),
    ];
    let more = due.len().saturating_sub(MOST_DUE);
    if more > 0 {
        blocks.push(text(wording::more_problems(more)));
    }
    blocks.push(text(wording::HOW_TO_REVIEW));
    reply(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::render::telegram_html;

    #[test]
    fn answers_to_be_reviewed_are_listed_and_the_rest_is_counted() {
        let due = |id: String| Due {
            language: None,
            id,
            by: jiff::civil::date(2026, 12, 1),
            days: 1,
        };
        let all: Vec<Due> = (1..=22).map(|number| due(format!("e{number}"))).collect();
        let told = telegram_html(&reviews(&all));
        assert!(
            told.starts_with(
                "<b>Answers have to be reviewed:</b>\n\n• `e1` has to be reviewed by 2026-12-01, \
                 tomorrow\n"
            ),
            "{told}"
        );
        assert!(
            told.contains("tomorrow\n\nand 2 more: `check` names all of them\n\nRead"),
            "{told}"
        );
        assert!(!told.contains("e21"), "{told}");
    }

    #[test]
    fn problems_are_named_with_place_and_remedy_and_nothing_is_read_as_markup() {
        let problem = |line| {
            let problem = Problem::error("faq/topics/pain.md", line, "unknown key `<b>`");
            problem.with_help("remove it")
        };
        let why = LoadError {
            problems: (1..=12).map(problem).collect(),
        };
        let html = telegram_html(&broken(&why));
        assert!(
            html.starts_with(
                "<b>The files of the FAQ cannot be used as they are now. What they said before stays \
                 live.</b>\n\nfaq/topics/pain.md:1: unknown key `&lt;b&gt;`\n  help: remove it\n\n"
            ),
            "{html}"
        );
        assert!(
            html.ends_with("pain.md:10: unknown key `&lt;b&gt;`\n  help: remove it\n\nand 2 more: `check` names all of them"),
            "{html}"
        );
    }
}
