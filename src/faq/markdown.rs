//! Markdown that Telegram cannot show.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::Entry;
use super::problem::Problem;
use super::wording::excerpt;

/// What an answer may be made of.
const ALLOWED: &str = "paragraphs, **bold**, *italic*, lists, links and quotes";

/// Notes every construct of the answer that Telegram cannot show, with its line.
pub(super) fn check(entry: &Entry, problems: &mut Vec<Problem>) {
    let body = entry.body.text.as_str();
    // Parsed with more than is allowed, so that a table is named and not shown as dashes.
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut shows_text = false;
    let mut line = entry.body.line;
    let mut counted = 0;
    for (event, place) in Parser::new_ext(body, options).into_offset_iter() {
        shows_text |=
            matches!(&event, Event::Text(text) | Event::Code(text) if !text.trim().is_empty());
        let Some((what, help)) = unsupported(&event, &body[place.clone()]) else {
            continue;
        };
        // Counted from one find to the next, so that many finds take no longer than one.
        if counted <= place.start {
            line += newlines(&body[counted..place.start]);
        } else {
            line -= newlines(&body[place.start..counted]);
        }
        counted = place.start;
        let message = match event {
            Event::Start(Tag::Link { dest_url, .. }) => format!(
                "Telegram does not open a link to `{}`; allowed are `https://`, `http://`, `tg://`",
                excerpt(&dest_url)
            ),
            _ => format!("{what} cannot be shown; allowed are {ALLOWED}"),
        };
        let problem = Problem::error(&entry.path, line, message).with_help(help);
        // `<b>` and `</b>` are one slip, not two.
        if problems.last() != Some(&problem) {
            problems.push(problem);
        }
    }
    if !shows_text {
        let message = format!("the answer of `{}` shows no text", excerpt(&entry.id));
        problems.push(
            Problem::error(&entry.path, entry.body.line, message)
                .with_help("write it below the closing `+++`"),
        );
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
