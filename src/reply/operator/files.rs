//! What operators are told of the files of the FAQ.

use super::super::{Reply, Span};
use super::{paragraphs, reply, wording};
use crate::faq::LoadError;

/// So many problems are named; `check` names all of them.
const MOST_PROBLEMS: usize = 10;

/// The files were edited and cannot be used like this.
#[must_use]
pub fn broken(why: &LoadError) -> Reply {
    let mut all = vec![vec![Span::bold(wording::BROKEN)]];
    let problems = why.problems.iter().take(MOST_PROBLEMS);
    all.extend(problems.map(|problem| vec![Span::plain(problem.to_string())]));
    let more = why.problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        all.push(vec![Span::plain(wording::more_problems(more))]);
    }
    reply(vec![paragraphs(all)])
}

/// After that, they can be used again.
#[must_use]
pub fn mended() -> Reply {
    reply(vec![paragraphs([vec![Span::plain(wording::MENDED)]])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faq::Problem;
    use crate::reply::render::telegram_html;

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
