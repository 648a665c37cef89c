use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::Shape;

stepwright::include_workflow! {
    mod order = "output_type.asl.json",
    input: Order,
    output: Receipt,
}

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    id: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Payment {
    status: String,
}

#[derive(Deserialize, Shape)]
struct Receipt {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "status")]
    _status: String,
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn pay(&self, order: Order) -> Result<Payment, Infallible> {
        Ok(Payment { status: order.id })
    }
}

fn main() {}
