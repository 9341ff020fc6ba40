//! What the server knows: chats and their messages, the bot, open queries, and what happened.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::faults::Faults;
use super::profile::Profile;
use super::refusal::Refusal;
use super::updates::Updates;

/// The token that the server knows.
pub(crate) const TOKEN: &str = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcTESTS";

/// The id of the bot.
pub(crate) const BOT: i64 = 4_839_574_812;

/// The bot's name to be mentioned by.
pub(crate) const USERNAME: &str = "faq_test_bot";

/// So many of its latest messages a chat keeps on a server that is to be light.
const LIGHT_ROOM: usize = 200;

/// Now, in seconds since 1970.
pub(crate) fn now() -> i64 {
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX)
}

/// A chat as the bot sees it: chats of a business account are apart from the bot's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    /// The business connection, if it is a chat of one.
    pub(crate) business: Option<String>,
    /// The id of the chat.
    pub(crate) id: i64,
}

impl Key {
    /// A chat of the bot itself.
    pub(crate) fn own(id: i64) -> Self {
        Self { business: None, id }
    }

    /// The chat of a message.
    pub(crate) fn of(message: &Value) -> Option<Self> {
        Some(Self {
            business: message["business_connection_id"]
                .as_str()
                .map(str::to_owned),
            id: message["chat"]["id"].as_i64()?,
        })
    }
}

/// How the bot stands with a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It may write.
    Welcome,
    /// It is refused with this text: `Forbidden: ...` is 403, all else 400.
    Refused(String),
    /// The group went over into the supergroup with this id.
    Migrated(i64),
}

/// A chat.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    /// The `Chat` object.
    pub(crate) chat: Value,
    /// Whether the bot may write.
    pub(crate) standing: Standing,
    /// The messages that are there, by id.
    pub(crate) messages: BTreeMap<i64, Value>,
    /// The ids of messages that are no longer there.
    pub(crate) gone: BTreeSet<i64>,
    /// The ids of its forum topics, General left out.
    pub(crate) topics: BTreeSet<i64>,
    /// When the customer of a business last wrote.
    pub(crate) heard: Option<Instant>,
}

impl Room {
    /// A chat in which nothing was said yet.
    pub(crate) fn new(chat: Value) -> Self {
        Self {
            chat,
            standing: Standing::Welcome,
            messages: BTreeMap::new(),
            gone: BTreeSet::new(),
            topics: BTreeSet::new(),
            heard: None,
        }
    }

    /// The id for the next message.
    pub(crate) fn next_id(&self) -> i64 {
        let last = self.messages.keys().chain(&self.gone).max();
        last.map_or(1, |last| last + 1)
    }

    /// Whether the bot may write.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match &self.standing {
            Standing::Welcome => Ok(()),
            Standing::Migrated(to) => Err(Refusal::migrated(*to)),
            Standing::Refused(text) => {
                let code = if text.starts_with("Forbidden: ") {
                    403
                } else {
                    400
                };
                Err(Refusal::world(code, text))
            }
        }
    }
}

/// Something that waits for one answer of the bot.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    /// Whether it was answered.
    pub(crate) is_over: bool,
    /// Whether the test made it too old to be answered.
    pub(crate) is_expired: bool,
    /// The update that it came with.
    pub(crate) update: i64,
    /// Who asked, for the transcript.
    pub(crate) by: String,
}

/// Something that the bot did.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// It sent this message.
    Sent(Value),
    /// It edited a message, which is now this.
    Edited(Value),
    /// It deleted this message.
    Deleted(Value),
    /// It answered the callback query `id`.
    CallbackAnswered {
        /// The id of the query.
        id: String,
        /// The text shown, empty if there is none.
        text: String,
        /// Whether it is shown as an alert.
        is_alert: bool,
    },
    /// It answered the inline query `id` with these parameters.
    InlineAnswered {
        /// The id of the query.
        id: String,
        /// All parameters of the answer, as JSON.
        answer: Value,
    },
    /// It left the chat.
    Left(Key),
}

/// A rule that the bot broke.
#[derive(Debug, Clone)]
pub(crate) struct Violation {
    /// What is wrong.
    pub(crate) rule: String,
    /// The method and its parameters.
    pub(crate) request: String,
}

/// One request of the bot.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The method as it was written.
    pub(crate) method: String,
    /// Its parameters as JSON.
    pub(crate) params: Value,
    /// When it came.
    pub(crate) at: Instant,
    /// The HTTP status of the response, 0 while there is none.
    pub(crate) status: u16,
}

/// A message of the bot that the server took, whatever the bot learned of that.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    /// Who sent it: the path that stands before `/bot` in the address of the server.
    pub(crate) from: String,
    /// When it was taken.
    pub(crate) at: Instant,
    /// The chat.
    pub(crate) chat: i64,
    /// The message that it answers.
    pub(crate) replies_to: Option<i64>,
    /// What it says.
    pub(crate) text: String,
    /// Whether a fault kept the response from the bot.
    pub(crate) is_lost: bool,
}

/// Everything that the server knows.
#[derive(Debug)]
pub(crate) struct State {
    /// The bot as `getMe` shows it.
    pub(crate) me: Value,
    /// All chats.
    pub(crate) rooms: BTreeMap<Key, Room>,
    /// Updates on their way to the bot.
    pub(crate) updates: Updates,
    /// Callback queries by id.
    pub(crate) callbacks: HashMap<String, Query>,
    /// Inline queries by id.
    pub(crate) inline_queries: HashMap<String, Query>,
    /// Messages sent by way of inline results, by their `inline_message_id`.
    pub(crate) inline_messages: HashMap<String, Value>,
    /// `BusinessConnection` objects by id.
    pub(crate) businesses: HashMap<String, Value>,
    /// Commands and descriptions.
    pub(crate) profile: Profile,
    /// What goes wrong.
    pub(crate) faults: Faults,
    /// What the bot did, in order.
    pub(crate) deeds: Vec<Deed>,
    /// Every request in order, without `getUpdates`.
    pub(crate) requests: Vec<Request>,
    /// Every message of the bot that was taken, in order.
    pub(crate) accepted: Vec<Accepted>,
    /// For very many messages: neither requests nor deeds nor the transcript are kept, and of each chat
    /// only the latest messages.
    pub(crate) is_light: bool,
    /// Rules that the bot broke.
    pub(crate) violations: Vec<Violation>,
    /// What happened, to be read by a person.
    pub(crate) transcript: Vec<String>,
    /// When a refused request may be made again, and the text of the final ones.
    pub(crate) refused: HashMap<String, Option<Instant>>,
    /// How many deeds are in the transcript.
    pub(crate) deeds_noted: usize,
    next_id: i64,
}

impl State {
    /// A server on which nothing happened yet.
    pub(crate) fn new() -> Self {
        Self {
            me: json!({
                "id": BOT,
                "is_bot": true,
                "first_name": "FAQ",
                "username": USERNAME,
                "can_join_groups": true,
                "can_read_all_group_messages": true,
                "supports_inline_queries": true,
                "can_connect_to_business": true,
                "has_main_web_app": false,
                "has_topics_enabled": false,
            }),
            rooms: BTreeMap::new(),
            updates: Updates::default(),
            callbacks: HashMap::new(),
            inline_queries: HashMap::new(),
            inline_messages: HashMap::new(),
            businesses: HashMap::new(),
            profile: Profile::default(),
            faults: Faults::default(),
            deeds: Vec::new(),
            requests: Vec::new(),
            accepted: Vec::new(),
            is_light: false,
            violations: Vec::new(),
            transcript: Vec::new(),
            refused: HashMap::new(),
            deeds_noted: 0,
            next_id: 1_000,
        }
    }

    /// A number that was not given out before.
    pub(crate) fn fresh_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    /// Gives out numbers from this one on.
    pub(crate) fn ids_go_on_from(&mut self, id: i64) {
        self.next_id = id;
    }

    /// The bot as the sender of a message.
    pub(crate) fn bot_user(&self) -> Value {
        json!({
            "id": self.me["id"],
            "is_bot": true,
            "first_name": self.me["first_name"],
            "username": self.me["username"],
        })
    }

    /// Notes a line for the transcript.
    pub(crate) fn note(&mut self, line: impl Into<String>) {
        if !self.is_light {
            self.transcript.push(line.into());
        }
    }

    /// Notes that the bot broke a rule.
    pub(crate) fn violated(&mut self, rule: impl Into<String>, request: impl Into<String>) {
        let rule = rule.into();
        self.note(format!("    ! {rule}"));
        self.violations.push(Violation {
            rule,
            request: request.into(),
        });
    }

    /// Puts an update into the queue, and gets to know what it mentions: chats, messages, queries,
    /// business connections. An update without an id is given the next one. Comes back with the id.
    pub(crate) fn deliver(&mut self, update: Value) -> i64 {
        let id = self.updates.next_id(&update);
        self.learn(&update, id);
        if !self.updates.push(id, update) {
            self.note("    (allowed_updates keep this from the bot)");
            self.forget_queries_of(id);
        }
        id
    }

    fn learn(&mut self, update: &Value, id: i64) {
        let Some(fields) = update.as_object() else {
            return;
        };
        for (kind, content) in fields {
            match kind.as_str() {
                "message"
                | "edited_message"
                | "channel_post"
                | "edited_channel_post"
                | "business_message"
                | "edited_business_message" => self.learn_message(content),
                "callback_query" => {
                    self.learn_message(&content["message"]);
                    if let Some(name) = content["inline_message_id"].as_str() {
                        self.inline_messages.entry(name.to_owned()).or_default();
                    }
                    learn_query(&mut self.callbacks, content, id);
                }
                "inline_query" => learn_query(&mut self.inline_queries, content, id),
                "business_connection" => {
                    if let Some(name) = content["id"].as_str() {
                        self.businesses.insert(name.to_owned(), content.clone());
                    }
                }
                "my_chat_member" | "chat_member" | "chat_join_request" => {
                    self.learn_chat(None, &content["chat"]);
                }
                _ => {}
            }
        }
    }

    fn learn_chat(&mut self, business: Option<String>, chat: &Value) -> Option<&mut Room> {
        let id = chat["id"].as_i64()?;
        let key = Key { business, id };
        Some(
            self.rooms
                .entry(key)
                .or_insert_with(|| Room::new(chat.clone())),
        )
    }

    fn learn_message(&mut self, message: &Value) {
        let Some(key) = Key::of(message) else { return };
        let is_customer = message["from"]["id"].as_i64() == Some(key.id);
        let Some(room) = self.learn_chat(key.business.clone(), &message["chat"]) else {
            return;
        };
        if is_customer {
            room.heard = Some(Instant::now());
        }
        if let Some(topic) = message["message_thread_id"].as_i64()
            && message["is_topic_message"] == true
        {
            room.topics.insert(topic);
        }
        if let Some(id) = message["message_id"].as_i64()
            && message["date"] != 0
            && !room.gone.contains(&id)
        {
            room.messages.insert(id, message.clone());
        }
        if self.is_light {
            self.lighten(&key);
        }
    }

    /// Forgets the deeds, and all but the latest messages of a chat.
    pub(crate) fn lighten(&mut self, key: &Key) {
        self.deeds.clear();
        self.deeds_noted = 0;
        if let Some(room) = self.rooms.get_mut(key) {
            while room.messages.len() > LIGHT_ROOM {
                room.messages.pop_first();
            }
        }
    }

    /// The queries of an update that does not reach the bot need no answer.
    fn forget_queries_of(&mut self, update: i64) {
        self.callbacks.retain(|_, query| query.update != update);
        self.inline_queries
            .retain(|_, query| query.update != update);
    }

    /// Callback queries that are not answered yet, as who asked.
    pub(crate) fn unanswered(&self) -> Vec<&str> {
        let open = self
            .callbacks
            .values()
            .filter(|query| !query.is_over && !query.is_expired);
        open.map(|query| query.by.as_str()).collect()
    }

    /// Notes a refusal, so that a bot which asks again too early or for ever is found out.
    pub(crate) fn remember_refusal(&mut self, request: &str, chat: &str, refusal: &Refusal) {
        match refusal.code {
            403 => {
                self.refused.insert(request.to_owned(), None);
            }
            429 => {
                let seconds = refusal
                    .parameters
                    .as_ref()
                    .and_then(|p| p["retry_after"].as_u64());
                let until = Instant::now() + Duration::from_secs(seconds.unwrap_or(0));
                self.refused.insert(chat.to_owned(), Some(until));
            }
            _ => {}
        }
    }

    /// What the bot should have known better after an earlier refusal.
    pub(crate) fn ignored_refusal(&mut self, request: &str, chat: &str) -> Option<&'static str> {
        if self.refused.contains_key(request) {
            return Some("the same request came again after 403, which is final");
        }
        let until = self.refused.get(chat).copied().flatten()?;
        // Clocks and schedulers are granted a little.
        if Instant::now() + Duration::from_millis(20) < until {
            return Some("came again before `retry_after` had passed");
        }
        self.refused.remove(chat);
        None
    }
}

fn learn_query(queries: &mut HashMap<String, Query>, content: &Value, update: i64) {
    if let Some(name) = content["id"].as_str() {
        let asked = content["data"].as_str().or(content["query"].as_str());
        let by = content["from"]["first_name"].as_str().unwrap_or_default();
        queries.entry(name.to_owned()).or_insert_with(|| Query {
            is_over: false,
            is_expired: false,
            update,
            by: format!("{by}, {:?}", asked.unwrap_or_default()),
        });
    }
}
