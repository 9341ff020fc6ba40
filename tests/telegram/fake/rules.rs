//! The rules for what a bot sends: texts, keyboards, reply parameters, topics.

use serde_json::{Value, json};

use super::entities;
use super::html::{self, Formatted};
use super::params::Params;
use super::refusal::Refusal;

/// The most UTF-16 units of a text.
pub(crate) const TEXT: usize = 4096;

/// The most entities of a message that take effect.
const ENTITIES: usize = 100;

/// The most buttons of a message, and of a row.
const BUTTONS: usize = 100;
const BUTTONS_A_ROW: usize = 8;

/// The length of a text as Telegram counts it.
pub(crate) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text of a message or of an input message content: parsed, cleaned, and no longer than allowed.
///
/// `names` are those of the field with the text and of the one with the entities.
pub(crate) fn text(
    params: &Params,
    names: (&str, &str),
    too_long: &str,
) -> Result<Formatted, Refusal> {
    let source = cleaned(&params.text(names.0));
    let mode = params.text("parse_mode").to_lowercase();
    let parsed = match mode.as_str() {
        "html" => html::parse(&source)
            .map_err(|fault| Refusal::rule(format!("can't parse entities: {fault}")))?,
        "" => plain(source, params.json(names.1))?,
        _ => {
            return Err(Refusal::rule(
                "the fake server parses HTML and plain text only",
            ));
        }
    };
    let mut text = trimmed(parsed);
    if text.text.is_empty() {
        return Err(Refusal::rule("message text is empty"));
    }
    if units(&text.text) > TEXT {
        return Err(Refusal::rule(too_long));
    }
    if text.entities.len() > ENTITIES {
        let warning = format!(
            "{} entities, of which {ENTITIES} take effect",
            text.entities.len()
        );
        text.warnings.push(warning);
    }
    entities::add(&mut text);
    Ok(text)
}

/// Drops what the server drops: carriage returns, and control characters become spaces.
fn cleaned(text: &str) -> String {
    let kept = text.chars().filter(|c| *c != '\r');
    kept.map(|c| if c < ' ' && c != '\n' { ' ' } else { c })
        .collect()
}

fn plain(text: String, entities: Option<Value>) -> Result<Formatted, Refusal> {
    let entities = match entities {
        Some(Value::Array(entities)) => entities,
        None => Vec::new(),
        Some(_) => return Err(Refusal::rule("can't parse entities: expected an Array")),
    };
    let length = units(&text);
    for entity in &entities {
        let (start, of) = html::range(entity);
        if of == 0 || start + of > length {
            return Err(Refusal::rule(format!(
                "entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {}",
                start + of
            )));
        }
    }
    Ok(Formatted {
        text,
        entities,
        warnings: Vec::new(),
    })
}

/// The text without space around it; entities move with it and lose what it loses.
fn trimmed(mut parsed: Formatted) -> Formatted {
    let start = parsed.text.trim_start();
    let skipped = units(&parsed.text) - units(start);
    let text = start.trim_end().to_owned();
    let length = units(&text);
    parsed.entities.retain_mut(|entity| {
        let (from, of) = html::range(entity);
        let end = (from + of).saturating_sub(skipped).min(length);
        let from = from.saturating_sub(skipped).min(length);
        entity["offset"] = json!(from);
        entity["length"] = json!(end - from);
        end > from
    });
    parsed.text = text;
    parsed
}

/// An inline keyboard, checked. Nothing where there is none or an empty one.
pub(crate) fn keyboard(markup: Option<&Value>) -> Result<Option<Value>, Refusal> {
    let Some(markup) = markup else {
        return Ok(None);
    };
    let Some(rows) = markup.get("inline_keyboard") else {
        // Reply keyboards have no rules here.
        return Ok(None);
    };
    let cant_parse =
        |what: &str| Refusal::rule(format!("can't parse inline keyboard button: {what}"));
    let rows = rows.as_array().ok_or_else(|| {
        Refusal::rule(
            "field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays",
        )
    })?;
    let mut count = 0;
    for row in rows {
        let row = row
            .as_array()
            .ok_or_else(|| Refusal::rule("field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays"))?;
        count += row.len();
        if row.len() > BUTTONS_A_ROW {
            return Err(Refusal::rule("REPLY_MARKUP_TOO_LONG"));
        }
        for button in row {
            button_rules(button, cant_parse)?;
        }
    }
    if count > BUTTONS {
        return Err(Refusal::rule("REPLY_MARKUP_TOO_LONG"));
    }
    Ok((count > 0).then(|| json!({ "inline_keyboard": rows })))
}

fn button_rules(button: &Value, cant_parse: impl Fn(&str) -> Refusal) -> Result<(), Refusal> {
    let text = button["text"].as_str();
    let text = text.ok_or_else(|| cant_parse("Can't find field \"text\""))?;
    if text.trim().is_empty() {
        return Err(Refusal::rule("BUTTON_TEXT_INVALID"));
    }
    if let Some(data) = button.get("callback_data") {
        let length = data.as_str().map_or(0, str::len);
        if !(1..=64).contains(&length) {
            return Err(Refusal::rule("BUTTON_DATA_INVALID"));
        }
        return Ok(());
    }
    if let Some(url) = button.get("url") {
        let url = url.as_str().unwrap_or_default();
        return match reqwest::Url::parse(url) {
            Ok(_) => Ok(()),
            Err(_) => Err(Refusal::rule("BUTTON_URL_INVALID")),
        };
    }
    let has_purpose = button.as_object().is_some_and(|button| button.len() > 1);
    if has_purpose {
        Ok(())
    } else {
        Err(cant_parse(
            "Text buttons are unallowed in the inline keyboard",
        ))
    }
}
