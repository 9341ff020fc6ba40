//! Markdown and characters that Telegram cannot show.

use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::problem::Problem;
use super::wording::excerpt;
use super::{Entry, Located};

/// What an answer may be made of.
const ALLOWED: &str = "paragraphs, **bold**, *italic*, lists, links and quotes";

/// Notes everything in the answer that Telegram cannot show, with its line.
pub(super) fn check_answer(entry: &Entry, problems: &mut Vec<Problem>) {
    let shows_text = check(&entry.path, &entry.body, newlines, problems);
    if !shows_text {
        let message = format!("the answer of `{}` shows no text", excerpt(&entry.id));
        problems.push(
            Problem::error(&entry.path, entry.body.line, message)
                .with_help("write it below the closing `+++`"),
        );
    }
}

/// Notes everything in the value of a key that Telegram cannot show, with the line of the value:
/// TOML has too many ways to write a line end.
pub(super) fn check_value(path: &Path, text: &Located, problems: &mut Vec<Problem>) {
    check(path, text, |_| 0, problems);
}

/// Notes the characters of a text that no one can show.
pub(super) fn check_characters(path: &Path, text: &Located, problems: &mut Vec<Problem>) {
    controls(path, text, |_| 0, problems);
}

/// Notes every construct and character of a text that Telegram cannot show. `lines` tells how many
/// lines of the file a part of the text takes. Returns whether there is anything to read.
fn check(
    path: &Path,
    text: &Located,
    lines: impl Fn(&str) -> usize,
    problems: &mut Vec<Problem>,
) -> bool {
    controls(path, text, &lines, problems);
    let (text, mut line) = (text.text.as_str(), text.line);
    // Parsed with more than is allowed, so that a table is named and not shown as dashes.
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut shows_text = false;
    let mut counted = 0;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        shows_text |=
            matches!(&event, Event::Text(text) | Event::Code(text) if !text.trim().is_empty());
        let Some((what, help)) = unsupported(&event, &text[place.clone()]) else {
            continue;
        };
        // Counted from one find to the next, so that many finds take no longer than one.
        if counted <= place.start {
            line += lines(&text[counted..place.start]);
        } else {
            line -= lines(&text[place.start..counted]);
        }
        counted = place.start;
        let message = match event {
            Event::Start(Tag::Link { dest_url, .. }) => format!(
                "Telegram does not open a link to `{}`; allowed are `https://`, `http://`, `tg://`",
                excerpt(&dest_url)
            ),
            _ => format!("{what} cannot be shown; allowed are {ALLOWED}"),
        };
        let problem = Problem::error(path, line, message).with_help(help);
        // `<b>` and `</b>` are one slip, not two.
        if problems.last() != Some(&problem) {
            problems.push(problem);
        }
    }
    shows_text
}

/// Notes the first control character of each sort: it is unseen in an editor, a terminal may obey
/// it, and Telegram refuses or drops it.
fn controls(
    path: &Path,
    text: &Located,
    lines: impl Fn(&str) -> usize,
    problems: &mut Vec<Problem>,
) {
    let mut seen = Vec::new();
    for (at, char) in text.text.char_indices() {
        if char.is_control() && !matches!(char, '\n' | '\t') && !seen.contains(&char) {
            seen.push(char);
            let code = u32::from(char);
            let message = format!("the control character U+{code:04X} cannot be shown");
            let line = text.line + lines(&text.text[..at]);
            let problem = Problem::error(path, line, message);
            problems.push(problem.with_help("remove it; an editor may not show it"));
        }
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

/// What the event is and what to write instead, if Telegram cannot show it.
fn unsupported(event: &Event<'_>, written: &str) -> Option<(&'static str, &'static str)> {
    Some(match event {
        Event::Start(Tag::Heading { .. }) => (
            "a heading",
            "make it a line of its own in **bold**; below a text, `---` or `===` makes that a heading",
        ),
        Event::Start(Tag::CodeBlock(_)) => (
            "a code block",
            "remove the fence, or the four spaces or more before the line",
        ),
        Event::Code(_) => ("code", "remove the backticks"),
        Event::Start(Tag::Table(_)) => ("a table", "make it a list"),
        Event::Start(Tag::Image { .. }) => ("an image", "link to it: remove the `!`"),
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => (
            "HTML",
            "write it in Markdown; a comment can be a line `# ...` in the front matter",
        ),
        Event::Rule => ("a rule", "remove it: an empty line parts two paragraphs"),
        Event::Start(Tag::Strikethrough) if written.starts_with("~~") => {
            ("struck-out text", "remove it, or the `~~` around it")
        }
        Event::TaskListMarker(_) => ("a check box", "remove the `[ ]`"),
        Event::Start(Tag::Link { dest_url, .. }) if !opens(dest_url) => (
            "a link",
            "write the whole address; e-mail addresses and phone numbers as plain text",
        ),
        _ => return None,
    })
}

/// Whether Telegram makes a link of this address.
fn opens(address: &str) -> bool {
    ["https://", "http://", "tg://"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}
