//! Stopping an execution from outside (AWS's `StopExecution`).
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// Stops executions (`StopExecution`): give it to one by [`crate::ExecutionOptions::stop`]. Clones are the same handle,
/// and any thread may use it.
///
/// The execution ends as aborted with the error and cause of the first [`StopHandle::stop`]; no state catches it. Its
/// handlers at work are dropped, and executions that it waits for (`startExecution.sync`) are stopped with it. A handle
/// that was used stays so: an execution that gets it later ends before its first state.
#[derive(Clone, Debug, Default)]
pub struct StopHandle(Arc<Mutex<Inbox>>);

#[derive(Debug, Default)]
struct Inbox {
    request: Option<Request>,
    /// Of the executions that have the handle, by number.
    wakers: BTreeMap<u64, Waker>,
    next: u64,
}

/// With what an execution is stopped.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
}

impl StopHandle {
    /// A handle that nobody has used.
    pub fn new() -> StopHandle {
        StopHandle::default()
    }

    /// Stops the executions that have this handle; both texts may be left out, as on AWS.
    pub fn stop(&self, error: Option<&str>, cause: Option<&str>) {
        let wakers = {
            let mut inbox = self.inbox();
            inbox.request.get_or_insert_with(|| Request {
                error: error.map(str::to_owned),
                cause: cause.map(str::to_owned),
            });
            std::mem::take(&mut inbox.wakers)
        };
        // Outside of the lock: a waker may run anything.
        wakers.into_values().for_each(Waker::wake);
    }

    /// Whether it was used.
    pub fn is_stopped(&self) -> bool {
        self.inbox().request.is_some()
    }

    pub(crate) fn watch(&self) -> StopWatch {
        let mut inbox = self.inbox();
        inbox.next += 1;
        StopWatch {
            number: inbox.next,
            handle: self.clone(),
        }
    }

    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An execution that may be stopped, until dropped.
pub(crate) struct StopWatch {
    handle: StopHandle,
    number: u64,
}

impl StopWatch {
    pub(crate) fn poll(&self, cx: &mut Context<'_>) -> Poll<Request> {
        let mut inbox = self.handle.inbox();
        if let Some(request) = &inbox.request {
            return Poll::Ready(request.clone());
        }
        inbox.wakers.insert(self.number, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for StopWatch {
    fn drop(&mut self) {
        self.handle.inbox().wakers.remove(&self.number);
    }
}
