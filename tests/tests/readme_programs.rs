//! The README's programs, as they stand there: `readme.rs` sees to that.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::objects::DirectoryStore;
use stepwright::test::{InspectionLevel, Mock, MockConfig, TestRun, TestState, TestStatus};
use stepwright::{InMemory, Registry, Shape, Status, TaskError, include_workflow};

include_workflow!("../examples/quick-start/order.asl.json");

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    order_id: String,
}

#[derive(Debug, TaskError)]
#[allow(dead_code, reason = "the mock fails with it")]
enum OrderError {
    Unreachable,
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn validate_order(&self, order: Order) -> Result<Order, OrderError> {
        Ok(order)
    }

    async fn process_payment(&self, order: Order) -> Result<Order, OrderError> {
        Ok(order)
    }
}

#[test]
#[rustfmt::skip]
fn the_proof_is_printed_and_asserted() {
    let proof = order::Workflow::<Shop>::PROOF;
    println!("{proof}"); // per state, how many are proven, and which are open and why
    assert_eq!(proof.open().count(), 0, "{proof}");
}

#[tokio::test]
#[rustfmt::skip]
async fn a_run_on_the_virtual_clock() {
    let workflow = order::Workflow::new(Shop);
    let run = TestRun::new(&workflow)
        .mock("Process Payment", Mock::sequence([Mock::fails("Unreachable", "try again"), Mock::returns(json!({ "ok": true }))]))
        .run(json!({ "order_id": "1", "amount_cents": 100 }))
        .await;
    assert_eq!(run.states(), ["Validate Order", "Process Payment"]);
    assert_eq!(run.elapsed, Duration::from_secs(2));
}

#[tokio::test]
#[rustfmt::skip]
async fn pictures_are_written() -> std::io::Result<()> {
    use stepwright::graph::{Mark, Status};
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let run = TestRun::new(&order::Workflow::new(Shop)).run(json!({ "order_id": "1" })).await;
    std::fs::write(folder.join("order.svg"), order::GRAPH.svg())?; // also `mermaid()`, for GitHub, and `dot()`, for Graphviz
    let picture = order::GRAPH.of(&run.history); // what succeeded, failed, was caught, was tried again, still runs
    std::fs::write(folder.join("run.svg"), picture.svg())?;
    let marked = order::GRAPH.picture().mark("Process Payment", Mark::new(Status::Failed).retried(3));
    assert!(marked.mermaid().contains("failed, 3 retries"));
    Ok(())
}

#[tokio::test]
#[rustfmt::skip]
async fn mocks_from_a_file() -> Result<(), Box<dyn std::error::Error>> {
    let mocks = MockConfig::parse(include_str!("MockConfigFile.json"))?;
    let run = TestRun::mocked(&order::PROGRAM).mock_config(&mocks, "OrderMachine", "UnreachableOnce")?;
    let run = run.run(json!({ "order_id": "1" })).await;
    assert_eq!(run.status, Status::Succeeded);
    Ok(())
}

#[tokio::test]
#[rustfmt::skip]
async fn one_state_as_test_state_tests_it() -> Result<(), Box<dyn std::error::Error>> {
    let test = TestState::of("Process Payment")
        .input(json!({ "order_id": "1" }))
        .fails("Unreachable", "try again")
        .level(InspectionLevel::Debug);
    let test = TestRun::mocked(&order::PROGRAM).test_state(test).await?;
    assert_eq!(test.status, TestStatus::Retriable);
    println!("{:#}", test.to_json());
    Ok(())
}

#[tokio::test]
#[rustfmt::skip]
async fn a_host_with_all_it_may_have() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir();
    let host = InMemory::new()
        .with_registry(Registry::new().with("OrderMachine", order::Workflow::new(Shop)))
        .with_objects(DirectoryStore::new(folder));
    let workflow = order::Workflow::new(Shop).on(host);
    let order = workflow.run(Order { order_id: "1".to_owned() }).await?;
    assert_eq!(order.order_id, "1");
    Ok(())
}
