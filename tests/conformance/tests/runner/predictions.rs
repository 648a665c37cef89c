//! What the compiler finds by the recorded inputs.

use serde_json::{Value as Json, json};

use crate::support::{Program, file, folder};

/// Reads `$.b`, which one of two ways there leaves out.
fn case(id: &str, input: &Json, expected: &Json) -> Json {
    let read = json!({ "Type": "Pass", "Parameters": { "b.$": "$.b" }, "End": true });
    let left_out = json!({ "Type": "Pass", "Parameters": { "c": 1 }, "Next": "Read" });
    let rule = json!({ "Variable": "$.a", "StringEquals": "x", "Next": "Leave Out" });
    json!({
        "id": id,
        "definition": { "StartAt": "Choose", "States": {
            "Choose": { "Type": "Choice", "Choices": [rule], "Default": "Read" },
            "Leave Out": left_out,
            "Read": read,
        } },
        "input": input,
        "expected": expected,
    })
}

fn failed() -> Json {
    let cause = "An error occurred while executing the state 'Read' (entered at the event id #6). The JSONPath '$.b' \
                 specified for the field 'b.$' could not be found in the input '{\"c\":1}'";
    json!({ "status": "FAILED", "error": "States.Runtime", "cause": cause })
}

#[test]
fn false_alarms_fail_a_run_unless_they_are_allowed_and_failures_are_predicted() {
    let succeeded = json!({ "status": "SUCCEEDED", "output": { "b": 1 } });
    let file = file(
        "predictions",
        &[
            case("another way", &json!({ "a": "y", "b": 1 }), &succeeded),
            case("the way", &json!({ "a": "x", "b": 1 }), &failed()),
        ],
    );
    let json = folder().join("predictions.json");
    let ended = Program::run(&[&file, "--json", json.to_str().unwrap()]);
    assert_eq!(ended.code, 1, "{}", ended.says);
    for part in [
        "false alarm: another way\n",
        "missing_path: state `Read` reads `$.b`, which may be missing",
        "1 executions succeeded: false alarms in 1, findings of other checks in 0",
        "1 failed for a reason in their data or paths: 1 predicted, 0 not, 0 not after a Task's answer",
        "2 of 2 passed, 0 failed",
    ] {
        assert!(ended.says.contains(part), "{part}: {}", ended.says);
    }
    let report: Json = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    let numbers = json!({
        "succeeded": 1, "falseAlarms": 1, "otherFindings": 0,
        "failedByData": 1, "predicted": 1, "notPredicted": 0, "afterATask": 0,
    });
    assert_eq!(report["predictions"], numbers);
    let prediction = &report["cases"][1]["prediction"];
    assert_eq!(
        (&prediction["outcome"], &prediction["failedState"]),
        (&json!("predicted"), &json!("Read"))
    );
    let finding = &prediction["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["state"]),
        (&json!("missing_path"), &json!("Read"))
    );

    let ended = Program::run(&[&file, "--allow", "missing_path"]);
    assert_eq!(ended.code, 0, "{}", ended.says);
    assert!(ended.says.contains("0 predicted, 1 not"), "{}", ended.says);
}
