//! People who write, edit, tap and ask inline.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::script::received::Received;
use super::script::{Chat, World};
use super::texts::texts;

/// So many people.
const PEOPLE: usize = 300;

/// The same people do the same in every run.
const SEED: u64 = 1;

struct Person {
    chat: Chat,
    /// The latest message.
    asked: Option<Received>,
    /// Whether the bot has written to them.
    was_answered: bool,
}

/// People, and the messages that they have no answer to yet.
pub(crate) struct Crowd {
    people: Vec<Person>,
    by_chat: HashMap<i64, usize>,
    texts: Vec<String>,
    rng: Rng,
    open: HashMap<(i64, i64), Instant>,
    latencies: Vec<Duration>,
    pub(crate) messages: usize,
    pub(crate) edits: usize,
    pub(crate) taps: usize,
    pub(crate) queries: usize,
}

impl Crowd {
    /// People who have not written yet.
    pub(crate) fn new(world: &Arc<World>) -> Self {
        let people = (0..PEOPLE).map(|number| Person {
            chat: world.private(&format!("P{number}")),
            asked: None,
            was_answered: false,
        });
        let people: Vec<Person> = people.collect();
        let by_chat = people.iter().enumerate();
        Self {
            by_chat: by_chat.map(|(at, person)| (person.chat.id(), at)).collect(),
            people,
            texts: texts(),
            rng: Rng::with_seed(SEED),
            open: HashMap::new(),
            latencies: Vec::new(),
            messages: 0,
            edits: 0,
            taps: 0,
            queries: 0,
        }
    }

    /// Somebody writes, edits, taps or asks inline.
    pub(crate) async fn does_something(&mut self) {
        let person = self.rng.usize(..self.people.len());
        let person = &mut self.people[person];
        let text = self.texts[self.rng.usize(..self.texts.len())].as_str();
        let is_quiet = person
            .asked
            .as_ref()
            .is_some_and(|asked| !self.open.contains_key(&(person.chat.id(), asked.id())));
        match self.rng.u8(..100) {
            0..10 if is_quiet => {
                if let Some(asked) = &person.asked {
                    person.chat.edits_message(asked, text).await;
                    self.edits += 1;
                }
            }
            10..18 if person.was_answered => {
                let last = person.chat.last_message();
                if let Some(data) = last.buttons().first().and_then(|label| last.data(label)) {
                    person.chat.taps_data(data).await;
                    self.taps += 1;
                }
            }
            18..26 => {
                person.chat.types_inline(text);
                self.queries += 1;
            }
            _ => {
                let asked = person.chat.says(text).await;
                let key = (person.chat.id(), asked.id());
                self.open.insert(key, Instant::now());
                person.asked = Some(asked);
                self.messages += 1;
            }
        }
    }

    /// Takes note of what the bot sent.
    pub(crate) fn hears(&mut self, world: &World) {
        for answer in world.state(|state| std::mem::take(&mut state.accepted)) {
            if let Some(&person) = self.by_chat.get(&answer.chat) {
                self.people[person].was_answered = true;
            }
            let key = (answer.chat, answer.replies_to.unwrap_or_default());
            if let Some(asked) = self.open.remove(&key) {
                self.latencies.push(answer.at.duration_since(asked));
            }
        }
    }

    /// How many messages have no answer yet.
    pub(crate) fn open(&self) -> usize {
        self.open.len()
    }

    /// How long answers took since this was last asked, sorted.
    pub(crate) fn take_latencies(&mut self) -> Vec<Duration> {
        let mut latencies = std::mem::take(&mut self.latencies);
        latencies.sort();
        latencies
    }
}
