//! An execution that nobody looks into takes shorter ways through some states: what it comes to is the same.

mod calls;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::{Value as Json, json};
use stepwright::{ExecutionError, ExecutionOptions, InMemory, Value, execute};
use stepwright_tests::{Closures, program};

use crate::support::alone;

/// What an execution comes to where nobody looks, and where somebody does.
fn both_ways(
    definition: &Json,
    input: &Value,
    history_limit: Option<u64>,
) -> [Result<Value, ExecutionError>; 2] {
    let workflow = Closures::new(program(definition));
    let options = ExecutionOptions {
        history_limit,
        ..ExecutionOptions::DEFAULT
    };
    [InMemory::new(), InMemory::new().observed(drop)]
        .map(|host| turns(execute(&workflow, &host, &options, input.clone())))
}

/// What a future comes to that gives its executor a turn now and then, and waits for nothing.
fn turns<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("it waits for something");
}

fn pass(fields: &Json) -> Json {
    let mut state = json!({"Type": "Pass", "Next": "Next"});
    let more = fields.as_object().unwrap().clone();
    state.as_object_mut().unwrap().extend(more);
    alone(&state)
}

fn choice(rule: &Json) -> Json {
    let mut rule = rule.clone();
    rule["Next"] = "Next".into();
    alone(&json!({"Type": "Choice", "Choices": [rule]}))
}

fn counting() -> Json {
    json!({
        "StartAt": "Is Done",
        "States": {
            "Is Done": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.count", "NumericGreaterThanEqualsPath": "$.limit", "Next": "Done"}],
                "Default": "Count"
            },
            "Count": {
                "Type": "Pass",
                "Parameters": {"count.$": "States.MathAdd($.count, 1)", "limit.$": "$.limit"},
                "Next": "Is Done"
            },
            "Done": {"Type": "Succeed"}
        }
    })
}

#[test]
fn what_nobody_looks_at_comes_to_the_same() {
    let many = json!({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h.$": "$.x"});
    let definitions = [
        counting(),
        pass(&json!({})),
        pass(&json!({"Result": {"made": true}})),
        pass(&json!({"Parameters": {"x.$": "$.x", "kept": [1, 2]}})),
        pass(&json!({"Parameters": {"x.$": "$.y", "y.$": "$.x"}})),
        pass(&json!({"Parameters": {"all.$": "$"}})),
        pass(&json!({"Parameters": {"it.$": "$.list[1]", "past.$": "$.list[9]"}})),
        pass(&json!({"Parameters": {"every.$": "$.list[*]", "deep.$": "$..x"}})),
        pass(&json!({"Parameters": {"missing.$": "$.nowhere"}})),
        pass(&json!({"Parameters": {"sum.$": "States.MathAdd($.x, 0.5)"}})),
        pass(&json!({"Parameters": {"sum.$": "States.MathAdd(9223372036854775807, 1)"}})),
        pass(&json!({"Parameters": {"sum.$": "States.MathAdd($.text, 1)"}})),
        pass(&json!({"Parameters": {"text.$": "States.Format('{}-{}', $.x, $.text)"}})),
        pass(&json!({"Parameters": many})),
        pass(&json!({"Parameters": {"x.$": "$.x"}, "ResultPath": "$.made.here"})),
        pass(&json!({"Parameters": {"x.$": "$.x"}, "ResultPath": "$.x.y"})),
        pass(&json!({"InputPath": "$.inner", "Parameters": {"x.$": "$.x"}})),
        pass(&json!({"OutputPath": "$.inner"})),
        pass(&json!({"Assign": {"v.$": "$.x"}, "Parameters": {"w.$": "$.x"}})),
        choice(&json!({"Variable": "$.x", "NumericEquals": 1})),
        choice(&json!({"Variable": "$.x", "NumericLessThan": 1.5})),
        choice(&json!({"Variable": "$.x", "StringEquals": "1"})),
        choice(&json!({"Variable": "$.text", "StringMatches": "te*"})),
        choice(&json!({"Variable": "$.nowhere", "IsPresent": false})),
        choice(&json!({"Variable": "$.nowhere", "NumericEquals": 1})),
        choice(&json!({"Variable": "$.x", "NumericEqualsPath": "$.nowhere"})),
        choice(&json!({"Variable": "$.x", "NumericEqualsPath": "$.y"})),
        choice(&json!({"And": [
            {"Variable": "$.x", "IsNumeric": true},
            {"Not": {"Variable": "$.list[0]", "NumericEquals": 7}}
        ]})),
    ];
    let inputs = [
        json!({"x": 1, "y": 2, "text": "text", "list": [1, {"x": 2}], "inner": {"x": 3}}),
        json!({"x": -1.5, "text": null, "list": [], "inner": 4}),
        json!({"count": 0, "limit": 50, "x": "1"}),
        json!({"count": 3, "limit": "many"}),
        json!([1, 2, 3]),
        json!("text"),
        json!(null),
    ];
    let mut failures = 0;
    for definition in &definitions {
        for input in &inputs {
            let input = Value::from(input.clone());
            // Held elsewhere too, and by the execution alone.
            for held in [Some(input.clone()), None] {
                let [unseen, seen] = both_ways(definition, &input, Some(25_000));
                assert_eq!(unseen, seen, "{definition} of {input:?}");
                failures += usize::from(seen.is_err());
                drop(held);
            }
        }
    }
    assert!(failures > 50, "the faults are among them: {failures}");
}

#[test]
fn a_typed_input_is_read_the_same() {
    #[derive(Clone, serde::Serialize)]
    struct Counter {
        count: u32,
        limit: u32,
    }
    let input = Value::typed(Counter { count: 0, limit: 9 });
    let [unseen, seen] = both_ways(&counting(), &input, None);
    assert_eq!(unseen, seen);
    assert_eq!(
        unseen.unwrap(),
        Value::from(json!({"count": 9, "limit": 9}))
    );
}

#[test]
fn what_has_no_json_form_is_refused_the_same() {
    let input = Value::typed(std::collections::BTreeMap::from([((1, 2), 3)]));
    let rule = choice(&json!({"Variable": "$.x", "IsPresent": false}));
    for definition in [rule, pass(&json!({"Parameters": {"x.$": "$.x"}}))] {
        let [unseen, seen] = both_ways(&definition, &input, None);
        assert_eq!(unseen, seen);
        let cause = unseen.unwrap_err().cause.unwrap();
        assert!(cause.contains("has no JSON form"), "{cause}");
    }
}

#[test]
fn a_full_history_ends_it_at_the_same_event() {
    let input = Value::from(json!({"count": 0, "limit": 1000}));
    for limit in 1..40 {
        let [unseen, seen] = both_ways(&counting(), &input, Some(limit));
        assert_eq!(unseen, seen, "{limit}");
        assert!(unseen.is_err());
    }
}

/// A future that is handed on by value, or given to an `async fn`, is held twice: this is where it would be felt.
#[test]
fn an_execution_that_waits_holds_little() {
    let workflow = Closures::new(program(&alone(
        &json!({"Type": "Wait", "Seconds": 60, "Next": "Next"}),
    )));
    let (host, options) = (InMemory::new(), ExecutionOptions::DEFAULT);
    let execution = execute(&workflow, &host, &options, Value::Null);
    let size = std::mem::size_of_val(&execution);
    assert!(size <= 800, "{size} bytes");
}
