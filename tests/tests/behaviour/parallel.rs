//! `Parallel`: order, failures, cancellation.

use serde_json::json;
use stepwright::Status;
use stepwright::test::{Mock, TestRun};
use stepwright_tests::program;

use crate::support::{branch, finish, seconds, task};

#[test]
fn branches_run_at_once_and_answer_in_order() {
    let definition = json!({
        "StartAt": "Both",
        "States": {"Both": {
            "Type": "Parallel",
            "Branches": [branch("Slow", &task()), branch("Fast", &task())],
            "ResultPath": "$.answers",
            "End": true
        }}
    });
    let run = TestRun::mocked(program(&definition))
        .mock("Slow", Mock::returns("slow").after(seconds(9)))
        .mock("Fast", Mock::returns("fast").after(seconds(2)));
    let execution = finish(run, json!({"kept": 1}));
    assert_eq!(
        execution.output,
        Some(json!({"kept": 1, "answers": ["slow", "fast"]}).into())
    );
    assert_eq!(execution.elapsed, seconds(9));
    let events = &execution.history;
    let last = &events[events.len() - 4..];
    let chain: Vec<_> = last
        .iter()
        .map(|event| (event.event_type(), event.id, event.previous))
        .collect();
    assert_eq!(
        chain,
        [
            ("TaskStateExited", 13, 12),
            ("ParallelStateSucceeded", 14, 13),
            ("ParallelStateExited", 15, 13),
            ("ExecutionSucceeded", 16, 15),
        ]
    );
    assert_eq!(events[11].previous, 6, "each branch follows its own events");
}

#[test]
fn the_first_failure_cuts_the_other_branches_off() {
    let definition = json!({
        "StartAt": "All",
        "States": {"All": {
            "Type": "Parallel",
            "Branches": [
                branch("Long", &json!({"Type": "Wait", "Seconds": 1000, "End": true})),
                branch("Bad", &task()),
                branch("Busy", &task())
            ],
            "End": true
        }}
    });
    let run = TestRun::mocked(program(&definition))
        .mock("Bad", Mock::fails("Bad", "luck").after(seconds(3)))
        .mock("Busy", Mock::hangs());
    let execution = finish(run, json!({}));
    assert_eq!(
        (execution.status, execution.error.as_deref()),
        (Status::Failed, Some("Bad"))
    );
    assert_eq!(execution.failed_state, Some("Bad"));
    assert_eq!(execution.elapsed, seconds(3));
    let types = execution.event_types();
    assert_eq!(
        types[types.len() - 6..],
        [
            "TaskFailed",
            "TaskStateAborted",
            "WaitStateAborted",
            "TaskStateAborted",
            "ParallelStateFailed",
            "ExecutionFailed",
        ]
    );
}

#[test]
fn a_runtime_error_in_a_branch_ends_the_execution() {
    let definition = json!({
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [branch("Reads", &json!({"Type": "Pass", "InputPath": "$.nowhere", "End": true}))],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}],
                "End": true
            },
            "Caught": {"Type": "Pass", "End": true}
        }
    });
    let execution = finish(TestRun::mocked(program(&definition)), json!({}));
    assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
    assert_eq!(
        execution.history.last().unwrap().event_type(),
        "ExecutionFailed"
    );
}
