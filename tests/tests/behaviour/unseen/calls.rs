//! Tasks, Parallels and Maps that nobody looks into call the same handlers, with the same inputs, in the same order.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use serde_json::{Value as Json, json};
use stepwright::{
    ExecutionError, ExecutionOptions, InMemory, TaskContext, TaskFailure, Value, execute,
};
use stepwright_tests::{Closures, program};

use super::turns;
use crate::support::with;

type Calls = Arc<Mutex<Vec<String>>>;

/// Writes down what it is told; waits as often as its input says, then fails as that says, or gives it back with its state's name.
async fn handle(calls: Calls, input: Value, context: TaskContext) -> Result<Value, TaskFailure> {
    let call = format!(
        "{} #{} {} of {input}",
        context.state_name(),
        context.attempt(),
        context.idempotency_key()
    );
    calls.lock().unwrap().push(call);
    let mut waits = input.get("waits").and_then(Value::as_u64).unwrap_or(0);
    poll_fn(|cx| {
        if waits == 0 {
            return Poll::Ready(());
        }
        waits -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
    if let Some(error) = input.get("error").and_then(Value::as_str) {
        return Err(TaskFailure::new(error.to_owned(), "as it was told"));
    }
    let name = context.state_name();
    Ok(Value::from(json!({"by": name, "of": Json::from(input)})))
}

type Outcome = (Result<Value, ExecutionError>, Vec<String>);

fn both_ways(definition: &Json, input: &Value, history_limit: Option<u64>) -> [Outcome; 2] {
    let program = program(definition);
    let options = ExecutionOptions {
        history_limit,
        name: Some("e".into()),
        ..ExecutionOptions::DEFAULT
    };
    [InMemory::new(), InMemory::new().observed(drop)].map(|host| {
        let calls = Calls::default();
        let mut workflow = Closures::new(program);
        for _ in program.states {
            let calls = calls.clone();
            workflow = workflow.on(move |input, context| handle(calls.clone(), input, context));
        }
        let result = turns(execute(&workflow, &host, &options, input.clone()));
        let calls = calls.lock().unwrap().clone();
        (result, calls)
    })
}

fn task(fields: &Json) -> Json {
    with(
        json!({"Type": "Task", "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:f"}),
        fields,
    )
}

fn machine(states: &[(&str, Json)]) -> Json {
    let mut all = json!({});
    for (name, state) in states {
        all[*name] = state.clone();
    }
    json!({"StartAt": states[0].0, "States": all})
}

/// A Task that ends its region.
fn last(name: &str) -> Json {
    machine(&[(name, task(&json!({"End": true})))])
}

fn tasks_of_all_kinds() -> Vec<Json> {
    let done = || ("Done", json!({"Type": "Succeed"}));
    let caught = |catch: Json| {
        machine(&[
            ("A", task(&json!({"Next": "B", "Catch": [catch]}))),
            ("B", task(&json!({"End": true}))),
            ("Caught", json!({"Type": "Pass", "End": true})),
        ])
    };
    vec![
        last("A"),
        machine(&[
            ("A", task(&json!({"Next": "B"}))),
            ("B", task(&json!({"Next": "Done"}))),
            done(),
        ]),
        caught(json!({"ErrorEquals": ["States.ALL"], "Next": "Caught"})),
        caught(json!({"ErrorEquals": ["Bad"], "Next": "Caught"})),
        caught(json!({"ErrorEquals": ["Bad"], "ResultPath": "$.why", "Next": "Caught"})),
        caught(json!({"ErrorEquals": ["Bad"], "ResultPath": null, "Next": "Caught"})),
        caught(json!({"ErrorEquals": ["States.Timeout"], "Next": "Caught"})),
        machine(&[("A", task(&json!({"ResultPath": "$.a", "End": true})))]),
        machine(&[("A", task(&json!({"OutputPath": "$.of", "End": true})))]),
        machine(&[("A", task(&json!({"InputPath": "$.inner", "End": true})))]),
        machine(&[("A", task(&json!({"Assign": {"v": 1}, "End": true})))]),
        machine(&[(
            "A",
            task(&json!({"Retry": [{"ErrorEquals": ["Bad"], "MaxAttempts": 0}], "End": true})),
        )]),
        with(
            machine(&[("A", task(&json!({"End": true})))]),
            &json!({"QueryLanguage": "JSONata"}),
        ),
        with(
            machine(&[
                (
                    "A",
                    task(
                        &json!({"Next": "B", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]}),
                    ),
                ),
                (
                    "B",
                    task(&json!({"Output": "{% $states.result.by %}", "End": true})),
                ),
            ]),
            &json!({"QueryLanguage": "JSONata"}),
        ),
    ]
}

/// Regions: still ones, such as fail, such as call, and such as do one after the other.
fn regions() -> Vec<Json> {
    let pass = || json!({"Type": "Pass", "Parameters": {"x.$": "$.x", "error.$": "$.error", "waits.$": "$.waits"}, "Next": "A"});
    let is_bad = |default: &str| json!({"Type": "Choice", "Choices": [{"Variable": "$.error", "IsString": true, "Next": "F"}], "Default": default});
    vec![
        last("A"),
        machine(&[("P", json!({"Type": "Pass", "Result": 1, "End": true}))]),
        machine(&[(
            "P",
            json!({"Type": "Pass", "Parameters": {"x.$": "$.x"}, "End": true}),
        )]),
        machine(&[("S", json!({"Type": "Succeed", "OutputPath": "$.x"}))]),
        machine(&[("P", pass()), ("A", task(&json!({"End": true})))]),
        machine(&[
            ("C", is_bad("A")),
            ("A", task(&json!({"Next": "B"}))),
            ("B", task(&json!({"End": true}))),
            (
                "F",
                json!({"Type": "Fail", "Error": "Bad", "Cause": "by choice"}),
            ),
        ]),
        machine(&[
            ("C", is_bad("S")),
            ("S", json!({"Type": "Succeed"})),
            (
                "F",
                json!({"Type": "Fail", "Error": "Bad", "Cause": "by choice"}),
            ),
        ]),
        machine(&[
            (
                "A",
                task(&json!({"Catch": [{"ErrorEquals": ["Bad"], "Next": "P"}], "End": true})),
            ),
            ("P", json!({"Type": "Pass", "End": true})),
        ]),
    ]
}

/// The region with names of its own.
fn named(suffix: &str, region: &Json) -> Json {
    let renamed = |value: &Json| Json::from(format!("{}{suffix}", value.as_str().expect("a name")));
    match region {
        Json::Object(fields) => fields
            .iter()
            .map(|(key, value)| match key.as_str() {
                "StartAt" | "Next" | "Default" => (key.clone(), renamed(value)),
                "States" => {
                    let states = value.as_object().expect("states").iter();
                    let states = states
                        .map(|(name, state)| (format!("{name}{suffix}"), named(suffix, state)));
                    (key.clone(), Json::Object(states.collect()))
                }
                _ => (key.clone(), named(suffix, value)),
            })
            .collect(),
        Json::Array(items) => items.iter().map(|item| named(suffix, item)).collect(),
        other => other.clone(),
    }
}

/// Inputs of a Task, which are items of a Map.
fn items() -> Vec<Json> {
    vec![
        json!({"x": 1, "waits": 0, "error": null}),
        json!({"x": 2, "waits": 2, "error": null, "inner": {"waits": 1}}),
        json!({"x": 3, "waits": 1, "error": "Bad"}),
        json!({"x": 4, "waits": 0, "error": "Bad"}),
        json!({"x": 5, "waits": 0, "error": "States.Runtime"}),
        json!({"waits": 3}),
        json!("text"),
    ]
}

fn same(definition: &Json, input: &Json, limit: Option<u64>) -> Outcome {
    let input = Value::from(input.clone());
    let [unseen, seen] = both_ways(definition, &input, limit);
    assert_eq!(unseen, seen, "{definition} of {input:?} within {limit:?}");
    unseen
}

#[test]
fn tasks_alone_and_in_a_row() {
    let (mut failures, mut calls) = (0, 0);
    for definition in tasks_of_all_kinds() {
        for input in items() {
            let (result, called) = same(&definition, &input, Some(25_000));
            failures += usize::from(result.is_err());
            calls += called.len();
        }
    }
    assert!(failures > 10 && calls > 50, "{failures}, {calls}");
}

#[test]
fn branches_side_by_side() {
    let regions = regions();
    let (mut failures, mut calls) = (0, 0);
    for first in &regions {
        for second in &regions {
            let branches = json!([
                named("1", first),
                named("2", second),
                named("3", &regions[4])
            ]);
            let all = json!({"Type": "Parallel", "Branches": branches, "End": true});
            for input in items() {
                let (result, called) = same(&machine(&[("All", all.clone())]), &input, None);
                failures += usize::from(result.is_err());
                calls += called.len();
            }
        }
    }
    assert!(failures > 50 && calls > 500, "{failures}, {calls}");
}

#[test]
fn iterations_in_any_number() {
    let (mut failures, mut calls) = (0, 0);
    for region in regions() {
        for fields in [
            json!({}),
            json!({"MaxConcurrency": 1}),
            json!({"MaxConcurrency": 2, "ToleratedFailureCount": 1}),
            json!({"ToleratedFailurePercentage": 100}),
            json!({"ItemSelector": {"x.$": "$$.Map.Item.Index", "waits": 1, "error": null}}),
        ] {
            let each = with(
                json!({"Type": "Map", "ItemProcessor": region, "End": true}),
                &fields,
            );
            let definition = machine(&[("Each", each)]);
            // More than run at once, and few enough states for one turn of the executor.
            let good: Vec<Json> = items().into_iter().take(2).cycle().take(42).collect();
            let mut last_bad = good.clone();
            last_bad.push(items()[3].clone());
            let inputs = [
                json!([]),
                Json::from(items()),
                Json::from(good),
                Json::from(last_bad),
                json!({"no": "list"}),
            ];
            for input in inputs {
                let (result, called) = same(&definition, &input, None);
                failures += usize::from(result.is_err());
                calls += called.len();
            }
        }
    }
    assert!(failures > 50 && calls > 1000, "{failures}, {calls}");
}

/// An iteration that waits for nothing leaves the executor its turn as well.
#[test]
fn a_map_that_waits_for_nothing_is_no_burden() {
    let each = json!({"Type": "Map", "ItemProcessor": regions()[2], "End": true});
    let definition = machine(&[("Each", each)]);
    let items: Vec<Json> = (0..2000).map(|x| json!({"x": x})).collect();
    let (result, _) = same(&definition, &Json::from(items.clone()), None);
    assert_eq!(result.unwrap(), Value::from(Json::from(items)));
}

#[test]
fn a_full_history_ends_calls_at_the_same_event() {
    let row = machine(&[
        ("A", task(&json!({"Next": "B"}))),
        ("B", task(&json!({"End": true}))),
    ]);
    for limit in 1..20 {
        let (result, _) = same(&row, &items()[1], Some(limit));
        assert_eq!(result.is_err(), limit < 12, "{limit}");
    }
}
