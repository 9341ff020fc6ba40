//! Markdown to rich text.
//!
//! What rich text cannot show keeps its words: headings become bold paragraphs, code and HTML plain
//! text, a picture its description.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::{Part, RichText, Span};

/// Lists and quotes nested deeper than this are shown at this depth, which bounds the recursion of
/// everything that walks rich text.
const MAX_DEPTH: usize = 8;

/// Reads `markdown`. Never fails: whatever is no Markdown is text.
pub(crate) fn parse(markdown: &str) -> RichText {
    let mut builder = Builder::default();
    for event in Parser::new(markdown) {
        builder.event(event);
    }
    builder.finish()
}

/// A list, item or quote that has not ended yet.
enum Open {
    List {
        start: Option<u64>,
        items: Vec<RichText>,
    },
    Item(RichText),
    Quote(RichText),
}

#[derive(Default)]
struct Builder {
    done: RichText,
    open: Vec<Open>,
    /// Containers beyond [`MAX_DEPTH`] that have been entered and not left.
    too_deep: usize,
    spans: Vec<Span>,
    bold: usize,
    italic: usize,
    /// One for each link entered, `None` for an address that is not allowed.
    links: Vec<Option<String>>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => self.paragraph(),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.links.push(allowed_address(link_type, &dest_url)),
            Tag::BlockQuote(_) => self.enter(Open::Quote(Vec::new())),
            Tag::List(start) => self.enter(Open::List {
                start,
                items: Vec::new(),
            }),
            Tag::Item => self.enter(Open::Item(Vec::new())),
            Tag::Heading { .. } => {
                self.paragraph();
                self.bold += 1;
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.leave(),
            TagEnd::Heading(_) => {
                self.paragraph();
                self.bold -= 1;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let span = Span {
            text: text.to_owned(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            link: self.links.iter().rev().find_map(Clone::clone),
        };
        match self.spans.last_mut() {
            Some(last)
                if (last.bold, last.italic, &last.link) == (span.bold, span.italic, &span.link) =>
            {
                last.text.push_str(text);
            }
            _ => self.spans.push(span),
        }
    }

    /// Ends the paragraph, if one has begun.
    fn paragraph(&mut self) {
        let mut spans = std::mem::take(&mut self.spans);
        if let Some(first) = spans.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        spans.retain(|span| !span.text.is_empty());
        if spans.iter().any(|span| !span.text.trim().is_empty()) {
            self.put(Part::Paragraph(spans));
        }
    }

    fn put(&mut self, part: Part) {
        match self.open.last_mut() {
            None => self.done.push(part),
            Some(Open::Item(parts) | Open::Quote(parts)) => parts.push(part),
            Some(Open::List { items, .. }) => items.push(vec![part]),
        }
    }

    fn enter(&mut self, container: Open) {
        self.paragraph();
        if self.open.len() < MAX_DEPTH {
            self.open.push(container);
        } else {
            self.too_deep += 1;
        }
    }

    fn leave(&mut self) {
        self.paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.open.pop() {
            None => {}
            Some(Open::Item(parts)) => match self.open.last_mut() {
                Some(Open::List { items, .. }) if !parts.is_empty() => items.push(parts),
                _ => {}
            },
            Some(Open::Quote(parts)) if parts.is_empty() => {}
            Some(Open::Quote(parts)) => self.put(Part::Quote(parts)),
            Some(Open::List { items, .. }) if items.is_empty() => {}
            Some(Open::List { start, items }) => self.put(Part::List { start, items }),
        }
    }

    fn finish(mut self) -> RichText {
        self.paragraph();
        self.done
    }
}

/// The address of a link, if it may be shown as one.
fn allowed_address(link_type: LinkType, address: &str) -> Option<String> {
    let address = match link_type {
        LinkType::Email => format!("mailto:{address}"),
        _ => address.to_owned(),
    };
    let (scheme, rest) = address.split_once(':')?;
    let known = ["http", "https", "tg", "mailto"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    // Telegram shows an address with a blank in it as text, and a terminal would act on controls.
    let whole = !rest.is_empty() && !rest.chars().any(|c| c.is_whitespace() || c.is_control());
    (known && whole).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_becomes_spans() {
        let expected = vec![
            Span::plain("a "),
            Span::bold("b"),
            Span::plain(" "),
            Span::italic("c"),
        ];
        assert_eq!(parse("a **b**\n*c*"), [Part::Paragraph(expected)]);
    }

    #[test]
    fn tight_and_numbered_lists_are_read() {
        let item = |text: &str| vec![Part::Paragraph(vec![Span::plain(text)])];
        let list = Part::List {
            start: Some(3),
            items: vec![item("one"), item("two")],
        };
        assert_eq!(parse("3. one\n4. two"), [list]);
    }

    #[test]
    fn only_known_addresses_are_links() {
        let link = |markdown: &str| match parse(markdown).remove(0) {
            Part::Paragraph(mut spans) => spans.remove(0).link,
            other => panic!("no paragraph: {other:?}"),
        };
        assert_eq!(link("[x](HTTPS://a.b)").as_deref(), Some("HTTPS://a.b"));
        assert_eq!(link("<me@a.bc>").as_deref(), Some("mailto:me@a.bc"));
        assert_eq!(link("[x](javascript:alert%281%29)"), None);
        assert_eq!(link("[x](other.md)"), None);
        assert_eq!(link("[x](<https://a.b/&#10;c>)"), None);
    }

    #[test]
    fn unsupported_markdown_keeps_its_words() {
        let paragraph = |span| Part::Paragraph(vec![span]);
        let expected = [
            paragraph(Span::bold("head")),
            paragraph(Span::plain("a <u>b</u> code")),
        ];
        assert_eq!(parse("# head\n\na <u>b</u> `code`\n\n***"), expected);
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let parts = parse(&format!("{}deep", "> ".repeat(10_000)));
        assert_eq!(format!("{parts:?}").matches("Quote").count(), MAX_DEPTH);
        assert!(format!("{parts:?}").contains("deep"));
    }
}
