//! The machine declared in Rust is that of the file, and runs the same way with the same handlers.

use serde_json::{Value, json};
use stepwright::test::TestRun;
use vehicle_cancellation::{Dealer, cancellation, declared};

#[test]
fn both_forms_are_one_definition() {
    let read = |text| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(read(declared::cancellation::ASL), read(cancellation::ASL));
}

#[test]
fn all_of_it_is_proven() {
    let proof = declared::cancellation::Workflow::<Dealer>::PROOF;
    assert_eq!(proof.open().count(), 0, "{proof}");
}

#[tokio::test]
async fn both_forms_run_alike() {
    let order = json!({
        "orderId": "V-1001",
        "customer": { "id": "C-7", "email": "c7@example.com" },
        "vehicle": { "modelCode": "GT", "inProduction": false },
        "reason": "moved abroad"
    });
    let dealer = || Dealer::with_busy_bureau(1);
    let included = cancellation::Workflow::new(dealer());
    let declared = declared::cancellation::Workflow::new(dealer());
    let included = TestRun::new(&included)
        .execution_name("one")
        .run(order.clone())
        .await;
    let declared = TestRun::new(&declared)
        .execution_name("one")
        .run(order)
        .await;
    assert_eq!(declared.output, included.output);
    assert_eq!(declared.states(), included.states());
    assert!(declared.output.is_some(), "it is cancelled");
}
