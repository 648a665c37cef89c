//! Runs a future on the virtual clock, under any executor.
use super::{clock::VirtualClock, family::Family};
use crate::{machine::BoxFuture, task::TaskTokens};
use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// A future whose sleeps take no time, and the children that it starts. Ends with none where nothing can ever wake it.
pub(super) struct Idle<'a, F: Future> {
    pub(super) future: Pin<Box<F>>,
    /// What it gave; the children may still be at work.
    pub(super) output: Option<F::Output>,
    pub(super) clock: &'a VirtualClock,
    /// As long as there are other handles, a callback may come at any time.
    pub(super) tokens: &'a TaskTokens,
    pub(super) family: &'a Family,
    pub(super) children: Vec<BoxFuture<'static, ()>>,
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

impl<F: Future> Idle<'_, F> {
    fn poll_all(&mut self, cx: &mut Context<'_>) {
        if self.output.is_none()
            && let Poll::Ready(output) = self.future.as_mut().poll(cx)
        {
            self.output = Some(output);
        }
        loop {
            self.children
                .retain_mut(|child| child.as_mut().poll(cx).is_pending());
            let newborn = self.family.newborn();
            if newborn.is_empty() {
                return;
            }
            self.children.extend(newborn);
        }
    }
}

impl<F: Future<Output: Unpin>> Future for Idle<'_, F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let alarm = self.alarm.clone();
        *alarm.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
        let waker = Waker::from(alarm.clone());
        loop {
            alarm.rang.store(false, Ordering::SeqCst);
            self.poll_all(&mut Context::from_waker(&waker));
            if self.children.is_empty() && self.output.is_some() {
                return Poll::Ready(self.output.take());
            }
            if self.clock.is_busy() {
                return Poll::Pending;
            }
            // A future that woke itself has more to do now; only then does time pass.
            if alarm.rang.load(Ordering::SeqCst) || self.clock.jump() {
                continue;
            }
            if self.output.is_none() && self.tokens.handles() > 1 {
                return Poll::Pending;
            }
            return Poll::Ready(self.output.take());
        }
    }
}
