//! `lambda:invoke`: the handler takes the payload and gives the function's output, AWS's wrapping stays outside.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::include_workflow;
use stepwright::test::TestRun;
use stepwright_tests::now;

include_workflow!("workflows/invoke.asl.json");

#[derive(Deserialize)]
struct Asked {
    item: String,
}

#[derive(Serialize)]
struct Price {
    cents: usize,
}

#[derive(Deserialize)]
struct Quote {
    price: usize,
    code: u16,
}

struct Shop;

#[stepwright::handlers(invoke)]
impl Shop {
    async fn price(&self, asked: Asked) -> Result<Price, Infallible> {
        Ok(Price {
            cents: asked.item.len() * 100,
        })
    }

    async fn sell(&self, quote: Quote) -> Result<String, Infallible> {
        Ok(format!("sold for {} ({})", quote.price, quote.code))
    }
}

#[tokio::test]
async fn handlers_see_payloads_and_the_definition_sees_the_wrapping() {
    let workflow = invoke::Workflow::new(Shop);
    let output = workflow.run_value(json!({"item": "pen"})).await.unwrap();
    assert_eq!(output.as_str(), Some("sold for 300 (200)"));
}

#[test]
fn the_history_has_what_the_service_would_get_and_give() {
    let workflow = invoke::Workflow::new(Shop);
    let execution = now(TestRun::new(&workflow).run(json!({"item": "pen"})));
    let flat = |at: usize| execution.history[at].to_flat_json();
    assert_eq!(
        flat(2)["parameters"],
        json!({"FunctionName": "price", "Payload": {"item": "pen"}})
    );
    assert_eq!(flat(4)["type"], "TaskSucceeded");
    assert_eq!(
        flat(4)["output"],
        json!({"ExecutedVersion": "$LATEST", "Payload": {"cents": 300}, "StatusCode": 200})
    );
    assert_eq!(execution.calls[0].input, json!({"item": "pen"}).into());
}
