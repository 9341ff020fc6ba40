//! Where updates come in, whatever brings them: stored before they are confirmed, and handed on to be
//! worked on, now or by the next process.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use teloxide::types::Update;
use tokio::time::sleep;

use super::bot::Bot;
use super::entities;
use super::event::event_of;
use super::queues::Room;
use super::sender::{Key, key_of, sent_at, speaks};
use super::update::{Received, kind, read};
use super::webhook::Posted;
use super::work::{Origin, Request, Work};
use crate::store::{Arrival, Error, Lease, Outcome, Waiting};

/// So many updates are taken over from the database at once.
const AT_ONCE: usize = 256;

/// Pauses while the database is in trouble, from and to.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// From updates to work.
#[derive(Clone)]
pub(super) struct Intake {
    bot: Arc<Bot>,
    work: Work,
}

/// Room for updates; `None` if there is always room.
struct Rooms(Option<Vec<Room>>);

/// Updates that came together: as they are stored, and what each asks, in the same order.
#[derive(Default)]
struct Batch {
    arrivals: Vec<Arrival>,
    requests: Vec<Option<Request>>,
}

impl Intake {
    pub(super) fn new(bot: Arc<Bot>) -> Self {
        let work = Work::new(Arc::clone(&bot));
        Self { bot, work }
    }

    /// What works on the updates.
    pub(super) fn work(&self) -> &Work {
        &self.work
    }

    /// Waits until there is room for so many updates. May be ended at any time.
    async fn room(&self, updates: usize) -> Rooms {
        // A shared database holds what there is no room for; chats are claimed from it.
        Rooms(if self.bot.store.is_shared() {
            None
        } else {
            Some(self.work.rooms(updates).await)
        })
    }

    /// Stores updates and hands them on. When it comes back without an error they may be confirmed.
    /// Not to be ended early, or what was stored waits for the next start of the process.
    ///
    /// # Errors
    ///
    /// If they could not be stored; then nothing of `batch` is gone.
    async fn take(&self, batch: &mut Batch, rooms: Rooms) -> Result<(), Error> {
        let new = self.bot.store.take(batch.arrivals.clone()).await?;
        let Some(mut rooms) = rooms.0 else {
            return Ok(());
        };
        for (request, is_new) in batch.requests.drain(..).zip(new) {
            let room = rooms.pop();
            if let (Some(request), Some(room), true) = (request, room, is_new) {
                self.work.add(request, Origin::default(), room);
            }
        }
        Ok(())
    }

    /// Reads updates as they come.
    fn batch(&self, received: Vec<Received>) -> Batch {
        let now = self.bot.now();
        let mut batch = Batch::default();
        for Received {
            number,
            raw,
            update,
        } in received
        {
            let number = i64::from(number);
            self.bot.api.metrics().update(kind(update.as_deref()));
            let request = update.and_then(|update| self.read(number, *update));
            batch.arrivals.push(Arrival {
                number,
                chat: request.as_ref().map_or(0, |request| self.chat(request.key)),
                at: now,
                body: request.is_some().then(|| raw.get().as_bytes().to_vec()),
            });
            batch.requests.push(request);
        }
        batch
    }

    /// Stores updates and hands them on as soon as there is room, tried until it is done. May be ended
    /// when the process ends.
    pub(super) async fn take_surely(&self, received: Vec<Received>) {
        let mut batch = self.batch(received);
        let mut pause = FIRST_PAUSE;
        loop {
            let rooms = self.room(batch.arrivals.len()).await;
            if self.take(&mut batch, rooms).await.is_ok() {
                return;
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Takes an update that was posted, as soon as there is room for it, and says so to whoever waits
    /// for that.
    pub(super) async fn take_posted(&self, Posted { received, taken }: Posted) {
        let mut taken = taken;
        let rooms = tokio::select! {
            rooms = self.room(1) => rooms,
            // The request was given up; the update is posted again.
            () = taken.closed() => return,
        };
        let intake = self.clone();
        // One commit stores what many requests bring, so that they need not wait for each other.
        tokio::spawn(async move {
            let mut batch = intake.batch(vec![received]);
            let is_kept_elsewhere = intake.bot.store.is_shared();
            let stored = tokio::select! {
                stored = intake.take(&mut batch, rooms) => stored,
                // Nothing is handed on here, so that it can be given up; or requests would pile up.
                () = taken.closed(), if is_kept_elsewhere => return,
            };
            if stored.is_ok() {
                // Whoever gave up is told when it comes again.
                let _ = taken.send(());
            }
        });
    }

    /// Hands on what was stored and not answered before the process began.
    pub(super) async fn resume(&self) {
        let mut after = None;
        let mut found = 0;
        loop {
            let mut rooms = self.work.rooms(AT_ONCE).await;
            let Ok(waiting) = self.bot.store.waiting(after, AT_ONCE).await else {
                sleep(LONGEST_PAUSE).await;
                continue;
            };
            let Some(last) = waiting.last() else { break };
            after = Some(last.number);
            found += waiting.len();
            for waiting in waiting {
                if let Some(room) = rooms.pop() {
                    self.hand_on(waiting, room, Lease::default(), None);
                }
            }
        }
        if found > 0 {
            log::info!("{found} updates were left from before and are answered now");
        }
    }

    /// Claims chats from a shared database and hands on what waits there, for as long as it is let.
    pub(super) async fn claim(&self) -> ! {
        loop {
            let mut rooms = self.work.rooms(AT_ONCE).await;
            let Ok(claim) = self.bot.store.claim(AT_ONCE).await else {
                drop(rooms);
                sleep(LONGEST_PAUSE).await;
                continue;
            };
            if claim.waiting.is_empty() {
                drop(rooms);
                self.bot.store.claimable().await;
                continue;
            }
            // A chat is laid down after the last of what was claimed of it.
            let last: HashMap<i64, i64> = claim
                .waiting
                .iter()
                .map(|waiting| (waiting.chat, waiting.number))
                .collect();
            for waiting in claim.waiting {
                let is_last = last.get(&waiting.chat) == Some(&waiting.number);
                let release = is_last.then_some(waiting.chat);
                if let Some(room) = rooms.pop() {
                    self.hand_on(waiting, room, claim.lease, release);
                }
            }
        }
    }

    /// Hands on an update as it was stored.
    fn hand_on(&self, waiting: Waiting, room: Room, lease: Lease, release: Option<i64>) {
        let number = waiting.number;
        let raw = waiting.body.and_then(|body| String::from_utf8(body).ok());
        let update = raw.and_then(|raw| read(&raw));
        match update.and_then(|update| self.read(number, *update)) {
            Some(request) => {
                let origin = Origin {
                    again: true,
                    lease,
                    release,
                };
                self.work.add(request, origin, room);
            }
            None => self.work.settle(Outcome {
                number: Some(number),
                release,
                ..Outcome::default()
            }),
        }
    }

    /// What an update asks and where it belongs; nothing if it asks nothing.
    fn read(&self, number: i64, mut update: Update) -> Option<Request> {
        // What is wrong with one update must not end the process.
        let read = catch_unwind(AssertUnwindSafe(|| {
            entities::mend(&mut update);
            let (key, person) = key_of(&update);
            let person = person.map(|person| self.bot.person(person));
            let sent = sent_at(&update);
            let speaks = speaks(&update);
            let event = event_of(update, &self.bot.me, self.bot.operators.chats())?;
            Some(Request {
                number,
                key,
                person,
                sent,
                speaks,
                event,
            })
        }));
        read.unwrap_or_else(|_| {
            log::error!("update {number} could not be read; the bot goes on");
            None
        })
    }

    /// A queue as it is stored.
    fn chat(&self, key: Key) -> i64 {
        let numbers = match key {
            Key::Chat(chat) => [0, chat],
            Key::Person(person) => [1, person.cast_signed()],
            Key::Nobody => [2, 0],
        };
        self.bot.store.hash("chat", &numbers, "")
    }
}
