//! The same work on many things, several at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// At most this many things are worked on at the same time: what takes some thousand messages is
/// done in a second then, and the machine has something left for others.
const MOST_THREADS: usize = 4;

/// What `work` makes of each item, in the order of the items. `step` is called on whatever thread
/// with the number of items done and of all.
///
/// # Panics
///
/// Panics if `work` does.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    step: &(dyn Fn(usize, usize) + Sync),
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else {
                return made;
            };
            made.push((at, work(item)));
            step(done.fetch_add(1, Ordering::Relaxed) + 1, items.len());
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let threads = processors.min(MOST_THREADS).min(items.len());
    let mut made = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut made = take();
        for other in others {
            match other.join() {
                Ok(others) => made.extend(others),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    });
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::map;

    #[test]
    fn order_is_kept_and_every_step_is_told() {
        let items: Vec<usize> = (0..500).collect();
        let told = AtomicUsize::new(0);
        let step = |done: usize, all: usize| {
            assert_eq!(all, items.len());
            told.fetch_add(done, Ordering::Relaxed);
        };
        let made = map(&items, &step, |item| item * 2);
        assert!(
            made.iter()
                .zip(&items)
                .all(|(made, item)| *made == item * 2)
        );
        assert_eq!(told.load(Ordering::Relaxed), (1..=500).sum::<usize>());
        assert!(map(&[] as &[usize], &|_, _| {}, |item| *item).is_empty());
    }
}
