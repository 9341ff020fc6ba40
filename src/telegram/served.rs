//! What is served: the content of a FAQ and the replies that were made of it. It is replaced as a
//! whole, so that nothing made of one FAQ is ever shown with another.

use std::sync::{Arc, PoisonError, RwLock};

use super::shelf::Shelf;
use crate::assistant::Assistant;

/// The content of a FAQ, with what was made of it so far.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) assistant: Arc<Assistant>,
    pub(super) shelf: Shelf,
}

/// What is served at the moment.
#[derive(Debug)]
pub(super) struct Serving(RwLock<Arc<Served>>);

impl Serving {
    pub(super) fn new(assistant: Arc<Assistant>) -> Self {
        Self(RwLock::new(Arc::new(Served::new(assistant))))
    }

    /// What is served now; whoever holds it is not touched by a change.
    pub(super) fn now(&self) -> Arc<Served> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Served {
    fn new(assistant: Arc<Assistant>) -> Self {
        Self {
            assistant,
            shelf: Shelf::default(),
        }
    }
}
