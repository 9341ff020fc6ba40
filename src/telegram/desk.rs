//! Where operators change the FAQ: its folder, and what has to be known of the latest changes.
//!
//! In memory alone; what was changed stands in the list beside the files.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use tokio::sync::Mutex as AsyncMutex;

use crate::diff::Changes;
use crate::edit::Folder;
use crate::reply::operator::{Page, QuestionKey};

/// So much of each is remembered.
const MOST: NonZeroUsize = NonZeroUsize::new(64).expect("not zero");

/// What was written is live after two seconds. For so long a question that it answers is not shown.
const LIVE_AFTER: Duration = Duration::from_secs(4);

/// Whoever takes back a change so soon after somebody else may mean the same change.
const AT_ONCE: Duration = Duration::from_secs(30);

/// What operators work with.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) folder: Arc<Folder>,
    /// For whose turn it is to change something here.
    pub(super) turn: AsyncMutex<()>,
    keyed: RandomState,
    /// What changes would bring about, by fingerprints of all that it depends on.
    weighed: Mutex<LruCache<u64, Arc<Changes>>>,
    /// What came of orders, so that none is carried out twice when telling it takes several tries.
    done: Mutex<LruCache<String, Page>>,
    /// What was said when questions were given an answer, and when.
    added: Mutex<LruCache<u64, (Instant, Page)>>,
    /// What was taken back last, when and by whom.
    undone: Mutex<Option<Undo>>,
}

/// A change that was taken back.
#[derive(Debug, Clone)]
pub(super) struct Undo {
    pub(super) at: Instant,
    /// The number of the operator, and the name.
    pub(super) by: (u64, String),
    pub(super) what: String,
}

impl Desk {
    pub(super) fn new(folder: Folder) -> Self {
        Self {
            folder: Arc::new(folder),
            turn: AsyncMutex::new(()),
            keyed: RandomState::new(),
            weighed: Mutex::new(LruCache::new(MOST)),
            done: Mutex::new(LruCache::new(MOST)),
            added: Mutex::new(LruCache::new(MOST)),
            undone: Mutex::default(),
        }
    }

    /// The fingerprint of a change and all that its effect depends on.
    pub(super) fn fingerprint(&self, of: impl Hash) -> u64 {
        self.keyed.hash_one(of)
    }

    /// What a change would bring about, if that was found out before.
    pub(super) fn weighed(&self, fingerprint: u64) -> Option<Arc<Changes>> {
        lock(&self.weighed).get(&fingerprint).map(Arc::clone)
    }

    pub(super) fn note_weighed(&self, fingerprint: u64, changes: &Arc<Changes>) {
        lock(&self.weighed).put(fingerprint, Arc::clone(changes));
    }

    /// What came of an order, if it was carried out.
    pub(super) fn done(&self, order: &str) -> Option<Page> {
        lock(&self.done).get(order).cloned()
    }

    pub(super) fn note_done(&self, order: String, page: &Page) {
        lock(&self.done).put(order, page.clone());
    }

    /// What was said when a question was given an answer that is about to be live.
    pub(super) fn added(&self, question: QuestionKey) -> Option<Page> {
        let mut added = lock(&self.added);
        let (at, page) = added.get(&question.0)?;
        (at.elapsed() < LIVE_AFTER).then(|| page.clone())
    }

    pub(super) fn note_added(&self, question: QuestionKey, page: &Page) {
        lock(&self.added).put(question.0, (Instant::now(), page.clone()));
    }

    /// What somebody else has taken back a moment ago. It is told once.
    pub(super) fn undone_by_another(&self, operator: u64) -> Option<Undo> {
        let mut undone = lock(&self.undone);
        undone.take_if(|undo| undo.by.0 != operator && undo.at.elapsed() < AT_ONCE)
    }

    pub(super) fn note_undone(&self, undo: Undo) {
        // What it answered may be open again.
        lock(&self.added).clear();
        *lock(&self.undone) = Some(undo);
    }
}

/// Nothing in here can be left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
