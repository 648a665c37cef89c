//! Odd files, odd places and odd readers.

use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};
use stepwright_conformance::{Options, run};

use crate::support::{changed, file, folder, passing};
use crate::{differences, report};

#[test]
fn a_mark_of_the_encoding_windows_line_ends_and_bytes_that_are_no_text_harm_no_other_line() {
    let case = passing()[0].to_string();
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(format!("{case}\r\n\r\n{{\"id\":\"").bytes());
    bytes.extend(b"\xff\"}\r\n");
    bytes.extend(case.bytes());
    let file = folder().join("odd.jsonl");
    std::fs::write(&file, bytes).unwrap();
    let report = run(&Options::new([file])).unwrap();
    let found = differences(&report);
    assert_eq!(found[0], ("task", vec![]));
    assert_eq!(found[1].0, "line 3");
    assert!(found[1].1[0].contains("it is not JSON"), "{found:?}");
    assert_eq!(found[2], ("task", vec![]));
}

/// What the answers say of their Task is compared, with a history and without one.
#[test]
fn an_answer_of_another_resource_is_found() {
    let cases = [
        changed("unrecorded", "/mocks/0/resource", json!("receive")),
        changed("task", "/mocks/0/resourceType", json!("sns")),
        changed("task", "/mocks/0/heartbeatInSeconds", json!(3)),
        changed("task", "/mocks/0/timeoutInSeconds", json!(3)),
    ];
    let whats = [
        "`resource` of `T`",
        "`resourceType` of `T`",
        "`heartbeatInSeconds` of `T`",
        "`timeoutInSeconds` of `T`",
    ];
    let report = report("resources", &cases);
    for ((_, found), what) in differences(&report).into_iter().zip(whats) {
        assert_eq!(found, [what]);
    }
}

/// A function answers for a state without recorded answers, not for one call more than was recorded.
#[test]
fn a_function_does_not_hide_a_call_too_many() {
    let task = |next: Json| {
        let mut task =
            json!({ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f" });
        task.as_object_mut()
            .unwrap()
            .extend(next.as_object().unwrap().clone());
        task
    };
    let choices = json!([{ "Variable": "$.again", "IsPresent": true, "Next": "T" }]);
    let case = json!({
        "id": "again",
        "definition": { "StartAt": "T", "States": {
            "T": task(json!({ "Next": "C" })),
            "C": { "Type": "Choice", "Choices": choices, "Default": "E" },
            "E": { "Type": "Succeed" },
        } },
        "input": { "again": 1 },
        "lambdas": { "f": { "kind": "constant", "value": {} } },
        "mocks": [{ "state": "T", "result": { "output": { "again": 1 } } }],
        "expected": { "status": "SUCCEEDED", "output": {} },
    });
    let mut unrecorded = case.clone();
    unrecorded["mocks"] = json!([]);
    let report = report("functions_once", &[case, unrecorded]);
    let found = differences(&report);
    let once_more = "`T` was called once more than recorded, and sent";
    assert!(found[0].1.contains(&once_more), "{found:?}");
    assert_eq!(found[1].1, [] as [&str; 0]);
}

/// A wildcard's text is masked in data, and is no name there.
#[test]
fn a_masked_text_that_is_a_state_s_name_still_names_the_state() {
    let mut case = changed("task", "/mocks/0/result/output/a", json!("T"));
    case["expected"]["output"]["a"] = json!("T");
    case["output_wildcards"] = json!(["/a"]);
    for (event, pointer) in [
        (4, "/output/a"),
        (5, "/output/a"),
        (5, "/assigned/v"),
        (6, "/output/a"),
    ] {
        *case["history"][event].pointer_mut(pointer).unwrap() = json!("T");
    }
    let mut renamed = case.clone();
    renamed["history"][1]["state"] = json!("U");
    let mut left = case.clone();
    left["history"][5]["state"] = json!("U");
    let report = report("masked_names", &[case, renamed, left]);
    let found = differences(&report);
    assert_eq!(found[0].1, [] as [&str; 0]);
    assert_eq!(found[1].1, ["event 2 (TaskStateEntered), `state`"]);
    assert_eq!(found[2].1, ["event 6 (TaskStateExited), `state`"]);
}

#[test]
fn an_answer_that_says_nothing_is_named() {
    let case = changed("task", "/mocks/0/result", json!({ "outptu": 1 }));
    let report = report("no_result", &[case]);
    assert_eq!(
        differences(&report)[0].1,
        ["the line is no case: `mocks[0].result` has none of output, error, timeout, pending"]
    );
}

/// `| head` reads a little and goes; the report in the file is whole, and the code says what came out.
#[test]
fn a_reader_that_goes_is_no_mistake() {
    let wrong = changed("task", "/expected/output/a", json!("x".repeat(200)));
    let file = file("piped", &vec![wrong; 1000]);
    let json = folder().join("piped.json");
    let mut program = Command::new(env!("CARGO_BIN_EXE_stepwright-conformance"))
        .args([&file, "--json", json.to_str().unwrap()])
        .current_dir("/")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut output = program.stdout.take().unwrap();
    output.read_exact(&mut first).unwrap();
    drop(output);
    let ended = program.wait_with_output().unwrap();
    assert_eq!(
        (ended.status.code(), String::from_utf8_lossy(&ended.stderr)),
        (Some(1), "".into())
    );
    let report: Json = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!(report["failed"], 1000);
}

#[test]
fn the_columns_of_the_summary_stand_under_their_titles() {
    let case = changed(
        "task",
        "/tags",
        json!(["short", "a_tag_of_more_letters_than_the_column"]),
    );
    let summary = report("columns", &[case]).summary();
    let ends: Vec<usize> = summary.lines().take(3).map(str::len).collect();
    assert_eq!(ends, [ends[0]; 3], "{summary}");
}
