//! Activities: Tasks that workers fetch, rather than handlers that are called.
use crate::{
    handler::TaskOutput,
    task::{Signals, TaskError, TaskFailure, TaskToken, TaskTokens, TokenError},
    value::Value,
};
use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Waker},
};

/// An activity (`arn:aws:states:region:account:activity:name`), from which workers fetch Tasks. Clones are the same
/// activity.
///
/// A host that has it ([`crate::InMemory::with_activity`]) lets its Tasks wait here, first come first served, instead of
/// calling their handler. A Task's `TimeoutSeconds` and `HeartbeatSeconds` count from the moment a worker takes it, as on
/// AWS: one that nobody takes waits for ever. A Task whose execution ends before is taken back.
///
/// On a [`TestRun`](crate::test::TestRun) there are no workers: a Task's handler answers, or a
/// [`Mock`](crate::test::Mock), which may name the worker or be a Task that none takes.
///
/// ```
/// # async fn work() {
/// use stepwright::{Activity, InMemory};
///
/// let reviews = Activity::new("review");
/// let host = InMemory::new().with_activity(&reviews);
/// // In a task of its own:
/// let task = reviews.next("Ada").await;
/// let reviewed = format!("{} is fine", task.input());
/// let _ = task.succeed(reviewed);
/// # }
/// ```
#[derive(Clone)]
pub struct Activity(Arc<Shared>);

struct Shared {
    name: String,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    offers: VecDeque<Offer>,
    workers: Vec<Waker>,
}

/// A Task that waits for a worker; gone when its attempt is.
struct Offer {
    task: ActivityTask,
    signals: Weak<Signals>,
}

impl Activity {
    /// An activity, by its name or its whole ARN. A name stands for any account and region.
    pub fn new(name: impl Into<String>) -> Activity {
        Activity(Arc::new(Shared {
            name: name.into(),
            queue: Mutex::default(),
        }))
    }

    /// As it was given.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The next Task for a worker of that name, as soon as there is one (`GetActivityTask`). The history shows the name in
    /// `ActivityStarted`.
    pub async fn next(&self, worker: &str) -> ActivityTask {
        poll_fn(|cx| self.poll_next(worker, cx)).await
    }

    /// Fetches Tasks and does them, one after the other, as a worker of that name: a loop without an end, to be spawned.
    pub async fn work<F, O, E>(&self, worker: &str, does: impl Fn(Value) -> F)
    where
        F: Future<Output = Result<O, E>>,
        O: TaskOutput,
        E: TaskError,
    {
        loop {
            let task = self.next(worker).await;
            let answered = match does(task.input().clone()).await {
                Ok(output) => task.succeed(output),
                Err(error) => {
                    let TaskFailure { error, cause } = TaskFailure::of(&error);
                    task.fail(Some(&error), cause.as_deref())
                }
            };
            // Who comes too late has worked for nobody; the execution went on without it.
            let _ = answered;
        }
    }

    pub(crate) fn serves(&self, resource: &str) -> bool {
        let name = resource.split_once(":activity:").map(|(_, name)| name);
        self.name() == resource || name == Some(self.name())
    }

    pub(crate) fn offer(
        &self,
        token: TaskToken,
        input: Value,
        tokens: TaskTokens,
        signals: &Arc<Signals>,
    ) {
        let offer = Offer {
            task: ActivityTask {
                token,
                input,
                tokens,
            },
            signals: Arc::downgrade(signals),
        };
        let workers = {
            let mut queue = self.queue();
            queue.offers.push_back(offer);
            std::mem::take(&mut queue.workers)
        };
        workers.into_iter().for_each(Waker::wake);
    }

    fn poll_next(&self, worker: &str, cx: &mut Context<'_>) -> Poll<ActivityTask> {
        let mut queue = self.queue();
        while let Some(Offer { task, signals }) = queue.offers.pop_front() {
            if let Some(signals) = signals.upgrade() {
                // Outside of the lock: this wakes the execution.
                drop(queue);
                signals.take_up(worker);
                return Poll::Ready(task);
            }
        }
        let waker = cx.waker();
        if !queue.workers.iter().any(|known| known.will_wake(waker)) {
            queue.workers.push(waker.clone());
        }
        Poll::Pending
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Activity").field(&self.0.name).finish()
    }
}

/// A Task that a worker has taken. It is answered here, or by its token through [`TaskTokens`]; dropped without an answer,
/// it stays the worker's until its time is over.
#[derive(Debug)]
pub struct ActivityTask {
    token: TaskToken,
    input: Value,
    tokens: TaskTokens,
}

impl ActivityTask {
    /// Its token.
    pub fn token(&self) -> &TaskToken {
        &self.token
    }

    /// Its input.
    pub fn input(&self) -> &Value {
        &self.input
    }

    /// It succeeded with this output (`SendTaskSuccess`).
    ///
    /// # Errors
    ///
    /// [`TokenError::TaskTimedOut`] where it waits no longer.
    pub fn succeed(&self, output: impl TaskOutput) -> Result<(), TokenError> {
        self.tokens.succeed(&self.token, output)
    }

    /// It failed (`SendTaskFailure`); both texts may be left out.
    ///
    /// # Errors
    ///
    /// As [`ActivityTask::succeed`].
    pub fn fail(&self, error: Option<&str>, cause: Option<&str>) -> Result<(), TokenError> {
        self.tokens.fail(&self.token, error, cause)
    }

    /// The worker is still at it (`SendTaskHeartbeat`), so that `HeartbeatSeconds` starts anew.
    ///
    /// # Errors
    ///
    /// As [`ActivityTask::succeed`].
    pub fn heartbeat(&self) -> Result<(), TokenError> {
        self.tokens.heartbeat(&self.token)
    }
}
