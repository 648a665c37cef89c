//! `stepwright::test` itself.

use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::Value;
use stepwright::test::{Mock, TestRun};
use stepwright_tests::{Closures, now, program};

use crate::support::{alone, run_alone};

#[test]
fn one_state_runs_alone() {
    let definition = alone(&json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish",
        "Catch": [{"ErrorEquals": ["Bad"], "Next": "Next"}],
        "ResultPath": "$.r",
        "End": true
    }));
    let run = |mock| {
        let run = TestRun::mocked(program(&definition)).mock("It", mock);
        now(run.run_state("It", json!({"in": 1})))
    };
    let ended = run(Mock::returns(2_u64));
    assert_eq!(
        (ended.result.unwrap(), ended.next),
        (json!({"in": 1, "r": 2}).into(), None)
    );
    let caught = run(Mock::fails("Bad", "x"));
    assert_eq!(caught.next, Some("Next"));
    assert_eq!(
        run(Mock::fails("Worse", "x")).result.unwrap_err().error,
        "Worse"
    );
}

#[test]
fn the_clock_stands_still_while_a_handler_is_at_work() {
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 1, "End": true});
    let workflow = Closures::new(program(&alone(&state))).on(|_, _| async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        Ok(Value::from("real work"))
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let execution = runtime.block_on(TestRun::new(&workflow).run(Value::Null));
    assert_eq!(execution.output, Some("real work".into()));
    assert_eq!(execution.elapsed, Duration::ZERO);
}

#[test]
fn the_same_run_has_the_same_history() {
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"token.$": "$$.Task.Token", "name.$": "$$.Execution.Id", "at.$": "$$.State.EnteredTime"},
        "End": true
    });
    let history = |seed| {
        let run = TestRun::mocked(program(&alone(&state))).mock("It", Mock::submits(Value::Null));
        let execution = now(run.random_seed(seed).run(json!({})));
        execution
            .history
            .iter()
            .map(|event| event.to_json().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(history(1), history(1));
    assert_ne!(history(1), history(2));
    let scheduled: Json = serde_json::from_str(&history(1)[2]).unwrap();
    let details = &scheduled["taskScheduledEventDetails"];
    let parameters: Json = serde_json::from_str(details["parameters"].as_str().unwrap()).unwrap();
    assert_eq!(parameters["at"], "2025-01-01T00:00:00.000Z");
    assert_eq!(
        parameters["name"],
        "arn:aws:states:us-east-1:000000000000:execution:workflow:test"
    );
    assert_eq!(details["resourceType"], "sqs");
}

#[test]
#[should_panic(expected = "state `It` was called and has no mock")]
fn a_task_without_a_mock_says_so() {
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true});
    run_alone(&state, json!({}));
}

#[test]
#[should_panic(expected = "no Task of this workflow is named `Itt`")]
fn a_mock_for_no_task_says_so() {
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true});
    let _ = TestRun::mocked(program(&alone(&state))).mock("Itt", Mock::hangs());
}
