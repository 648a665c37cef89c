//! The vehicle cancellation on the test host: its 3 s hold and its retries take no time.

use std::time::{Duration, Instant};

use serde_json::json;
use stepwright::test::{Execution, Mock, TestRun};
use vehicle_cancellation::{CancelOrder, Customer, Dealer, Vehicle, cancellation};

fn order(in_production: bool) -> CancelOrder {
    CancelOrder {
        order_id: "V-1001".to_owned(),
        customer: Customer {
            id: "C-7".to_owned(),
            email: "c7@example.com".to_owned(),
        },
        vehicle: Vehicle {
            model_code: "GT".to_owned(),
            in_production,
        },
        reason: "moved abroad".to_owned(),
    }
}

async fn run(dealer: Dealer, in_production: bool) -> Execution {
    let workflow = cancellation::Workflow::new(dealer);
    TestRun::new(&workflow)
        .execution_name("cancel-1")
        .run(order(in_production))
        .await
}

#[tokio::test]
async fn an_eligible_order_is_cancelled() {
    let started = Instant::now();
    let run = run(Dealer::default(), false).await;
    let output = serde_json::Value::from(run.output.clone().unwrap());
    assert_eq!(output["status"], "PENDING");
    assert_eq!(output["cancellationId"], "cancel-1");
    assert_eq!(
        output["eligibility"]["Payload"],
        json!({ "eligible": true })
    );
    assert_eq!(
        output["undone"],
        json!([{ "released": "GT" }, { "credit": "V-1001/cancel-1 released for C-7 at attempt 1" }])
    );
    assert_eq!(
        run.elapsed,
        Duration::from_secs(3),
        "the hold, on the virtual clock"
    );
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "and not on the wall's"
    );
    assert_eq!(
        run.states(),
        [
            "OpenCancellation",
            "CheckEligibility",
            "MayBeCancelled",
            "LetProductionSettle",
            "UndoOrder",
            "ReleaseVehicle",
            "ReleaseCredit",
            "NotifyCustomer",
            "Cancelled"
        ]
    );
}

#[tokio::test]
async fn a_vehicle_in_production_is_refused() {
    let run = run(Dealer::default(), true).await;
    assert_eq!(
        run.states(),
        [
            "OpenCancellation",
            "CheckEligibility",
            "MayBeCancelled",
            "RefuseCancellation",
            "CancellationFailed"
        ]
    );
    assert_eq!(run.error.as_deref(), Some("OrderCancellationFailed"));
    assert_eq!(
        run.cause.as_deref(),
        Some("The order could not be cancelled")
    );
}

#[tokio::test]
async fn a_busy_credit_bureau_is_asked_again() {
    let run = run(Dealer::with_busy_bureau(2), false).await;
    let output = serde_json::Value::from(run.output.clone().unwrap());
    assert_eq!(
        output["undone"][1]["credit"],
        "V-1001/cancel-1 released for C-7 at attempt 3"
    );
    assert_eq!(
        run.elapsed,
        Duration::from_secs(3 + 2 + 4),
        "the hold and two waits, the second twice the first"
    );
}

#[tokio::test]
async fn a_credit_bureau_that_stays_busy_is_caught() {
    let run = run(Dealer::with_busy_bureau(3), false).await;
    assert_eq!(run.states().last(), Some(&"CancellationFailed"));
    assert_eq!(run.error.as_deref(), Some("OrderCancellationFailed"));
}

#[tokio::test]
async fn an_eligibility_service_that_is_down_is_caught() {
    let run = run(Dealer::without_eligibility(), false).await;
    assert_eq!(
        run.states(),
        ["OpenCancellation", "CheckEligibility", "CancellationFailed"]
    );
    assert_eq!(
        run.elapsed,
        Duration::ZERO,
        "its error is not one that is retried"
    );
}

#[tokio::test]
async fn a_flaky_service_is_retried_as_the_definition_says() {
    let workflow = cancellation::Workflow::new(Dealer::default());
    let flaky = Mock::sequence([
        Mock::fails("Lambda.ServiceException", "try again"),
        Mock::fails("Lambda.SdkClientException", "try again"),
        Mock::returns(json!({ "eligible": true })),
    ]);
    let run = TestRun::new(&workflow)
        .mock("CheckEligibility", flaky)
        .run(order(false))
        .await;
    assert!(run.output.is_some(), "{run:?}");
    assert_eq!(run.elapsed, Duration::from_secs(2 + 4 + 3));
}

#[tokio::test]
async fn one_state_runs_alone() {
    let workflow = cancellation::Workflow::new(Dealer::default());
    let input = json!({ "eligibility": { "Payload": { "eligible": false } } });
    let step = TestRun::new(&workflow)
        .run_state("MayBeCancelled", input.clone())
        .await;
    assert_eq!(step.next, Some("RefuseCancellation"));
    assert_eq!(serde_json::Value::from(step.result.unwrap()), input);
}

#[test]
fn everything_is_proven_while_it_compiles() {
    let proof = cancellation::Workflow::<Dealer>::PROOF;
    assert_eq!(proof.open().count(), 0, "{proof}");
}
