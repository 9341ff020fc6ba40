//! The way back from entities to HTML, so that a test can say what a message looks like.

use serde_json::Value;

use super::html::range;

/// Writes a text and its entities as HTML: each entity as its shortest tag, and only what has to be
/// escaped. What [`super::html::parse`] reads from it is the same text with the same entities.
pub(crate) fn render(text: &str, entities: &[Value]) -> String {
    let mut html = String::new();
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    let mut next = entities
        .iter()
        .filter(|entity| tag_of(entity).is_some())
        .peekable();
    let ends = |html: &mut String, open: &mut Vec<(usize, &'static str)>, at: usize| {
        while let Some((_, tag)) = open.pop_if(|(end, _)| *end <= at) {
            html.extend(["</", tag, ">"]);
        }
    };
    for c in text.chars() {
        ends(&mut html, &mut open, at);
        while let Some(entity) = next.next_if(|entity| range(entity).0 <= at) {
            let (start, length) = range(entity);
            if let Some((tag, attribute)) = tag_of(entity) {
                html.extend(["<", tag, &attribute, ">"]);
                open.push((start + length, tag));
            }
        }
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            c => html.push(c),
        }
        at += c.len_utf16();
    }
    ends(&mut html, &mut open, usize::MAX);
    html
}

/// The tag of an entity and what follows its name.
fn tag_of(entity: &Value) -> Option<(&'static str, String)> {
    let quoted = |name: &str| {
        let value = entity[name].as_str().unwrap_or_default();
        value.replace('&', "&amp;").replace('"', "&quot;")
    };
    Some(match entity["type"].as_str()? {
        "bold" => ("b", String::new()),
        "italic" => ("i", String::new()),
        "underline" => ("u", String::new()),
        "strikethrough" => ("s", String::new()),
        "spoiler" => ("tg-spoiler", String::new()),
        "code" => ("code", String::new()),
        "pre" => ("pre", String::new()),
        "blockquote" => ("blockquote", String::new()),
        "expandable_blockquote" => ("blockquote", " expandable".to_owned()),
        "text_link" => ("a", format!(" href=\"{}\"", quoted("url"))),
        "custom_emoji" => (
            "tg-emoji",
            format!(" emoji-id=\"{}\"", quoted("custom_emoji_id")),
        ),
        _ => return None,
    })
}
