// What is allowed is no error; an allowance that allows nothing is one, also where only the types can say so.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::Shape;

stepwright::include_workflow! {
    mod order = "proof_allowed.asl.json",
    input: Order,
    allow: { missing_path: ["Note", "Write"] },
}

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    id: String,
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn write(&self, text: String) -> Result<String, Infallible> {
        Ok(text)
    }
}

fn main() {}
