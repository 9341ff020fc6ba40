//! Where lines end and what stands before them, the same wherever a reply is shown.

use super::paint::Paint;
use crate::reply::{Block, Part, Reply, Span};

/// The whole reply, without blank lines at either end.
pub(super) fn reply(reply: &Reply, paint: &dyn Paint) -> String {
    let mut out = String::new();
    let mut between = "";
    for block in &reply.blocks {
        let text = match block {
            Block::Notice(parts) | Block::Text(parts) => self::parts(parts, paint, "\n\n", true),
            Block::Title(title) => spans(&[Span::bold(title)], paint),
            Block::Tips { heading, tips } => {
                let heading = spans(&[Span::bold(heading)], paint);
                format!("{heading}\n{}", list(None, tips, paint))
            }
            Block::Source(line) => spans(&[Span::italic(line)], paint),
            Block::ChoicesHeading(heading) => spans(&[Span::plain(heading)], paint),
        };
        if text.is_empty() {
            continue;
        }
        out.push_str(between);
        out.push_str(&text);
        // A title belongs to the text below it.
        between = if matches!(block, Block::Title(_)) {
            "\n"
        } else {
            "\n\n"
        };
    }
    out
}

/// Parts of rich text. Telegram allows no quote within a quote, so only an `outer` one is painted.
fn parts(parts: &[Part], paint: &dyn Paint, between: &str, outer: bool) -> String {
    let texts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Paragraph(line) => spans(line, paint),
            Part::List { start, items } => list(*start, items, paint),
            Part::Quote(inner) if outer => paint.quote(self::parts(inner, paint, "\n", false)),
            Part::Quote(inner) => self::parts(inner, paint, "\n", false),
        })
        .collect();
    texts.join(between)
}

/// One item a line; what follows an item's first line is indented below it.
fn list(start: Option<u64>, items: &[Vec<Part>], paint: &dyn Paint) -> String {
    let mut lines = Vec::new();
    for (item, at) in items.iter().zip(0_u64..) {
        let marker = match start {
            None => "• ".to_owned(),
            Some(start) => format!("{}. ", start.saturating_add(at)),
        };
        let text = parts(item, paint, "\n", false);
        for (at, line) in text.split('\n').enumerate() {
            let before = if at == 0 { &marker } else { "   " };
            lines.push(format!("{before}{line}"));
        }
    }
    lines.join("\n")
}

/// One line of spans; those that lead to the same address are one link.
fn spans(spans: &[Span], paint: &dyn Paint) -> String {
    spans
        .chunk_by(|a, b| a.link == b.link)
        .map(|group| {
            let painted: String = group.iter().map(|span| paint.span(span)).collect();
            let text: String = group.iter().map(|span| span.text.as_str()).collect();
            match &group[0].link {
                Some(address) => paint.link(painted, &text, address),
                None => painted,
            }
        })
        .collect()
}
