//! The 256 KiB that a task or state may pass on.

use serde_json::{Value as Json, json};
use stepwright::Status;
use stepwright::test::{Mock, TestRun};
use stepwright_tests::program;

use crate::support::{finish, with, work};

fn function(fields: &Json) -> Json {
    let resource = json!({"Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"});
    work(&with(resource, fields))
}

#[test]
fn an_output_over_256_kib_exceeds_the_limit_where_it_is_on() {
    let definition = function(&json!({}));
    let long = "x".repeat(262_143);
    let run = |limit| {
        let run = TestRun::mocked(program(&definition)).mock("Work", Mock::returns(long.clone()));
        finish(run.payload_limit(limit), json!({}))
    };
    assert_eq!(run(false).status, Status::Succeeded);
    let execution = run(true);
    assert_eq!(execution.error.as_deref(), Some("States.DataLimitExceeded"));
    assert_eq!(
        execution.cause.as_deref(),
        Some(
            "The state/task 'arn:aws:lambda:us-east-1:123456789012:function:work' returned a result with a size exceeding the \
             maximum number of bytes service limit."
        )
    );
}

#[test]
fn exactly_256_kib_are_within_the_limit() {
    let text = "x".repeat(262_142);
    let run = TestRun::mocked(program(&function(&json!({})))).mock("Work", Mock::returns(text));
    assert_eq!(
        finish(run.payload_limit(true), json!({})).status,
        Status::Succeeded
    );
}

#[test]
fn parameters_over_256_kib_exceed_the_limit_before_the_task_is_called() {
    let double = json!({"Parameters": {"a.$": "$", "b.$": "$"}});
    let run = |length, limit| {
        let run = TestRun::mocked(program(&function(&double))).mock("Work", Mock::returns(1));
        finish(run.payload_limit(limit), json!("x".repeat(length)))
    };
    // `{"a":"","b":""}` has 15 bytes.
    assert_eq!(run(131_064, true).status, Status::Succeeded);
    assert_eq!(run(131_065, false).status, Status::Succeeded);
    let execution = run(131_065, true);
    assert_eq!(execution.error.as_deref(), Some("States.DataLimitExceeded"));
    assert_eq!(
        execution.cause.as_deref(),
        Some(
            "The state 'Work' has an input, after its parameters, with a size exceeding the maximum number of bytes service limit."
        )
    );
    assert_eq!(
        execution.event_types(),
        ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"]
    );
}
