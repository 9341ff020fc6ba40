//! Random updates of valid shapes, and random characters of all planes.
//!
//! The same seed makes the same ones, so that a failure can be looked at again.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::fake::rules::units;
use super::fake::state::{BOT, USERNAME};

/// Random updates without end. Their ids are left to the server.
pub(crate) fn updates(seed: u64) -> impl Iterator<Item = Value> {
    let mut random = Random {
        rng: Rng::with_seed(seed),
        count: 0,
    };
    std::iter::repeat_with(move || random.update())
}

/// Up to `longest` characters of all seventeen planes, each plane as often as any other.
pub(crate) fn unicode(rng: &mut Rng, longest: usize) -> String {
    let length = rng.usize(0..=longest);
    let plane = |rng: &mut Rng| char::from_u32((rng.u32(0..17) << 16) | rng.u32(0..=0xffff));
    // Surrogates are no characters.
    std::iter::repeat_with(|| plane(rng).unwrap_or('\u{fffd}'))
        .take(length)
        .collect()
}

struct Random {
    rng: Rng,
    count: i64,
}

const TEXTS: &[&str] = &[
    "",
    "/start",
    "/start pain",
    "/help@faq_test_bot",
    "/topics@other_bot",
    "/",
    "//",
    "/ü",
    "does it hurt?",
    "@faq_test_bot does it hurt",
    "<b>&amp;</i>",
    "\u{202e}evil",
    "👩‍⚕️🏳️‍🌈",
    "e\u{301}\u{301}\u{301}",
    "\u{0}\u{7}\r\n\t",
    "I cannot breathe",
    "a\nb\n\n\nc",
    "https://example.org/?a=b&c",
];

impl Random {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.rng.usize(0..of.len())]
    }

    fn text(&mut self) -> String {
        match self.rng.u8(0..10) {
            0..5 => self.one(TEXTS).to_owned(),
            5..9 => unicode(&mut self.rng, 40),
            _ => unicode(&mut self.rng, 4096 / 2),
        }
    }

    fn some(&mut self, object: &mut Value, name: &str, value: impl FnOnce(&mut Self) -> Value) {
        if self.rng.u8(0..3) == 0 {
            object[name] = value(self);
        }
    }

    fn id(&mut self) -> i64 {
        self.count += 1;
        self.count
    }

    fn date(&mut self) -> i64 {
        self.rng.i64(1..i64::from(i32::MAX))
    }

    fn user_id(&mut self) -> i64 {
        match self.rng.u8(0..10) {
            0 => (1 << 52) - 1,
            1 => BOT,
            _ => self.rng.i64(1..100),
        }
    }

    fn user(&mut self) -> Value {
        let id = self.user_id();
        let mut user = json!({ "id": id, "is_bot": id == BOT || self.rng.u8(0..10) == 0 });
        user["first_name"] = unicode(&mut self.rng, 20).into();
        self.some(&mut user, "last_name", |r| unicode(&mut r.rng, 20).into());
        self.some(&mut user, "username", |r| {
            r.one(&["ann", "bob", USERNAME]).into()
        });
        self.some(&mut user, "language_code", |r| {
            r.one(&["en", "de", "pt-br", "xx"]).into()
        });
        self.some(&mut user, "is_premium", |_| true.into());
        user
    }

    /// Ids tell the kind: a chat is always of the same one.
    fn chat(&mut self) -> Value {
        let id = self.user_id();
        match self.rng.u8(0..5) {
            0 | 1 => {
                let mut chat = json!({ "id": id, "type": "private", "first_name": "Ann" });
                self.some(&mut chat, "username", |_| "ann".into());
                chat
            }
            2 => json!({ "id": -id, "type": "group", "title": "Clinic" }),
            3 => {
                let id = -1_000_000_000_000 - self.rng.i64(1..100);
                json!({ "id": id, "type": "supergroup", "title": "Clinic", "is_forum": id % 2 == 0 })
            }
            _ => {
                let id = -1_000_000_001_000 - self.rng.i64(1..100);
                json!({ "id": id, "type": "channel", "title": "News" })
            }
        }
    }

    fn file(&mut self) -> Value {
        json!({ "file_id": "f", "file_unique_id": "u", "file_size": self.rng.u32(..) })
    }

    fn sized(&mut self, more: Value) -> Value {
        let mut file = self.file();
        for (name, value) in more.as_object().cloned().unwrap_or_default() {
            file[name] = value;
        }
        file
    }

    fn entities(&mut self, text: &str) -> Value {
        let length = units(text);
        if length == 0 {
            return json!([]);
        }
        let count = self.rng.usize(0..4);
        let made = (0..count).map(|_| {
            let start = self.rng.usize(0..length);
            let kind = self.one(&[
                "bot_command",
                "mention",
                "bold",
                "url",
                "spoiler",
                "blockquote",
                "expandable_blockquote",
                "hashtag",
                "cashtag",
                "phone_number",
                "email",
                "code",
            ]);
            json!({ "type": kind, "offset": start, "length": self.rng.usize(1..=length - start) })
        });
        made.collect()
    }

    /// What a message is about: the fields of one kind.
    fn content(&mut self) -> Value {
        let frame = json!({ "width": 9, "height": 9 });
        match self.rng.u8(0..24) {
            0..8 => {
                let text = self.text();
                json!({ "entities": self.entities(&text), "text": text })
            }
            8 => json!({ "photo": [self.sized(frame)] }),
            9 => {
                let caption = self.text();
                json!({ "photo": [self.sized(frame)], "caption": caption })
            }
            10 => json!({ "voice": self.sized(json!({ "duration": 1 })) }),
            11 => json!({ "audio": self.sized(json!({ "duration": 1 })) }),
            12 => json!({ "document": self.file() }),
            13 => json!({ "video": self.sized(json!({ "width": 9, "height": 9, "duration": 1 })) }),
            14 => json!({ "video_note": self.sized(json!({ "length": 9, "duration": 1 })) }),
            15 => json!({ "sticker": self.sized(json!({
                "type": "regular", "width": 9, "height": 9, "is_animated": false, "is_video": true,
            })) }),
            16 => {
                json!({ "location": { "latitude": self.rng.f64(), "longitude": self.rng.f64() } })
            }
            17 => json!({ "contact": { "phone_number": "1", "first_name": self.text() } }),
            18 => json!({ "dice": { "emoji": "🎲", "value": 3 } }),
            19 => json!({ "poll": self.poll() }),
            20 => json!({ "new_chat_members": [self.user()] }),
            21 => json!({ "left_chat_member": self.user() }),
            22 => json!({ "new_chat_title": "Clinic" }),
            _ => json!({ "forum_topic_created": { "name": "Pain", "icon_color": 7_322_096 } }),
        }
    }

    fn poll(&mut self) -> Value {
        let votes = self.rng.u16(0..9);
        json!({
            "id": "1", "question": self.text(), "type": "regular", "total_voter_count": votes,
            "options": [{ "text": "a", "voter_count": votes, "persistent_id": "a" }],
            "is_closed": false, "is_anonymous": true, "allows_multiple_answers": false, "allows_revoting": true, "members_only": false,
        })
    }

    fn message(&mut self, depth: u8) -> Value {
        let mut message = self.content();
        message["message_id"] = self.id().into();
        message["date"] = self.date().into();
        message["chat"] = self.chat();
        if message["chat"]["type"] == "channel" {
            message["sender_chat"] = message["chat"].clone();
        } else {
            message["from"] = self.user();
        }
        if message["chat"]["is_forum"] == true && self.rng.bool() {
            message["message_thread_id"] = self.rng.i64(2..9).into();
            message["is_topic_message"] = true.into();
        }
        self.some(&mut message, "via_bot", |r| {
            json!({ "id": r.one(&[BOT, 5]), "is_bot": true, "first_name": "B", "username": "some_bot" })
        });
        if depth > 0 {
            self.some(&mut message, "reply_to_message", |r| r.message(depth - 1));
        }
        message
    }

    fn edited(&mut self) -> Value {
        let mut message = self.message(1);
        message["edit_date"] = self.date().into();
        message
    }

    fn business(&mut self, mut message: Value) -> Value {
        message["chat"] = json!({ "id": self.user_id(), "type": "private", "first_name": "Ann" });
        message["from"] = self.user();
        message["business_connection_id"] = "unknown-connection".into();
        let fields = message.as_object_mut().into_iter();
        fields.for_each(|fields| {
            fields.retain(|name, _| !name.contains("topic") && !name.contains("thread"));
        });
        message
    }

    fn of_chat(&mut self, chat: &Value) -> Value {
        let member = |user: &Value, status: &str| json!({ "user": user, "status": status, "is_anonymous": false });
        let bot = json!({ "id": BOT, "is_bot": true, "first_name": "FAQ", "username": USERNAME });
        let strip = |mut member: Value, status: &str| {
            if status != "creator"
                && let Some(fields) = member.as_object_mut()
            {
                fields.remove("is_anonymous");
            }
            if status == "kicked" {
                member["until_date"] = 0.into();
            }
            member
        };
        let (before, after) = (
            self.one(&["left", "member", "kicked"]),
            self.one(&["member", "kicked"]),
        );
        json!({
            "chat": chat, "from": self.user(), "date": self.date(),
            "old_chat_member": strip(member(&bot, before), before),
            "new_chat_member": strip(member(&bot, after), after),
        })
    }

    fn callback(&mut self) -> Value {
        let mut query = json!({ "from": self.user(), "chat_instance": "1" });
        query["id"] = format!("random-{}", self.id()).into();
        match self.rng.u8(0..3) {
            0 => query["message"] = self.message(1),
            1 => {
                let chat = self.chat();
                query["message"] = json!({ "message_id": self.id(), "date": 0, "chat": chat });
            }
            _ => query["inline_message_id"] = "random".into(),
        }
        if self.rng.u8(0..6) == 0 {
            query["game_short_name"] = "chess".into();
        } else {
            query["data"] = unicode(&mut self.rng, 16).into();
        }
        query
    }

    fn update(&mut self) -> Value {
        let (kind, content) = match self.rng.u8(0..30) {
            0..9 => ("message", self.message(2)),
            9..12 => ("edited_message", self.edited()),
            12 => ("channel_post", self.message(1)),
            13 => ("edited_channel_post", self.edited()),
            14 => {
                let message = self.message(0);
                ("business_message", self.business(message))
            }
            15 => {
                let message = self.edited();
                ("edited_business_message", self.business(message))
            }
            16 => (
                "deleted_business_messages",
                json!({
                    "business_connection_id": "unknown-connection", "message_ids": [1],
                    "chat": { "id": 7, "type": "private", "first_name": "Ann" },
                }),
            ),
            17..20 => ("callback_query", self.callback()),
            20..22 => {
                let id = format!("random-{}", self.id());
                let query =
                    json!({ "id": id, "from": self.user(), "query": self.text(), "offset": "" });
                ("inline_query", query)
            }
            22 => (
                "chosen_inline_result",
                json!({ "result_id": "x", "from": self.user(), "query": self.text() }),
            ),
            23 => {
                let chat = self.chat();
                ("my_chat_member", self.of_chat(&chat))
            }
            24 => ("poll", self.poll()),
            25 => {
                let answer = json!({ "poll_id": "1", "user": self.user(), "option_ids": [0], "option_persistent_ids": ["a"] });
                ("poll_answer", answer)
            }
            26 => (
                "pre_checkout_query",
                json!({
                    "id": "1", "from": self.user(), "currency": "EUR", "total_amount": 1,
                    "invoice_payload": self.text(),
                }),
            ),
            27 => (
                "chat_join_request",
                json!({
                    "chat": { "id": -1_000_000_000_050_i64, "type": "supergroup", "title": "Clinic" },
                    "from": self.user(), "user_chat_id": 7, "date": self.date(),
                }),
            ),
            28 => (
                "business_connection",
                json!({
                    "id": format!("random-{}", self.id()), "user": self.user(), "user_chat_id": 7,
                    "date": self.date(), "is_enabled": self.rng.bool(),
                }),
            ),
            // What later versions of the API bring.
            _ => (
                "brand_new_kind",
                json!({ "anything": [self.text(), null, 1.5e300, {}] }),
            ),
        };
        Map::from_iter([(kind.to_owned(), content)]).into()
    }
}
