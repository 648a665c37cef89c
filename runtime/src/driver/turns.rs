//! Room for others: an execution that never waits, such as a loop without an end, gives its executor the turn now and then.
//! Otherwise the machine's own timeout would never be looked at, and nobody could cancel it.
use std::{
    future::{Future, poll_fn},
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering},
    task::Poll,
};

/// How many states may be entered in a row. Few enough for a fraction of a millisecond, too many to be felt.
const MOST: u32 = 128;

/// How many states an execution may still enter before its executor has its turn. One for all of its regions, because a
/// Parallel or Map whose branches gave way by themselves would only go on with them at once.
#[derive(Debug)]
pub(super) struct Turns(AtomicU32);

impl Default for Turns {
    fn default() -> Turns {
        Turns(AtomicU32::new(MOST))
    }
}

impl Turns {
    /// An outermost future: whenever it is polled, it has all its turns again.
    pub(super) async fn restored<T>(&self, mut future: Pin<&mut impl Future<Output = T>>) -> T {
        poll_fn(|cx| {
            self.restore();
            future.as_mut().poll(cx)
        })
        .await
    }

    /// All turns again.
    #[inline]
    pub(super) fn restore(&self) {
        self.0.store(MOST, Ordering::Relaxed);
    }

    /// Takes a turn, if there is one.
    #[inline]
    pub(super) fn take(&self) -> bool {
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(1), Ordering::Relaxed);
        left > 0
    }

    /// Whether there is none to take.
    #[inline]
    pub(super) fn are_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    /// Takes a turn, once there is one.
    pub(super) async fn next(&self) {
        poll_fn(|cx| {
            if self.take() {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}
