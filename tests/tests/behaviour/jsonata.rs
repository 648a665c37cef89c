//! JSONata: the fields that take expressions, what they may read, and how they fail.

mod fields;

use serde_json::{Value as Json, json};
use stepwright::Status;
use stepwright::test::{Execution, Mock, TestRun};
use stepwright_tests::program;

use crate::support::{fails, finish, seconds};

/// A machine in JSONata of one state, `It`, and one after it.
fn alone(state: &Json) -> Json {
    json!({
        "QueryLanguage": "JSONata",
        "StartAt": "It",
        "States": {"It": state, "Next": {"Type": "Succeed"}}
    })
}

fn run(state: &Json, input: Json) -> Execution {
    finish(TestRun::mocked(program(&alone(state))), input)
}

fn run_work(state: &Json, mock: Mock, input: Json) -> Execution {
    let run = TestRun::mocked(program(&alone(state))).mock("It", mock);
    finish(run, input)
}

fn output(execution: &Execution) -> Json {
    assert_eq!(execution.status, Status::Succeeded, "{execution:?}");
    Json::from(execution.output.clone().expect("an output"))
}

/// What a Pass state makes of an input.
fn made(output: &Json, input: Json) -> Json {
    self::output(&run(
        &json!({"Type": "Pass", "Output": output, "End": true}),
        input,
    ))
}

/// Where and why the state fails to evaluate something.
fn failure(execution: &Execution) -> (Option<String>, String) {
    assert_eq!(
        execution.error.as_deref(),
        Some("States.QueryEvaluationError"),
        "{execution:?}"
    );
    let events = execution
        .history
        .iter()
        .map(stepwright::history::Event::to_flat_json);
    let failed: Vec<Json> = events
        .filter(|event| event["type"] == "EvaluationFailed")
        .collect();
    let [event] = &failed[..] else {
        panic!("{failed:?}")
    };
    assert_eq!(event["error"], "States.QueryEvaluationError");
    assert_eq!(event["cause"].as_str(), execution.cause.as_deref());
    let prefix = "An error occurred while executing the state 'It' (entered at the event id #2). ";
    let cause = execution.cause.as_deref().expect("a cause");
    let cause = cause.strip_prefix(prefix).expect(cause);
    (
        event["location"].as_str().map(str::to_owned),
        cause.to_owned(),
    )
}

fn undefined(expression: &str, field: &str) -> (Option<String>, String) {
    (
        Some(field.to_owned()),
        format!(
            "The JSONata expression '{expression}' specified for the field '{field}' returned nothing (undefined)."
        ),
    )
}

#[test]
fn outputs_mix_literals_and_expressions_at_any_depth() {
    let output = json!({
        "text": "plain",
        "not": " {% $states.input %} ",
        "sum": "{% $sum($states.input.n) + 1 %}",
        "list": [1, "{% $states.input.n[1] %}", {"deep": "{%$states.input.name%}"}],
        "null": null
    });
    assert_eq!(
        made(&output, json!({"n": [1, 2], "name": "x"})),
        json!({
            "text": "plain",
            "not": " {% $states.input %} ",
            "sum": 4,
            "list": [1, 2, {"deep": "x"}],
            "null": null
        })
    );
    assert_eq!(made(&json!("{% $states.input %}"), json!([1])), json!([1]));
    assert_eq!(made(&json!("constant"), json!({})), json!("constant"));
}

#[test]
fn plain_paths_go_where_the_engine_would() {
    let input = json!({
        "a": {"b": [{"c": 1}, {"c": [2, 3]}, {"d": 4}]},
        "list": [[1], [2, 3]],
        "one": [5],
        "none": [],
        "null": null,
        "text": "t"
    });
    for (expression, expected) in [
        ("$states.input.a.b.c", json!([1, 2, 3])),
        ("$states.input.a.b[1].c", json!([2, 3])),
        ("$states.input.a.b[-1].d", json!(4)),
        ("$states.input.a.b[0].c[0]", json!(1)),
        ("$states.input.one", json!([5])),
        ("$states.input.one[0]", json!(5)),
        ("$states.input.none", json!([])),
        ("$states.input.`null`", json!(null)),
        ("$states.input.text[0]", json!("t")),
        ("$states.input.`text`", json!("t")),
        ("$states.input.list[1]", json!([2, 3])),
        ("$states.input.list[0]", json!([1])),
        ("$states.input.a.b[[0..1]].c", json!([1, 2, 3])),
    ] {
        let output = json!(format!("{{% {expression} %}}"));
        let plain = made(&output, input.clone());
        // The same through the engine: a block is no plain path.
        let output = json!(format!("{{% ({expression}) %}}"));
        assert_eq!(plain, made(&output, input.clone()), "{expression}");
        assert_eq!(plain, expected, "{expression}");
    }
}

#[test]
fn an_undefined_result_fails_the_field_that_it_stands_in() {
    let missing = "{% $states.input.missing %}";
    for (output, field) in [
        (json!(missing), "Output"),
        (json!({"a": {"b": missing}}), "Output/a/b"),
        (json!({"list": [0, missing]}), "Output/list[1]"),
    ] {
        let state = json!({"Type": "Pass", "Output": output, "End": true});
        assert_eq!(
            failure(&run(&state, json!({}))),
            undefined("$states.input.missing", field)
        );
    }
    let state = json!({"Type": "Pass", "Assign": {"x": missing}, "End": true});
    assert_eq!(
        failure(&run(&state, json!({}))),
        undefined("$states.input.missing", "Assign/x")
    );
    let state = json!({"Type": "Wait", "Seconds": missing, "End": true});
    assert_eq!(
        failure(&run(&state, json!({}))),
        undefined("$states.input.missing", "Seconds")
    );
    let state = json!({"Type": "Fail", "Error": "E", "Cause": missing});
    assert_eq!(
        failure(&run(&state, json!({}))),
        undefined("$states.input.missing", "Cause")
    );
}

#[test]
fn an_explicit_null_is_a_value() {
    assert_eq!(
        made(&json!({"v": "{% $states.input.v %}"}), json!({"v": null})),
        json!({"v": null})
    );
}

#[test]
fn an_evaluation_that_throws_says_what_it_threw() {
    for (expression, threw) in [
        (
            "1 + 'a'",
            "T2002: The right side of the \"+\" operator must evaluate to a number",
        ),
        ("$error('mine')", "D3137: mine"),
        (
            "$uppercase(1)",
            "T0410: Argument 1 of function \"uppercase\" does not match function signature",
        ),
    ] {
        let output = format!("{{% {expression} %}}");
        let state = json!({"Type": "Pass", "Output": output, "End": true});
        assert_eq!(
            failure(&run(&state, json!({}))),
            (
                Some("Output".to_owned()),
                format!(
                    "The JSONata expression '{expression}' specified for the field 'Output' threw an error during evaluation. {threw}"
                )
            )
        );
    }
}

#[test]
fn no_expression_hangs_or_crashes_an_execution() {
    for expression in [
        "($f := function($n) { $f($n + 1) }; $f(0))",
        "($f := function($n) { 1 + $f($n + 1) }; $f(0))",
        "$count([1..10000000])",
        "$pad('x', 1000000000)",
        "$reduce([1..60], function($text) { $text & $text }, 'x')",
    ] {
        let output = format!("{{% {expression} %}}");
        let state = json!({"Type": "Pass", "Output": output, "End": true});
        let execution = run(&state, json!({}));
        assert_eq!(
            execution.error.as_deref(),
            Some("States.QueryEvaluationError"),
            "{expression}"
        );
    }
}

#[test]
fn a_task_has_arguments_a_result_and_an_output() {
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish",
        "Arguments": {"Message": "{% $states.input.text & '!' %}", "TopicArn": "t"},
        "TimeoutSeconds": "{% $states.input.limit %}",
        "HeartbeatSeconds": 5,
        "Output": {"id": "{% $states.result.MessageId %}", "was": "{% $states.input.text %}"},
        "Assign": {"id": "{% $states.result.MessageId %}"},
        "End": true
    });
    let mock = Mock::returns(json!({"MessageId": "m1"}));
    let execution = run_work(&state, mock, json!({"text": "hi", "limit": 60}));
    assert_eq!(output(&execution), json!({"id": "m1", "was": "hi"}));
    assert_eq!(
        Json::from(execution.calls[0].parameters.clone()),
        json!({"Message": "hi!", "TopicArn": "t"})
    );
    let scheduled = execution.history[2].to_flat_json();
    assert_eq!(scheduled["timeoutInSeconds"], 60);

    // Without them, the input goes in and the result comes out.
    let plain = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true});
    let execution = run_work(&plain, Mock::returns("out"), json!({"in": 1}));
    assert_eq!(output(&execution), json!("out"));
    assert_eq!(
        Json::from(execution.calls[0].parameters.clone()),
        json!({"in": 1})
    );
}

#[test]
fn a_catcher_reads_the_error_and_the_input() {
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish",
        "Catch": [{
            "ErrorEquals": ["Bad"],
            "Output": {"why": "{% $states.errorOutput.Cause %}", "in": "{% $states.input %}"},
            "Next": "Next"
        }],
        "End": true
    });
    let execution = run_work(&state, fails("Bad"), json!(1));
    assert_eq!(output(&execution), json!({"why": "because", "in": 1}));
    // Without `Output` it hands on the error.
    let mut state = state;
    state["Catch"][0]
        .as_object_mut()
        .expect("a catcher")
        .remove("Output");
    let execution = run_work(&state, fails("Bad"), json!(1));
    assert_eq!(
        output(&execution),
        json!({"Error": "Bad", "Cause": "because"})
    );
}

#[test]
fn a_failed_evaluation_is_retried_and_caught() {
    let state = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish",
        "Arguments": "{% $states.input.missing %}",
        "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "MaxAttempts": 2}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Error %}", "Next": "Next"}],
        "End": true
    });
    let execution = run_work(&state, Mock::returns("never"), json!({}));
    assert_eq!(output(&execution), json!("States.QueryEvaluationError"));
    let failed = execution
        .event_types()
        .into_iter()
        .filter(|it| *it == "EvaluationFailed");
    assert_eq!(failed.count(), 3, "one for each attempt");
    assert_eq!(execution.elapsed, seconds(3));
    assert!(execution.calls.is_empty());
}

#[test]
fn a_choice_goes_by_its_conditions() {
    let state = json!({
        "Type": "Choice",
        "Choices": [
            {"Condition": "{% $states.input.n > 10 %}", "Assign": {"big": true}, "Output": "big", "Next": "Next"},
            {"Condition": "{% $states.input.n = 5 %}", "Next": "Next"},
            {"Condition": false, "Next": "Next"}
        ],
        "Default": "Next",
        "Output": "{% 'default of ' & $states.input.n %}"
    });
    let of = |n: Json| run(&state, json!({"n": n}));
    assert_eq!(output(&of(json!(11))), json!("big"));
    assert_eq!(output(&of(json!(5))), json!({"n": 5}));
    assert_eq!(output(&of(json!(1))), json!("default of 1"));

    let state = json!({
        "Type": "Choice",
        "Choices": [{"Condition": "{% $states.input.n %}", "Next": "Next"}]
    });
    let execution = run(&state, json!({"n": 1}));
    assert_eq!(
        failure(&execution),
        (
            Some("Choices[0]/Condition".to_owned()),
            "The JSONata expression '$states.input.n' specified for the field 'Choices[0]/Condition' returned an \
             unexpected result type. Expected 'boolean', but was 'number' for value: 1"
                .to_owned()
        )
    );
}

#[test]
fn waits_take_seconds_and_timestamps() {
    let of = |state: Json, input: Json| run(&state, input);
    let state = json!({"Type": "Wait", "Seconds": "{% $states.input * 2 %}", "End": true});
    assert_eq!(of(state.clone(), json!(4)).elapsed, seconds(8));
    assert!(failure(&of(state, json!(-1))).1.contains("-2"));
    let state = json!({
        "Type": "Wait",
        "Timestamp": "{% $states.input %}",
        "Output": "waited",
        "End": true
    });
    let execution = of(state.clone(), json!("2025-01-01T00:01:00Z"));
    assert_eq!(execution.elapsed, seconds(60));
    assert_eq!(output(&execution), json!("waited"));
    let execution = of(state, json!("2025-01-01 00:01:00Z"));
    let (location, cause) = failure(&execution);
    assert_eq!(location.as_deref(), Some("Timestamp"));
    assert_eq!(
        cause,
        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: \
         2025-01-01 00:01:00Z"
    );
}

#[test]
fn a_fail_computes_its_error_and_cause() {
    let state = json!({
        "Type": "Fail",
        "Error": "{% 'E' & $states.input %}",
        "Cause": "{% 'in ' & $states.context.State.Name %}"
    });
    let execution = run(&state, json!(7));
    assert_eq!(execution.error.as_deref(), Some("E7"));
    assert_eq!(execution.cause.as_deref(), Some("in It"));
}

#[test]
fn maps_and_parallels_work_on_expressions() {
    let processor = json!({"StartAt": "In", "States": {"In": {
        "Type": "Pass",
        "Output": "{% $states.input.v * $states.input.i %}",
        "End": true
    }}});
    let state = json!({
        "Type": "Map",
        "Items": "{% $states.input.n[$ > 1] %}",
        "ItemSelector": {
            "v": "{% $states.context.Map.Item.Value %}",
            "i": "{% $states.context.Map.Item.Index %}"
        },
        "MaxConcurrency": "{% $states.input.most %}",
        "ItemProcessor": processor,
        "Output": {"sum": "{% $sum($states.result) %}"},
        "End": true
    });
    let execution = run(&state, json!({"n": [1, 2, 3], "most": 1}));
    assert_eq!(output(&execution), json!({"sum": 3}));

    let state = json!({
        "Type": "Parallel",
        "Arguments": {"n": "{% $states.input + 1 %}"},
        "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Output": "{% $states.input.n %}", "End": true}}},
            {"StartAt": "B", "States": {"B": {"Type": "Succeed", "Output": "{% $states.input.n * 2 %}"}}}
        ],
        "Assign": {"both": "{% $states.result %}"},
        "End": true
    });
    assert_eq!(output(&run(&state, json!(1))), json!([2, 4]));
}

#[test]
fn variables_cross_between_the_languages() {
    let definition = json!({
        "StartAt": "Path",
        "States": {
            "Path": {"Type": "Pass", "Assign": {"list.$": "$.list"}, "Next": "Ata"},
            "Ata": {
                "Type": "Pass",
                "QueryLanguage": "JSONata",
                "Assign": {"sum": "{% $sum($list) %}", "list": "{% $append($list, 9) %}"},
                "Output": {"sees": "{% $list %}"},
                "Next": "Back"
            },
            "Back": {"Type": "Pass", "Parameters": {"sum.$": "$sum", "list.$": "$list", "in.$": "$"}, "End": true}
        }
    });
    let execution = finish(
        TestRun::mocked(program(&definition)),
        json!({"list": [1, 2]}),
    );
    assert_eq!(
        output(&execution),
        json!({"sum": 3, "list": [1, 2, 9], "in": {"sees": [1, 2]}})
    );
}

#[test]
fn amazons_own_functions_are_there() {
    for (expression, expected) in [
        ("$partition([1,2,3,4,5], 2)", json!([[1, 2], [3, 4], [5]])),
        ("$range(0, 6, 2)", json!([0, 2, 4, 6])),
        ("$range(1, 9, 9)", json!(1)),
        (
            "$hash('input', 'SHA-1')",
            json!("140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"),
        ),
        ("$random(42)", json!(0.727_563_680_032_868_1)),
        ("$parse('{\"a\":[1,null]}').a", json!([1, null])),
        ("$length($uuid())", json!(36)),
    ] {
        let output = json!(format!("{{% {expression} %}}"));
        assert_eq!(made(&output, json!({})), expected, "{expression}");
    }
}

#[test]
fn time_is_the_hosts() {
    let output = json!({"now": "{% $now() %}", "millis": "{% $millis() %}"});
    assert_eq!(
        made(&output, json!({})),
        json!({"now": "2025-01-01T00:00:00.000Z", "millis": 1_735_689_600_000_i64})
    );
}
