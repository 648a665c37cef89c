//! The picture in the README: an execution whose eligibility service answers the third call and whose credit bureau never does.
//!
//! `STEPWRIGHT_BLESS=1` writes it.

use std::path::Path;
use std::{env, fs};

use serde_json::json;
use stepwright::test::{Mock, TestRun};
use vehicle_cancellation::{Dealer, cancellation};

#[tokio::test]
async fn the_picture_in_the_readme_is_of_this_execution() {
    let workflow = cancellation::Workflow::new(Dealer::with_busy_bureau(u32::MAX));
    let flaky = Mock::sequence([
        Mock::fails("Lambda.ServiceException", "try again"),
        Mock::fails("Lambda.SdkClientException", "try again"),
        Mock::returns(json!({ "eligible": true })),
    ]);
    let order = json!({
        "orderId": "V-1001",
        "customer": { "id": "C-7", "email": "c7@example.com" },
        "vehicle": { "modelCode": "GT", "inProduction": false },
        "reason": "moved abroad"
    });
    let run = TestRun::new(&workflow)
        .mock("CheckEligibility", flaky)
        .run(order)
        .await;
    let svg = cancellation::GRAPH.of(&run.history).svg();

    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/cancellation.svg");
    if env::var_os("STEPWRIGHT_BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, format!("{svg}\n")).unwrap();
    }
    let shown = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        shown.trim_end() == svg,
        "`assets/cancellation.svg` is not what the execution looks like; STEPWRIGHT_BLESS=1 writes it"
    );
}
