//! Executions that are stopped from outside, and those whose history is full.

use serde_json::json;
use stepwright::test::{Mock, TestRun};
use stepwright::{ExecutionOptions, InMemory, Status, StopHandle, Value, execute};
use stepwright_tests::{Closures, program};

use crate::support::{alone, branch, finish, seconds, task};

fn wait() -> serde_json::Value {
    json!({"Type": "Wait", "Seconds": 60, "End": true})
}

#[test]
fn a_stopped_execution_is_aborted_with_error_and_cause() {
    let run = TestRun::mocked(program(&alone(&wait())));
    let execution = finish(
        run.stop_after(seconds(20), Some("Enough"), Some("by hand")),
        json!({}),
    );
    assert_eq!(execution.status, Status::Aborted);
    assert_eq!(execution.error.as_deref(), Some("Enough"));
    assert_eq!(execution.cause.as_deref(), Some("by hand"));
    assert_eq!(execution.elapsed, seconds(20));
    assert_eq!(
        execution.event_types(),
        ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]
    );
    assert_eq!(
        execution.history[2].to_flat_json(),
        json!({"type": "ExecutionAborted", "id": 3, "prev": 0, "error": "Enough", "cause": "by hand"})
    );
}

#[test]
fn a_stop_without_words_has_neither_error_nor_cause() {
    let run = TestRun::mocked(program(&alone(&wait())));
    let execution = finish(run.stop_after(seconds(60), None, None), json!({}));
    assert_eq!(execution.status, Status::Aborted, "the stop comes first");
    assert_eq!((execution.error, execution.cause), (None, None));
}

#[test]
fn no_state_catches_a_stop() {
    let caught = json!([{"ErrorEquals": ["States.ALL"], "Next": "Next"}]);
    let state = json!({
        "Type": "Parallel",
        "Branches": [branch("Left", &task()), branch("Right", &wait())],
        "Catch": caught,
        "Retry": [{"ErrorEquals": ["States.ALL"]}],
        "End": true
    });
    let run = TestRun::mocked(program(&alone(&state))).mock("Left", Mock::hangs());
    let execution = finish(run.stop_after(seconds(5), Some("Enough"), None), json!({}));
    assert_eq!(execution.status, Status::Aborted);
    assert!(!execution.states().contains(&"Next"));
}

#[tokio::test(start_paused = true)]
async fn an_execution_in_memory_is_stopped_through_its_handle() {
    let workflow = Closures::new(program(&alone(&task()))).on(|_, _| async {
        std::future::pending::<()>().await;
        Ok(Value::Null)
    });
    let handle = StopHandle::new();
    let options = ExecutionOptions {
        stop: Some(handle.clone()),
        ..ExecutionOptions::DEFAULT
    };
    let host = InMemory::new();
    let stopping = async {
        tokio::time::sleep(seconds(3)).await;
        handle.stop(Some("Enough"), Some("by hand"));
        handle.stop(Some("Again"), None);
    };
    let running = execute(&workflow, &host, &options, Value::Null);
    let (result, ()) = tokio::join!(running, stopping);
    assert_eq!(
        result.unwrap_err().to_string(),
        "execution aborted: Enough: by hand"
    );
    let again = execute(&workflow, &host, &options, Value::Null).await;
    assert_eq!(
        again.unwrap_err().status,
        Status::Aborted,
        "a handle that was used ends what gets it"
    );
}

/// A loop without an end that never waits.
fn endless() -> serde_json::Value {
    json!({
        "StartAt": "Round",
        "States": {
            "Round": {"Type": "Pass", "Next": "Again"},
            "Again": {"Type": "Choice", "Choices": [{"Variable": "$.never", "IsPresent": true, "Next": "Round"}], "Default": "Round"}
        }
    })
}

#[test]
fn the_last_of_25000_events_says_that_the_execution_failed() {
    let execution = finish(TestRun::mocked(program(&endless())), json!({}));
    assert_eq!(execution.status, Status::Failed);
    assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
    assert_eq!(
        execution.cause.as_deref(),
        Some("The execution reached the maximum number of history events (25000).")
    );
    assert_eq!(execution.history.len(), 25_000);
    let last = &execution.history[24_999];
    assert_eq!(
        (last.id, last.previous, last.event_type()),
        (25_000, 24_999, "ExecutionFailed")
    );
}

#[test]
fn an_execution_may_succeed_with_its_last_event() {
    let pass = alone(&json!({"Type": "Pass", "End": true}));
    let run = |most| {
        let run = TestRun::mocked(program(&pass)).history_limit(Some(most));
        finish(run, json!({}))
    };
    assert_eq!(run(4).status, Status::Succeeded);
    let execution = run(3);
    assert_eq!(execution.status, Status::Failed);
    assert_eq!(
        execution.event_types(),
        ["ExecutionStarted", "PassStateEntered", "ExecutionFailed"]
    );
}

#[test]
fn a_task_that_has_no_place_in_the_history_is_not_called() {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Next"}]
    });
    let run = TestRun::mocked(program(&alone(&state))).mock("It", Mock::returns(1_u64));
    let execution = finish(run.history_limit(Some(4)), json!({}));
    assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
    assert!(execution.calls.is_empty());
}

#[tokio::test]
async fn events_count_where_nobody_records_them() {
    let workflow = Closures::new(program(&endless()));
    let options = ExecutionOptions::DEFAULT;
    let input = Value::from(json!({}));
    let result = execute(&workflow, &InMemory::new(), &options, input).await;
    assert_eq!(result.unwrap_err().error, "States.Runtime");
}
