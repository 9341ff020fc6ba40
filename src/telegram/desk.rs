//! Where operators change the FAQ: its folder, and what has to be known of the latest changes.
//!
//! In memory alone; what was changed stands in the list beside the files.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lru::LruCache;
use tokio::sync::Mutex as AsyncMutex;

use super::lock::lock;
use crate::diff::Changes;
use crate::edit::Folder;
use crate::reply::operator::{Page, QuestionKey};
use crate::store::QuestionsState;
use crate::unanswered::Group;

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
    /// The questions in groups as they were grouped last, and what they depend on.
    grouped: Mutex<Option<(Grounds, Grouped)>>,
    /// What changes would bring about, by fingerprints of all that it depends on.
    weighed: Mutex<LruCache<u64, Arc<Changes>>>,
    /// What came of orders, so that none is carried out twice when telling it takes several tries.
    done: Mutex<LruCache<String, Page>>,
    /// Orders that this process has begun.
    begun: Mutex<LruCache<String, ()>>,
    /// Orders of which it was told that they wait for the database.
    waiting: Mutex<LruCache<String, ()>>,
    /// What was said when questions were given an answer, and when.
    added: Mutex<LruCache<u64, (Instant, Page)>>,
    /// What was taken back last, when and by whom.
    undone: Mutex<Option<Undo>>,
}

/// Questions in groups, in the order in which they are shown.
pub(super) type Grouped = Arc<[Arc<Group>]>;

/// What it depends on which questions are open: the version of the FAQ and what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grounds {
    pub(super) version: String,
    pub(super) stored: QuestionsState,
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
            grouped: Mutex::default(),
            weighed: Mutex::new(LruCache::new(MOST)),
            done: Mutex::new(LruCache::new(MOST)),
            begun: Mutex::new(LruCache::new(MOST)),
            waiting: Mutex::new(LruCache::new(MOST)),
            added: Mutex::new(LruCache::new(MOST)),
            undone: Mutex::default(),
        }
    }

    /// The questions in groups, if they were grouped on the same grounds last.
    pub(super) fn grouped(&self, grounds: &Grounds) -> Option<Grouped> {
        let grouped = lock(&self.grouped);
        let (_, groups) = grouped.as_ref().filter(|(on, _)| on == grounds)?;
        Some(Arc::clone(groups))
    }

    pub(super) fn note_grouped(&self, grounds: Grounds, groups: &Grouped) {
        *lock(&self.grouped) = Some((grounds, Arc::clone(groups)));
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

    /// Whether this process has begun an order.
    pub(super) fn has_begun(&self, order: &str) -> bool {
        lock(&self.begun).contains(order)
    }

    pub(super) fn begin(&self, order: String) {
        lock(&self.begun).put(order, ());
    }

    /// Notes that it is told of an order that it waits; whether that is the first time.
    pub(super) fn tells_of_wait(&self, order: String) -> bool {
        lock(&self.waiting).put(order, ()).is_none()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_grouped_anew_only_on_other_grounds() {
        let desk = Desk::new(Folder::new("faq"));
        let grounds = |version: &str, unanswered| Grounds {
            version: version.to_owned(),
            stored: QuestionsState([unanswered, 0, 0, 0]),
        };
        let groups: Grouped = Arc::new([]);
        assert!(desk.grouped(&grounds("a", 1)).is_none());
        desk.note_grouped(grounds("a", 1), &groups);
        let known = desk.grouped(&grounds("a", 1));
        assert!(known.is_some_and(|known| Arc::ptr_eq(&known, &groups)));
        assert!(desk.grouped(&grounds("a", 2)).is_none());
        assert!(desk.grouped(&grounds("b", 1)).is_none());
    }
}
