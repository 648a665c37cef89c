//! `Task`: what the kinds of resources get, give and record.

use serde_json::json;
use stepwright::Value;
use stepwright::test::{Mock, TestRun};
use stepwright_tests::{Closures, now, program};

use crate::support::alone;

#[test]
fn lambda_invoke_unwraps_the_payload_and_wraps_the_output() {
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f", "Payload": {"n.$": "$.n"}},
        "End": true
    });
    let definition = alone(&state);
    let workflow = Closures::new(program(&definition)).on(|input, _| async move {
        assert_eq!(input, json!({"n": 1}).into());
        Ok(Value::from("out"))
    });
    let execution = now(TestRun::new(&workflow).run(json!({"n": 1})));
    let envelope = json!({"ExecutedVersion": "$LATEST", "Payload": "out", "StatusCode": 200});
    assert_eq!(execution.output, Some(envelope.into()));
    assert_eq!(
        execution.calls[0].parameters,
        json!({"FunctionName": "f", "Payload": {"n": 1}}).into()
    );
    let raw =
        TestRun::mocked(program(&definition)).mock("It", Mock::returns_raw(json!({"Payload": 2})));
    let execution = now(raw.run(json!({"n": 1})));
    assert_eq!(execution.output, Some(json!({"Payload": 2}).into()));
}

#[test]
fn activities_have_their_own_events() {
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:us-east-1:1:activity:paint",
        "HeartbeatSeconds": 9,
        "End": true
    });
    let run = TestRun::mocked(program(&alone(&state))).mock("It", Mock::fails("Dry", "no paint"));
    let execution = now(run.run(json!({"wall": 1})));
    assert_eq!(
        execution.event_types()[2..5],
        ["ActivityScheduled", "ActivityStarted", "ActivityFailed"]
    );
    let scheduled = execution.history[2].to_json();
    assert_eq!(
        scheduled["activityScheduledEventDetails"],
        json!({
            "resource": "arn:aws:states:us-east-1:1:activity:paint",
            "input": r#"{"wall":1}"#,
            "inputDetails": {"truncated": false},
            "heartbeatInSeconds": 9
        })
    );
}
