//! Mocks: of Tasks in every pattern, of Parallel and Map as wholes, and the run's own.

use super::*;
use stepwright::test::Mock;

#[test]
fn a_mock_of_a_service_is_its_whole_answer() {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "OutputPath": "$.Payload", "End": true
    });
    let answer = json!({"StatusCode": 200, "Payload": {"ok": true}});
    let test = tested(&state, it(json!({"n": 1})).returns(answer.clone()));
    assert_eq!(
        inspection(&test)["afterParameters"],
        json!({"FunctionName": "f", "Payload": {"n": 1}})
    );
    assert_eq!(inspection(&test)["result"], answer);
    assert_eq!(test.output, Some(json!({"ok": true}).into()));
}

#[test]
fn a_mock_of_a_job_is_the_jobs_end() {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "arn", "Input": {}}, "End": true
    });
    let test = tested(
        &state,
        it(json!({})).returns(json!({"Status": "SUCCEEDED"})),
    );
    assert_eq!(test.output, Some(json!({"Status": "SUCCEEDED"}).into()));
    assert_eq!(test.status, TestStatus::Succeeded);
}

#[test]
fn without_a_mock_the_runs_own_answers() {
    let definition = alone(&task());
    let run = TestRun::mocked(program(&definition)).mock("It", Mock::returns("from the run"));
    let test = now(run.test_state(it(json!({})))).unwrap();
    assert_eq!(test.output, Some("from the run".into()));
}

#[test]
fn a_mocked_parallel_shows_what_follows_its_branches() {
    let state = json!({
        "Type": "Parallel", "InputPath": "$.in", "ResultPath": "$.out",
        "Branches": [branch("A", &task()), branch("B", &task())], "End": true
    });
    let test = tested(&state, it(json!({"in": 1})).returns(json!(["a", "b"])));
    assert_eq!(
        inspection(&test),
        json!({
            "input": {"in": 1},
            "afterResultSelector": ["a", "b"],
            "afterResultPath": {"in": 1, "out": ["a", "b"]}
        })
    );
}

#[test]
fn the_branches_of_a_parallel_without_a_mock_run() {
    let state = json!({
        "Type": "Parallel", "InputPath": "$.in", "Branches": [branch("A", &json!({"Type": "Pass", "End": true}))], "End": true
    });
    let test = tested(&state, it(json!({"in": 1})));
    // Nothing that the branch does is the state's own.
    assert_eq!(
        inspection(&test),
        json!({
            "input": {"in": 1}, "afterInputPath": 1, "afterParameters": 1, "afterResultSelector": [1], "afterResultPath": [1]
        })
    );
    assert_eq!(test.output, Some(json!([1]).into()));
}

fn map(fields: &Json) -> Json {
    let state = json!({
        "Type": "Map", "ItemsPath": "$.list", "ItemProcessor": branch("Work", &task()), "End": true
    });
    with(state, fields)
}

#[test]
fn a_mocked_map_shows_its_items_and_limits() {
    let state = map(&json!({
        "ItemSelector": {"v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index", "all.$": "$.n"},
        "MaxConcurrency": 3, "ResultPath": "$.out"
    }));
    let input = json!({"list": [5, 6], "n": 9});
    let test = tested(&state, it(input.clone()).returns(json!(["a", "b"])));
    assert_eq!(
        inspection(&test),
        json!({
            "input": input,
            "afterInputPath": input,
            "afterItemsPath": [5, 6],
            "afterItemSelector": [{"v": 5, "i": 0, "all": 9}, {"v": 6, "i": 1, "all": 9}],
            "maxConcurrency": 3,
            "afterResultSelector": ["a", "b"],
            "afterResultPath": {"list": [5, 6], "n": 9, "out": ["a", "b"]}
        })
    );
}

#[test]
fn a_map_fails_where_more_iterations_failed_than_it_tolerates() {
    let fields = json!({
        "ToleratedFailureCount": 1,
        "Retry": [{"ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "MaxAttempts": 2}]
    });
    let failed = |fields: &Json, failed| {
        let test = it(json!({"list": [1, 2, 3]})).returns(json!([1, 2, 3]));
        tested(&map(fields), test.failed_iterations(failed))
    };
    assert_eq!(failed(&fields, 1).status, TestStatus::Succeeded);
    let test = failed(&fields, 2);
    assert_eq!(
        (test.status, test.error.as_deref(), test.cause.as_deref()),
        (
            TestStatus::Retriable,
            Some("States.ExceedToleratedFailureThreshold"),
            Some("The specified tolerated failure threshold was exceeded")
        )
    );
    assert_eq!(test.inspection.tolerated_failure_count, Some(1));
    // AWS looks at the tolerance only where there is one.
    assert_eq!(failed(&json!({}), 2).status, TestStatus::Succeeded);
    let test = failed(&json!({"ToleratedFailurePercentage": 50}), 2);
    assert_eq!(
        (test.status, test.inspection.tolerated_failure_percentage),
        (TestStatus::Failed, Some(50.0))
    );
}

#[test]
fn an_error_may_come_from_inside() {
    let state = map(&json!({"Catch": [{"ErrorEquals": ["Bad"], "Next": "Next"}]}));
    let test = it(json!({"list": [1]}))
        .fails("Bad", "inside")
        .error_caused_by("Work");
    let test = tested(&state, test);
    assert_eq!(
        (test.status, test.next_state),
        (TestStatus::CaughtError, Some("Next"))
    );
    assert_eq!(test.inspection.after_items_path, Some(json!([1]).into()));
    assert_eq!(test.inspection.after_result_selector, None);
}

#[test]
fn a_map_may_be_given_what_its_reader_read() {
    let processor = with(
        branch("Work", &task()),
        &json!({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}),
    );
    let reader = json!({
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/a/list"},
        "Parameters": {"Bucket": "b", "Key": "k"}
    });
    let state = json!({
        "Type": "Map", "ItemReader": reader, "ItemSelector": {"v.$": "$$.Map.Item.Value"}, "ItemProcessor": processor, "End": true
    });
    let read = json!({"a": {"list": [1, 2]}});
    let test = it(json!({}))
        .item_reader_data(read)
        .returns(json!(["x", "y"]));
    let test = tested(&state, test);
    let data = inspection(&test);
    assert_eq!(data["afterItemsPointer"], json!([1, 2]));
    assert_eq!(data["afterItemSelector"], json!([{"v": 1}, {"v": 2}]));
    assert_eq!(test.output, Some(json!(["x", "y"]).into()));
}

fn distributed(fields: &Json) -> Json {
    let config = json!({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}});
    let processor = with(branch("Work", &task()), &config);
    with(map(fields), &json!({"ItemProcessor": processor}))
}

#[test]
fn a_mocked_map_shows_the_batches_of_what_its_selector_makes() {
    let state = distributed(&json!({
        "ItemSelector": {"v.$": "$$.Map.Item.Value"},
        "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"n.$": "$.n"}}
    }));
    let input = json!({"list": [5, 6, 7], "n": 9});
    let test = tested(&state, it(input).returns(json!(["a", "b"])));
    let data = inspection(&test);
    assert_eq!(
        data["afterItemSelector"],
        json!([{"v": 5}, {"v": 6}, {"v": 7}])
    );
    assert_eq!(
        data["afterItemBatcher"],
        json!([
            {"BatchInput": {"n": 9}, "Items": [{"v": 5}, {"v": 6}]},
            {"BatchInput": {"n": 9}, "Items": [{"v": 7}]}
        ])
    );
}

#[test]
fn batches_are_of_the_items_themselves_without_a_selector() {
    let state = distributed(&json!({"ItemBatcher": {"MaxItemsPerBatch": 2}}));
    let test = tested(&state, it(json!({"list": [5, 6, 7]})).returns(json!([])));
    let data = inspection(&test);
    assert_eq!(
        data["afterItemBatcher"],
        json!([{"Items": [5, 6]}, {"Items": [7]}])
    );
    assert_eq!(data.get("afterItemSelector"), None);
}

#[test]
fn a_batcher_that_cannot_be_evaluated_fails_the_state() {
    let state = distributed(&json!({"ItemBatcher": {"MaxItemsPerBatchPath": "$.n"}}));
    let test = tested(
        &state,
        it(json!({"list": [5], "n": "many"})).returns(json!([])),
    );
    assert_eq!(test.status, TestStatus::Failed);
    assert_eq!(test.error.as_deref(), Some("States.Runtime"));
    assert_eq!(test.inspection.after_item_batcher, None);
}

#[test]
fn a_mocked_distributed_map_says_where_its_items_are_from() {
    let state = distributed(&json!({"ItemSelector": {"from.$": "$$.Map.Item.Source"}}));
    let test = tested(&state, it(json!({"list": [5]})).returns(json!(["a"])));
    assert_eq!(
        inspection(&test)["afterItemSelector"],
        json!([{"from": "STATE_DATA"}])
    );
}
