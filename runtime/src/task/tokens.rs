//! Task tokens: how the outside answers a Task that waits for a callback.
use super::{Signals, TaskFailure};
use crate::{handler::TaskOutput, host::Clock};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt,
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The token of a Task that waits for a callback (`$$.Task.Token`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskToken(Arc<str>);

impl TaskToken {
    pub(crate) fn new(token: String) -> TaskToken {
        TaskToken(token.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for TaskToken {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// No Task waits for this token: it was never handed out, was answered already, or its Task timed out, failed or was
/// cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownToken;

impl fmt::Display for UnknownToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "no task waits for this token: it was answered already, timed out or never existed",
        )
    }
}

impl std::error::Error for UnknownToken {}

/// The handle through which callbacks come back. Clones are the same handle; any thread may use it.
#[derive(Clone)]
pub struct TaskTokens {
    waiting: Arc<Mutex<BTreeMap<TaskToken, Arc<Signals>>>>,
    clock: Arc<dyn Clock>,
    /// Shared by handles alone, so that they can be counted.
    handle: Arc<()>,
}

impl TaskTokens {
    /// A handle for a host; heartbeats are timed by `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> TaskTokens {
        TaskTokens {
            waiting: Arc::default(),
            clock,
            handle: Arc::default(),
        }
    }

    /// The Task succeeded with this output (`SendTaskSuccess`). An answer that arrives before the handler has returned
    /// is kept.
    pub fn succeed(&self, token: &str, output: impl TaskOutput) -> Result<(), UnknownToken> {
        let signals = self.take(token)?;
        signals.settle(Ok(output.into_document()));
        Ok(())
    }

    /// The Task failed (`SendTaskFailure`); both texts may be left out.
    pub fn fail(
        &self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), UnknownToken> {
        let signals = self.take(token)?;
        signals.settle(Err(TaskFailure {
            error: error.map_or(Cow::Borrowed(""), |error| Cow::Owned(error.to_owned())),
            cause: cause.map(str::to_owned),
        }));
        Ok(())
    }

    /// The Task is still at work (`SendTaskHeartbeat`).
    pub fn heartbeat(&self, token: &str) -> Result<(), UnknownToken> {
        let now = self.clock.now();
        let waiting = self.waiting();
        let signals = waiting.get(&TaskToken(token.into())).ok_or(UnknownToken)?;
        signals.heartbeat(now);
        Ok(())
    }

    /// The tokens that wait for an answer.
    pub fn open(&self) -> Vec<TaskToken> {
        self.waiting().keys().cloned().collect()
    }

    /// How many handles there are, this one included.
    pub(crate) fn handles(&self) -> usize {
        Arc::strong_count(&self.handle)
    }

    pub(crate) fn register(&self, token: TaskToken, signals: Arc<Signals>) -> Registered {
        self.waiting().insert(token.clone(), signals);
        Registered {
            waiting: self.waiting.clone(),
            token,
        }
    }

    fn take(&self, token: &str) -> Result<Arc<Signals>, UnknownToken> {
        self.waiting()
            .remove(&TaskToken(token.into()))
            .ok_or(UnknownToken)
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<TaskToken, Arc<Signals>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TaskTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTokens")
            .field("open", &self.open())
            .finish()
    }
}

/// A token that is known until this is dropped, so that a cancelled attempt leaves nothing behind.
pub(crate) struct Registered {
    waiting: Arc<Mutex<BTreeMap<TaskToken, Arc<Signals>>>>,
    pub(crate) token: TaskToken,
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.remove(&self.token);
    }
}
