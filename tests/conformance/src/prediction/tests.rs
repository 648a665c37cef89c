use super::*;

const RUNTIME: &str = "States.Runtime";

/// Reads `$.a.b` in its second state.
fn record(input: &Json, expected: &Json) -> Record {
    let states = json!({
        "First": { "Type": "Pass", "Next": "It's here" },
        "It's here": { "Type": "Pass", "Parameters": { "b.$": "$.a.b" }, "End": true },
    });
    let entered = |state: &str| json!({ "type": "PassStateEntered", "state": state });
    Record::checked(json!({
        "definition": { "StartAt": "First", "States": states },
        "input": input,
        "expected": expected,
        "history": [entered("First"), entered("It's here")],
    }))
}

fn failed(error: &str, cause: &str) -> Json {
    json!({ "status": "FAILED", "error": error, "cause": cause })
}

fn prediction(record: &Record, allow: &[Allow]) -> Prediction {
    Prediction::of(record, &format!("{:#}\n", record.get("definition")), allow)
}

fn outcome_of(input: &Json, expected: &Json) -> Outcome {
    prediction(&record(input, expected), &[]).outcome
}

#[test]
fn what_succeeded_is_quiet_or_a_false_alarm() {
    let succeeded = json!({ "status": "SUCCEEDED", "output": { "b": 1 } });
    let quiet = json!({ "a": { "b": 1 } });
    assert_eq!(outcome_of(&quiet, &succeeded), Outcome::Quiet);
    let alarm = record(&json!({ "a": {} }), &succeeded);
    assert_eq!(prediction(&alarm, &[]).outcome, Outcome::FalseAlarm);
    let allow = [Allow::named("missing_path", None).unwrap()];
    assert_eq!(prediction(&alarm, &allow).outcome, Outcome::Quiet);
}

#[test]
fn a_prediction_is_of_the_state_that_failed() {
    let named = |state: &str| {
        let cause = format!(
            "An error occurred while executing the state '{state}' (entered at the event id #4). It's so."
        );
        failed(RUNTIME, &cause)
    };
    let input = json!({ "a": {} });
    let right = prediction(&record(&input, &named("It's here")), &[]);
    assert_eq!(right.failed.as_deref(), Some("It's here"));
    assert_eq!(right.outcome, Outcome::Predicted);
    assert_eq!(right.to_json()["findings"][0]["state"], "It's here");
    assert_eq!(outcome_of(&input, &named("First")), Outcome::NotPredicted);
    // Where the cause names none, it is the last.
    assert_eq!(outcome_of(&input, &failed(RUNTIME, "")), Outcome::Predicted);
}

#[test]
fn a_task_may_have_decided_what_is_not_predicted() {
    let not = record(&json!({ "a": { "b": 1 } }), &failed(RUNTIME, ""));
    assert_eq!(prediction(&not, &[]).outcome, Outcome::NotPredicted);
    let mut json = not.json().clone();
    json["mocks"] = json!([{ "state": "First", "result": { "output": {} } }]);
    let answered = Record::checked(json);
    assert_eq!(prediction(&answered, &[]).outcome, Outcome::AfterATask);
}

#[test]
fn what_ends_for_another_reason_is_neither() {
    let input = json!({ "a": {} });
    assert_eq!(outcome_of(&input, &failed("Mine", "")), Outcome::Other);
    assert_eq!(
        outcome_of(&input, &json!({ "status": "ABORTED" })),
        Outcome::Other
    );
}
