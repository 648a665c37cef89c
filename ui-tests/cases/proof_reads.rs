// What rests on Rust types is found where the handlers say which they are, all of it at once.
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::Shape;

stepwright::include_workflow! {
    mod order = "proof_reads.asl.json",
    input: Input,
}

#[derive(Serialize, Deserialize, Shape)]
struct Input {
    order: Order,
}

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    lines: Vec<Line>,
    note: Option<Note>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Line {
    sku: String,
    weight: f64,
}

#[derive(Serialize, Deserialize, Shape)]
struct Note {
    text: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Validation {
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Serialize, Deserialize, Shape)]
enum Outcome {
    Approved,
    Denied,
    Pending,
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn validate(&self, input: Input) -> Result<Validation, Infallible> {
        drop(input);
        Ok(Validation {
            outcome: Outcome::Approved,
            reason: None,
        })
    }
}

fn main() {}
