//! Between documents and the engine's values.
use super::{super::evaluation::Outcome, reads::Part};
use crate::value::{Map, Value};
use jsonata_core::value::{JValue, with_stack};
use std::sync::Arc;

/// As much of a document as is read, as the engine has it. Its numbers are doubles, as JavaScript's are.
pub(super) fn to_engine(value: &Value, part: &Part) -> JValue {
    // A document without a JSON form is refused before anything reads it.
    match value.json() {
        Value::Bool(flag) => JValue::Bool(*flag),
        Value::Number(number) => JValue::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => JValue::string(text.as_str()),
        Value::Array(items) => with_stack(|| {
            let items = items.iter().map(|item| to_engine(item, part));
            JValue::array(items.collect())
        }),
        Value::Object(fields) => with_stack(|| match part {
            Part::Whole => {
                let all = fields.iter();
                let all =
                    all.map(|(name, field)| (name.as_str().to_owned(), to_engine(field, part)));
                JValue::object(all.collect())
            }
            Part::Fields(parts) => {
                let read = parts.iter().filter_map(|(name, part)| {
                    Some((name.clone(), to_engine(fields.get(name)?, part)))
                });
                JValue::object(read.collect())
            }
        }),
        Value::Null | Value::Typed(_) => JValue::Null,
    }
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
