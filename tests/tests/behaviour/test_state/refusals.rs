//! Tests that do not fit their state are refused, and why.

use super::*;

fn refused(state: &Json, test: TestState) -> String {
    let run = TestRun::mocked(program(&alone(state)));
    now(run.test_state(test))
        .expect_err("a refusal")
        .to_string()
}

fn pass() -> Json {
    json!({"Type": "Pass", "End": true})
}

fn map() -> Json {
    json!({"Type": "Map", "ItemProcessor": branch("Work", &task()), "End": true})
}

fn parallel() -> Json {
    json!({"Type": "Parallel", "Branches": [branch("A", &pass()), branch("B", &pass())], "End": true})
}

#[test]
fn a_state_that_is_not_there() {
    assert_eq!(
        refused(&pass(), TestState::of("Its")),
        "no state of the workflow `workflow` is named `Its`; its states are `It`, `Next`"
    );
}

#[test]
fn a_mock_where_nothing_can_be_mocked() {
    let why = "state `It` of the workflow `workflow` is a Pass, which cannot be mocked: only a Task, Parallel or Map has something to mock";
    assert_eq!(refused(&pass(), it(json!({})).returns(1)), why);
    assert_eq!(refused(&pass(), it(json!({})).fails("E", "c")), why);
}

#[test]
fn a_result_of_the_wrong_shape() {
    assert_eq!(
        refused(&parallel(), it(json!({})).returns(json!({"a": 1}))),
        "the mocked result of the Parallel `It` is {\"a\":1}, which is no array: give one output per branch"
    );
    assert_eq!(
        refused(&parallel(), it(json!({})).returns(json!([1, 2, 3]))),
        "the mocked result of the Parallel `It` has 3 items, but the state has 2 branches: give one output per branch"
    );
    assert_eq!(
        refused(&map(), it(json!({})).returns(json!("x"))),
        "the mocked result of the Map `It` is \"x\", which is no array: give one output per iteration"
    );
    let processor = with(
        branch("Work", &task()),
        &json!({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}),
    );
    let writer = json!({"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}});
    let writing =
        json!({"Type": "Map", "ItemProcessor": processor, "ResultWriter": writer, "End": true});
    assert_eq!(
        refused(&writing, it(json!([])).returns(json!([]))),
        "the mocked result of the Map `It` is [], which is no object: its ResultWriter exports the results and returns an object that says where"
    );
}

#[test]
fn failed_iterations_that_cannot_be() {
    assert_eq!(
        refused(&map(), it(json!([])).failed_iterations(1)),
        "state `It` has failed iterations but no mock: give its result with `TestState::returns`"
    );
    assert_eq!(
        refused(
            &map(),
            it(json!([])).returns(json!([1])).failed_iterations(2)
        ),
        "2 iterations of the Map `It` failed, but its mocked result is of 1 iterations"
    );
    assert_eq!(
        refused(&task(), it(json!([])).returns(1).failed_iterations(2)),
        "state `It` is a Task: only a Map has iterations that fail"
    );
}

#[test]
fn a_reader_or_a_cause_that_is_not_there() {
    assert_eq!(
        refused(&map(), it(json!([])).item_reader_data(json!([1]))),
        "state `It` is given what an ItemReader read, but has none: leave out `TestState::item_reader_data`"
    );
    assert_eq!(
        refused(
            &map(),
            it(json!([])).fails("E", "c").error_caused_by("Next")
        ),
        "the error of state `It` cannot come from `Next`, which is not inside of it; its states are `Work`"
    );
    assert_eq!(
        refused(
            &task(),
            it(json!([])).fails("E", "c").error_caused_by("Next")
        ),
        "the error of state `It` cannot come from `Next`: only a Parallel or Map holds other states"
    );
}

#[test]
fn a_context_or_variables_that_cannot_be() {
    assert_eq!(
        refused(&pass(), it(json!({})).variables(1)),
        "the variables are 1, which is no object: give each variable's value by its name"
    );
    assert_eq!(
        refused(&pass(), it(json!({})).context(1)),
        "the context object is 1, which is no object"
    );
    assert_eq!(
        refused(&pass(), it(json!({})).context(json!({"Executions": 1}))),
        "the context object has a field `Executions`; its fields are `Execution`, `Map`, `State`, `StateMachine`, `Task`"
    );
    assert_eq!(
        refused(
            &task(),
            it(json!({})).context(json!({"Task": {"Token": "t"}}))
        ),
        "the context object has a `Task`, but state `It` is no Task that waits for a job or a callback"
    );
}
