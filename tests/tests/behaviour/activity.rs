//! Activities: Tasks that workers fetch.

use serde_json::{Value as Json, json};
use stepwright::task::TokenError;
use stepwright::test::{Execution, Mock, TestRun};
use stepwright::{
    Activity, ExecutionError, ExecutionOptions, InMemory, Status, TaskFailure, Value, execute,
};
use stepwright_tests::{Closures, program};

use crate::support::{alone, finish, seconds, with};

const RESOURCE: &str = "arn:aws:states:us-east-1:123456789012:activity:review";

fn review(fields: &Json) -> Json {
    let state = json!({"Type": "Task", "Resource": RESOURCE, "End": true});
    alone(&with(state, fields))
}

fn mocked(fields: &Json, mock: Mock) -> Execution {
    let run = TestRun::mocked(program(&review(fields))).mock("It", mock);
    finish(run, json!({"text": "a"}))
}

fn flat(execution: &Execution, at: usize) -> Json {
    execution.history[at].to_flat_json()
}

#[test]
fn an_activity_s_events_name_its_worker() {
    let mock = Mock::returns(json!({"ok": true})).by_worker("Ada");
    let limits = json!({"TimeoutSeconds": 60, "HeartbeatSeconds": 10});
    let execution = mocked(&limits, mock);
    assert_eq!(
        flat(&execution, 2),
        json!({
            "type": "ActivityScheduled", "id": 3, "prev": 2, "resource": RESOURCE,
            "input": {"text": "a"}, "timeoutInSeconds": 60, "heartbeatInSeconds": 10
        })
    );
    assert_eq!(
        flat(&execution, 3),
        json!({"type": "ActivityStarted", "id": 4, "prev": 3, "workerName": "Ada"})
    );
    assert_eq!(
        flat(&execution, 4),
        json!({"type": "ActivitySucceeded", "id": 5, "prev": 4, "output": {"ok": true}})
    );
    let detailed = execution.history[3].to_json();
    assert_eq!(
        detailed["activityStartedEventDetails"],
        json!({"workerName": "Ada"})
    );
}

#[test]
fn a_worker_s_failure_is_the_activity_s() {
    let execution = mocked(
        &json!({}),
        Mock::fails("Refused", "too long").by_worker("Ada"),
    );
    assert_eq!(execution.error.as_deref(), Some("Refused"));
    assert_eq!(
        flat(&execution, 4),
        json!({"type": "ActivityFailed", "id": 5, "prev": 4, "error": "Refused", "cause": "too long"})
    );
}

#[test]
fn heartbeats_keep_an_activity_alive() {
    let limits = json!({"HeartbeatSeconds": 10});
    let working = |heartbeats| {
        Mock::submits(Value::Null)
            .by_worker("Ada")
            .then_heartbeats_every(seconds(8), heartbeats)
            .then_succeeds_after(seconds(30), "done")
    };
    let execution = mocked(&limits, working(3));
    assert_eq!(execution.output, Some("done".into()));
    assert!(!execution.event_types().contains(&"TaskSubmitted"));
    let execution = mocked(&limits, working(1));
    assert_eq!(execution.event_types()[4], "ActivityTimedOut");
    assert_eq!(execution.elapsed, seconds(18));
}

#[test]
fn an_activity_that_nobody_takes_waits_for_ever() {
    let execution = mocked(&json!({"TimeoutSeconds": 5}), Mock::is_not_taken());
    assert_eq!(execution.status, Status::Running);
    assert_eq!(execution.event_types().last(), Some(&"ActivityScheduled"));
}

#[test]
fn an_activity_without_workers_is_a_handler_s() {
    let workflow = Closures::new(program(&review(&json!({}))))
        .on(|input, _| async move { Ok(input.get("text").cloned().unwrap()) });
    let execution = finish(TestRun::new(&workflow), json!({"text": "a"}));
    assert_eq!(execution.output, Some("a".into()));
    assert_eq!(
        flat(&execution, 3),
        json!({"type": "ActivityStarted", "id": 4, "prev": 3})
    );
}

/// Runs an execution whose activity has workers, beside them.
async fn run(fields: Json, activity: &Activity) -> Result<Value, ExecutionError> {
    let workflow = Closures::new(program(&review(&fields)))
        .on(|_, _| async { panic!("the worker does it, not the handler") });
    let host = InMemory::new().with_activity(activity);
    let options = ExecutionOptions::DEFAULT;
    execute(&workflow, &host, &options, json!({"text": "a"}).into()).await
}

#[tokio::test(start_paused = true)]
async fn a_worker_fetches_a_task_and_answers_it() {
    let activity = Activity::new("review");
    let worker = async {
        let task = activity.next("Ada").await;
        assert_eq!(task.input(), &json!({"text": "a"}).into());
        task.heartbeat().unwrap();
        task.succeed("fine").unwrap();
        assert_eq!(task.succeed("twice"), Err(TokenError::TaskTimedOut));
    };
    let (result, ()) = tokio::join!(run(json!({}), &activity), worker);
    assert_eq!(result, Ok("fine".into()));
}

#[tokio::test(start_paused = true)]
async fn a_task_s_time_begins_when_a_worker_takes_it() {
    let activity = Activity::new(RESOURCE);
    let limits = json!({"TimeoutSeconds": 60, "HeartbeatSeconds": 10});
    let worker = async {
        tokio::time::sleep(seconds(100)).await;
        let task = activity.next("Ada").await;
        tokio::time::sleep(seconds(8)).await;
        task.heartbeat().unwrap();
        tokio::time::sleep(seconds(11)).await;
        assert_eq!(task.heartbeat(), Err(TokenError::TaskTimedOut));
    };
    let began = tokio::time::Instant::now();
    let timed = async {
        let result = run(limits, &activity).await;
        (result, began.elapsed().as_secs())
    };
    let ((result, elapsed), ()) = tokio::join!(timed, worker);
    assert_eq!(result.unwrap_err().error, "States.Timeout");
    assert_eq!(elapsed, 118);
}

#[tokio::test(start_paused = true)]
async fn a_worker_works_on_until_it_is_dropped() {
    let activity = Activity::new("review");
    let working = activity.work("Ada", |input: Value| async move {
        match input.get("text").and_then(Value::as_str) {
            Some("a") => Err(TaskFailure::new("Refused", "too short")),
            _ => Ok(1_u64),
        }
    });
    let both = async {
        let first = run(json!({}), &activity).await;
        (
            first,
            run(json!({"Parameters": {"text": "long"}}), &activity).await,
        )
    };
    let (first, second) = tokio::select! {
        () = working => unreachable!(),
        both = both => both,
    };
    assert_eq!(
        first.unwrap_err().to_string(),
        "execution failed in state `It`: Refused: too short"
    );
    assert_eq!(second, Ok(1_u64.into()));
}

#[tokio::test(start_paused = true)]
async fn a_task_whose_execution_was_cancelled_is_taken_back() {
    let activity = Activity::new("review");
    let cancelled = tokio::time::timeout(seconds(1), run(json!({}), &activity)).await;
    assert!(cancelled.is_err());
    let nothing = tokio::time::timeout(seconds(1), activity.next("Ada")).await;
    assert!(nothing.is_err());
}
