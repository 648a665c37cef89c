//! The host in memory: tokio's clock, nothing recorded.
use crate::{
    activity::Activity,
    driver::{Each, Iterations},
    history::Event,
    host::{Answer, Begins, Call, Clock, Host, MapChild, Splitmix, entropy},
    machine::{BoxFuture, Machine},
    objects::ObjectStore,
    registry::{Child, Nested, Nursery, Registry, Request},
    task::{TaskFailure, TaskTokens},
};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{runtime, time::Instant};

type Observer = Arc<dyn Fn(Event) + Send + Sync>;
type ChildObserver = Arc<dyn Fn(&MapChild, Event) + Send + Sync>;

/// Tokio's clock, which all of them share.
pub(crate) fn clock() -> &'static Arc<dyn Clock> {
    static CLOCK: OnceLock<Arc<dyn Clock>> = OnceLock::new();
    CLOCK.get_or_init(|| Arc::new(TokioClock::new()))
}

/// Runs executions in memory, on tokio's clock. One host serves any number of executions.
pub struct InMemory {
    tokens: TaskTokens,
    random: Arc<Splitmix>,
    observer: Option<Observer>,
    child_observer: Option<ChildObserver>,
    objects: Option<Arc<dyn ObjectStore>>,
    nested: Option<Arc<Nested>>,
    activities: Vec<Activity>,
    depth: u32,
}

impl InMemory {
    /// A host that records nothing.
    pub fn new() -> InMemory {
        InMemory {
            tokens: TaskTokens::new(clock().clone()),
            random: Arc::new(Splitmix::new(entropy())),
            observer: None,
            child_observer: None,
            objects: None,
            nested: None,
            activities: Vec::new(),
            depth: 0,
        }
    }

    /// A host that shows every event of the history to `observer`, as it happens. Nested executions show theirs as well.
    #[must_use]
    pub fn observed(self, observer: impl Fn(Event) + Send + Sync + 'static) -> InMemory {
        InMemory {
            observer: Some(Arc::new(observer)),
            ..self
        }
    }

    /// A host that shows every event of the histories of distributed Maps' children to `observer`, as it happens.
    #[must_use]
    pub fn observed_children(
        self,
        observer: impl Fn(&MapChild, Event) + Send + Sync + 'static,
    ) -> InMemory {
        InMemory {
            child_observer: Some(Arc::new(observer)),
            ..self
        }
    }

    /// A host whose distributed Maps read and write these objects.
    #[must_use]
    pub fn with_objects(self, objects: impl ObjectStore + 'static) -> InMemory {
        InMemory {
            objects: Some(Arc::new(objects)),
            ..self
        }
    }

    /// A host whose executions start those workflows (`states:startExecution`). Children run as tasks of the tokio runtime
    /// that polls their parent; one that its parent waits for stops with it, one that is only started goes on.
    #[must_use]
    pub fn with_registry(self, registry: Registry) -> InMemory {
        InMemory {
            nested: Some(Arc::new(Nested::new(registry))),
            ..self
        }
    }

    /// A host whose Tasks of this activity wait for a worker; those of other activities call their handlers.
    #[must_use]
    pub fn with_activity(mut self, activity: &Activity) -> InMemory {
        self.activities.push(activity.clone());
        self
    }

    /// Lets a Task wait for a worker, where it is one of an activity that has any.
    fn offer<'a>(&self, call: &Call<'a>) -> Option<Answer<'a>> {
        let resource = call.task.resource;
        let activity = self.activities.iter().find(|it| it.serves(resource))?;
        let (token, signals) = (call.context.token()?, call.context.signals()?);
        let (input, tokens) = (call.input.clone(), self.tokens.clone());
        activity.offer(token.clone(), input, tokens, signals);
        Some(Answer {
            future: Box::pin(std::future::pending()),
            raw: true,
            begins: Begins::WhenTaken,
        })
    }

    /// Stops a running nested execution by its ARN (`StopExecution`); both texts may be left out. Whether there was one.
    /// An execution that nobody started from a workflow is stopped by [`crate::ExecutionOptions::stop`].
    pub fn stop_execution(&self, arn: &str, error: Option<&str>, cause: Option<&str>) -> bool {
        let nested = self.nested.as_ref();
        let handle = nested.and_then(|nested| nested.stop_handle(arn));
        handle.map(|handle| handle.stop(error, cause)).is_some()
    }

    /// The handle through which callbacks come back.
    pub fn task_tokens(&self) -> TaskTokens {
        self.tokens.clone()
    }

    /// For a child.
    fn inner(&self, depth: u32) -> InMemory {
        InMemory {
            tokens: self.tokens.clone(),
            random: self.random.clone(),
            observer: self.observer.clone(),
            child_observer: self.child_observer.clone(),
            objects: self.objects.clone(),
            nested: self.nested.clone(),
            activities: self.activities.clone(),
            depth,
        }
    }
}

impl Default for InMemory {
    fn default() -> InMemory {
        InMemory::new()
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InMemory")
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

impl Host for InMemory {
    fn clock(&self) -> &Arc<dyn Clock> {
        clock()
    }

    fn random(&self) -> u64 {
        self.random.next()
    }

    fn tokens(&self) -> &TaskTokens {
        &self.tokens
    }

    fn call<'a>(&'a self, call: Call<'a>) -> Answer<'a> {
        if let Some(nested) = &self.nested
            && let Some(request) = Request::of(call.task)
        {
            return Answer {
                future: nested.answer(request, self, call),
                raw: true,
                begins: Begins::Now(None),
            };
        }
        if let Some(answer) = self.offer(&call) {
            return answer;
        }
        Answer::of_handler(call)
    }

    fn each<'a>(
        &'a self,
        machine: &'a dyn Machine,
        handler: u32,
        each: Each<'a>,
    ) -> Result<Iterations<'a>, Each<'a>> {
        machine.each(handler, each)
    }

    fn recording(&self) -> bool {
        self.observer.is_some()
    }

    fn record(&self, event: Event) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }

    fn recording_children(&self) -> bool {
        self.child_observer.is_some()
    }

    fn record_child(&self, child: &MapChild, event: Event) {
        if let Some(observer) = &self.child_observer {
            observer(child, event);
        }
    }

    fn objects(&self) -> Option<&dyn ObjectStore> {
        self.objects.as_deref()
    }
}

impl Nursery for InMemory {
    fn depth(&self) -> u32 {
        self.depth
    }

    fn nurse(&self, child: Child) -> Result<(), TaskFailure> {
        let Ok(runtime) = runtime::Handle::try_current() else {
            return Err(TaskFailure::new(
                "States.Runtime",
                "A nested execution runs as a task of tokio, but its parent runs outside of a tokio runtime.",
            ));
        };
        let host = self.inner(child.depth());
        runtime.spawn(async move {
            // Who waits for the result has it from the child itself.
            drop(child.live(&host).await);
        });
        Ok(())
    }
}

/// Tokio's clock, which tests may pause, said as the time of day. The anchor is the system's own clock, not a runtime's, so
/// that one for all runtimes will do.
struct TokioClock {
    day: DateTime<Utc>,
    instant: std::time::Instant,
}

impl TokioClock {
    fn new() -> TokioClock {
        TokioClock {
            day: wall_clock(),
            instant: std::time::Instant::now(),
        }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> DateTime<Utc> {
        let now = Instant::now().into_std();
        // A paused clock may stand before the anchor.
        let passed = match now.checked_duration_since(self.instant) {
            Some(passed) => TimeDelta::from_std(passed).ok(),
            None => TimeDelta::from_std(self.instant - now).ok().map(|it| -it),
        };
        passed
            .and_then(|passed| self.day.checked_add_signed(passed))
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

fn wall_clock() -> DateTime<Utc> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, since.subsec_nanos()).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
