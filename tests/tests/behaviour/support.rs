//! What the tests of several features share.

use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::test::{Execution, Mock, TestRun};
use stepwright_tests::{now, program};

pub(crate) fn finish(run: TestRun<'_>, input: Json) -> Execution {
    now(run.run(input))
}

pub(crate) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// An object with more fields.
pub(crate) fn with(mut object: Json, fields: &Json) -> Json {
    let more = fields.as_object().expect("fields").clone();
    object.as_object_mut().expect("an object").extend(more);
    object
}

/// A Task that ends its region.
pub(crate) fn task() -> Json {
    json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true})
}

/// A branch of one state.
pub(crate) fn branch(name: &str, state: &Json) -> Json {
    json!({"StartAt": name, "States": {name: state}})
}

/// A machine of one state, `It`, and a `Next`.
pub(crate) fn alone(state: &Json) -> Json {
    json!({"StartAt": "It", "States": {"It": state, "Next": {"Type": "Succeed"}}})
}

pub(crate) fn run_alone(state: &Json, input: Json) -> Execution {
    finish(TestRun::mocked(program(&alone(state))), input)
}

/// Why `It` fails with `States.Runtime`.
pub(crate) fn cause(state: &Json, input: Json) -> String {
    let execution = run_alone(state, input);
    assert_eq!(
        execution.error.as_deref(),
        Some("States.Runtime"),
        "{execution:?}"
    );
    let prefix = "An error occurred while executing the state 'It' (entered at the event id #2). ";
    let cause = execution.cause.expect("a cause");
    let cause = cause
        .strip_prefix(prefix)
        .unwrap_or_else(|| panic!("{cause}"));
    cause.to_owned()
}

/// A Task named `Work`, and a `Caught`.
pub(crate) fn work(fields: &Json) -> Json {
    let states = json!({"Work": with(task(), fields), "Caught": {"Type": "Pass", "End": true}});
    json!({"StartAt": "Work", "States": states})
}

pub(crate) fn run_work(definition: &Json, mock: Mock, input: Json) -> Execution {
    finish(
        TestRun::mocked(program(definition)).mock("Work", mock),
        input,
    )
}

pub(crate) fn fails(error: &'static str) -> Mock {
    Mock::fails(error, "because")
}
