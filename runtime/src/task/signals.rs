//! What reaches a running attempt from outside: heartbeats, a submission, the outcome of a callback.
use super::TaskFailure;
use crate::value::Value;
use chrono::{DateTime, Utc};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// Shared by an attempt of a Task, its [`super::TaskContext`] and its token.
#[derive(Debug, Default)]
pub(crate) struct Signals(Mutex<Inbox>);

#[derive(Debug, Default)]
struct Inbox {
    last_heartbeat: Option<DateTime<Utc>>,
    submitted: Option<Value>,
    /// The worker that took an activity's Task.
    taken: Option<String>,
    outcome: Option<Result<Value, TaskFailure>>,
    waker: Option<Waker>,
}

impl Signals {
    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        // Nothing panics while the lock is held, so what it guards is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn heartbeat(&self, now: DateTime<Utc>) {
        self.inbox().last_heartbeat = Some(now);
    }

    pub(crate) fn last_heartbeat(&self) -> Option<DateTime<Utc>> {
        self.inbox().last_heartbeat
    }

    pub(crate) fn submit(&self, output: Value) {
        let waker = {
            let mut inbox = self.inbox();
            inbox.submitted = Some(output);
            inbox.waker.take()
        };
        wake(waker);
    }

    /// A worker takes the Task.
    pub(crate) fn take_up(&self, worker: &str) {
        let waker = {
            let mut inbox = self.inbox();
            inbox.taken = Some(worker.to_owned());
            inbox.waker.take()
        };
        wake(waker);
    }

    /// Ready with the worker that has taken the Task.
    pub(crate) fn poll_taken(&self, cx: &mut Context<'_>) -> Poll<String> {
        let mut inbox = self.inbox();
        if let Some(worker) = inbox.taken.take() {
            return Poll::Ready(worker);
        }
        inbox.waker = Some(cx.waker().clone());
        Poll::Pending
    }

    pub(crate) fn take_submitted(&self) -> Option<Value> {
        self.inbox().submitted.take()
    }

    /// The first outcome counts.
    pub(crate) fn settle(&self, outcome: Result<Value, TaskFailure>) {
        let waker = {
            let mut inbox = self.inbox();
            inbox.outcome.get_or_insert(outcome);
            inbox.waker.take()
        };
        wake(waker);
    }

    /// Ready with the outcome of a callback; wakes for a submission too.
    pub(crate) fn poll_outcome(&self, cx: &mut Context<'_>) -> Poll<Result<Value, TaskFailure>> {
        let mut inbox = self.inbox();
        if let Some(outcome) = inbox.outcome.take() {
            return Poll::Ready(outcome);
        }
        inbox.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

// Outside of the lock: a waker may run anything.
fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}
