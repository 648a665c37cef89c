//! The runner itself, on small files: what passes, each thing that it must find, and what it makes of bad input.

mod odd;
mod predictions;
mod support;

use serde_json::{Value as Json, json};
use stepwright_conformance::{Options, Report, run};

use support::{Program, changed, file, passing};

fn report(name: &str, cases: &[Json]) -> Report {
    run(&Options::new([file(name, cases).into()])).unwrap_or_else(|message| panic!("{message}"))
}

/// What differs in each case, by its id.
fn differences(report: &Report) -> Vec<(&str, Vec<&str>)> {
    let verdicts = report.verdicts.iter();
    let whats = verdicts.map(|it| {
        (
            it.id.as_str(),
            it.differences.iter().map(|it| it.what.as_str()).collect(),
        )
    });
    whats.collect()
}

#[test]
fn what_came_out_as_recorded_passes() {
    let report = report("passing", &passing());
    for verdict in &report.verdicts {
        assert!(verdict.passed(), "{verdict}");
    }
    assert_eq!(report.total().passed, passing().len());
    assert_eq!(report.tags()["task"].passed, 6);
    assert_eq!(report.tiers()["B"].passed, 1);
}

/// One thing is recorded otherwise than it happens; exactly that is found.
#[test]
fn each_thing_that_is_compared_is_found() {
    let event = "/history/3";
    let mutations: Vec<(Json, Vec<&str>)> = vec![
        (
            changed("task", "/expected/output/a", json!(2)),
            vec!["output"],
        ),
        (
            changed("task", "/expected/status", json!("TIMED_OUT")),
            vec!["status"],
        ),
        (
            changed("failing", "/expected/error", json!("Other")),
            vec!["error"],
        ),
        (
            changed("failing", "/expected/error", json!(null)),
            vec!["error"],
        ),
        (
            changed("failing", "/expected/cause", json!("other")),
            vec!["cause"],
        ),
        (
            changed("pattern", "/cause_regex", json!("^never$")),
            vec!["cause, by its pattern"],
        ),
        (
            changed("pattern", "/output_wildcards", json!(["/a"])),
            vec![],
        ),
        (
            changed("wildcards", "/output_wildcards", json!([])),
            vec!["output"],
        ),
        (
            changed("unrecorded", "/mocks/0/parameters", json!({ "n": 2 })),
            vec!["what `T` was sent"],
        ),
        (
            changed("unrecorded", "/mocks/0/timeoutInSeconds", json!(8)),
            vec!["`timeoutInSeconds` of `T`"],
        ),
        (
            changed("task", "/history/2/timeoutInSeconds", json!(8)),
            vec!["event 3 (TaskScheduled), `timeoutInSeconds`"],
        ),
        (
            changed("task", "/history/2/parameters", json!({ "n": 2 })),
            vec!["event 3 (TaskScheduled), `parameters`"],
        ),
        (
            changed("task", "/history/1/state", json!("U")),
            vec!["event 2 (TaskStateEntered), `state`"],
        ),
        (
            changed("task", &format!("{event}/prev"), json!(1)),
            vec!["event 4 (TaskStarted), `prev`"],
        ),
        (
            changed("task", &format!("{event}/id"), json!(5)),
            vec!["event 4 (TaskStarted), `id`"],
        ),
        (
            changed("task", &format!("{event}/type"), json!("TaskSubmitted")),
            vec!["event 4"],
        ),
        (
            changed("task", "/history/5/assigned", json!({ "v": 2 })),
            vec!["event 6 (TaskStateExited), `assigned`"],
        ),
        (
            changed("task", "/history/5/output", json!([])),
            vec!["event 6 (TaskStateExited), `output`"],
        ),
        (
            changed("map", "/history/2/length", json!(3)),
            vec!["event 3 (MapStateStarted), `length`"],
        ),
        (
            changed("map", "/history/3/index", json!(3)),
            vec!["event 4 (MapIterationStarted), `index`"],
        ),
        (
            changed("evaluation", "/history/2/location", json!("Output/b")),
            vec!["event 3 (EvaluationFailed), `location`"],
        ),
        (
            changed("evaluation", "/history/2/cause", json!("other")),
            vec!["event 3 (EvaluationFailed), `cause`"],
        ),
        (
            support::without_event("task", 6),
            vec!["event 7", "number of events"],
        ),
        (
            support::with_event("task", 7),
            vec!["event 8", "number of events"],
        ),
        (
            support::with_mock("unrecorded"),
            vec!["\"T\" was not called"],
        ),
        (
            support::without_mocks("unrecorded"),
            vec![
                "status",
                "output",
                "error",
                "`T` was called once more than recorded, and sent",
            ],
        ),
        (
            support::unordered(support::without_event("task", 3)),
            vec!["an event, wherever it is"],
        ),
        (
            support::unordered(changed("task", "/history/2/parameters", json!({ "n": 2 }))),
            vec!["an event, wherever it is"; 2],
        ),
        (support::unordered(support::reversed("task")), vec![]),
    ];
    let cases: Vec<Json> = mutations
        .iter()
        .enumerate()
        .map(|(number, (case, _))| {
            let mut case = case.clone();
            case["id"] = json!(format!("{number}"));
            case
        })
        .collect();
    let report = report("mutations", &cases);
    for ((id, found), (case, expected)) in differences(&report).into_iter().zip(&mutations) {
        assert_eq!(&found, expected, "mutation {id}: {case}");
    }
    let first = &report.verdicts[0].differences[0];
    assert_eq!(
        (&first.expected, &first.actual),
        (&Some(json!({ "a": 2 })), &Some(json!({ "a": 1 })))
    );
}

/// A machine that does not compile and a line that is no case leave the others alone.
#[test]
fn what_goes_wrong_goes_wrong_alone() {
    let mut broken = passing()[0].clone();
    broken["id"] = json!("broken");
    let state = broken["definition"]["States"]["T"].as_object_mut().unwrap();
    state.remove("End");
    state.insert("Next".to_owned(), json!("Nowhere"));
    let good = passing()[0].clone();
    let file = file(
        "alone",
        &[broken, json!({ "id": "bad", "definition": {} }), good],
    );
    let report = run(&Options::new([file.into()])).unwrap();
    let found = differences(&report);
    assert!(
        found[0].1[0]
            .starts_with("the definition does not compile: state `T` transitions to `Nowhere`"),
        "{found:?}"
    );
    assert!(
        found[0].1[0].contains("^^^^"),
        "it shows the line: {found:?}"
    );
    assert_eq!(
        found[1],
        (
            "line 2",
            vec!["the line is no case: it has no `input`; it has no `expected`"]
        )
    );
    assert_eq!(found[2], ("task", vec![]));
    assert_eq!((report.definitions, report.compiled), (2, 1));
}

#[test]
fn operators_and_functions_run_like_executions() {
    let operator = |value: i32, branch: &str| {
        json!({
            "operator": "NumericEquals", "rule_value": 1, "variable": value, "value": 1, "test": branch,
            "expected": { "TestResult.$": branch },
        })
    };
    let operators = file(
        "operators",
        &[
            operator(1, "ConditionTrue"),
            operator(2, "ConditionFalse"),
            operator(2, "ConditionTrue"),
        ],
    );
    let function = |expression: &str, expected: Json, status: &str| json!({ "expressions": [expression], "input": { "n": 1 }, "expected": expected, "status": status, "wildcards": [], "test": expression });
    let functions = file(
        "functions",
        &[
            function(
                "States.MathAdd($.n, 1)",
                json!({ "FunctionResult": 2 }),
                "SUCCEEDED",
            ),
            function("{% $states.input.n + 1 %}", json!(2), "SUCCEEDED"),
            function("{% $states.input.n + 2 %}", json!(2), "SUCCEEDED"),
        ],
    );
    let report = run(&Options::new([operators.into(), functions.into()])).unwrap();
    let passed: Vec<bool> = report
        .verdicts
        .iter()
        .map(stepwright_conformance::Verdict::passed)
        .collect();
    assert_eq!(passed, [true, true, false, true, true, false]);
}

#[test]
fn the_program_says_by_its_exit_code_what_came_out() {
    let good = file("good", &passing());
    let mut wrong = changed("task", "/expected/output/a", json!(2));
    wrong["id"] = json!("wrong one");
    let mut cases = passing();
    cases.push(wrong);
    let mixed = file("mixed", &cases);

    let ended = Program::run(&[&good]);
    assert_eq!(ended.code, 0, "{}", ended.says);
    assert!(
        ended.says.contains("9 of 9 passed, 0 failed"),
        "{}",
        ended.says
    );

    let report = support::folder().join("report.json");
    let ended = Program::run(&[&mixed, "--json", report.to_str().unwrap()]);
    assert_eq!(ended.code, 1, "{}", ended.says);
    assert!(ended.says.contains("failed: wrong one"), "{}", ended.says);
    assert!(
        ended
            .says
            .contains("output\n    expected {\"a\":2}\n    actual   {\"a\":1}"),
        "{}",
        ended.says
    );
    let report: Json = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    assert_eq!(
        (&report["total"], &report["passed"], &report["failed"]),
        (&json!(10), &json!(9), &json!(1))
    );
    assert_eq!(report["tags"]["task"], json!({ "passed": 6, "failed": 1 }));
    assert_eq!(report["tiers"]["A"], json!({ "passed": 8, "failed": 1 }));
    assert!(report["compileSeconds"].is_number());
    let last = &report["cases"][9];
    assert_eq!(
        (&last["id"], &last["line"], &last["passed"]),
        (&json!("wrong one"), &json!(10), &json!(false))
    );
    let difference = json!({ "what": "output", "expected": { "a": 2 }, "actual": { "a": 1 } });
    assert_eq!(last["differences"], json!([difference]));

    let ended = Program::run(&[&mixed, "--filter", "map"]);
    assert_eq!(ended.code, 0, "{}", ended.says);
    assert!(
        ended.says.contains("1 of 1 passed, 0 failed"),
        "{}",
        ended.says
    );

    for (arguments, message) in [
        (vec!["nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (
            vec![mixed.as_str(), "--filter", "no such case"],
            "none of the 10 cases has `no such case` in its id",
        ),
        (vec![], "no file is given"),
        (vec![mixed.as_str(), "--fast"], "`--fast` is not an option"),
    ] {
        let ended = Program::run(&arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.says);
        assert!(
            ended.says.contains(message),
            "{arguments:?}: {}",
            ended.says
        );
    }
}
