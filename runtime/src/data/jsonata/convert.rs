//! Between documents and the engine's values.
use super::Outcome;
use crate::value::{Map, Value};
use jsonata_core::value::{JValue, with_stack};
use serde::Deserialize;
use std::sync::Arc;

/// A document as the engine has it. Its numbers are doubles, as JavaScript's are.
pub(super) fn to_engine(value: &Value) -> JValue {
    // A document without a JSON form is refused before anything reads it.
    JValue::deserialize(value.json()).unwrap_or(JValue::Null)
}

/// What an evaluation made.
pub(super) fn from_engine(value: &JValue) -> Outcome {
    match value {
        JValue::Undefined => Outcome::Undefined,
        value => document(value).map_or(Outcome::Unsupported, Outcome::Value),
    }
}

/// None where it has no JSON form.
pub(super) fn document(value: &JValue) -> Option<Value> {
    with_stack(|| match value {
        JValue::Null | JValue::Undefined => Some(Value::Null),
        JValue::Bool(flag) => Some(Value::Bool(*flag)),
        JValue::Number(number) => Some(self::number(*number)),
        JValue::String(text) => Some(Value::from(text.to_string())),
        JValue::Array(items) => items
            .iter()
            .map(document)
            .collect::<Option<Vec<_>>>()
            .map(Value::from),
        JValue::Object(fields) => {
            let mut object = Map::with_capacity(fields.len());
            for (key, field) in fields.iter() {
                if !field.is_undefined() {
                    object.insert(key.clone(), document(field)?);
                }
            }
            Some(Value::Object(Arc::new(object)))
        }
        JValue::Lambda(_) | JValue::Builtin { .. } | JValue::Regex { .. } => None,
    })
}

/// Whole numbers stay whole as long as a double counts them; AWS spells what is no number.
#[allow(
    clippy::cast_possible_truncation,
    clippy::float_cmp,
    reason = "checked to be whole and small enough"
)]
fn number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.is_nan() {
        Value::from("NaN")
    } else if number.is_infinite() {
        Value::from(if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        })
    } else if number.fract() == 0.0 && number.abs() <= EXACT {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}
