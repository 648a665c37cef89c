use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::Shape;

stepwright::include_workflow!("handler_input.asl.json");

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    customer: Customer,
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Customer {
    id: String,
    email: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Line {
    sku: String,
    count: f64,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
struct Letter {
    #[serde(rename = "to")]
    _to: Customer,
    #[serde(rename = "lines")]
    _lines: Vec<Counted>,
}

#[derive(Deserialize, Shape)]
struct Counted {
    #[serde(rename = "sku")]
    _sku: String,
    #[serde(rename = "count")]
    _count: u32,
}

struct Shop;

#[stepwright::handlers(handler_input)]
impl Shop {
    async fn check(&self, order: Order) -> Result<bool, Infallible> {
        Ok(!order.lines.is_empty())
    }

    async fn write(&self, letter: Letter) -> Result<(), Infallible> {
        drop(letter);
        Ok(())
    }
}

fn main() {}
