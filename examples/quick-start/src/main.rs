//! The smallest whole example: see the README.

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskContext, TaskError, include_workflow};

include_workflow!("order.asl.json"); // makes `mod order`

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    order_id: String,
    amount_cents: u64,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
struct Payment {
    order_id: String,
    status: String,
}

#[derive(Debug, TaskError)] // `Retry` and `Catch` see the names of the variants
enum OrderError {
    EmptyOrder,
    Unreachable,
}

struct Shop; // your clients and pools

#[stepwright::handlers(order)] // one method per Task state, named after it
impl Shop {
    async fn validate_order(&self, order: Order) -> Result<Order, OrderError> {
        if order.amount_cents == 0 {
            Err(OrderError::EmptyOrder)
        } else {
            Ok(order)
        }
    }

    async fn process_payment(
        &self,
        order: Order,
        context: &TaskContext,
    ) -> Result<Payment, OrderError> {
        if context.attempt() == 0 {
            return Err(OrderError::Unreachable); // the definition tries again, two seconds later
        }
        Ok(Payment {
            order_id: order.order_id,
            status: "paid".to_owned(),
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), stepwright::ExecutionError> {
    let workflow = order::Workflow::new(Shop);
    let order = Order {
        order_id: "1234".to_owned(),
        amount_cents: 4200,
    };
    let payment = workflow.run(order).await?; // typed in, typed out
    println!("{payment:?}");
    Ok(())
}

#[cfg(test)]
mod tests;
