//! Sending, editing and deleting messages.

use std::time::Duration;

use serde_json::{Value, json};

use super::html::Formatted;
use super::params::Params;
use super::refusal::Refusal;
use super::rules;
use super::state::{Deed, Key, Room, State, now};

/// A business account may be answered for so long after its customer wrote.
const BUSINESS_WINDOW: Duration = Duration::from_hours(24);

/// The chat that the parameters name.
fn key(state: &State, params: &Params) -> Result<Key, Refusal> {
    let named = params.text("chat_id");
    if named.is_empty() {
        return Err(Refusal::rule("chat_id is empty"));
    }
    let business = params.text("business_connection_id");
    if !business.is_empty() {
        business_rules(state, &business)?;
    }
    let not_found = || Refusal::rule("chat not found");
    if let Some(username) = named.strip_prefix('@') {
        let is_named = |room: &Room| room.chat["username"].as_str() == Some(username);
        let mut rooms = state.rooms.iter();
        let found = rooms.find(|(_, room)| is_named(room));
        return found.map(|(key, _)| key.clone()).ok_or_else(not_found);
    }
    let key = Key {
        business: Some(business).filter(|business| !business.is_empty()),
        id: params.int("chat_id").ok_or_else(not_found)?,
    };
    state
        .rooms
        .contains_key(&key)
        .then_some(key)
        .ok_or_else(not_found)
}

fn business_rules(state: &State, id: &str) -> Result<(), Refusal> {
    let Some(connection) = state.businesses.get(id) else {
        return Err(Refusal::rule("business connection not found"));
    };
    if connection["is_enabled"] == false {
        return Err(Refusal::world(
            400,
            "Bad Request: business connection is disabled",
        ));
    }
    if connection["rights"]["can_reply"] != true {
        return Err(Refusal::rule("BOT_ACCESS_FORBIDDEN"));
    }
    Ok(())
}

fn room<'a>(state: &'a mut State, key: &Key) -> Result<&'a mut Room, Refusal> {
    let room = state.rooms.get_mut(key);
    room.ok_or_else(|| Refusal::rule("chat not found"))
}

fn warn(state: &mut State, text: &Formatted, params: &Params) {
    for warning in &text.warnings {
        state.violated(warning.clone(), params.shown());
    }
}

/// `sendMessage`.
pub(crate) fn send(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let key = key(state, params)?;
    let text = rules::text(params, ("text", "entities"), "message is too long")?;
    let markup = rules::keyboard(params.json("reply_markup").as_ref())?;
    let bot = state.bot_user();
    let room = room(state, &key)?;
    room.check()?;
    if key.business.is_some() && room.heard.is_none_or(|at| at.elapsed() > BUSINESS_WINDOW) {
        return Err(Refusal::rule("BUSINESS_PEER_INVALID"));
    }
    let topic = topic(room, params)?;
    let replied = replied(room, params)?;
    let id = room.next_id();
    let mut message = json!({
        "message_id": id,
        "from": bot,
        "chat": room.chat,
        "date": now(),
        "text": text.text,
    });
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            message[name] = value;
        }
    };
    let is_topic = topic.map(|_| true.into());
    put("message_thread_id", topic.map(Value::from));
    put("is_topic_message", is_topic);
    put("reply_to_message", replied);
    put(
        "entities",
        (!text.entities.is_empty()).then(|| json!(text.entities)),
    );
    put("reply_markup", markup);
    put("link_preview_options", params.json("link_preview_options"));
    if let Some(business) = &key.business {
        put("business_connection_id", Some(business.as_str().into()));
        put("sender_business_bot", Some(bot.clone()));
        put(
            "from",
            state
                .businesses
                .get(business)
                .map(|connection| connection["user"].clone()),
        );
    }
    if let Some(room) = state.rooms.get_mut(&key) {
        room.messages.insert(id, message.clone());
    }
    warn(state, &text, params);
    state.deeds.push(Deed::Sent(message.clone()));
    if state.is_light {
        state.lighten(&key);
    }
    Ok(message)
}

/// The topic to write to; General has no id that could be sent.
fn topic(room: &Room, params: &Params) -> Result<Option<i64>, Refusal> {
    let Some(id) = params.int("message_thread_id") else {
        return Ok(None);
    };
    if room.topics.contains(&id) {
        Ok(Some(id))
    } else {
        Err(Refusal::rule("message thread not found"))
    }
}

/// The message replied to, without the one that it replies to.
fn replied(room: &Room, params: &Params) -> Result<Option<Value>, Refusal> {
    let Some(reply) = params.json("reply_parameters") else {
        return Ok(None);
    };
    let id = reply["message_id"].as_i64().unwrap_or_default();
    if let Some(message) = room.messages.get(&id) {
        let mut message = message.clone();
        if let Some(fields) = message.as_object_mut() {
            fields.remove("reply_to_message");
        }
        return Ok(Some(message));
    }
    if reply["allow_sending_without_reply"] == true {
        return Ok(None);
    }
    Err(Refusal {
        breaks_rule: !room.gone.contains(&id),
        ..Refusal::rule("message to be replied not found")
    })
}

/// What is to be edited.
enum Edited {
    /// A message of a chat.
    In(Key, i64),
    /// A message sent by way of an inline result.
    Inline(String),
}

/// Finds what is to be edited, and the message as it is.
fn edited(state: &State, params: &Params) -> Result<(Edited, Value), Refusal> {
    let inline = params.text("inline_message_id");
    if !inline.is_empty() {
        let message = state.inline_messages.get(&inline);
        let message = message.ok_or_else(|| Refusal::rule("MESSAGE_ID_INVALID"))?;
        return Ok((Edited::Inline(inline), message.clone()));
    }
    let key = key(state, params)?;
    let Some(id) = params.int("message_id") else {
        return Err(Refusal::rule("message identifier is not specified"));
    };
    let room = state
        .rooms
        .get(&key)
        .ok_or_else(|| Refusal::rule("chat not found"))?;
    room.check()?;
    let Some(message) = room.messages.get(&id) else {
        return Err(Refusal {
            breaks_rule: !room.gone.contains(&id),
            ..Refusal::rule("message to edit not found")
        });
    };
    if !is_own(state, message) {
        return Err(Refusal::rule("message can't be edited"));
    }
    Ok((Edited::In(key, id), message.clone()))
}

/// Whether the bot wrote a message.
pub(crate) fn is_own(state: &State, message: &Value) -> bool {
    let is_bots = |user: &Value| user["id"] == state.me["id"];
    is_bots(&message["from"]) || is_bots(&message["sender_business_bot"])
}

/// Puts the new content in place, unless nothing is new.
fn put_back(
    state: &mut State,
    place: Edited,
    before: &Value,
    mut after: Value,
) -> Result<Value, Refusal> {
    let is_same = ["text", "entities", "reply_markup"]
        .iter()
        .all(|name| before.get(name) == after.get(name));
    if is_same {
        return Err(Refusal::rule(
            "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
        ));
    }
    match place {
        Edited::Inline(id) => {
            state.inline_messages.insert(id.clone(), after.clone());
            after["inline_message_id"] = id.into();
            state.deeds.push(Deed::Edited(after));
            Ok(true.into())
        }
        Edited::In(key, id) => {
            after["edit_date"] = now().into();
            room(state, &key)?.messages.insert(id, after.clone());
            state.deeds.push(Deed::Edited(after.clone()));
            Ok(after)
        }
    }
}

fn set(message: &mut Value, name: &str, value: Option<Value>) {
    if !message.is_object() {
        *message = json!({});
    }
    if let Some(fields) = message.as_object_mut() {
        match value {
            Some(value) => fields.insert(name.to_owned(), value),
            None => fields.remove(name),
        };
    }
}

/// `editMessageText`. Without a keyboard, the one that is there goes.
pub(crate) fn edit_text(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let (place, before) = edited(state, params)?;
    let text = rules::text(params, ("text", "entities"), "MESSAGE_TOO_LONG")?;
    let markup = rules::keyboard(params.json("reply_markup").as_ref())?;
    if before.is_object() && before.get("text").is_none() {
        return Err(Refusal::rule("there is no text in the message to edit"));
    }
    let mut after = before.clone();
    set(&mut after, "text", Some(text.text.as_str().into()));
    let entities = (!text.entities.is_empty()).then(|| json!(text.entities));
    set(&mut after, "entities", entities);
    set(&mut after, "reply_markup", markup);
    let done = put_back(state, place, &before, after)?;
    warn(state, &text, params);
    Ok(done)
}

/// `editMessageReplyMarkup`.
pub(crate) fn edit_markup(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let (place, before) = edited(state, params)?;
    let markup = rules::keyboard(params.json("reply_markup").as_ref())?;
    let mut after = before.clone();
    set(&mut after, "reply_markup", markup);
    put_back(state, place, &before, after)
}

/// `deleteMessage`.
pub(crate) fn delete(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let key = key(state, params)?;
    let id = params.int("message_id").unwrap_or_default();
    let room = room(state, &key)?;
    room.check()?;
    let is_private = room.chat["type"] == "private";
    let Some(message) = room.messages.get(&id).cloned() else {
        return Err(Refusal {
            breaks_rule: !room.gone.contains(&id),
            ..Refusal::rule("message to delete not found")
        });
    };
    if !is_private && !is_own(state, &message) {
        return Err(Refusal::rule("message can't be deleted"));
    }
    if let Some(room) = state.rooms.get_mut(&key) {
        room.messages.remove(&id);
        room.gone.insert(id);
    }
    state.deeds.push(Deed::Deleted(message));
    Ok(true.into())
}

/// `deleteBusinessMessages`, of the bot's own messages.
pub(crate) fn delete_business(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let business = Some(params.text("business_connection_id"));
    let ids = params.json("message_ids").unwrap_or_default();
    let ids: Vec<i64> = ids
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect();
    let rooms = state.rooms.iter();
    let found = rooms
        .filter(|(key, _)| key.business == business)
        .find(|(_, room)| {
            let mut ids = ids.iter();
            ids.len() > 0 && ids.all(|id| room.messages.get(id).is_some_and(|m| is_own(state, m)))
        });
    let key = found.map(|(key, _)| key.clone());
    let key = key.ok_or_else(|| Refusal::rule("message to delete not found"))?;
    for id in ids {
        let room = room(state, &key)?;
        room.gone.insert(id);
        let message = room.messages.remove(&id);
        state.deeds.extend(message.map(Deed::Deleted));
    }
    Ok(true.into())
}

/// `sendChatAction`: the chat must be there, and shows nothing here.
pub(crate) fn chat_action(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let key = key(state, params)?;
    let room = room(state, &key)?;
    room.check()?;
    topic(room, params)?;
    Ok(true.into())
}

/// `leaveChat`.
pub(crate) fn leave(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let key = key(state, params)?;
    room(state, &key)?.check()?;
    state.deeds.push(Deed::Left(key));
    Ok(true.into())
}

/// `getChat`, as far as the server knows.
pub(crate) fn chat(state: &mut State, params: &Params) -> Result<Value, Refusal> {
    let key = key(state, params)?;
    let mut chat = room(state, &key)?.chat.clone();
    chat["accent_color_id"] = 0.into();
    chat["max_reaction_count"] = 11.into();
    chat["accepted_gift_types"] = json!({
        "unlimited_gifts": true,
        "limited_gifts": true,
        "unique_gifts": true,
        "premium_subscription": true,
        "gifts_from_channels": true,
    });
    Ok(chat)
}
