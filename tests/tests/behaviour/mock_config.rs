//! Mocks from a `MockConfigFile.json`, as Step Functions Local takes them.

mod messages;

use serde_json::{Value as Json, json};
use stepwright::test::{Execution, MockConfig, TestRun};
use stepwright::{Status, Value};
use stepwright_tests::{Closures, program};

use crate::support::{branch, finish, with};

fn mocks() -> MockConfig {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/behaviour/mock_config/MockConfigFile.json"
    );
    MockConfig::read(file).unwrap_or_else(|error| panic!("{error}"))
}

fn orders() -> Json {
    let charge = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
        "ResultSelector": {"receipt.$": "$.Payload.receipt"},
        "Retry": [{"ErrorEquals": ["Busy", "Lambda.ResourceNotReadyException"], "MaxAttempts": 5}],
        "Next": "Tell"
    });
    let tell = json!({
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$.receipt"}, "ResultPath": "$.told", "End": true
    });
    json!({"StartAt": "Charge", "States": {"Charge": charge, "Tell": tell}})
}

fn run(definition: &Json, machine: &str, case: &str, input: Json) -> Execution {
    let run = TestRun::mocked(program(definition));
    let run = run.mock_config(&mocks(), machine, case);
    finish(run.unwrap_or_else(|error| panic!("{error}")), input)
}

#[test]
fn a_response_is_the_services_whole_answer() {
    let execution = run(
        &orders(),
        "Orders",
        "Straight through",
        json!({"amount": 3}),
    );
    assert_eq!(
        execution.output,
        Some(json!({"receipt": "r-1", "told": {"MessageId": "m-1"}}).into())
    );
    let sent = Json::from(execution.calls_of("Charge")[0].parameters.clone());
    assert_eq!(
        sent,
        json!({"FunctionName": "charge", "Payload": {"amount": 3}})
    );
}

#[test]
fn retries_take_one_answer_after_the_other() {
    let execution = run(&orders(), "Orders", "Charged at last", json!({}));
    assert_eq!(
        execution.output,
        Some(json!({"receipt": "r-4", "told": {"MessageId": "m-1"}}).into())
    );
    let failed = execution
        .history
        .iter()
        .filter(|event| event.event_type() == "TaskFailed");
    let errors: Vec<_> = failed
        .map(|event| event.to_json()["taskFailedEventDetails"]["error"].clone())
        .collect();
    assert_eq!(errors, ["Lambda.ResourceNotReadyException", "Busy", "Busy"]);
}

#[test]
fn a_throw_is_the_tasks_failure() {
    let execution = run(&orders(), "Orders", "Declined", json!({}));
    assert_eq!(
        (
            execution.status,
            execution.error.as_deref(),
            execution.cause.as_deref()
        ),
        (Status::Failed, Some("Declined"), Some("no money, \"none\""))
    );
}

#[test]
fn a_call_beyond_the_last_answer_fails_the_execution() {
    let execution = run(&orders(), "Orders", "Too few", json!({}));
    assert_eq!(
        (execution.error.as_deref(), execution.cause.as_deref()),
        (
            Some("States.Runtime"),
            Some(
                "The mocked response 'Busy once' of the state 'Charge' has nothing for call 1: its last is 0."
            )
        )
    );
}

#[test]
fn a_state_that_the_case_does_not_name_calls_its_handler() {
    let workflow = Closures::new(program(&orders()))
        .on(|_, _| async { panic!("a mocked Task calls nothing") })
        .on(|_, _| async { Ok(Value::from("by the handler")) });
    let run = TestRun::new(&workflow)
        .mock_config(&mocks(), "Orders", "Only charged")
        .unwrap();
    let execution = finish(run, json!({}));
    assert_eq!(
        execution.output,
        Some(json!({"receipt": "r-1", "told": "by the handler"}).into())
    );
}

#[test]
fn jobs_and_callbacks_bring_their_final_result() {
    let job = json!({
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "arn", "Input": {}}, "ResultPath": "$.job", "Next": "Callback"
    });
    let callback = json!({
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": {"FunctionName": "f", "Payload": {"token.$": "$$.Task.Token"}}, "ResultPath": "$.callback",
        "Catch": [{"ErrorEquals": ["Declined"], "ResultPath": "$.callback", "Next": "End"}], "Next": "End"
    });
    let states = json!({"Job": job, "Callback": callback, "End": {"Type": "Succeed"}});
    let definition = json!({"StartAt": "Job", "States": states});
    let done = json!({"Status": "SUCCEEDED", "Output": {"n": 12_345_678_901_234_567_890_u64}});
    let execution = run(&definition, "Patterns", "Both end", json!({}));
    assert_eq!(
        execution.output,
        Some(json!({"job": done, "callback": {"approved": true}}).into())
    );
    let execution = run(&definition, "Patterns", "Callback fails", json!({}));
    let declined = json!({"Error": "Declined", "Cause": "no money, \"none\""});
    assert_eq!(
        execution.output,
        Some(json!({"job": done, "callback": declined}).into())
    );
}

#[test]
fn iterations_share_the_answers_of_a_state() {
    let work = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true});
    let map = json!({"Type": "Map", "MaxConcurrency": 1, "ItemProcessor": branch("Work", &work), "End": true});
    let definition = json!({"StartAt": "Each", "States": {"Each": map}});
    let execution = run(&definition, "Lists", "Three items", json!([1, 2, 3]));
    assert_eq!(
        execution.output,
        Some(json!(["early", "early", null]).into())
    );
}

#[test]
fn a_case_may_be_named_as_step_functions_local_does() {
    let arn = "arn:aws:states:us-east-1:123456789012:stateMachine:Orders#Straight through";
    for name in [arn, "Orders#Straight through"] {
        let run = TestRun::mocked(program(&orders()))
            .mock_config_of(&mocks(), name)
            .unwrap();
        assert_eq!(finish(run, json!({})).status, Status::Succeeded);
    }
}

#[test]
fn all_cases_of_a_file_can_be_run() {
    let mocks = mocks();
    assert_eq!(
        mocks.state_machines().collect::<Vec<_>>(),
        ["Lists", "Orders", "Patterns"]
    );
    assert_eq!(
        mocks.test_cases("Patterns").collect::<Vec<_>>(),
        ["Both end", "Callback fails"]
    );
    assert_eq!(mocks.test_cases("Pattern").count(), 0);
}

#[test]
fn a_case_may_mock_a_state_inside_a_parallel() {
    let parallel = json!({"Type": "Parallel", "Branches": [orders(), branch("Other", &json!({"Type": "Pass", "End": true}))], "End": true});
    let definition = json!({"StartAt": "Both", "States": {"Both": parallel}});
    let execution = run(&definition, "Orders", "Straight through", json!({}));
    let receipt = with(
        json!({"receipt": "r-1"}),
        &json!({"told": {"MessageId": "m-1"}}),
    );
    assert_eq!(execution.output, Some(json!([receipt, {}]).into()));
}
