//! Where a further phrasing goes in the front matter of an entry.

use std::ops::Range;

use toml_edit::{Array, Document};
use toml_writer::{ToTomlValue as _, TomlStringBuilder};

/// What takes the place of a part of a text; the part is empty where something is only put in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) place: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    fn at(place: usize, text: String) -> Self {
        Self {
            place: place..place,
            text,
        }
    }
}

/// A text as TOML writes it, on one line whatever it holds.
pub(super) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// What has to be put into `front` so that `phrasing` is the last of its `questions`, in order of
/// place. `None` if it is no TOML, or if `questions` or `title` is something else than it must be.
///
/// The style of the list is kept: a list on one line stays on one line; in a list over several lines
/// the phrasing gets a line of its own, with the indent of the last one, and a comma behind it if that
/// had one. Without `questions` they are put below the title.
pub(super) fn splices(front: &str, phrasing: &str) -> Option<Vec<Splice>> {
    let document = Document::parse(front).ok()?;
    let quoted = quoted(phrasing);
    let Some(questions) = document.get("questions") else {
        let title = document.get("title")?.span()?;
        let at = line_end(front, title.end);
        let text = format!("\nquestions = [\n  {quoted},\n]");
        return Some(vec![Splice::at(at, text)]);
    };
    let written = List::new(front, questions.as_array()?)?;
    Some(match written.last {
        None => vec![written.first_item(&quoted)],
        Some(last) => written.next_item(last, &quoted),
    })
}

/// A list as it is written.
struct List<'a> {
    front: &'a str,
    /// Where the opening bracket is.
    open: usize,
    /// Where the closing bracket is.
    close: usize,
    last: Option<Last>,
}

/// The last item of a list.
#[derive(Clone, Copy)]
struct Last {
    start: usize,
    end: usize,
    /// Where the comma behind it ends, if there is one.
    comma: Option<usize>,
}

impl<'a> List<'a> {
    fn new(front: &'a str, array: &Array) -> Option<Self> {
        let span = array.span()?;
        let last = match array.iter().last() {
            None => None,
            Some(item) => {
                let place = item.span()?;
                let comma = if array.trailing_comma() {
                    // White space and comments may stand between an item and its comma.
                    Some(item.decor().suffix()?.span()?.end + 1)
                } else {
                    None
                };
                Some(Last {
                    start: place.start,
                    end: place.end,
                    comma,
                })
            }
        };
        Some(Self {
            front,
            open: span.start,
            close: span.end - 1,
            last,
        })
    }

    /// The item of a list that has none: always on a line of its own.
    fn first_item(&self, quoted: &str) -> Splice {
        let inside = self.open + 1..self.close;
        match self.front[inside.clone()].rfind('\n') {
            // Nothing but blanks can stand between brackets on one line.
            None => {
                let indent = indent(self.front, self.open);
                Splice {
                    place: inside,
                    text: format!("\n{indent}  {quoted},\n{indent}"),
                }
            }
            // Below the comments, above the line of the bracket.
            Some(newline) => {
                let at = inside.start + newline + 1;
                let indent = &self.front[at..self.close];
                Splice::at(at, format!("{indent}  {quoted},\n"))
            }
        }
    }

    fn next_item(&self, last: Last, quoted: &str) -> Vec<Splice> {
        let next = last.comma.unwrap_or(last.end);
        let rest = &self.front[next..self.close];
        let is_below_bracket = self.front[self.open..last.start].contains('\n');
        if !is_below_bracket && !rest.contains('\n') {
            let text = match last.comma {
                Some(_) => format!(" {quoted},"),
                None => format!(", {quoted}"),
            };
            return vec![Splice::at(next, text)];
        }
        let indent = if is_below_bracket {
            indent(self.front, last.start).to_owned()
        } else {
            format!("{}  ", indent(self.front, self.open))
        };
        // Behind a comment on the last item, and above all that stands on lines below it.
        let at = next + rest.find('\n').unwrap_or(0);
        match last.comma {
            Some(_) => vec![Splice::at(at, format!("\n{indent}{quoted},"))],
            None => vec![
                Splice::at(last.end, ",".to_owned()),
                Splice::at(at, format!("\n{indent}{quoted}")),
            ],
        }
    }
}

/// Where the line of `at` ends.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// The blanks at the beginning of the line of `at`.
fn indent(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..at];
    let end = line.find(|char| char != ' ' && char != '\t');
    &line[..end.unwrap_or(line.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(front: &str, expected: &str) {
        let splices = splices(front, "new").expect("TOML with a title");
        let mut changed = front.to_owned();
        for Splice { place, text } in splices.into_iter().rev() {
            changed.replace_range(place, &text);
        }
        assert_eq!(changed, expected, "front matter: {front}");
    }

    #[test]
    fn list_over_several_lines_gets_a_line() {
        check(
            "title = 't'\nquestions = [\n  'a',\n  \"b\",\n]\ntip = 'x'",
            "title = 't'\nquestions = [\n  'a',\n  \"b\",\n  \"new\",\n]\ntip = 'x'",
        );
        check(
            "title = 't'\nquestions = [\n\t'a',\n\t'b'\n]",
            "title = 't'\nquestions = [\n\t'a',\n\t'b',\n\t\"new\"\n]",
        );
        check(
            "title = 't'\nquestions = ['a', 'b',\n             'c', 'd']",
            "title = 't'\nquestions = ['a', 'b',\n             'c', 'd',\n             \"new\"]",
        );
        check(
            "title = 't'\nquestions = [\n  'a', ]",
            "title = 't'\nquestions = [\n  'a',\n  \"new\", ]",
        );
    }

    #[test]
    fn comments_stay_with_what_they_are_about() {
        check(
            "title = 't'\nquestions = [ # all\n  'a', # one, two\n  # no 'b',\n\n] # end",
            "title = 't'\nquestions = [ # all\n  'a', # one, two\n  \"new\",\n  # no 'b',\n\n] # end",
        );
        check(
            "title = 't'\nquestions = [\n  'a' # one\n  # ]\n]",
            "title = 't'\nquestions = [\n  'a', # one\n  \"new\"\n  # ]\n]",
        );
        check(
            "title = 't'\nquestions = [\n  'a' # one ,\n  , # comma\n]",
            "title = 't'\nquestions = [\n  'a' # one ,\n  , # comma\n  \"new\",\n]",
        );
        check(
            "title = 't'\nquestions = ['a' # one\n]",
            "title = 't'\nquestions = ['a', # one\n  \"new\"\n]",
        );
    }

    #[test]
    fn list_on_one_line_stays_there() {
        check(
            "questions = ['a', 'b'] # end\ntitle = 't'",
            "questions = ['a', 'b', \"new\"] # end\ntitle = 't'",
        );
        check(
            "questions = [ 'a', ]\ntitle = 't'",
            "questions = [ 'a', \"new\", ]\ntitle = 't'",
        );
    }

    #[test]
    fn empty_list_is_opened() {
        for empty in ["[]", "[  ]"] {
            check(
                &format!("title = 't'\n questions = {empty} # none"),
                "title = 't'\n questions = [\n   \"new\",\n ] # none",
            );
        }
        check(
            "title = 't'\nquestions = [ # none\n  # yet\n]",
            "title = 't'\nquestions = [ # none\n  # yet\n  \"new\",\n]",
        );
    }

    #[test]
    fn list_that_is_not_there_comes_below_the_title() {
        check(
            "tip = 'x'\ntitle = \"\"\"\nquestions = []\"\"\" # shown\n\n# end",
            "tip = 'x'\ntitle = \"\"\"\nquestions = []\"\"\" # shown\n\
             questions = [\n  \"new\",\n]\n\n# end",
        );
        check("title = 't'", "title = 't'\nquestions = [\n  \"new\",\n]");
    }

    #[test]
    fn items_over_several_lines_and_quoted_keys_are_seen() {
        check(
            "\"title\" = 't'\n'questions' = [\"\"\"a, # ]\n   b\"\"\", 'c']",
            "\"title\" = 't'\n'questions' = [\"\"\"a, # ]\n   b\"\"\", 'c',\n   \"new\"]",
        );
    }

    #[test]
    fn whatever_is_quoted_stays_on_one_line() {
        assert_eq!(
            quoted("+++\n\"'\\\t\u{0}\u{7f}🙂"),
            r#""+++\n\"'\\\t\u0000\u007F🙂""#
        );
    }

    #[test]
    fn what_is_no_list_is_left_alone() {
        for front in ["title = ", "questions = 'a'", "tip = 'x'"] {
            assert_eq!(splices(front, "new"), None, "front matter: {front}");
        }
    }
}
