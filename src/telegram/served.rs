//! What is served: the content of a FAQ and the replies that were made of it. It is replaced as a
//! whole, so that nothing made of one FAQ is ever shown with another.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::shelf::Shelf;
use crate::assistant::Assistant;
use crate::faq::{LoadError, counted};

/// The content of a FAQ, with what was made of it so far.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) assistant: Assistant,
    pub(super) shelf: Shelf,
}

/// What is served at the moment.
#[derive(Debug)]
pub(super) struct Serving(RwLock<State>);

#[derive(Debug)]
struct State {
    served: Arc<Served>,
    /// How many problems keep the files from being served as they are now.
    problems: usize,
}

impl Serving {
    pub(super) fn new(assistant: Assistant) -> Self {
        Self(RwLock::new(State {
            served: Arc::new(Served::new(assistant)),
            problems: 0,
        }))
    }

    /// What is served now; whoever holds it is not touched by a change.
    pub(super) fn now(&self) -> Arc<Served> {
        Arc::clone(&self.read().served)
    }

    /// Serves something else from now on.
    pub(super) fn replace(&self, assistant: Assistant) {
        let served = Arc::new(Served::new(assistant));
        *self.write() = State {
            served,
            problems: 0,
        };
    }

    /// Notes that the files cannot be served as they are; what is served stays.
    pub(super) fn broken(&self, why: &LoadError) {
        self.write().problems = why.problems.len();
    }

    /// Whether the files cannot be served as they are.
    pub(super) fn is_broken(&self) -> bool {
        self.read().problems > 0
    }

    /// Notes that the files say what is served.
    pub(super) fn mended(&self) {
        self.write().problems = 0;
    }

    /// What is served, in words.
    pub(super) fn told(&self) -> String {
        let state = self.read();
        let version = state.served.assistant.version();
        match state.problems {
            0 => format!("version {version}"),
            problems => {
                let problems = counted(problems, "problem", "problems");
                format!("version {version}; {problems} in the files as they are now, see the log")
            }
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Served {
    fn new(assistant: Assistant) -> Self {
        Self {
            assistant,
            shelf: Shelf::default(),
        }
    }
}
