//! Two orders go their way: one to the customer's door, one as far as its card allows.

use order_processing::{Order, Shop, order};
use stepwright::InMemory;
use stepwright::history::{Event, EventKind};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // An observer sees every event of the history, as AWS names them.
    let host = InMemory::new().observed(show);
    let workflow = order::Workflow::new(Shop).on(host);

    println!("an order that goes through");
    let good = Order { order_id: "1234".to_owned(), amount_cents: 4200, card: "4111 1111 1111 1111".to_owned() };
    let notification = workflow.run(good.clone()).await.expect("nothing is wrong with this order");
    println!("  {}", serde_json::to_string(&notification).expect("a notification is JSON"));

    println!("\nan order whose card is declined");
    let declined = Order { card: "4111 1111 1111 0000".to_owned(), ..good };
    let error = workflow.run(declined).await.expect_err("the bank refuses this card");
    println!("  {error}");
}

/// The way of an order, state by state.
fn show(event: Event) {
    match event.kind {
        EventKind::StateEntered { name, input, .. } => println!("  {name:<16} <- {input}"),
        EventKind::StateExited { name, output, .. } => println!("  {name:<16} -> {output}"),
        EventKind::ExecutionFailed { error, cause } => {
            println!("  failed: {}: {}", error.unwrap_or_default(), cause.unwrap_or_default());
        }
        _ => {}
    }
}
