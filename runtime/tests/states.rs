//! Pass, Choice, Wait, Succeed, Fail, lambda:invoke, and running on a host.
#[path = "support/asl.rs"]
mod asl;
#[path = "support/machine.rs"]
mod machine;

use asl::program;
use futures_util::FutureExt;
use machine::Closures;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use stepwright::{
    ExecutionError, ExecutionOptions, InMemory, Status, TaskFailure, Value, execute,
    test::{Execution, Mock, TestRun},
};

fn alone(state: &Json) -> Json {
    json!({"StartAt": "It", "States": {"It": state, "Next": {"Type": "Succeed"}}})
}

fn run(state: &Json, input: Json) -> Execution {
    let run = TestRun::mocked(program(&alone(state)));
    run.run(input).now_or_never().expect("no executor needed")
}

fn cause(state: &Json, input: Json) -> String {
    let execution = run(state, input);
    assert_eq!(
        execution.error.as_deref(),
        Some("States.Runtime"),
        "{execution:?}"
    );
    let prefix = "An error occurred while executing the state 'It' (entered at the event id #2). ";
    let cause = execution.cause.unwrap();
    cause
        .strip_prefix(prefix)
        .unwrap_or_else(|| panic!("{cause}"))
        .to_owned()
}

#[test]
fn waits_take_no_time_in_tests() {
    let year = 365 * 24 * 3600;
    let execution = run(
        &json!({"Type": "Wait", "Seconds": year, "Next": "Next"}),
        json!({}),
    );
    assert_eq!(execution.elapsed, Duration::from_secs(year));
    let state = json!({"Type": "Wait", "TimestampPath": "$.at", "Next": "Next"});
    let execution = run(&state, json!({"at": "2025-01-01T01:00:00+00:30"}));
    assert_eq!(execution.elapsed, Duration::from_secs(1800));
    let execution = run(&state, json!({"at": "1999-01-01T00:00:00Z"}));
    assert_eq!(
        (execution.status, execution.elapsed),
        (Status::Succeeded, Duration::ZERO)
    );
}

#[test]
fn a_wait_that_makes_no_sense_is_a_runtime_error() {
    let seconds = json!({"Type": "Wait", "SecondsPath": "$.n", "End": true});
    for (input, expected) in [
        (
            json!({"n": -1}),
            "The SecondsPath parameter references a negative value: $.n == -1",
        ),
        (
            json!({"n": 1.5}),
            "The SecondsPath parameter cannot be parsed as a long value: $.n == 1.5",
        ),
        (
            json!({"n": "x"}),
            "The SecondsPath parameter cannot be parsed as a long value: $.n == x",
        ),
        (
            json!({"n": 100_000_000}),
            "The SecondsPath parameter references a value above 99999999: $.n == 100000000",
        ),
        (
            json!({}),
            "The SecondsPath parameter does not reference an input value: $.n",
        ),
    ] {
        assert_eq!(cause(&seconds, input), expected);
    }
    let timestamp = json!({"Type": "Wait", "TimestampPath": "$.at", "End": true});
    assert_eq!(
        cause(&timestamp, json!({"at": "2025-01-01 00:00:00Z"})),
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: \
         $.at == 2025-01-01 00:00:00Z"
    );
}

#[test]
fn a_choice_without_a_match_fails_as_on_aws() {
    let state = json!({
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Next"}]
    });
    assert_eq!(run(&state, json!({"n": 1})).states(), ["It", "Next"]);
    assert_eq!(
        cause(&state, json!({"n": 2})),
        "Failed to transition out of the state. The state does not point to a next state."
    );
}

#[test]
fn a_fail_state_names_its_error_by_path() {
    let state = json!({"Type": "Fail", "ErrorPath": "$.e", "CausePath": "$.c"});
    let execution = run(&state, json!({"e": "Mine", "c": "Why"}));
    assert_eq!(
        (execution.error.as_deref(), execution.cause.as_deref()),
        (Some("Mine"), Some("Why"))
    );
    assert_eq!(
        run(&state, json!({"e": 1, "c": ""})).error.as_deref(),
        Some("States.Runtime")
    );
    let execution = run(&json!({"Type": "Fail"}), json!({}));
    assert_eq!((execution.error, execution.cause), (None, None));
}

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
    let execution = TestRun::new(&workflow)
        .run(json!({"n": 1}))
        .now_or_never()
        .unwrap();
    let envelope = json!({"ExecutedVersion": "$LATEST", "Payload": "out", "StatusCode": 200});
    assert_eq!(execution.output, Some(envelope.into()));
    assert_eq!(
        execution.calls[0].parameters,
        json!({"FunctionName": "f", "Payload": {"n": 1}}).into()
    );
    let raw =
        TestRun::mocked(program(&definition)).mock("It", Mock::returns_raw(json!({"Payload": 2})));
    let execution = raw.run(json!({"n": 1})).now_or_never().unwrap();
    assert_eq!(execution.output, Some(json!({"Payload": 2}).into()));
}

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
        run.run_state("It", json!({"in": 1}))
            .now_or_never()
            .unwrap()
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
        let execution = run.random_seed(seed).run(json!({})).now_or_never().unwrap();
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
    run(&state, json!({}));
}

#[test]
#[should_panic(expected = "no Task of this workflow is named `Itt`")]
fn a_mock_for_no_task_says_so() {
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true});
    let _ = TestRun::mocked(program(&alone(&state))).mock("Itt", Mock::hangs());
}

#[test]
fn typed_documents_move_from_handler_to_handler() {
    static COPIES: AtomicUsize = AtomicUsize::new(0);

    #[derive(Deserialize)]
    struct Order {
        id: u64,
    }
    impl Serialize for Order {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            COPIES.fetch_add(1, Ordering::SeqCst);
            serializer.serialize_u64(self.id)
        }
    }
    let task = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish"});
    let mut definition = alone(&task);
    definition["States"]["It"]["Next"] = json!("Between");
    definition["States"]["Between"] = json!({"Type": "Pass", "Next": "Second"});
    definition["States"]["Second"] = task.clone();
    definition["States"]["Second"]["End"] = json!(true);
    let workflow = Closures::new(program(&definition));
    let pass = |input: Value, _| async move {
        let order: Order = input
            .take()
            .map_err(|error| TaskFailure::new("Input", error.to_string()))?;
        Ok(Value::typed(Order { id: order.id + 1 }))
    };
    let workflow = workflow.on(pass).on(pass);
    let input = Value::typed(Order { id: 1 });
    let host = InMemory::new();
    let future = execute(&workflow, &host, &ExecutionOptions::DEFAULT, input);
    let output: Value = future.now_or_never().unwrap().unwrap();
    assert_eq!(output.take::<Order>().map(|order| order.id), Ok(3));
    assert_eq!(COPIES.load(Ordering::SeqCst), 0, "nothing was serialised");
}

#[test]
fn an_observer_sees_every_event() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let host = InMemory::new().observed(move |event| log.lock().unwrap().push(event.event_type()));
    let workflow = Closures::new(program(&alone(&json!({"Type": "Pass", "Next": "Next"}))));
    let result = execute(&workflow, &host, &ExecutionOptions::DEFAULT, Value::Null).now_or_never();
    assert_eq!(result, Some(Ok(Value::Null)));
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "SucceedStateEntered",
            "SucceedStateExited",
            "ExecutionSucceeded"
        ]
    );
}

#[test]
fn errors_say_everything_in_one_line() {
    let error = ExecutionError {
        status: Status::Failed,
        error: "CardDeclined".to_owned(),
        cause: Some("no funds".to_owned()),
        state: Some("Pay"),
    };
    assert_eq!(
        error.to_string(),
        "execution failed in state `Pay`: CardDeclined: no funds"
    );
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
    let execution = run.run(json!({"wall": 1})).now_or_never().unwrap();
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

#[test]
fn executions_may_move_between_threads() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let workflow = Closures::new(program(&alone(&json!({"Type": "Pass", "Next": "Next"}))));
    let host = InMemory::new();
    drop(is_send(execute(
        &workflow,
        &host,
        &ExecutionOptions::DEFAULT,
        Value::Null,
    )));
    drop(is_send(TestRun::new(&workflow).run(Value::Null)));
}
