//! The way of an update from its arrival to its answer: stored before it is confirmed, worked on in
//! the order of its chat, forgotten when it is answered.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use teloxide::dispatching::DpHandlerDescription;
use teloxide::dptree::{self, Handler};
use teloxide::types::Update;
use tokio::time::sleep;

use super::bot::Bot;
use super::counts::{LATE, SILENCED};
use super::event::{Event, Key, event_of, key_of, sent_at};
use super::job::Job;
use super::limits::Verdict;
use super::queues::{Queues, Room};
use super::update::{Received, kind, read};
use super::webhook::Posted;
use super::{entities, routes};
use crate::matcher;
use crate::store::{Arrival, Error, Lease, Outcome, Spent, Waiting};

/// So many updates are taken over from the database at once.
const AT_ONCE: usize = 256;

/// Pauses while the database is in trouble, from and to.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How long to wait before another attempt at an answer that did not arrive.
const ATTEMPT_PAUSE: Duration = Duration::from_secs(5);

/// From updates to work.
#[derive(Clone)]
pub(super) struct Intake {
    bot: Arc<Bot>,
    queues: Queues,
    routes: Arc<Handler<'static, (), DpHandlerDescription>>,
}

/// Room for updates; `None` if there is always room.
struct Rooms(Option<Vec<Room>>);

/// What an update asks, of whom and since when.
#[derive(Clone)]
struct Request {
    key: Key,
    person: Option<i64>,
    /// When it was sent, in seconds of the Unix epoch.
    sent: Option<i64>,
    event: Event,
}

/// Updates that came together: as they are stored, and what each asks, in the same order.
#[derive(Default)]
struct Batch {
    arrivals: Vec<Arrival>,
    requests: Vec<(i64, Option<Request>)>,
}

/// An update that is this process's to answer.
struct Task {
    number: i64,
    request: Request,
    /// Whether somebody may have worked on it before.
    again: bool,
    lease: Lease,
    /// The chat to be laid down afterwards.
    release: Option<i64>,
    spent: Option<Spent>,
    /// When it came to this process.
    since: Instant,
}

impl Intake {
    pub(super) fn new(bot: Arc<Bot>) -> Self {
        let api = Arc::clone(&bot.api);
        let queues = Queues::new(move |left| api.metrics().queue_depth(left));
        Self {
            bot,
            queues,
            routes: Arc::new(routes::routes()),
        }
    }

    /// Waits until there is room for so many updates. May be ended at any time.
    async fn room(&self, updates: usize) -> Rooms {
        // A shared database holds what there is no room for; chats are claimed from it.
        Rooms(if self.bot.store.is_shared() {
            None
        } else {
            Some(self.queues.rooms(updates).await)
        })
    }

    /// Stores updates and hands them on. When it comes back without an error they may be confirmed.
    /// Not to be ended early, or what was stored waits for the next start of the process.
    ///
    /// # Errors
    ///
    /// If they could not be stored; then nothing of `batch` is gone.
    async fn take(&self, batch: &mut Batch, rooms: Rooms) -> Result<(), Error> {
        let taken = self.bot.store.take(batch.arrivals.clone()).await;
        let new = taken.inspect_err(|_| self.bot.api.metrics().storage_error())?;
        let Some(mut rooms) = rooms.0 else {
            return Ok(());
        };
        for ((number, request), is_new) in batch.requests.drain(..).zip(new) {
            let room = rooms.pop();
            if let (Some(request), Some(room), true) = (request, room, is_new) {
                self.admit(number, request, room, |task| task);
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
            batch.requests.push((number, request));
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
            if intake.take(&mut batch, rooms).await.is_ok() {
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
            let mut rooms = self.queues.rooms(AT_ONCE).await;
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
            let mut rooms = self.queues.rooms(AT_ONCE).await;
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
            Some(request) => self.admit(number, request, room, |task| Task {
                again: true,
                lease,
                release,
                ..task
            }),
            None => self.settle(Outcome {
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
            let person = person.map(|person| {
                let person = person.cast_signed();
                self.bot.store.hash("person", &[person], "")
            });
            let sent = sent_at(&update);
            let event = event_of(update, &self.bot.me)?;
            Some(Request {
                key,
                person,
                sent,
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

    /// Queues an update, or what is said instead if its person floods, or settles it if not even
    /// that is said.
    fn admit(
        &self,
        number: i64,
        mut request: Request,
        room: Room,
        as_task: impl FnOnce(Task) -> Task,
    ) {
        let mut spent = None;
        let mut is_silenced = false;
        // What is too old is told once; it is no flood that it was kept for so long.
        if let Some(person) = request.person
            && let Some(instead) = request.event.as_too_many()
            && !self.is_late(&request)
        {
            let limits = &self.bot.limits;
            let verdict = limits.judge(person, self.bot.api.clock().now_in_millis());
            if let Verdict::Admitted(used) = verdict {
                spent = used;
            } else if !(is_danger(&self.bot, &request.event) && limits.hears_danger(person)) {
                // Even then no button waits for ever; the polite line is for a message.
                is_silenced = !matches!(instead, Event::TooManyTaps(_)) && !limits.tells(person);
                request.event = instead;
            }
        }
        let task = as_task(Task {
            number,
            request,
            again: false,
            lease: Lease::default(),
            release: None,
            spent,
            since: Instant::now(),
        });
        if is_silenced {
            self.settle(Outcome {
                counts: vec![(SILENCED, String::new())],
                ..task.done()
            });
        } else {
            self.put(task, room);
        }
    }

    fn put(&self, task: Task, room: Room) {
        let key = task.request.key;
        let (intake, fallen) = (self.clone(), (self.clone(), task.done()));
        self.queues.add(
            key,
            room,
            async move { intake.work(&task).await },
            // Whatever made a handler panic would do so again.
            move || fallen.0.settle(fallen.1),
        );
    }

    /// Answers an update, however many attempts that takes, and settles it.
    async fn work(&self, task: &Task) {
        let mut again = task.again;
        loop {
            let job = Arc::new(Job::new(&self.bot, task.lease, again));
            let event = self.in_time(&task.request);
            let _ = self
                .routes
                .dispatch(dptree::deps![event, Arc::clone(&job)])
                .await;
            if !self.bot.store.holds(task.lease) {
                // Whoever claims the chat now answers what is left there.
                return;
            }
            if !job.is_unsent() {
                self.bot.api.metrics().answered_in(task.since.elapsed());
                return self.settle(task.done_with(job.outcome()));
            }
            again = true;
            sleep(ATTEMPT_PAUSE).await;
        }
    }

    /// The event, or what becomes of it if it is too old by now.
    fn in_time(&self, request: &Request) -> Event {
        let late = request.event.as_late().filter(|_| self.is_late(request));
        match late {
            Some(late) if !is_danger(&self.bot, &request.event) => late,
            _ => request.event.clone(),
        }
    }

    fn is_late(&self, request: &Request) -> bool {
        let age = request.sent.map(|sent| self.bot.now().saturating_sub(sent));
        age.is_some_and(|age| age > i64::try_from(self.bot.max_age.as_secs()).unwrap_or(i64::MAX))
    }

    /// Stores what came of an update and counts what there was to count.
    fn settle(&self, mut outcome: Outcome) {
        outcome.at = self.bot.now();
        let metrics = self.bot.api.metrics();
        for (kind, entry) in &outcome.counts {
            self.bot.counts.add(kind, entry);
            match *kind {
                LATE => metrics.aged_out(),
                SILENCED => metrics.silenced(),
                kind if entry.is_empty() => metrics.outcome(kind),
                _ => {}
            }
        }
        self.bot.store.settle(outcome);
    }

    /// How many updates wait here or are worked on.
    pub(super) fn left(&self) -> usize {
        self.queues.left()
    }

    /// Waits until none is left.
    pub(super) async fn idle(&self) {
        self.queues.idle().await;
    }
}

impl Task {
    /// That nothing more is to be done.
    fn done(&self) -> Outcome {
        self.done_with(Outcome::default())
    }

    fn done_with(&self, outcome: Outcome) -> Outcome {
        Outcome {
            number: Some(self.number),
            release: self.release,
            spent: self.spent,
            ..outcome
        }
    }
}

/// Whether a message tells of a danger sign.
fn is_danger(bot: &Bot, event: &Event) -> bool {
    let (Event::Question(asked) | Event::Edited(asked)) = event else {
        return false;
    };
    let decision = bot.assistant.matcher().decide(&asked.text);
    matches!(decision.outcome, matcher::Outcome::Urgent { .. })
}
