//! Answers to callback queries and inline queries.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::params::Params;
use super::refusal::Refusal;
use super::rules::{self, units};
use super::state::{Deed, Query, State};

/// The most results of an inline answer.
const RESULTS: usize = 50;

/// The longest time for which results may be kept, in seconds.
const CACHE_TIME: i64 = 86_400;

const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

/// Marks a query as answered. One that the test made too old is refused, which is nobody's fault; one
/// that was answered before or never asked is refused too, and that breaks a rule.
fn close(query: Option<&mut Query>) -> Result<(), Refusal> {
    match query {
        Some(query) if query.is_expired => {
            Err(Refusal::world(400, format!("Bad Request: {TOO_OLD}")))
        }
        Some(query) if !query.is_over => {
            query.is_over = true;
            Ok(())
        }
        _ => Err(Refusal::rule(TOO_OLD)),
    }
}

/// `answerCallbackQuery`.
pub(crate) fn callback(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let id = params.text("callback_query_id");
    let text = params.text("text");
    if units(&text) > 200 {
        return Err(Refusal::rule("MESSAGE_TOO_LONG"));
    }
    close(state.callbacks.get_mut(&id))?;
    let is_alert = params.is_set("show_alert");
    state
        .deeds
        .push(Deed::CallbackAnswered { id, text, is_alert });
    Ok(true.into())
}

/// `answerInlineQuery`.
pub(crate) fn inline(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let id = params.text("inline_query_id");
    let results = params.json("results");
    let Some(results) = results.as_ref().and_then(Value::as_array) else {
        return Err(Refusal::rule("can't parse inline query results"));
    };
    if results.len() > RESULTS {
        return Err(Refusal::rule("RESULTS_TOO_MUCH"));
    }
    if params.text("next_offset").len() > 64 {
        return Err(Refusal::rule("NEXT_OFFSET_INVALID"));
    }
    let cache_time = params.int("cache_time").unwrap_or(300);
    if !(0..=CACHE_TIME).contains(&cache_time) {
        return Err(Refusal::rule("CACHE_TIME_INVALID"));
    }
    if let Some(button) = params.json("button") {
        inline_button(&button)?;
    }
    let mut seen = HashSet::new();
    for result in results {
        let id = result["id"].as_str().unwrap_or_default();
        if !(1..=64).contains(&id.len()) {
            return Err(Refusal::rule("RESULT_ID_INVALID"));
        }
        if !seen.insert(id) {
            return Err(Refusal::rule("RESULT_ID_DUPLICATE"));
        }
        for warning in result_rules(result)? {
            state.violated(warning, params.shown());
        }
    }
    close(state.inline_queries.get_mut(&id))?;
    let names = params.fields().keys();
    let answer: Map<String, Value> = names
        .filter_map(|name| Some((name.clone(), params.json(name)?)))
        .collect();
    state.deeds.push(Deed::InlineAnswered {
        id,
        answer: answer.into(),
    });
    Ok(true.into())
}

fn result_rules(result: &Value) -> Result<Vec<String>, Refusal> {
    if result["type"] == "article" {
        let title = result["title"].as_str().unwrap_or_default();
        if title.trim().is_empty() {
            return Err(Refusal::rule("ARTICLE_TITLE_EMPTY"));
        }
        if result.get("input_message_content").is_none() {
            return Err(Refusal::rule(
                "can't parse inline query result: Can't find field \"input_message_content\"",
            ));
        }
    }
    rules::keyboard(result.get("reply_markup"))?;
    let Some(content) = result.get("input_message_content") else {
        return Ok(Vec::new());
    };
    if content.get("message_text").is_none() {
        return Ok(Vec::new());
    }
    let params = Params::of(content);
    let text = rules::text(&params, ("message_text", "entities"), "MESSAGE_TOO_LONG")?;
    Ok(text.warnings)
}

fn inline_button(button: &Value) -> Result<(), Refusal> {
    let text = button["text"].as_str().unwrap_or_default();
    if text.is_empty() {
        return Err(Refusal::rule("BUTTON_TEXT_INVALID"));
    }
    let Some(parameter) = button["start_parameter"].as_str() else {
        return Ok(());
    };
    let is_fit = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if (1..=64).contains(&parameter.len()) && parameter.chars().all(is_fit) {
        Ok(())
    } else {
        Err(Refusal::rule("START_PARAM_INVALID"))
    }
}
