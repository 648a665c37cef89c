//! One state tested alone, as AWS's `TestState` does it.
mod check;
mod json;

use super::{Mock, Subject, TestRun, idle};
use crate::{
    driver::{self, Ended, Given, Inspection, Trial},
    execution::ExecutionError,
    handler::TaskOutput,
    program::{Kind, StateId},
    task::TaskFailure,
    value::{Map, Value},
};
use std::{error::Error, fmt};

/// What to test of a state: the request of AWS's `TestState`, but for the definition, which is the workflow's.
///
/// ```ignore
/// let test = TestState::of("Charge").input(json!({"amount": 3})).fails("Card.Declined", "no money");
/// let test = TestRun::mocked(&order::PROGRAM).test_state(test).await?;
/// assert_eq!(test.status, TestStatus::CaughtError);
/// ```
#[derive(Clone, Debug)]
pub struct TestState {
    name: String,
    input: Value,
    level: InspectionLevel,
    mock: Option<Result<Value, (String, Option<String>)>>,
    retries: u64,
    failed_iterations: Option<u64>,
    error_caused_by: Option<String>,
    read: Option<Value>,
    context: Option<Value>,
    variables: Option<Value>,
}

/// How much [`StateTest::to_json`] says: `inspectionLevel`. [`StateTest::inspection`] holds everything in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InspectionLevel {
    /// The status, the output or error, and the next state.
    #[default]
    Info,
    /// The data flow besides.
    Debug,
    /// As `Debug`. On AWS it adds the raw request and response of an HTTP Task, which a handler here does not have.
    Trace,
}

impl TestState {
    /// A test of the state of this name, wherever in the workflow it is: `stateName`. Its input is `{}`.
    pub fn of(state: &str) -> TestState {
        TestState {
            name: state.to_owned(),
            input: Value::object(),
            level: InspectionLevel::Info,
            mock: None,
            retries: 0,
            failed_iterations: None,
            error_caused_by: None,
            read: None,
            context: None,
            variables: None,
        }
    }

    /// Its raw input: `input`.
    #[must_use]
    pub fn input(mut self, input: impl TaskOutput) -> TestState {
        self.input = input.into_document();
        self
    }

    /// `inspectionLevel`.
    #[must_use]
    pub fn level(mut self, level: InspectionLevel) -> TestState {
        self.level = level;
        self
    }

    /// What a Task, Parallel or Map comes to, as its service would say it: `mock.result`. The result of a Task that
    /// waits for a job or a callback is the final one; that of a Parallel or Map is its branches' or iterations'.
    #[must_use]
    pub fn returns(mut self, result: impl TaskOutput) -> TestState {
        self.mock = Some(Ok(result.into_document()));
        self
    }

    /// How a Task, Parallel or Map fails: `mock.errorOutput`.
    #[must_use]
    pub fn fails(mut self, error: impl Into<String>, cause: impl Into<String>) -> TestState {
        self.mock = Some(Err((error.into(), Some(cause.into()))));
        self
    }

    /// How often the retrier that covers the error has retried before: `stateConfiguration.retrierRetryCount`.
    #[must_use]
    pub fn retries(mut self, retries: u64) -> TestState {
        self.retries = retries;
        self
    }

    /// How many iterations of a mocked Map failed: `stateConfiguration.mapIterationFailureCount`.
    #[must_use]
    pub fn failed_iterations(mut self, failed: u64) -> TestState {
        self.failed_iterations = Some(failed);
        self
    }

    /// The state inside a Parallel or Map that a mocked error came from: `stateConfiguration.errorCausedByState`.
    #[must_use]
    pub fn error_caused_by(mut self, state: &str) -> TestState {
        self.error_caused_by = Some(state.to_owned());
        self
    }

    /// What a Map's `ItemReader` read: `stateConfiguration.mapItemReaderData`.
    #[must_use]
    pub fn item_reader_data(mut self, read: impl TaskOutput) -> TestState {
        self.read = Some(read.into_document());
        self
    }

    /// The whole context object, in place of the run's: `context`.
    #[must_use]
    pub fn context(mut self, context: impl TaskOutput) -> TestState {
        self.context = Some(context.into_document());
        self
    }

    /// The variables before the state, an object: `variables`.
    #[must_use]
    pub fn variables(mut self, variables: impl TaskOutput) -> TestState {
        self.variables = Some(variables.into_document());
        self
    }
}

/// How a tested state ended: AWS's `TestStateOutput`.
#[derive(Clone, Debug)]
pub struct StateTest {
    /// `status`.
    pub status: TestStatus,
    /// Its output, where it succeeded or its error was caught: `output`.
    pub output: Option<Value>,
    /// The error name, where it failed with one: `error`.
    pub error: Option<String>,
    /// The cause, where it failed with one: `cause`. It does not name the state or an event.
    pub cause: Option<String>,
    /// The state that would follow; none where the state ends its region: `nextState`.
    pub next_state: Option<&'static str>,
    /// The data flow: `inspectionData`.
    pub inspection: Inspection,
    level: InspectionLevel,
}

/// AWS's `TestExecutionStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestStatus {
    /// The state succeeded.
    Succeeded,
    /// It failed, and nothing retries or catches that.
    Failed,
    /// It failed, and would be retried.
    Retriable,
    /// It failed, and a catcher goes on.
    CaughtError,
}

/// A test that makes no sense, and why. AWS refuses it with a `ValidationException`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestStateError(String);

impl fmt::Display for TestStateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for TestStateError {}

impl TestRun<'_> {
    /// Tests one state alone, as AWS's `TestState` does: one attempt, and what `Retry` or `Catch` would make of its
    /// failure. A state that takes more than five minutes fails with `States.Timeout`.
    ///
    /// Where the test mocks nothing, a Task calls its handler or the run's mock, and the branches of a Parallel and the
    /// iterations of a Map run, which on AWS they do not.
    ///
    /// # Errors
    ///
    /// Where the workflow has no such state, or the test does not fit it.
    pub async fn test_state(self, test: TestState) -> Result<StateTest, TestStateError> {
        let program = self.machine.get().program();
        let (id, state) = check::state(program, &test)?;
        let (context, variables) = check::given(program, id, &test)?;
        let TestState {
            input,
            level,
            mock,
            retries,
            failed_iterations,
            read,
            ..
        } = test;
        let mut run = self;
        let mut result = None;
        match (&state.kind, mock) {
            (Kind::Task(_), Some(mock)) => {
                run.mocks.insert(state.name, task_mock(mock));
            }
            (_, mock) => result = mock,
        }
        let trial = Trial::new(Given {
            retries,
            result,
            failed_iterations,
            read,
            context,
            variables,
        });
        let (machine, options, host, start) = run.set_up();
        let machine: &Subject<'_> = &machine;
        let future = driver::run_trial(machine.get(), &host, &options, &trial, id, input);
        // It ends by its limit at the latest.
        let ended = idle(&host, start, future).await.ended;
        let name = |next: StateId| program.states[next as usize].name;
        let (status, output, error, next) = match ended {
            Some(Ended::Succeeded { output, next }) => {
                (TestStatus::Succeeded, Some(output), None, next)
            }
            Some(Ended::Caught {
                error,
                output,
                next,
            }) => (
                TestStatus::CaughtError,
                Some(output),
                Some(error),
                Some(next),
            ),
            Some(Ended::Retriable(error)) => (TestStatus::Retriable, None, Some(error), None),
            Some(Ended::Failed(error)) => (TestStatus::Failed, None, Some(error), None),
            None => (TestStatus::Failed, None, None, None),
        };
        let (error, cause) = match error {
            Some(ExecutionError { error, cause, .. }) => {
                ((!error.is_empty()).then_some(error), cause)
            }
            None => (None, None),
        };
        Ok(StateTest {
            status,
            output,
            error,
            cause,
            next_state: next.map(name),
            inspection: trial.into_seen(),
            level,
        })
    }
}

fn task_mock(mock: Result<Value, (String, Option<String>)>) -> Mock {
    match mock {
        Ok(result) => Mock::results_in(result),
        Err((error, cause)) => Mock::fails_with(TaskFailure {
            error: error.into(),
            cause,
        }),
    }
}

/// The fields of an object that a test is given.
fn object(value: &Value) -> Option<Map> {
    match value.json() {
        Value::Object(fields) => Some((**fields).clone()),
        _ => None,
    }
}
