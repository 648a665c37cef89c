//! A loop without handlers: a Choice and a Pass, a thousand times round, in both query languages.
//!
//! The rival of the first is the loop by hand over `serde_json::Value`; of the second, the bare engine, parsed once, with the
//! expressions that the definition has.

use std::hint::black_box;

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::{Context, Evaluator};
use jsonata_core::value::JValue;
use serde_json::{Value, json};

use crate::measure::{Contest, Goal};
use crate::runtime;

stepwright::include_workflow!("workflows/counting.asl.json");
stepwright::include_workflow!("workflows/counting_jsonata.asl.json");

struct Nobody;

#[stepwright::handlers(counting)]
#[stepwright::handlers(counting_jsonata)]
impl Nobody {}

const ROUNDS: u32 = 1000;
/// Of a round: the Choice and the Pass.
const TRANSITIONS: u32 = 2 * ROUNDS;

fn input(limit: u32) -> Value {
    json!({ "count": 0, "limit": limit })
}

/// An execution of so many transitions has two events for each of its states.
fn unlimited() -> stepwright::ExecutionOptions {
    stepwright::ExecutionOptions {
        history_limit: None,
        ..stepwright::ExecutionOptions::default()
    }
}

/// A function that runs the loop in the one language.
pub(crate) fn jsonpath() -> impl FnMut(u32) {
    let workflow = counting::Workflow::new(Nobody).with_options(unlimited());
    let runtime = runtime();
    move |limit| {
        let output = runtime.block_on(workflow.run_value(black_box(input(limit))));
        let output = output.expect("it counts");
        assert_eq!(
            output.get("count").and_then(stepwright::Value::as_u64),
            Some(limit.into())
        );
    }
}

/// And in the other.
pub(crate) fn jsonata() -> impl FnMut(u32) {
    let workflow = counting_jsonata::Workflow::new(Nobody).with_options(unlimited());
    let runtime = runtime();
    move |limit| {
        let output = runtime.block_on(workflow.run_value(black_box(input(limit))));
        let output = output.expect("it counts");
        assert_eq!(
            output.get("count").and_then(stepwright::Value::as_u64),
            Some(limit.into())
        );
    }
}

/// Nothing is made anew that can stay where it is.
fn by_hand(mut document: Value) -> Value {
    loop {
        let (Some(count), Some(limit)) = (document["count"].as_i64(), document["limit"].as_i64())
        else {
            return Value::Null;
        };
        if count >= limit {
            return document;
        }
        document["count"] = Value::from(count + 1);
    }
}

/// The expressions of the definition, one after the other, and nothing else.
fn bare_engine() -> impl FnMut() {
    let [condition, count, limit] = [
        "$states.input.count >= $states.input.limit",
        "$states.input.count + 1",
        "$states.input.limit",
    ]
    .map(|text| jsonata_core::parser::parse(text).expect("it is an expression"));
    let states = |count: JValue, limit: JValue| {
        let document = [("count".to_owned(), count), ("limit".to_owned(), limit)];
        let document = JValue::object(document.into_iter().collect());
        JValue::object([("input".to_owned(), document)].into_iter().collect())
    };
    move || {
        let mut here = states(JValue::Number(0.0), JValue::Number(f64::from(ROUNDS)));
        while !matches!(evaluate(&condition, &here), JValue::Bool(true)) {
            here = states(evaluate(&count, &here), evaluate(&limit, &here));
        }
        black_box(here);
    }
}

fn evaluate(expression: &AstNode, states: &JValue) -> JValue {
    let mut context = Context::new();
    context.bind("states".to_owned(), states.clone());
    Evaluator::with_context(context)
        .evaluate(expression, &JValue::Undefined)
        .expect("it has a value")
}

/// A transition each.
pub(crate) fn contests() -> Vec<Contest> {
    let (mut path, mut expression) = (jsonpath(), jsonata());
    vec![
        Contest {
            name: "counting loop, JSONPath",
            unit: "transition",
            units: TRANSITIONS,
            goal: Goal::AtMost(40.0),
            ours: Box::new(move || path(ROUNDS)),
            rival: Box::new(|| {
                black_box(by_hand(black_box(input(ROUNDS))));
            }),
        },
        Contest {
            name: "counting loop, JSONata, bare engine",
            unit: "transition",
            units: TRANSITIONS,
            goal: Goal::Times(1.5),
            ours: Box::new(move || expression(ROUNDS)),
            rival: Box::new(bare_engine()),
        },
    ]
}
