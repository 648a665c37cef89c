//! Tests of workflows: on a virtual clock, with mocks for any of the handlers, and with the whole history.
//!
//! Time passes only when nothing else can happen: a Wait of a year takes none. While a real handler is at work the
//! clock stands still, unless the handler itself sleeps by [`TaskContext::sleep`]. Any executor will do.
mod children;
mod clock;
mod config;
mod family;
mod host;
mod idle;
mod mock;
mod objects;
mod outcome;
mod state;
mod words;

pub use self::{
    config::{MockConfig, MockConfigError},
    mock::Mock,
    outcome::{Execution, StateRun, TaskCall},
    state::{InspectionLevel, StateTest, TestState, TestStateError, TestStatus},
};
pub use crate::driver::{ErrorDetails, Inspection};

use self::{
    clock::{VirtualClock, Watch},
    family::Family,
    host::{Log, TestHost},
    idle::Idle,
};
use crate::{
    data, driver,
    execution::{ChildExecution, ExecutionError, ExecutionOptions, PAYLOAD_LIMIT, Status},
    handler::TaskOutput,
    host::{Clock, Splitmix},
    machine::{BoxFuture, Machine},
    objects::ObjectStore,
    program::{Kind, Program, StateId},
    registry::{Nested, Registry},
    stop::StopHandle,
    task::{ExecutionInfo, Info, TaskContext, TaskContextParts, TaskFailure, TaskTokens},
    value::Value,
};
use chrono::{DateTime, Utc};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// One run of a workflow, to be set up and then run.
pub struct TestRun<'m> {
    machine: Subject<'m>,
    options: ExecutionOptions,
    clock: Arc<VirtualClock>,
    tokens: TaskTokens,
    mocks: BTreeMap<&'static str, Mock>,
    start: DateTime<Utc>,
    seed: u64,
    stop: Option<(Duration, Option<String>, Option<String>)>,
    objects: Option<Arc<dyn ObjectStore>>,
    registry: Option<Registry>,
    child_mocks: BTreeMap<String, BTreeMap<String, Mock>>,
}

enum Subject<'m> {
    Real(&'m dyn Machine),
    Mocked(Mocked),
}

impl<'m> TestRun<'m> {
    /// A run of a workflow with its handlers, of which any may be mocked.
    pub fn new(machine: &'m dyn Machine) -> TestRun<'m> {
        TestRun::of(Subject::Real(machine))
    }

    /// A run of a definition without handlers: each Task that is called needs a mock.
    pub fn mocked(program: &'static Program) -> TestRun<'static> {
        TestRun::of(Subject::Mocked(Mocked(program)))
    }

    fn of(machine: Subject<'_>) -> TestRun<'_> {
        let start = default_start();
        let clock = Arc::new(VirtualClock::starting(start));
        TestRun {
            machine,
            options: ExecutionOptions {
                name: Some(Cow::Borrowed("test")),
                ..ExecutionOptions::DEFAULT
            },
            // The same run has the same tokens.
            tokens: TaskTokens::with_secret(Arc::new(Watch::new(clock.clone())), [0; 4]),
            clock,
            mocks: BTreeMap::new(),
            start,
            seed: 0,
            objects: None,
            stop: None,
            registry: None,
            child_mocks: BTreeMap::new(),
        }
    }

    /// Stands in for a Task's handler, wherever in the workflow the Task is.
    ///
    /// # Panics
    ///
    /// Where no Task has this name.
    #[must_use]
    pub fn mock(mut self, state: &str, mock: Mock) -> TestRun<'m> {
        let states = self.machine.get().program().states;
        let task = states
            .iter()
            .find(|candidate| candidate.name == state && matches!(candidate.kind, Kind::Task(_)));
        let Some(task) = task else {
            panic!("no Task of this workflow is named `{state}`");
        };
        self.mocks.insert(task.name, mock);
        self
    }

    /// Stands in for a Task's handler by what each call's input and attempt (0 in the first) call for.
    ///
    /// # Panics
    ///
    /// Where no Task has this name.
    #[must_use]
    pub fn mock_call(
        self,
        state: &str,
        decide: impl Fn(&Value, u64) -> Mock + Send + Sync + 'static,
    ) -> TestRun<'m> {
        self.mock(state, Mock::by(decide))
    }

    /// `$$.Execution.Name`; `test` where not set.
    #[must_use]
    pub fn execution_name(mut self, name: impl Into<Cow<'static, str>>) -> TestRun<'m> {
        self.options.name = Some(name.into());
        self
    }

    /// `$$.StateMachine.Name`; the workflow's module where not set.
    #[must_use]
    pub fn state_machine_name(mut self, name: impl Into<Cow<'static, str>>) -> TestRun<'m> {
        self.options.state_machine_name = Some(name.into());
        self
    }

    /// `$$.Execution.RoleArn`.
    #[must_use]
    pub fn role_arn(mut self, role: impl Into<Cow<'static, str>>) -> TestRun<'m> {
        self.options.role_arn = Some(role.into());
        self
    }

    /// The account in ARNs.
    #[must_use]
    pub fn account(mut self, account: impl Into<Cow<'static, str>>) -> TestRun<'m> {
        self.options.account = account.into();
        self
    }

    /// The region in ARNs.
    #[must_use]
    pub fn region(mut self, region: impl Into<Cow<'static, str>>) -> TestRun<'m> {
        self.options.region = region.into();
        self
    }

    /// When the execution starts, as `2025-01-01T00:00:00Z`, which it is where not set.
    ///
    /// # Panics
    ///
    /// Where that is no timestamp.
    #[must_use]
    pub fn start_time(mut self, time: &str) -> TestRun<'m> {
        let Some(time) = data::timestamp(time) else {
            panic!("`{time}` is no timestamp such as 2025-01-01T00:00:00Z");
        };
        self.start = time;
        self
    }

    /// What random numbers, UUIDs and tokens are drawn from; the same seed, the same numbers.
    #[must_use]
    pub fn random_seed(mut self, seed: u64) -> TestRun<'m> {
        self.seed = seed;
        self
    }

    /// Whether AWS's limit of 256 KiB for what a task or state passes on holds; it does not where not set.
    #[must_use]
    pub fn payload_limit(mut self, on: bool) -> TestRun<'m> {
        self.options.payload_limit = on.then_some(PAYLOAD_LIMIT);
        self
    }

    /// Stops the execution (`StopExecution`) this long after its start; both texts may be left out. Where something else
    /// happens at that very moment, the stop comes first.
    #[must_use]
    pub fn stop_after(
        self,
        time: Duration,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> TestRun<'m> {
        let [error, cause] = [error, cause].map(|text| text.map(str::to_owned));
        TestRun {
            stop: Some((time, error, cause)),
            ..self
        }
    }

    /// The workflows that Tasks without a mock start (`states:startExecution`). They run on the same clock, and to their
    /// end, or as far as they can get, even where the execution itself ends before; what became of them is in
    /// [`Execution::children`]. At most a thousand may start.
    #[must_use]
    pub fn registry(mut self, registry: Registry) -> TestRun<'m> {
        self.registry = Some(registry);
        self
    }

    /// Stands in for a handler in every execution of a registered workflow, by the state machine's name and the state's.
    #[must_use]
    pub fn mock_child(mut self, machine: &str, state: &str, mock: Mock) -> TestRun<'m> {
        let mocks = self.child_mocks.entry(machine.to_owned()).or_default();
        mocks.insert(state.to_owned(), mock);
        self
    }

    /// How many events the history may have ([`crate::HISTORY_LIMIT`] where not set); none for an express workflow.
    #[must_use]
    pub fn history_limit(mut self, most: Option<u64>) -> TestRun<'m> {
        self.options.history_limit = most;
        self
    }

    /// The objects that distributed Maps read and write. A [`MemoryStore`](crate::objects::MemoryStore) is one to make up.
    /// While a store is at work the clock stands still, as for a handler.
    #[must_use]
    pub fn objects(mut self, objects: impl ObjectStore + 'static) -> TestRun<'m> {
        self.objects = Some(Arc::new(objects::Watched::new(objects, self.clock.clone())));
        self
    }

    /// The handle through which a test answers Tasks that wait for a callback. As long as a test holds one, the run
    /// waits for it where nothing else is left to do.
    pub fn tokens(&self) -> TaskTokens {
        self.tokens.clone()
    }

    /// Runs the execution to its end.
    pub async fn run(self, input: impl TaskOutput) -> Execution {
        let (machine, options, host, start) = self.set_up();
        let options = Arc::new(options);
        let future = driver::run(machine.get(), &host, &options, input.into_document());
        let Idled {
            ended,
            mut children,
            elapsed,
        } = idle(&host, start, future).await;
        let mut log = tear_down(host);
        children.extend(log.children.take());
        let (status, output, error) = match ended {
            Some(Ok(output)) => (Status::Succeeded, Some(output), None),
            Some(Err(error)) => (error.status, None, Some(error)),
            None => (Status::Running, None, None),
        };
        let (error, cause, failed_state) = match error {
            Some(ExecutionError {
                error,
                cause,
                state,
                ..
            }) => ((!error.is_empty()).then_some(error), cause, state),
            None => (None, None, None),
        };
        Execution {
            status,
            output,
            error,
            cause,
            failed_state,
            history: log.history,
            calls: log.calls,
            children,
            elapsed,
        }
    }

    /// Runs one state alone, wherever in the workflow it is.
    ///
    /// # Panics
    ///
    /// Where no state has this name.
    pub async fn run_state(self, state: &str, input: impl TaskOutput) -> StateRun {
        let (machine, options, host, start) = self.set_up();
        let program = machine.get().program();
        let at = program
            .states
            .iter()
            .position(|candidate| candidate.name == state);
        let Some(id) = at.and_then(|at| StateId::try_from(at).ok()) else {
            panic!("no state of this workflow is named `{state}`");
        };
        let future = driver::run_state(machine.get(), &host, &options, id, input.into_document());
        let Idled { ended, elapsed, .. } = idle(&host, start, future).await;
        let log = tear_down(host);
        let (result, next) = match ended {
            Some(Ok((output, next))) => (Ok(output), next),
            Some(Err(error)) => (Err(error), None),
            None => (Err(waiting(program, id)), None),
        };
        StateRun {
            result,
            next: next.map(|next| program.states[next as usize].name),
            history: log.history,
            calls: log.calls,
            elapsed,
        }
    }

    fn set_up(mut self) -> (Subject<'m>, ExecutionOptions, TestHost, DateTime<Utc>) {
        self.clock.set(self.start);
        if let Some((time, error, cause)) = self.stop {
            let handle = StopHandle::new();
            self.options.stop = Some(handle.clone());
            let stop = move || handle.stop(error.as_deref(), cause.as_deref());
            self.clock.schedule(time, stop);
        }
        let host = TestHost {
            clock: Arc::new(Watch::new(self.clock.clone())),
            virtual_clock: self.clock,
            tokens: self.tokens,
            random: Arc::new(Splitmix::new(self.seed)),
            mocks: self
                .mocks
                .into_iter()
                .map(|(name, mock)| (name.to_owned(), mock))
                .collect(),
            objects: self.objects,
            log: Mutex::default(),
            family: Arc::new(Family::new(self.child_mocks)),
            nested: self
                .registry
                .map(|registry| Arc::new(Nested::new(registry))),
            depth: 0,
        };
        (self.machine, self.options, host, self.start)
    }
}

fn default_start() -> DateTime<Utc> {
    const NEW_YEAR_2025: i64 = 1_735_689_600;
    DateTime::from_timestamp(NEW_YEAR_2025, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// What came of a future.
struct Idled<T> {
    /// None where it waits for something that cannot come.
    ended: Option<T>,
    children: Vec<ChildExecution>,
    /// How much virtual time it took; its children may have taken more.
    elapsed: Duration,
}

async fn idle<F: Future<Output: Unpin>>(
    host: &TestHost,
    start: DateTime<Utc>,
    future: F,
) -> Idled<F::Output> {
    let elapsed = || (host.clock.now() - start).to_std().unwrap_or_default();
    let ended = Idle {
        future: Box::pin(async { (future.await, elapsed()) }),
        output: None,
        clock: &host.virtual_clock,
        tokens: &host.tokens,
        family: &host.family,
        children: Vec::new(),
        alarm: Arc::default(),
    }
    .await;
    let (ended, elapsed) = match ended {
        Some((output, elapsed)) => (Some(output), elapsed),
        None => (None, elapsed()),
    };
    Idled {
        ended,
        children: host.family.disband(),
        elapsed,
    }
}

fn tear_down(host: TestHost) -> Log {
    host.log
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn waiting(program: &'static Program, state: StateId) -> ExecutionError {
    ExecutionError {
        status: Status::Running,
        error: String::new(),
        cause: Some("the state waits for something that cannot come".to_owned()),
        state: Some(program.states[state as usize].name),
    }
}

impl Subject<'_> {
    fn get(&self) -> &dyn Machine {
        match self {
            Subject::Real(machine) => *machine,
            Subject::Mocked(mocked) => mocked,
        }
    }
}

/// A definition without handlers.
struct Mocked(&'static Program);

impl Machine for Mocked {
    fn program(&self) -> &'static Program {
        self.0
    }

    fn call<'a>(
        &'a self,
        _handler: u32,
        _input: Value,
        context: &'a TaskContext,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>> {
        panic!(
            "state `{}` was called and has no mock",
            context.state_name()
        );
    }
}

/// A context for calling a handler directly, in a plain test: first attempt, no token, sleeps that take no time.
pub fn task_context() -> TaskContext {
    struct Still;

    impl Clock for Still {
        fn now(&self) -> DateTime<Utc> {
            default_start()
        }

        fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    let options = ExecutionOptions {
        name: Some(Cow::Borrowed("test")),
        ..ExecutionOptions::DEFAULT
    };
    TaskContext::new(TaskContextParts {
        info: Info::Made(Arc::new(ExecutionInfo::new(
            Arc::new(options),
            "test",
            Arc::new(Still),
            (0, 0),
        ))),
        clock: None,
        state: "test",
        attempt: 0,
        region: None,
        step: 0,
        token: None,
        signals: None,
    })
}
