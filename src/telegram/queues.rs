//! Work in order for each chat, side by side for all: nobody waits for another chat.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::lock::lock;
use super::sender::Key;

/// At most this much work waits or is under way. Then updates are left to Telegram until there is
/// room.
const MOST_WORK: usize = 8_192;

/// A piece of work, and what is done if it panics.
struct Work {
    run: Pin<Box<dyn Future<Output = ()> + Send>>,
    fallen: Box<dyn FnOnce() + Send>,
}

/// Room for one piece of work, taken until it is done.
pub(super) struct Room(
    #[expect(dead_code, reason = "held, not read")] Option<OwnedSemaphorePermit>,
);

/// Queues of work, one for each key that has any.
#[derive(Clone)]
pub(super) struct Queues(Arc<Shared>);

struct Shared {
    waiting: Mutex<HashMap<Key, VecDeque<(Work, Room)>>>,
    room: Arc<Semaphore>,
    done: Notify,
    /// Told how much work is left whenever that changes.
    changed: Box<dyn Fn(usize) + Send + Sync>,
}

impl Queues {
    /// Without work. `changed` is told how much there is whenever that changes.
    pub(super) fn new(changed: impl Fn(usize) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            waiting: Mutex::default(),
            room: Arc::new(Semaphore::new(MOST_WORK)),
            done: Notify::new(),
            changed: Box::new(changed),
        }))
    }

    /// Waits for room for so many pieces of work, at most [`MOST_WORK`].
    pub(super) async fn rooms(&self, number: usize) -> Vec<Room> {
        let number = number.min(MOST_WORK);
        let permits = u32::try_from(number).unwrap_or(u32::MAX);
        let all = Arc::clone(&self.0.room).acquire_many_owned(permits).await;
        let mut all = all.ok();
        let one = |_| Room(all.as_mut().and_then(|all| all.split(1)));
        (0..number).map(one).collect()
    }

    /// Lets work be done after all that was added with the same key; if it panics, `fallen` is done.
    pub(super) fn add(
        &self,
        key: Key,
        room: Room,
        run: impl Future<Output = ()> + Send + 'static,
        fallen: impl FnOnce() + Send + 'static,
    ) {
        let work = Work {
            run: Box::pin(run),
            fallen: Box::new(fallen),
        };
        let starts = {
            let mut waiting = self.waiting();
            let starts = !waiting.contains_key(&key);
            waiting.entry(key).or_default().push_back((work, room));
            starts
        };
        (self.0.changed)(self.left());
        if starts {
            tokio::spawn(self.clone().drain(key));
        }
    }

    /// Does the work of one key until there is none.
    async fn drain(self, key: Key) {
        while let Some((work, room)) = self.next(key) {
            // A fault in one piece of work concerns nothing else.
            if AssertUnwindSafe(work.run).catch_unwind().await.is_err() {
                log::error!("a handler panicked; the bot goes on");
                (work.fallen)();
            }
            drop(room);
            (self.0.changed)(self.left());
            self.0.done.notify_waiters();
        }
    }

    /// The next work of a key; without any, the key has no queue any more.
    fn next(&self, key: Key) -> Option<(Work, Room)> {
        let mut waiting = self.waiting();
        let next = waiting.get_mut(&key)?.pop_front();
        if next.is_none() {
            waiting.remove(&key);
        }
        next
    }

    /// How much work waits or is under way.
    pub(super) fn left(&self) -> usize {
        MOST_WORK - self.0.room.available_permits()
    }

    /// Waits until there is no work left.
    pub(super) async fn idle(&self) {
        loop {
            let done = self.0.done.notified();
            if self.left() == 0 {
                return;
            }
            // The look above may come just before the last notice, hence the limit.
            let _ = timeout(Duration::from_millis(50), done).await;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Key, VecDeque<(Work, Room)>>> {
        lock(&self.0.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Log = Arc<Mutex<Vec<u32>>>;

    async fn add(queues: &Queues, chat: i64, work: impl Future<Output = ()> + Send + 'static) {
        let room = queues.rooms(1).await.remove(0);
        queues.add(Key::Chat(chat), room, work, || ());
    }

    fn note(log: &Log, number: u32) {
        log.lock().unwrap().push(number);
    }

    #[tokio::test]
    async fn work_of_one_chat_is_done_in_order() {
        let (queues, log) = (Queues::new(|_| ()), Log::default());
        for number in 0..100 {
            let log = Arc::clone(&log);
            add(&queues, 1, async move {
                tokio::task::yield_now().await;
                note(&log, number);
            })
            .await;
        }
        queues.idle().await;
        assert_eq!(*log.lock().unwrap(), (0..100).collect::<Vec<_>>());
        assert!(queues.waiting().is_empty());
    }

    #[tokio::test]
    async fn a_chat_that_hangs_or_panics_does_not_stop_others_nor_its_own_next_message() {
        let (queues, log) = (Queues::new(|_| ()), Log::default());
        let (hold, release) = tokio::sync::oneshot::channel::<()>();
        add(&queues, 1, async move {
            let _ = release.await;
        })
        .await;
        for number in 0..2 {
            let room = queues.rooms(1).await.remove(0);
            let fallen = Arc::clone(&log);
            queues.add(
                Key::Chat(2),
                room,
                async { panic!("on purpose") },
                move || note(&fallen, 100 + number),
            );
            let log = Arc::clone(&log);
            add(&queues, 2, async move { note(&log, number) }).await;
        }
        while queues.left() > 1 {
            tokio::task::yield_now().await;
        }
        assert_eq!(*log.lock().unwrap(), [100, 0, 101, 1]);
        drop(hold);
        queues.idle().await;
    }
}
