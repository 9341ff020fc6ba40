//! Many messages from many people, each of which is to be answered once.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::fake::state::{Key, Room, State, now};

/// Questions with answers of one message each.
const QUESTIONS: &[&str] = &[
    "What is microneedling?",
    "does it hurt?",
    "how long does it take?",
    "how much does it cost?",
    "what should I do afterwards?",
    "can I wear makeup after?",
    "how many sessions do I need?",
    "what is the capital of France?",
    "hello",
    "/help",
];

/// A message that a person sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The chat.
    pub(crate) chat: i64,
    /// The message.
    pub(crate) message: i64,
    /// Which of the questions it is.
    pub(crate) question: usize,
}

/// People who write, and what they wrote.
pub(crate) struct Load {
    chats: Vec<i64>,
    rng: Rng,
    /// In the order in which it was sent.
    pub(crate) asked: Vec<Asked>,
}

impl Load {
    /// So many people, who have not written yet.
    pub(crate) fn new(state: &mut State, chats: usize, seed: u64) -> Self {
        let chats = (0..chats).map(|_| {
            let id = state.fresh_id();
            let chat = json!({ "id": id, "type": "private", "first_name": "Ann" });
            state.rooms.insert(Key::own(id), Room::new(chat));
            id
        });
        Self {
            chats: chats.collect(),
            rng: Rng::with_seed(seed),
            asked: Vec::new(),
        }
    }

    /// Sends so many messages from people chosen at random.
    pub(crate) fn send(&mut self, state: &mut State, messages: usize) {
        for _ in 0..messages {
            let chat = self.chats[self.rng.usize(..self.chats.len())];
            self.send_from(state, chat);
        }
    }

    /// Sends one message more from everybody. As messages of a chat are answered in order, its answer
    /// shows that nothing of the chat is left to be answered.
    pub(crate) fn send_from_all(&mut self, state: &mut State) {
        for chat in self.chats.clone() {
            self.send_from(state, chat);
        }
    }

    fn send_from(&mut self, state: &mut State, chat: i64) {
        let question = self.rng.usize(..QUESTIONS.len());
        let room = &state.rooms[&Key::own(chat)];
        let message = room.next_id();
        let update = update(&room.chat, message, QUESTIONS[question]);
        state.deliver(update);
        self.asked.push(Asked {
            chat,
            message,
            question,
        });
    }
}

fn update(chat: &Value, message: i64, text: &str) -> Value {
    let mut message = json!({
        "message_id": message,
        "date": now(),
        "chat": chat,
        "from": { "id": chat["id"], "is_bot": false, "first_name": "Ann", "language_code": "en" },
        "text": text,
    });
    if text.starts_with('/') {
        message["entities"] = crate::fake::entities::find(text).into();
    }
    json!({ "message": message })
}
