//! One attempt of one state, alone, with its data flow laid open: AWS's `TestState`.
mod inspection;

pub use self::inspection::{ErrorDetails, Inspection};

use super::{
    Execution, Failure, Frame, Variables,
    context::{Position, View, Visit},
    retry::{delay, retrier},
    visit::Exit,
};
use crate::{
    execution::{ExecutionError, ExecutionOptions, Status},
    host::Host,
    machine::Machine,
    program::{Kind, QueryLanguage, StateId},
    value::{Map, Value},
};
use futures_util::future::{Either, select};
use std::{
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How long AWS lets a state under test run.
const LIMIT: Duration = Duration::from_secs(5 * 60);

/// What the caller says about the state's past and surroundings.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// How often the retrier that covers the failure has retried before.
    pub(crate) retries: u64,
    /// What a Parallel or Map comes to, in place of its branches or iterations.
    pub(crate) result: Option<Result<Value, (String, Option<String>)>>,
    /// How many of a Map's iterations failed.
    pub(crate) failed_iterations: Option<u64>,
    /// What a Map's `ItemReader` read.
    pub(crate) read: Option<Value>,
    /// The context object.
    pub(crate) context: Option<Map>,
    /// The variables.
    pub(crate) variables: Map,
}

/// A state under test: what it is given, and what was seen of it so far.
pub(crate) struct Trial {
    given: Given,
    seen: Mutex<Inspection>,
}

/// How the attempt ended.
pub(crate) enum Ended {
    Succeeded {
        output: Value,
        next: Option<StateId>,
    },
    Caught {
        error: ExecutionError,
        output: Value,
        next: StateId,
    },
    Retriable(ExecutionError),
    Failed(ExecutionError),
}

impl Trial {
    pub(crate) fn new(given: Given) -> Trial {
        Trial {
            given,
            seen: Mutex::default(),
        }
    }

    pub(crate) fn into_seen(self) -> Inspection {
        self.seen
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    fn see(&self, note: impl FnOnce(&mut Inspection)) {
        note(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The mocked end of a Parallel or Map.
    pub(super) fn result(&self, state: &'static str) -> Option<Result<Value, Failure>> {
        let failed = |(error, cause): &(String, Option<String>)| {
            Failure::new(state, error.clone(), cause.clone())
        };
        let result = self.given.result.as_ref()?;
        Some(match result {
            Ok(result) => Ok(result.clone()),
            Err(error) => Err(failed(error)),
        })
    }

    pub(super) fn failed_iterations(&self) -> u64 {
        self.given.failed_iterations.unwrap_or_default()
    }
}

/// Runs one state once, wherever in the workflow it is, and says what a retrier or catcher would do next.
pub(crate) async fn run_trial(
    machine: &dyn Machine,
    host: &dyn Host,
    options: &ExecutionOptions,
    trial: &Trial,
    state: StateId,
    input: Value,
) -> Ended {
    let options = Arc::new(options.clone());
    let mut execution = Execution::new(machine, host, options, &input);
    execution.trial = Some(trial);
    let position = Position::default();
    let frame = Frame::machine(&position);
    let mut variables = Variables::default();
    variables.given(&trial.given.variables);
    let visit = Visit {
        frame: &frame,
        state: execution.state(state),
        // None of this is in a history, and no cause names an event.
        entered: 0,
        before: 0,
        time: execution.state(state).reads_context.then(|| host.now()),
        step: 0,
        variables: &variables,
    };
    trial.see(|seen| seen.input = Some(input.clone()));
    let attempt = pin!(execution.attempt_once(trial, &visit, input));
    let attempt = pin!(execution.turns.restored(attempt));
    match select(attempt, host.sleep(LIMIT)).await {
        Either::Left((ended, _)) => ended,
        Either::Right(_) => {
            let failure = Failure::timeout(Some(visit.state.name));
            Ended::Failed(failure.into_error(Status::Failed))
        }
    }
}

impl Execution<'_> {
    async fn attempt_once(&self, trial: &Trial, visit: &Visit<'_>, input: Value) -> Ended {
        let result = self.tried(trial, visit, input.clone()).await;
        let failure = match result {
            Ok(exit) => {
                trial.leave(visit, &exit);
                return Ended::Succeeded {
                    output: exit.output,
                    next: exit.next,
                };
            }
            Err(failure) => failure,
        };
        let state = visit.state;
        let error = failure.clone().into_error(Status::Failed);
        let mut details = ErrorDetails::default();
        if let Some(at) = retrier(state.retry, &failure) {
            let retrier = &state.retry[at];
            details.retry_index = Some(at);
            if trial.given.retries < retrier.max_attempts {
                let wait = delay(retrier, trial.given.retries, || self.host.random());
                details.retry_backoff_interval_seconds = Some(wait.as_secs());
                trial.see(|seen| seen.error_details = Some(details));
                return Ended::Retriable(error);
            }
        }
        let mut catchers = state.catch.iter();
        details.catch_index = catchers.position(|catcher| failure.is_one_of(catcher.errors));
        if details != ErrorDetails::default() {
            trial.see(|seen| seen.error_details = Some(details));
        }
        let Some(at) = details.catch_index else {
            return Ended::Failed(error);
        };
        let catcher = &state.catch[at];
        match self.catch(visit, trial.given.retries, catcher, input, &failure) {
            Ok(exit) => {
                trial.leave(visit, &exit);
                Ended::Caught {
                    error,
                    output: exit.output,
                    next: catcher.next,
                }
            }
            Err(failure) => Ended::Failed(failure.into_error(Status::Failed)),
        }
    }

    async fn tried(
        &self,
        trial: &Trial,
        visit: &Visit<'_>,
        document: Value,
    ) -> Result<Exit, Failure> {
        visit.check_input(&document)?;
        let attempt = trial.given.retries;
        let raw = document.clone();
        let result = match &visit.state.kind {
            Kind::Parallel(_) if trial.given.result.is_some() => {
                self.mocked_parallel(trial, visit, attempt, document)?
            }
            Kind::Map(map) if trial.given.result.is_some() => {
                self.mocked_map(trial, visit, map, attempt, document)
                    .await?
            }
            Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
                self.attempt(visit, attempt, document).await?
            }
            Kind::Wait(wait) => {
                let mut document = document;
                let left = self.wait(visit, wait, &mut document).await?;
                return Ok(Exit::to(visit.state.next, left));
            }
            _ => return self.steer(visit, document),
        };
        visit.check_result(&result)?;
        let mut view = View::new(self, visit);
        view.retry = Some(attempt);
        let mut raw = raw;
        Ok(Exit::to(visit.state.next, view.finish(&mut raw, result)?))
    }

    /// AWS computes what goes into the branches, but does not show it.
    fn mocked_parallel(
        &self,
        trial: &Trial,
        visit: &Visit<'_>,
        attempt: u64,
        document: Value,
    ) -> Result<Value, Failure> {
        let mut view = View::new(self, visit);
        view.retry = Some(attempt);
        let input = view.input(document)?;
        view.parameters(input)?;
        trial.see(Inspection::forget_way_in);
        trial.result(visit.state.name).unwrap_or(Ok(Value::Null))
    }

    /// What a Map's `ItemReader` is said to have read.
    pub(super) fn read_items(&self) -> Option<&Value> {
        self.trial?.given.read.as_ref()
    }
}

impl Trial {
    /// The variables after the state.
    fn leave(&self, visit: &Visit<'_>, exit: &Exit) {
        let mut variables = visit.variables.clone();
        variables.assign(exit.assigned.clone());
        if let Some(variables) = variables.all() {
            self.see(|seen| seen.variables = Some(Value::from(variables.clone())));
        }
    }
}

/// The hooks of the data flow. Where nothing is tested they cost a look at an empty field.
impl View<'_> {
    pub(super) fn see(&self, note: impl FnOnce(&mut Inspection)) {
        // A branch or an iteration of the state under test is another state.
        if let Some(trial) = self.execution.trial
            && self.visit.frame.is_outermost()
        {
            trial.see(note);
        }
    }

    #[inline]
    pub(super) fn saw_input(&self, input: &Value) {
        if !self.is_jsonata() {
            self.see(|seen| seen.after_input_path = Some(input.clone()));
        }
    }

    #[inline]
    pub(super) fn saw_parameters(&self, parameters: &Value) {
        self.see(|seen| {
            let parameters = Some(parameters.clone());
            if self.is_jsonata() {
                seen.after_arguments = parameters;
            } else {
                seen.after_parameters = parameters;
            }
        });
    }

    /// AWS shows the result of a Task, and of a Pass that has a `Result`.
    #[inline]
    pub(super) fn saw_result(&self, result: &Value) {
        if matches!(self.visit.state.kind, Kind::Task(_)) {
            self.see(|seen| seen.result = Some(result.clone()));
        }
    }

    /// A Pass's `Result`, in place of which AWS shows nothing of the input.
    pub(super) fn replaced(&self, result: Value) -> Value {
        self.see(|seen| {
            seen.forget_way_in();
            seen.result = Some(result.clone());
        });
        result
    }

    /// The context object that the state under test is given.
    pub(super) fn given_context(&self) -> Option<Map> {
        let trial = self.execution.trial?;
        // What runs inside of it has its own.
        let is_tested = self.visit.frame.is_outermost();
        trial.given.context.clone().filter(|_| is_tested)
    }

    #[inline]
    fn is_jsonata(&self) -> bool {
        self.visit.state.language == QueryLanguage::Jsonata
    }
}
