//! Telegram's HTML: its tags and entities and nothing else, with the errors of the real parser.
//!
//! See <https://core.telegram.org/bots/api#html-style>. Offsets in errors are bytes of the source;
//! those of entities are UTF-16 units of the text.

use serde_json::{Map, Value, json};

/// A text and how its parts look.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Formatted {
    /// What is read.
    pub(crate) text: String,
    /// `MessageEntity` objects in order of their start, the longer first.
    pub(crate) entities: Vec<Value>,
    /// What the documentation forbids and the parser lets pass.
    pub(crate) warnings: Vec<String>,
}

/// The name of the entity that a tag makes.
fn entity_type(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "tg-spoiler" | "span" => "spoiler",
        "tg-emoji" => "custom_emoji",
        "a" => "text_link",
        "pre" => "pre",
        "code" => "code",
        "blockquote" => "blockquote",
        _ => return None,
    })
}

/// A tag that is open.
struct Open {
    tag: String,
    argument: Option<String>,
    /// UTF-16 units before it.
    start: usize,
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    units: usize,
    open: Vec<Open>,
    done: Formatted,
}

/// Parses `source`; the error is what follows `can't parse entities: `.
pub(crate) fn parse(source: &str) -> Result<Formatted, String> {
    let mut parser = Parser {
        source,
        at: 0,
        units: 0,
        open: Vec::new(),
        done: Formatted::default(),
    };
    parser.run()?;
    let mut done = parser.done;
    done.entities.sort_by_key(|entity| {
        let (start, length) = range(entity);
        (start, usize::MAX - length)
    });
    Ok(done)
}

/// The start and the length of an entity in UTF-16 units.
pub(crate) fn range(entity: &Value) -> (usize, usize) {
    let number = |name: &str| {
        let number = entity[name].as_u64().unwrap_or_default();
        usize::try_from(number).unwrap_or(usize::MAX)
    };
    (number("offset"), number("length"))
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn advance_while(&mut self, goes_on: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| goes_on(*c)) {
            self.at += c.len_utf8();
        }
        &self.source[start..self.at]
    }

    fn push(&mut self, c: char) {
        self.done.text.push(c);
        self.units += c.len_utf16();
    }

    fn run(&mut self) -> Result<(), String> {
        while let Some(c) = self.peek() {
            match c {
                '&' => {
                    if let Some(c) = self.character() {
                        self.push(c);
                        continue;
                    }
                    let warning = format!("`&` is not escaped at byte offset {}", self.at);
                    self.done.warnings.push(warning);
                }
                '<' => {
                    if self.source[self.at..].starts_with("</") {
                        self.end_tag()?;
                    } else {
                        self.start_tag()?;
                    }
                    continue;
                }
                '>' => {
                    let warning = format!("`>` is not escaped at byte offset {}", self.at);
                    self.done.warnings.push(warning);
                }
                _ => {}
            }
            self.push(c);
            self.at += c.len_utf8();
        }
        match self.open.last() {
            Some(open) => Err(format!(
                "Can't find end tag corresponding to start tag \"{}\"",
                open.tag
            )),
            None => Ok(()),
        }
    }

    /// Reads `&lt;` and its like; nothing is read where it is none.
    fn character(&mut self) -> Option<char> {
        let rest = &self.source[self.at + 1..];
        let end = rest.find(';')?;
        let name = &rest[..end];
        let c = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code).filter(|c| *c != '\0')?
            }
        };
        self.at += name.len() + 2;
        Some(c)
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let unclosed = format!("Unclosed start tag at byte offset {begin}");
        self.at += 1;
        let tag = self
            .advance_while(|c| !c.is_whitespace() && c != '>')
            .to_lowercase();
        if self.peek().is_none() {
            return Err(unclosed);
        }
        if entity_type(&tag).is_none() {
            return Err(format!(
                "Unsupported start tag \"{tag}\" at byte offset {begin}"
            ));
        }
        let mut argument = None;
        loop {
            self.advance_while(char::is_whitespace);
            match self.peek() {
                None => return Err(unclosed),
                Some('>') => break,
                Some(_) => {}
            }
            let name = self.attribute_name(&tag, begin)?;
            self.advance_while(char::is_whitespace);
            let value = if self.peek() == Some('=') {
                self.at += 1;
                self.attribute_value(&unclosed)?
            } else if tag == "blockquote" && name == "expandable" {
                String::new()
            } else {
                return Err(format!(
                    "Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {begin}"
                ));
            };
            match (tag.as_str(), name.as_str()) {
                ("a", "href")
                | ("code" | "span", "class")
                | ("tg-emoji", "emoji-id")
                | ("blockquote", "expandable") => argument = Some(value),
                _ => self
                    .done
                    .warnings
                    .push(format!("the tag \"{tag}\" has no attribute \"{name}\"")),
            }
        }
        self.at += 1;
        if tag == "span" && argument.as_deref() != Some("tg-spoiler") {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        self.check_nesting(&tag);
        self.open.push(Open {
            tag,
            argument,
            start: self.units,
        });
        Ok(())
    }

    fn attribute_name(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        let name = self.advance_while(|c| !c.is_whitespace() && c != '=' && c != '>');
        if name.is_empty() {
            return Err(format!(
                "Empty attribute name in the tag \"{tag}\" at byte offset {begin}"
            ));
        }
        Ok(name.to_lowercase())
    }

    fn attribute_value(&mut self, unclosed: &str) -> Result<String, String> {
        self.advance_while(char::is_whitespace);
        let quote = self.peek().ok_or(unclosed)?;
        if quote != '"' && quote != '\'' {
            let begin = self.at;
            let token = self
                .advance_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
                .to_lowercase();
            return match self.peek() {
                Some(c) if c == '>' || c.is_whitespace() => Ok(token),
                Some(_) => Err(format!(
                    "Unexpected end of name token at byte offset {begin}"
                )),
                None => Err(unclosed.to_owned()),
            };
        }
        self.at += 1;
        let mut value = String::new();
        loop {
            match self.peek().ok_or(unclosed)? {
                c if c == quote => break,
                '&' => {
                    if let Some(c) = self.character() {
                        value.push(c);
                        continue;
                    }
                    value.push('&');
                    self.at += 1;
                }
                c => {
                    value.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        self.at += 1;
        Ok(value)
    }

    /// Notes what the documentation says about nesting and the parser does not hold anybody to.
    fn check_nesting(&mut self, tag: &str) {
        let Some(outer) = self.open.last().map(|open| open.tag.as_str()) else {
            return;
        };
        let is_code = |tag: &str| matches!(tag, "pre" | "code");
        let is_language = outer == "pre" && tag == "code";
        let is_wrong = (is_code(outer) || is_code(tag)) && !is_language && outer != "blockquote";
        let is_quote_in_quote =
            tag == "blockquote" && self.open.iter().any(|open| open.tag == "blockquote");
        if is_wrong || is_quote_in_quote {
            let warning = format!("the tag \"{tag}\" may not stand inside of \"{outer}\"");
            self.done.warnings.push(warning);
        }
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        let name = self
            .advance_while(|c| !c.is_whitespace() && c != '>')
            .to_lowercase();
        self.advance_while(char::is_whitespace);
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != open.tag {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                open.tag
            ));
        }
        if self.units > open.start {
            self.close(&open);
        }
        Ok(())
    }

    fn close(&mut self, open: &Open) {
        let length = self.units - open.start;
        let mut entity = Map::new();
        let mut kind = entity_type(&open.tag).unwrap_or_default();
        match (open.tag.as_str(), &open.argument) {
            ("a", argument) => {
                let units: Vec<u16> = self.done.text.encode_utf16().skip(open.start).collect();
                let url = argument
                    .clone()
                    .unwrap_or_else(|| String::from_utf16_lossy(&units));
                if reqwest::Url::parse(&url).is_err() {
                    // The real server leaves such a link out without a word.
                    self.done
                        .warnings
                        .push(format!("`{url}` is no address to link to"));
                    return;
                }
                entity.insert("url".into(), url.into());
            }
            ("tg-emoji", Some(id)) => {
                entity.insert("custom_emoji_id".into(), id.as_str().into());
            }
            ("blockquote", Some(_)) => kind = "expandable_blockquote",
            ("code", Some(class)) => {
                if let Some(language) = class.strip_prefix("language-") {
                    entity.insert("language".into(), language.into());
                }
            }
            ("pre", _) => {
                // `<pre><code class="language-x">` is one entity.
                let same =
                    |inner: &Value| inner["type"] == "code" && range(inner) == (open.start, length);
                if self.done.entities.last().is_some_and(same)
                    && let Some(inner) = self.done.entities.pop()
                    && let Some(language) = inner.get("language")
                {
                    entity.insert("language".into(), language.clone());
                }
            }
            _ => {}
        }
        if kind == "code" && self.open.last().is_none_or(|outer| outer.tag != "pre") {
            entity.remove("language");
        }
        entity.insert("type".into(), kind.into());
        entity.insert("offset".into(), open.start.into());
        entity.insert("length".into(), json!(length));
        self.done.entities.push(Value::Object(entity));
    }
}
