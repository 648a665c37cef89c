//! `ResultWriter`: what is written where, and in what form.

use serde_json::{Value as Json, json};
use stepwright::objects::MemoryStore;
use stepwright::test::{Execution, Mock, TestRun};
use stepwright_tests::program;

use super::{distributed, output};
use crate::support::{branch, finish, seconds, task, with};

fn exporting(config: &Json, fields: &Json) -> Json {
    let writer = json!({
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket": "out", "Prefix": "jobs"}
    });
    working(&with(
        json!({"ResultWriter": with(writer, config), "Label": "L"}),
        fields,
    ))
}

fn working(fields: &Json) -> Json {
    let mut definition = distributed(fields);
    let processor = &mut definition["States"]["Each"]["ItemProcessor"];
    let config = processor["ProcessorConfig"].take();
    *processor = with(branch("Work", &task()), &json!({"ProcessorConfig": config}));
    definition
}

/// 0 fails, what is above 9 takes for ever.
fn run(definition: &Json, objects: &MemoryStore, items: Json) -> Execution {
    let work = Mock::by(|item, _| match item.as_u64() {
        Some(0) => Mock::fails("Bad", "item"),
        Some(n) if n > 9 => Mock::hangs(),
        Some(n) => Mock::returns(vec![n, n]).after(seconds(n)),
        None => Mock::returns(item.clone()),
    });
    let run = TestRun::mocked(program(definition)).objects(objects.clone());
    finish(run.mock("Work", work), items)
}

fn content(objects: &MemoryStore, key: &str) -> String {
    let content = objects.content("out", key);
    let content = content.unwrap_or_else(|| panic!("{key} is none of {:?}", objects.keys("out")));
    String::from_utf8(content).expect("text")
}

fn parsed(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn results_are_written_and_the_manifest_names_them() {
    let objects = MemoryStore::new();
    let definition = exporting(&json!({}), &json!({"ToleratedFailureCount": 1}));
    let execution = run(&definition, &objects, json!([1, 0]));
    let output = output(&execution);
    let map_run = execution.children[0].map_run.clone().expect("a Map run");
    let folder = format!("jobs/{}", map_run.rsplit(':').next().unwrap_or_default());
    let manifest = format!("{folder}/manifest.json");
    assert_eq!(
        output,
        json!({"MapRunArn": map_run, "ResultWriterDetails": {"Bucket": "out", "Key": manifest}})
    );
    let [succeeded, failed] =
        ["SUCCEEDED", "FAILED"].map(|status| format!("{folder}/{status}_0.json"));
    let sizes = [&succeeded, &failed].map(|key| content(&objects, key).len());
    assert_eq!(
        parsed(&content(&objects, &manifest)),
        json!({
            "DestinationBucket": "out",
            "MapRunArn": map_run,
            "ResultFiles": {
                "FAILED": [{"Key": failed, "Size": sizes[1]}],
                "PENDING": [],
                "SUCCEEDED": [{"Key": succeeded, "Size": sizes[0]}]
            }
        })
    );
    let child = &execution.children[0];
    assert_eq!(
        parsed(&content(&objects, &succeeded)),
        json!([{
            "ExecutionArn": child.id, "Input": "1", "InputDetails": {"Included": true}, "Name": child.name,
            "Output": "[1,1]", "OutputDetails": {"Included": true}, "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE",
            "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
            "StartDate": "2025-01-01T00:00:00.000Z", "StateMachineArn": child.state_machine,
            "Status": "SUCCEEDED", "StopDate": "2025-01-01T00:00:01.000Z"
        }])
    );
    let failed = parsed(&content(&objects, &failed));
    assert_eq!(
        (
            &failed[0]["Status"],
            &failed[0]["Error"],
            &failed[0]["Cause"]
        ),
        (&json!("FAILED"), &json!("Bad"), &json!("item"))
    );
}

#[test]
fn a_failed_run_leaves_what_there_is() {
    let objects = MemoryStore::new();
    let execution = run(&exporting(&json!({}), &json!({})), &objects, json!([10, 0]));
    assert_eq!(
        execution.error.as_deref(),
        Some("States.ExceedToleratedFailureThreshold")
    );
    let keys = objects.keys("out");
    let names: Vec<&str> = keys
        .iter()
        .filter_map(|key| key.rsplit('/').next())
        .collect();
    assert_eq!(names, ["FAILED_0.json", "PENDING_0.json", "manifest.json"]);
    let pending = parsed(&content(&objects, &keys[1]));
    assert_eq!(
        (&pending[0]["Input"], &pending[0]["Status"]),
        (&json!("10"), &json!("PENDING"))
    );
}

#[test]
fn each_form_of_results_is_written() {
    for (output, transformation, name, text) in [
        ("JSON", "COMPACT", "SUCCEEDED_0.json", "[[1,1],[2,2]]"),
        ("JSONL", "COMPACT", "SUCCEEDED_0.jsonl", "[1,1]\n[2,2]\n"),
        ("JSON", "FLATTEN", "SUCCEEDED_0.json", "[1,1,2,2]"),
        ("JSONL", "FLATTEN", "SUCCEEDED_0.jsonl", "1\n1\n2\n2\n"),
    ] {
        let objects = MemoryStore::new();
        let config =
            json!({"WriterConfig": {"OutputType": output, "Transformation": transformation}});
        run(&exporting(&config, &json!({})), &objects, json!([1, 2]));
        let keys = objects.keys("out");
        assert!(keys[0].ends_with(name), "{keys:?}");
        assert_eq!(
            content(&objects, &keys[0]),
            text,
            "{output} {transformation}"
        );
    }
}

#[test]
fn a_writer_without_a_place_forms_the_output() {
    let of = |output: &str, transformation: &str| {
        let config = json!({"OutputType": output, "Transformation": transformation});
        let fields = json!({"ResultWriter": {"WriterConfig": config}});
        super::output(&run(&working(&fields), &MemoryStore::new(), json!([2, 1])))
    };
    assert_eq!(of("JSON", "COMPACT"), json!([[2, 2], [1, 1]]));
    assert_eq!(of("JSON", "FLATTEN"), json!([2, 2, 1, 1]));
    assert_eq!(of("JSONL", "FLATTEN"), json!("2\n2\n1\n1"));
    assert_eq!(of("JSON", "NONE")[1]["Output"], json!("[1,1]"));
}

#[test]
fn a_bucket_must_be_named() {
    let nothing = json!({"Parameters": {}});
    let mut definition = exporting(&nothing, &json!({}));
    let cause = run(&definition, &MemoryStore::new(), json!([])).cause;
    assert_eq!(
        cause.as_deref(),
        Some("The parameters of the ResultWriter name no Bucket.")
    );
    let reader = json!({"Resource": "arn:aws:states:::s3:getObject"});
    definition["States"]["Each"]["ItemReader"] = reader;
    let cause = run(&definition, &MemoryStore::new(), json!([])).cause;
    assert_eq!(
        cause.as_deref(),
        Some("The parameters of the ItemReader name no Bucket.")
    );
}

#[test]
fn what_cannot_be_written_fails_the_run() {
    let definition = exporting(&json!({}), &json!({}));
    let run = TestRun::mocked(program(&definition)).mock("Work", Mock::returns(1));
    let execution = finish(run, json!([1]));
    assert_eq!(
        execution.error.as_deref(),
        Some("States.ResultWriterFailed")
    );
    let types = execution.event_types();
    assert_eq!(
        types[types.len() - 3..],
        ["MapRunFailed", "MapStateFailed", "ExecutionFailed"]
    );
}
