//! Parallel and Map with typed handlers.

use std::convert::Infallible;
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use stepwright::test::TestRun;
use stepwright::{Status, TaskContext, TaskError, Value, include_workflow};
use stepwright_tests::now;

include_workflow! { mod regions = "workflows/regions.asl.json", input: Order }

#[derive(Clone, Serialize, Deserialize)]
struct Order {
    customer: u32,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    item: String,
    amount: u32,
}

#[derive(Deserialize)]
struct OfOrder {
    line: Line,
    at: usize,
    #[serde(rename = "for")]
    name: String,
}

#[derive(Debug, TaskError)]
enum ReserveError {
    Busy,
    SoldOut { item: String },
}

impl std::fmt::Display for ReserveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReserveError::Busy => f.write_str("later"),
            ReserveError::SoldOut { item } => write!(f, "no {item} left"),
        }
    }
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Problem {
    error: String,
    cause: String,
}

#[derive(Default)]
struct Shop {
    keys: Mutex<Vec<String>>,
}

#[stepwright::handlers(regions)]
impl Shop {
    async fn stock(&self, order: Order) -> Result<usize, Infallible> {
        Ok(order.lines.len())
    }

    async fn customer(&self, number: u32) -> Result<String, Infallible> {
        Ok(format!("customer {number}"))
    }

    async fn reserve(&self, of: OfOrder, context: &TaskContext) -> Result<String, ReserveError> {
        self.keys.lock().unwrap().push(context.idempotency_key());
        context.sleep(Duration::from_secs(10)).await;
        match of.line.item.as_str() {
            "ink" => Err(ReserveError::SoldOut { item: of.line.item }),
            "pad" if context.attempt() == 0 => Err(ReserveError::Busy),
            item => Ok(format!(
                "{}: {} {item} for {}",
                of.at, of.line.amount, of.name
            )),
        }
    }

    async fn apologise(&self, problem: Problem) -> Result<String, Infallible> {
        Ok(format!("sorry, {} ({})", problem.cause, problem.error))
    }
}

fn order(items: &[&str]) -> Order {
    let line = |item: &&str| Line {
        item: (*item).to_owned(),
        amount: 2,
    };
    Order {
        customer: 5,
        lines: items.iter().map(line).collect(),
    }
}

#[test]
fn branches_and_iterations_call_typed_handlers() {
    let workflow = regions::Workflow::new(Shop::default());
    let execution = now(TestRun::new(&workflow).run(order(&["pen", "pad", "cap"])));
    assert_eq!(execution.status, Status::Succeeded, "{execution:?}");
    let output: Vec<String> = execution.output.unwrap().take().unwrap();
    assert_eq!(
        output,
        [
            "0: 2 pen for customer 5",
            "1: 2 pad for customer 5",
            "2: 2 cap for customer 5"
        ]
    );
    // Two at a time: the pad's second try, a second after its first, beside the cap.
    assert_eq!(execution.elapsed, Duration::from_secs(10 + 1 + 10));
}

#[test]
fn each_iteration_has_a_key_of_its_own() {
    let workflow = regions::Workflow::new(Shop::default());
    now(TestRun::new(&workflow).run(order(&["pen", "pad", "cap"])));
    let mut keys = workflow.handlers().keys.lock().unwrap().clone();
    assert_eq!(keys.len(), 4);
    keys.sort();
    keys.dedup();
    assert_eq!(
        keys.len(),
        3,
        "a retry has the key of its first attempt: {keys:?}"
    );
    assert!(
        keys[0].ends_with(":execution:regions:test/Each line#1[0]/Reserve#0"),
        "{}",
        keys[0]
    );
}

#[tokio::test(start_paused = true)]
async fn a_typed_error_in_an_iteration_is_caught_outside() {
    let workflow = regions::Workflow::new(Shop::default());
    let output: Value = workflow.run(order(&["pen", "ink"])).await.unwrap();
    assert_eq!(output.as_str(), Some("sorry, no ink left (SoldOut)"));
}
