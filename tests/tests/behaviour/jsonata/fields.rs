//! Every field that takes an expression: it is evaluated, and what it does not take fails with the field's name.
use serde_json::{Value as Json, json};
use stepwright::{
    Status,
    objects::MemoryStore,
    test::{Execution, Mock, TestRun},
};
use stepwright_tests::program;

use super::{alone, failure, output, run, undefined};
use crate::support::{branch, finish, seconds, with};

/// A state of each kind, `It`, that takes an expression in the named field.
fn state(field: &str, expression: &str) -> Json {
    let value = json!(format!("{{% {expression} %}}"));
    let task = json!({"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Arguments": {}, "End": true});
    let mut processor = branch("In", &json!({"Type": "Pass", "End": true}));
    let map = |processor: &Json| json!({"Type": "Map", "Items": [1, 2, 3], "ItemProcessor": processor, "End": true});
    let inline = map(&processor);
    processor["ProcessorConfig"] = json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
    let distributed = map(&processor);
    let reader = json!({"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSONL"}, "Arguments": {"Bucket": "b", "Key": "data"}});
    match field {
        "Arguments" | "TimeoutSeconds" | "HeartbeatSeconds" => with(task, &json!({field: value})),
        "Credentials/RoleArn" => with(task, &json!({"Credentials": {"RoleArn": value}})),
        "Parallel/Arguments" => {
            json!({"Type": "Parallel", "Arguments": value, "Branches": [branch("A", &json!({"Type": "Pass", "End": true}))], "End": true})
        }
        "Output" | "Assign/x" => {
            let fields = if field == "Output" {
                json!({"Output": value})
            } else {
                json!({"Assign": {"x": value}})
            };
            with(json!({"Type": "Pass", "End": true}), &fields)
        }
        "Seconds" | "Timestamp" => json!({"Type": "Wait", field: value, "End": true}),
        "Error" | "Cause" => json!({"Type": "Fail", field: value}),
        "Choices[0]/Condition" => {
            json!({"Type": "Choice", "Choices": [{"Condition": value, "Next": "Next"}], "Default": "Next"})
        }
        "Items" | "ItemSelector" | "MaxConcurrency" => with(inline, &json!({field: value})),
        "ToleratedFailureCount" | "ToleratedFailurePercentage" => {
            with(distributed, &json!({field: value}))
        }
        "ItemBatcher/BatchInput" => with(
            distributed,
            &json!({"ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": value}}),
        ),
        "ItemBatcher/MaxItemsPerBatch" => with(
            distributed,
            &json!({"ItemBatcher": {"MaxItemsPerBatch": value}}),
        ),
        "ItemBatcher/MaxInputBytesPerBatch" => with(
            distributed,
            &json!({"ItemBatcher": {"MaxInputBytesPerBatch": value}}),
        ),
        "ItemReader/Arguments" | "ItemReader/ReaderConfig/MaxItems" => {
            let mut state = with(distributed, &json!({"ItemReader": reader}));
            state.as_object_mut().expect("a state").remove("Items");
            if field == "ItemReader/Arguments" {
                state["ItemReader"]["Arguments"] = value;
            } else {
                state["ItemReader"]["ReaderConfig"]["MaxItems"] = value;
            }
            state
        }
        "ResultWriter/Arguments" => with(
            distributed,
            &json!({"ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": value}}),
        ),
        other => panic!("{other}"),
    }
}

/// Each field, a value that it does not take, and what it takes instead; none where it takes anything.
const FIELDS: &[(&str, &str, Option<&str>)] = &[
    ("Arguments", "1", None),
    (
        "Credentials/RoleArn",
        "'arn:aws:iam::000000000000:role/r'",
        None,
    ),
    ("Parallel/Arguments", "1", None),
    ("Output", "1", None),
    ("Assign/x", "1", None),
    ("ItemSelector", "1", None),
    ("ItemBatcher/BatchInput", "1", None),
    ("TimeoutSeconds", "'s'", Some("number")),
    ("HeartbeatSeconds", "1.5", Some("integer")),
    ("Seconds", "true", Some("number")),
    ("Timestamp", "1", Some("string")),
    ("Error", "[1]", Some("string")),
    ("Cause", "null", Some("string")),
    ("Choices[0]/Condition", "'true'", Some("boolean")),
    ("Items", "{}", Some("array")),
    ("MaxConcurrency", "'1'", Some("number")),
    ("ToleratedFailureCount", "1.5", Some("integer")),
    ("ToleratedFailurePercentage", "'1'", Some("number")),
    ("ItemBatcher/MaxItemsPerBatch", "1.5", Some("integer")),
    ("ItemBatcher/MaxInputBytesPerBatch", "[]", Some("number")),
    ("ItemReader/ReaderConfig/MaxItems", "'1'", Some("number")),
    (
        "ItemReader/Arguments",
        "{'Bucket': 'b', 'Key': 'data'}",
        None,
    ),
    (
        "ResultWriter/Arguments",
        "{'Bucket': 'b', 'Prefix': 'p'}",
        None,
    ),
];

fn run_field(field: &str, expression: &str) -> Execution {
    let state = state(field, expression);
    let objects = MemoryStore::new().with("b", "data", "1\n2\n3\n");
    let run = TestRun::mocked(program(&alone(&state))).objects(objects);
    let run = if state["Type"] == "Task" {
        run.mock("It", Mock::returns(1))
    } else {
        run
    };
    finish(run, json!({}))
}

#[test]
fn an_undefined_result_fails_whatever_field_it_is_for() {
    for (field, ..) in FIELDS {
        let location = field.trim_start_matches("Parallel/");
        assert_eq!(
            failure(&run_field(field, "$states.input.missing")),
            undefined("$states.input.missing", location)
        );
    }
}

#[test]
fn a_field_says_what_it_takes() {
    for (field, value, kind) in FIELDS {
        let expression = format!("({value})");
        let execution = run_field(field, &expression);
        let Some(kind) = kind else {
            assert_eq!(execution.status, Status::Succeeded, "{field} {execution:?}");
            continue;
        };
        let (location, cause) = failure(&execution);
        assert_eq!(location.as_deref(), Some(*field));
        let expected = format!(
            "The JSONata expression '{expression}' specified for the field '{field}' returned an unexpected result type. Expected '{kind}', but was '"
        );
        assert!(cause.starts_with(&expected), "{cause}");
    }
}

#[test]
fn a_field_is_what_its_expression_makes() {
    let elapsed = |field, expression| run_field(field, expression).elapsed;
    assert_eq!(elapsed("Seconds", "1 + 1"), seconds(2));
    assert_eq!(
        elapsed("Timestamp", "'2025-01-01T00:01:' & '00Z'"),
        seconds(60)
    );
    let failed = run_field("Error", "'a' & 1");
    assert_eq!(failed.error.as_deref(), Some("a1"));
    let failed = run_field("Cause", "'a' & 1");
    assert_eq!(failed.cause.as_deref(), Some("a1"));
    for (field, expression, expected) in [
        ("Items", "[5..6]", json!([5, 6])),
        (
            "ItemSelector",
            "$states.context.Map.Item.Value * 2",
            json!([2, 4, 6]),
        ),
        ("MaxConcurrency", "1 + 1", json!([1, 2, 3])),
        (
            "ItemBatcher/MaxItemsPerBatch",
            "1 + 1",
            json!([{"Items": [1, 2]}, {"Items": [3]}]),
        ),
        (
            "ItemBatcher/MaxInputBytesPerBatch",
            "10 + 4",
            json!([{"Items": [1]}, {"Items": [2]}, {"Items": [3]}]),
        ),
        ("ItemReader/ReaderConfig/MaxItems", "1 + 1", json!([1, 2])),
        (
            "ItemReader/Arguments",
            "{'Bucket': 'b', 'Key': 'da' & 'ta'}",
            json!([1, 2, 3]),
        ),
        ("ToleratedFailureCount", "1 + 1", json!([1, 2, 3])),
        ("ToleratedFailurePercentage", "0.5 + 1", json!([1, 2, 3])),
    ] {
        assert_eq!(output(&run_field(field, expression)), expected, "{field}");
    }
}

#[test]
fn a_whole_number_may_be_spelled_with_a_point() {
    let state = state("Seconds", "$states.input");
    let execution = run(&state, json!(2.0));
    assert_eq!(execution.elapsed, seconds(2), "{execution:?}");
}
