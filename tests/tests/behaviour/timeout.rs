//! `TimeoutSeconds`, `HeartbeatSeconds`: a Task's and the machine's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::test::{Mock, TestRun};
use stepwright::{Status, Value};
use stepwright_tests::{Closures, program};

use crate::support::{finish, with, work};

fn function(fields: &Json) -> Json {
    let resource = json!({"Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"});
    work(&with(resource, fields))
}

#[test]
fn a_task_that_takes_too_long_times_out_and_its_handler_is_dropped() {
    struct Flag(Arc<AtomicBool>);
    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let dropped = Arc::new(AtomicBool::new(false));
    let flag = dropped.clone();
    let workflow =
        Closures::new(program(&function(&json!({"TimeoutSeconds": 5})))).on(move |_, context| {
            let flag = Flag(flag.clone());
            async move {
                context.sleep(Duration::from_secs(6)).await;
                drop(flag);
                panic!("it was cut off before");
            }
        });
    let execution = finish(TestRun::new(&workflow), json!({}));
    assert_eq!(execution.status, Status::Failed);
    assert_eq!(
        (execution.error.as_deref(), execution.cause),
        (Some("States.Timeout"), None)
    );
    assert_eq!(execution.failed_state, Some("Work"));
    assert_eq!(execution.elapsed, Duration::from_secs(5));
    assert!(dropped.load(Ordering::SeqCst));
    assert_eq!(execution.history[4].event_type(), "LambdaFunctionTimedOut");
}

#[test]
fn a_timeout_is_read_from_the_input_and_caught_with_an_empty_cause() {
    let definition = function(&json!({
        "TimeoutSecondsPath": "$.limit",
        "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Caught"}]
    }));
    let execution = finish(
        TestRun::mocked(program(&definition)).mock("Work", Mock::hangs()),
        json!({"limit": 7}),
    );
    assert_eq!(
        execution.output,
        Some(json!({"Error": "States.Timeout", "Cause": ""}).into())
    );
    assert_eq!(execution.elapsed, Duration::from_secs(7));
}

#[test]
fn a_handler_that_sends_heartbeats_may_take_its_time() {
    let definition = function(&json!({"TimeoutSeconds": 100, "HeartbeatSeconds": 5}));
    let workflow = Closures::new(program(&definition)).on(|_, context| async move {
        for _ in 0..10 {
            context.sleep(Duration::from_secs(4)).await;
            context.heartbeat();
        }
        Ok(Value::from("done"))
    });
    let execution = finish(TestRun::new(&workflow), json!({}));
    assert_eq!(execution.output, Some("done".into()));
    assert_eq!(execution.elapsed, Duration::from_secs(40));
}

#[test]
fn a_missed_heartbeat_is_a_timeout_with_a_second_name() {
    for name in ["States.Timeout", "States.HeartbeatTimeout"] {
        let definition = function(&json!({
            "TimeoutSeconds": 100,
            "HeartbeatSeconds": 5,
            "Catch": [{"ErrorEquals": [name], "Next": "Caught"}]
        }));
        let workflow = Closures::new(program(&definition)).on(|_, context| async move {
            context.sleep(Duration::from_secs(3)).await;
            context.heartbeat();
            context.sleep(Duration::from_secs(50)).await;
            Ok(Value::Null)
        });
        let execution = finish(TestRun::new(&workflow), json!({}));
        assert_eq!(
            execution.output,
            Some(json!({"Error": "States.Timeout", "Cause": ""}).into()),
            "{name}"
        );
        assert_eq!(execution.elapsed, Duration::from_secs(8));
    }
}

#[test]
fn the_machine_times_out_as_a_whole() {
    let definition = json!({
        "StartAt": "Long",
        "TimeoutSeconds": 60,
        "States": {"Long": {"Type": "Wait", "Seconds": 3600, "End": true}}
    });
    let execution = finish(TestRun::mocked(program(&definition)), json!({}));
    assert_eq!(execution.status, Status::TimedOut);
    assert_eq!(execution.error.as_deref(), Some("States.Timeout"));
    assert_eq!(execution.elapsed, Duration::from_secs(60));
    assert_eq!(
        execution.event_types(),
        ["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"]
    );
}

#[test]
fn a_timeout_that_is_no_number_is_a_runtime_error() {
    let definition = function(&json!({"TimeoutSecondsPath": "$.limit"}));
    let run = TestRun::mocked(program(&definition)).mock("Work", Mock::hangs());
    let execution = finish(run, json!({"limit": "soon"}));
    assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
    assert!(execution.calls.is_empty());
}
