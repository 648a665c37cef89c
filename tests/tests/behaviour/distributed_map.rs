//! A distributed Map: where items come from, what its children are, where results go.

mod children;
mod many;
mod readers;
mod results;

use serde_json::{Value as Json, json};
use stepwright::objects::MemoryStore;
use stepwright::test::{Execution, TestRun};
use stepwright_tests::program;

use crate::support::{branch, finish, with};

/// A distributed Map, `Each`, whose children pass their input on.
fn distributed(fields: &Json) -> Json {
    let mut processor = branch("It", &json!({"Type": "Pass", "End": true}));
    processor["ProcessorConfig"] = json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
    let state = json!({"Type": "Map", "ItemProcessor": processor, "End": true});
    json!({"StartAt": "Each", "States": {"Each": with(state, fields)}})
}

/// Reads `data` in the bucket `b`.
fn reader(config: &Json) -> Json {
    json!({
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": config,
        "Parameters": {"Bucket": "b", "Key": "data"}
    })
}

fn run(definition: &Json, objects: &MemoryStore, input: Json) -> Execution {
    let run = TestRun::mocked(program(definition)).objects(objects.clone());
    finish(run, input)
}

/// The output, which must be there.
fn output(execution: &Execution) -> Json {
    match &execution.output {
        Some(output) => output.clone().into(),
        None => panic!("{:?} {:?}", execution.error, execution.cause),
    }
}
