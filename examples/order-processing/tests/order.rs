//! The order workflow, in memory and on the test host.

use order_processing::{Notification, Order, Shop, declared, order};
use serde_json::json;
use stepwright::test::{Mock, TestRun};

fn good() -> Order {
    Order {
        order_id: "1234".to_owned(),
        amount_cents: 4200,
        card: "4111 1111 1111 1111".to_owned(),
    }
}

#[tokio::test]
async fn a_good_order_reaches_the_customer() {
    let notification = order::Workflow::new(Shop).run(good()).await.unwrap();
    assert_eq!(
        notification,
        Notification {
            status: "Customer Notified".to_owned(),
            order_id: "1234".to_owned()
        }
    );
    assert_eq!(
        serde_json::to_string(&notification).unwrap(),
        r#"{"status":"Customer Notified","order_id":"1234"}"#
    );
}

#[tokio::test]
async fn the_machine_declared_in_rust_is_the_same() {
    let read = |text| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(read(declared::order::ASL), read(order::ASL));
    let included = order::Workflow::new(Shop).run(good()).await;
    assert_eq!(
        declared::order::Workflow::new(Shop).run(good()).await,
        included
    );
    let proof = declared::order::Workflow::<Shop>::PROOF;
    assert_eq!(proof.open().count(), 0, "{proof}");
}

#[tokio::test]
async fn a_declined_card_fails_the_execution_with_its_name_and_cause() {
    let declined = Order {
        card: "4111 1111 1111 0000".to_owned(),
        ..good()
    };
    let error = order::Workflow::new(Shop).run(declined).await.unwrap_err();
    assert_eq!(error.error, "CardDeclined");
    assert_eq!(
        error.cause.as_deref(),
        Some("the card was declined: insufficient funds")
    );
    assert_eq!(error.state, Some("Process Payment"));
}

#[tokio::test]
async fn an_empty_order_is_rejected_before_anything_is_charged() {
    let workflow = order::Workflow::new(Shop);
    let run = TestRun::new(&workflow)
        .run(json!({ "order_id": "1", "amount_cents": 0, "card": "4" }))
        .await;
    assert_eq!(run.states(), ["Validate Order"]);
    assert_eq!(run.error.as_deref(), Some("EmptyOrder"));
    assert_eq!(
        run.cause.as_deref(),
        Some("EmptyOrder"),
        "without `Display`, the cause is the `Debug` form"
    );
}

#[tokio::test]
async fn the_documents_between_the_states_are_those_of_the_handlers() {
    let workflow = order::Workflow::new(Shop);
    let run = TestRun::new(&workflow).run(good()).await;
    assert_eq!(
        run.states(),
        [
            "Validate Order",
            "Process Payment",
            "Ship Order",
            "Notify Customer"
        ]
    );
    let inputs: Vec<_> = run
        .calls
        .iter()
        .map(|call| serde_json::Value::from(call.input.clone()))
        .collect();
    assert_eq!(
        inputs[2],
        json!({ "status": "Payment Processed", "order_id": "1234" })
    );
    assert_eq!(
        inputs[3],
        json!({ "status": "Order Shipped", "order_id": "1234", "tracking_id": "TRAC1234" })
    );
}

#[tokio::test]
async fn an_order_that_takes_too_long_times_out() {
    let workflow = order::Workflow::new(Shop);
    let run = TestRun::new(&workflow)
        .mock("Ship Order", Mock::hangs())
        .run(good())
        .await;
    assert_eq!(run.error.as_deref(), Some("States.Timeout"));
    assert_eq!(
        run.elapsed.as_secs(),
        600,
        "the definition's TimeoutSeconds, on the virtual clock"
    );
}

#[test]
fn everything_is_proven_while_it_compiles() {
    let proof = order::Workflow::<Shop>::PROOF;
    assert_eq!(proof.open().count(), 0, "{proof}");
}
