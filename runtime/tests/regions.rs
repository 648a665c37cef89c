//! Parallel and Map: order, concurrency, failures, cancellation.
#[path = "support/asl.rs"]
mod asl;
#[path = "support/machine.rs"]
mod machine;

use asl::program;
use futures_util::FutureExt;
use machine::Closures;
use serde_json::{Value as Json, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use stepwright::{
    ExecutionOptions, InMemory, Status, Value, execute,
    test::{Execution, Mock, TestRun},
};

fn task() -> Json {
    json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true})
}

fn branch(name: &str, state: &Json) -> Json {
    json!({"StartAt": name, "States": {name: state}})
}

fn map(fields: &Json) -> Json {
    let mut state = json!({"Type": "Map", "ItemProcessor": branch("Work", &task()), "End": true});
    state
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    json!({"StartAt": "Each", "States": {"Each": state}})
}

fn finish(run: TestRun<'_>, input: Json) -> Execution {
    run.run(input).now_or_never().expect("no executor needed")
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Answers each item after as many seconds as it says.
fn slow() -> Mock {
    Mock::by(|item, _| Mock::returns(item.clone()).after(seconds(item.as_u64().unwrap_or(0))))
}

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
    let mut definition = map(&json!({"Label": "Children"}));
    definition["States"]["Each"]["ItemProcessor"]["ProcessorConfig"] =
        json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
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
fn item_readers_are_refused_clearly() {
    let run = TestRun::mocked(program(&map(&json!({"ItemReader": {}})))).mock("Work", slow());
    let cause = finish(run, json!([])).cause.unwrap();
    assert!(
        cause.ends_with("ItemReader is not supported yet."),
        "{cause}"
    );
}

#[tokio::test]
async fn dropping_an_execution_cancels_its_handlers() {
    struct Count(Arc<AtomicUsize>);
    impl Drop for Count {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }
    let running = Arc::new(AtomicUsize::new(0));
    let count = running.clone();
    let workflow = Closures::new(program(&map(&json!({})))).on(move |_, _| {
        count.fetch_add(1, Ordering::SeqCst);
        let guard = Count(count.clone());
        async move {
            let _guard = guard;
            std::future::pending().await
        }
    });
    let host = InMemory::new();
    let items = Value::from(json!([1, 2, 3]));
    let execution = execute(&workflow, &host, &ExecutionOptions::DEFAULT, items);
    let limited = tokio::time::timeout(Duration::from_millis(20), execution).await;
    assert!(limited.is_err());
    assert_eq!(running.load(Ordering::SeqCst), 0);
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
