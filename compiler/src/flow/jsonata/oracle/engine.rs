//! What the engine makes.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jsonata_core::evaluator::{Context, Evaluator, EvaluatorError};
use jsonata_core::parser;
use jsonata_core::value::JValue;
use serde_json::{Value, json};

#[derive(Debug)]
pub(super) enum Outcome {
    Value(Value),
    Undefined,
    Failed,
    /// It holds a function, or a number that is none.
    Odd,
}

pub(super) fn evaluate(
    text: &str,
    input: &Value,
    result: &Value,
    variables: &BTreeMap<String, Value>,
) -> Outcome {
    let expression = parser::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut names = Context::new();
    let states = json!({"input": input, "result": result, "context": {"State": {"Name": "S"}}});
    names.bind("states".to_owned(), states.into());
    for (name, value) in variables {
        names.bind(name.clone(), value.clone().into());
    }
    let mut evaluator = Evaluator::with_context(names);
    register(&mut evaluator);
    // The engine falls over some of them.
    let made = catch_unwind(AssertUnwindSafe(|| {
        evaluator.evaluate(&expression, &JValue::Undefined)
    }));
    match made {
        Err(_) => Outcome::Odd,
        Ok(Err(_)) => Outcome::Failed,
        Ok(Ok(made)) => match made.unwrap_sequence() {
            JValue::Undefined => Outcome::Undefined,
            made => value(&made).map_or(Outcome::Odd, Outcome::Value),
        },
    }
}

/// Functions that AWS adds, and one that the engine has not.
fn register(evaluator: &mut Evaluator) {
    let mut add = |name: &str, function: fn(&[JValue]) -> Result<JValue, EvaluatorError>| {
        let registered = evaluator.register_fn_override(name, function);
        registered.unwrap_or_else(|error| panic!("{name}: {}", error.message()));
    };
    add("partition", |arguments| match arguments {
        [JValue::Undefined, _] => Ok(JValue::Undefined),
        [JValue::Array(items), JValue::Number(size)] if *size >= 1.0 => {
            let parts = items.chunks(2).map(|part| JValue::array(part.to_vec()));
            Ok(JValue::array(parts.collect()))
        }
        [one, JValue::Number(_)] => Ok(JValue::array(vec![JValue::array(vec![one.clone()])])),
        _ => Err(EvaluatorError::TypeError("T0410: partition".to_owned())),
    });
    add("parse", |arguments| match arguments {
        [JValue::Undefined] => Ok(JValue::Undefined),
        [JValue::String(text)] => match serde_json::from_str::<Value>(text) {
            Ok(value) => Ok(value.into()),
            Err(error) => Err(EvaluatorError::EvaluationError(error.to_string())),
        },
        _ => Err(EvaluatorError::TypeError("T0410: parse".to_owned())),
    });
    add("hash", |arguments| match arguments {
        [JValue::Undefined, ..] => Ok(JValue::Undefined),
        [JValue::String(_), ..] => Ok(JValue::string("0a")),
        _ => Err(EvaluatorError::TypeError("T0410: hash".to_owned())),
    });
    add("range", |arguments| match arguments {
        [
            JValue::Number(first),
            JValue::Number(last),
            JValue::Number(step),
        ] if *step > 0.0 => {
            let mut at = *first;
            let mut made = Vec::new();
            while at <= *last && made.len() < 100 {
                made.push(JValue::from(at));
                at += step;
            }
            Ok(match made.len() {
                0 => JValue::Undefined,
                1 => made.remove(0),
                _ => JValue::array(made),
            })
        }
        _ => Err(EvaluatorError::TypeError("T0410: range".to_owned())),
    });
    add("clone", |arguments| match arguments {
        [only @ (JValue::Undefined | JValue::Object(_) | JValue::Array(_))] => Ok(only.clone()),
        _ => Err(EvaluatorError::TypeError("T0410: clone".to_owned())),
    });
    add("uuid", |_| Ok(JValue::string("1-2")));
    add("random", |_| Ok(JValue::from(0.5)));
}

/// As a document; none where it has no such form.
fn value(made: &JValue) -> Option<Value> {
    Some(match made {
        JValue::Null | JValue::Undefined => Value::Null,
        JValue::Bool(flag) => Value::Bool(*flag),
        JValue::Number(number) => number_of(*number)?,
        JValue::String(text) => Value::from(text.to_string()),
        JValue::Array(items) => items.iter().map(value).collect::<Option<Vec<_>>>()?.into(),
        JValue::Object(fields) => {
            let fields = fields.iter().filter(|(_, field)| !field.is_undefined());
            let fields = fields.map(|(name, field)| Some((name.clone(), value(field)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

#[allow(clippy::cast_possible_truncation, reason = "checked to be small")]
fn number_of(number: f64) -> Option<Value> {
    if !number.is_finite() {
        return None;
    }
    Some(if number.fract() == 0.0 && number.abs() < 9e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    })
}
