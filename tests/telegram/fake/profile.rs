//! What the bot says of itself: commands, descriptions, its name.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::params::Params;
use super::refusal::Refusal;
use super::rules::units;
use super::state::State;

/// Commands and texts by scope and language.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    commands: HashMap<(String, String), Value>,
    texts: HashMap<(&'static str, String), String>,
    /// How often something was set.
    pub(crate) changes: usize,
}

impl Profile {
    /// How many lists of commands there are, by scope and language.
    pub(crate) fn menus(&self) -> usize {
        self.commands.len()
    }
}

/// A text of the profile: the field in which it comes and its longest length.
struct Text {
    field: &'static str,
    longest: usize,
    too_long: &'static str,
}

const NAME: Text = Text {
    field: "name",
    longest: 64,
    too_long: "BOT_TITLE_INVALID",
};
const DESCRIPTION: Text = Text {
    field: "description",
    longest: 512,
    too_long: "BOT_DESCRIPTION_TOO_LONG",
};
const SHORT_DESCRIPTION: Text = Text {
    field: "short_description",
    longest: 120,
    too_long: "BOT_SHORT_DESCRIPTION_TOO_LONG",
};

/// Answers a method about the profile; nothing if it is another method.
pub(crate) fn call(
    state: &mut State,
    method: &str,
    params: &Params,
) -> Option<Result<Value, Refusal>> {
    Some(match method {
        "getme" => Ok(state.me.clone()),
        "getmycommands" => commands(state, params),
        "setmycommands" => set_commands(state, params),
        "deletemycommands" => delete_commands(state, params),
        "getmyname" => text(state, params, &NAME),
        "setmyname" => set_text(state, params, &NAME),
        "getmydescription" => text(state, params, &DESCRIPTION),
        "setmydescription" => set_text(state, params, &DESCRIPTION),
        "getmyshortdescription" => text(state, params, &SHORT_DESCRIPTION),
        "setmyshortdescription" => set_text(state, params, &SHORT_DESCRIPTION),
        _ => return None,
    })
}

fn language(params: &Params) -> Result<String, Refusal> {
    let language = params.text("language_code");
    let is_code = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
    if language.is_empty() || is_code {
        Ok(language)
    } else {
        Err(Refusal::rule("invalid language code specified"))
    }
}

fn place(params: &Params) -> Result<(String, String), Refusal> {
    let scope = params
        .json("scope")
        .unwrap_or_else(|| json!({ "type": "default" }));
    Ok((scope.to_string(), language(params)?))
}

fn commands(state: &State, params: &Params) -> Result<Value, Refusal> {
    let found = state.profile.commands.get(&place(params)?);
    Ok(found.cloned().unwrap_or_else(|| json!([])))
}

fn set_commands(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let place = place(params)?;
    let commands = params.json("commands").unwrap_or_default();
    let list = commands.as_array();
    let list = list.ok_or_else(|| Refusal::rule("can't parse commands: expected an Array"))?;
    if list.len() > 100 {
        return Err(Refusal::rule("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in list {
        let name = command["command"].as_str().unwrap_or_default();
        let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !(1..=32).contains(&name.len()) || !name.chars().all(is_fit) {
            return Err(Refusal::rule("BOT_COMMAND_INVALID"));
        }
        let description = command["description"].as_str().unwrap_or_default();
        if !(1..=256).contains(&units(description)) {
            return Err(Refusal::rule("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
    }
    state.profile.changes += 1;
    state.profile.commands.insert(place, commands);
    Ok(true.into())
}

fn delete_commands(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    state.profile.changes += 1;
    state.profile.commands.remove(&place(params)?);
    Ok(true.into())
}

fn text(state: &State, params: &Params, kind: &Text) -> Result<Value, Refusal> {
    let found = state.profile.texts.get(&(kind.field, language(params)?));
    let unset = if kind.field == "name" {
        state.me["first_name"].as_str().unwrap_or_default()
    } else {
        ""
    };
    let text = found.map_or(unset, String::as_str);
    Ok(json!({ kind.field: text }))
}

fn set_text(state: &mut State, params: &Params, kind: &Text) -> Result<Value, Refusal> {
    let place = (kind.field, language(params)?);
    let text = params.text(kind.field);
    if units(&text) > kind.longest {
        return Err(Refusal::rule(kind.too_long));
    }
    state.profile.changes += 1;
    state.profile.texts.insert(place, text);
    Ok(true.into())
}
