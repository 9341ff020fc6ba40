//! The work on updates: in the order of each chat, side by side for all, until what came of each is
//! settled.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use teloxide::dispatching::DpHandlerDescription;
use teloxide::dptree::{self, Handler};
use tokio::time::sleep;

use super::bot::Bot;
use super::counts::{LATE, SILENCED};
use super::event::Event;
use super::job::{Job, Sender};
use super::limits::Verdict;
use super::queues::{Queues, Room};
use super::routes;
use super::sender::Key;
use crate::assistant::EditionIndex;
use crate::matcher;
use crate::store::{Lease, Outcome, Spent};

/// What works on updates.
#[derive(Clone)]
pub(super) struct Work {
    bot: Arc<Bot>,
    queues: Queues,
    routes: Arc<Handler<'static, (), DpHandlerDescription>>,
}

/// What an update asks, of whom and since when.
pub(super) struct Request {
    pub(super) number: i64,
    pub(super) key: Key,
    /// The keyed hash of the person.
    pub(super) person: Option<i64>,
    /// When it was sent, in seconds of the Unix epoch.
    pub(super) sent: Option<i64>,
    /// The language that the person has set.
    pub(super) speaks: Option<String>,
    pub(super) event: Event,
}

/// How an update came here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Origin {
    /// Whether somebody may have worked on it before.
    pub(super) again: bool,
    pub(super) lease: Lease,
    /// The chat to be laid down afterwards.
    pub(super) release: Option<i64>,
}

/// An update that is worked on.
struct Task {
    request: Request,
    origin: Origin,
    spent: Option<Spent>,
    /// When it came to this process.
    since: Instant,
}

impl Work {
    pub(super) fn new(bot: Arc<Bot>) -> Self {
        let api = Arc::clone(&bot.api);
        Self {
            bot,
            queues: Queues::new(move |left| api.metrics().queue_depth(left)),
            routes: Arc::new(routes::routes()),
        }
    }

    /// Waits for room for so many updates.
    pub(super) async fn rooms(&self, updates: usize) -> Vec<Room> {
        self.queues.rooms(updates).await
    }

    /// Queues an update, or what is said instead if its person floods, or settles it if not even
    /// that is said.
    pub(super) fn add(&self, mut request: Request, origin: Origin, room: Room) {
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
            } else if !(self.is_danger(&request.event) && limits.hears_danger(person)) {
                // Even then no button waits for ever; the polite line is for a message.
                is_silenced = !matches!(instead, Event::TooManyTaps(_)) && !limits.tells(person);
                request.event = instead;
            }
        }
        let task = Task {
            request,
            origin,
            spent,
            since: Instant::now(),
        };
        if is_silenced {
            self.settle(task.done(Outcome {
                counts: vec![(SILENCED, String::new())],
                ..Outcome::default()
            }));
        } else {
            self.queue(task, room);
        }
    }

    fn queue(&self, task: Task, room: Room) {
        let key = task.request.key;
        let (work, fallen) = (self.clone(), self.clone());
        let nothing_more = task.done(Outcome::default());
        self.queues.add(
            key,
            room,
            async move { work.answer(&task).await },
            // Whatever made a handler panic would do so again.
            move || fallen.settle(nothing_more),
        );
    }

    /// Answers an update, however many attempts that takes, and settles it.
    async fn answer(&self, task: &Task) {
        let Origin {
            mut again, lease, ..
        } = task.origin;
        loop {
            let event = self.in_time(&task.request);
            let sender = Sender {
                person: task.request.person,
                speaks: task.request.speaks.as_deref(),
            };
            let job = Arc::new(Job::new(&self.bot, sender, lease, again, &event));
            let _ = self
                .routes
                .dispatch(dptree::deps![event, Arc::clone(&job)])
                .await;
            let Some(pause) = job.due_again() else {
                self.bot.api.metrics().answered_in(task.since.elapsed());
                return self.settle(task.done(job.outcome()));
            };
            if !self.bot.store.holds(lease) {
                // Whoever claims the chat now answers what is left there.
                return;
            }
            again = true;
            sleep(pause).await;
        }
    }

    /// The event, or what becomes of it if it is too old by now.
    fn in_time(&self, request: &Request) -> Event {
        let late = request.event.as_late().filter(|_| self.is_late(request));
        match late {
            Some(late) if !self.is_danger(&request.event) => late,
            _ => request.event.clone(),
        }
    }

    fn is_late(&self, request: &Request) -> bool {
        let age = request.sent.map(|sent| self.bot.now().saturating_sub(sent));
        age.is_some_and(|age| age > i64::try_from(self.bot.max_age.as_secs()).unwrap_or(i64::MAX))
    }

    /// Whether a message tells of a danger sign.
    fn is_danger(&self, event: &Event) -> bool {
        let (Event::Question(asked) | Event::Edited(asked)) = event else {
            return false;
        };
        // A fault in here concerns this message alone: its handler finds it again and gives it up.
        let served = self.bot.serving.now();
        let assistant = &served.assistant;
        let decide = || {
            let edition = assistant.choose(&asked.text, EditionIndex::DEFAULT);
            assistant.edition(edition).matcher().decide(&asked.text)
        };
        let decision = catch_unwind(AssertUnwindSafe(decide));
        decision.is_ok_and(|it| matches!(it.outcome, matcher::Outcome::Urgent { .. }))
    }

    /// Stores what came of an update and counts what there was to count.
    pub(super) fn settle(&self, mut outcome: Outcome) {
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
    /// That nothing more is to be done, and what came of it.
    fn done(&self, outcome: Outcome) -> Outcome {
        Outcome {
            number: Some(self.request.number),
            release: self.origin.release,
            spent: self.spent,
            ..outcome
        }
    }
}
