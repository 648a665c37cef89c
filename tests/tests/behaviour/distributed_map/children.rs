//! The child executions: what they get, what they see, what is recorded of them.

use std::sync::{Arc, Mutex};

use serde_json::{Value as Json, json};
use stepwright::history::Event;
use stepwright::objects::MemoryStore;
use stepwright::test::{Execution, Mock, TestRun};
use stepwright::{ChildExecution, ExecutionOptions, InMemory, Status, Value, execute};
use stepwright_tests::{Closures, program};

use super::{distributed, output, run};
use crate::support::{alone, branch, finish, seconds, task, with};

fn working(fields: &Json) -> Json {
    let mut definition = distributed(fields);
    let config = definition["States"]["Each"]["ItemProcessor"]["ProcessorConfig"].take();
    definition["States"]["Each"]["ItemProcessor"] = branch("Work", &task());
    definition["States"]["Each"]["ItemProcessor"]["ProcessorConfig"] = config;
    definition
}

#[test]
fn children_have_names_ids_and_histories_of_their_own() {
    let mut definition = distributed(&json!({"Label": "Orders"}));
    let objects = MemoryStore::new();
    let execution = run(&definition, &objects, json!(["a", "b"]));
    let [first, second] = execution.children.as_slice() else {
        panic!("{:?}", execution.children)
    };
    assert_ne!(first.name, second.name);
    let machine = "arn:aws:states:us-east-1:000000000000";
    assert!(
        first
            .state_machine
            .starts_with(&format!("{machine}:stateMachine:"))
    );
    assert!(first.state_machine.ends_with("/Orders"));
    let ids = first.state_machine.replace(":stateMachine:", ":execution:");
    assert_eq!(first.id, format!("{ids}:{}", first.name));
    let run_of = first.state_machine.replace(":stateMachine:", ":mapRun:");
    let map_run = first.map_run.as_deref().expect("a Map run");
    assert!(map_run.starts_with(&format!("{run_of}:")), "{map_run}");
    let types: Vec<_> = first.history.iter().map(Event::event_type).collect();
    assert_eq!(
        types,
        [
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded"
        ]
    );
    assert_eq!(first.history[1].previous, 0);
    assert_eq!(
        (first.status, first.started_by),
        (Status::Succeeded, "Each")
    );
    assert_eq!(second.input, Value::from("b"));
    assert_eq!(second.output, Some(Value::from("b")));

    definition["States"]["Each"]["ItemProcessor"]["ProcessorConfig"]["ExecutionType"] =
        json!("EXPRESS");
    let express = run(&definition, &objects, json!([1]));
    let id = &express.children[0].id;
    assert!(
        id.starts_with(&format!("{machine}:express:")) && id.contains("/Orders:"),
        "{id}"
    );
}

#[test]
fn a_child_s_context_is_its_own() {
    let mut definition = distributed(&json!({}));
    definition["StartAt"] = json!("Before");
    definition["States"]["Before"] =
        json!({"Type": "Pass", "Assign": {"outer": 1}, "Next": "Each"});
    definition["States"]["Each"]["ItemProcessor"]["States"]["It"]["Parameters"] = json!({
        "id.$": "$$.Execution.Id", "input.$": "$$.Execution.Input", "machine.$": "$$.StateMachine.Id",
        "item.$": "$$.Map.Item"
    });
    let execution = run(&definition, &MemoryStore::new(), json!(["x"]));
    let child = &execution.children[0];
    assert_eq!(
        output(&execution),
        json!([{
            "id": child.id, "input": "x", "machine": child.state_machine,
            "item": {"Index": 0, "Value": "x", "Source": "STATE_DATA"}
        }])
    );
}

#[test]
fn the_exit_follows_from_the_run_s_start() {
    let execution = run(&distributed(&json!({})), &MemoryStore::new(), json!([1]));
    let events: Vec<_> = execution
        .history
        .iter()
        .map(|event| (event.event_type(), event.previous))
        .collect();
    assert_eq!(
        events[3..],
        [
            ("MapRunStarted", 3),
            ("MapRunSucceeded", 4),
            ("MapStateSucceeded", 5),
            ("MapStateExited", 4),
            ("ExecutionSucceeded", 7)
        ]
    );
}

#[test]
fn batches_have_their_items_and_their_input() {
    let items = json!({"ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"all.$": "$[0]"}}});
    assert_eq!(
        output(&run(
            &distributed(&items),
            &MemoryStore::new(),
            json!([1, 2, 3])
        )),
        json!([{"BatchInput": {"all": 1}, "Items": [1, 2]}, {"BatchInput": {"all": 1}, "Items": [3]}])
    );
    // `{"Items":["aaa","bbb"]}` has 23 bytes.
    for (most, batches) in [
        (23, json!([{"Items": ["aaa", "bbb"]}, {"Items": ["ccc"]}])),
        (
            22,
            json!([{"Items": ["aaa"]}, {"Items": ["bbb"]}, {"Items": ["ccc"]}]),
        ),
        (
            1,
            json!([{"Items": ["aaa"]}, {"Items": ["bbb"]}, {"Items": ["ccc"]}]),
        ),
    ] {
        let bytes = json!({"ItemBatcher": {"MaxInputBytesPerBatch": most}});
        let execution = run(
            &distributed(&bytes),
            &MemoryStore::new(),
            json!(["aaa", "bbb", "ccc"]),
        );
        assert_eq!(output(&execution), batches, "{most}");
    }
}

#[test]
fn the_limits_of_batches_come_from_paths() {
    let fields = json!({"ItemsPath": "$.items", "ItemBatcher": {
        "MaxItemsPerBatchPath": "$.most", "MaxInputBytesPerBatchPath": "$.bytes"
    }});
    let of = |most: Json| {
        let input = json!({"items": [1, 2, 3], "most": most, "bytes": 1_000});
        run(&distributed(&fields), &MemoryStore::new(), input)
    };
    assert_eq!(output(&of(json!(3))), json!([{"Items": [1, 2, 3]}]));
    let cause = of(json!(0)).cause.unwrap_or_default();
    assert!(
        cause.ends_with("MaxItemsPerBatch must be positive."),
        "{cause}"
    );
}

/// Fails below 3, and answers after as many seconds as the item says.
fn some_fail() -> Mock {
    Mock::by(|item, _| match item.as_u64() {
        Some(n) if n < 3 => Mock::fails("Bad", "item"),
        Some(n) => Mock::returns(n).after(seconds(n)),
        None => Mock::hangs(),
    })
}

#[test]
fn more_failed_children_than_tolerated_cut_the_others_off() {
    let of = |fields: &Json| {
        let run = TestRun::mocked(program(&working(fields))).mock("Work", some_fail());
        finish(run, json!([1, 2, 3, 4]))
    };
    let tolerated = of(&json!({"ToleratedFailurePercentage": 50}));
    assert_eq!(output(&tolerated), json!([3, 4]));
    assert_eq!(tolerated.elapsed, seconds(4));
    let exceeded = of(&json!({"ToleratedFailureCount": 1}));
    assert_eq!(
        exceeded.error.as_deref(),
        Some("States.ExceedToleratedFailureThreshold")
    );
    assert_eq!(
        exceeded.cause.as_deref(),
        Some("The specified tolerated failure threshold was exceeded")
    );
    let statuses: Vec<Status> = exceeded.children.iter().map(|child| child.status).collect();
    assert_eq!(
        statuses,
        [
            Status::Failed,
            Status::Failed,
            Status::Aborted,
            Status::Aborted
        ]
    );
    assert_eq!(exceeded.children[0].error.as_deref(), Some("Bad"));
}

/// What became of the children, each with its last event.
fn ends(execution: &Execution) -> Vec<(Status, &'static str)> {
    let children = execution.children.iter();
    let end = |child: &ChildExecution| {
        let last = child.history.last().map(Event::event_type);
        (child.status, last.unwrap_or("nothing"))
    };
    children.map(end).collect()
}

const ABORTED: (Status, &str) = (Status::Aborted, "ExecutionAborted");
const SUCCEEDED: (Status, &str) = (Status::Succeeded, "ExecutionSucceeded");

#[test]
fn children_end_with_the_execution_that_is_stopped_or_times_out() {
    let mut definition = working(&json!({}));
    let stopped = TestRun::mocked(program(&definition)).mock("Work", some_fail());
    let stopped = stopped.stop_after(seconds(4), Some("Enough"), None);
    let execution = finish(stopped, json!([3, 5, 6]));
    assert_eq!(execution.status, Status::Aborted);
    assert_eq!(ends(&execution), [SUCCEEDED, ABORTED, ABORTED]);
    assert_eq!(
        execution.children[1]
            .history
            .last()
            .map(|event| event.previous),
        Some(0)
    );

    definition["TimeoutSeconds"] = json!(4);
    let late = TestRun::mocked(program(&definition)).mock("Work", some_fail());
    let execution = finish(late, json!([3, 5, 6]));
    assert_eq!(execution.status, Status::TimedOut);
    assert_eq!(ends(&execution), [SUCCEEDED, ABORTED, ABORTED]);
}

#[test]
fn children_end_with_the_branch_that_their_map_is_in() {
    let each = working(&json!({}));
    let inner = json!({"StartAt": "Each", "States": each["States"]});
    let outer = [inner, branch("Left", &task())];
    let state = json!({"Type": "Parallel", "Branches": outer, "End": true});
    let run = TestRun::mocked(program(&alone(&state)))
        .mock("Work", some_fail())
        .mock("Left", Mock::fails("Bad", "beside").after(seconds(4)));
    let execution = finish(run, json!([3, 5]));
    assert_eq!(execution.error.as_deref(), Some("Bad"));
    assert_eq!(ends(&execution), [SUCCEEDED, ABORTED]);
}

#[test]
fn children_of_children_end_with_the_run_that_fails() {
    let mut outer = distributed(&json!({"ToleratedFailureCount": 0}));
    let inner = with(
        branch("Inner", &working(&json!({}))["States"]["Each"]),
        &json!({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}),
    );
    outer["States"]["Each"]["ItemProcessor"] = inner;
    let run = TestRun::mocked(program(&outer)).mock("Work", some_fail());
    // The item 1 fails at once, with the run that it is in and the one around that.
    let execution = finish(run, json!([[4, 5], [1]]));
    assert_eq!(execution.status, Status::Failed);
    let of = |map: &str| {
        let ends = ends(&execution).into_iter().zip(&execution.children);
        let found = ends.filter(|(_, child)| child.started_by == map);
        found.map(|(end, _)| end).collect::<Vec<_>>()
    };
    let failed = (Status::Failed, "ExecutionFailed");
    assert_eq!(of("Each"), [ABORTED, failed]);
    assert_eq!(of("Inner"), [ABORTED, ABORTED, failed]);
}

#[test]
fn a_failed_batch_is_as_many_failed_items() {
    let of = |tolerated: u64| {
        let fields =
            json!({"ItemBatcher": {"MaxItemsPerBatch": 2}, "ToleratedFailureCount": tolerated});
        let run =
            TestRun::mocked(program(&working(&fields))).mock("Work", Mock::fails("Bad", "batch"));
        finish(run, json!([1, 2])).status
    };
    assert_eq!(of(1), Status::Failed);
    assert_eq!(of(2), Status::Succeeded);
}

#[test]
fn a_percentage_of_items_that_are_still_read_waits_for_all_of_them() {
    let fields = json!({
        "ItemReader": super::reader(&json!({"InputType": "JSONL"})),
        "MaxConcurrency": 1,
        "ToleratedFailurePercentage": 50
    });
    let objects = MemoryStore::new().with("b", "data", "1\n2\n3\n4\n");
    let run = TestRun::mocked(program(&working(&fields)))
        .mock("Work", some_fail())
        .objects(objects);
    assert_eq!(output(&finish(run, json!({}))), json!([3, 4]));
}

#[test]
fn max_concurrency_bounds_the_children_at_once() {
    let of = |limit: u64| {
        let fields = json!({"MaxConcurrency": limit});
        let mock = Mock::returns(1).after(seconds(1));
        let run = TestRun::mocked(program(&working(&fields))).mock("Work", mock);
        finish(run, json!([1, 2, 3, 4])).elapsed
    };
    assert_eq!(of(1), seconds(4));
    assert_eq!(of(3), seconds(2));
    assert_eq!(of(0), seconds(1));
}

#[tokio::test]
async fn an_observer_in_memory_sees_the_children() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let host = InMemory::new().observed_children(move |child, event| {
        log.lock().unwrap().push((child.index, event.event_type()));
    });
    let definition = working(&json!({"MaxConcurrency": 1}));
    let workflow = Closures::new(program(&definition)).on(|input, _| async move { Ok(input) });
    let items = Value::from(vec![Value::from(1), Value::from(2)]);
    let ended = execute(&workflow, &host, &ExecutionOptions::DEFAULT, items.clone()).await;
    assert_eq!(ended, Ok(items));
    let seen = seen.lock().unwrap();
    assert_eq!(seen.first(), Some(&(0, "ExecutionStarted")));
    assert_eq!(seen.last(), Some(&(1, "ExecutionSucceeded")));
}

#[tokio::test(start_paused = true)]
async fn children_of_an_execution_that_is_dropped_end_without_a_word() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let host = InMemory::new().observed_children(move |_, event| {
        log.lock().unwrap().push(event.event_type());
    });
    let workflow = Closures::new(program(&working(&json!({}))))
        .on(|_, _| std::future::pending::<Result<Value, stepwright::TaskFailure>>());
    let items = Value::from(vec![Value::from(1)]);
    let execution = execute(&workflow, &host, &ExecutionOptions::DEFAULT, items);
    let ended = tokio::time::timeout(seconds(1), execution).await;
    assert!(ended.is_err(), "{ended:?}");
    assert_eq!(seen.lock().unwrap().last(), Some(&"TaskStarted"));
}
