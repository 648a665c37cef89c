//! `Retry` and `Catch`.
#[path = "support/asl.rs"]
mod asl;

use asl::program;
use futures_util::FutureExt;
use serde_json::{Value as Json, json};
use std::time::Duration;
use stepwright::{
    Status, Value,
    test::{Execution, Mock, TestRun},
};

fn flaky(fields: &Json) -> Json {
    let mut state =
        json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true});
    state
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    json!({
        "StartAt": "Work",
        "States": {"Work": state, "Caught": {"Type": "Pass", "End": true}}
    })
}

fn run(definition: &Json, mock: Mock, input: Json) -> Execution {
    let run = TestRun::mocked(program(definition)).mock("Work", mock);
    run.run(input).now_or_never().expect("no executor needed")
}

fn fails(error: &'static str) -> Mock {
    Mock::fails(error, "because")
}

#[test]
fn a_retrier_waits_longer_each_time() {
    let definition = flaky(&json!({
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10}]
    }));
    let execution = run(
        &definition,
        Mock::sequence([
            fails("Busy"),
            fails("Busy"),
            fails("Busy"),
            Mock::returns(1_u64),
        ]),
        json!({}),
    );
    assert_eq!(execution.status, Status::Succeeded);
    assert_eq!(execution.elapsed, Duration::from_secs(2 + 6 + 10));
    let attempts: Vec<u64> = execution.calls.iter().map(|call| call.attempt).collect();
    assert_eq!(attempts, [0, 1, 2, 3]);
    assert_eq!(
        execution.states(),
        ["Work"],
        "a retry does not enter the state again"
    );
}

#[test]
fn each_retrier_counts_its_own_attempts() {
    let definition = flaky(&json!({
        "Retry": [
            {"ErrorEquals": ["A"], "MaxAttempts": 1},
            {"ErrorEquals": ["B"], "MaxAttempts": 2}
        ]
    }));
    let mocks = ["B", "A", "B", "A"].map(fails);
    let execution = run(&definition, Mock::sequence(mocks), json!({}));
    assert_eq!(
        execution.error.as_deref(),
        Some("A"),
        "A's one retry was used up"
    );
    assert_eq!(execution.calls.len(), 4);
}

#[test]
fn a_used_up_retrier_does_not_pass_on_to_the_next() {
    let definition = flaky(&json!({
        "Retry": [
            {"ErrorEquals": ["A"], "MaxAttempts": 0},
            {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}
        ]
    }));
    let execution = run(&definition, fails("A"), json!({}));
    assert_eq!(execution.calls.len(), 1);
}

#[test]
fn jitter_is_drawn_from_the_seed() {
    let definition = flaky(&json!({
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1000, "MaxAttempts": 1, "JitterStrategy": "FULL"}]
    }));
    let elapsed = |seed| {
        let run = TestRun::mocked(program(&definition))
            .mock("Work", fails("A"))
            .random_seed(seed);
        run.run(Value::Null).now_or_never().unwrap().elapsed
    };
    assert_eq!(elapsed(1), elapsed(1));
    assert_ne!(elapsed(1), elapsed(2));
    assert!(elapsed(1) < Duration::from_secs(1000));
}

#[test]
fn which_names_cover_which_errors() {
    let covers = |name: &str, error: &'static str| {
        let definition = flaky(&json!({"Catch": [{"ErrorEquals": [name], "Next": "Caught"}]}));
        run(&definition, fails(error), json!({})).status == Status::Succeeded
    };
    assert!(covers("Mine", "Mine"));
    assert!(!covers("Mine", "Yours"));
    assert!(covers("States.ALL", "Mine"));
    assert!(covers("States.ALL", "States.Timeout"));
    assert!(covers("States.ALL", "States.DataLimitExceeded"));
    assert!(covers("States.TaskFailed", "Mine"));
    assert!(!covers("States.TaskFailed", "States.Timeout"));
    assert!(covers("States.Timeout", "States.HeartbeatTimeout"));
    assert!(!covers("States.HeartbeatTimeout", "States.Timeout"));
    for name in ["States.ALL", "States.TaskFailed", "States.Runtime"] {
        assert!(!covers(name, "States.Runtime"), "{name}");
    }
}

#[test]
fn a_catcher_puts_the_error_into_the_raw_input() {
    let definition = flaky(&json!({
        "InputPath": "$.inner",
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Caught"}]
    }));
    let execution = run(&definition, fails("Bad"), json!({"inner": {}, "kept": 1}));
    assert_eq!(
        execution.output,
        Some(json!({"inner": {}, "kept": 1, "error": {"Error": "Bad", "Cause": "because"}}).into())
    );
    assert_eq!(execution.states(), ["Work", "Caught"]);
}

#[test]
fn a_result_that_does_not_fit_is_caught() {
    let definition = flaky(&json!({
        "ResultPath": "$.answer",
        "Catch": [{"ErrorEquals": ["States.ResultPathMatchFailure"], "Next": "Caught"}]
    }));
    let execution = run(&definition, Mock::returns(1_u64), json!("no object"));
    assert_eq!(execution.states(), ["Work", "Caught"], "{execution:?}");
}

#[test]
fn parameters_see_how_often_the_state_was_retried() {
    let definition = flaky(&json!({
        "Parameters": {"try.$": "$$.State.RetryCount"},
        "Retry": [{"ErrorEquals": ["States.ALL"]}]
    }));
    let execution = run(
        &definition,
        Mock::sequence([fails("A"), fails("A"), Mock::returns(Value::Null)]),
        json!({}),
    );
    let parameters: Vec<String> = execution
        .calls
        .iter()
        .map(|call| call.parameters.to_string())
        .collect();
    assert_eq!(parameters, [r#"{"try":0}"#, r#"{"try":1}"#, r#"{"try":2}"#]);
}

#[test]
fn a_parallel_is_retried_as_a_whole() {
    let definition = json!({
        "StartAt": "Both",
        "States": {"Both": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "Steady", "States": {"Steady": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}},
                {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}
            ],
            "Retry": [{"ErrorEquals": ["States.ALL"]}],
            "End": true
        }}
    });
    let execution = TestRun::mocked(program(&definition))
        .mock("Steady", Mock::returns("s"))
        .mock("Work", Mock::sequence([fails("A"), Mock::returns("w")]))
        .run(Value::Null)
        .now_or_never()
        .unwrap();
    assert_eq!(execution.output, Some(json!(["s", "w"]).into()));
    assert_eq!(execution.calls_of("Steady").len(), 2);
    assert!(!execution.event_types().contains(&"ParallelStateFailed"));
}
