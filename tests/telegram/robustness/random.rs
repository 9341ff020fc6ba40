//! Updates of any shape.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::script::{World, contains};

use super::unlimited;

/// How many updates there are.
const UPDATES: usize = 10_000;

/// Names that mean something to whoever reads an update.
const NAMES: &[&str] = &[
    "message_id",
    "from",
    "chat",
    "date",
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "reply_to_message",
    "message_thread_id",
    "is_topic_message",
    "id",
    "type",
    "is_bot",
    "first_name",
    "username",
    "title",
    "data",
    "query",
    "offset",
    "length",
    "message",
    "chat_instance",
    "user",
    "new_chat_member",
    "old_chat_member",
    "status",
    "sender_chat",
    "via_bot",
    "reply_markup",
    "inline_keyboard",
    "callback_data",
    "location",
    "latitude",
    "longitude",
    "forward_origin",
    "business_connection_id",
    "edit_date",
    "game_short_name",
    "inline_message_id",
    "poll",
    "sticker",
    "migrate_to_chat_id",
    "pinned_message",
    "new_chat_members",
    "language_code",
    "url",
    "custom",
];

/// Kinds of update that the bot asks for.
const KINDS: &[&str] = &[
    "message",
    "edited_message",
    "business_message",
    "edited_business_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// Text of characters of all planes, with some that commands and mentions begin with.
fn text(rng: &mut Rng) -> String {
    let length = rng.usize(0..40);
    (0..length)
        .map(|_| match rng.u8(0..8) {
            0 => *rng
                .choice(&['/', '@', ' ', '\n', '<', '&', '\0', '\u{202e}'])
                .unwrap(),
            1..4 => rng.char('a'..='z'),
            _ => rng.char(..),
        })
        .collect()
}

fn number(rng: &mut Rng) -> Value {
    match rng.u8(0..6) {
        0 => json!(rng.i64(..)),
        1 => json!(rng.u64(..)),
        2 => json!(rng.f64() * 1e9),
        3 => json!(0),
        _ => json!(rng.i64(-5..5_000)),
    }
}

/// Any JSON.
fn value(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(0..if depth == 0 { 5 } else { 9 }) {
        0 => Value::Null,
        1 => rng.bool().into(),
        2 => number(rng),
        3 | 4 => text(rng).into(),
        5 => (0..rng.usize(0..4))
            .map(|_| value(rng, depth - 1))
            .collect(),
        _ => {
            let fields = (0..rng.usize(0..6)).map(|_| {
                let name = *rng.choice(NAMES).unwrap();
                (name.to_owned(), value(rng, depth - 1))
            });
            fields.collect::<Map<_, _>>().into()
        }
    }
}

/// An update that Telegram may send, with some of it replaced, taken away and added.
fn mutated(rng: &mut Rng) -> Value {
    let person = rng.i64(1..500) + 900_000;
    let user = json!({ "id": person, "is_bot": false, "first_name": text(rng), "username": "u" });
    let chat = match rng.u8(0..3) {
        0 => json!({ "id": -person, "type": "group", "title": text(rng) }),
        _ => json!({ "id": person, "type": "private", "first_name": "A" }),
    };
    let entity = json!({ "type": *rng.choice(&["bot_command", "mention", "bold", "custom_emoji", "x"]).unwrap(),
        "offset": number(rng), "length": number(rng) });
    let message = json!({ "message_id": rng.i64(1..1_000_000), "date": 1_700_000_000, "from": user,
        "chat": chat, "text": text(rng), "entities": [entity] });
    let kind = *rng.choice(KINDS).unwrap();
    let mut content = match kind {
        "callback_query" => {
            json!({ "id": rng.u64(..).to_string(), "from": user, "chat_instance": "1",
            "message": message, "data": text(rng) })
        }
        "inline_query" => {
            json!({ "id": rng.u64(..).to_string(), "from": user, "query": text(rng), "offset": "" })
        }
        _ => message,
    };
    for _ in 0..rng.usize(0..4) {
        spoil(rng, &mut content);
    }
    json!({ kind: content })
}

/// Changes something somewhere.
fn spoil(rng: &mut Rng, within: &mut Value) {
    let Some(fields) = within.as_object_mut() else {
        *within = value(rng, 2);
        return;
    };
    let names: Vec<String> = fields.keys().cloned().collect();
    match (rng.u8(0..4), rng.choice(&names)) {
        (0, Some(name)) => {
            fields.remove(name);
        }
        (1, Some(name)) => spoil(rng, &mut fields[name.as_str()]),
        (2, Some(name)) => fields[name.as_str()] = value(rng, 3),
        _ => {
            let name = *rng.choice(NAMES).unwrap();
            fields.insert(name.to_owned(), value(rng, 3));
        }
    }
}

fn update(rng: &mut Rng) -> Value {
    if rng.bool() {
        mutated(rng)
    } else {
        json!({ *rng.choice(KINDS).unwrap(): value(rng, 4) })
    }
}

#[tokio::test]
async fn no_update_of_any_shape_stops_the_bot_or_makes_it_panic() {
    let world = World::start(unlimited());
    // Ids of chats and queries are random, too, and the same ones come again.
    for rule in [
        "query is too old",
        "chat not found",
        "message can't be edited",
        "business connection not found",
    ] {
        world.allows(rule);
    }
    let mut rng = Rng::with_seed(20_270_101);
    world.state(|state| {
        for _ in 0..UPDATES {
            state.deliver(update(&mut rng));
        }
    });
    let ann = world.private("Ann");
    world.all_is_confirmed().await;
    ann.says("does it hurt?").await;
    ann.gets(contains("hurt")).await;
    // Some of these queries have nothing by which they could be answered.
    world.state(|state| state.callbacks.clear());
    let log = world.log();
    assert!(!log.contains("panic"), "{log}");
    assert!(!log.contains("could not be read"), "{log}");
}
