//! Mocks from a file: the `MockConfigFile.json` of Step Functions Local.
mod error;
mod node;
mod read;

pub use self::error::MockConfigError;

use self::error::Problem;
use super::{
    Mock, TestRun,
    words::{listed, similar},
};
use crate::{
    program::{Integration, Kind, State},
    task::TaskFailure,
    value::Value,
};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

/// The mocks of a `MockConfigFile.json`: test cases per state machine, each of which gives states a mocked response.
///
/// The form is the one that AWS's developer guide describes under "Configuration file for mocked service integrations":
///
/// ```json
/// {
///   "StateMachines": {
///     "Orders": {"TestCases": {"Paid at last": {"Charge": "Declined twice"}}}
///   },
///   "MockedResponses": {
///     "Declined twice": {
///       "0-1": {"Throw": {"Error": "Card.Declined", "Cause": "no money"}},
///       "2": {"Return": {"StatusCode": 200, "Payload": {"paid": true}}}
///     }
///   }
/// }
/// ```
///
/// - A response's keys number the calls of a state in one execution, from 0: retries, rounds of a loop and iterations of
///   a Map alike. A call beyond the last fails the execution with `States.Runtime`, which nothing catches.
/// - `Return` is the service's whole answer; for `lambda:invoke` that is an object with `StatusCode` and `Payload`. For a
///   Task that waits for a job or a callback, it is what that brings.
/// - A Task that the case does not name calls its handler.
#[derive(Clone, Debug)]
pub struct MockConfig {
    file: String,
    /// Per state machine its cases, per case its states and their responses.
    machines: BTreeMap<String, BTreeMap<String, Case>>,
}

type Case = BTreeMap<String, Mocked>;

/// A state's response in a case.
#[derive(Clone, Debug)]
struct Mocked {
    /// Where the case names the state, for messages.
    at: (usize, usize),
    name: String,
    response: Arc<Response>,
}

/// A mocked response: what each call comes to, up to and with the call of that number. In order, without gaps.
#[derive(Debug)]
struct Response(Vec<(usize, Answer)>);

#[derive(Clone, Debug)]
enum Answer {
    Return(Value),
    Throw { error: String, cause: String },
}

impl MockConfig {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or is no such configuration: everything that is wrong with it, with line and column.
    pub fn read(path: impl AsRef<Path>) -> Result<MockConfig, MockConfigError> {
        let path = path.as_ref();
        let file = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => read::config(&file, &text),
            Err(error) => {
                let title = format!("the file cannot be read: {error}");
                Err(Problem::new(None, title)
                    .help(
                        "the path is relative to the directory of the test's package, or absolute"
                            .to_owned(),
                    )
                    .of(&file))
            }
        }
    }

    /// Reads the text of a file, which messages call `MockConfigFile.json`.
    ///
    /// # Errors
    ///
    /// As [`MockConfig::read`].
    pub fn parse(text: &str) -> Result<MockConfig, MockConfigError> {
        read::config("MockConfigFile.json", text)
    }

    /// The state machines, in the order of their names.
    pub fn state_machines(&self) -> impl Iterator<Item = &str> + Clone {
        self.machines.keys().map(String::as_str)
    }

    /// The test cases of a state machine, in the order of their names; none where it is not there.
    pub fn test_cases(&self, state_machine: &str) -> impl Iterator<Item = &str> + Clone {
        let cases = self.machines.get(state_machine).into_iter();
        cases.flat_map(BTreeMap::keys).map(String::as_str)
    }

    fn case(&self, machine: &str, case: &str) -> Result<&Case, MockConfigError> {
        let Some(cases) = self.machines.get(machine) else {
            let title = format!("`StateMachines` has no `{machine}`");
            return Err(self.absent(title, "state machine", machine, self.state_machines()));
        };
        cases.get(case).ok_or_else(|| {
            let title = format!("the state machine `{machine}` has no test case `{case}`");
            self.absent(title, "test case", case, self.test_cases(machine))
        })
    }

    fn absent<'n>(
        &self,
        title: String,
        what: &str,
        name: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> MockConfigError {
        Problem::new(None, title)
            .help(which(what, name, names))
            .of(&self.file)
    }
}

impl<'m> TestRun<'m> {
    /// Mocks the states that a test case of a [`MockConfig`] names. `state_machine` is its name in the file, which need
    /// not be the workflow's.
    ///
    /// # Errors
    ///
    /// Where the file has no such state machine or test case, or the case names a state that the workflow does not have
    /// or that is no Task.
    pub fn mock_config(
        mut self,
        mocks: &MockConfig,
        state_machine: &str,
        test_case: &str,
    ) -> Result<TestRun<'m>, MockConfigError> {
        let program = self.machine.get().program();
        let mut problems = Vec::new();
        for (name, mocked) in mocks.case(state_machine, test_case)? {
            let found = program.states.iter().find(|state| state.name == name);
            match mockable(found, name, program.states) {
                Ok(state) => {
                    self.mocks.insert(state.name, mocked.mock(state.name));
                }
                Err((title, help)) => {
                    let title = format!("the test case `{test_case}` mocks {title}");
                    problems.push(Problem::new(Some(mocked.at), title).help(help));
                }
            }
        }
        if problems.is_empty() {
            return Ok(self);
        }
        Err(MockConfigError::new(&mocks.file, problems))
    }

    /// [`TestRun::mock_config`] for what Step Functions Local's users start an execution of: the state machine's ARN, or
    /// its name alone, with `#` and the test case.
    ///
    /// # Errors
    ///
    /// As [`TestRun::mock_config`]; and where there is no `#`.
    pub fn mock_config_of(
        self,
        mocks: &MockConfig,
        arn_and_test_case: &str,
    ) -> Result<TestRun<'m>, MockConfigError> {
        let Some((arn, case)) = arn_and_test_case.rsplit_once('#') else {
            let title = format!("`{arn_and_test_case}` names no test case");
            let help = "write the state machine's ARN, then `#` and the test case, such as `arn:aws:states:us-east-1:123456789012:stateMachine:Orders#HappyPath`";
            return Err(Problem::new(None, title)
                .help(help.to_owned())
                .of(&mocks.file));
        };
        let machine = arn.rsplit(':').next().unwrap_or(arn);
        self.mock_config(mocks, machine, case)
    }
}

/// The state, or why it has no mock: what follows "the test case mocks", and the remedy.
fn mockable(
    found: Option<&'static State>,
    name: &str,
    states: &'static [State],
) -> Result<&'static State, (String, String)> {
    let tasks = || {
        let tasks = states.iter().filter(|state| is_mockable(state));
        tasks.map(|state| state.name)
    };
    let Some(state) = found else {
        let title = format!("the state `{name}`, which the workflow does not have");
        return Err((title, which("Task", name, tasks())));
    };
    match &state.kind {
        Kind::Task(task) if task.integration == Integration::Activity => Err((
            format!("the state `{name}`, which is an activity"),
            "Step Functions Local mocks service integrations and functions; its handler or `TestRun::mock` answers for an activity".to_owned(),
        )),
        Kind::Task(_) => Ok(state),
        kind => Err((
            format!("the state `{name}`, which is a {}", kind.name()),
            format!("only Tasks are mocked, which are {}", listed(tasks())),
        )),
    }
}

fn is_mockable(state: &State) -> bool {
    matches!(&state.kind, Kind::Task(task) if task.integration != Integration::Activity)
}

/// The remedy for a name that is not there.
fn which<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match similar(name, names.clone()) {
        Some(similar) => format!("a {what} with a similar name exists: `{similar}`"),
        None if names.clone().next().is_none() => format!("there is no {what} at all"),
        None => format!("each {what} that exists: {}", listed(names)),
    }
}

impl Mocked {
    fn mock(&self, state: &'static str) -> Mock {
        let Mocked { name, response, .. } = self.clone();
        Mock::numbered(move |number| response.mock(state, &name, number))
    }
}

impl Response {
    fn mock(&self, state: &str, name: &str, number: usize) -> Mock {
        let answer = self.0.iter().find(|(last, _)| number <= *last);
        match answer {
            Some((_, Answer::Return(result))) => Mock::results_in(result.clone()),
            Some((_, Answer::Throw { error, cause })) => Mock::fails(error.clone(), cause.clone()),
            None => {
                let last = self.0.last().map_or(0, |(last, _)| *last);
                let cause = format!(
                    "The mocked response '{name}' of the state '{state}' has nothing for call {number}: its last is {last}."
                );
                Mock::fails_with(TaskFailure::new("States.Runtime", cause))
            }
        }
    }
}
