// What a declaration's types prove is settled where it stands, before there are handlers.
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
    pub mod order(Order) {
        task ProcessPayment(Order) -> Result<Payment, PaymentError> {
            result_path: $.payment,
            retry Unreachable { interval: 2s }
        }
        choice IsPaid {
            $.payment.state == "paid" => Ship,
            $.cents == "0" => Ship,
            _ => Refused,
        }
        task Ship(Payment) -> Result<Payment, Infallible> => end;
        fail Refused("OrderRefused", "nobody pays");
    }
}

// The input's type alone proves something, whatever the Tasks are.
workflow! {
    pub mod returned(Order) {
        task Receive = "arn:aws:states:::sns:publish" {
            parameters: { Message: $.reason },
            result_path: null,
        }
    }
}

fn main() {
    let _ = order::State::Ship;
}
