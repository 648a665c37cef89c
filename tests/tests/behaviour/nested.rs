//! Executions that start others.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::test::{Execution, Mock, TestRun};
use stepwright::{
    BoxFuture, ExecutionOptions, InMemory, Machine, Registry, Status, TaskContext, TaskFailure,
    Value, execute,
};
use stepwright_tests::{Closures, program};

use crate::support::{finish, seconds, task, with};

/// A definition without handlers.
struct Bare(&'static stepwright::program::Program);

impl Machine for Bare {
    fn program(&self) -> &'static stepwright::program::Program {
        self.0
    }

    fn call<'a>(
        &'a self,
        _: u32,
        _: Value,
        context: &'a TaskContext,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>> {
        panic!("`{}` is called", context.state_name())
    }
}

fn bare(definition: &Json) -> Bare {
    Bare(program(definition))
}

fn start(pattern: &str, parameters: &Json) -> Json {
    let parameters = with(
        json!({"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"}),
        parameters,
    );
    json!({
        "StartAt": "Start",
        "States": {"Start": {
            "Type": "Task",
            "Resource": format!("arn:aws:states:::states:startExecution{pattern}"),
            "Parameters": parameters,
            "End": true
        }}
    })
}

/// Waits ten seconds and gives its input as `seen`.
fn child() -> Json {
    json!({
        "StartAt": "Rest",
        "States": {
            "Rest": {"Type": "Wait", "Seconds": 10, "Next": "Tell"},
            "Tell": {"Type": "Pass", "Parameters": {"seen.$": "$"}, "End": true}
        }
    })
}

fn failing() -> Json {
    json!({"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "Refused", "Cause": "too late"}}})
}

fn run(parent: &Json, registered: &Json) -> Execution {
    let registry = Registry::new().with("child", bare(registered));
    finish(
        TestRun::mocked(program(parent))
            .account("123456789012")
            .registry(registry),
        json!({"order": 7}),
    )
}

fn output(execution: &Execution) -> Json {
    execution.output.clone().expect("an output").into()
}

#[test]
fn a_started_child_runs_on_while_its_parent_ends() {
    let parent = start("", &json!({"Name": "first", "Input": {"n.$": "$.order"}}));
    let execution = run(&parent, &child());
    assert_eq!(
        execution.event_types()[2..5],
        ["TaskScheduled", "TaskStarted", "TaskSucceeded"]
    );
    assert_eq!(execution.elapsed, Duration::ZERO);
    let output = output(&execution);
    let id = "arn:aws:states:us-east-1:123456789012:execution:child:first";
    assert_eq!(output["ExecutionArn"], id);
    assert_eq!(output["StartDate"], 1_735_689_600_000_u64);
    let [child] = execution.children.as_slice() else {
        panic!("{:?}", execution.children)
    };
    assert_eq!((child.id.as_str(), child.name.as_str()), (id, "first"));
    assert_eq!(child.started_by, "Start");
    assert_eq!(child.status, Status::Succeeded);
    assert_eq!(child.output, Some(json!({"seen": {"n": 7}}).into()));
    assert_eq!(child.history.len(), 6);
    assert_eq!(child.history[0].id, 1);
}

#[test]
fn a_version_of_a_workflow_that_is_registered_by_its_arn_is_that_workflow() {
    let arn = "arn:aws:states:us-east-1:123456789012:stateMachine:child";
    for asked in [arn.to_owned(), format!("{arn}:7"), format!("{arn}:live")] {
        let mut parent = start(".sync", &json!({"Name": "first"}));
        parent["States"]["Start"]["Parameters"]["StateMachineArn"] = json!(asked);
        let registry = Registry::new().with(arn, bare(&child()));
        let run = TestRun::mocked(program(&parent)).registry(registry);
        let execution = finish(run, json!({"order": 7}));
        assert_eq!(execution.status, Status::Succeeded, "{asked}");
    }
}

#[test]
fn sync_gives_the_child_s_end_with_documents_as_text() {
    let parent = start(".sync", &json!({"Name": "first", "Input": {"n": 1}}));
    let execution = run(&parent, &child());
    assert_eq!(
        execution.event_types()[2..6],
        [
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded"
        ]
    );
    assert_eq!(execution.elapsed, seconds(10));
    assert_eq!(
        execution.history[5].to_flat_json()["resourceType"],
        "states"
    );
    let submitted = execution.history[4].to_flat_json();
    let id = "arn:aws:states:us-east-1:123456789012:execution:child:first";
    assert_eq!(submitted["output"]["ExecutionArn"], id);
    assert_eq!(
        output(&execution),
        json!({
            "ExecutionArn": id,
            "Input": "{\"n\":1}",
            "InputDetails": {"Included": true},
            "Name": "first",
            "Output": "{\"seen\":{\"n\":1}}",
            "OutputDetails": {"Included": true},
            "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE",
            "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
            "StartDate": 1_735_689_600_000_u64,
            "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child",
            "Status": "SUCCEEDED",
            "StopDate": 1_735_689_610_000_u64,
        })
    );
}

#[test]
fn sync_2_gives_the_documents_as_json() {
    let execution = run(&start(".sync:2", &json!({"Input": {"n": 1}})), &child());
    let output = output(&execution);
    assert_eq!(output["Input"], json!({"n": 1}));
    assert_eq!(output["Output"], json!({"seen": {"n": 1}}));
    assert_eq!(output["Name"].as_str().map(str::len), Some(36), "a UUID");
}

#[test]
fn a_child_that_fails_fails_its_parent_s_task() {
    let execution = run(&start(".sync:2", &json!({"Name": "first"})), &failing());
    assert_eq!(execution.error.as_deref(), Some("States.TaskFailed"));
    assert_eq!(execution.history[5].event_type(), "TaskFailed");
    let id = "arn:aws:states:us-east-1:123456789012:execution:child:first";
    assert_eq!(
        execution.cause.as_deref(),
        Some(
            format!(
                "{{\"Cause\":\"too late\",\"Error\":\"Refused\",\"ExecutionArn\":\"{id}\",\"Input\":\"{{}}\",\
                 \"InputDetails\":{{\"Included\":true}},\"Name\":\"first\",\"RedriveCount\":0,\
                 \"RedriveStatus\":\"REDRIVABLE\",\"StartDate\":1735689600000,\
                 \"StateMachineArn\":\"arn:aws:states:us-east-1:123456789012:stateMachine:child\",\
                 \"Status\":\"FAILED\",\"StopDate\":1735689600000}}"
            )
            .as_str()
        )
    );
    assert_eq!(execution.children[0].error.as_deref(), Some("Refused"));
}

#[test]
fn a_machine_that_is_not_registered_does_not_exist() {
    let registry = Registry::new().with("another", bare(&child()));
    let parent = TestRun::mocked(program(&start("", &json!({})))).registry(registry);
    let execution = finish(parent, json!({}));
    assert_eq!(
        execution.error.as_deref(),
        Some("StepFunctions.StateMachineDoesNotExistException")
    );
    let cause = execution.cause.unwrap();
    assert!(cause.starts_with(
        "State Machine Does Not Exist: 'arn:aws:states:us-east-1:123456789012:stateMachine:child' \
         (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: "
    ), "{cause}");
    assert!(execution.children.is_empty());
}

/// Starts the child twice, one after the other.
fn twice(pattern: &str, first: &Json, second: &Json) -> Json {
    let mut first = start(pattern, first);
    let mut second = start("", second);
    let second = second["States"]["Start"].take();
    let states = first["States"].as_object_mut().unwrap();
    let start = states["Start"].as_object_mut().unwrap();
    start.remove("End");
    start.insert("Next".to_owned(), "Again".into());
    start.insert("ResultPath".to_owned(), "$.first".into());
    states.insert("Again".to_owned(), second);
    first
}

#[test]
fn a_name_is_given_once() {
    let input = json!({"Name": "first", "Input": {"n": 1}});
    let other = json!({"Name": "first", "Input": {"n": 2}});
    let same = run(&twice("", &input, &input), &child());
    assert_eq!(same.status, Status::Succeeded, "it runs, with that input");
    assert_eq!(same.children.len(), 1);
    let exists = "StepFunctions.ExecutionAlreadyExistsException";
    let differs = run(&twice("", &input, &other), &child());
    assert_eq!(differs.error.as_deref(), Some(exists));
    let ended = run(&twice(".sync", &input, &input), &child());
    assert_eq!(ended.error.as_deref(), Some(exists));
    assert!(ended.cause.unwrap().starts_with(
        "Execution Already Exists: 'arn:aws:states:us-east-1:123456789012:execution:child:first' ("
    ));
}

#[test]
fn what_cannot_be_started_says_why() {
    let cases = [
        (
            json!({"Name": "a/b"}),
            "StepFunctions.InvalidNameException",
            "Invalid Name: 'a/b'",
        ),
        (
            json!({"Input": "{oops"}),
            "StepFunctions.InvalidExecutionInputException",
            "Invalid State Machine Execution Input: ",
        ),
        (
            json!({"StateMachineArn": 7}),
            "States.Runtime",
            "The field 'StateMachineArn' must be a string, but it is 7",
        ),
    ];
    for (parameters, error, cause) in cases {
        let execution = run(&start("", &parameters), &child());
        assert_eq!(execution.error.as_deref(), Some(error));
        let found = execution.cause.unwrap();
        assert!(found.starts_with(cause), "{found}");
    }
}

#[test]
fn a_mock_stands_in_for_a_child() {
    let registry = Registry::new().with("child", bare(&child()));
    let parent = TestRun::mocked(program(&start("", &json!({}))))
        .registry(registry)
        .mock("Start", Mock::returns(1_u64));
    let execution = finish(parent, json!({}));
    assert_eq!(execution.output, Some(1_u64.into()));
    assert!(execution.children.is_empty());
}

#[test]
fn a_child_s_tasks_have_mocks_of_their_own() {
    let child = json!({"StartAt": "Work", "States": {"Work": task()}});
    let registry = Registry::new().with("child", bare(&child));
    let parent = TestRun::mocked(program(&start(".sync:2", &json!({}))))
        .registry(registry)
        .mock_child("child", "Work", Mock::returns("done").after(seconds(3)));
    let execution = finish(parent, json!({}));
    assert_eq!(output(&execution)["Output"], "done");
    assert_eq!(execution.elapsed, seconds(3));
}

#[test]
fn a_child_answers_its_parent_by_token() {
    let parent = start(
        ".waitForTaskToken",
        &json!({"Input": {"token.$": "$$.Task.Token"}}),
    );
    let child = json!({"StartAt": "Work", "States": {"Work": task()}});
    let tokens = Arc::new(std::sync::OnceLock::<stepwright::TaskTokens>::new());
    let handle = tokens.clone();
    let child = Closures::new(program(&child)).on(move |input, context| {
        let tokens = handle.get().cloned().unwrap();
        async move {
            context.sleep(seconds(5)).await;
            let token = input.get("token").and_then(Value::as_str).unwrap();
            tokens.succeed(token, "from the child").unwrap();
            Ok(Value::Null)
        }
    });
    let registry = Registry::new().with("child", child);
    let run = TestRun::mocked(program(&parent)).registry(registry);
    assert!(tokens.set(run.tokens()).is_ok());
    let execution = finish(run, json!({}));
    assert_eq!(execution.output, Some("from the child".into()));
    assert_eq!(
        execution.event_types()[4..6],
        ["TaskSubmitted", "TaskSucceeded"]
    );
}

#[test]
fn a_child_is_stopped_with_the_parent_that_waits_for_it() {
    let registry = Registry::new().with("child", bare(&child()));
    let stopped = |pattern| {
        let parent = TestRun::mocked(program(&start(pattern, &json!({"Name": "first"}))));
        let parent = parent.registry(registry.clone());
        finish(
            parent.stop_after(seconds(4), Some("Enough"), None),
            json!({}),
        )
    };
    let execution = stopped(".sync");
    assert_eq!(execution.status, Status::Aborted);
    let [child] = execution.children.as_slice() else {
        panic!("one child")
    };
    assert_eq!(child.status, Status::Aborted);
    let last = child.history.last().unwrap();
    assert_eq!((last.event_type(), last.previous), ("ExecutionAborted", 0));
    let passed = last.timestamp - child.history[0].timestamp;
    assert_eq!(passed.num_seconds(), 4);
}

#[test]
fn a_child_is_stopped_when_its_parent_s_task_times_out() {
    let mut parent = start(".sync", &json!({}));
    parent["States"]["Start"]["TimeoutSeconds"] = 3.into();
    let execution = run(&parent, &child());
    assert_eq!(execution.error.as_deref(), Some("States.Timeout"));
    assert_eq!(execution.children[0].status, Status::Aborted);
}

#[test]
fn a_child_that_waits_for_ever_is_still_running() {
    let forever = json!({"StartAt": "Work", "States": {"Work": task()}});
    let registry = Registry::new().with("child", bare(&forever));
    let parent = TestRun::mocked(program(&start("", &json!({}))))
        .registry(registry)
        .mock_child("child", "Work", Mock::hangs());
    let execution = finish(parent, json!({}));
    assert_eq!(execution.status, Status::Succeeded);
    assert_eq!(execution.children[0].status, Status::Running);
    assert_eq!(execution.children[0].history.len(), 4);
}

#[test]
fn a_workflow_that_waits_for_itself_is_refused_in_the_end() {
    let itself = start(".sync", &json!({}));
    let execution = run(&itself, &itself);
    assert_eq!(execution.error.as_deref(), Some("States.TaskFailed"));
    assert_eq!(execution.children.len(), 100);
    assert_eq!(
        execution.children[99].error.as_deref(),
        Some("StepFunctions.ExecutionLimitExceededException")
    );
}

#[test]
fn a_workflow_that_starts_its_successor_goes_on_as_long_as_a_test_lets_it() {
    let itself = start("", &json!({}));
    let execution = run(&itself, &itself);
    assert_eq!(execution.status, Status::Succeeded);
    assert_eq!(execution.children.len(), 1_000);
    let last = execution.children[999].error.as_deref();
    assert_eq!(last, Some("StepFunctions.ExecutionLimitExceededException"));
}

#[test]
fn the_sdk_s_way_has_its_own_dates_and_errors() {
    let sdk = |action: &str, parameters| {
        let mut parent = start("", &parameters);
        let resource = format!("arn:aws:states:::aws-sdk:sfn:{action}");
        parent["States"]["Start"]["Resource"] = resource.into();
        parent
    };
    let execution = run(
        &sdk("startExecution", json!({"Input": "{\"n\": 1}"})),
        &child(),
    );
    assert_eq!(output(&execution)["StartDate"], "2025-01-01T00:00:00.000Z");
    assert_eq!(execution.children[0].input, json!({"n": 1}).into());
    let unknown = json!({"StateMachineArn": "arn:aws:states:us-east-1:1:stateMachine:none"});
    let execution = run(&sdk("startExecution", unknown), &child());
    assert_eq!(
        execution.error.as_deref(),
        Some("Sfn.StateMachineDoesNotExistException")
    );
    let execution = run(&sdk("startSyncExecution", json!({})), &failing());
    assert_eq!(execution.status, Status::Succeeded);
    let output = output(&execution);
    assert_eq!(
        (&output["Status"], &output["Error"]),
        (&"FAILED".into(), &"Refused".into())
    );
}

#[tokio::test(start_paused = true)]
async fn in_memory_a_parent_waits_for_its_child() {
    let child = json!({"StartAt": "Work", "States": {"Work": task()}});
    let child = Closures::new(program(&child)).on(|input, context| async move {
        context.sleep(seconds(30)).await;
        Ok(input.get("n").cloned().unwrap())
    });
    let child = Arc::new(child);
    let host = InMemory::new().with_registry(Registry::new().with("child", child));
    let parent = bare(&start(".sync:2", &json!({"Input": {"n.$": "$.n"}})));
    let options = ExecutionOptions::DEFAULT;
    let result = execute(&parent, &host, &options, json!({"n": 5}).into()).await;
    let output = result.unwrap();
    assert_eq!(output.get("Output"), Some(&5_u64.into()));
}

#[tokio::test(start_paused = true)]
async fn in_memory_a_child_that_is_only_started_outlives_its_parent() {
    let (done, mut ended) = tokio::sync::mpsc::unbounded_channel();
    let work = json!({"StartAt": "Work", "States": {"Work": task()}});
    let child = Closures::new(program(&work)).on(move |_, context| {
        let done = done.clone();
        async move {
            context.sleep(seconds(30)).await;
            done.send(context.execution_name().to_owned()).unwrap();
            Ok(Value::Null)
        }
    });
    let host = InMemory::new().with_registry(Registry::new().with("child", child));
    let parent = bare(&start("", &json!({"Name": "first"})));
    let options = ExecutionOptions::DEFAULT;
    let result = execute(&parent, &host, &options, Value::Null).await;
    assert!(result.is_ok());
    drop((parent, host));
    assert_eq!(ended.recv().await.as_deref(), Some("first"));
}

#[tokio::test(start_paused = true)]
async fn in_memory_dropping_a_parent_stops_the_child_it_waits_for() {
    let (alive, mut dropped) = tokio::sync::mpsc::unbounded_channel::<()>();
    let work = json!({"StartAt": "Work", "States": {"Work": task()}});
    let child = Closures::new(program(&work)).on(move |_, context| {
        let alive = alive.clone();
        async move {
            context.sleep(seconds(3_000)).await;
            alive.send(()).unwrap();
            Ok(Value::Null)
        }
    });
    let host = InMemory::new().with_registry(Registry::new().with("child", child));
    let parent = bare(&start(".sync", &json!({})));
    let options = ExecutionOptions::DEFAULT;
    let running = execute(&parent, &host, &options, Value::Null);
    assert!(tokio::time::timeout(seconds(5), running).await.is_err());
    drop(host);
    assert_eq!(dropped.recv().await, None, "its handler was dropped");
}

#[tokio::test(start_paused = true)]
async fn in_memory_a_child_is_stopped_by_its_arn() {
    let host =
        Arc::new(InMemory::new().with_registry(Registry::new().with("child", bare(&child()))));
    let parent = bare(&start(".sync", &json!({"Name": "first"})));
    let options = ExecutionOptions::DEFAULT;
    let arn = "arn:aws:states:us-east-1:000000000000:execution:child:first";
    let stopping = async {
        tokio::time::sleep(seconds(1)).await;
        assert!(host.stop_execution(arn, Some("Enough"), Some("by hand")));
        tokio::time::sleep(seconds(1)).await;
        assert!(!host.stop_execution(arn, None, None), "it has ended");
    };
    let (result, ()) = tokio::join!(execute(&parent, &*host, &options, Value::Null), stopping);
    let error = result.unwrap_err();
    assert_eq!(error.error, "States.TaskFailed");
    let cause: Json = serde_json::from_str(&error.cause.unwrap()).unwrap();
    assert_eq!(
        (&cause["Status"], &cause["Error"], &cause["Cause"]),
        (&"ABORTED".into(), &"Enough".into(), &"by hand".into())
    );
}

#[tokio::test]
async fn in_memory_a_child_whose_handler_panics_fails_its_parent_s_task() {
    let work = json!({"StartAt": "Work", "States": {"Work": task()}});
    let host = InMemory::new().with_registry(Registry::new().with("child", bare(&work)));
    let parent = bare(&start(".sync", &json!({})));
    let options = ExecutionOptions::DEFAULT;
    let error = execute(&parent, &host, &options, Value::Null)
        .await
        .unwrap_err();
    assert_eq!(error.error, "States.TaskFailed");
    assert!(error.cause.unwrap().contains("a handler panicked"));
}
