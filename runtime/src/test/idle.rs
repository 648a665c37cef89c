//! Runs a future on the virtual clock, under any executor.
use super::clock::VirtualClock;
use crate::task::TaskTokens;
use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// A future whose sleeps take no time. Ends with none where nothing can ever wake it.
pub(super) struct Idle<'a, F> {
    pub(super) future: Pin<Box<F>>,
    pub(super) clock: &'a VirtualClock,
    /// As long as there are other handles, a callback may come at any time.
    pub(super) tokens: &'a TaskTokens,
    pub(super) alarm: Arc<Alarm>,
}

/// Remembers that the future was woken, and wakes the executor's task.
#[derive(Default)]
pub(super) struct Alarm {
    rang: AtomicBool,
    task: Mutex<Option<Waker>>,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rang.store(true, Ordering::SeqCst);
        let task = self
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(task) = task {
            task.wake();
        }
    }
}

impl<F: Future> Future for Idle<'_, F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let alarm = self.alarm.clone();
        *alarm.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
        let waker = Waker::from(alarm.clone());
        loop {
            alarm.rang.store(false, Ordering::SeqCst);
            if let Poll::Ready(output) = self.future.as_mut().poll(&mut Context::from_waker(&waker))
            {
                return Poll::Ready(Some(output));
            }
            if self.clock.is_busy() {
                return Poll::Pending;
            }
            // A future that woke itself has more to do now; only then does time pass.
            if alarm.rang.load(Ordering::SeqCst) || self.clock.jump() {
                continue;
            }
            if self.tokens.handles() > 1 {
                return Poll::Pending;
            }
            return Poll::Ready(None);
        }
    }
}
