//! The host in memory: tokio's clock, nothing recorded.
use crate::{
    history::Event,
    host::{Child, Clock, Host, Splitmix, entropy},
    machine::BoxFuture,
    objects::ObjectStore,
    task::TaskTokens,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::Instant;

type Observer = Box<dyn Fn(Event) + Send + Sync>;
type ChildObserver = Box<dyn Fn(&Child, Event) + Send + Sync>;

/// Runs executions in memory, on tokio's clock. One host serves any number of executions.
pub struct InMemory {
    clock: Arc<dyn Clock>,
    tokens: TaskTokens,
    random: Splitmix,
    observer: Option<Observer>,
    child_observer: Option<ChildObserver>,
    objects: Option<Arc<dyn ObjectStore>>,
}

impl InMemory {
    /// A host that records nothing.
    pub fn new() -> InMemory {
        let clock: Arc<dyn Clock> = Arc::new(TokioClock::default());
        InMemory {
            tokens: TaskTokens::new(clock.clone()),
            clock,
            random: Splitmix::new(entropy()),
            observer: None,
            child_observer: None,
            objects: None,
        }
    }

    /// A host that shows every event of the history to `observer`, as it happens.
    #[must_use]
    pub fn observed(self, observer: impl Fn(Event) + Send + Sync + 'static) -> InMemory {
        InMemory {
            observer: Some(Box::new(observer)),
            ..self
        }
    }

    /// A host that shows every event of the histories of distributed Maps' children to `observer`, as it happens.
    #[must_use]
    pub fn observed_children(
        self,
        observer: impl Fn(&Child, Event) + Send + Sync + 'static,
    ) -> InMemory {
        InMemory {
            child_observer: Some(Box::new(observer)),
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

    /// The handle through which callbacks come back.
    pub fn task_tokens(&self) -> TaskTokens {
        self.tokens.clone()
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
        &self.clock
    }

    fn random(&self) -> u64 {
        self.random.next()
    }

    fn tokens(&self) -> &TaskTokens {
        &self.tokens
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

    fn record_child(&self, child: &Child, event: Event) {
        if let Some(observer) = &self.child_observer {
            observer(child, event);
        }
    }

    fn objects(&self) -> Option<&dyn ObjectStore> {
        self.objects.as_deref()
    }
}

/// Tokio's clock, anchored to the system's at its first use, so that a paused test clock stays consistent.
#[derive(Default)]
struct TokioClock {
    anchor: OnceLock<(DateTime<Utc>, Instant)>,
}

impl Clock for TokioClock {
    fn now(&self) -> DateTime<Utc> {
        let (wall, instant) = self.anchor.get_or_init(|| (wall_clock(), Instant::now()));
        let passed = TimeDelta::from_std(instant.elapsed()).unwrap_or(TimeDelta::MAX);
        wall.checked_add_signed(passed)
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
