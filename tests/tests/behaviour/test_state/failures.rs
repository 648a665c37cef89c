//! Failures: what a retrier or catcher would make of them, and what was seen before.

use super::*;

fn failing() -> Json {
    with(
        task(),
        &json!({
            "Retry": [
                {"ErrorEquals": ["Other"]},
                {"ErrorEquals": ["Slow"], "IntervalSeconds": 2, "BackoffRate": 3.0, "MaxAttempts": 4, "MaxDelaySeconds": 50}
            ],
            "Catch": [
                {"ErrorEquals": ["Other"], "Next": "Next"},
                {"ErrorEquals": ["Slow", "Bad"], "ResultPath": "$.e", "Next": "Next"}
            ]
        }),
    )
}

fn details(test: &StateTest) -> Json {
    inspection(test)["errorDetails"].clone()
}

#[test]
fn a_retrier_says_when_it_would_try_again() {
    let after = |retries| {
        tested(
            &failing(),
            it(json!({})).fails("Slow", "so slow").retries(retries),
        )
    };
    let first = after(0);
    assert_eq!(
        (first.status, first.error.as_deref(), first.cause.as_deref()),
        (TestStatus::Retriable, Some("Slow"), Some("so slow"))
    );
    assert_eq!((&first.output, first.next_state), (&None, None));
    assert_eq!(
        details(&first),
        json!({"retryIndex": 1, "retryBackoffIntervalSeconds": 2})
    );
    assert_eq!(
        details(&after(2)),
        json!({"retryIndex": 1, "retryBackoffIntervalSeconds": 18})
    );
    // At most `MaxDelaySeconds`.
    assert_eq!(
        details(&after(3)),
        json!({"retryIndex": 1, "retryBackoffIntervalSeconds": 50})
    );
}

#[test]
fn a_retrier_that_is_used_up_leaves_the_error_to_a_catcher() {
    let test = tested(
        &failing(),
        it(json!({"a": 1})).fails("Slow", "so slow").retries(4),
    );
    assert_eq!(
        (test.status, test.next_state),
        (TestStatus::CaughtError, Some("Next"))
    );
    assert_eq!(details(&test), json!({"catchIndex": 1, "retryIndex": 1}));
    assert_eq!(
        test.output,
        Some(json!({"a": 1, "e": {"Error": "Slow", "Cause": "so slow"}}).into())
    );
}

#[test]
fn what_nothing_covers_fails() {
    let test = tested(&failing(), it(json!({})).fails("Unknown", "?"));
    assert_eq!(test.status, TestStatus::Failed);
    assert_eq!(test.inspection.error_details, None);
    assert_eq!(
        (test.error.as_deref(), test.output),
        (Some("Unknown"), None)
    );
}

#[test]
fn a_failing_stage_leaves_those_before_it_and_names_no_event() {
    let state = with(
        task(),
        &json!({"InputPath": "$.order", "ResultSelector": {"id.$": "$.MessageId"}}),
    );
    let test = tested(&state, it(json!({"order": 1})).returns(json!({"other": 2})));
    assert_eq!(test.status, TestStatus::Failed);
    assert_eq!(
        test.cause.as_deref(),
        Some(
            "The JSONPath '$.MessageId' specified for the field 'id.$' could not be found in the input '{\"other\":2}'"
        )
    );
    assert_eq!(
        inspection(&test),
        json!({"input": {"order": 1}, "afterInputPath": 1, "afterParameters": 1, "result": {"other": 2}})
    );
}

#[test]
fn what_jsonata_cannot_evaluate_may_be_caught() {
    let state = json!({
        "Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.none %}", "End": true
    });
    let test = tested(&state, it(json!({})));
    assert_eq!(
        (test.status, test.error.as_deref(), test.cause.as_deref()),
        (
            TestStatus::Failed,
            Some("States.QueryEvaluationError"),
            Some(
                "The JSONata expression '$states.input.none' specified for the field 'Output' returned nothing (undefined)."
            )
        )
    );
}

#[test]
fn a_state_has_five_minutes() {
    let state = json!({"Type": "Wait", "Seconds": 301, "Next": "Next"});
    let test = tested(&state, it(json!({})));
    assert_eq!(
        (test.status, test.error.as_deref()),
        (TestStatus::Failed, Some("States.Timeout"))
    );
}

#[test]
fn a_catcher_sees_the_context_object_of_the_attempt_that_failed() {
    let state = json!({
        "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::sns:publish", "Arguments": {},
        "Catch": [{"ErrorEquals": ["Bad"], "Output": "{% $states.context %}", "Next": "Next"}], "End": true
    });
    let test = tested(&state, it(json!({})).fails("Bad", "so").retries(2));
    let context = test.output.expect("an output");
    let at = |part: &str, name: &str| context.get(part).and_then(|part| part.get(name)).cloned();
    assert_eq!(at("State", "RetryCount"), Some(2.into()));
    // Nothing under test is redriven.
    assert!(at("Execution", "Name").is_some());
    assert_eq!(at("Execution", "RedriveCount"), None);
}

#[test]
fn a_message_names_a_path_into_the_context_object_as_one_into_the_input() {
    let state = json!({
        "Type": "Map", "ItemsPath": "$$.Execution", "ItemProcessor": branch("Work", &task()), "End": true
    });
    let test = tested(&state, it(json!({})).returns(json!([])));
    let cause = "Reference path \"$.Execution\" must point to array.";
    assert_eq!(test.cause.as_deref(), Some(cause));
}
