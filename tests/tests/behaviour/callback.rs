//! Tasks that wait for a callback or a job.

use std::thread;
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::task::TokenError;
use stepwright::test::{Execution, Mock, TestRun};
use stepwright::{ExecutionOptions, InMemory, Status, Value, execute};
use stepwright_tests::{Closures, now, program};

fn callback(fields: &Json) -> Json {
    let mut state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"MessageBody": {"token.$": "$$.Task.Token"}},
        "End": true
    });
    state
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    json!({"StartAt": "Ask", "States": {"Ask": state}})
}

fn finish(run: TestRun<'_>) -> Execution {
    now(run.run(json!({})))
}

#[test]
fn the_token_in_the_context_object_is_the_handlers() {
    let run = TestRun::mocked(program(&callback(&json!({}))));
    let mock =
        Mock::submits("sent").then_succeeds_after(Duration::from_secs(90), json!({"yes": true}));
    let execution = finish(run.mock("Ask", mock));
    assert_eq!(execution.output, Some(json!({"yes": true}).into()));
    assert_eq!(execution.elapsed, Duration::from_secs(90));
    let call = &execution.calls[0];
    let token = call
        .parameters
        .get("MessageBody")
        .and_then(|body| body.get("token"))
        .and_then(Value::as_str);
    assert!(token.is_some());
    assert_eq!(token, call.token.as_deref());
}

#[test]
fn an_answer_that_comes_before_the_handler_returns_is_kept() {
    let definition = callback(&json!({}));
    let workflow = Closures::new(program(&definition));
    let run_tokens = |run: &TestRun<'_>| run.tokens();
    // The handler needs the handle of the run it is called by.
    let slot = std::sync::Arc::new(std::sync::Mutex::new(None::<stepwright::TaskTokens>));
    let tokens = slot.clone();
    let workflow = workflow.on(move |_, context| {
        let tokens = tokens.lock().unwrap().clone().unwrap();
        async move {
            let token = context.token().unwrap();
            tokens.succeed(token, "early").unwrap();
            assert_eq!(
                tokens.succeed(token, "twice"),
                Err(TokenError::TaskTimedOut)
            );
            context.sleep(Duration::from_secs(1)).await;
            Ok(Value::from("sent"))
        }
    });
    let run = TestRun::new(&workflow);
    *slot.lock().unwrap() = Some(run_tokens(&run));
    let execution = finish(run);
    assert_eq!(execution.output, Some("early".into()));
    assert_eq!(
        execution.event_types()[3..6],
        ["TaskStarted", "TaskSubmitted", "TaskSucceeded"]
    );
}

#[test]
fn heartbeats_keep_a_callback_alive() {
    let definition = callback(&json!({"HeartbeatSeconds": 10}));
    let run = |mock| finish(TestRun::mocked(program(&definition)).mock("Ask", mock));
    let slow = Duration::from_secs(35);
    let execution = run(Mock::submits("sent")
        .then_heartbeats_every(Duration::from_secs(9), 3)
        .then_succeeds_after(slow, 1_u64));
    assert_eq!(execution.status, Status::Succeeded);
    let execution = run(Mock::submits("sent")
        .then_heartbeats_every(Duration::from_secs(9), 2)
        .then_succeeds_after(slow, 1_u64));
    assert_eq!(execution.error.as_deref(), Some("States.Timeout"));
    assert_eq!(
        execution.elapsed,
        Duration::from_secs(28),
        "ten after the last heartbeat"
    );
}

#[test]
fn a_token_is_forgotten_with_its_task() {
    let definition = callback(&json!({"TimeoutSeconds": 3}));
    let run = TestRun::mocked(program(&definition)).mock("Ask", Mock::submits("sent"));
    let tokens = run.tokens();
    let execution = finish(run);
    assert_eq!(execution.error.as_deref(), Some("States.Timeout"));
    let token = execution.calls[0].token.clone().unwrap();
    let late = tokens.succeed(&token, Value::Null).unwrap_err();
    assert_eq!(
        late.to_string(),
        "TaskTimedOut: the task waits no longer: it was answered already, timed out, failed or was cancelled"
    );
    assert_eq!(tokens.heartbeat(&token), Err(TokenError::TaskTimedOut));
    assert!(tokens.open().is_empty());
}

#[test]
fn a_token_of_another_host_is_told_from_text_that_is_no_token() {
    let run = |seed| {
        let run = TestRun::mocked(program(&callback(&json!({})))).random_seed(seed);
        let execution = finish(run.mock("Ask", Mock::submits("sent")));
        execution.calls[0].token.clone().unwrap()
    };
    assert_eq!(run(1), run(1), "a test's tokens are the same every time");
    assert_ne!(run(1), run(2));
    let tokens = InMemory::new().task_tokens();
    assert_eq!(
        tokens.fail(&run(1), None, None),
        Err(TokenError::TaskDoesNotExist),
        "in memory nobody can make a token from what is known of its host"
    );
    assert_eq!(tokens.heartbeat("mine"), Err(TokenError::InvalidToken));
}

#[test]
fn an_invoked_function_s_callback_is_the_result_as_it_was_sent() {
    let definition = json!({
        "StartAt": "Ask",
        "States": {"Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {"FunctionName": "f", "Payload": {"token.$": "$$.Task.Token"}},
            "End": true
        }}
    });
    let slot = std::sync::Arc::new(std::sync::Mutex::new(None::<stepwright::TaskTokens>));
    let tokens = slot.clone();
    let workflow = Closures::new(program(&definition)).on(move |payload, _| {
        let tokens = tokens.lock().unwrap().clone().unwrap();
        let token = payload.get("token").and_then(Value::as_str).unwrap();
        tokens.succeed(token, json!({"approved": true})).unwrap();
        async { Ok(Value::from("asked")) }
    });
    let run = TestRun::new(&workflow);
    *slot.lock().unwrap() = Some(run.tokens());
    let execution = finish(run);
    assert_eq!(execution.output, Some(json!({"approved": true}).into()));
    let outputs: Vec<_> = execution.history[4..6]
        .iter()
        .map(|event| (event.event_type(), event.to_flat_json()["output"].clone()))
        .collect();
    assert_eq!(
        outputs,
        [
            (
                "TaskSubmitted",
                json!({"ExecutedVersion": "$LATEST", "Payload": "asked", "StatusCode": 200})
            ),
            ("TaskSucceeded", json!({"approved": true}))
        ]
    );
}

#[test]
fn a_callback_that_never_comes_leaves_the_execution_running() {
    let run = TestRun::mocked(program(&callback(&json!({}))));
    let execution = finish(run.mock("Ask", Mock::submits("sent")));
    assert_eq!(
        (execution.status, execution.output),
        (Status::Running, None)
    );
    assert_eq!(
        execution.history.last().unwrap().event_type(),
        "TaskSubmitted"
    );
}

#[test]
fn a_job_is_submitted_and_then_done() {
    let definition = json!({
        "StartAt": "Job",
        "States": {"Job": {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "End": true}}
    });
    let workflow = Closures::new(program(&definition)).on(|_, context| async move {
        context.submitted(json!({"JobId": "1"}));
        context.sleep(Duration::from_secs(60)).await;
        Ok(Value::from(json!({"Status": "SUCCEEDED"})))
    });
    let execution = finish(TestRun::new(&workflow));
    assert_eq!(
        execution.output,
        Some(json!({"Status": "SUCCEEDED"}).into())
    );
    let submitted = &execution.history[4];
    assert_eq!(submitted.event_type(), "TaskSubmitted");
    assert_eq!(submitted.to_flat_json()["output"], json!({"JobId": "1"}));
    assert_eq!(execution.history[5].event_type(), "TaskSucceeded");
}

#[tokio::test]
async fn callbacks_come_from_any_thread() {
    let host = InMemory::new();
    let tokens = host.task_tokens();
    let workflow = Closures::new(program(&callback(&json!({})))).on(move |input, _| {
        let tokens = tokens.clone();
        let body = input.get("MessageBody").and_then(|body| body.get("token"));
        let token = body.and_then(Value::as_str).unwrap().to_owned();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            tokens.fail(&token, Some("Refused"), None).unwrap();
        });
        async { Ok(Value::Null) }
    });
    let result = execute(&workflow, &host, &ExecutionOptions::DEFAULT, Value::Null).await;
    let error = result.unwrap_err();
    assert_eq!((error.error.as_str(), error.cause), ("Refused", None));
}
