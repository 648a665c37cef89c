//! The host in memory, seen from outside.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::test::TestRun;
use stepwright::{ExecutionError, ExecutionOptions, InMemory, Status, TaskFailure, Value, execute};
use stepwright_tests::{Closures, now, program};

use crate::support::{alone, branch, task};

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
