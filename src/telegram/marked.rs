//! Telegram's own marks (bold, italic, links, quotes) as the Markdown of the FAQ's files.
//!
//! What is not marked is taken as it is written: it may hold Markdown itself. Within bold, italic and
//! links, whatever would mean something in Markdown is escaped. Each line is marked by itself, as
//! emphasis ends with its paragraph or list item; what Markdown has no way to say, such as emphasis that
//! begins in the middle of a word and in the middle of another emphasis, loses as little as it can.

use std::fmt::Write as _;
use std::ops::Range;

use teloxide::types::{Message, MessageEntityKind};

use crate::reply::{Part, Span, rich_text};

/// How a character is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Style<'a> {
    link: Option<&'a str>,
    bold: bool,
    italic: bool,
}

/// A mark and the bytes of the text that it is on.
#[derive(Debug)]
enum Mark<'a> {
    Bold,
    Italic,
    Link(&'a str),
    Quote,
}

/// A character of a line and how it is marked.
type Marked<'a> = (char, Style<'a>);

/// The text of a message, in Markdown below its first line with words: that is a title, which has no
/// marks. Text without marks comes back as it is.
pub(super) fn markdown(message: &Message) -> Option<String> {
    let text = message.text()?;
    let entities = message.parse_entities().unwrap_or_default();
    let marks: Vec<(Mark<'_>, Range<usize>)> = entities
        .iter()
        .filter_map(|entity| Some((mark(entity.kind())?, entity.range())))
        .collect();
    if marks.is_empty() {
        return Some(text.to_owned());
    }
    let blank = text.len() - text.trim_start().len();
    let title = text[blank..].find('\n');
    let title = title.map_or(text.len(), |end| blank + end + 1);
    Some(text[..title].to_owned() + &lines(text, title, &marks))
}

fn mark(kind: &MessageEntityKind) -> Option<Mark<'_>> {
    Some(match kind {
        MessageEntityKind::Bold => Mark::Bold,
        MessageEntityKind::Italic => Mark::Italic,
        MessageEntityKind::TextLink { url } => Mark::Link(url.as_str()),
        MessageEntityKind::Blockquote | MessageEntityKind::ExpandableBlockquote => Mark::Quote,
        _ => return None,
    })
}

/// The lines of a text from a byte on.
fn lines(text: &str, from: usize, marks: &[(Mark<'_>, Range<usize>)]) -> String {
    let mut written = String::new();
    let mut at = from;
    let mut quote_before = None;
    for line in text[from..].split_inclusive('\n') {
        let quote = marks.iter().position(|(mark, on)| {
            matches!(mark, Mark::Quote) && on.start < at + line.len() && at < on.end
        });
        // Without an empty line a quote takes in what stands below it.
        if quote_before.is_some() && quote != quote_before && !line.trim().is_empty() {
            written.push('\n');
        }
        if quote.is_some() {
            written.push_str(if line.trim().is_empty() { ">" } else { "> " });
        }
        let (words, end) = match line.strip_suffix('\n') {
            Some(words) => (words, "\n"),
            None => (line, ""),
        };
        written.push_str(&marked(words, at, marks));
        written.push_str(end);
        at += line.len();
        quote_before = quote;
    }
    written
}

/// A line that begins at a byte of the text.
fn marked(line: &str, at: usize, marks: &[(Mark<'_>, Range<usize>)]) -> String {
    let (sign, rest) = line.split_at(item_sign(line));
    let at = at + sign.len();
    let mut chars: Vec<Marked<'_>> = (rest.char_indices())
        .map(|(place, char)| (char, style(at + place, marks)))
        .collect();
    if chars.iter().all(|(_, style)| *style == Style::default()) {
        return line.to_owned();
    }
    settle(&mut chars);
    // The less of it is to be said, the later it is tried.
    let only = |keep: fn(Style<'_>) -> Style<'_>| -> Vec<Marked<'_>> {
        chars
            .iter()
            .map(|(char, style)| (*char, keep(*style)))
            .collect()
    };
    let without_italic = only(|style| Style {
        italic: false,
        ..style
    });
    let without_link = only(|style| Style {
        link: None,
        ..style
    });
    let tries = [
        (&chars, '*'),
        (&chars, '_'),
        (&without_italic, '*'),
        (&without_link, '*'),
    ];
    let mut tries = tries.into_iter();
    let said = tries.find(|(chars, italic)| is_read_as_meant(chars, *italic));
    match said {
        Some((chars, italic)) => sign.to_owned() + &write(chars, italic, false),
        None => line.to_owned(),
    }
}

/// How long the sign is that a line of a list or of a quote begins with, blanks and all.
fn item_sign(line: &str) -> usize {
    let rest = line.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = match (digits, rest[digits..].chars().next()) {
        (0, Some('-' | '+' | '*' | '>')) => 1,
        (1..10, Some('.' | ')')) => digits + 1,
        _ => 0,
    };
    let after = &rest[sign..];
    if sign > 0 && after.starts_with(' ') {
        line.len() - after.trim_start().len()
    } else {
        line.len() - rest.len()
    }
}

fn style<'a>(at: usize, marks: &[(Mark<'a>, Range<usize>)]) -> Style<'a> {
    let mut style = Style::default();
    for (mark, _) in marks.iter().filter(|(_, on)| on.contains(&at)) {
        match mark {
            Mark::Bold => style.bold = true,
            Mark::Italic => style.italic = true,
            Mark::Link(url) => style.link = Some(url),
            Mark::Quote => {}
        }
    }
    style
}

/// Takes emphasis from where Markdown cannot begin or end it: from blanks at its edges, and from signs
/// there that touch a word outside.
fn settle(chars: &mut [Marked<'_>]) {
    let emphasis: [(Has, Take); 2] = [
        (|style| style.bold, |style| style.bold = false),
        (|style| style.italic, |style| style.italic = false),
    ];
    for (has, take) in emphasis {
        let places = 0..chars.len();
        // Once from each side.
        for place in places.clone() {
            let before = place.checked_sub(1).map(|before| chars[before]);
            shrink(chars, place, before, has, take);
        }
        for place in places.rev() {
            let after = chars.get(place + 1).copied();
            shrink(chars, place, after, has, take);
        }
    }
}

/// Whether a style has a mark.
type Has = fn(&Style<'_>) -> bool;

/// Takes a mark from a style.
type Take = fn(&mut Style<'_>);

/// Takes a mark from a character if it is at an edge of it, beside `beside`, and cannot be.
fn shrink(
    chars: &mut [Marked<'_>],
    place: usize,
    beside: Option<Marked<'_>>,
    has: Has,
    take: Take,
) {
    let (char, style) = &mut chars[place];
    let is_edge = has(style) && !beside.is_some_and(|(_, beside)| has(&beside));
    let touches_word = beside.is_some_and(|(beside, _)| beside.is_alphanumeric());
    if is_edge && (char.is_whitespace() || (!char.is_alphanumeric() && touches_word)) {
        take(style);
    }
}

/// Whether a line is read with exactly the marks that it is to have.
fn is_read_as_meant(chars: &[Marked<'_>], italic: char) -> bool {
    // After a word nothing is taken for the beginning of a list or a quote.
    let written = format!("x {}", write(chars, italic, true));
    let text = rich_text(&written);
    let [Part::Paragraph(spans)] = text.as_slice() else {
        return false;
    };
    let read: Vec<_> = spans.iter().flat_map(marked_chars).collect();
    let start = [('x', Style::default()), (' ', Style::default())];
    let mut meant: Vec<Marked<'_>> = start.into_iter().chain(chars.iter().copied()).collect();
    while meant.last().is_some_and(|(char, _)| char.is_whitespace()) {
        meant.pop();
    }
    // Nobody sees how a blank is marked.
    let is_like =
        |(a, b): (&Marked<'_>, &Marked<'_>)| a == b || (a.0 == b.0 && a.0.is_whitespace());
    read.len() == meant.len() && read.iter().zip(&meant).all(is_like)
}

fn marked_chars(span: &Span) -> impl Iterator<Item = Marked<'_>> {
    let style = Style {
        link: span.link.as_deref(),
        bold: span.bold,
        italic: span.italic,
    };
    span.text.chars().map(move |char| (char, style))
}

/// A sign that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open<'a> {
    Link(&'a str),
    Bold,
    Italic,
}

/// The characters of a line with the signs of their marks, italic by this one; `escapes` whatever has
/// none, too.
fn write(chars: &[Marked<'_>], italic: char, escapes: bool) -> String {
    let literal = literal(chars);
    let mut written = String::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    // Marks neither begin nor end with a blank.
    let mut blanks = String::new();
    for (place, (char, style)) in chars.iter().enumerate() {
        if char.is_whitespace() {
            blanks.push(*char);
            continue;
        }
        let wanted = signs(&chars[place..], *style);
        let is_link = |sign: &Open<'_>| matches!(sign, Open::Link(_));
        // A link is around everything else, so that nothing stays open when one begins.
        let begins_link = wanted.iter().any(is_link) && !open.iter().any(is_link);
        let stays = open.iter().take_while(|sign| wanted.contains(sign));
        let stays = if begins_link { 0 } else { stays.count() };
        for sign in open.drain(stays..).rev() {
            close(&mut written, sign, italic);
        }
        written.push_str(&std::mem::take(&mut blanks));
        for sign in wanted {
            if !open.contains(&sign) {
                begin(&mut written, sign, italic);
                open.push(sign);
            }
        }
        if (escapes || literal[place]) && MEANS_SOMETHING.contains(*char) {
            written.push('\\');
        }
        written.push(*char);
    }
    for sign in open.into_iter().rev() {
        close(&mut written, sign, italic);
    }
    written + &blanks
}

/// What may mean something within a paragraph.
const MEANS_SOMETHING: &str = "\\`*_[]<>&~";

/// Which characters are meant as they are: those with marks, and signs that touch them.
fn literal(chars: &[Marked<'_>]) -> Vec<bool> {
    let has_marks = |(_, style): &Marked<'_>| *style != Style::default();
    let mut literal: Vec<bool> = chars.iter().map(has_marks).collect();
    for place in 1..literal.len() {
        literal[place] |= literal[place - 1] && MEANS_SOMETHING.contains(chars[place].0);
    }
    for place in (1..literal.len()).rev() {
        literal[place - 1] |= literal[place] && MEANS_SOMETHING.contains(chars[place - 1].0);
    }
    literal
}

/// The signs of a style, the outermost first: a link, then what lasts longer.
fn signs<'a>(rest: &[Marked<'a>], style: Style<'a>) -> Vec<Open<'a>> {
    let lasts = |has: Has| rest.iter().take_while(|(_, style)| has(style)).count();
    let (bold, italic) = (lasts(|style| style.bold), lasts(|style| style.italic));
    let mut signs: Vec<Open<'a>> = style.link.map(Open::Link).into_iter().collect();
    let both = [(bold, Open::Bold), (italic, Open::Italic)];
    let order = if italic > bold { [1, 0] } else { [0, 1] };
    let emphasis = order.into_iter().map(|at| both[at]);
    signs.extend(
        emphasis
            .filter(|(lasts, _)| *lasts > 0)
            .map(|(_, sign)| sign),
    );
    signs
}

fn begin(written: &mut String, sign: Open<'_>, italic: char) {
    match sign {
        Open::Bold => written.push_str("**"),
        Open::Italic => written.push(italic),
        Open::Link(_) => {
            // It would be a picture.
            if written.ends_with('!') && !written.ends_with("\\!") {
                written.pop();
                written.push_str("\\!");
            }
            written.push('[');
        }
    }
}

fn close(written: &mut String, sign: Open<'_>, italic: char) {
    match sign {
        Open::Bold => written.push_str("**"),
        Open::Italic => written.push(italic),
        Open::Link(url) => {
            written.push_str("](<");
            // Without a semicolon a `&` is nothing but that.
            let signs = if url.contains(';') { "\\<>&" } else { "\\<>" };
            for char in url.chars() {
                if signs.contains(char) {
                    // Writing to a string cannot fail.
                    let _ = write!(written, "&#{};", u32::from(char));
                } else {
                    written.push(char);
                }
            }
            written.push_str(">)");
        }
    }
}

#[cfg(test)]
mod tests;
