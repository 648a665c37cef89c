//! What a handler gives is what the next one takes: moved where the types are the same, else by way of JSON.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use stepwright::test::{Mock, TestRun};
use stepwright::{TaskError, include_workflow};
use stepwright_tests::now;

include_workflow!("workflows/documents.asl.json");
include_workflow!("workflows/read.asl.json");
// With a Retry, for whose sake the input is kept: such a Task takes its input by way of JSON.
include_workflow!("workflows/retried.asl.json");

/// A document that cannot be JSON.
#[derive(Debug, PartialEq)]
struct Opaque(Box<u32>);

impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("a document was serialised")
    }
}

impl<'de> Deserialize<'de> for Opaque {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        panic!("a document was deserialised")
    }
}

struct Moves;

#[stepwright::handlers(documents)]
impl Moves {
    async fn make(&self, Opaque(number): Opaque) -> Result<Opaque, Infallible> {
        Ok(Opaque(number))
    }

    async fn take(&self, opaque: Opaque) -> Result<Opaque, Infallible> {
        Ok(Opaque(Box::new(*opaque.0 + 1)))
    }
}

#[tokio::test(start_paused = true)]
async fn a_document_of_the_same_type_is_moved() {
    let workflow = documents::Workflow::new(Moves);
    // Through a Wait and a Pass, which do not look at it.
    let output = workflow.run(Opaque(Box::new(1))).await;
    assert_eq!(output, Ok(Opaque(Box::new(2))));
}

thread_local! {
    /// How often a `Made` was serialised; a test has its thread for itself.
    static WRITTEN: Cell<usize> = const { Cell::new(0) };
}

#[derive(Deserialize)]
struct Made {
    number: u32,
}

impl Serialize for Made {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WRITTEN.set(WRITTEN.get() + 1);
        serde_json::json!({ "number": self.number, "note": "more than is taken" })
            .serialize(serializer)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Taken {
    number: i64,
    #[serde(default)]
    spare: Option<bool>,
}

#[derive(Debug, TaskError)]
enum TakeError {
    Jammed,
}

#[derive(Default)]
struct Converts {
    jams: AtomicUsize,
    taken: Mutex<Vec<Taken>>,
}

#[stepwright::handlers(retried)]
impl Converts {
    async fn make(&self, number: u32) -> Result<Made, Infallible> {
        Ok(Made { number })
    }

    async fn take(&self, taken: Taken) -> Result<Taken, TakeError> {
        self.taken.lock().unwrap().push(taken.clone());
        if self.jams.load(Ordering::SeqCst) == 0 {
            return Ok(taken);
        }
        self.jams.fetch_sub(1, Ordering::SeqCst);
        Err(TakeError::Jammed)
    }
}

#[tokio::test(start_paused = true)]
async fn a_document_of_another_type_is_converted_once() {
    let workflow = retried::Workflow::new(Converts::default());
    let output = workflow.run(3).await;
    assert_eq!(
        output,
        Ok(Taken {
            number: 3,
            spare: None
        })
    );
    assert_eq!(WRITTEN.get(), 1);
}

#[test]
fn a_retry_gets_the_same_document_again() {
    let jams = Converts {
        jams: AtomicUsize::new(2),
        ..Converts::default()
    };
    let workflow = retried::Workflow::new(jams);
    let execution = now(TestRun::new(&workflow).run(4_u32));
    let taken = workflow.handlers().taken.lock().unwrap();
    assert_eq!(
        *taken,
        vec![
            Taken {
                number: 4,
                spare: None
            };
            3
        ]
    );
    assert_eq!(execution.elapsed, Duration::from_secs(3600 + 5 + 10));
}

#[test]
fn a_mock_stands_in_for_a_typed_handler() {
    let workflow = retried::Workflow::new(Converts::default());
    let run = TestRun::new(&workflow).mock("Make", Mock::returns(serde_json::json!({"number": 9})));
    let output = now(run.run(1_u32)).output.unwrap();
    assert_eq!(
        output.take(),
        Ok(Taken {
            number: 9,
            spare: None
        })
    );
}

/// What may have no JSON form: the keys of a map that are no strings.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Given {
    Number { number: u32 },
    Pairs(BTreeMap<(u8, u8), u8>),
}

struct Gives;

#[stepwright::handlers(read)]
impl Gives {
    async fn give(&self, number: u32) -> Result<Given, Infallible> {
        Ok(match number {
            0 => Given::Pairs(BTreeMap::from([((1, 2), 3)])),
            number => Given::Number { number },
        })
    }

    async fn again(&self, given: Given) -> Result<Given, Infallible> {
        Ok(match given {
            Given::Number { number: 1 } => Given::Pairs(BTreeMap::from([((1, 2), 3)])),
            other => other,
        })
    }
}

#[tokio::test]
async fn a_document_without_a_json_form_fails_the_state_that_reads_it() {
    let workflow = read::Workflow::new(Gives);
    let output: serde_json::Value = workflow.run(2).await.unwrap().into();
    assert_eq!(output, serde_json::json!([{"number": 2}]));
    for (number, state, what) in [(0, "Is it there?", "input"), (1, "Twice", "result")] {
        let error = workflow.run(number).await.unwrap_err();
        assert_eq!(
            (error.error.as_str(), error.state),
            ("States.Runtime", Some(state))
        );
        let cause = error.cause.unwrap();
        let end = format!("The state's {what} has no JSON form: key must be a string");
        assert!(cause.ends_with(&end), "{cause}");
    }
}

#[tokio::test]
async fn an_execution_may_be_spawned() {
    let workflow = Arc::new(retried::Workflow::new(Converts::default()));
    tokio::time::pause();
    let running: Vec<_> = (0..3)
        .map(|number| {
            let workflow = workflow.clone();
            tokio::spawn(async move { workflow.run(number).await })
        })
        .collect();
    for (number, running) in (0..).zip(running) {
        assert_eq!(
            running.await.unwrap(),
            Ok(Taken {
                number,
                spare: None
            })
        );
    }
}
