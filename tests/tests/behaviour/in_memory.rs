//! The host in memory, seen from outside.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::test::TestRun;
use stepwright::{ExecutionError, ExecutionOptions, InMemory, Status, TaskFailure, Value, execute};
use stepwright_tests::{Closures, now, program};

use crate::support::{alone, branch, task, with};

#[test]
fn an_observer_sees_every_event() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let host = InMemory::new().observed(move |event| log.lock().unwrap().push(event.event_type()));
    let workflow = Closures::new(program(&alone(&json!({"Type": "Pass", "Next": "Next"}))));
    let result = now(execute(
        &workflow,
        &host,
        &ExecutionOptions::DEFAULT,
        Value::Null,
    ));
    assert_eq!(result, Ok(Value::Null));
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
    let output: Value = now(future).unwrap();
    assert_eq!(output.take::<Order>().map(|order| order.id), Ok(3));
    assert_eq!(COPIES.load(Ordering::SeqCst), 0, "nothing was serialised");
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
    let each = json!({"Type": "Map", "ItemProcessor": branch("Work", &task()), "End": true});
    let definition = alone(&each);
    let workflow = Closures::new(program(&definition)).on(move |_, _| {
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

/// For executions of more events than AWS allows.
const LONG: ExecutionOptions = ExecutionOptions {
    history_limit: None,
    ..ExecutionOptions::DEFAULT
};

/// A loop without an end, as `wrap` holds it.
fn endless(wrap: &str) -> serde_json::Value {
    let states = json!({"Again": {"Type": "Pass", "Next": "And again"}, "And again": {"Type": "Pass", "Next": "Again"}});
    let region = json!({"StartAt": "Again", "States": states});
    match wrap {
        "machine" => region,
        "Parallel" => alone(
            &json!({"Type": "Parallel", "Branches": [region, branch("Pass", &json!({"Type": "Pass", "End": true}))], "End": true}),
        ),
        "Map" => alone(&json!({"Type": "Map", "ItemProcessor": region, "End": true})),
        _ => {
            let config = json!({"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"});
            let processor = with(region, &json!({"ProcessorConfig": config}));
            alone(&json!({"Type": "Map", "ItemProcessor": processor, "End": true}))
        }
    }
}

#[tokio::test]
async fn a_loop_that_never_waits_can_be_cancelled() {
    let host = InMemory::new();
    for wrap in ["machine", "Parallel", "Map", "distributed Map"] {
        let workflow = Closures::new(program(&endless(wrap)));
        let items = Value::from(json!([1, 2, 3]));
        let execution = execute(&workflow, &host, &LONG, items);
        let limited = tokio::time::timeout(Duration::from_millis(5), execution).await;
        assert!(limited.is_err(), "{wrap}");
    }
}

#[tokio::test]
async fn a_loop_that_never_waits_times_out() {
    let definition = with(endless("Parallel"), &json!({"TimeoutSeconds": 1}));
    let workflow = Closures::new(program(&definition));
    let host = InMemory::new();
    let result = execute(&workflow, &host, &LONG, Value::Null).await;
    assert_eq!(result.unwrap_err().status, Status::TimedOut);
}

#[tokio::test]
async fn many_items_that_never_wait_can_be_cancelled() {
    let each = json!({"Type": "Map", "ItemProcessor": branch("Pass", &json!({"Type": "Pass", "End": true})), "End": true});
    let workflow = Closures::new(program(&alone(&each)));
    let host = InMemory::new();
    let items: Value = (0..3_000_000_u64).map(Value::from).collect();
    let execution = execute(&workflow, &host, &LONG, items);
    let limited = tokio::time::timeout(Duration::from_millis(5), execution).await;
    assert!(limited.is_err());
}

#[tokio::test]
async fn a_document_may_be_nested_deeper_than_the_stack_is() {
    let levels = 20_000_u64;
    let again = json!({"Variable": "$.level", "NumericLessThan": levels, "Next": "Nest"});
    let definition = json!({
        "StartAt": "Deep enough?",
        "States": {
            "Deep enough?": {"Type": "Choice", "Choices": [again], "Default": "Enough"},
            "Nest": {
                "Type": "Pass",
                "Parameters": {"level.$": "States.MathAdd($.level, 1)", "in.$": "States.Array($)"},
                "Next": "Deep enough?"
            },
            "Enough": {"Type": "Succeed"}
        }
    });
    let workflow = Closures::new(program(&definition));
    let host = InMemory::new();
    // The stack of a test's thread is 2 MiB.
    let output = execute(&workflow, &host, &LONG, json!({"level": 0}).into()).await;
    let output = output.unwrap();
    assert_eq!(output.get("level"), Some(&Value::from(levels)));
    let text = output.to_string();
    assert_eq!(text.matches("\"in\":[").count(), 20_000);
    assert_eq!(output.json_len(usize::MAX), text.len());
    drop(output);
}

#[tokio::test(flavor = "multi_thread")]
async fn executions_are_spawned_and_wait_for_several_callbacks_at_once() {
    let ask = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true});
    let branches = json!([branch("A", &ask), branch("B", &ask)]);
    let definition = alone(&json!({"Type": "Parallel", "Branches": branches, "End": true}));
    let host = Arc::new(InMemory::new());
    let tokens = host.task_tokens();
    let ask = move |_, context: stepwright::TaskContext| {
        let tokens = tokens.clone();
        async move {
            let token = context.token().cloned().unwrap();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(2)).await;
                tokens.succeed(&token, context.state_name()).unwrap();
                assert!(tokens.succeed(&token, "twice").is_err());
                assert!(tokens.fail(&token, None, None).is_err());
                assert!(tokens.heartbeat(&token).is_err());
            });
            Ok(Value::Null)
        }
    };
    let workflow = Arc::new(Closures::new(program(&definition)).on(ask.clone()).on(ask));
    let executions: Vec<_> = (0..20)
        .map(|_| {
            let (workflow, host) = (workflow.clone(), host.clone());
            let options = ExecutionOptions::DEFAULT;
            tokio::spawn(async move { execute(&*workflow, &*host, &options, Value::Null).await })
        })
        .collect();
    for execution in executions {
        let output = execution.await.unwrap();
        assert_eq!(output, Ok(json!(["A", "B"]).into()));
    }
    assert!(host.task_tokens().open().is_empty());
}
