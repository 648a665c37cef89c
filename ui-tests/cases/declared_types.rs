// A handler is held to the types that its Task is declared with.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError, workflow};

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    id: String,
    cents: u64,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Payment {
    status: String,
}

#[derive(Debug, TaskError)]
pub enum PaymentError {
    Declined,
}

workflow! {
    pub mod refund(Order) -> Order {
        task PayBack(Order) -> Result<Order, Infallible>;
    }
}

struct Shop;

#[stepwright::handlers(refund)]
impl Shop {
    async fn pay_back(&self, order: Payment) -> Result<Payment, PaymentError> {
        Ok(order)
    }
}

fn main() {
    let _ = refund::Workflow::new(Shop);
}
