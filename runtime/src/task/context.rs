//! What a handler may know of the execution it works for.
use super::{Signals, TaskToken};
use crate::{execution::ExecutionOptions, handler::TaskOutput, host::Clock, machine::BoxFuture};
use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// What a handler may know of the execution it works for. Cheap to clone, and may outlive the call.
#[derive(Clone)]
pub struct TaskContext(TaskContextParts);

#[derive(Clone)]
pub(crate) struct TaskContextParts {
    pub(crate) info: Info,
    /// In place of the execution's.
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) state: &'static str,
    pub(crate) attempt: u64,
    /// Where the state's region lies; none for the machine itself.
    pub(crate) region: Option<RegionPath>,
    /// How many states of that region were entered before this one.
    pub(crate) step: u64,
    pub(crate) token: Option<TaskToken>,
    /// Where there is something to signal.
    pub(crate) signals: Option<Arc<Signals>>,
}

impl TaskContext {
    pub(crate) fn new(parts: TaskContextParts) -> TaskContext {
        TaskContext(parts)
    }

    pub(crate) fn signals(&self) -> Option<&Arc<Signals>> {
        self.0.signals.as_ref()
    }

    pub(crate) fn info(&self) -> &Arc<ExecutionInfo> {
        self.0.info.get()
    }

    /// Moves on to another state of the machine's own region.
    pub(crate) fn enter(&mut self, state: &'static str, step: u64) {
        self.0.state = state;
        self.0.step = step;
    }

    /// The same context with another clock.
    pub(crate) fn with_clock(&self, clock: Arc<dyn Clock>) -> TaskContext {
        let mut parts = self.0.clone();
        parts.clock = Some(clock);
        TaskContext(parts)
    }

    fn clock(&self) -> &dyn Clock {
        match &self.0.clock {
            Some(clock) => clock.as_ref(),
            None => self.0.info.clock(),
        }
    }

    /// How often this state was retried already: 0 in the first attempt.
    pub fn attempt(&self) -> u64 {
        self.0.attempt
    }

    /// The token to hand on, in a Task that waits for a callback (`.waitForTaskToken`) or for a job (`.sync`),
    /// or of an activity.
    pub fn token(&self) -> Option<&TaskToken> {
        self.0.token.as_ref()
    }

    /// Says that the handler is still at work, so that `HeartbeatSeconds` starts anew.
    pub fn heartbeat(&self) {
        if let Some(signals) = &self.0.signals {
            signals.heartbeat(self.clock().now());
        }
    }

    /// Says that a `.sync` Task's job was submitted, and with what answer: the history records it at once. Without it
    /// the submission is recorded, empty, when the job is done.
    pub fn submitted(&self, output: impl TaskOutput) {
        if let Some(signals) = &self.0.signals {
            signals.submit(output.into_document());
        }
    }

    /// The execution's ARN (`$$.Execution.Id`).
    pub fn execution_id(&self) -> String {
        self.0.info.get().id()
    }

    /// The execution's name (`$$.Execution.Name`).
    pub fn execution_name(&self) -> &str {
        self.0.info.get().name()
    }

    /// The state's name (`$$.State.Name`).
    pub fn state_name(&self) -> &'static str {
        self.0.state
    }

    /// A key that is the same for all attempts of this Task, and another whenever the state is entered again, in a
    /// loop, a branch or an iteration. Tasks run at least once: a service that knows the key can tell a repetition.
    pub fn idempotency_key(&self) -> String {
        let id = self.0.info.get().id();
        let region = self
            .0
            .region
            .as_ref()
            .map_or_else(String::new, RegionPath::to_string);
        format!("{id}{region}/{}#{}", self.0.state, self.0.step)
    }

    /// Sleeps on the host's clock: in tests that takes no time.
    pub fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.clock().sleep(duration)
    }
}

impl fmt::Debug for TaskContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskContext")
            .field("execution", &self.execution_name())
            .field("state", &self.0.state)
            .field("attempt", &self.0.attempt)
            .field("token", &self.0.token)
            .finish_non_exhaustive()
    }
}

/// The way from the machine to a Parallel branch or a Map iteration.
#[derive(Clone)]
pub(crate) struct RegionPath {
    pub(crate) parent: Option<Arc<RegionPath>>,
    pub(crate) state: &'static str,
    /// The step at which that state was entered in its own region.
    pub(crate) step: u64,
    pub(crate) index: usize,
}

impl fmt::Display for RegionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = &self.parent {
            fmt::Display::fmt(parent, f)?;
        }
        write!(f, "/{}#{}[{}]", self.state, self.step, self.index)
    }
}

/// The names of an execution: those of the driver's, or on a straight line, where hardly anyone asks, made for who does.
pub(crate) enum Info {
    Made(Arc<ExecutionInfo>),
    Later {
        options: Arc<ExecutionOptions>,
        default_machine: &'static str,
        made: OnceLock<Arc<ExecutionInfo>>,
    },
}

/// A copy has the same names: they are made before.
impl Clone for Info {
    fn clone(&self) -> Info {
        Info::Made(self.get().clone())
    }
}

impl Info {
    fn get(&self) -> &Arc<ExecutionInfo> {
        match self {
            Info::Made(info) => info,
            Info::Later {
                options,
                default_machine,
                made,
            } => made.get_or_init(|| {
                let seed = (crate::host::entropy(), crate::host::entropy());
                let clock = crate::memory::clock().clone();
                let options = options.clone();
                Arc::new(ExecutionInfo::new(options, default_machine, clock, seed))
            }),
        }
    }

    fn clock(&self) -> &dyn Clock {
        match self {
            Info::Made(info) => info.clock.as_ref(),
            Info::Later { .. } => crate::memory::clock().as_ref(),
        }
    }
}

/// The names of an execution, made when first asked for.
pub(crate) struct ExecutionInfo {
    options: Arc<ExecutionOptions>,
    default_machine: &'static str,
    clock: Arc<dyn Clock>,
    /// Of which a name is made where none was given.
    seed: (u64, u64),
    name: OnceLock<String>,
    express: bool,
}

impl ExecutionInfo {
    pub(crate) fn new(
        options: Arc<ExecutionOptions>,
        default_machine: &'static str,
        clock: Arc<dyn Clock>,
        seed: (u64, u64),
    ) -> ExecutionInfo {
        ExecutionInfo {
            options,
            default_machine,
            clock,
            seed,
            name: OnceLock::new(),
            express: false,
        }
    }

    /// The same, of an express execution.
    pub(crate) fn express(self) -> ExecutionInfo {
        ExecutionInfo {
            express: true,
            ..self
        }
    }

    pub(crate) fn name(&self) -> &str {
        if let Some(name) = &self.options.name {
            return name;
        }
        self.name
            .get_or_init(|| crate::host::uuid(self.seed.0, self.seed.1))
    }

    pub(crate) fn machine_name(&self) -> &str {
        self.options
            .state_machine_name
            .as_deref()
            .unwrap_or(self.default_machine)
    }

    pub(crate) fn id(&self) -> String {
        if self.express {
            // Its name may come again: a second id tells it from others.
            let (machine, name) = (self.machine_name(), self.name());
            let run = crate::host::uuid(self.seed.1, self.seed.0);
            return self.arn(&format!("express:{machine}:{name}:{run}"));
        }
        self.arn(&["execution:", self.machine_name(), ":", self.name()].concat())
    }

    pub(crate) fn machine_id(&self) -> String {
        self.arn(&["stateMachine:", self.machine_name()].concat())
    }

    pub(crate) fn region(&self) -> &str {
        &self.options.region
    }

    pub(crate) fn role_arn(&self) -> String {
        match &self.options.role_arn {
            Some(role) => role.to_string(),
            None => format!("arn:aws:iam::{}:role/stepwright", self.options.account),
        }
    }

    pub(crate) fn arn(&self, resource: &str) -> String {
        let ExecutionOptions {
            region, account, ..
        } = &*self.options;
        ["arn:aws:states:", region, ":", account, ":", resource].concat()
    }

    pub(crate) fn options(&self) -> &Arc<ExecutionOptions> {
        &self.options
    }
}
