//! `Map`: items, concurrency, failures, children.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use stepwright::test::{Mock, TestRun};
use stepwright::{Status, Value};
use stepwright_tests::{Closures, program};

use crate::support::{branch, finish, seconds, task, with};

fn map(fields: &Json) -> Json {
    let state = json!({"Type": "Map", "ItemProcessor": branch("Work", &task()), "End": true});
    json!({"StartAt": "Each", "States": {"Each": with(state, fields)}})
}

fn distributed(fields: &Json) -> Json {
    let mut definition = map(fields);
    definition["States"]["Each"]["ItemProcessor"]["ProcessorConfig"] =
        json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
    definition
}

/// Answers each item after as many seconds as it says.
fn slow() -> Mock {
    Mock::by(|item, _| Mock::returns(item.clone()).after(seconds(item.as_u64().unwrap_or(0))))
}

#[test]
fn max_concurrency_bounds_what_runs_at_once() {
    for (limit, elapsed) in [(1, 10), (2, 6), (0, 4)] {
        let run =
            TestRun::mocked(program(&map(&json!({"MaxConcurrency": limit})))).mock("Work", slow());
        let execution = finish(run, json!([1, 2, 3, 4]));
        assert_eq!(execution.output, Some(json!([1, 2, 3, 4]).into()));
        assert_eq!(execution.elapsed, seconds(elapsed), "limit {limit}");
    }
}

#[test]
fn without_a_limit_forty_items_run_at_once() {
    let items: Vec<u64> = vec![1; 81];
    let run = TestRun::mocked(program(&map(&json!({})))).mock("Work", slow());
    assert_eq!(finish(run, json!(items)).elapsed, seconds(3));
}

#[test]
fn iterations_that_may_run_at_once_start_before_the_first_enters_a_state() {
    for (limit, begun) in [(0, 3), (2, 2), (1, 1)] {
        let run =
            TestRun::mocked(program(&map(&json!({"MaxConcurrency": limit})))).mock("Work", slow());
        let execution = finish(run, json!([1, 1, 1]));
        let started: Vec<u64> = execution
            .history
            .iter()
            .skip_while(|event| event.event_type() != "MapIterationStarted")
            .take_while(|event| event.event_type() == "MapIterationStarted")
            .map(|event| event.previous)
            .collect();
        assert_eq!(started, vec![3; begun], "limit {limit}");
    }
}

#[test]
fn a_concurrency_that_is_none_fails_before_the_map_starts() {
    let definition = map(&json!({"MaxConcurrencyPath": "$[0]"}));
    let run = TestRun::mocked(program(&definition)).mock("Work", slow());
    let execution = finish(run, json!(["many"]));
    assert_eq!(
        execution.event_types(),
        ["ExecutionStarted", "MapStateEntered", "ExecutionFailed"]
    );
    assert_eq!(
        execution.cause.as_deref(),
        Some(
            "An error occurred while executing the state 'Each' (entered at the event id #2). \
             The MaxConcurrencyPath field refers to value \"many\" which is not a valid integer: $[0]"
        )
    );
}

#[test]
fn items_are_selected_with_their_index_and_value() {
    let definition = map(&json!({
        "ItemsPath": "$.list",
        "ItemSelector": {"at.$": "$$.Map.Item.Index", "item.$": "$$.Map.Item.Value", "all.$": "$.common"}
    }));
    let echo = Mock::by(|input, _| Mock::returns(input.clone()));
    let run = TestRun::mocked(program(&definition)).mock("Work", echo);
    let execution = finish(run, json!({"list": ["a", "b"], "common": 7}));
    assert_eq!(
        execution.output,
        Some(json!([{"at": 0, "item": "a", "all": 7}, {"at": 1, "item": "b", "all": 7}]).into())
    );
}

#[test]
fn a_failed_item_fails_the_map_and_starts_no_more() {
    let definition = map(&json!({"MaxConcurrency": 2}));
    let mock = Mock::by(|item, _| match item.as_u64() {
        Some(2) => Mock::fails("Bad", "item").after(seconds(2)),
        Some(n) => Mock::returns(n).after(seconds(10)),
        None => Mock::hangs(),
    });
    let execution = finish(
        TestRun::mocked(program(&definition)).mock("Work", mock),
        json!([1, 2, 3, 4]),
    );
    assert_eq!(execution.error.as_deref(), Some("Bad"));
    assert_eq!(execution.calls.len(), 2);
    let types = execution.event_types();
    assert!(types.contains(&"MapIterationFailed") && types.contains(&"MapIterationAborted"));
    assert_eq!(
        types[types.len() - 2..],
        ["MapStateFailed", "ExecutionFailed"]
    );
}

#[test]
fn tolerated_failures_are_left_out_until_there_are_too_many() {
    let run = |fields: &Json| {
        let mock = Mock::by(|item, _| match item.as_u64() {
            Some(n) if n < 3 => Mock::fails("Bad", "item"),
            _ => Mock::returns(item.clone()),
        });
        finish(
            TestRun::mocked(program(&map(fields))).mock("Work", mock),
            json!([1, 2, 3, 4]),
        )
    };
    for fields in [
        json!({"ToleratedFailureCount": 2}),
        json!({"ToleratedFailurePercentage": 50}),
    ] {
        assert_eq!(run(&fields).output, Some(json!([3, 4]).into()), "{fields}");
    }
    for fields in [
        json!({"ToleratedFailureCount": 1}),
        json!({"ToleratedFailurePercentage": 49.9}),
    ] {
        let error = run(&fields).error;
        assert_eq!(
            error.as_deref(),
            Some("States.ExceedToleratedFailureThreshold"),
            "{fields}"
        );
    }
}

#[test]
fn a_distributed_map_runs_children_that_leave_no_history() {
    let definition = distributed(&json!({"Label": "Children"}));
    let run = |mock| {
        finish(
            TestRun::mocked(program(&definition)).mock("Work", mock),
            json!([1, 2]),
        )
    };
    assert_eq!(
        run(slow()).event_types(),
        [
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapRunStarted",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded",
        ]
    );
    let execution = run(Mock::fails("Bad", "child"));
    assert_eq!(
        execution.error.as_deref(),
        Some("States.ExceedToleratedFailureThreshold")
    );
    let types = execution.event_types();
    assert_eq!(
        types[types.len() - 3..],
        ["MapRunFailed", "MapStateFailed", "ExecutionFailed"]
    );
}

#[test]
fn a_map_over_something_else_is_a_runtime_error() {
    let run = TestRun::mocked(program(&map(&json!({"ItemsPath": "$.list"})))).mock("Work", slow());
    let execution = finish(run, json!({"list": {}}));
    assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
    assert_eq!(
        execution.cause.as_deref(),
        Some(
            "An error occurred while executing the state 'Each' (entered at the event id #2). \
             Reference path \"$.list\" must point to array."
        )
    );
}

#[test]
fn idempotency_keys_tell_calls_apart_but_not_attempts() {
    let mut definition = map(&json!({}));
    definition["States"]["Each"]["ItemProcessor"]["States"]["Work"]["Retry"] =
        json!([{"ErrorEquals": ["States.ALL"]}]);
    let keys = Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = keys.clone();
    let workflow = Closures::new(program(&definition)).on(move |_, context| {
        log.lock()
            .unwrap()
            .push((context.attempt(), context.idempotency_key()));
        async move {
            match context.attempt() {
                0 => Err(stepwright::TaskFailure::named("Again")),
                _ => Ok(Value::Null),
            }
        }
    });
    assert_eq!(
        finish(TestRun::new(&workflow), json!([1, 2])).status,
        Status::Succeeded
    );
    let mut keys = keys.lock().unwrap().clone();
    keys.sort();
    let [first, second, again_first, again_second] = keys.as_slice() else {
        panic!("{keys:?}");
    };
    assert_eq!((&first.1, &second.1), (&again_first.1, &again_second.1));
    assert_ne!(first.1, second.1);
}
