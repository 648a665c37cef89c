//! One state tested alone: status, output, data flow and what is refused, as AWS's `TestState` has them.

mod failures;
mod mocks;
mod refusals;

use serde_json::{Value as Json, json};
use stepwright::test::{InspectionLevel, StateTest, TestRun, TestState, TestStatus};
use stepwright_tests::{now, program};

use crate::support::{alone, branch, task, with};

/// Tests `It` of a machine that has nothing else to show.
fn tested(state: &Json, test: TestState) -> StateTest {
    tested_in(&alone(state), test)
}

fn tested_in(definition: &Json, test: TestState) -> StateTest {
    let test = test.level(InspectionLevel::Debug);
    now(TestRun::mocked(program(definition)).test_state(test)).expect("a test that fits its state")
}

fn it(input: Json) -> TestState {
    TestState::of("It").input(input)
}

/// The inspection data with its documents decoded.
fn inspection(test: &StateTest) -> Json {
    let data = test.to_json()["inspectionData"].clone();
    let decoded = |(name, value): (&String, &Json)| {
        let document = value
            .as_str()
            .map(|text| serde_json::from_str(text).expect("JSON text"));
        (name.clone(), document.unwrap_or_else(|| value.clone()))
    };
    data.as_object()
        .expect("an object")
        .iter()
        .map(decoded)
        .collect()
}

#[test]
fn a_task_shows_every_stage_of_its_data_flow() {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sns:publish",
        "InputPath": "$.order", "Parameters": {"id.$": "$.id"},
        "ResultSelector": {"sent.$": "$.MessageId"}, "ResultPath": "$.notice", "OutputPath": "$.notice", "Next": "Next"
    });
    let test = tested(
        &state,
        it(json!({"order": {"id": 7}})).returns(json!({"MessageId": "m", "Other": 1})),
    );
    assert_eq!(
        inspection(&test),
        json!({
            "input": {"order": {"id": 7}},
            "afterInputPath": {"id": 7},
            "afterParameters": {"id": 7},
            "result": {"MessageId": "m", "Other": 1},
            "afterResultSelector": {"sent": "m"},
            "afterResultPath": {"order": {"id": 7}, "notice": {"sent": "m"}}
        })
    );
    assert_eq!(
        (test.status, test.output, test.next_state),
        (
            TestStatus::Succeeded,
            Some(json!({"sent": "m"}).into()),
            Some("Next")
        )
    );
}

#[test]
fn the_response_is_that_of_aws() {
    let state = json!({"Type": "Pass", "Next": "Next"});
    let json_at = |level| {
        let run = TestRun::mocked(program(&alone(&state)));
        let test = it(json!({"a": 1})).level(level);
        now(run.test_state(test)).unwrap().to_json()
    };
    let info = json!({"status": "SUCCEEDED", "output": r#"{"a":1}"#, "nextState": "Next"});
    assert_eq!(json_at(InspectionLevel::Info), info);
    let same = r#"{"a":1}"#;
    let data = json!({
        "input": same, "afterInputPath": same, "afterParameters": same,
        "afterResultSelector": same, "afterResultPath": same
    });
    let debug = with(info, &json!({"inspectionData": data}));
    assert_eq!(json_at(InspectionLevel::Debug), debug);
    assert_eq!(json_at(InspectionLevel::Trace), debug);
}

#[test]
fn a_pass_with_a_result_shows_that_and_nothing_of_the_way_in() {
    let state = json!({
        "Type": "Pass", "InputPath": "$.a", "Parameters": {"x.$": "$.b"}, "Result": {"r": 1}, "ResultPath": "$.p", "End": true
    });
    let test = tested(&state, it(json!({"a": {"b": 2}})));
    assert_eq!(
        inspection(&test),
        json!({
            "input": {"a": {"b": 2}},
            "result": {"r": 1},
            "afterResultSelector": {"r": 1},
            "afterResultPath": {"a": {"b": 2}, "p": {"r": 1}}
        })
    );
}

#[test]
fn states_that_only_look_at_their_input_show_it() {
    let choice = json!({
        "Type": "Choice", "InputPath": "$.v",
        "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Next"}]
    });
    let succeed = json!({"Type": "Succeed", "InputPath": "$.v"});
    let wait = json!({"Type": "Wait", "InputPath": "$.v", "Seconds": 299, "Next": "Next"});
    let input = json!({"v": {"n": 1}});
    for (state, next) in [
        (choice, Some("Next")),
        (succeed, None),
        (wait, Some("Next")),
    ] {
        let test = tested(&state, it(input.clone()));
        assert_eq!(
            (test.status, test.next_state, test.output.clone()),
            (TestStatus::Succeeded, next, Some(json!({"n": 1}).into())),
            "{state}"
        );
        assert_eq!(
            inspection(&test),
            json!({"input": input, "afterInputPath": {"n": 1}}),
            "{state}"
        );
    }
}

#[test]
fn a_fail_state_fails_with_its_own_error() {
    let state = json!({"Type": "Fail", "Error": "Broken", "CausePath": "$.why"});
    let test = tested(&state, it(json!({"why": "because"})));
    assert_eq!(
        test.to_json(),
        json!({
            "status": "FAILED", "error": "Broken", "cause": "because",
            "inspectionData": {"input": r#"{"why":"because"}"#, "afterInputPath": r#"{"why":"because"}"#}
        })
    );
}

#[test]
fn jsonata_shows_arguments_and_result_alone() {
    let state = json!({
        "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sns:publish",
        "Arguments": {"id": "{% $states.input.id %}"}, "Output": "{% $states.result.ok %}", "End": true
    });
    let test = tested(&state, it(json!({"id": 7})).returns(json!({"ok": true})));
    assert_eq!(
        inspection(&test),
        json!({"input": {"id": 7}, "afterArguments": {"id": 7}, "result": {"ok": true}})
    );
    assert_eq!(test.output, Some(json!(true).into()));
}

#[test]
fn a_state_inside_a_map_or_parallel_runs_with_its_context() {
    let inner = with(
        task(),
        &json!({"Parameters": {"at.$": "$$.Map.Item.Index"}}),
    );
    let map = json!({"Type": "Map", "ItemProcessor": branch("Inner", &inner), "End": true});
    let parallel = json!({"Type": "Parallel", "Branches": [branch("Around", &map)], "End": true});
    let context = json!({"Map": {"Item": {"Index": 4, "Value": {}}}});
    let test = TestState::of("Inner")
        .returns(json!("done"))
        .context(context);
    let test = tested_in(&alone(&parallel), test);
    assert_eq!(inspection(&test)["afterParameters"], json!({"at": 4}));
    assert_eq!((test.output, test.next_state), (Some("done".into()), None));
}

#[test]
fn variables_are_given_and_shown_as_they_are_afterwards() {
    let first = json!({"Type": "Pass", "Assign": {"given": 1}, "Next": "It"});
    let state =
        json!({"Type": "Pass", "Assign": {"sum.$": "States.MathAdd($given, $.n)"}, "End": true});
    let definition = json!({"StartAt": "First", "States": {"First": first, "It": state}});
    let test = tested_in(
        &definition,
        it(json!({"n": 2})).variables(json!({"given": 40})),
    );
    assert_eq!(
        inspection(&test)["variables"],
        json!({"given": 40, "sum": 42})
    );
    let without = tested(&json!({"Type": "Pass", "End": true}), it(json!({})));
    assert_eq!(without.inspection.variables, None);
}

#[test]
fn the_context_object_may_be_given_whole() {
    let state = json!({"Type": "Pass", "Parameters": {"c.$": "$$"}, "End": true});
    let context = json!({"Execution": {"Name": "mine"}, "State": {"RetryCount": 3}});
    let test = tested(&state, it(json!({})).context(context.clone()));
    assert_eq!(test.output, Some(json!({"c": context}).into()));
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"token.$": "$$.Task.Token"}, "End": true
    });
    let test = it(json!({})).context(json!({"Task": {"Token": "abc"}}));
    let test = tested(&state, test.returns(json!({"answer": 1})));
    assert_eq!(
        inspection(&test)["afterParameters"],
        json!({"token": "abc"})
    );
    // The callback's answer is the result.
    assert_eq!(test.output, Some(json!({"answer": 1}).into()));
}
