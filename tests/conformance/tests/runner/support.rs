//! Recordings that pass, written by hand, and what can be changed in them.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value as Json, json};

/// Where the files go.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// A file of these lines.
pub(crate) fn file(name: &str, lines: &[Json]) -> String {
    let file = folder().join(format!("{name}.jsonl"));
    let lines: Vec<String> = lines.iter().map(Json::to_string).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    file.to_str().unwrap().to_owned()
}

/// One of each kind.
pub(crate) fn passing() -> Vec<Json> {
    let mut unrecorded = task();
    unrecorded["id"] = json!("unrecorded");
    unrecorded["history"] = json!(null);
    let mut wildcards = unrecorded.clone();
    wildcards["id"] = json!("wildcards");
    wildcards["expected"]["output"] = json!({ "a": "masked" });
    wildcards["output_wildcards"] = json!(["/a"]);
    let mut masked = unrecorded.clone();
    masked["id"] = json!("masked");
    masked["tier"] = json!("B");
    masked["mocks"][0]["result"] = json!({ "output": { "a": "an id" } });
    masked["expected"]["output"] = json!({ "a": "<id:1>" });
    let mut pattern = failing();
    pattern["id"] = json!("pattern");
    pattern["cause_regex"] = json!("^it .* down$");
    vec![
        task(),
        failing(),
        pattern,
        unrecorded,
        wildcards,
        masked,
        map(),
        evaluation(),
        stopped(),
    ]
}

/// One of them with a field replaced or added.
pub(crate) fn changed(id: &str, pointer: &str, value: Json) -> Json {
    let mut case = find(id);
    let (object, field) = pointer.rsplit_once('/').unwrap();
    case.pointer_mut(object).unwrap()[field] = value;
    case
}

pub(crate) fn without_event(id: &str, index: usize) -> Json {
    let mut case = find(id);
    history(&mut case).remove(index);
    case
}

/// With an event more at the end.
pub(crate) fn with_event(id: &str, index: usize) -> Json {
    let mut case = find(id);
    history(&mut case).insert(
        index,
        json!({ "type": "ExecutionSucceeded", "id": index + 1, "prev": index }),
    );
    case
}

pub(crate) fn reversed(id: &str) -> Json {
    let mut case = find(id);
    history(&mut case).reverse();
    case
}

pub(crate) fn unordered(mut case: Json) -> Json {
    case["needs"] = json!(["event_order_normalised"]);
    case
}

/// With an answer that nobody asks for.
pub(crate) fn with_mock(id: &str) -> Json {
    let mut case = find(id);
    let mock = case["mocks"][0].clone();
    case["mocks"].as_array_mut().unwrap().push(mock);
    case
}

pub(crate) fn without_mocks(id: &str) -> Json {
    changed(id, "/mocks", json!([]))
}

fn find(id: &str) -> Json {
    passing().into_iter().find(|case| case["id"] == id).unwrap()
}

fn history(case: &mut Json) -> &mut Vec<Json> {
    case["history"].as_array_mut().unwrap()
}

fn definition() -> Json {
    json!({ "StartAt": "T", "States": { "T": {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": { "n.$": "$.n" },
        "TimeoutSeconds": 9,
        "Assign": { "v.$": "$.a" },
        "End": true,
    } } })
}

fn task() -> Json {
    let resource = |event: Json| {
        with(
            event,
            &json!({ "resourceType": "sqs", "resource": "sendMessage" }),
        )
    };
    json!({
        "id": "task",
        "tags": ["task"],
        "tier": "A",
        "definition": definition(),
        "input": { "n": 1 },
        "mocks": [{
            "state": "T", "resourceType": "sqs", "resource": "sendMessage", "parameters": { "n": 1 },
            "timeoutInSeconds": 9, "result": { "output": { "a": 1 } },
        }],
        "expected": { "status": "SUCCEEDED", "output": { "a": 1 } },
        "history": [
            { "type": "ExecutionStarted", "id": 1, "prev": 0, "input": { "n": 1 } },
            { "type": "TaskStateEntered", "id": 2, "prev": 0, "state": "T", "input": { "n": 1 } },
            resource(json!({ "type": "TaskScheduled", "id": 3, "prev": 2, "parameters": { "n": 1 }, "timeoutInSeconds": 9 })),
            resource(json!({ "type": "TaskStarted", "id": 4, "prev": 3 })),
            resource(json!({ "type": "TaskSucceeded", "id": 5, "prev": 4, "output": { "a": 1 } })),
            { "type": "TaskStateExited", "id": 6, "prev": 5, "state": "T", "output": { "a": 1 }, "assigned": { "v": 1 } },
            { "type": "ExecutionSucceeded", "id": 7, "prev": 6, "state": "T", "output": { "a": 1 } },
        ],
    })
}

fn failing() -> Json {
    let mut case = task();
    case["id"] = json!("failing");
    case["mocks"][0]["result"] = json!({ "error": "Broken", "cause": "it broke down" });
    case["expected"] = json!({ "status": "FAILED", "error": "Broken", "cause": "it broke down" });
    case["history"] = json!(null);
    case
}

fn map() -> Json {
    let item = json!({ "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } });
    let iteration = |kind: &str, id: u32, prev: u32| json!({ "type": kind, "id": id, "prev": prev, "map_state": "M", "index": 0 });
    json!({
        "id": "map",
        "tags": ["map"],
        "tier": "A",
        "definition": { "StartAt": "M", "States": { "M": { "Type": "Map", "ItemProcessor": item, "End": true } } },
        "input": [7],
        "expected": { "status": "SUCCEEDED", "output": [7] },
        "history": [
            { "type": "ExecutionStarted", "id": 1, "prev": 0, "input": [7] },
            { "type": "MapStateEntered", "id": 2, "prev": 0, "state": "M", "input": [7] },
            { "type": "MapStateStarted", "id": 3, "prev": 2, "state": "M", "length": 1 },
            iteration("MapIterationStarted", 4, 3),
            { "type": "PassStateEntered", "id": 5, "prev": 4, "state": "I", "input": 7 },
            { "type": "PassStateExited", "id": 6, "prev": 5, "state": "I", "output": 7 },
            iteration("MapIterationSucceeded", 7, 6),
            { "type": "MapStateSucceeded", "id": 8, "prev": 7 },
            { "type": "MapStateExited", "id": 9, "prev": 7, "state": "I", "output": [7] },
            { "type": "ExecutionSucceeded", "id": 10, "prev": 9, "output": [7] },
        ],
    })
}

fn evaluation() -> Json {
    let cause = "An error occurred while executing the state 'P' (entered at the event id #2). The JSONata expression \
                 '$states.input.none' specified for the field 'Output/a' returned nothing (undefined).";
    let failure = json!({ "error": "States.QueryEvaluationError", "cause": cause });
    let state = json!({ "Type": "Pass", "QueryLanguage": "JSONata", "Output": { "a": "{% $states.input.none %}" }, "End": true });
    json!({
        "id": "evaluation",
        "tags": ["ql_jsonata"],
        "tier": "A",
        "definition": { "StartAt": "P", "States": { "P": state } },
        "input": {},
        "expected": with(json!({ "status": "FAILED" }), &failure),
        "history": [
            { "type": "ExecutionStarted", "id": 1, "prev": 0, "input": {} },
            { "type": "PassStateEntered", "id": 2, "prev": 0, "state": "P", "input": {} },
            with(json!({ "type": "EvaluationFailed", "id": 3, "prev": 0, "location": "Output/a" }), &failure),
            with(json!({ "type": "ExecutionFailed", "id": 4, "prev": 3 }), &failure),
        ],
    })
}

/// Stopped in its second Wait.
fn stopped() -> Json {
    let ended = json!({ "error": "Enough", "cause": "of this" });
    let states = json!({
        "A": { "Type": "Wait", "Seconds": 60, "Next": "B" },
        "B": { "Type": "Wait", "Seconds": 60, "End": true },
    });
    json!({
        "id": "stopped",
        "tags": ["wait"],
        "tier": "A",
        "definition": { "StartAt": "A", "States": states },
        "input": {},
        "expected": with(json!({ "status": "ABORTED" }), &ended),
        "history": [
            { "type": "ExecutionStarted", "id": 1, "prev": 0, "input": {} },
            { "type": "WaitStateEntered", "id": 2, "prev": 0, "state": "A", "input": {} },
            { "type": "WaitStateExited", "id": 3, "prev": 2, "state": "A", "output": {} },
            { "type": "WaitStateEntered", "id": 4, "prev": 3, "state": "B", "input": {} },
            with(json!({ "type": "ExecutionAborted", "id": 5, "prev": 0 }), &ended),
        ],
    })
}

fn with(mut object: Json, fields: &Json) -> Json {
    object
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    object
}

/// The program, run as a user runs it.
pub(crate) struct Program {
    pub(crate) code: i32,
    /// What it wrote to either stream.
    pub(crate) says: String,
}

impl Program {
    pub(crate) fn run(arguments: &[&str]) -> Program {
        let output = Command::new(env!("CARGO_BIN_EXE_stepwright-conformance"))
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Program {
            code: output.status.code().unwrap_or(-1),
            says: text(&output.stdout) + &text(&output.stderr),
        }
    }
}
