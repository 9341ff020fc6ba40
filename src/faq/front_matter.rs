//! Where the front matter of an entry's file ends and the answer begins.

use std::ops::Range;

use super::problem::Problem;
use super::source::Source;

/// The line above and below the front matter.
const FENCE: &str = "+++";

/// The two parts of an entry's file, as places in its text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The TOML between the `+++` lines.
    pub(super) front: Range<usize>,
    /// The answer, without blank lines before it and white space after it; may be empty.
    pub(super) body: Range<usize>,
}

/// The parts of an entry's file, or what is wrong with its `+++` lines.
pub(super) fn split(source: &Source) -> Result<Parts, Problem> {
    let text = source.text.as_str();
    let mut lines = lines(text).skip_while(|(_, line)| line.trim().is_empty());
    let opening =
        match lines.next() {
            Some((start, line)) if line.trim_end() == FENCE => start,
            Some((start, line)) => {
                let help = if line.trim_end() == "---" {
                    "write `+++` instead of `---`, and `key = \"value\"` instead of `key: value`"
                } else {
                    "begin with a line `+++`, then `title = \"...\"`, a line `+++` and the answer"
                };
                let message = format!("does not begin with a line `{FENCE}`");
                return Err(
                    Problem::error(&source.path, source.line_at(start), message).with_help(help)
                );
            }
            None => {
                return Err(Problem::error(&source.path, 1, "the file is empty").with_help(
                "begin with a line `+++`, then `title = \"...\"`, a line `+++` and the answer",
            ));
            }
        };
    let mut front_start = None;
    for (start, line) in lines {
        let front_start = *front_start.get_or_insert(start);
        if line.trim_end() == FENCE {
            // Without its last line end, so that "unexpected end" is reported on a line of the
            // front matter and not on the fence below it.
            let front = front_start..start.saturating_sub(1).max(front_start);
            return Ok(Parts {
                front,
                body: body(text, (start + line.len() + 1).min(text.len())),
            });
        }
    }
    let line = source.line_at(opening);
    let message = format!("the front matter opened by `{FENCE}` is never closed");
    Err(Problem::error(&source.path, line, message)
        .with_help("write a line `+++` below the last key, and the answer below that line"))
}

/// The place of what `text` says from `start` on.
fn body(text: &str, start: usize) -> Range<usize> {
    let end = text.trim_end().len().max(start);
    let first = lines(&text[start..end]).find(|(_, line)| !line.trim().is_empty());
    let begin = first.map_or(end, |(offset, _)| start + offset);
    begin..end
}

/// Every line of `text` without its end, with the place where it starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split('\n').map(move |line| {
        let start = next;
        next += line.len() + 1;
        (start, line)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(&str, &str), &str>) {
        let source = Source::new(Path::new("a.md"), text.to_owned());
        let found = split(&source);
        let found = match &found {
            Ok(parts) => Ok((
                &source.text[parts.front.clone()],
                &source.text[parts.body.clone()],
            )),
            Err(problem) => Err(problem.message.as_str()),
        };
        assert_eq!(found, expected, "text: {text:?}");
    }

    #[test]
    fn front_matter_and_body_are_told_apart() {
        check("+++\na = 1\n+++\nBody.\n", Ok(("a = 1", "Body.")));
        check("+++\na = 1\nb = 2\n+++\nB", Ok(("a = 1\nb = 2", "B")));
        check(
            "\n \n+++ \na\n+++\t\n\n \n  B\n\nC \n\n",
            Ok(("a", "  B\n\nC")),
        );
        check("+++\na\n+++\nB\n+++\nC", Ok(("a", "B\n+++\nC")));
    }

    #[test]
    fn either_part_may_be_empty() {
        check("+++\n+++", Ok(("", "")));
        check("+++\n+++\n", Ok(("", "")));
        check("+++\n\n+++\n \n", Ok(("", "")));
        check("+++\n+++\nB", Ok(("", "B")));
        check("+++\na\n+++", Ok(("a", "")));
    }

    #[test]
    fn fences_that_are_missing_are_reported() {
        let missing = "does not begin with a line `+++`";
        let unclosed = "the front matter opened by `+++` is never closed";
        check("", Err("the file is empty"));
        check("\n \n", Err("the file is empty"));
        check("Body.", Err(missing));
        check("---\na: 1\n---\nBody.", Err(missing));
        check("++++\n", Err(missing));
        check("+++", Err(unclosed));
        check("+++\na = 1\n ++\nBody.", Err(unclosed));
    }
}
