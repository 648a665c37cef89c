//! `Retry`.

use std::time::Duration;

use serde_json::json;
use stepwright::test::{Mock, TestRun};
use stepwright::{Status, Value};
use stepwright_tests::{now, program};

use crate::support::{fails, run_work, work};

#[test]
fn a_retrier_waits_longer_each_time() {
    let definition = work(&json!({
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxDelaySeconds": 10}]
    }));
    let execution = run_work(
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
    let definition = work(&json!({
        "Retry": [
            {"ErrorEquals": ["A"], "MaxAttempts": 1},
            {"ErrorEquals": ["B"], "MaxAttempts": 2}
        ]
    }));
    let mocks = ["B", "A", "B", "A"].map(fails);
    let execution = run_work(&definition, Mock::sequence(mocks), json!({}));
    assert_eq!(
        execution.error.as_deref(),
        Some("A"),
        "A's one retry was used up"
    );
    assert_eq!(execution.calls.len(), 4);
}

#[test]
fn a_used_up_retrier_does_not_pass_on_to_the_next() {
    let definition = work(&json!({
        "Retry": [
            {"ErrorEquals": ["A"], "MaxAttempts": 0},
            {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}
        ]
    }));
    let execution = run_work(&definition, fails("A"), json!({}));
    assert_eq!(execution.calls.len(), 1);
}

#[test]
fn jitter_is_drawn_from_the_seed() {
    let definition = work(&json!({
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1000, "MaxAttempts": 1, "JitterStrategy": "FULL"}]
    }));
    let elapsed = |seed| {
        let run = TestRun::mocked(program(&definition))
            .mock("Work", fails("A"))
            .random_seed(seed);
        now(run.run(Value::Null)).elapsed
    };
    assert_eq!(elapsed(1), elapsed(1));
    assert_ne!(elapsed(1), elapsed(2));
    assert!(elapsed(1) < Duration::from_secs(1000));
}

#[test]
fn parameters_see_how_often_the_state_was_retried() {
    let definition = work(&json!({
        "Parameters": {"try.$": "$$.State.RetryCount"},
        "Retry": [{"ErrorEquals": ["States.ALL"]}]
    }));
    let execution = run_work(
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
    let execution = now(TestRun::mocked(program(&definition))
        .mock("Steady", Mock::returns("s"))
        .mock("Work", Mock::sequence([fails("A"), Mock::returns("w")]))
        .run(Value::Null));
    assert_eq!(execution.output, Some(json!(["s", "w"]).into()));
    assert_eq!(execution.calls_of("Steady").len(), 2);
    assert!(!execution.event_types().contains(&"ParallelStateFailed"));
}
