//! Four cancellations: one that works, one that is refused, one with a busy credit bureau, one without a service.

use stepwright::InMemory;
use stepwright::history::{Event, EventKind};
use vehicle_cancellation::{CancelOrder, Customer, Dealer, Vehicle, cancellation};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let order = CancelOrder {
        order_id: "V-1001".to_owned(),
        customer: Customer { id: "C-7".to_owned(), email: "c7@example.com".to_owned() },
        vehicle: Vehicle { model_code: "GT".to_owned(), in_production: false },
        reason: "moved abroad".to_owned(),
    };
    let built = Vehicle { model_code: "GT".to_owned(), in_production: true };

    cancel("an order that may be cancelled", Dealer::default(), order.clone()).await;
    cancel("a vehicle that is being built", Dealer::default(), CancelOrder { vehicle: built, ..order.clone() }).await;
    cancel("a credit bureau that turns one call away", Dealer::with_busy_bureau(1), order.clone()).await;
    cancel("an eligibility service that is down", Dealer::without_eligibility(), order).await;
}

async fn cancel(title: &str, dealer: Dealer, order: CancelOrder) {
    println!("{title}");
    let workflow = cancellation::Workflow::new(dealer).on(InMemory::new().observed(show));
    match workflow.run(order).await {
        Ok(output) => println!("  cancelled: {output}\n"),
        Err(error) => println!("  {error}\n"),
    }
}

/// The way of a cancellation: the states it enters, and the attempts that fail.
fn show(event: Event) {
    match event.kind {
        EventKind::StateEntered { name, .. } => println!("  {name}"),
        EventKind::TaskFailed { error, cause, .. } => {
            println!("    attempt failed: {}: {}", error.unwrap_or_default(), cause.unwrap_or_default());
        }
        _ => {}
    }
}
