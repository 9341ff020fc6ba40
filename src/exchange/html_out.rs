//! A leaflet as a page for the browser and the printer.

use std::fmt::Write as _;

use crate::reply::{Article, Leaflet, Part, Span, rich_text};

/// Readable on a phone and on paper, in the browser's own type.
const STYLE: &str = "\
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.5 serif; }
h1, h2, h3 { font-family: sans-serif; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
blockquote { margin-left: 1rem; padding-left: 1rem; border-left: 3px solid #999; }
.notice { padding: 0 1rem; border: 3px solid #b00; }
.tip { font-style: italic; }
.reviewed { font-size: 0.85em; }
footer { margin-top: 2.5rem; border-top: 1px solid; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  h2, h3 { break-after: avoid; }
  article, .notice { break-inside: avoid; }
  nav a { color: inherit; text-decoration: none; }
  article a::after { content: \" (\" attr(href) \")\"; }
}
";

/// The leaflet as one page in HTML, in the language with the BCP 47 tag `language`. Everything that it
/// needs is in it.
#[must_use]
pub fn html(leaflet: &Leaflet<'_>, language: &str) -> String {
    let title = escaped(leaflet.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body dir=\"auto\">\n<h1>{title}</h1>\n",
        escaped(language)
    );
    page += &rich(leaflet.disclaimer);
    page += "<aside class=\"notice\">\n";
    for notice in &leaflet.notice {
        page += &rich(notice);
    }
    page += "</aside>\n";
    if !leaflet.chapters.is_empty() {
        page += &heading(leaflet.contents_heading);
        page += "<nav>\n<ul>\n";
        for article in leaflet
            .chapters
            .iter()
            .flat_map(|chapter| &chapter.articles)
        {
            let (id, title) = (escaped(article.id), escaped(article.title));
            // Writing to a string cannot fail.
            let _ = writeln!(page, "<li><a href=\"#{id}\">{title}</a></li>");
        }
        page += "</ul>\n</nav>\n";
    }
    for chapter in &leaflet.chapters {
        page += &heading(chapter.heading);
        for article in &chapter.articles {
            page += &written(article);
        }
    }
    if !leaflet.not_covered.is_empty() {
        page += &heading(leaflet.not_covered_heading);
        page += "<ul>\n";
        for title in &leaflet.not_covered {
            let _ = writeln!(page, "<li>{}</li>", escaped(title));
        }
        page += "</ul>\n";
    }
    if let Some(source) = &leaflet.source {
        let _ = writeln!(page, "<footer><p>{}</p></footer>", escaped(source));
    }
    page + "</body>\n</html>\n"
}

fn heading(text: &str) -> String {
    format!("<h2>{}</h2>\n", escaped(text))
}

fn written(article: &Article<'_>) -> String {
    let (id, title) = (escaped(article.id), escaped(article.title));
    let tip = article.tip.map_or_else(String::new, |tip| {
        format!("<div class=\"tip\">\n{}</div>\n", rich(tip))
    });
    let untranslated = article.untranslated.map_or_else(String::new, rich);
    let body = rich(article.body);
    let notice = article.notice.as_deref().map_or_else(String::new, rich);
    let reviewed = article
        .reviewed
        .as_deref()
        .map_or_else(String::new, |date| {
            format!("<p class=\"reviewed\">{}</p>\n", escaped(date))
        });
    format!(
        "<article id=\"{id}\">\n<h3>{title}</h3>\n{untranslated}{body}{notice}{tip}{reviewed}\
         </article>\n"
    )
}

/// A text in Markdown as HTML. Only what rich text has comes out as an element, so nothing that
/// somebody wrote can act.
fn rich(markdown: &str) -> String {
    parts(&rich_text(markdown))
}

fn parts(parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| match part {
        Part::Paragraph(spans) => format!("<p>{}</p>\n", self::spans(spans)),
        Part::List { start, items } => {
            let items: Vec<_> = items
                .iter()
                .map(|item| format!("<li>{}</li>\n", self::item(item)))
                .collect();
            let items = items.concat();
            match start {
                None => format!("<ul>\n{items}</ul>\n"),
                Some(1) => format!("<ol>\n{items}</ol>\n"),
                Some(start) => format!("<ol start=\"{start}\">\n{items}</ol>\n"),
            }
        }
        Part::Quote(inner) => format!("<blockquote>\n{}</blockquote>\n", self::parts(inner)),
        Part::Code(lines) => format!("<pre>{}</pre>\n", escaped(lines)),
    });
    parts.collect::<Vec<_>>().concat()
}

/// An item of a list; one that is a line is not made a paragraph.
fn item(item: &[Part]) -> String {
    match item {
        [Part::Paragraph(spans)] => self::spans(spans),
        _ => format!("\n{}", parts(item)),
    }
}

fn spans(spans: &[Span]) -> String {
    let spans = spans.iter().map(|span| {
        let mut text = escaped(&span.text).replace('\n', "<br>\n");
        if span.italic {
            text = format!("<em>{text}</em>");
        }
        if span.bold {
            text = format!("<strong>{text}</strong>");
        }
        match &span.link {
            Some(address) => format!("<a href=\"{}\">{text}</a>", escaped(address)),
            None => text,
        }
    });
    spans.collect::<Vec<_>>().concat()
}

/// A plain text in HTML, also within quotation marks.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
